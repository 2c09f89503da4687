// Generated from the Rust side by `make bindings`. Do not edit.

export type ActivityChange = { 
/**
 * Its path, such as `prod.database`.
 */
field: string, 
/**
 * The value before; `null`: none, or a secret.
 */
before: unknown, 
/**
 * The value after; `null`: none, or a secret.
 */
after: unknown, 
/**
 * Of a secret only that it changed is known.
 */
secret: boolean, };

export type ActivityExportRequest = { 
/**
 * Which changes; paging does not count.
 */
filter: ActivityRequest, 
/**
 * Language of the words.
 */
language: Lang, 
/**
 * A file that does not exist yet; absent: a dated one in the folder for downloads, else in the data folder.
 */
path: string | null, };

export type ActivityFile = { 
/**
 * Where it is.
 */
path: string, 
/**
 * How many changes are in it.
 */
rows: number, };

export type ActivityPage = { 
/**
 * The rows.
 */
rows: Array<ActivityRow>, 
/**
 * For `before` of the next page; absent on the last.
 */
next: number | null, 
/**
 * Actions that were ever done here, for a filter.
 */
actions: Array<Word>, 
/**
 * Everybody who ever changed something here, for a filter.
 */
actors: Array<string>, };

export type ActivityRequest = { 
/**
 * Absent: the current workspace.
 */
workspace: WorkspaceId | null, 
/**
 * Of every workspace, also of those that are gone.
 */
all_workspaces: boolean, 
/**
 * Only of this data source.
 */
subject: SourceId | null, 
/**
 * Only changes that were made together under this name.
 */
batch: string | null, 
/**
 * Only these actions, by id; empty: all.
 */
actions: Array<string>, 
/**
 * Only by this person; empty: all.
 */
actor: string, 
/**
 * Part of the name of what was changed, or of who did; case does not matter.
 */
search: string, 
/**
 * `next` of the page before; absent: the latest.
 */
before: number | null, 
/**
 * Rows a page, 1 to 500; 0: 100.
 */
limit: number, };

export type ActivityRow = { 
/**
 * Its place in the order of things.
 */
id: number, 
/**
 * When.
 */
at: Timestamp, 
/**
 * Who: the name of the identity at the time.
 */
actor: string, 
/**
 * Through which program: `window`, `browser`, `command_line`.
 */
program: Word, 
/**
 * Where.
 */
workspace: WorkspaceId, 
/**
 * Its name; empty once it is gone.
 */
workspace_name: string, 
/**
 * What was done.
 */
action: Word, 
/**
 * To what, if it has an id; a data source only where `subject_is_source`.
 */
subject_id: SourceId | null, 
/**
 * It is a data source that can be opened.
 */
subject_is_source: boolean, 
/**
 * Its name at the time.
 */
subject: string, 
/**
 * Which fields changed, and how.
 */
changes: Array<ActivityChange>, 
/**
 * Names the changes that were made together.
 */
batch: string | null, };

export type AdviceWords = { 
/**
 * Why it happened, as far as known.
 */
cause: Text, 
/**
 * What to do.
 */
remedy: Text, };

export type AppError = { 
/**
 * What happened.
 */
code: ErrorCode, 
/**
 * Values for the words. Never a secret.
 */
params: { [key in string]: string }, 
/**
 * The one field to blame, where there is one.
 */
field: string | null, 
/**
 * The cause as another program told it, redacted, at most 512 bytes.
 */
detail: string | null, 
/**
 * Whether the same request may succeed later.
 */
retryable: boolean, 
/**
 * Every field that is wrong, for `invalid_input`.
 */
issues: Array<Issue>, };

export type AppState = { 
/**
 * Version of the program.
 */
version: string, 
/**
 * Absolute path of the data folder.
 */
data_folder: string, 
/**
 * What is known about the keychain; `unknown` until something asked it.
 */
keychain: KeychainState, 
/**
 * Every workspace, by name.
 */
workspaces: Array<WorkspaceView>, 
/**
 * The current one.
 */
workspace: WorkspaceId, 
/**
 * How many data sources its list shows: its own and those it received, as far as the person may see them.
 */
listed: number, 
/**
 * Language and theme.
 */
settings: Settings, 
/**
 * As whom the person works.
 */
identity: IdentityView, };

export type AppliedSource = { 
/**
 * Name of its workspace.
 */
workspace: string, 
/**
 * Against what was there.
 */
row: ImportRow, 
/**
 * What became of it; absent in a preview.
 */
done: ImportDone | null, };

export type AppliedWorkspace = { 
/**
 * Its name.
 */
name: string, 
/**
 * Against what was there.
 */
status: ImportStatus, 
/**
 * What changes.
 */
fields: Array<ImportField>, };

export type ApplyRequest = { 
/**
 * The file's content, at most 1 MiB. Refused when it holds a secret.
 */
content: string, 
/**
 * Where data sources go that name no workspace; absent: the current one.
 */
workspace?: WorkspaceId, 
/**
 * Change nothing.
 */
preview: boolean, 
/**
 * To change locked production: the name of the one source that changes, or of the workspace.
 */
typed_name?: string, };

export type ApplyResponse = { 
/**
 * One per workspace of the file.
 */
workspaces: Array<AppliedWorkspace>, 
/**
 * One per data source, in the order of the file.
 */
sources: Array<AppliedSource>, };

export type BackupRequest = { 
/**
 * A file that does not exist yet; absent: a dated one in the data folder.
 */
path: string | null, };

export type BackupResponse = { 
/**
 * Its file.
 */
path: string, 
/**
 * Its size.
 */
bytes: number, };

export type BackupRestoreRequest = { 
/**
 * Its file.
 */
path: string, };

export type BackupRestoreResponse = { 
/**
 * The backup of what was there before.
 */
before: string, 
/**
 * Sources whose secrets are gone: the keychain keeps none of an older time.
 */
without_secrets: Array<string>, };

export type BulkChange = { "what": "tags", 
/**
 * Added where they are not yet there.
 */
add: Array<string>, 
/**
 * Removed where they are.
 */
remove: Array<string>, } | { "what": "property", 
/**
 * Type id; data sources of another type are refused.
 */
type: string, 
/**
 * Mode id; sides of another mode are refused.
 */
mode: string, 
/**
 * Which side.
 */
env: Environment, 
/**
 * JSON key.
 */
key: string, 
/**
 * The value; `null` removes it.
 */
value: unknown, } | { "what": "secret", 
/**
 * Which side.
 */
env: Environment, 
/**
 * Which slot.
 */
slot: string, 
/**
 * What to do with it: a value goes to each, `{"from": …}` takes each one's own other side.
 */
secret: SecretInput, } | { "what": "test", 
/**
 * Which sides.
 */
envs: Array<Environment>, } | { "what": "delete", 
/**
 * Which sides.
 */
envs: Array<Environment>, } | { "what": "restore", };

export type BulkForgetRequest = { 
/**
 * From [`BulkUnfinished::batch`].
 */
batch: string, };

export type BulkOutcome = "done" | "same" | "refused" | "left";

export type BulkPlanRow = { 
/**
 * Which.
 */
id: SourceId, 
/**
 * Its name.
 */
name: string, 
/**
 * `done` here: it would change.
 */
outcome: BulkOutcome, 
/**
 * Which fields, and how.
 */
changes: Array<ActivityChange>, 
/**
 * Sides whose kept secrets would go elsewhere: they want to be confirmed before the next use.
 */
confirm: Array<Environment>, 
/**
 * Why it is refused.
 */
error: AppError | null, };

export type BulkPreview = { 
/**
 * How many data sources it looks at.
 */
total: number, 
/**
 * How many would change.
 */
changed: number, 
/**
 * How many are so already.
 */
same: number, 
/**
 * How many it cannot change.
 */
refused: number, 
/**
 * Refused ones first, then those that change; at most 500.
 */
rows: Array<BulkPlanRow>, 
/**
 * The name to type because production is locked: the workspace's.
 */
typed_name: string | null, 
/**
 * It can be undone as a whole.
 */
undoable: boolean, };

export type BulkProgress = { 
/**
 * How many are through.
 */
done: number, 
/**
 * Of how many.
 */
total: number, 
/**
 * The one.
 */
row: BulkRow, };

export type BulkReport = { 
/**
 * Names it: for undo, to go on with it, and in activity.
 */
batch: string, 
/**
 * How many were changed or tested.
 */
done: number, 
/**
 * How many were so already.
 */
same: number, 
/**
 * How many were refused.
 */
refused: number, 
/**
 * How many were not reached.
 */
left: number, 
/**
 * It can be undone as a whole.
 */
undoable: boolean, 
/**
 * Why it stopped before the end, if not because it was cancelled.
 */
stopped: AppError | null, 
/**
 * One for each data source.
 */
rows: Array<BulkRow>, };

export type BulkRequest = { 
/**
 * Absent: the current workspace.
 */
workspace: WorkspaceId | null, 
/**
 * Which.
 */
selection: BulkSelection, 
/**
 * How.
 */
change: BulkChange, 
/**
 * The workspace's name as the person typed it: to change locked production sides.
 */
typed_name?: string, 
/**
 * `batch` of an interrupted run: what it has done is left out, and the selection is its own.
 */
batch?: string, };

export type BulkRow = { 
/**
 * Which.
 */
id: SourceId, 
/**
 * Its name.
 */
name: string, 
/**
 * What became of it.
 */
outcome: BulkOutcome, 
/**
 * Why it was refused.
 */
error: AppError | null, 
/**
 * How its tests ended.
 */
tests: Array<BulkTest>, };

export type BulkSelection = { 
/**
 * These.
 */
ids: Array<SourceId>, 
/**
 * And all that match; its order does not count.
 */
matching: ListFilter | null, 
/**
 * But not these.
 */
except: Array<SourceId>, };

export type BulkTest = { 
/**
 * Which side.
 */
env: Environment, 
/**
 * Its outcome.
 */
verdict: Verdict, };

export type BulkUndoRequest = { 
/**
 * From [`BulkReport::batch`].
 */
batch: string, 
/**
 * The workspace's name as the person typed it: to change locked production sides.
 */
typed_name?: string, };

export type BulkUnfinished = { 
/**
 * Names it.
 */
batch: string, 
/**
 * The change, without the value of a secret.
 */
change: Record<string, unknown>, 
/**
 * How many data sources it was for.
 */
total: number, 
/**
 * How many it has changed.
 */
done: number, 
/**
 * When it began.
 */
started_at: Timestamp, };

export type Bundle = { 
/**
 * The types, in the picker's order.
 */
types: Array<TypeDef>, 
/**
 * Headings of the picker, in order.
 */
categories: Array<[Category, Text]>, 
/**
 * Names of the stages.
 */
stages: { [key in string]: Text }, 
/**
 * Words of every finding.
 */
findings: { [key in string]: Entry }, 
/**
 * Words of every error.
 */
errors: { [key in string]: Words }, 
/**
 * Words of every field issue.
 */
issues: { [key in string]: Words }, 
/**
 * Suggestions for regions: id and name.
 */
regions: Array<[string, Text]>, };

export type CallCancelRequest = { 
/**
 * The id that the caller gave the call.
 */
call: string, };

export type Category = "relational" | "big_data" | "storage" | "local";

export type CertificateFacts = { 
/**
 * Whose it is.
 */
subject: string, 
/**
 * Who signed it.
 */
issuer: string, 
/**
 * Hexadecimal, in pairs.
 */
serial: string, 
/**
 * From when on it is valid.
 */
not_before: Timestamp, 
/**
 * Until when.
 */
not_after: Timestamp, 
/**
 * `RSA`, `EC`, `Ed25519` or the OID of its key.
 */
algorithm: string, 
/**
 * Size of its key, where the algorithm has several.
 */
bits: number | null, 
/**
 * SHA-256 of the whole certificate, in pairs.
 */
fingerprint: string, 
/**
 * It may sign other certificates.
 */
authority: boolean, };

export type CheckRequest = { 
/**
 * Type id.
 */
type: string, 
/**
 * Mode id.
 */
mode: string, 
/**
 * Properties.
 */
properties: Record<string, unknown>, 
/**
 * Slots that have or will have a secret (stored, typed, asked, held).
 */
secrets: Array<string>, 
/**
 * Slots among them that are fetched at each use, and from where.
 */
fetched?: { [key in string]: SecretSource }, 
/**
 * The saved source that the side belongs to; absent: not saved yet.
 */
id: SourceId | null, 
/**
 * Which of its sides.
 */
env: Environment | null, };

export type CheckResponse = { 
/**
 * What is wrong: blocks a save.
 */
wrong: Array<Issue>, 
/**
 * JSON keys of what is missing: never blocks a save.
 */
missing: Array<string>, 
/**
 * What is the matter with the authentication files that it names: never blocks a save; their keys are in `missing` too.
 */
files: Array<Issue>, 
/**
 * Address line.
 */
summary: string, 
/**
 * Where secrets go, in one line.
 */
destination: string, 
/**
 * What a person agrees to: the destination and, a line each, from where secrets are fetched for it.
 */
consent: string, 
/**
 * The saved secrets were entered for another target, or a command is new: they are not used without consent.
 */
wants_consent: boolean, 
/**
 * Why this version cannot test what stands here, however it is filled in; absent: it can.
 */
untestable: Finding | null, 
/**
 * Connection string as a task would use it, secrets masked; absent where the type has none.
 */
preview: string | null, };

export type Choice = { 
/**
 * As in JSON.
 */
value: string, 
/**
 * Its name.
 */
label: Text, 
/**
 * Offered only while all of these hold.
 */
when: Array<When>, };

export type ClonePreviewRequest = { 
/**
 * The original.
 */
id: SourceId, };

export type ClonePreviewResponse = { 
/**
 * The name.
 */
name: string, };

export type CloneRequest = { 
/**
 * The original.
 */
id: SourceId, 
/**
 * Name of the copy, at most 60 characters.
 */
name: string, 
/**
 * Which sides.
 */
envs: Array<Environment>, 
/**
 * What happens to the secrets.
 */
secrets: CloneSecrets, };

export type CloneSecrets = "copy" | "ask" | "leave";

export type Consumer = "single_table_batch" | "single_table_realtime" | "full_db_batch" | "full_db_realtime" | "full_db_incremental" | "data_studio" | "data_service" | "data_analysis" | "data_quality";

export type Copied = { 
/**
 * How long it stays there, in milliseconds.
 */
cleared_after_ms: number, };

export type CopiesView = { 
/**
 * Its development side.
 */
dev: SideCopies | null, 
/**
 * Its production side.
 */
prod: SideCopies | null, };

export type CopyRow = { 
/**
 * Which.
 */
form: Form, 
/**
 * Name of the form.
 */
name: Text, 
/**
 * The program or library that takes it; empty: any.
 */
with: string, 
/**
 * The text, with `***` for what is secret in it.
 */
text: string, 
/**
 * Secrets are in it.
 */
secret: boolean, };

export type DeleteImpact = { 
/**
 * Sides that exist.
 */
envs: Array<Environment>, 
/**
 * What stops working, by choice of sides.
 */
lines: Array<ImpactLine>, 
/**
 * Other workspaces that have it, in which tasks fail as well.
 */
shared_with: Array<SharedWith>, 
/**
 * What other modules notice once production is gone, the worst first.
 */
modules: Array<ModuleImpact>, };

export type DeleteRequest = { 
/**
 * Which.
 */
id: SourceId, 
/**
 * Which sides; both: the whole source.
 */
envs: Array<Environment>, 
/**
 * The source's name as the person typed it: to change a locked production side.
 */
typed_name?: string, };

export type DeleteResponse = { 
/**
 * Which.
 */
id: SourceId, 
/**
 * Its name.
 */
name: string, 
/**
 * Which sides.
 */
envs: Array<Environment>, };

export type DeletedRequest = { 
/**
 * Absent: the current workspace.
 */
workspace: WorkspaceId | null, };

export type DeletedRow = { 
/**
 * The data source.
 */
id: SourceId, 
/**
 * Its name.
 */
name: string, 
/**
 * Type id.
 */
type: string, 
/**
 * What it is for.
 */
description: string, 
/**
 * The data source itself is deleted, not only a side.
 */
whole: boolean, 
/**
 * Sides that a restore brings back, and a purge removes.
 */
envs: Array<Environment>, 
/**
 * Address line.
 */
summary: string, 
/**
 * When it was deleted.
 */
deleted_at: Timestamp, 
/**
 * When it is removed for good, its secrets with it.
 */
purged_at: Timestamp, 
/**
 * Who deleted it; empty: unknown.
 */
actor: string, };

export type Depth = "login" | "protocol" | "reach";

export type DoctorFixRequest = { 
/**
 * Also delete keychain items that no row knows.
 */
delete_orphans: boolean, };

export type DoctorItem = { 
/**
 * `data_folder`, `database`, `backups`, `keychain`, `journal`, `secrets`, `orphans`.
 */
id: string, 
/**
 * How it is.
 */
status: DoctorStatus, 
/**
 * What was found; `params` fill its places.
 */
text: Text, 
/**
 * What to do; absent when all is well.
 */
remedy: Text | null, 
/**
 * Values for the words.
 */
params: { [key in string]: string }, 
/**
 * `doctor.fix` mends it.
 */
fixable: boolean, };

export type DoctorReport = { 
/**
 * Every check, in order.
 */
items: Array<DoctorItem>, 
/**
 * The keychain, asked just now.
 */
keychain: KeychainState, 
/**
 * Something can be mended by `doctor.fix`.
 */
fixable: boolean, };

export type DoctorStatus = "ok" | "warning" | "failed";

export type Door = "management_center" | "data_integration";

export type Empty = Record<symbol, never>;

export type Entry = { 
/**
 * Key.
 */
code: string, 
/**
 * What was seen, in a few words; `{name}` is a parameter of the finding.
 */
line: Text, 
/**
 * Cause and remedy; absent for plain facts.
 */
advice: AdviceWords | null, 
/**
 * JSON key of the field to look at.
 */
field: string | null, 
/**
 * One-click mend: property, and the finding's parameter that holds its new value.
 */
fix: [string, string] | null, };

export type EnvState = "incomplete" | "untested" | "connectable" | "failing";

export type Environment = "dev" | "prod";

export type ErrorCode = "invalid_request" | "invalid_input" | "unknown_type" | "unknown_mode" | "source_not_found" | "source_gone" | "workspace_not_found" | "side_absent" | "name_taken" | "not_deleted" | "field_fixed" | "name_shared" | "name_exported" | "conflict" | "keychain_absent" | "keychain_locked" | "keychain_failed" | "secret_missing" | "secret_unknown" | "secret_unconfirmed" | "secret_variable" | "secret_file" | "secret_file_open" | "secret_command_off" | "secret_command" | "secret_command_slow" | "secret_empty" | "secret_too_long" | "secret_not_text" | "secret_asked" | "variable_taken" | "variable_refused" | "variable_unknown" | "variable_value" | "copy_unavailable" | "clipboard_absent" | "program_failed" | "database_newer" | "database_failed" | "database_damaged" | "database_gone" | "database_read_only" | "disk_full" | "data_folder_in_use" | "backup_unusable" | "data_folder" | "not_permitted" | "prod_locked" | "door_prod_only" | "basic_prod_only" | "workspace_standard" | "workspace_last" | "share_again" | "share_same_workspace" | "share_private" | "share_not_alone" | "share_read_only" | "share_owner_only" | "share_not_found" | "share_in_use" | "name_not_typed" | "passphrase_needed" | "passphrase_wrong" | "import_gone" | "workspace_mode_differs" | "import_conflict" | "template_rows" | "file_failed" | "filter_gone" | "other_type" | "changed_since" | "batch_gone" | "file_not_found" | "file_too_large" | "file_empty" | "file_unknown" | "file_truncated" | "file_damaged" | "file_incomplete" | "file_unsupported" | "file_passphrase" | "file_in_use" | "file_unfit" | "cancelled" | "internal";

export type Expiry = "none" | "valid" | "soon" | "expired";

export type ExportAbout = "local_type" | "empty" | "local_only" | "incomplete" | "secrets" | "unknown";

export type ExportFormat = "dataworks" | "sealed";

export type ExportRequest = { 
/**
 * Absent: the current workspace.
 */
workspace?: WorkspaceId, 
/**
 * Which; empty, and without `selection`: all of the workspace.
 */
ids: Array<SourceId>, 
/**
 * Those of a selection instead.
 */
selection?: BulkSelection, 
/**
 * Shape.
 */
format: ExportFormat, 
/**
 * Seals the document; only for [`ExportFormat::Sealed`].
 */
passphrase?: string, 
/**
 * A file that does not exist yet, which only its owner may read. Absent: the answer holds the document.
 */
path?: string, };

export type ExportResponse = { 
/**
 * The document; `null` when it went to a file.
 */
content: string | null, 
/**
 * The file.
 */
path: string | null, 
/**
 * Data sources in it.
 */
sources: number, 
/**
 * Environments in it.
 */
sides: number, 
/**
 * What is not in it, and what DataWorks will still ask for.
 */
warnings: Array<ExportWarning>, };

export type ExportWarning = { 
/**
 * Name of the data source.
 */
source: string, 
/**
 * Which side; `null`: the whole source.
 */
env: Environment | null, 
/**
 * What kind.
 */
about: ExportAbout, 
/**
 * The words.
 */
text: Text, 
/**
 * JSON keys that it is about.
 */
keys: Array<string>, };

export type Family = "mysql" | "maxcompute" | "oss" | "sqlite" | "localfile";

export type FavouriteRequest = { 
/**
 * Of which.
 */
ids: Array<SourceId>, 
/**
 * Whether they have one.
 */
on: boolean, };

export type Field = { 
/**
 * JSON key in `ConnectionProperties`.
 */
key: string, 
/**
 * Its name in the form.
 */
label: Text, 
/**
 * What to write and where to find it.
 */
help: Text | null, 
/**
 * An example, shown while the field is empty.
 */
placeholder: string | null, 
/**
 * Shape and control.
 */
kind: Kind, 
/**
 * Whether a configuration without it is incomplete.
 */
required: Required, 
/**
 * Shown, required and tested only while all of these hold.
 */
shown_when: Array<When>, 
/**
 * Value that an absent property stands for; also prefilled in the form.
 */
default: string | null, 
/**
 * Kept in the vault, never in the database.
 */
secret: boolean, 
/**
 * Unknown to DataWorks; left out of the cloud export.
 */
local_only: boolean, 
/**
 * Decides where a secret is sent; see [`crate::sends_elsewhere`].
 */
destination: boolean, 
/**
 * Part of a row of the form.
 */
width: Width, };

export type FileDescribeRequest = { 
/**
 * Which.
 */
id: FileId, 
/**
 * At most 3,000 characters.
 */
description: string, };

export type FileFacts = { 
/**
 * How it is written: `PEM`, `DER`; empty where the kind says it.
 */
encoding: string, 
/**
 * Using it takes a passphrase.
 */
passphrase: boolean, 
/**
 * What is inside could be looked at; a PKCS#12 store without its passphrase stays closed.
 */
opened: boolean, 
/**
 * Certificates inside.
 */
certificate_count: number, 
/**
 * The first of them.
 */
certificates: Array<CertificateFacts>, 
/**
 * Private or public keys inside.
 */
keys: Array<KeyFacts>, 
/**
 * Names of entries of a key store, of login contexts of JAAS.
 */
entries: Array<string>, 
/**
 * Principals of a keytab.
 */
principals: Array<PrincipalFacts>, 
/**
 * Realms of a krb5.conf; the default one first.
 */
realms: Array<string>, 
/**
 * Address of a service account.
 */
client_email: string | null, 
/**
 * Its project.
 */
project_id: string | null, 
/**
 * When the first certificate inside ends.
 */
expires_at: Timestamp | null, };

export type FileId = string;

export type FileKept = "stored" | "session" | "missing";

export type FileKind = "certificate" | "private_key" | "certificate_and_key" | "pkcs12" | "jks" | "jceks" | "keytab" | "krb5_conf" | "jaas" | "service_account" | "ssh_private_key" | "ssh_public_key";

export type FileListRequest = { 
/**
 * Absent: the current one.
 */
workspace?: WorkspaceId, };

export type FileReplaceRequest = { 
/**
 * Which.
 */
id: FileId, 
/**
 * As in [`FileUploadRequest`].
 */
content: string, 
/**
 * As in [`FileUploadRequest`].
 */
passphrase?: string, 
/**
 * The file's name as the person typed it, where locked production uses it.
 */
typed_name?: string, };

export type FileRequest = { 
/**
 * Which.
 */
id: FileId, };

export type FileUploadRequest = { 
/**
 * Absent: the current one.
 */
workspace?: WorkspaceId, 
/**
 * Its name, at most 255 characters; unique in the workspace.
 */
name: string, 
/**
 * What it is for, at most 3,000 characters.
 */
description: string, 
/**
 * Its bytes in base64, at most 1,048,576 of them.
 */
content: string, 
/**
 * Opens it, so that what is inside can be shown. Not kept.
 */
passphrase?: string, };

export type FileUse = { 
/**
 * The data source.
 */
source: SourceId, 
/**
 * Its name.
 */
name: string, 
/**
 * Which side.
 */
env: Environment, 
/**
 * By which property.
 */
field: string, };

export type FileView = { 
/**
 * Its id: what a configuration names.
 */
id: FileId, 
/**
 * Where it is.
 */
workspace: WorkspaceId, 
/**
 * Its name.
 */
name: string, 
/**
 * What it is for.
 */
description: string, 
/**
 * What it is.
 */
kind: FileKind, 
/**
 * How many bytes.
 */
size: number, 
/**
 * What can be shown of it.
 */
facts: FileFacts, 
/**
 * Where it stands before its first certificate ends.
 */
expiry: Expiry, 
/**
 * Where its content is.
 */
kept: FileKept, 
/**
 * Who brought its content.
 */
uploader: string, 
/**
 * When it was uploaded first.
 */
created_at: Timestamp, 
/**
 * When its content was replaced last.
 */
replaced_at: Timestamp | null, 
/**
 * Which sides name it.
 */
references: Array<FileUse>, };

export type FilterDeleteRequest = { 
/**
 * Which.
 */
id: number, };

export type FilterSaveRequest = { 
/**
 * Absent: the current workspace.
 */
workspace: WorkspaceId | null, 
/**
 * The one to rename or replace; absent: a new one.
 */
id: number | null, 
/**
 * Its name, 1 to 60 characters; unique in the workspace.
 */
name: string, 
/**
 * The filter.
 */
filter: ListFilter, };

export type Finding = { 
/**
 * Key of the advice table.
 */
code: string, 
/**
 * How much it matters.
 */
level: Level, 
/**
 * Values for the words. Server text is redacted and at most 512 bytes.
 */
params: { [key in string]: string }, };

export type Form = "url" | "jdbc" | "dotenv" | "docker" | "client" | "python" | "java" | "rust" | "go";

export type FormCopyRequest = { 
/**
 * Of which data source.
 */
id: SourceId, 
/**
 * Which side.
 */
env: Environment, 
/**
 * In which form.
 */
form: Form, };

export type FormDraft = { 
/**
 * Whatever the form needs to come back; at most 256 KiB as JSON.
 */
form: Record<string, unknown>, 
/**
 * When it was kept.
 */
at: Timestamp, };

export type FormDraftRequest = { 
/**
 * `new`, or the id of the source being edited.
 */
key: string, };

export type FormDraftSaveRequest = { 
/**
 * `new`, or the id of the source being edited.
 */
key: string, 
/**
 * The form without its secrets. Values under keys that the catalogue calls secret are dropped.
 */
form: Record<string, unknown> | null, };

export type Group = { 
/**
 * Heading; `None` for the first, which needs none.
 */
label: Text | null, 
/**
 * Folded away until something in it is filled or wrong.
 */
folded: boolean, 
/**
 * Its fields.
 */
fields: Array<Field>, };

export type HistoryEntry = { 
/**
 * The report as it was stored.
 */
report: TestReport, 
/**
 * The configuration has changed since.
 */
outdated: boolean, };

export type HistoryRequest = { 
/**
 * Which source.
 */
id: SourceId, 
/**
 * Which side.
 */
env: Environment, };

export type HistoryResponse = { 
/**
 * The tests.
 */
entries: Array<HistoryEntry>, };

export type Identity = { 
/**
 * The name that activity and shares know, 1 to 60 characters.
 */
user: string, 
/**
 * The role.
 */
role: Role, };

export type IdentitySetRequest = { 
/**
 * As whom.
 */
identity: Identity, };

export type IdentityView = { 
/**
 * What it may do.
 */
rights: Array<Right>, 
/**
 * The name that activity and shares know, 1 to 60 characters.
 */
user: string, 
/**
 * The role.
 */
role: Role, };

export type ImpactLine = { 
/**
 * The sides.
 */
envs: Array<Environment>, 
/**
 * The words, English and Chinese.
 */
text: Text, };

export type ImportApplyRequest = { 
/**
 * What was read.
 */
ticket: string, 
/**
 * Choices by number; the others are as proposed.
 */
choices: Array<ImportDecision>, 
/**
 * To change locked production: the name of the one source that changes, or of the workspace.
 */
typed_name?: string, };

export type ImportApplyResponse = { 
/**
 * One per data source, in the order of the document.
 */
rows: Array<ImportDone>, };

export type ImportChoice = "skip" | "replace" | "keep_both";

export type ImportDecision = { 
/**
 * Number of the data source.
 */
index: number, 
/**
 * What to do with it.
 */
choice: ImportChoice, };

export type ImportDone = { 
/**
 * Its number.
 */
index: number, 
/**
 * Its name in the import.
 */
name: string, 
/**
 * The name that it has now; `null` when nothing was saved.
 */
saved_as: string | null, 
/**
 * What became of it.
 */
outcome: ImportOutcome, 
/**
 * Why not.
 */
error: AppError | null, };

export type ImportEvent = { 
/**
 * Data sources that are done.
 */
done: number, 
/**
 * Of how many.
 */
total: number, 
/**
 * How long the others will take, in milliseconds, when they take as long as those before; `null`: too few are done to
 * tell.
 */
left_ms: number | null, };

export type ImportField = { 
/**
 * Path below the side.
 */
field: string, 
/**
 * As it is, as JSON; `null`: absent.
 */
before: string | null, 
/**
 * As it will be; `null`: absent.
 */
after: string | null, };

export type ImportFrom = "document" | "my_cnf" | "login_path" | "ossutil" | "odps" | "dbeaver" | "urls";

export type ImportNote = { 
/**
 * The words.
 */
text: Text, 
/**
 * Names or places that it is about.
 */
about: Array<string>, };

export type ImportOutcome = "created" | "replaced" | "same" | "skipped" | "failed" | "not_reached";

export type ImportReadRequest = { 
/**
 * Absent: the current workspace.
 */
workspace?: WorkspaceId, 
/**
 * Where it comes from.
 */
from: ImportFrom, 
/**
 * The document itself. May hold secrets.
 */
content?: string, 
/**
 * A file of this computer instead of `content`; both absent: the place where the other program keeps it.
 */
path?: string, 
/**
 * Opens a sealed export.
 */
passphrase?: string, 
/**
 * Which side settings of other programs go to; absent: development, in a basic workspace production.
 */
env?: Environment, 
/**
 * Also reads the passwords that DBeaver keeps beside the file.
 */
passwords: boolean, };

export type ImportReadResponse = { 
/**
 * Names what was read for [`ImportApplyRequest`]; good for an hour.
 */
ticket: string, 
/**
 * The file that was read, where it was one.
 */
path: string | null, 
/**
 * One per data source.
 */
rows: Array<ImportRow>, 
/**
 * What could not be read, or was not.
 */
notes: Array<ImportNote>, };

export type ImportRow = { 
/**
 * Its number in the import.
 */
index: number, 
/**
 * Its name.
 */
name: string, 
/**
 * Its name in the document, where that is not a name here.
 */
given_name: string | null, 
/**
 * What it would be called beside the one that is there.
 */
free_name: string, 
/**
 * Type id.
 */
type: string, 
/**
 * Against what is there.
 */
status: ImportStatus, 
/**
 * Description and tags that change.
 */
fields: Array<ImportField>, 
/**
 * Its sides.
 */
sides: Array<ImportSide>, 
/**
 * What to know about it.
 */
notes: Array<ImportNote>, 
/**
 * What can be done with it.
 */
choices: Array<ImportChoice>, 
/**
 * What is done if nobody chooses; `null`: somebody has to.
 */
choice: ImportChoice | null, 
/**
 * Replacing it changes a locked production side: the name has to be typed.
 */
locked: boolean, };

export type ImportSide = { 
/**
 * Which.
 */
env: Environment, 
/**
 * Against what is there.
 */
status: ImportStatus, 
/**
 * Properties that change.
 */
fields: Array<ImportField>, 
/**
 * Secrets that the document brings.
 */
secrets_set: Array<string>, 
/**
 * Those of them that are fetched at each use, and from where.
 */
fetched: { [key in string]: SecretSource }, 
/**
 * Secrets that stay as they are stored.
 */
secrets_kept: Array<string>, 
/**
 * Keys that are kept as they came: this version does not know them, or cannot use their values.
 */
apart: Array<string>, 
/**
 * What will be missing.
 */
missing: Array<string>, 
/**
 * The target changes under kept secrets: somebody confirms before they are used next.
 */
confirm: boolean, };

export type ImportStatus = "same" | "new" | "changed" | "conflict";

export type Issue = { 
/**
 * Path of the value, for example `dev.address[0].host`.
 */
field: string, 
/**
 * What is the matter.
 */
code: IssueCode, 
/**
 * Values for the words.
 */
params: { [key in string]: string }, };

export type IssueCode = "missing" | "unknown_property" | "unknown_field" | "wrong_type" | "not_a_choice" | "out_of_range" | "too_long" | "surrounding_spaces" | "control_character" | "name_first" | "name_character" | "host_scheme" | "host_port" | "host_character" | "address_count" | "url_scheme" | "url_invalid" | "url_parts" | "endpoint_has_bucket" | "bucket_name" | "region_id" | "not_pem" | "path_relative" | "variable_name" | "hidden_character" | "paste_scheme" | "paste_host" | "paste_bucket" | "paste_type" | "changed_to" | "changed_secret" | "changed_gone" | "file_exists" | "json_syntax" | "toml_syntax" | "named_twice" | "secret_literal" | "json_key_twice" | "json_too_deep" | "document_too_long" | "no_draft" | "seal_too_strong" | "file_absent" | "file_kind_unfit" | "sheet_unknown" | "sheet_rows" | "sheet_type" | "sheet_heads" | "sheet_head_twice" | "cell_formula" | "cell_date" | "cell_number" | "cell_error" | "cell_merged" | "row_twice" | "row_other" | "more_wrong" | "other_type_there" | "no_dev_here" | "secret_in_value";

export type KeyFacts = { 
/**
 * `RSA`, `EC`, `Ed25519`, `ssh-ed25519` …; empty while a passphrase hides it.
 */
algorithm: string, 
/**
 * Its size, where the algorithm has several and it is known.
 */
bits: number | null, 
/**
 * SHA-256 of its public half: `SHA256:…` for SSH, pairs for others; absent while a passphrase hides it.
 */
fingerprint: string | null, 
/**
 * It is encrypted.
 */
passphrase: boolean, };

export type KeychainState = "ready" | "locked" | "absent" | "unknown";

export type Kind = { "kind": "text", 
/**
 * Longest value, in characters.
 */
max: number, 
/**
 * What it must look like.
 */
rule: Rule, } | { "kind": "multiline", 
/**
 * Longest value, in characters.
 */
max: number, 
/**
 * What it must look like.
 */
rule: Rule, } | { "kind": "addresses", 
/**
 * More than one row is allowed.
 */
many: boolean, 
/**
 * Prefilled port.
 */
default_port: number, } | { "kind": "choice", 
/**
 * The words.
 */
choices: Array<Choice>, } | { "kind": "region" } | { "kind": "switch" } | { "kind": "map", 
/**
 * Names that the control offers.
 */
suggestions: Array<string>, 
/**
 * Names whose values are secrets (slot `<key>.<name>`).
 */
secret_keys: Array<string>, } | { "kind": "file", 
/**
 * Kinds that fit.
 */
takes: Array<FileKind>, 
/**
 * Key of the secret that opens it; empty: none does.
 */
passphrase: string, } | { "kind": "path", 
/**
 * A folder may be chosen too.
 */
folder: boolean, };

export type KnownByName = "shared" | "exported";

export type Lang = "en" | "zh-CN";

export type LastTest = { 
/**
 * Its outcome.
 */
verdict: Verdict, 
/**
 * The stage that decided a verdict other than `Connectable`.
 */
stage: Stage | null, 
/**
 * Passed, with a warning.
 */
warning: boolean, 
/**
 * The finding that matters most, for the second line of the row.
 */
finding: Finding | null, 
/**
 * When it began.
 */
at: Timestamp, };

export type Level = "info" | "warning" | "failure";

export type ListFilter = { 
/**
 * Words to find.
 */
search: string, 
/**
 * Type ids.
 */
types: Array<string>, 
/**
 * States of a side.
 */
states: Array<EnvState>, 
/**
 * The side that `states` looks at.
 */
env: Environment | null, 
/**
 * Tags that all have to be there.
 */
tags: Array<string>, 
/**
 * Only those with a star.
 */
favourites: boolean, 
/**
 * Order.
 */
sort: SortKey, 
/**
 * Reverses the order.
 */
descending: boolean, };

export type ListRequest = { 
/**
 * Absent: the current workspace.
 */
workspace: WorkspaceId | null, 
/**
 * Part of name, description, tag, address or another short property value; case does not matter.
 */
search: string, 
/**
 * Type ids; empty: all.
 */
types: Array<string>, 
/**
 * Tags that all have to be there; empty: any.
 */
tags: Array<string>, 
/**
 * Only those with a star.
 */
favourites: boolean, 
/**
 * Keeps sources of which a side is in one of these states; empty: all.
 */
states: Array<EnvState>, 
/**
 * Which side `states` looks at; absent: either.
 */
env: Environment | null, 
/**
 * Order.
 */
sort: SortKey, 
/**
 * Reverses the order.
 */
descending: boolean, 
/**
 * `next` of the page before; absent: the first page.
 */
cursor: string | null, 
/**
 * Rows a page, 1 to 500; 0: 100.
 */
limit: number, };

export type ListResponse = { 
/**
 * The workspace whose rows they are.
 */
workspace: WorkspaceId, 
/**
 * The rows.
 */
rows: Array<SourceRow>, 
/**
 * Cursor of the next page; absent on the last.
 */
next: string | null, 
/**
 * Sources that match, on all pages.
 */
total: number, 
/**
 * Sources of the workspace, whatever matches.
 */
all: number, 
/**
 * Of `all`: sources with a side that is incomplete or failing.
 */
attention: number, };

export type MissingValues = { 
/**
 * Name of the data source.
 */
source: string, 
/**
 * Which side.
 */
env: Environment, 
/**
 * JSON keys and slots.
 */
fields: Array<string>, };

export type Mode = { 
/**
 * DataWorks' `ConnectionPropertiesMode`.
 */
id: string, 
/**
 * Its name in the form.
 */
label: Text, 
/**
 * When to use it.
 */
help: Text, 
/**
 * The address line, in segments such as `"/{database}"`; one whose property is blank is left out.
 */
summary: Array<string>, 
/**
 * The connection string that a task would use, in segments as above; empty where the type has none.
 */
preview: Array<string>, 
/**
 * The fields, in the form's order.
 */
groups: Array<Group>, };

export type ModuleImpact = { 
/**
 * Its name.
 */
name: Text, 
/**
 * How bad.
 */
severity: Severity, 
/**
 * What happens there.
 */
text: Text, };

export type NamedRequest = { 
/**
 * Absent: the current workspace.
 */
workspace: WorkspaceId | null, 
/**
 * Its name; case matters.
 */
name: string, 
/**
 * Looks among the deleted ones.
 */
deleted: boolean, };

export type Names = "client" | "catalogue";

export type PasteRequest = { 
/**
 * What was pasted. May hold a password.
 */
text: string, 
/**
 * The form's type; another type is refused. Absent: any.
 */
type: string | null, };

export type PasteResponse = { 
/**
 * Type id.
 */
type: string, 
/**
 * Mode id.
 */
mode: string, 
/**
 * Properties to set.
 */
properties: Record<string, unknown>, 
/**
 * Slot → ticket, for [`SecretInput::Held`].
 */
held: { [key in string]: string }, 
/**
 * Parts of the URL that have no property, by name.
 */
ignored: Array<string>, };

export type PatchRequest = { 
/**
 * Which.
 */
id: SourceId, 
/**
 * The revision that the caller saw; absent: the current one.
 */
revision: number | null, 
/**
 * The patch. `secrets` in it follow [`SecretInput`]; those that are absent are kept.
 */
patch: Record<string, unknown>, 
/**
 * The source's name as the person typed it: to change a locked production side.
 */
typed_name?: string, 
/**
 * It came as a document that somebody else may have written: where it says secrets are fetched is agreed to before use.
 */
from_file?: boolean, };

export type Permission = "read" | "edit";

export type PrincipalFacts = { 
/**
 * `user/host@REALM`.
 */
principal: string, 
/**
 * Its encryption types, as Kerberos names them.
 */
encryption: Array<string>, 
/**
 * Its latest key version.
 */
version: number, };

export type PurgeRequest = { 
/**
 * Which.
 */
id: SourceId, 
/**
 * Which sides; empty: the whole source, deleted or not.
 */
envs: Array<Environment>, 
/**
 * The source's name as the person typed it: to change a locked production side.
 */
typed_name?: string, };

export type RenameRequest = { 
/**
 * Which.
 */
id: SourceId, 
/**
 * The new name: as for a new one.
 */
name: string, 
/**
 * The revision that the caller saw; absent: whatever is there.
 */
revision?: number, 
/**
 * The source's name of before as the person typed it: where production is locked.
 */
typed_name?: string, };

export type ReportTextRequest = { 
/**
 * The report, as it came from a test or from history.
 */
report: TestReport, 
/**
 * Language of the text.
 */
language: Lang, };

export type ReportTextResponse = { 
/**
 * Markdown.
 */
text: string, };

export type Required = "no" | "yes";

export type RestoreRequest = { 
/**
 * Which.
 */
id: SourceId, 
/**
 * Which sides; empty: all that were deleted.
 */
envs: Array<Environment>, 
/**
 * The source's name as the person typed it: to change a locked production side.
 */
typed_name?: string, };

export type Right = "manage" | "edit" | "share" | "use" | "workspace";

export type Role = "tenant_owner" | "tenant_administrator" | "workspace_owner" | "workspace_administrator" | "operation" | "security_administrator" | "developer" | "visitor";

export type RoleView = { 
/**
 * Which.
 */
role: Role, 
/**
 * Its name.
 */
name: Text, 
/**
 * What it may do.
 */
rights: Array<Right>, };

export type RowSide = { 
/**
 * Its state.
 */
state: EnvState, 
/**
 * Address line; empty for an absent side.
 */
summary: string, 
/**
 * How many required values are missing.
 */
missing: number, 
/**
 * Last test since the last change.
 */
last_test: LastTest | null, };

export type Rule = "any" | "endpoint" | "oss_endpoint" | "bucket" | "pem";

export type RuleId = string;

export type SampleResponse = { 
/**
 * The sample workspace; now the current one.
 */
workspace: WorkspaceView, };

export type SaveRequest = { 
/**
 * The source to replace; absent: create.
 */
id: SourceId | null, 
/**
 * The revision that the form was opened with; a newer one is a conflict.
 */
revision: number | null, 
/**
 * Absent: the current workspace.
 */
workspace: WorkspaceId | null, 
/**
 * Name; fixed once created.
 */
name: string, 
/**
 * Type id; fixed once created.
 */
type: string, 
/**
 * What it is for, at most 3,000 characters.
 */
description: string, 
/**
 * Labels.
 */
tags: Array<string>, 
/**
 * Development side; absent: none.
 */
dev: SideInput | null, 
/**
 * Production side; absent: none.
 */
prod: SideInput | null, 
/**
 * Through which page. Data Integration takes no development side, and leaves the one that is there.
 */
door?: Door, 
/**
 * The source's name as the person typed it: to change a locked production side.
 */
typed_name?: string, 
/**
 * It came as a document that somebody else may have written: where it says secrets are fetched is agreed to before use.
 */
from_file?: boolean, };

export type SavedFilter = { 
/**
 * Its id.
 */
id: number, 
/**
 * Its name.
 */
name: string, 
/**
 * The filter.
 */
filter: ListFilter, };

export type SecretCopyRequest = { 
/**
 * Of which data source.
 */
id: SourceId, 
/**
 * Of which side.
 */
env: Environment, 
/**
 * Which.
 */
slot: string, };

export type SecretInput = string | null | { 
/**
 * Always true.
 */
ask: boolean, } | SecretSource | { 
/**
 * From [`PasteResponse::held`].
 */
held: string, } | { 
/**
 * The side to copy from.
 */
from: Environment, };

export type SecretSetRequest = { 
/**
 * Which.
 */
id: SourceId, 
/**
 * Which side.
 */
env: Environment, 
/**
 * Which slot.
 */
slot: string, 
/**
 * What to do with it.
 */
secret: SecretInput, 
/**
 * What a person agreed to; see [`SideInput::confirm`].
 */
confirm?: string, 
/**
 * The source's name as the person typed it: to change a locked production side.
 */
typed_name?: string, };

export type SecretSource = { "env": string } | { "file": string } | { "command": Array<string> };

export type SecretState = "stored" | "session" | "missing" | "locked" | "ask" | "env" | "file" | "command" | "confirm";

export type Settings = { 
/**
 * `null`: the system's language.
 */
language: Lang | null, 
/**
 * Light, dark, or as the system.
 */
theme: Theme, };

export type SettingsRequest = { 
/**
 * All of them.
 */
settings: Settings, };

export type Severity = "high" | "medium";

export type ShareListRequest = { 
/**
 * Absent: the current workspace.
 */
workspace?: WorkspaceId, 
/**
 * Only those of this data source, of the workspace itself or received.
 */
id?: SourceId, };

export type ShareListResponse = { 
/**
 * What it gives; `null` when the role may not see that.
 */
given: Array<ShareRule> | null, 
/**
 * What it receives, as far as it is for the person.
 */
received: Array<ShareRule>, };

export type ShareRequest = { 
/**
 * The data source; one of the workspace itself.
 */
id: SourceId, 
/**
 * The workspace that receives it.
 */
to: WorkspaceId, 
/**
 * Which environment there; the side of the same name is what appears in it.
 */
env: Environment, 
/**
 * The one user there who receives it; absent: everyone.
 */
user?: string, 
/**
 * What is allowed; absent: read.
 */
permission?: Permission, 
/**
 * Nobody but that user sees the data source, here or there, whatever the role.
 */
private?: boolean, };

export type ShareRevokeRequest = { 
/**
 * The data source.
 */
id: SourceId, 
/**
 * Which rules; all of them or none are taken back.
 */
rules: Array<RuleId>, };

export type ShareRule = { 
/**
 * Its id.
 */
id: RuleId, 
/**
 * The data source, as the workspace that asked has it.
 */
source: SourceId, 
/**
 * Name of the original.
 */
name: string, 
/**
 * Its name in the workspace that receives: `<workspace>.<name>`.
 */
shared_name: string, 
/**
 * Type id.
 */
type: string, 
/**
 * Name of the workspace that gives.
 */
from: string, 
/**
 * Name of the workspace that receives.
 */
to: string, 
/**
 * That workspace.
 */
to_id: WorkspaceId, 
/**
 * Which environment there.
 */
env: Environment, 
/**
 * The one user there who receives it; `null`: everyone.
 */
user: string | null, 
/**
 * What is allowed.
 */
permission: Permission, 
/**
 * Nobody but that user sees the data source.
 */
private: boolean, 
/**
 * Who made the rule.
 */
created_by: string, 
/**
 * When.
 */
created_at: Timestamp, 
/**
 * Whether the person may take it back from the workspace that asked.
 */
revocable: boolean, };

export type SharedMark = { 
/**
 * Name of the workspace that owns it.
 */
workspace: string, 
/**
 * What is allowed with the development side; `null`: it is not shared.
 */
dev: Permission | null, 
/**
 * What is allowed with the production side; `null`: it is not shared.
 */
prod: Permission | null, };

export type SharedWith = { 
/**
 * Its name.
 */
workspace: string, 
/**
 * In which of its environments.
 */
envs: Array<Environment>, 
/**
 * Whose alone it is there; empty: everyone's.
 */
users: Array<string>, };

export type SheetTo = "answer" | "downloads" | { "file": string };

export type SideCopies = { 
/**
 * Those that it has all values for.
 */
forms: Array<CopyRow>, 
/**
 * Required values that are not given.
 */
missing: Array<string>, 
/**
 * Slots of the secrets that can be copied one by one.
 */
secrets: Array<string>, 
/**
 * Why they cannot.
 */
refused: AppError | null, 
/**
 * Why the forms cannot be copied with them.
 */
forms_refused: AppError | null, };

export type SideInput = { 
/**
 * Mode id.
 */
mode: string, 
/**
 * Properties under DataWorks' keys.
 */
properties: Record<string, unknown>, 
/**
 * What to do with the secrets.
 */
secrets: Record<string, SecretInput>, 
/**
 * A person has seen that kept secrets go to another host, endpoint, or over weaker TLS than before, and agrees to this
 * target: [`SideView::consent`] or [`CheckResponse::consent`]. It counts only while the properties lead there.
 */
confirm: string | null, };

export type SideView = { 
/**
 * Mode id.
 */
mode: string, 
/**
 * Properties under DataWorks' keys.
 */
properties: Record<string, unknown>, 
/**
 * What an import brought that this version does not know; read-only.
 */
extra: Record<string, unknown>, 
/**
 * State of every secret slot of the mode, also of those that are not set.
 */
secret_states: { [key in string]: SecretState }, 
/**
 * Nothing required is missing.
 */
complete: boolean, 
/**
 * JSON keys of what is missing.
 */
missing: Array<string>, 
/**
 * Address line.
 */
summary: string, 
/**
 * Where secrets go, in one line.
 */
destination: string, 
/**
 * Slots that are fetched at each use, and from where.
 */
fetched: { [key in string]: SecretSource }, 
/**
 * Somebody agrees to [`Self::consent`] before the secrets are used again.
 */
unconfirmed: boolean, 
/**
 * What a person agrees to: the destination and, a line each, from where secrets are fetched for it.
 */
consent: string, 
/**
 * Last test since the last change.
 */
last_test: LastTest | null, };

export type SortKey = "name" | "type" | "modified" | "dev_state" | "prod_state" | "dev_tested" | "prod_tested" | "favourite";

export type SourceId = string;

export type SourceRequest = { 
/**
 * Which.
 */
id: SourceId, };

export type SourceRow = { 
/**
 * Its id.
 */
id: SourceId, 
/**
 * Its name.
 */
name: string, 
/**
 * Type id.
 */
type: string, 
/**
 * What it is for.
 */
description: string, 
/**
 * Labels.
 */
tags: Array<string>, 
/**
 * Has a star.
 */
favourite: boolean, 
/**
 * When it last changed.
 */
modified_at: Timestamp, 
/**
 * Development side; `null` in a basic workspace.
 */
dev: RowSide | null, 
/**
 * Production side.
 */
prod: RowSide, 
/**
 * From where, when it was received by sharing; sides that are not shared are to be left out then.
 */
shared: SharedMark | null, 
/**
 * How many other workspaces have it.
 */
shares: number, 
/**
 * The one user who sees it, when it is private.
 */
private_to: string | null, };

export type SourceView = { 
/**
 * Its id.
 */
id: SourceId, 
/**
 * Counts the saves; a save names the revision that it saw.
 */
revision: number, 
/**
 * Its workspace.
 */
workspace: WorkspaceId, 
/**
 * Its name.
 */
name: string, 
/**
 * Type id.
 */
type: string, 
/**
 * What it is for.
 */
description: string, 
/**
 * Labels.
 */
tags: Array<string>, 
/**
 * Through which page it was made.
 */
origin: Door, 
/**
 * When it was made.
 */
created_at: Timestamp, 
/**
 * When it last changed.
 */
modified_at: Timestamp, 
/**
 * Development side; absent when there is none.
 */
dev: SideView | null, 
/**
 * Production side; absent when there is none.
 */
prod: SideView | null, 
/**
 * From where, when it was received by sharing; the name is then that of this workspace, with the owner's in front.
 */
shared: SharedMark | null, 
/**
 * The one user who sees it, when it is private.
 */
private_to: string | null, 
/**
 * Who else knows it by its name, which therefore cannot be changed.
 */
known_by_name: KnownByName | null, };

export type Stage = "validate_input" | "read_secrets" | "open_route" | "resolve_host" | "connect_port" | "handshake_tls" | "authenticate" | "open_target" | "check_privileges" | "inspect";

export type StageReport = { 
/**
 * Which.
 */
stage: Stage, 
/**
 * How it ended.
 */
status: StageStatus, 
/**
 * When it began; absent for a skipped stage.
 */
started_at: Timestamp | null, 
/**
 * How long it took, in milliseconds.
 */
ms: number, 
/**
 * What it saw, most important first.
 */
findings: Array<Finding>, };

export type StageStatus = "ok" | "warning" | "failed" | "skipped";

export type SyncRow = { 
/**
 * Single table, batch.
 */
single_batch: string, 
/**
 * Single table, real time.
 */
single_realtime: string, 
/**
 * Full database, batch.
 */
full_batch: string, 
/**
 * Full database, real time.
 */
full_realtime: string, 
/**
 * Full database, full and incremental.
 */
full_incremental: string, };

export type TagCount = { 
/**
 * The tag.
 */
tag: string, 
/**
 * How many.
 */
count: number, };

export type TemplateCounts = { 
/**
 * There is none of this name yet.
 */
new: number, 
/**
 * There is one, with other values.
 */
changed: number, 
/**
 * There is one just like it.
 */
same: number, 
/**
 * A row of it is wrong.
 */
wrong: number, };

export type TemplateDone = { 
/**
 * Its number in the sheet.
 */
row: number, 
/**
 * Name of the data source.
 */
name: string, 
/**
 * Which side.
 */
env: Environment | null, 
/**
 * What became of the data source.
 */
outcome: ImportOutcome, 
/**
 * Why not.
 */
error: AppError | null, };

export type TemplateFile = { 
/**
 * Its bytes in base64; `null` when it went to a file.
 */
content: string | null, 
/**
 * The file.
 */
path: string | null, };

export type TemplateFormat = "xlsx" | "csv";

export type TemplateIssue = { 
/**
 * Which, for example `C7`; empty: the whole row.
 */
cell: string, 
/**
 * Path of the value, for example `dev.address[0].host`.
 */
field: string, 
/**
 * What is the matter.
 */
code: IssueCode, 
/**
 * Values for the words.
 */
params: { [key in string]: string }, };

export type TemplateLoadRequest = { 
/**
 * What was read.
 */
ticket: string, 
/**
 * Also changes those that exist: cells that are filled replace what is stored, empty ones leave it.
 */
replace: boolean, 
/**
 * Loads the others although some rows are wrong.
 */
partial: boolean, 
/**
 * To change locked production: the name of the one source that changes, or of the workspace.
 */
typed_name?: string, };

export type TemplateLoadResponse = { 
/**
 * One per row, in the order of the sheet.
 */
rows: Array<TemplateDone>, 
/**
 * The sheet holds secrets in the clear: it is better deleted.
 */
secrets: boolean, };

export type TemplateReadRequest = { 
/**
 * Absent: the current workspace.
 */
workspace?: WorkspaceId, 
/**
 * Type id, where the sheet does not say it.
 */
type?: string, 
/**
 * The file's bytes in base64, at most 8 MB of them. May hold secrets.
 */
content?: string, 
/**
 * A file of this computer instead.
 */
path?: string, };

export type TemplateReadResponse = { 
/**
 * Names what was read for [`TemplateLoadRequest`]; good for an hour.
 */
ticket: string, 
/**
 * Type id.
 */
type: string, 
/**
 * One per row of the sheet that is not blank or a remark.
 */
rows: Array<TemplateRow>, 
/**
 * Data sources by what would become of them.
 */
sources: TemplateCounts, 
/**
 * The sheet holds secrets in the clear.
 */
secrets: boolean, 
/**
 * Replacing those that exist changes locked production.
 */
locked: boolean, };

export type TemplateResultRequest = { 
/**
 * What was loaded; good for an hour.
 */
ticket: string, 
/**
 * Shape.
 */
format: TemplateFormat, 
/**
 * Language of the words.
 */
language: Lang, 
/**
 * Where it goes.
 */
to: SheetTo, };

export type TemplateRow = { 
/**
 * Its number in the sheet, from 1; in a CSV file that of the line.
 */
row: number, 
/**
 * Name of the data source, as it stands there.
 */
name: string, 
/**
 * Which side.
 */
env: Environment | null, 
/**
 * What would become of the data source.
 */
status: TemplateStatus, 
/**
 * What is wrong.
 */
issues: Array<TemplateIssue>, 
/**
 * What would change in this side of one that exists.
 */
fields: Array<ImportField>, 
/**
 * Secrets that the row brings, by slot.
 */
secrets: Array<string>, 
/**
 * What will still be missing.
 */
missing: Array<string>, };

export type TemplateStatus = "new" | "changed" | "same" | "wrong";

export type TemplateWriteRequest = { 
/**
 * Absent: the current workspace; in a basic one the template has production only.
 */
workspace?: WorkspaceId, 
/**
 * Type id.
 */
type: string, 
/**
 * Shape.
 */
format: TemplateFormat, 
/**
 * Language of labels and notes.
 */
language: Lang, 
/**
 * Where it goes.
 */
to: SheetTo, };

export type TestEvent = { "event": "planned", 
/**
 * The stages.
 */
stages: Array<Stage>, } | { "event": "started", 
/**
 * Which.
 */
stage: Stage, } | { "event": "ended", 
/**
 * As observed.
 */
report: StageReport, };

export type TestReport = { 
/**
 * The data source's name ("" for a form that was never named).
 */
source: string, 
/**
 * The catalogue's type id.
 */
type: string, 
/**
 * Which side.
 */
env: Environment, 
/**
 * The network path; `direct` when none is set.
 */
route: string, 
/**
 * The outcome.
 */
verdict: Verdict, 
/**
 * How far the test went.
 */
depth: Depth, 
/**
 * When it began.
 */
started_at: Timestamp, 
/**
 * How long it took, in milliseconds.
 */
ms: number, 
/**
 * The stages, in order.
 */
stages: Array<StageReport>, 
/**
 * What somebody has to agree to before the secrets of this side are used, word for word; absent: nothing.
 */
consent?: string, };

export type TestRequest = { 
/**
 * The saved source: where kept secrets come from and where history goes. Absent: a form that was never saved.
 */
id: SourceId | null, 
/**
 * Which side.
 */
env: Environment, 
/**
 * Type id; needed with `side`.
 */
type: string | null, 
/**
 * The form's values; absent: as saved. A slot in state `ask` is given here.
 */
side: SideInput | null, 
/**
 * The target that a person agreed to; see [`SideInput::confirm`].
 */
confirm: string | null, 
/**
 * Longest duration of the whole test, in milliseconds; absent: 30,000.
 */
timeout_ms: number | null, };

export type Text = { 
/**
 * English.
 */
en: string, 
/**
 * Simplified Chinese.
 */
"zh-CN": string, };

export type Theme = "system" | "light" | "dark";

export type Timestamp = string;

export type TypeDef = { 
/**
 * DataWorks' `Type`; for local types our own word.
 */
id: string, 
/**
 * Its name.
 */
name: Text, 
/**
 * One sentence: what it is good for.
 */
about: Text, 
/**
 * Shelf of the type picker.
 */
category: Category, 
/**
 * Two letters and a colour for the square beside its name.
 */
glyph: [string, string], 
/**
 * Connection modes; the first is preselected.
 */
modes: Array<Mode>, 
/**
 * How far its test goes.
 */
depth: Depth, 
/**
 * Which connector opens it.
 */
family: Family, 
/**
 * Which synchronization tasks can read (`R`) and write (`W`) it.
 */
sync: SyncRow, 
/**
 * Exists only on a desktop; left out of the cloud export.
 */
local_only: boolean, };

export type TypeDocument = { 
/**
 * The catalogue's entry.
 */
definition: TypeDef, 
/**
 * JSON Schema of `properties` and `secrets` per mode.
 */
json_schema: Record<string, unknown>, };

export type TypeRequest = { 
/**
 * Its id.
 */
type: string, };

export type TypeSummary = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name.
 */
name: Text, 
/**
 * Its shelf.
 */
category: Category, 
/**
 * Ids of its modes.
 */
modes: Array<string>, 
/**
 * How far its test goes.
 */
depth: Depth, };

export type UpgradedSource = { 
/**
 * Which.
 */
id: SourceId, 
/**
 * Its name.
 */
name: string, 
/**
 * Type id.
 */
type: string, 
/**
 * The development side starts with what production has, without secrets.
 */
prefilled: boolean, 
/**
 * JSON keys that the development side still lacks; empty when it is complete, or not prefilled.
 */
missing: Array<string>, };

export type Usability = { 
/**
 * Who.
 */
consumer: Consumer, 
/**
 * Name of the consumer.
 */
name: Text, 
/**
 * With which side.
 */
env: Environment, 
/**
 * When that side is the one: debugged, or scheduled and run; `null` when it always is.
 */
occasion: Text | null, 
/**
 * Whether it may.
 */
allowed: boolean, 
/**
 * As a source (`R`), as a target (`W`), both (`RW`), or empty where that is no question.
 */
direction: string, 
/**
 * Why not.
 */
reason: Text | null, 
/**
 * What to do about it.
 */
remedy: Text | null, 
/**
 * The side to fill in, where that is the remedy.
 */
mend: Environment | null, };

export type UsableRequest = { 
/**
 * Which.
 */
id: SourceId, };

export type VariableName = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its value, by the catalogue's name.
 */
key: string, };

export type VariableRow = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its value, with `***` for what is secret in it.
 */
value: string, 
/**
 * Secrets are in it.
 */
secret: boolean, 
/**
 * What it is, by the catalogue's name.
 */
key: string, 
/**
 * The data source that it comes from.
 */
source: string, 
/**
 * Which side of it.
 */
env: Environment, };

export type VariablesOf = { 
/**
 * Of which data source.
 */
id: SourceId, 
/**
 * Which side.
 */
env: Environment, 
/**
 * What every name begins with; absent: nothing, or, with names of the catalogue, that of the data source. Names of one's
 * own get what is given only.
 */
prefix?: string, };

export type VariablesRequest = { 
/**
 * Of which.
 */
sources: Array<VariablesOf>, 
/**
 * Which names they get.
 */
names: Names, 
/**
 * Only these, under names of one's own; empty: all.
 */
only: Array<VariableName>, };

export type VariablesView = { 
/**
 * In the order in which the sides were given.
 */
variables: Array<VariableRow>, 
/**
 * Values that are required and not given, so that no variable holds them.
 */
missing: Array<MissingValues>, };

export type Verdict = "Connectable" | "ConfigError" | "Unreachable" | "Unsupported" | "Cancelled";

export type When = { "is": "any_of", 
/**
 * The other field's JSON key.
 */
key: string, 
/**
 * The values.
 */
values: Array<string>, } | { "is": "set", 
/**
 * The other field's JSON key.
 */
key: string, } | { "is": "unset", 
/**
 * The other field's JSON key.
 */
key: string, };

export type Width = "full" | "half";

export type Word = { 
/**
 * For machines.
 */
id: string, 
/**
 * For people; `null`: this version has no words for it.
 */
words: Text | null, };

export type Words = { 
/**
 * What happened.
 */
message: Text, 
/**
 * What to do; may be empty.
 */
hint: Text, };

export type WorkspaceChangeRequest = { 
/**
 * Which.
 */
workspace: WorkspaceId, 
/**
 * A new name.
 */
name?: string, 
/**
 * What it is for.
 */
description?: string, 
/**
 * Whether changes of production want the name typed.
 */
locked?: boolean, 
/**
 * The workspace's name as the person typed it: to take the lock off.
 */
typed_name?: string, };

export type WorkspaceCreateRequest = { 
/**
 * Its name: as for data sources, and unique.
 */
name: string, 
/**
 * One environment or two; basic can become standard, never the other way.
 */
mode: WorkspaceMode, 
/**
 * What it is for, at most 3,000 characters.
 */
description: string, };

export type WorkspaceDeleteRequest = { 
/**
 * Which.
 */
workspace: WorkspaceId, 
/**
 * Its name, as the person typed it.
 */
typed_name: string, };

export type WorkspaceId = string;

export type WorkspaceImpact = { 
/**
 * Data sources in it.
 */
sources: number, 
/**
 * Data sources in it that were deleted and can still be restored.
 */
deleted_sources: number, 
/**
 * Configurations whose secrets leave the keychain.
 */
with_secrets: number, 
/**
 * Other workspaces that have data sources of it, in which tasks fail as well.
 */
shared_with: Array<SharedWith>, };

export type WorkspaceMode = "basic" | "standard";

export type WorkspaceRequest = { 
/**
 * Absent: the current workspace.
 */
workspace: WorkspaceId | null, };

export type WorkspaceSelectRequest = { 
/**
 * Which.
 */
workspace: WorkspaceId, };

export type WorkspaceUpgradeRequest = { 
/**
 * Which.
 */
workspace: WorkspaceId, 
/**
 * Fill every development side from production, without secrets; else it is left incomplete.
 */
prefill: boolean, 
/**
 * Change nothing.
 */
preview: boolean, };

export type WorkspaceUpgradeResponse = { 
/**
 * The workspace as it is now.
 */
workspace: WorkspaceView, 
/**
 * Whether it was carried out.
 */
done: boolean, 
/**
 * Every data source in it, by name.
 */
sources: Array<UpgradedSource>, };

export type WorkspaceView = { 
/**
 * Its id.
 */
id: WorkspaceId, 
/**
 * Its name.
 */
name: string, 
/**
 * One environment or two.
 */
mode: WorkspaceMode, 
/**
 * What it is for.
 */
description: string, 
/**
 * Edits, deletes and secret changes of production want the name typed.
 */
locked: boolean, 
/**
 * How many data sources it has.
 */
sources: number, 
/**
 * The current one.
 */
current: boolean, 
/**
 * When it was made.
 */
created_at: Timestamp, };
