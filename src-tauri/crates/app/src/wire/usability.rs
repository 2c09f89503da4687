//! Where a data source can be used.

use headwater_model::{Environment, SourceId, Text};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who wants to use a data source: the kinds of synchronization tasks, and the other modules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Consumer {
    /// Single table, batch.
    SingleTableBatch,
    /// Single table, real time.
    SingleTableRealtime,
    /// Full database, batch.
    FullDbBatch,
    /// Full database, real time.
    FullDbRealtime,
    /// Full database, full and incremental.
    FullDbIncremental,
    /// Nodes of Data Studio.
    DataStudio,
    /// APIs of DataService Studio.
    DataService,
    /// Queries of DataAnalysis.
    DataAnalysis,
    /// Rules of Data Quality.
    DataQuality,
}

/// Asks where a data source can be used.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UsableRequest {
    /// Which.
    pub id: SourceId,
}

/// One use, allowed or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Usability {
    /// Who.
    pub consumer: Consumer,
    /// Name of the consumer.
    pub name: Text,
    /// With which side.
    pub env: Environment,
    /// When that side is the one: debugged, or scheduled and run; `null` when it always is.
    pub occasion: Option<Text>,
    /// Whether it may.
    pub allowed: bool,
    /// As a source (`R`), as a target (`W`), both (`RW`), or empty where that is no question.
    pub direction: &'static str,
    /// Why not.
    pub reason: Option<Text>,
    /// What to do about it.
    pub remedy: Option<Text>,
    /// The side to fill in, where that is the remedy.
    pub mend: Option<Environment>,
}
