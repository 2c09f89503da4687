//! Findings of the local types: `file.*` for what any path can be, `sqlite.*`, `localfile.*`.

use super::Entry;
use crate::types::t;

/// The entries.
pub const ENTRIES: &[Entry] = &[
    // Any path.
    Entry::advice(
        "file.absent",
        t("{path} does not exist", "{path} 不存在"),
        t("Of this path, {nearest} exists on this computer; what follows it does not.", "本机上存在 {nearest}，但其后的部分不存在。"),
        t("Correct the path, or create the file first. Names may differ in upper and lower case.", "请更正路径，或先创建该文件。注意名称可能区分大小写。"),
    )
    .at("path"),
    Entry::advice(
        "file.dangling",
        t("{path} is a link to {target}, which does not exist", "{path} 是指向 {target} 的链接，而目标不存在"),
        t("The file that the link points to was moved or deleted, or its drive is not mounted.", "链接所指的文件已被移动或删除，或其所在磁盘未挂载。"),
        t("Fix the link, mount the drive, or give the path of the file itself.", "请修复链接、挂载磁盘，或直接填写文件本身的路径。"),
    )
    .at("path"),
    Entry::advice(
        "file.loop",
        t("The links at {path} form a loop", "{path} 处的链接循环指向"),
        t("A link points, through others, back to itself.", "链接经由其他链接又指回自身。"),
        t("Fix the links, or give the path of the file itself.", "请修复链接，或直接填写文件本身的路径。"),
    )
    .at("path"),
    Entry::advice(
        "file.denied",
        t("No permission to read {path}", "无权读取 {path}"),
        t("Your account on this computer has no permission to read it, or to enter a folder above it.", "您在本机的账号无权读取它，或无权进入其上级文件夹。"),
        t("Ask its owner for read permission, or choose a copy in a folder of yours. On macOS, allow Headwater under Privacy & Security → Files and Folders.", "请向所有者申请读取权限，或改用您自己文件夹中的副本。在 macOS 上，请在“隐私与安全性 → 文件与文件夹”中允许 Headwater。"),
    )
    .at("path"),
    Entry::advice(
        "file.special",
        t("{path} is not a file", "{path} 不是文件"),
        t("It is a device, a pipe or a socket; Headwater does not open those, because reading one may never end.", "它是设备、管道或套接字；读取它们可能永不结束，因此 Headwater 不会打开。"),
        t("Choose a regular file.", "请选择普通文件。"),
    )
    .at("path"),
    Entry::advice(
        "file.failed",
        t("{path} could not be used: {reason}", "无法使用 {path}：{reason}"),
        t("This is the operating system's own message.", "以上为操作系统的原始信息。"),
        t("If it is on a removable or network drive, check that the drive is connected; then test again.", "若位于移动或网络磁盘，请确认磁盘已连接后重新测试。"),
    )
    .at("path"),
    Entry::advice(
        "file.not_unicode",
        t("{path} contains characters that are not Unicode", "{path} 包含非 Unicode 字符"),
        t("Headwater opens only paths that are valid Unicode.", "Headwater 只能打开有效的 Unicode 路径。"),
        t("Rename the folder, or choose another path.", "请重命名该文件夹，或选择其他路径。"),
    )
    .at("path"),
    Entry::fact("file.link", t("{path} leads to {target}", "{path} 指向 {target}")),
    Entry::fact("file.writable", t("Can be read and written", "可读写")),
    Entry::advice(
        "file.read_only",
        t("Can be read, but not written", "可读，但不可写"),
        t("{path} is protected against writing, or belongs to someone else.", "{path} 受写保护，或属于其他用户。"),
        t("Nothing to do if tasks only read from it. To write, change its permissions, or choose another path.", "若任务只读取它，则无需处理。若要写入，请修改其权限或选择其他路径。"),
    )
    .at("path"),
    // SQLite.
    Entry::advice(
        "sqlite.is_folder",
        t("{path} is a folder", "{path} 是文件夹"),
        t("A SQLite database is one file.", "SQLite 数据库是单个文件。"),
        t("Choose the file inside the folder; its name often ends with .db, .sqlite or .sqlite3.", "请选择文件夹中的文件，其名称常以 .db、.sqlite 或 .sqlite3 结尾。"),
    )
    .at("path"),
    Entry::advice(
        "sqlite.not_sqlite",
        t("{path} is not a SQLite database", "{path} 不是 SQLite 数据库"),
        t("It does not begin the way every SQLite 3 database does; it is another kind of file.", "该文件的开头与 SQLite 3 数据库不符，属于其他类型的文件。"),
        t("Choose the database file. For CSV, JSON or Parquet files use the type Local files.", "请选择数据库文件。CSV、JSON 或 Parquet 文件请使用“本地文件”类型。"),
    )
    .at("path"),
    Entry::advice(
        "sqlite.encrypted",
        t("{path} looks encrypted", "{path} 似乎已加密"),
        t("Its first bytes look random, as in a database encrypted by SQLCipher or a similar extension.", "其开头字节呈随机分布，与 SQLCipher 等扩展加密的数据库相符。"),
        t("Headwater reads plain SQLite files. Export a plain copy with the program that wrote the file.", "Headwater 只读取未加密的 SQLite 文件。请用写入该文件的程序导出未加密的副本。"),
    )
    .at("path"),
    Entry::advice(
        "sqlite.cut",
        t("The file has {bytes} of {expected} bytes", "文件只有 {bytes} 字节，应为 {expected} 字节"),
        t("Its header counts more pages than the file holds: the end is missing, as after an interrupted copy.", "文件头记录的页数多于实际内容：文件末尾缺失，例如复制过程中断。"),
        t("Copy the file again from where it came from.", "请从来源重新复制该文件。"),
    )
    .at("path"),
    Entry::advice(
        "sqlite.damaged",
        t("The database is damaged: {reason}", "数据库已损坏：{reason}"),
        t("{path} begins like a database, but its structure is broken.", "{path} 的开头是数据库，但结构不完整。"),
        t("Restore it from a backup, or recover what is left with `sqlite3 FILE .recover`.", "请从备份恢复，或用 `sqlite3 FILE .recover` 抢救数据。"),
    )
    .at("path"),
    Entry::advice(
        "sqlite.header_damaged",
        t("The header of the database is damaged", "数据库的文件头已损坏"),
        t("{path} begins like a database, but its header holds values that SQLite never writes.", "{path} 的开头是数据库，但文件头中有 SQLite 不会写入的值。"),
        t("Restore it from a backup, or recover what is left with `sqlite3 FILE .recover`.", "请从备份恢复，或用 `sqlite3 FILE .recover` 抢救数据。"),
    )
    .at("path"),
    Entry::advice(
        "sqlite.locked",
        t("Another program has locked the database", "数据库被其他程序锁定"),
        t("A program has exclusive use of {path}: a large write, a maintenance command, or a database tool with an open transaction.", "某个程序独占 {path}：大量写入、维护命令，或数据库工具中未结束的事务。"),
        t("End that program's transaction or close it, then test again.", "请结束该程序的事务或关闭该程序，然后重新测试。"),
    )
    .at("path"),
    Entry::advice(
        "sqlite.write_locked",
        t("Another program is writing to the database", "其他程序正在写入"),
        t("The database can be read, but a program holds the write lock of {path}.", "数据库可以读取，但某个程序持有 {path} 的写锁。"),
        t("Reading works. A task that writes will wait; if the lock persists, look for an open transaction.", "读取不受影响。写入任务会等待；若锁一直存在，请检查是否有未结束的事务。"),
    )
    .at("path"),
    Entry::advice(
        "sqlite.interrupted",
        t("A write to the database was interrupted", "数据库的一次写入被中断"),
        t("The program that wrote last was interrupted; its journal file is still next to {path}, and only a program with write permission can undo the unfinished change.", "上次写入的程序中途结束，其日志仍在 {path} 旁；只有具有写权限的程序才能撤销未完成的更改。"),
        t("Open the database once with the program that owns it, then test again. Do not delete the journal.", "请用其所属程序打开一次该数据库，然后重新测试。请勿删除日志文件。"),
    )
    .at("path"),
    Entry::advice(
        "sqlite.log_left",
        t("Changes in a write-ahead log were not read", "未查看预写日志中的更改"),
        t("{path}-wal holds changes, but no program that shares the database has it open: one ended abruptly, has exclusive use of it, or the files were copied.", "{path}-wal 中有更改，但没有共享该数据库的程序打开它：可能是程序异常结束、独占打开，或文件是复制而来。"),
        t("Open the database once with the program that owns it. Headwater did not do so, because a test changes nothing.", "请用其所属程序打开一次该数据库。测试不会更改任何内容，因此 Headwater 没有这样做。"),
    )
    .at("path"),
    Entry::advice(
        "sqlite.empty",
        t("The file is empty", "文件为空"),
        t("{path} has no bytes. SQLite treats it as a new database without tables.", "{path} 没有内容，SQLite 会将其视为没有表的新数据库。"),
        t("Nothing to do if a task will fill it; otherwise check that this is the right file.", "若任务会写入它，则无需处理；否则请确认文件是否正确。"),
    )
    .at("path"),
    Entry::advice(
        "sqlite.file_read_only",
        t("The database can be read, but not written", "数据库可读，但不可写"),
        t("{path} is protected against writing, or belongs to someone else.", "{path} 受写保护，或属于其他用户。"),
        t("If tasks only read from it, turn on Read only. To write, change the permissions of the file.", "若任务只读取它，请打开“只读”。若要写入，请修改文件权限。"),
    )
    .at("readOnly"),
    Entry::advice(
        "sqlite.folder_read_only",
        t("The folder of the database is not writable", "数据库所在文件夹不可写"),
        t("To write, SQLite creates a journal next to the database, in {folder}, where you may not create files.", "写入时 SQLite 会在数据库旁的 {folder} 中创建日志，而您无权在其中创建文件。"),
        t("If tasks only read from it, turn on Read only. To write, change the permissions of the folder.", "若任务只读取它，请打开“只读”。若要写入，请修改文件夹权限。"),
    )
    .at("readOnly"),
    Entry::advice(
        "sqlite.failed",
        t("SQLite reported: {reason}", "SQLite 报告：{reason}"),
        t("This is SQLite's own message.", "以上为 SQLite 的原始信息。"),
        t("Check the drive and the permissions of the file and its folder, then test again.", "请检查磁盘以及文件和文件夹的权限，然后重新测试。"),
    )
    .at("path"),
    Entry::fact("sqlite.read_only_asked", t("Read only, as configured", "按配置只读")),
    Entry::fact("sqlite.lock_free", t("The write lock can be taken", "可以获得写锁")),
    Entry::fact("sqlite.tables", t("Tables: {count}", "表数量：{count}")),
    Entry::fact("sqlite.written_by", t("Last written by SQLite {version}", "最后由 SQLite {version} 写入")),
    Entry::fact("sqlite.read_by", t("Read by SQLite {version}", "由 SQLite {version} 读取")),
    Entry::fact("sqlite.size", t("{bytes} bytes: {pages} pages of {page_size}", "{bytes} 字节：{pages} 页，每页 {page_size} 字节")),
    Entry::fact("sqlite.journal", t("Journal mode {mode}", "日志模式 {mode}")),
    Entry::fact("sqlite.encoding", t("Text encoding {encoding}", "文本编码 {encoding}")),
    // Local files.
    Entry::advice(
        "localfile.is_folder",
        t("{path} is a folder", "{path} 是文件夹"),
        t("The configuration expects a single file.", "配置中指定的是单个文件。"),
        t("Choose “A folder of files”, or give the path of a file inside it.", "请选择“文件夹”，或填写其中某个文件的路径。"),
    )
    .at("kind")
    .mend("kind", "kind"),
    Entry::advice(
        "localfile.is_file",
        t("{path} is a file", "{path} 是文件"),
        t("The configuration expects a folder of files.", "配置中指定的是文件夹。"),
        t("Choose “One file”, or give the path of the folder.", "请选择“单个文件”，或填写文件夹的路径。"),
    )
    .at("kind")
    .mend("kind", "kind"),
    Entry::advice(
        "localfile.other_format",
        t("{name} is {found}, not {wanted}", "{name} 的格式是 {found}，不是 {wanted}"),
        t("The content was recognised as {found}; the configuration says {wanted}.", "内容识别为 {found}，而配置中为 {wanted}。"),
        t("Set the format to {found}, or choose another path.", "请将格式设为 {found}，或选择其他路径。"),
    )
    .at("format")
    .mend("format", "format"),
    Entry::advice(
        "localfile.not_json",
        t("{name} is not JSON: {reason}", "{name} 不是 JSON：{reason}"),
        t("Its content is not valid JSON at the position given.", "其内容在所示位置不符合 JSON 规则。"),
        t("Correct the file, or set the format to what it is. A single document and one value per line are both supported.", "请更正文件，或改为实际格式。单个文档和每行一个值均可识别。"),
    )
    .at("format"),
    Entry::advice(
        "localfile.not_json_start",
        t("{name} is not JSON", "{name} 不是 JSON"),
        t("JSON data begins with a brace or a bracket; this file does not.", "JSON 数据以大括号或方括号开头，而该文件不是。"),
        t("Set the format to what the file is, or choose another path.", "请将格式改为文件的实际格式，或选择其他路径。"),
    )
    .at("format"),
    Entry::advice(
        "localfile.not_parquet",
        t("{name} is not a Parquet file", "{name} 不是 Parquet 文件"),
        t("A Parquet file begins with the letters PAR1; this one does not.", "Parquet 文件以字母 PAR1 开头，而该文件不是。"),
        t("Set the format to what the file is, or choose another path.", "请将格式改为文件的实际格式，或选择其他路径。"),
    )
    .at("format"),
    Entry::advice(
        "localfile.parquet_cut",
        t("The Parquet file {name} is incomplete", "Parquet 文件 {name} 不完整"),
        t("It begins like Parquet, but its {bytes} bytes do not end with a footer: copying or writing it was interrupted.", "其开头是 Parquet，但 {bytes} 字节之后没有文件尾：复制或写入过程被中断。"),
        t("Copy or write the file again.", "请重新复制或写入该文件。"),
    )
    .at("path"),
    Entry::advice(
        "localfile.not_text",
        t("{name} is not text", "{name} 不是文本"),
        t("It contains bytes that do not occur in {encoding} text; it may be an archive, a spreadsheet or a picture.", "其内容包含 {encoding} 文本中不会出现的字节；可能是压缩包、电子表格或图片。"),
        t("Choose a CSV, JSON or Parquet file; unpack archives and export spreadsheets first. If it is text, correct the encoding.", "请选择 CSV、JSON 或 Parquet 文件；压缩包请先解压，电子表格请先导出。如果确实是文本，请更正编码。"),
    )
    .at("path"),
    Entry::advice(
        "localfile.encoding_unknown",
        t("There is no encoding “{encoding}”", "没有名为“{encoding}”的编码"),
        t("The name is not in the Encoding Standard.", "该名称不在 Encoding 标准之列。"),
        t("Use, for example, UTF-8, GBK, GB18030, Big5, UTF-16LE or windows-1252.", "例如可用 UTF-8、GBK、GB18030、Big5、UTF-16LE 或 windows-1252。"),
    )
    .at("encoding"),
    Entry::advice(
        "localfile.encoding_wrong",
        t("{name} is {fits}, not {encoding}", "{name} 的编码是 {fits}，不是 {encoding}"),
        t("Read as {encoding} the content has invalid characters; as {fits} it has none.", "按 {encoding} 读取时有无效字符，按 {fits} 读取则没有。"),
        t("Set the encoding to {fits}.", "请将编码设为 {fits}。"),
    )
    .at("encoding")
    .mend("encoding", "fits"),
    Entry::advice(
        "localfile.empty",
        t("{name} is empty", "{name} 为空"),
        t("The file exists and can be read, but has no content.", "文件存在且可读，但没有内容。"),
        t("Nothing to do if a task will fill it; otherwise check that this is the right file.", "若任务会写入它，则无需处理；否则请确认文件是否正确。"),
    )
    .at("path"),
    Entry::advice(
        "localfile.folder_empty",
        t("The folder has no files", "文件夹中没有文件"),
        t("{path} exists and can be read, but has no files directly in it.", "{path} 存在且可读，但其中没有直接存放的文件。"),
        t("Nothing to do if a task will write here; otherwise check the path: files in subfolders are not counted.", "若任务会写入此处，则无需处理；否则请检查路径：下级文件夹中的文件不计入。"),
    )
    .at("path"),
    Entry::advice(
        "localfile.no_match",
        t("None of the {files} files is {wanted}", "{files} 个文件中没有 {wanted}"),
        t("No file in {path} has an extension of {wanted} files.", "{path} 中没有 {wanted} 文件常用的扩展名。"),
        t("Set the format to Any or to what the files are, or choose another folder.", "请将格式设为“任意”或实际格式，或选择其他文件夹。"),
    )
    .at("format"),
    Entry::fact("localfile.sample", t("Sampled {name}", "抽样检查了 {name}")),
    Entry::fact("localfile.format", t("{found} file", "{found} 文件")),
    Entry::fact("localfile.json_document", t("JSON document", "JSON 文档")),
    Entry::fact("localfile.json_lines", t("JSON, one value per line", "JSON，每行一个值")),
    Entry::fact("localfile.columns", t("{count} columns: {names}", "{count} 列：{names}")),
    Entry::fact("localfile.columns_unnamed", t("{count} columns, no header", "{count} 列，无表头")),
    Entry::fact("localfile.files", t("{matching} of {files} files match", "{files} 个文件中有 {matching} 个匹配")),
    Entry::fact("localfile.more", t("Only the first {limit} entries were checked", "只查看了前 {limit} 个条目")),
    Entry::fact("localfile.size", t("{bytes} bytes", "{bytes} 字节")),
    Entry::fact("localfile.changed", t("Last changed {time}", "最后修改于 {time}")),
];
