//! The TypeScript side of the border, generated from the command table and the types it names.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};

use headwater_model::{AppError, TestReport};
use serde_json::json;
use ts_rs::{Config, TS, TypeVisitor};

use crate::table::with_commands;
use crate::wire::*;

const NOTICE: &str = "// Generated from the Rust side by `make bindings`. Do not edit.\n";

struct Declarations<'a> {
    config: &'a Config,
    seen: HashSet<TypeId>,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // Only types that would get a file of their own have a declaration.
        if T::output_path().is_some() {
            self.found.insert(T::ident(self.config), T::decl(self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The little of the catalogue that the list draws with, so that its first paint does not wait for all of it.
fn type_names_json() -> String {
    let bundle = headwater_catalog::bundle();
    let names: Vec<_> = bundle.types.iter().map(|t| json!({ "id": t.id, "name": t.name, "glyph": t.glyph })).collect();
    serde_json::to_string_pretty(&names).unwrap_or_default() + "\n"
}

macro_rules! files {
    ($($name:literal => $module:ident::$function:ident($request:ty) -> $response:ty;)*) => {
        /// Every generated file: name and content.
        pub fn bindings() -> Vec<(&'static str, String)> {
            let config = Config::new().with_large_int("number");
            let mut types = Declarations { config: &config, seen: HashSet::new(), found: BTreeMap::new() };
            $(types.visit::<$request>(); types.visit::<$response>();)*
            types.visit::<AppError>();
            types.visit::<TestEvent>();
            types.visit::<ImportEvent>();
            types.visit::<BulkProgress>();
            types.visit::<SecretInput>();
            types.visit::<headwater_catalog::Bundle>();
            let declarations: String = types.found.values().map(|decl| format!("\nexport {decl}\n")).collect();

            let mut imports: Vec<String> = types.found.keys().cloned().collect();
            let mut table = String::new();
            $(table += &format!(
                "  \"{}\": {{ request: {}; response: {} }};\n",
                $name, <$request as TS>::name(&config), <$response as TS>::name(&config),
            );)*
            let used: HashSet<&str> = table.split(|c: char| !c.is_alphanumeric()).collect();
            imports.retain(|name| used.contains(name.as_str()));
            let names: String = [$($name),*].iter().map(|name| format!("  \"{name}\",\n")).collect();
            vec![
                ("types.ts", format!("{NOTICE}{declarations}")),
                (
                    "commands.ts",
                    format!(
                        "{NOTICE}\nimport type {{ {} }} from \"./types\";\n\n/** Every command, its request and its answer. */\nexport interface Commands {{\n{table}}}\n\n/** Names of every command, for hosts that check. */\nexport const COMMANDS = [\n{names}] as const;\n",
                        imports.join(", "),
                    ),
                ),
                ("catalog.json", headwater_catalog::bundle_json()),
                ("type_names.json", type_names_json()),
            ]
        }
    };
}
with_commands!(files);
