// Generated from the Rust side by `make bindings`. Do not edit.

import type { ActivityExportRequest, ActivityFile, ActivityPage, ActivityRequest, AppState, ApplyRequest, ApplyResponse, BackupRequest, BackupResponse, BackupRestoreRequest, BackupRestoreResponse, BulkForgetRequest, BulkPreview, BulkReport, BulkRequest, BulkUndoRequest, BulkUnfinished, CallCancelRequest, CheckRequest, CheckResponse, ClonePreviewRequest, ClonePreviewResponse, CloneRequest, Copied, CopiesView, DeleteImpact, DeleteRequest, DeleteResponse, DeletedRequest, DeletedRow, DoctorFixRequest, DoctorReport, Empty, ExportRequest, ExportResponse, FavouriteRequest, FileDescribeRequest, FileListRequest, FileReplaceRequest, FileRequest, FileUploadRequest, FileView, FilterDeleteRequest, FilterSaveRequest, FormCopyRequest, FormDraft, FormDraftRequest, FormDraftSaveRequest, HistoryRequest, HistoryResponse, IdentitySetRequest, IdentityView, ImportApplyRequest, ImportApplyResponse, ImportReadRequest, ImportReadResponse, ListRequest, ListResponse, NamedRequest, PasteRequest, PasteResponse, PatchRequest, PurgeRequest, RenameRequest, ReportTextRequest, ReportTextResponse, RestoreRequest, RoleView, SampleResponse, SaveRequest, SavedFilter, SecretCopyRequest, SecretSetRequest, Settings, SettingsRequest, ShareListRequest, ShareListResponse, ShareRequest, ShareRevokeRequest, ShareRule, SourceRequest, SourceView, TagCount, TemplateFile, TemplateLoadRequest, TemplateLoadResponse, TemplateReadRequest, TemplateReadResponse, TemplateResultRequest, TemplateWriteRequest, TestReport, TestRequest, TypeDocument, TypeRequest, TypeSummary, Usability, UsableRequest, VariablesRequest, VariablesView, WorkspaceChangeRequest, WorkspaceCreateRequest, WorkspaceDeleteRequest, WorkspaceImpact, WorkspaceRequest, WorkspaceSelectRequest, WorkspaceUpgradeRequest, WorkspaceUpgradeResponse, WorkspaceView } from "./types";

/** Every command, its request and its answer. */
export interface Commands {
  "app.state": { request: Empty; response: AppState };
  "workspace.select": { request: WorkspaceSelectRequest; response: WorkspaceView };
  "workspace.create": { request: WorkspaceCreateRequest; response: WorkspaceView };
  "workspace.change": { request: WorkspaceChangeRequest; response: WorkspaceView };
  "workspace.upgrade": { request: WorkspaceUpgradeRequest; response: WorkspaceUpgradeResponse };
  "workspace.impact": { request: WorkspaceSelectRequest; response: WorkspaceImpact };
  "workspace.delete": { request: WorkspaceDeleteRequest; response: Empty };
  "workspace.sample": { request: Empty; response: SampleResponse };
  "settings.set": { request: SettingsRequest; response: Settings };
  "identity.roles": { request: Empty; response: Array<RoleView> };
  "identity.set": { request: IdentitySetRequest; response: IdentityView };
  "share.add": { request: ShareRequest; response: ShareRule };
  "share.list": { request: ShareListRequest; response: ShareListResponse };
  "share.revoke": { request: ShareRevokeRequest; response: Empty };
  "source.usable": { request: UsableRequest; response: Array<Usability> };
  "source.list": { request: ListRequest; response: ListResponse };
  "source.named": { request: NamedRequest; response: SourceView };
  "source.get": { request: SourceRequest; response: SourceView };
  "source.save": { request: SaveRequest; response: SourceView };
  "source.patch": { request: PatchRequest; response: SourceView };
  "source.rename": { request: RenameRequest; response: SourceView };
  "source.check": { request: CheckRequest; response: CheckResponse };
  "source.paste": { request: PasteRequest; response: PasteResponse };
  "source.clone_name": { request: ClonePreviewRequest; response: ClonePreviewResponse };
  "source.clone": { request: CloneRequest; response: SourceView };
  "source.impact": { request: SourceRequest; response: DeleteImpact };
  "source.delete": { request: DeleteRequest; response: DeleteResponse };
  "source.restore": { request: RestoreRequest; response: SourceView };
  "source.purge": { request: PurgeRequest; response: Empty };
  "source.export": { request: ExportRequest; response: ExportResponse };
  "import.read": { request: ImportReadRequest; response: ImportReadResponse };
  "import.apply": { request: ImportApplyRequest; response: ImportApplyResponse };
  "apply.run": { request: ApplyRequest; response: ApplyResponse };
  "source.variables": { request: VariablesRequest; response: VariablesView };
  "source.copies": { request: SourceRequest; response: CopiesView };
  "template.write": { request: TemplateWriteRequest; response: TemplateFile };
  "template.read": { request: TemplateReadRequest; response: TemplateReadResponse };
  "template.load": { request: TemplateLoadRequest; response: TemplateLoadResponse };
  "template.result": { request: TemplateResultRequest; response: TemplateFile };
  "source.copy": { request: FormCopyRequest; response: Copied };
  "secret.copy": { request: SecretCopyRequest; response: Copied };
  "source.deleted": { request: DeletedRequest; response: Array<DeletedRow> };
  "source.favourite": { request: FavouriteRequest; response: Empty };
  "tag.list": { request: WorkspaceRequest; response: Array<TagCount> };
  "filter.list": { request: WorkspaceRequest; response: Array<SavedFilter> };
  "filter.save": { request: FilterSaveRequest; response: SavedFilter };
  "filter.delete": { request: FilterDeleteRequest; response: Empty };
  "activity.list": { request: ActivityRequest; response: ActivityPage };
  "activity.export": { request: ActivityExportRequest; response: ActivityFile };
  "bulk.preview": { request: BulkRequest; response: BulkPreview };
  "bulk.run": { request: BulkRequest; response: BulkReport };
  "bulk.undo": { request: BulkUndoRequest; response: BulkReport };
  "bulk.unfinished": { request: WorkspaceRequest; response: Array<BulkUnfinished> };
  "bulk.forget": { request: BulkForgetRequest; response: Empty };
  "secret.set": { request: SecretSetRequest; response: SourceView };
  "file.list": { request: FileListRequest; response: Array<FileView> };
  "file.get": { request: FileRequest; response: FileView };
  "file.upload": { request: FileUploadRequest; response: FileView };
  "file.replace": { request: FileReplaceRequest; response: FileView };
  "file.describe": { request: FileDescribeRequest; response: FileView };
  "file.delete": { request: FileRequest; response: Empty };
  "form.load": { request: FormDraftRequest; response: FormDraft | null };
  "form.keep": { request: FormDraftSaveRequest; response: Empty };
  "test.run": { request: TestRequest; response: TestReport };
  "test.history": { request: HistoryRequest; response: HistoryResponse };
  "test.report_text": { request: ReportTextRequest; response: ReportTextResponse };
  "type.list": { request: Empty; response: Array<TypeSummary> };
  "type.show": { request: TypeRequest; response: TypeDocument };
  "doctor.run": { request: Empty; response: DoctorReport };
  "doctor.fix": { request: DoctorFixRequest; response: DoctorReport };
  "backup.create": { request: BackupRequest; response: BackupResponse };
  "backup.restore": { request: BackupRestoreRequest; response: BackupRestoreResponse };
  "call.cancel": { request: CallCancelRequest; response: Empty };
}

/** Names of every command, for hosts that check. */
export const COMMANDS = [
  "app.state",
  "workspace.select",
  "workspace.create",
  "workspace.change",
  "workspace.upgrade",
  "workspace.impact",
  "workspace.delete",
  "workspace.sample",
  "settings.set",
  "identity.roles",
  "identity.set",
  "share.add",
  "share.list",
  "share.revoke",
  "source.usable",
  "source.list",
  "source.named",
  "source.get",
  "source.save",
  "source.patch",
  "source.rename",
  "source.check",
  "source.paste",
  "source.clone_name",
  "source.clone",
  "source.impact",
  "source.delete",
  "source.restore",
  "source.purge",
  "source.export",
  "import.read",
  "import.apply",
  "apply.run",
  "source.variables",
  "source.copies",
  "template.write",
  "template.read",
  "template.load",
  "template.result",
  "source.copy",
  "secret.copy",
  "source.deleted",
  "source.favourite",
  "tag.list",
  "filter.list",
  "filter.save",
  "filter.delete",
  "activity.list",
  "activity.export",
  "bulk.preview",
  "bulk.run",
  "bulk.undo",
  "bulk.unfinished",
  "bulk.forget",
  "secret.set",
  "file.list",
  "file.get",
  "file.upload",
  "file.replace",
  "file.describe",
  "file.delete",
  "form.load",
  "form.keep",
  "test.run",
  "test.history",
  "test.report_text",
  "type.list",
  "type.show",
  "doctor.run",
  "doctor.fix",
  "backup.create",
  "backup.restore",
  "call.cancel",
] as const;
