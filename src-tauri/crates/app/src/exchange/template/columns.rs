//! The columns of a type's template: those of every data source, then every property and secret of any of its modes.

use headwater_catalog::{Field, Kind, Mode, TypeDef};
use headwater_model::Text;

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Role {
    Name,
    Description,
    Tags,
    Env,
    Mode,
    Field(&'static Field),
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its name in the sheet: DataWorks' own, where DataWorks has one.
    pub(super) key: &'static str,
    pub(super) label: Text,
    pub(super) help: Text,
    pub(super) role: Role,
}

const NONE: Text = Text::new("", "");

/// Those of every data source; the names are those of CreateDataSource (2024-05-18), but `Tags`, which DataWorks does not have.
const OF_ALL: [Column; 5] = [
    Column {
        key: "Name",
        label: Text::new("Name", "名称"),
        help: Text::new(
            "Letters, digits and underscores; the same in both rows of a data source.",
            "字母、数字和下划线；同一数据源的两行相同。",
        ),
        role: Role::Name,
    },
    Column { key: "Description", label: Text::new("Description", "描述"), help: NONE, role: Role::Description },
    Column {
        key: "Tags",
        label: Text::new("Tags", "标签"),
        help: Text::new("Separated by commas; DataWorks does not have them.", "以逗号分隔；DataWorks 没有标签。"),
        role: Role::Tags,
    },
    Column { key: "envType", label: Text::new("Environment", "环境"), help: NONE, role: Role::Env },
    Column {
        key: "ConnectionPropertiesMode",
        label: Text::new("Connection mode", "连接模式"),
        help: Text::new("Empty: the first one.", "留空则为第一种。"),
        role: Role::Mode,
    },
];

/// Every column of a type.
pub(super) fn columns(def: &'static TypeDef) -> Vec<Column> {
    let mut all = OF_ALL.to_vec();
    for field in def.modes.iter().flat_map(Mode::fields) {
        if !all.iter().any(|column| column.key == field.key) {
            let help = field.help.unwrap_or(NONE);
            all.push(Column { key: field.key, label: field.label, help, role: Role::Field(field) });
        }
    }
    all
}

impl Column {
    /// Whether every value of it is a secret.
    pub(super) fn is_secret(&self) -> bool {
        matches!(self.role, Role::Field(field) if field.secret)
    }

    /// Words to choose from; empty: anything may be written. `standard`: the workspace has two environments.
    pub(super) fn choices(&self, def: &TypeDef, standard: bool) -> Vec<&'static str> {
        match self.role {
            Role::Env if standard => vec!["Dev", "Prod"],
            Role::Env => vec!["Prod"],
            Role::Mode => def.modes.iter().map(|mode| mode.id).collect(),
            Role::Field(field) => match field.kind {
                Kind::Choice { choices } => {
                    choices.iter().map(|choice| choice.value).filter(|value| !value.is_empty()).collect()
                }
                Kind::Switch => vec!["true", "false"],
                _ => Vec::new(),
            },
            Role::Name | Role::Description | Role::Tags => Vec::new(),
        }
    }

    /// How a value is written, where that is not plain.
    pub(super) fn shape(&self) -> Text {
        match self.role {
            Role::Field(Field { kind: Kind::Addresses { .. }, .. }) => {
                Text::new("host:port, several separated by commas.", "主机:端口，多个以逗号分隔。")
            }
            Role::Field(Field { kind: Kind::Map { .. }, .. }) => {
                Text::new("name=value, several separated by &.", "名称=值，多个以 & 分隔。")
            }
            Role::Field(Field { kind: Kind::File { .. }, .. }) => {
                Text::new("Name of an authentication file of the workspace.", "工作空间中认证文件的名称。")
            }
            Role::Field(Field { secret: true, .. }) => Text::new(
                "Secret: goes to the vault. Delete the sheet after it is loaded.",
                "密钥：将存入密钥库。载入后请删除表格。",
            ),
            _ => NONE,
        }
    }

    /// What the example row of a mode has here.
    pub(super) fn example(&self, mode: &Mode) -> String {
        match self.role {
            Role::Name => format!("# example_{}", mode.id),
            Role::Env => "Prod".to_owned(),
            Role::Mode => mode.id.to_owned(),
            Role::Description | Role::Tags => String::new(),
            Role::Field(field) => match mode.field(field.key) {
                Some(field) if field.shown_when.is_empty() => value(field),
                _ => String::new(),
            },
        }
    }
}

fn value(field: &Field) -> String {
    let required = field.required == headwater_catalog::Required::Yes;
    match (field.kind, field.placeholder, field.default) {
        _ if field.secret => if required { "***" } else { "" }.to_owned(),
        (Kind::Addresses { default_port, .. }, ..) => format!("db.example.com:{default_port}"),
        (_, Some(example), _) => example.to_owned(),
        (Kind::Path { .. }, ..) => "/path/to/file".to_owned(),
        (_, _, Some(default)) => default.to_owned(),
        _ => if required { "…" } else { "" }.to_owned(),
    }
}
