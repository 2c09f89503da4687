//! Requests and answers of the command table: the shapes that cross the border. No logic.
//!
//! Everything here derives [`ts_rs::TS`]; `ui/src/api/generated` is written from it. A request may hold a secret
//! ([`SecretInput::Set`]); an answer never does.

mod activity;
mod backup;
mod bulk;
mod deleted;
mod doctor;
mod exchange;
mod file;
mod filter;
mod identity;
mod life;
mod list;
mod outside;
mod sharing;
mod source;
mod state;
mod template;
mod test;
mod types;
mod usability;
mod workspace;

pub use activity::{
    ActivityChange, ActivityExportRequest, ActivityFile, ActivityPage, ActivityRequest, ActivityRow, Word,
};
pub use backup::{BackupRequest, BackupResponse, BackupRestoreRequest, BackupRestoreResponse};
pub use bulk::{
    BulkChange, BulkForgetRequest, BulkOutcome, BulkPlanRow, BulkPreview, BulkProgress, BulkReport, BulkRequest,
    BulkRow, BulkSelection, BulkTest, BulkUndoRequest, BulkUnfinished,
};
pub use deleted::{DeletedRequest, DeletedRow};
pub use doctor::{DoctorFixRequest, DoctorItem, DoctorReport, DoctorStatus};
pub use exchange::{
    AppliedSource, AppliedWorkspace, ApplyRequest, ApplyResponse, ExportAbout, ExportFormat, ExportRequest,
    ExportResponse, ExportWarning, ImportApplyRequest, ImportApplyResponse, ImportChoice, ImportDecision, ImportDone,
    ImportEvent, ImportField, ImportFrom, ImportNote, ImportOutcome, ImportReadRequest, ImportReadResponse, ImportRow,
    ImportSide, ImportStatus,
};
pub use file::{
    FileDescribeRequest, FileKept, FileListRequest, FileReplaceRequest, FileRequest, FileUploadRequest, FileUse,
    FileView,
};
pub use filter::{
    FavouriteRequest, FilterDeleteRequest, FilterSaveRequest, ListFilter, SavedFilter, TagCount, WorkspaceRequest,
};
pub use identity::{Identity, IdentitySetRequest, IdentityView, Right, Role, RoleView};
pub use life::{
    ClonePreviewRequest, ClonePreviewResponse, CloneRequest, CloneSecrets, DeleteImpact, DeleteRequest, DeleteResponse,
    ImpactLine, ModuleImpact, PurgeRequest, RenameRequest, RestoreRequest, Severity,
};
pub use list::{EnvState, LastTest, ListRequest, ListResponse, RowSide, SortKey, SourceRow};
pub use outside::{
    Copied, CopiesView, CopyRow, Entered, FormCopyRequest, MissingValues, RevealRequest, SecretCopyRequest, SideCopies,
    VariableName, VariableRow, VariablesOf, VariablesRequest, VariablesView,
};
pub use sharing::{
    ShareListRequest, ShareListResponse, ShareRequest, ShareRevokeRequest, ShareRule, SharedMark, SharedWith,
};
pub use source::{
    CheckRequest, CheckResponse, FormDraft, FormDraftRequest, FormDraftSaveRequest, NamedRequest, PasteRequest,
    PasteResponse, PatchRequest, SaveRequest, SecretInput, SecretSetRequest, SecretState, SideInput, SideView,
    SourceRequest, SourceView,
};
pub use state::{AppState, Empty, SampleResponse, Settings, SettingsRequest, Theme};
pub use template::{
    SheetTo, TemplateCounts, TemplateDone, TemplateFile, TemplateFormat, TemplateIssue, TemplateLoadRequest,
    TemplateLoadResponse, TemplateReadRequest, TemplateReadResponse, TemplateResultRequest, TemplateRow,
    TemplateStatus, TemplateWriteRequest,
};
pub use test::{
    CallCancelRequest, HistoryEntry, HistoryRequest, HistoryResponse, ReportTextRequest, ReportTextResponse, TestEvent,
    TestRequest,
};
pub use types::{TypeDocument, TypeRequest, TypeSummary};
pub use usability::{Consumer, Usability, UsableRequest};
pub use workspace::{
    UpgradedSource, WorkspaceChangeRequest, WorkspaceCreateRequest, WorkspaceDeleteRequest, WorkspaceImpact,
    WorkspaceMode, WorkspaceSelectRequest, WorkspaceUpgradeRequest, WorkspaceUpgradeResponse, WorkspaceView,
};
