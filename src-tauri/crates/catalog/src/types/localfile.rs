//! A file or a folder of files on this computer. Local-only: DataWorks has no such type.

use headwater_model::Depth;

use super::shared::{choice, t};
use crate::{Category, Family, Field, Group, Mode, SyncRow, TypeDef, When, outside};

/// The entry.
pub const TYPE: TypeDef = TypeDef {
    id: "localfile",
    name: t("Local files", "本地文件"),
    about: t("CSV, JSON or Parquet files on this computer", "本机上的 CSV、JSON 或 Parquet 文件"),
    category: Category::Local,
    glyph: ("Fi", "#6b5f4b"),
    modes: &[Mode {
        id: "UrlMode",
        label: t("Path", "路径"),
        help: t("A file or a folder by its path.", "通过路径指定文件或文件夹。"),
        summary: &["{path}"],
        preview: &[],
        groups: &[Group {
            label: None,
            folded: false,
            fields: &[
                Field::path("path", t("Path", "路径"), true)
                    .required()
                    .help("Absolute path of the file or folder.", "文件或文件夹的绝对路径。")
                    .local_only(),
                Field::choice(
                    "kind",
                    t("What it is", "路径类型"),
                    &[choice("file", t("One file", "单个文件")), choice("folder", t("A folder of files", "文件夹"))],
                )
                .required()
                .default("file")
                .local_only()
                .half(),
                Field::choice(
                    "format",
                    t("Format", "格式"),
                    &[
                        choice("any", t("Any", "任意")),
                        choice("csv", t("CSV", "CSV")),
                        choice("json", t("JSON", "JSON")),
                        choice("parquet", t("Parquet", "Parquet")),
                    ],
                )
                .default("any")
                .local_only()
                .half(),
                Field::text("encoding", t("Encoding", "编码"))
                    .when(&[When::AnyOf { key: "format", values: &["any", "csv", "json"] }])
                    .default("UTF-8")
                    .local_only()
                    .half(),
            ],
        }],
    }],
    depth: Depth::Login,
    family: Family::Localfile,
    sync: SyncRow { single_batch: "RW", single_realtime: "", full_batch: "", full_realtime: "", full_incremental: "" },
    local_only: true,
    outside: &outside::localfile::OUTSIDE,
};
