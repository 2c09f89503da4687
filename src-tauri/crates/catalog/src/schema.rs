//! What a type is made of. The entries are constants, so these are plain data with `const` builders.

use headwater_model::{Depth, FileKind, Object, Text};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

/// One type of data source.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct TypeDef {
    /// DataWorks' `Type`; for local types our own word.
    pub id: &'static str,
    /// Its name.
    pub name: Text,
    /// One sentence: what it is good for.
    pub about: Text,
    /// Shelf of the type picker.
    pub category: Category,
    /// Two letters and a colour for the square beside its name.
    pub glyph: (&'static str, &'static str),
    /// Connection modes; the first is preselected.
    pub modes: &'static [Mode],
    /// How far its test goes.
    pub depth: Depth,
    /// Which connector opens it.
    pub family: Family,
    /// Which synchronization tasks can read (`R`) and write (`W`) it.
    pub sync: SyncRow,
    /// Exists only on a desktop; left out of the cloud export.
    pub local_only: bool,
    /// How programs outside learn a configuration. The page has no use for it.
    #[serde(skip)]
    #[ts(skip)]
    pub outside: &'static crate::outside::Outside,
}

/// Shelf of the type picker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Relational databases.
    Relational,
    /// Warehouses and lakes.
    BigData,
    /// Object and file storage.
    Storage,
    /// Files and databases of this computer.
    Local,
}

impl Category {
    /// All, in the order of the picker.
    pub const ALL: [Self; 4] = [Self::Relational, Self::BigData, Self::Storage, Self::Local];

    /// Its heading.
    pub const fn name(self) -> Text {
        match self {
            Self::Relational => Text::new("Relational databases", "关系型数据库"),
            Self::BigData => Text::new("Big data", "大数据"),
            Self::Storage => Text::new("Storage", "存储"),
            Self::Local => Text::new("This computer", "本机"),
        }
    }
}

/// The wire family: which file of `connectors` opens the type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// MySQL client protocol.
    Mysql,
    /// MaxCompute REST.
    Maxcompute,
    /// OSS REST.
    Oss,
    /// A SQLite file.
    Sqlite,
    /// A file or folder.
    Localfile,
}

/// The row of DataWorks' matrix: per task kind `""`, `"R"`, `"W"` or `"RW"`.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct SyncRow {
    /// Single table, batch.
    pub single_batch: &'static str,
    /// Single table, real time.
    pub single_realtime: &'static str,
    /// Full database, batch.
    pub full_batch: &'static str,
    /// Full database, real time.
    pub full_realtime: &'static str,
    /// Full database, full and incremental.
    pub full_incremental: &'static str,
}

/// One connection mode of a type.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct Mode {
    /// DataWorks' `ConnectionPropertiesMode`.
    pub id: &'static str,
    /// Its name in the form.
    pub label: Text,
    /// When to use it.
    pub help: Text,
    /// The address line, in segments such as `"/{database}"`; one whose property is blank is left out.
    pub summary: &'static [&'static str],
    /// The connection string that a task would use, in segments as above; empty where the type has none.
    pub preview: &'static [&'static str],
    /// The fields, in the form's order.
    pub groups: &'static [Group],
}

impl Mode {
    /// Every field of the mode.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.groups.iter().flat_map(|group| group.fields)
    }

    /// The field with this JSON key.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.key == key)
    }
}

/// Fields that belong together.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct Group {
    /// Heading; `None` for the first, which needs none.
    pub label: Option<Text>,
    /// Folded away until something in it is filled or wrong.
    pub folded: bool,
    /// Its fields.
    pub fields: &'static [Field],
}

/// One property or secret.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct Field {
    /// JSON key in `ConnectionProperties`.
    pub key: &'static str,
    /// Its name in the form.
    pub label: Text,
    /// What to write and where to find it.
    pub help: Option<Text>,
    /// An example, shown while the field is empty.
    pub placeholder: Option<&'static str>,
    /// Shape and control.
    pub kind: Kind,
    /// Whether a configuration without it is incomplete.
    pub required: Required,
    /// Shown, required and tested only while all of these hold.
    pub shown_when: &'static [When],
    /// Value that an absent property stands for; also prefilled in the form.
    pub default: Option<&'static str>,
    /// Kept in the vault, never in the database.
    pub secret: bool,
    /// Unknown to DataWorks; left out of the cloud export.
    pub local_only: bool,
    /// Decides where a secret is sent; see [`crate::sends_elsewhere`].
    pub destination: bool,
    /// Part of a row of the form.
    pub width: Width,
}

/// Shape of a value and the control that edits it.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// One line.
    Text {
        /// Longest value, in characters.
        max: u32,
        /// What it must look like.
        rule: Rule,
    },
    /// Several lines, for example a certificate in PEM form.
    Multiline {
        /// Longest value, in characters.
        max: u32,
        /// What it must look like.
        rule: Rule,
    },
    /// Rows of host and port: `[{"host": …, "port": …}]`.
    Addresses {
        /// More than one row is allowed.
        many: bool,
        /// Prefilled port.
        default_port: u16,
    },
    /// One of a few words.
    Choice {
        /// The words.
        choices: &'static [Choice],
    },
    /// A text with suggestions: a region id.
    Region,
    /// On or off; JSON `true` / `false`.
    Switch,
    /// Names and values: `{"connectTimeout": "2000"}`.
    Map {
        /// Names that the control offers.
        suggestions: &'static [&'static str],
        /// Names whose values are secrets (slot `<key>.<name>`).
        secret_keys: &'static [&'static str],
    },
    /// Id of an authentication file.
    File {
        /// Kinds that fit.
        takes: &'static [FileKind],
        /// Key of the secret that opens it; empty: none does.
        passphrase: &'static str,
    },
    /// Absolute path of a file or folder on this computer.
    Path {
        /// A folder may be chosen too.
        folder: bool,
    },
}

/// A further rule for a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Anything printable.
    Any,
    /// `http://` or `https://`, host, optional port and path.
    Endpoint,
    /// As [`Rule::Endpoint`], and without the bucket of the property `bucket`.
    OssEndpoint,
    /// An OSS bucket name.
    Bucket,
    /// Certificates in PEM form.
    Pem,
}

/// One word of a choice.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct Choice {
    /// As in JSON.
    pub value: &'static str,
    /// Its name.
    pub label: Text,
    /// Offered only while all of these hold.
    pub when: &'static [When],
}

/// A condition on another field.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum When {
    /// It has one of these values (its default counts).
    AnyOf {
        /// The other field's JSON key.
        key: &'static str,
        /// The values.
        values: &'static [&'static str],
    },
    /// It has a value.
    Set {
        /// The other field's JSON key.
        key: &'static str,
    },
    /// It has no value.
    Unset {
        /// The other field's JSON key.
        key: &'static str,
    },
}

/// Whether a configuration without the field is incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Required {
    /// Never.
    No,
    /// Whenever the field is shown.
    Yes,
}

/// Part of a row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Width {
    /// A row of its own.
    Full,
    /// Shares a row with the next half.
    Half,
}

impl Field {
    const fn new(key: &'static str, label: Text, kind: Kind) -> Self {
        Self {
            key,
            label,
            help: None,
            placeholder: None,
            kind,
            required: Required::No,
            shown_when: &[],
            default: None,
            secret: false,
            local_only: false,
            destination: false,
            width: Width::Full,
        }
    }

    /// One line of at most 1,024 characters.
    pub const fn text(key: &'static str, label: Text) -> Self {
        Self::new(key, label, Kind::Text { max: 1024, rule: Rule::Any })
    }

    /// One line with a rule.
    pub const fn ruled(key: &'static str, label: Text, rule: Rule) -> Self {
        Self::new(key, label, Kind::Text { max: 1024, rule })
    }

    /// A secret of one line; at most 65,536 characters.
    pub const fn secret(key: &'static str, label: Text) -> Self {
        let mut field = Self::new(key, label, Kind::Text { max: 65_536, rule: Rule::Any });
        field.secret = true;
        field
    }

    /// Certificates in PEM form, at most 65,536 characters.
    pub const fn pem(key: &'static str, label: Text) -> Self {
        Self::new(key, label, Kind::Multiline { max: 65_536, rule: Rule::Pem })
    }

    /// Host and port rows.
    pub const fn addresses(key: &'static str, label: Text, many: bool, default_port: u16) -> Self {
        Self::new(key, label, Kind::Addresses { many, default_port })
    }

    /// One of a few words.
    pub const fn choice(key: &'static str, label: Text, choices: &'static [Choice]) -> Self {
        Self::new(key, label, Kind::Choice { choices })
    }

    /// A region id.
    pub const fn region(key: &'static str, label: Text) -> Self {
        Self::new(key, label, Kind::Region)
    }

    /// On or off.
    pub const fn switch(key: &'static str, label: Text) -> Self {
        Self::new(key, label, Kind::Switch)
    }

    /// Names and values.
    pub const fn map(
        key: &'static str,
        label: Text,
        suggestions: &'static [&'static str],
        secret_keys: &'static [&'static str],
    ) -> Self {
        Self::new(key, label, Kind::Map { suggestions, secret_keys })
    }

    /// Id of an authentication file.
    pub const fn file(key: &'static str, label: Text, takes: &'static [FileKind], passphrase: &'static str) -> Self {
        Self::new(key, label, Kind::File { takes, passphrase })
    }

    /// Absolute path on this computer.
    pub const fn path(key: &'static str, label: Text, folder: bool) -> Self {
        Self::new(key, label, Kind::Path { folder })
    }

    /// Required whenever shown.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = Required::Yes;
        self
    }

    /// Adds help.
    #[must_use]
    pub const fn help(mut self, en: &'static str, zh: &'static str) -> Self {
        self.help = Some(Text::new(en, zh));
        self
    }

    /// Adds an example.
    #[must_use]
    pub const fn like(mut self, example: &'static str) -> Self {
        self.placeholder = Some(example);
        self
    }

    /// Shown only while these hold.
    #[must_use]
    pub const fn when(mut self, conditions: &'static [When]) -> Self {
        self.shown_when = conditions;
        self
    }

    /// Sets the default.
    #[must_use]
    pub const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self
    }

    /// Marks a property that DataWorks does not have.
    #[must_use]
    pub const fn local_only(mut self) -> Self {
        self.local_only = true;
        self
    }

    /// Marks a value that decides where a secret is sent.
    #[must_use]
    pub const fn destination(mut self) -> Self {
        self.destination = true;
        self
    }

    /// Takes half a row.
    #[must_use]
    pub const fn half(mut self) -> Self {
        self.width = Width::Half;
        self
    }

    /// Whether the field takes part in a configuration with these properties.
    pub fn is_shown(&self, mode: &Mode, properties: &Object) -> bool {
        self.shown_when.iter().all(|condition| condition.holds(mode, properties))
    }
}

impl When {
    /// Whether the condition holds for these properties; an absent property stands for its default.
    pub fn holds(&self, mode: &Mode, properties: &Object) -> bool {
        match self {
            Self::AnyOf { key, values } => {
                let default = mode.field(key).and_then(|field| field.default);
                let value = properties.get(*key).and_then(Value::as_str).filter(|text| !text.is_empty()).or(default);
                value.is_some_and(|value| values.iter().any(|allowed| allowed.eq_ignore_ascii_case(value)))
            }
            Self::Set { key } => properties.get(*key).is_some_and(|value| !is_blank(value)),
            Self::Unset { key } => properties.get(*key).is_none_or(is_blank),
        }
    }
}

/// Whether a value counts as not given: null, "", [] or {}.
pub(crate) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}
