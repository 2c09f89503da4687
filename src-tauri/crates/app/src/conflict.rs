//! What the second of two writers is told: that somebody was first, which fields changed meanwhile, and what they are now.
//! Never a secret: of one only that it is another.

use headwater_model::{AppError, Environment, ErrorCode, Issue, IssueCode, SourceId};
use headwater_store::{ActivityQuery, SourceRecord};
use serde_json::Value;

use crate::Cx;

/// What counts a source's revision on; each such change is told in table `activity`.
const CHANGES: [&str; 4] = ["source_changed", "secret_set", "source_deleted", "source_restored"];
/// Changes that are looked through, at most.
const LOOKED: u32 = 100;
/// Longest value that is shown, in characters.
const SHOWN: usize = 200;

impl Cx {
    /// The refusal of a save of `name` by somebody who saw the revision `seen`. What cannot be found out is left out: the
    /// save is refused all the same.
    pub(crate) async fn conflict(&self, id: SourceId, name: &str, seen: i64) -> AppError {
        let now = self.store.source(id).await.ok().flatten().filter(|now| now.deleted_at.is_none());
        let Some(now) = now else { return AppError::new(ErrorCode::SourceGone).with("name", name).on("id") };
        let fields = self.changed_since(&now, seen).await;
        let mut error = AppError::new(ErrorCode::Conflict).with("name", name).with("revision", now.revision);
        if !fields.is_empty() {
            error = error.with("changed", fields.join(", "));
        }
        error.issues = fields.iter().map(|field| issue(&now, field)).collect();
        error
    }

    /// Paths of what changed after `seen`, latest first, each once.
    async fn changed_since(&self, now: &SourceRecord, seen: i64) -> Vec<String> {
        let query = ActivityQuery {
            subject_id: Some(now.id.0),
            actions: CHANGES.map(str::to_owned).to_vec(),
            limit: u32::try_from(now.revision - seen).unwrap_or_default().min(LOOKED),
            ..ActivityQuery::default()
        };
        let changes = self.store.activity(&query).await.unwrap_or_default();
        let mut fields: Vec<String> = Vec::new();
        for change in changes.into_iter().flat_map(|record| record.changes) {
            if !fields.contains(&change.field) {
                fields.push(change.field);
            }
        }
        fields
    }
}

fn issue(now: &SourceRecord, field: &str) -> Issue {
    let (env, key) = field.split_once('.').map_or((field, None), |(env, key)| (env, Some(key)));
    let side = Environment::parse(env).and_then(|env| now.side(env));
    let value = match (env, key) {
        ("description", None) => Some(now.description.clone()),
        ("tags", None) => Some(now.tags.join(", ")),
        (_, None) => side.map(|side| side.summary.clone()),
        (_, Some("mode")) => side.map(|side| side.mode.clone()),
        (_, Some(key)) if key.starts_with("secrets.") => {
            let code = if side.is_some() { IssueCode::ChangedSecret } else { IssueCode::ChangedGone };
            return Issue::new(field, code);
        }
        (_, Some(key)) => side.and_then(|side| side.properties.get(key)).map(words),
    };
    match value.filter(|value| !value.is_empty()) {
        Some(value) => {
            Issue::new(field, IssueCode::ChangedTo).with("value", value.chars().take(SHOWN).collect::<String>())
        }
        None => Issue::new(field, IssueCode::ChangedGone),
    }
}

/// A property in one line.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(rows) => rows.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(row) if row.contains_key("host") => {
            let part = |key: &str| row.get(key).map(words).unwrap_or_default();
            format!("{}:{}", part("host"), part("port"))
        }
        other => other.to_string(),
    }
}
