//! The words of every finding of a test: a short line, and for what fails or warns its cause and remedy.
//!
//! Connectors emit codes; `app` and the UI attach the words. One file per family; `common` has what they share.
//! A code is `<family>.<what>` or, shared, just `<what>`.

mod aliyun;
mod auth_files;
mod common;
mod files;
mod maxcompute;
mod mysql;
mod oss;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use headwater_model::{Stage, Text};
use serde::Serialize;
use ts_rs::TS;

/// The words of one finding.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct Entry {
    /// Key.
    pub code: &'static str,
    /// What was seen, in a few words; `{name}` is a parameter of the finding.
    pub line: Text,
    /// Cause and remedy; absent for plain facts.
    pub advice: Option<Words>,
    /// JSON key of the field to look at.
    pub field: Option<&'static str>,
    /// One-click mend: property, and the finding's parameter that holds its new value.
    pub fix: Option<(&'static str, &'static str)>,
}

/// Cause and remedy.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[ts(rename = "AdviceWords")]
pub struct Words {
    /// Why it happened, as far as known.
    pub cause: Text,
    /// What to do.
    pub remedy: Text,
}

impl Entry {
    /// A plain fact.
    pub(crate) const fn fact(code: &'static str, line: Text) -> Self {
        Self { code, line, advice: None, field: None, fix: None }
    }

    /// Something to act on.
    pub(crate) const fn advice(code: &'static str, line: Text, cause: Text, remedy: Text) -> Self {
        Self { code, line, advice: Some(Words { cause, remedy }), field: None, fix: None }
    }

    /// Points at a field.
    #[must_use]
    pub(crate) const fn at(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Offers to set a property to the value of a parameter.
    #[must_use]
    pub(crate) const fn mend(mut self, property: &'static str, param: &'static str) -> Self {
        self.fix = Some((property, param));
        self
    }
}

static BY_CODE: LazyLock<BTreeMap<&'static str, &'static Entry>> =
    LazyLock::new(|| entries().map(|entry| (entry.code, entry)).collect());

/// Every entry.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    [
        common::ENTRIES,
        auth_files::ENTRIES,
        aliyun::ENTRIES,
        mysql::ENTRIES,
        oss::ENTRIES,
        maxcompute::ENTRIES,
        files::ENTRIES,
    ]
    .into_iter()
    .flatten()
}

/// The entry of a code.
pub fn find(code: &str) -> Option<&'static Entry> {
    BY_CODE.get(code).copied()
}

/// The stage's name for people.
pub const fn stage_name(stage: Stage) -> Text {
    match stage {
        Stage::ValidateInput => Text::new("Input", "输入"),
        Stage::ReadSecrets => Text::new("Keychain", "密钥链"),
        Stage::OpenRoute => Text::new("Open route", "打开路由"),
        Stage::ResolveHost => Text::new("Resolve host", "解析主机名"),
        Stage::ConnectPort => Text::new("Connect to port", "连接端口"),
        Stage::HandshakeTls => Text::new("TLS handshake", "TLS 握手"),
        Stage::Authenticate => Text::new("Authenticate", "身份认证"),
        Stage::OpenTarget => Text::new("Open target", "打开目标"),
        Stage::CheckPrivileges => Text::new("Check privileges", "检查权限"),
        Stage::Inspect => Text::new("Inspect", "检查详情"),
    }
}
