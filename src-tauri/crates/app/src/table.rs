//! The one table of commands. Everything that knows their names or types is derived from it: dispatch ([`crate::call`]),
//! the generated TypeScript ([`crate::bindings`]). To add a command, add a line here and write the use-case it names.

/// Calls the macro `$with` with the whole table: `"name" => module::function(Request) -> Response;`.
macro_rules! with_commands {
    ($with:ident) => {
        $with! {
            "app.state" => state::get(Empty) -> AppState;
            "workspace.select" => workspace::select(WorkspaceSelectRequest) -> WorkspaceView;
            "workspace.create" => workspace::create(WorkspaceCreateRequest) -> WorkspaceView;
            "workspace.change" => workspace::change(WorkspaceChangeRequest) -> WorkspaceView;
            "workspace.upgrade" => workspace::upgrade(WorkspaceUpgradeRequest) -> WorkspaceUpgradeResponse;
            "workspace.impact" => workspace::impact(WorkspaceSelectRequest) -> WorkspaceImpact;
            "workspace.delete" => workspace::delete(WorkspaceDeleteRequest) -> Empty;
            "workspace.sample" => sample::create(Empty) -> SampleResponse;
            "settings.set" => state::set_settings(SettingsRequest) -> Settings;
            "identity.roles" => rights::list(Empty) -> Vec<RoleView>;
            "identity.set" => rights::set(IdentitySetRequest) -> IdentityView;
            "share.add" => sharing::add(ShareRequest) -> ShareRule;
            "share.list" => sharing::list(ShareListRequest) -> ShareListResponse;
            "share.revoke" => sharing::revoke(ShareRevokeRequest) -> Empty;
            "source.usable" => usable::usable(UsableRequest) -> Vec<Usability>;
            "source.list" => list::list(ListRequest) -> ListResponse;
            "source.named" => source::named(NamedRequest) -> SourceView;
            "source.get" => source::get(SourceRequest) -> SourceView;
            "source.save" => save::save(SaveRequest) -> SourceView;
            "source.patch" => patch::patch(PatchRequest) -> SourceView;
            "source.rename" => rename::rename(RenameRequest) -> SourceView;
            "source.check" => source::check(CheckRequest) -> CheckResponse;
            "source.paste" => source::paste(PasteRequest) -> PasteResponse;
            "source.clone_name" => clone::propose(ClonePreviewRequest) -> ClonePreviewResponse;
            "source.clone" => clone::clone(CloneRequest) -> SourceView;
            "source.impact" => delete::impact(SourceRequest) -> DeleteImpact;
            "source.delete" => delete::delete(DeleteRequest) -> DeleteResponse;
            "source.restore" => delete::restore(RestoreRequest) -> SourceView;
            "source.purge" => delete::purge(PurgeRequest) -> Empty;
            "source.export" => exchange::export(ExportRequest) -> ExportResponse;
            "import.read" => exchange::read(ImportReadRequest) -> ImportReadResponse;
            "import.apply" => exchange::apply(ImportApplyRequest) -> ImportApplyResponse;
            "apply.run" => exchange::apply_file(ApplyRequest) -> ApplyResponse;
            "source.variables" => outside::variables(VariablesRequest) -> VariablesView;
            "source.copies" => outside::copies(SourceRequest) -> CopiesView;
            "template.write" => exchange::template_write(TemplateWriteRequest) -> TemplateFile;
            "template.read" => exchange::template_read(TemplateReadRequest) -> TemplateReadResponse;
            "template.load" => exchange::template_load(TemplateLoadRequest) -> TemplateLoadResponse;
            "template.result" => exchange::template_result(TemplateResultRequest) -> TemplateFile;
            "source.copy" => clipboard::form(FormCopyRequest) -> Copied;
            "secret.copy" => clipboard::secret(SecretCopyRequest) -> Copied;
            "source.deleted" => deleted::list(DeletedRequest) -> Vec<DeletedRow>;
            "source.favourite" => filter::favourite(FavouriteRequest) -> Empty;
            "tag.list" => filter::tags(WorkspaceRequest) -> Vec<TagCount>;
            "filter.list" => filter::list(WorkspaceRequest) -> Vec<SavedFilter>;
            "filter.save" => filter::save(FilterSaveRequest) -> SavedFilter;
            "filter.delete" => filter::delete(FilterDeleteRequest) -> Empty;
            "activity.list" => activity::list(ActivityRequest) -> ActivityPage;
            "activity.export" => activity::export(ActivityExportRequest) -> ActivityFile;
            "bulk.preview" => bulk::preview(BulkRequest) -> BulkPreview;
            "bulk.run" => bulk::run(BulkRequest) -> BulkReport;
            "bulk.undo" => bulk::undo(BulkUndoRequest) -> BulkReport;
            "bulk.unfinished" => bulk::unfinished(WorkspaceRequest) -> Vec<BulkUnfinished>;
            "bulk.forget" => bulk::forget(BulkForgetRequest) -> Empty;
            "secret.set" => save::set_secret(SecretSetRequest) -> SourceView;
            "file.list" => auth_file::list(FileListRequest) -> Vec<FileView>;
            "file.get" => auth_file::get(FileRequest) -> FileView;
            "file.upload" => auth_file::upload(FileUploadRequest) -> FileView;
            "file.replace" => auth_file::replace(FileReplaceRequest) -> FileView;
            "file.describe" => auth_file::describe(FileDescribeRequest) -> FileView;
            "file.delete" => auth_file::delete(FileRequest) -> Empty;
            "form.load" => form::load(FormDraftRequest) -> Option<FormDraft>;
            "form.keep" => form::keep(FormDraftSaveRequest) -> Empty;
            "test.run" => test::run(TestRequest) -> TestReport;
            "test.history" => test::history(HistoryRequest) -> HistoryResponse;
            "test.report_text" => test::report_text(ReportTextRequest) -> ReportTextResponse;
            "type.list" => types::list(Empty) -> Vec<TypeSummary>;
            "type.show" => types::show(TypeRequest) -> TypeDocument;
            "doctor.run" => doctor::run(Empty) -> DoctorReport;
            "doctor.fix" => doctor::fix(DoctorFixRequest) -> DoctorReport;
            "backup.create" => backup::create(BackupRequest) -> BackupResponse;
            "backup.restore" => backup::restore(BackupRestoreRequest) -> BackupRestoreResponse;
            "call.cancel" => calls::cancel(CallCancelRequest) -> Empty;
        }
    };
}
pub(crate) use with_commands;
