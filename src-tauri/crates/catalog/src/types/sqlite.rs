//! A SQLite file on this computer. Local-only: DataWorks has no such type.

use headwater_model::Depth;

use super::shared::t;
use crate::{Category, Family, Field, Group, Mode, SyncRow, TypeDef, outside};

/// The entry.
pub const TYPE: TypeDef = TypeDef {
    id: "sqlite",
    name: t("SQLite file", "SQLite 文件"),
    about: t("A database in one file on this computer", "本机上的单文件数据库"),
    category: Category::Local,
    glyph: ("Sq", "#3d6f6a"),
    modes: &[Mode {
        id: "UrlMode",
        label: t("File", "文件"),
        help: t("A database file by its path.", "通过路径指定数据库文件。"),
        summary: &["{path}"],
        preview: &[],
        groups: &[Group {
            label: None,
            folded: false,
            fields: &[
                Field::path("path", t("Database file", "数据库文件"), false)
                    .required()
                    .help("Absolute path of the file.", "文件的绝对路径。")
                    .local_only(),
                Field::switch("readOnly", t("Read only", "只读"))
                    .help("Tests and tasks will not write to it.", "测试和任务都不会写入。")
                    .local_only(),
            ],
        }],
    }],
    depth: Depth::Login,
    family: Family::Sqlite,
    sync: SyncRow {
        single_batch: "RW",
        single_realtime: "",
        full_batch: "RW",
        full_realtime: "",
        full_incremental: "",
    },
    local_only: true,
    outside: &outside::sqlite::OUTSIDE,
};
