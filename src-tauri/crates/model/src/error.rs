//! The one error that crosses a border, and the closed set of its codes with their words.

use serde::Serialize;
use ts_rs::TS;

use crate::{FOREIGN_WORDS, Lang, Params, Text, cut};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $id:literal: $en:literal, $zh:literal; $hint_en:literal, $hint_zh:literal)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
        pub enum $name {
            $(#[doc = $en] #[serde(rename = $id)] $variant,)*
        }
        impl $name {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant),*];
            /// The code as it crosses a border.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }
            /// What happened.
            pub const fn message(self) -> Text {
                match self { $(Self::$variant => Text::new($en, $zh),)* }
            }
            /// What to do about it.
            pub const fn hint(self) -> Text {
                match self { $(Self::$variant => Text::new($hint_en, $hint_zh),)* }
            }
        }
    };
}

codes! {
    /// Why a command was refused or failed.
    ErrorCode {
        InvalidRequest = "invalid_request":
            "The request could not be understood: {reason}", "无法理解该请求：{reason}";
            "Check the fields against the documentation.", "请对照文档检查字段。"
        InvalidInput = "invalid_input":
            "Invalid values: {count}", "无效的值：{count} 个";
            "Correct the fields named; nothing was saved.", "请修改所列字段；未保存任何内容。"
        UnknownType = "unknown_type":
            "There is no data source type “{type}”", "没有类型为“{type}”的数据源";
            "`headwater type list` shows the types.", "用 `headwater type list` 查看所有类型。"
        UnknownMode = "unknown_mode":
            "The type {type} has no connection mode “{mode}”", "类型 {type} 没有连接模式“{mode}”";
            "Choose one of: {modes}.", "请选择：{modes}。"
        SourceNotFound = "source_not_found":
            "There is no data source “{name}” in the workspace “{workspace}”", "工作空间“{workspace}”中没有数据源“{name}”";
            "Check the spelling; names are case-sensitive.", "请检查拼写；名称区分大小写。"
        SourceGone = "source_gone":
            "This data source no longer exists", "该数据源已不存在";
            "It may have been deleted; go back to the list.", "可能已被删除；请返回列表查看。"
        WorkspaceNotFound = "workspace_not_found":
            "There is no workspace “{name}”", "没有工作空间“{name}”";
            "`headwater workspace list` shows them.", "用 `headwater workspace list` 查看。"
        SideAbsent = "side_absent":
            "“{name}” has no {env} configuration", "“{name}”没有 {env} 配置";
            "Add that side first.", "请先添加该环境的配置。"
        NameTaken = "name_taken":
            "The name “{name}” is already used in this workspace", "名称“{name}”在该工作空间中已被使用";
            "Choose another name, for example “{proposal}”.", "请换一个名称，例如“{proposal}”。"
        NotDeleted = "not_deleted":
            "“{name}” is not among the deleted data sources", "已删除的数据源中没有“{name}”";
            "Only a data source that was deleted but not purged can be restored.", "只能恢复已删除且尚未彻底清除的数据源。"
        Fixed = "field_fixed":
            "{field} cannot be changed after creation", "{field} 创建后不可修改";
            "A name is changed by renaming, while only this workspace knows it; else clone the data source.", "名称可通过重命名修改（仅限只有本工作空间知晓时）；否则请克隆该数据源。"
        NameShared = "name_shared":
            "“{name}” is or was shared: other workspaces know it by this name", "“{name}”已共享或曾经共享：其他工作空间以此名称引用它";
            "Clone it under the new name; DataWorks never renames a data source.", "请以新名称克隆；DataWorks 不支持重命名数据源。"
        NameExported = "name_exported":
            "“{name}” was exported: whoever has the export knows it by this name", "“{name}”已导出：导出文件的使用者以此名称引用它";
            "Clone it under the new name; DataWorks never renames a data source.", "请以新名称克隆；DataWorks 不支持重命名数据源。"
        Conflict = "conflict":
            "“{name}” was changed elsewhere after you opened it", "“{name}”在您打开之后已在别处被修改";
            "Open it again to see that change, then make yours again.", "请重新打开查看改动，然后再次进行您的修改。"
        KeychainAbsent = "keychain_absent":
            "No keychain is available on this computer", "本机没有可用的密钥链";
            "Start the system's keychain (on Linux a Secret Service such as gnome-keyring) and try again; secrets are never kept elsewhere.", "请启动系统密钥链（Linux 上为 gnome-keyring 等 Secret Service）后重试；密钥绝不会存放在别处。"
        KeychainLocked = "keychain_locked":
            "The keychain is locked", "密钥链已锁定";
            "Unlock it (sign in to the desktop, or open its manager) and try again; nothing was changed.", "请解锁（登录桌面或打开密钥链管理器）后重试；未做任何更改。"
        KeychainFailed = "keychain_failed":
            "The keychain reported an error: {reason}", "密钥链返回错误：{reason}";
            "Nothing was changed. `headwater doctor` checks the keychain.", "未做任何更改。可用 `headwater doctor` 检查密钥链。"
        SecretMissing = "secret_missing":
            "The keychain no longer holds the secrets of “{name}” ({env})", "密钥链中已没有“{name}”（{env}）的密钥";
            "Enter them again; the other values are kept.", "请重新输入；其他值均已保留。"
        SecretUnknown = "secret_unknown":
            "“{slot}” is not a secret of this type and mode", "“{slot}”不是该类型和模式的密钥";
            "Secrets here: {slots}.", "此处的密钥：{slots}。"
        SecretUnconfirmed = "secret_unconfirmed":
            "The secrets of “{name}” ({env}) wait for somebody's consent: {consent}", "“{name}”（{env}）的密钥尚待确认：{consent}";
            "Test it and agree to what is shown (command line: `headwater test {name} --env {env}`, without a terminal with --confirm-target).", "请测试并确认所示内容（命令行：`headwater test {name} --env {env}`，无终端时加 --confirm-target）。"
        SecretVariable = "secret_variable":
            "The environment variable {variable} is not set, or is empty", "环境变量 {variable} 未设置或为空";
            "Set it before Headwater starts: a program sees the environment that it was started with.", "请在启动 Headwater 之前设置：程序只能看到启动时的环境变量。"
        SecretFile = "secret_file":
            "The file {path} cannot be read: {reason}", "无法读取文件 {path}：{reason}";
            "Check the path and that you may read it; it has to be a file.", "请检查路径和读取权限；它必须是普通文件。"
        SecretFileOpen = "secret_file_open":
            "Others can read the file {path} (mode {mode})", "其他用户可以读取文件 {path}（权限 {mode}）";
            "Keep it to yourself: chmod 600 {path}", "请仅限本人读取：chmod 600 {path}"
        SecretCommandOff = "secret_command_off":
            "Commands are not run from the page in a browser", "浏览器页面不运行命令";
            "Use the window or the command line, or start the page's program with --allow-commands.", "请使用桌面窗口或命令行，或用 --allow-commands 启动页面程序。"
        SecretCommand = "secret_command":
            "{program} failed: {reason}", "{program} 运行失败：{reason}";
            "Run it in a terminal to see why; what it says to people is not shown here. It gets a small environment and no input.", "请在终端中运行以查看原因；此处不显示它的报错。它只得到少量环境变量，没有输入。"
        SecretCommandSlow = "secret_command_slow":
            "{program} did not finish within {seconds} s", "{program} 未在 {seconds} 秒内结束";
            "It was ended. Run it in a terminal: it may be waiting for an answer, which it cannot get here.", "已将其终止。请在终端中运行：它可能在等待输入，而此处无法提供。"
        SecretEmpty = "secret_empty":
            "There is nothing in {origin}", "{origin} 没有内容";
            "Put the secret there, or say where else it is.", "请将密钥放到该处，或改用其他来源。"
        SecretTooLong = "secret_too_long":
            "{origin} gives more than {max} bytes", "{origin} 的内容超过 {max} 字节";
            "Name a source that gives the secret and nothing else.", "请指定只提供密钥本身的来源。"
        SecretNotText = "secret_not_text":
            "What {origin} gives is not text (UTF-8)", "{origin} 的内容不是文本（UTF-8）";
            "Name a source that gives the secret as text.", "请指定以文本形式提供密钥的来源。"
        SecretAsked = "secret_asked":
            "“{name}” ({env}) asks for {slots} at each use, and here nobody can be asked", "“{name}”（{env}）每次使用都需输入 {slots}，而此处无法询问";
            "Run the command line on a terminal, or store it: `headwater secret set {name} --env {env} --slot {slots}`.", "请在终端中运行命令行，或保存该密钥：`headwater secret set {name} --env {env} --slot {slots}`。"
        VariableTaken = "variable_taken":
            "The variable {variable} would come from both {first} and {second}", "变量 {variable} 同时来自 {first} 和 {second}";
            "Give one of them a prefix, for example {second}=SECOND_.", "请为其中一个指定前缀，例如 {second}=SECOND_。"
        VariableRefused = "variable_refused":
            "A variable cannot be called “{variable}” here", "此处变量不能命名为“{variable}”";
            "Letters, digits and underscores, and none that decides what programs load, such as PATH or LD_PRELOAD.", "只能使用字母、数字和下划线，且不能是 PATH、LD_PRELOAD 等决定程序加载内容的变量。"
        VariableUnknown = "variable_unknown":
            "“{name}” ({env}) has no value “{key}”", "“{name}”（{env}）没有值“{key}”";
            "Choose one of: {keys}.", "请选择：{keys}。"
        VariableValue = "variable_value":
            "The value of {key} holds a NUL character, which no variable and no shell can", "{key} 的值包含 NUL 字符，变量和 shell 都无法表示";
            "Enter a value without it.", "请输入不含该字符的值。"
        CopyUnavailable = "copy_unavailable":
            "“{name}” ({env}) cannot be copied as {form}", "“{name}”（{env}）无法复制为 {form}";
            "Forms that it has: {forms}. Still missing: {missing}.", "可用形式：{forms}。尚未填写：{missing}。"
        ClipboardAbsent = "clipboard_absent":
            "There is no clipboard here that a secret can be put into", "此处没有可放入密钥的剪贴板";
            "Copy it in the desktop window; the command line has `headwater copy --with-secrets` and `headwater exec`.", "请在桌面窗口中复制；命令行可用 `headwater copy --with-secrets` 和 `headwater exec`。"
        ProgramFailed = "program_failed":
            "{program} cannot be started", "无法启动 {program}";
            "Check its name, its path and the right to run it.", "请检查其名称、路径和执行权限。"
        DatabaseNewer = "database_newer":
            "The data folder was written by a newer version of Headwater", "数据文件夹由更新版本的 Headwater 写入";
            "Install the newer version, or start with another HEADWATER_HOME; nothing was changed.", "请安装新版本，或改用另一个 HEADWATER_HOME；未做任何更改。"
        DatabaseFailed = "database_failed":
            "The database could not be used", "无法使用数据库";
            "Check the free space and permissions of the data folder; daily copies are in its folder `backups`.", "请检查数据文件夹的剩余空间和权限；每日副本在其中的 backups 文件夹。"
        DatabaseDamaged = "database_damaged":
            "The database is damaged: {reason}", "数据库已损坏：{reason}";
            "Nothing was changed. `headwater doctor` names the newest copy, `headwater backup restore FILE` brings it back.", "未做任何更改。`headwater doctor` 会列出最新的副本，用 `headwater backup restore FILE` 恢复。"
        DatabaseGone = "database_gone":
            "The database of this data folder is empty or gone", "此数据文件夹的数据库为空或已丢失";
            "No new one was created in its place. `headwater doctor` names the newest copy, `headwater backup restore FILE` brings it back; to start over, empty the folder.", "没有新建数据库代替它。`headwater doctor` 会列出最新的副本，用 `headwater backup restore FILE` 恢复；如需重新开始，请清空该文件夹。"
        DatabaseReadOnly = "database_read_only":
            "The database cannot be written", "数据库不可写";
            "Give yourself write permission to the data folder, or set HEADWATER_HOME to another one; nothing was changed.", "请使数据文件夹可写，或将 HEADWATER_HOME 设为其他文件夹；未做任何更改。"
        DiskFull = "disk_full":
            "No space is left where the data folder is", "数据文件夹所在磁盘空间不足";
            "Free some space and try again; nothing was changed.", "请释放空间后重试；未做任何更改。"
        InUse = "data_folder_in_use":
            "Another Headwater has this data folder open", "另一个 Headwater 正在使用此数据文件夹";
            "Close its window, wait for its commands to finish, and try again; nothing was changed.", "请关闭其窗口并等待命令结束后重试；未做任何更改。"
        BackupUnusable = "backup_unusable":
            "{path} is not a backup that can be restored", "{path} 不是可恢复的备份";
            "Choose a file that `headwater backup` wrote with this version; nothing was changed.", "请选择由本版本 `headwater backup` 生成的文件；未做任何更改。"
        DataFolder = "data_folder":
            "The data folder {path} cannot be used", "无法使用数据文件夹 {path}";
            "Give yourself write permission, or set HEADWATER_HOME to another folder.", "请为您的账号授予写权限，或将 HEADWATER_HOME 设为其他文件夹。"
        NotPermitted = "not_permitted":
            "The role {role} may not do this", "角色“{role}”没有此权限";
            "It takes one of these roles: {roles}. The settings say as whom you work.", "需要以下角色之一：{roles}。可在设置中选择当前身份。"
        ProdLocked = "prod_locked":
            "Production is locked in this workspace", "该工作空间的生产环境已锁定";
            "Type the name “{name}” to confirm (command line: --confirm {name}).", "请输入名称“{name}”确认（命令行：--confirm {name}）。"
        DoorProdOnly = "door_prod_only":
            "Data Integration holds the production side only", "数据集成只管理生产环境的配置";
            "Create or complete the development side in Management Center (--door management-center).", "请在管理中心创建或补全开发环境配置（--door management-center）。"
        BasicProdOnly = "basic_prod_only":
            "A workspace in basic mode has no development environment", "简单模式的工作空间没有开发环境";
            "Leave the development side out, or upgrade the workspace to standard mode.", "请去掉开发环境配置，或将工作空间升级为标准模式。"
        WorkspaceStandard = "workspace_standard":
            "The workspace “{name}” is in standard mode already", "工作空间“{name}”已是标准模式";
            "There is nothing to upgrade; standard mode cannot be left.", "无需升级；标准模式不可退回。"
        WorkspaceLast = "workspace_last":
            "“{name}” is the only workspace", "“{name}”是唯一的工作空间";
            "Create another one first.", "请先创建另一个工作空间。"
        ShareAgain = "share_again":
            "“{name}” was received by sharing and cannot be shared again", "“{name}”是共享得来的，不能再次共享";
            "Share the original from the workspace “{workspace}”.", "请在工作空间“{workspace}”中共享原数据源。"
        ShareSameWorkspace = "share_same_workspace":
            "“{name}” is the workspace that owns it", "“{name}”就是它所在的工作空间";
            "Members of a workspace have its data sources already; choose another workspace.", "空间成员本就可以使用其中的数据源；请选择其他工作空间。"
        SharePrivate = "share_private":
            "“{name}” is private to “{user}”", "“{name}”是“{user}”的私有数据源";
            "A private data source has exactly one user. Revoke that share first.", "私有数据源只能有一个用户。请先撤销该共享。"
        ShareNotAlone = "share_not_alone":
            "“{name}” is shared with others and cannot become private", "“{name}”还共享给了他人，不能设为私有";
            "A private data source has exactly one user. Revoke the other shares first.", "私有数据源只能有一个用户。请先撤销其他共享。"
        ShareReadOnly = "share_read_only":
            "“{name}” is shared to be used, not to be changed", "“{name}”仅共享了使用权限，不可更改";
            "Ask the workspace that shares it for the permission to edit, or to make the change itself.", "请向共享它的工作空间申请编辑权限，或由对方修改。"
        ShareOwnerOnly = "share_owner_only":
            "Only the workspace “{workspace}”, which owns “{name}”, can do this", "只有“{name}”所属的工作空间“{workspace}”可以这样做";
            "Switch to that workspace, or ask whoever manages it.", "请切换到该工作空间，或联系其管理者。"
        ShareNotFound = "share_not_found":
            "“{name}” has no such share", "“{name}”没有这样的共享";
            "It may have been revoked already; `headwater share list` shows what there is.", "可能已被撤销；用 `headwater share list` 查看现有共享。"
        ShareInUse = "share_in_use":
            "Tasks of this workspace use “{name}”: {tasks}", "该工作空间中有任务在使用“{name}”：{tasks}";
            "Delete those tasks first.", "请先删除这些任务。"
        NameNotTyped = "name_not_typed":
            "The name typed is not “{name}”", "输入的名称不是“{name}”";
            "Type it exactly; nothing was changed.", "请准确输入；未做任何更改。"
        PassphraseNeeded = "passphrase_needed":
            "This export is sealed by a passphrase", "该导出文件已用口令加密";
            "Enter the passphrase that it was sealed with.", "请输入加密时使用的口令。"
        PassphraseWrong = "passphrase_wrong":
            "The passphrase does not open this export", "口令无法打开该导出文件";
            "Check the passphrase; the file may also be damaged. Nothing was changed.", "请检查口令；文件也可能已损坏。未做任何更改。"
        ImportGone = "import_gone":
            "What was read is no longer kept", "已读取的内容不再保留";
            "Read the file again.", "请重新读取文件。"
        WorkspaceModeDiffers = "workspace_mode_differs":
            "The workspace “{name}” is in {mode} mode here", "此处的工作空间“{name}”为 {mode} 模式";
            "A file never changes a mode: change the file, or upgrade with `headwater workspace upgrade {name}`.", "文件不会更改模式：请修改文件，或用 `headwater workspace upgrade {name}` 升级。"
        ImportConflict = "import_conflict":
            "These cannot be imported under their name: {names}", "以下数据源无法以原名称导入：{names}";
            "Choose for each to skip it or to keep both; nothing was changed.", "请逐个选择跳过或同时保留；未做任何更改。"
        TemplateRows = "template_rows":
            "Rows that are wrong: {count}", "有误的行：{count} 行";
            "Nothing was loaded. Correct them, or load the others alone (command line: --partial).", "未载入任何内容。请修改这些行，或仅载入其余的行（命令行：--partial）。"
        FileFailed = "file_failed":
            "{path} cannot be used", "无法使用 {path}";
            "Check the path and its permissions.", "请检查路径和权限。"
        FilterGone = "filter_gone":
            "This filter no longer exists", "该筛选条件已不存在";
            "Save it under a new name.", "请以新名称保存。"
        OtherType = "other_type":
            "“{name}” is of another type or connection mode: {type}, {mode}", "“{name}”的类型或连接模式不同：{type}，{mode}";
            "Choose data sources of one type and mode.", "请选择同一类型和连接模式的数据源。"
        ChangedSince = "changed_since":
            "“{name}” was changed again since then", "“{name}”在此之后又被修改";
            "Open it and change it there; nothing was changed.", "请打开后手动修改；未做任何更改。"
        BatchGone = "batch_gone":
            "There is no such change of many to undo or to go on with", "没有可撤销或可继续的该批量操作";
            "It was undone already, or holds secrets, which cannot be undone.", "可能已撤销，或包含无法撤销的密钥。"
        FileNotFound = "file_not_found":
            "There is no authentication file “{name}” in this workspace", "该工作空间中没有认证文件“{name}”";
            "`headwater file list` shows them.", "用 `headwater file list` 查看。"
        FileTooLarge = "file_too_large":
            "The file has {size} bytes; an authentication file has at most {max}", "文件为 {size} 字节；认证文件最大 {max} 字节";
            "Choose the key, certificate or configuration itself, not an archive around it.", "请选择密钥、证书或配置文件本身，而不是包含它的压缩包。"
        FileEmpty = "file_empty":
            "The file is empty", "文件为空";
            "Copy it from its origin again.", "请重新从来源处复制。"
        FileUnknown = "file_unknown":
            "This is no kind of authentication file that is known here", "无法识别该认证文件的类型";
            "Known: certificate and private key (PEM, DER, PKCS#8), PKCS#12, JKS, keytab, krb5.conf, JAAS, service account JSON, SSH key.", "支持：证书和私钥（PEM、DER、PKCS#8）、PKCS#12、JKS、keytab、krb5.conf、JAAS、服务账号 JSON、SSH 密钥。"
        FileTruncated = "file_truncated":
            "It looks like {kind}, but its end is missing", "看起来是 {kind}，但文件末尾缺失";
            "Copy the whole file again.", "请重新复制完整的文件。"
        FileDamaged = "file_damaged":
            "It looks like {kind}, but cannot be read: {words}", "看起来是 {kind}，但无法读取：{words}";
            "Copy the file again, byte for byte, or have it issued anew.", "请逐字节重新复制该文件，或重新签发。"
        FileIncomplete = "file_incomplete":
            "It looks like {kind}, but lacks {missing}", "看起来是 {kind}，但缺少 {missing}";
            "Download the file again from where it was made.", "请从生成处重新下载该文件。"
        FileUnsupported = "file_unsupported":
            "It looks like {kind}, in a form that cannot be read here: {words}", "看起来是 {kind}，但其格式无法在此读取：{words}";
            "Convert it to a current form, for example PKCS#12 with AES, or PKCS#8.", "请转换为当前通用的格式，例如使用 AES 的 PKCS#12，或 PKCS#8。"
        FilePassphrase = "file_passphrase":
            "The passphrase does not open the file ({kind})", "口令无法打开该文件（{kind}）";
            "Enter the passphrase of this file, or none: it is only used to look inside and is not kept.", "请输入该文件的口令，或留空：口令仅用于查看内容，不会保存。"
        FileInUse = "file_in_use":
            "“{name}” is used by: {sources}", "“{name}”正被以下数据源使用：{sources}";
            "Choose another file there first.", "请先在这些数据源中更换文件。"
        FileUnfit = "file_unfit":
            "{kind} does not fit the field {field} of “{source}”", "{kind} 不适用于“{source}”的字段 {field}";
            "Upload it as a file of its own and choose it there.", "请将其作为新文件上传，再在该数据源中选择。"
        Cancelled = "cancelled":
            "Cancelled", "已取消";
            "Nothing was changed.", "未做任何更改。"
        Internal = "internal":
            "Something went wrong inside Headwater", "Headwater 内部出错";
            "Try again; if it happens again, report what you did.", "请重试；如仍出现，请反馈操作步骤。"
    }
}

codes! {
    /// What is wrong with, or missing from, one field.
    IssueCode {
        Missing = "missing":
            "Still missing", "尚未填写";
            "", ""
        Unknown = "unknown_property":
            "The type has no such property in this mode", "该类型在此模式下没有这个属性";
            "Remove it, or check the spelling.", "请删除，或检查拼写。"
        UnknownField = "unknown_field":
            "There is no such field here", "此处没有这个字段";
            "Known fields: {known}.", "可用字段：{known}。"
        WrongType = "wrong_type":
            "Must be {expected}", "必须是{expected}";
            "", ""
        NotAChoice = "not_a_choice":
            "“{value}” is not one of: {choices}", "“{value}”不在可选值中：{choices}";
            "", ""
        OutOfRange = "out_of_range":
            "Must be between {min} and {max}", "必须在 {min} 到 {max} 之间";
            "", ""
        TooLong = "too_long":
            "{length} characters; at most {max}", "共 {length} 个字符；最多 {max} 个";
            "Shorten it.", "请缩短。"
        Spaces = "surrounding_spaces":
            "Has spaces at the beginning or end", "首尾有空格";
            "Use “{suggestion}”.", "请使用“{suggestion}”。"
        ControlCharacter = "control_character":
            "Contains a control character (U+{hex})", "包含控制字符（U+{hex}）";
            "Remove it.", "请删除。"
        NameFirst = "name_first":
            "Must start with a letter", "必须以字母开头";
            "Use letters, digits and underscores, beginning with a letter.", "可用字母、数字和下划线；首字符为字母。"
        NameCharacter = "name_character":
            "“{character}” is not allowed in a name", "名称中不能包含“{character}”";
            "Use letters, digits and underscores, beginning with a letter.", "可用字母、数字和下划线；首字符为字母。"
        HostScheme = "host_scheme":
            "A host has no scheme", "主机不应包含协议";
            "Use “{suggestion}”.", "请使用“{suggestion}”。"
        HostPort = "host_port":
            "The port goes in its own field", "端口应填写在单独的字段";
            "Host “{suggestion}”, port {port}.", "主机“{suggestion}”，端口 {port}。"
        HostCharacter = "host_character":
            "“{value}” is not a host name or IP address", "“{value}”不是主机名或 IP 地址";
            "A host name has letters, digits, hyphens and dots.", "主机名由字母、数字、连字符和点组成。"
        AddressCount = "address_count":
            "Exactly one address is allowed", "只允许一个地址";
            "Remove the others.", "请删除其余地址。"
        UrlScheme = "url_scheme":
            "Must begin with http:// or https://", "必须以 http:// 或 https:// 开头";
            "Use “{suggestion}”.", "请使用“{suggestion}”。"
        UrlInvalid = "url_invalid":
            "“{value}” is not a URL", "“{value}”不是 URL";
            "For example: {example}", "例如：{example}"
        UrlParts = "url_parts":
            "An endpoint has no user, query or fragment", "Endpoint 不应包含用户、查询或片段";
            "Use “{suggestion}”.", "请使用“{suggestion}”。"
        EndpointBucket = "endpoint_has_bucket":
            "The endpoint contains the bucket: tests may pass, synchronization fails", "Endpoint 中包含了 Bucket：测试可能通过，但同步会失败";
            "Use “{suggestion}”.", "请使用“{suggestion}”。"
        BucketName = "bucket_name":
            "A bucket name has 3 to 63 lower-case letters, digits and hyphens", "Bucket 名称为 3 到 63 个小写字母、数字和连字符";
            "It begins and ends with a letter or digit.", "首尾须为字母或数字。"
        RegionId = "region_id":
            "“{value}” is not a region ID", "“{value}”不是地域 ID";
            "Lower-case letters, digits and hyphens, for example cn-hangzhou.", "由小写字母、数字和连字符组成，例如 cn-hangzhou。"
        Pem = "not_pem":
            "Not a certificate in PEM form", "不是 PEM 格式的证书";
            "It begins with -----BEGIN CERTIFICATE-----.", "应以 -----BEGIN CERTIFICATE----- 开头。"
        PathRelative = "path_relative":
            "Must be an absolute path", "必须是绝对路径";
            "Begin at the root or a drive.", "请从根目录或盘符开始填写。"
        VariableName = "variable_name":
            "Not the name of an environment variable", "不是环境变量名";
            "Letters, digits and underscores, a digit not first.", "由字母、数字和下划线组成，不以数字开头。"
        HiddenCharacter = "hidden_character":
            "Too long, or contains characters that cannot be seen", "过长，或包含不可见字符";
            "Remove them; a person has to see exactly what is meant.", "请删除；使用者必须能看到其确切内容。"
        PasteScheme = "paste_scheme":
            "This URL is not recognized", "无法解析该 URL";
            "It begins with mysql://, jdbc:mysql:// or oss://.", "应以 mysql://、jdbc:mysql:// 或 oss:// 开头。"
        PasteHost = "paste_host":
            "The URL has no host, or one that cannot be read", "该 URL 缺少主机，或主机无法识别";
            "For example: {example}", "例如：{example}"
        PasteBucket = "paste_bucket":
            "The URL has no bucket in its host name", "该 URL 的主机名中没有 Bucket";
            "For example: {example}", "例如：{example}"
        PasteType = "paste_type":
            "This URL is for {type}, but the form is for {expected}", "这是 {type} 的 URL，而当前表单是 {expected}";
            "Create a new data source and paste it there.", "请新建数据源后粘贴。"
        ChangedTo = "changed_to":
            "Is now {value}", "现为 {value}";
            "", ""
        ChangedSecret = "changed_secret":
            "Has a different secret now", "密钥已被更换";
            "", ""
        ChangedGone = "changed_gone":
            "No longer exists", "已不存在";
            "", ""
        FileExists = "file_exists":
            "A file with this name already exists", "已存在同名文件";
            "Choose another name.", "请换一个名称。"
        JsonSyntax = "json_syntax":
            "Not JSON as expected: {detail}", "JSON 不符合要求：{detail}";
            "", ""
        TomlSyntax = "toml_syntax":
            "Not TOML as expected, at line {line}, column {column}: {detail}", "第 {line} 行第 {column} 列不符合 TOML 格式：{detail}";
            "", ""
        NamedTwice = "named_twice":
            "“{name}” stands here twice", "“{name}”重复出现";
            "Remove one of the two.", "请删除其中一个。"
        SecretLiteral = "secret_literal":
            "A secret does not belong in this file, which others read", "此文件会被他人读取，不应包含密钥";
            "Say where it comes from: { env = \"NAME\" }, { file = \"~/path\" }, { command = [\"/program\"] } or { ask = true }.", "请说明来源：{ env = \"NAME\" }、{ file = \"~/path\" }、{ command = [\"/program\"] } 或 { ask = true }。"
        JsonTwice = "json_key_twice":
            "The key “{key}” is given twice, at line {line}, column {column}", "键“{key}”重复出现，位于第 {line} 行第 {column} 列";
            "Remove one of the two.", "请删除其中一个。"
        JsonDeep = "json_too_deep":
            "Nested deeper than {max} levels, at line {line}, column {column}", "嵌套超过 {max} 层，位于第 {line} 行第 {column} 列";
            "", ""
        DocumentLong = "document_too_long":
            "Larger than {max}", "超过 {max}";
            "Split it.", "请拆分。"
        NoDraft = "no_draft":
            "No data source is found here", "此处没有数据源";
            "Expected: objects with Name, Type and ConnectionProperties, or with Name, ConnectionType and Content, or a sealed export.", "应为含 Name、Type 和 ConnectionProperties，或含 Name、ConnectionType 和 Content 的对象，或加密的导出文件。"
        SealTooStrong = "seal_too_strong":
            "Opening this seal would take more memory and time than is allowed", "打开该加密文件所需的内存和时间超出允许范围";
            "Seal it again with Headwater or with age's own work factor.", "请用 Headwater 或 age 的默认强度重新加密。"
        FileAbsent = "file_absent":
            "There is no authentication file with the id “{value}” here", "此处没有 ID 为“{value}”的认证文件";
            "Choose one of this workspace, or upload it.", "请选择该工作空间中的文件，或上传。"
        FileKindUnfit = "file_kind_unfit":
            "“{name}” is {kind}, which does not fit here", "“{name}”是 {kind}，不适用于此处";
            "Choose one of: {takes}.", "请选择：{takes}。"
        SheetUnknown = "sheet_unknown":
            "This is neither an .xlsx workbook nor a .csv text", "这既不是 .xlsx 工作簿，也不是 .csv 文本";
            "Save it as .xlsx, or as CSV in UTF-8 or GB18030.", "请另存为 .xlsx，或以 UTF-8 或 GB18030 编码的 CSV。"
        SheetRows = "sheet_rows":
            "The sheet has more than {max} rows", "表格超过 {max} 行";
            "Split it.", "请拆分。"
        SheetType = "sheet_type":
            "The sheet does not say which type its data sources have", "表格中没有说明数据源的类型";
            "Keep the first line of the template, “# type: …”, or name the type (command line: --type).", "请保留模板的第一行“# type: …”，或指定类型（命令行：--type）。"
        SheetHeads = "sheet_heads":
            "No row of the sheet names the columns: “{missing}” is not there", "表格中没有列名所在的行：缺少“{missing}”";
            "The first row that does not begin with # has the columns' names, as in the template.", "第一个不以 # 开头的行应为列名，与模板一致。"
        SheetHeadTwice = "sheet_head_twice":
            "The columns at {first} and {second} have the same name", "{first} 与 {second} 处的列名相同";
            "Remove one of the two.", "请删除其中一列。"
        CellFormula = "cell_formula":
            "The cell is a formula", "该单元格是公式";
            "Paste it again as a value; a text that begins with = needs an apostrophe before it.", "请粘贴为值；以 = 开头的文本需在前面加单引号。"
        CellDate = "cell_date":
            "The spreadsheet made a date of this cell", "该单元格被表格程序转换成了日期";
            "Format the column as text and type it again.", "请将该列设为文本格式后重新输入。"
        CellNumber = "cell_number":
            "The spreadsheet made a number of this secret: zeros and digits may be lost", "该密钥被表格程序转换成了数字，可能丢失前导零或尾数";
            "Format the column as text and type it again.", "请将该列设为文本格式后重新输入。"
        CellError = "cell_error":
            "The cell holds an error of the spreadsheet", "该单元格是表格错误值";
            "Type the value itself.", "请直接输入值。"
        CellMerged = "cell_merged":
            "The cell is merged with others", "该单元格与其他单元格合并";
            "Unmerge it: every row says everything itself.", "请取消合并：每一行都须完整填写。"
        RowTwice = "row_twice":
            "Row {row} is for the same data source and environment", "第 {row} 行是同一数据源的同一环境";
            "Remove one of the two.", "请删除其中一行。"
        RowOther = "row_other":
            "Row {row} of the same data source is wrong", "同一数据源的第 {row} 行有误";
            "Correct that row: a data source is loaded whole or not at all.", "请修改该行：数据源要么完整载入，要么不载入。"
        MoreWrong = "more_wrong":
            "More is wrong in this row: {count}", "该行还有其他问题：{count} 处";
            "Correct what is told first, then load the sheet again.", "请先修正已列出的问题，再重新载入表格。"
        OtherTypeThere = "other_type_there":
            "A data source of this name exists and is of the type {type}", "已有同名数据源，类型为 {type}";
            "Choose another name.", "请换一个名称。"
        NoDevHere = "no_dev_here":
            "A workspace in basic mode has no development environment", "简单模式的工作空间没有开发环境";
            "Write Prod, or upgrade the workspace to standard mode.", "请填写 Prod，或将工作空间升级为标准模式。"
        SecretInUrl = "secret_in_value":
            "Contains a password, which belongs in the password field", "包含密码，应填写到密码字段";
            "Paste the URL with “Paste a URL”; it takes the password out.", "请用“粘贴 URL”，密码会被单独取出。"
    }
}

/// Longest value in the words of an error, in bytes: a path may be this long; what was sent may be longer.
const VALUE: usize = 4_096;

fn bounded(text: &str) -> String {
    cut(text, VALUE).to_owned()
}

/// What is wrong with, or missing from, one value. `field` is a JSON key, with `dev.` or `prod.` before it where a request holds both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Issue {
    /// Path of the value, for example `dev.address[0].host`.
    pub field: String,
    /// What is the matter.
    pub code: IssueCode,
    /// Values for the words.
    pub params: Params,
}

impl Issue {
    /// An issue without parameters; see [`Self::with`].
    pub fn new(field: impl Into<String>, code: IssueCode) -> Self {
        Self { field: bounded(&field.into()), code, params: Params::new() }
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.params.insert(key.to_owned(), bounded(&value.to_string()));
        self
    }

    /// One line for a terminal or a log: field, what is wrong, how to mend it.
    pub fn line(&self, lang: Lang) -> String {
        let message = self.code.message().render(lang, &self.params);
        let hint = self.code.hint().render(lang, &self.params);
        format!("{}: {message}. {hint}", self.field).trim_end().to_owned()
    }
}

/// The only error that crosses a border: to the window, the command line, the devhost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct AppError {
    /// What happened.
    pub code: ErrorCode,
    /// Values for the words. Never a secret.
    pub params: Params,
    /// The one field to blame, where there is one.
    pub field: Option<String>,
    /// The cause as another program told it, redacted, at most 512 bytes.
    pub detail: Option<String>,
    /// Whether the same request may succeed later.
    pub retryable: bool,
    /// Every field that is wrong, for `invalid_input`.
    pub issues: Vec<Issue>,
}

impl AppError {
    /// An error without parameters; see [`Self::with`].
    pub fn new(code: ErrorCode) -> Self {
        let retryable = matches!(
            code,
            ErrorCode::KeychainLocked
                | ErrorCode::KeychainAbsent
                | ErrorCode::KeychainFailed
                | ErrorCode::DatabaseFailed
                | ErrorCode::DatabaseReadOnly
                | ErrorCode::DiskFull
                | ErrorCode::InUse
                | ErrorCode::Conflict
        );
        Self { code, params: Params::new(), field: None, detail: None, retryable, issues: Vec::new() }
    }

    /// Refused input, with every field that is wrong.
    pub fn invalid(issues: Vec<Issue>) -> Self {
        let mut error = Self::new(ErrorCode::InvalidInput).with("count", issues.len());
        error.field = issues.first().map(|issue| issue.field.clone());
        error.issues = issues;
        error
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.params.insert(key.to_owned(), bounded(&value.to_string()));
        self
    }

    /// Names the field to blame.
    #[must_use]
    pub fn on(mut self, field: &str) -> Self {
        self.field = Some(bounded(field));
        self
    }

    /// Adds the cause in another program's words, cut to 512 bytes at a character. The caller has redacted it.
    #[must_use]
    pub fn because(mut self, detail: impl ToString) -> Self {
        self.detail = Some(cut(&detail.to_string(), FOREIGN_WORDS).to_owned());
        self
    }

    /// What happened, in one language.
    pub fn message(&self, lang: Lang) -> String {
        self.code.message().render(lang, &self.params)
    }

    /// What to do, in one language: for refused input every field's own hint.
    pub fn hint(&self, lang: Lang) -> String {
        if self.issues.is_empty() {
            return self.code.hint().render(lang, &self.params);
        }
        self.issues.iter().map(|issue| issue.line(lang)).collect::<Vec<_>>().join("\n")
    }
}
