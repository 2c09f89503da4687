//! The help in Chinese. The English words stand at the arguments themselves; a test keeps this table complete.

use clap::{Arg, ArgAction, Command, CommandFactory};
use headwater_model::Lang;

use crate::args::Args;

/// Words by command (`source create`) or argument (`source create --file`, `source create name`). An argument that has no
/// entry of its own is looked up by its bare name.
const ZH: &[(&str, &str)] = &[
    ("", "创建、克隆并测试数据源，所有密钥都保存在系统密钥链中"),
    ("--json", "输出一个 JSON 文档；错误、帮助和脚本也一样"),
    ("--workspace", "在该工作空间中操作，而不是当前工作空间"),
    ("--lang", "界面语言：en 或 zh-CN；默认为系统语言"),
    ("--help", "显示帮助"),
    ("--version", "显示版本"),
    ("--env", "哪个环境：dev 或 prod"),
    ("name", "数据源名称"),
    ("workspace", "数据源的集合"),
    ("workspace list", "列出工作空间"),
    ("workspace sample", "创建无需服务器的示例工作空间，并切换到它"),
    ("workspace select", "切换当前工作空间"),
    ("--confirm", "更改已锁定的生产环境时，以被更改对象的名称确认"),
    ("workspace select name", "工作空间名称"),
    ("workspace create", "创建工作空间；当前工作空间不变"),
    ("workspace create name", "工作空间名称：字母、数字和下划线"),
    ("workspace create --mode", "basic（简单模式，仅生产）或 standard（标准模式，开发和生产，默认）"),
    ("workspace create --description", "用途说明"),
    ("workspace change", "重命名或描述工作空间，锁定或解锁其生产环境"),
    ("workspace change name", "工作空间名称"),
    ("workspace change --rename", "新名称"),
    ("workspace change --description", "用途说明"),
    ("workspace change --lock-prod", "此后更改生产环境需要 --confirm"),
    ("workspace change --unlock-prod", "解除锁定；本身也需要 --confirm"),
    ("workspace upgrade", "将简单模式升级为标准模式；不可退回"),
    ("workspace upgrade name", "工作空间名称"),
    ("workspace upgrade --preview", "只说明将发生什么，不做更改"),
    ("workspace upgrade --prefill", "用生产配置预填开发环境，不含密钥"),
    ("workspace delete", "彻底删除工作空间及其全部内容；需要 --confirm"),
    ("workspace delete name", "工作空间名称"),
    ("source export", "将数据源写成文档，输出到标准输出"),
    ("source export names", "数据源名称；不填则为工作空间的全部数据源"),
    ("source export --format", "dataworks（默认，不含密钥的 JSON），或用口令加密且含密钥的 sealed"),
    ("source export --output", "改为写入尚不存在的文件；仅您本人可读"),
    ("source import", "导入已导出的数据源，或其他程序的设置"),
    ("source import file", "文档，- 表示标准输入；使用 --from 时默认为该程序的保存位置"),
    ("source import --preview", "只说明将发生什么，不做更改"),
    (
        "source import --choose",
        "对所有有差异的：skip（跳过）、replace（替换）或 keep-both（同时保留）；NAME=WHAT 指定单个；可重复",
    ),
    ("source import --from", "其他程序的设置：my-cnf、login-path、ossutil、odps、dbeaver 或 urls"),
    ("source import --env", "这些设置导入到哪个环境：dev 或 prod"),
    ("source import --passwords", "同时读取 DBeaver 保存在文件旁的密码"),
    ("source usable", "说明数据源可用于何处；不可用时说明原因"),
    ("source create --door", "通过哪个页面：management-center（默认），或仅含生产配置的 data-integration"),
    ("type", "数据源可用的类型"),
    ("type list", "列出类型"),
    ("type show", "显示某个类型的连接模式和字段"),
    ("type show id", "类型 ID，见 `type list`"),
    ("type show --json-schema", "输出属性和密钥的 JSON Schema"),
    ("source", "数据源"),
    ("source list", "列出工作空间中的数据源"),
    ("source list --search", "仅列出名称、描述或地址中包含该文字的"),
    ("source list --type", "仅列出该类型的；可重复给出"),
    ("source show", "显示数据源，不含密钥"),
    ("source create", "由 JSON 文档创建数据源"),
    ("source create --file", "文档；- 表示标准输入；内容格式见 `headwater type show TYPE --json-schema`"),
    ("source edit", "以 JSON Merge Patch 修改数据源"),
    ("source edit --file", "补丁；- 表示标准输入；未提及的密钥保持不变"),
    ("source edit --if-revision", "若数据源的修订号已不同，则拒绝修改"),
    ("source rename", "重命名数据源；仅限其他人尚未以此名称知晓它时"),
    ("source rename new", "新名称"),
    ("source clone", "以新名称复制数据源"),
    ("source clone name", "原数据源名称"),
    ("source clone new", "副本名称"),
    ("source clone --env", "仅该环境：dev 或 prod"),
    ("source clone --secrets", "如何处理密钥：copy（在密钥链内复制，默认）或 leave（不带走，副本为草稿）"),
    ("source delete", "删除数据源；可用 `source restore` 撤销"),
    ("source delete --env", "仅该环境：dev 或 prod"),
    ("source delete --purge", "彻底删除，包括密钥；也可用于已删除的数据源"),
    ("source bulk", "批量更改数据源，每个要么整体更改，要么保持不变"),
    ("source bulk tag", "添加和移除标签"),
    ("source bulk tag --add", "全部添加的标签；可重复给出"),
    ("source bulk tag --remove", "全部移除的标签；可重复给出"),
    ("source bulk set", "设置各自某一环境的一个属性"),
    ("source bulk set --key", "属性的 JSON 键，见 `type show`"),
    ("source bulk set --value", "文本值"),
    ("source bulk set --value-json", "JSON 值：地址列表、映射、true 或 false"),
    ("source bulk set --unset", "移除该属性"),
    ("source bulk set --mode", "属性所属的连接模式；默认为第一个的模式"),
    ("source bulk secret", "设置各自某一环境的一个密钥，来自标准输入或提示"),
    ("source bulk secret --slot", "哪个密钥，见 `source show`"),
    ("source bulk secret --from", "改为使用各自另一环境的值：dev 或 prod"),
    ("source bulk secret --ask", "不保存，每次测试时询问"),
    ("source bulk secret --clear", "从密钥链中移除"),
    ("source bulk test", "测试已有的环境"),
    ("source bulk test --env", "哪些环境：dev、prod 或 all"),
    ("source bulk delete", "删除已有的环境；可用 `source bulk undo` 撤销"),
    ("source bulk delete --env", "哪些环境：dev、prod；all 表示整个数据源"),
    ("source bulk restore", "恢复已删除的内容"),
    ("source bulk restore --all", "所有可恢复的"),
    ("source bulk undo", "撤销一次批量更改（不涉及密钥的）"),
    ("source bulk undo batch", "其结果中的 `batch`"),
    ("source bulk unfinished", "列出被中断的批量更改"),
    ("source bulk resume", "继续被中断的批量更改"),
    ("source bulk forget", "让被中断的批量更改保持现状"),
    ("batch", "批次，见 `source bulk unfinished`"),
    ("names", "数据源名称；也可改用 --all 或共同特征"),
    ("--all", "工作空间的全部数据源"),
    ("--search", "名称、描述、地址或标签中包含该文字的"),
    ("--type", "该类型的；可重复给出"),
    ("--tag", "有该标签的；可重复给出"),
    ("--preview", "只说明将发生什么，不做更改"),
    ("source restore", "恢复已删除的内容"),
    ("template", "用表格一次创建多个数据源"),
    ("template write", "写出某个类型的待填表格；默认以 CSV 输出到标准输出"),
    ("template write id", "类型 ID，见 `type list`"),
    ("template write --output", "改为写入尚不存在的文件：.xlsx 或 .csv"),
    ("template load", "创建表格中的数据源；已存在且完全相同的保持不变"),
    ("template load file", "表格：.xlsx 或 .csv"),
    ("template load --preview", "只说明将创建什么、哪里有误，不做更改"),
    ("template load --replace", "同时修改已存在的数据源：已填写的单元格替换现有值"),
    ("template load --partial", "即使部分行有误，也载入其余的行"),
    ("template load --type", "类型；仅在表格中没有说明时需要"),
    ("template load --result", "将每一行的结果写入尚不存在的文件：.xlsx 或 .csv，不含密钥"),
    ("share", "共享给其他工作空间的数据源"),
    ("share add", "将数据源共享给另一个工作空间，在那里显示为 <工作空间>.<名称>"),
    ("share add --to", "接收的工作空间"),
    ("share add --env", "对方的哪个环境：dev 或 prod"),
    ("share add --user", "仅共享给该空间的这个用户；默认为其中所有人"),
    ("share add --permission", "权限：read（查看和使用，默认）或 edit（可编辑）"),
    ("share add --private", "除该用户外，任何角色在两边都看不到它"),
    ("share list", "列出该工作空间共享出去和收到的数据源"),
    ("share revoke", "撤销共享：在共享方，或在持有编辑权限的接收方"),
    ("share revoke name", "数据源名称；收到的为 <工作空间>.<名称>"),
    ("share revoke --to", "仅该工作空间收到的"),
    ("share revoke --env", "仅该环境：dev 或 prod"),
    ("share revoke --user", "仅该用户收到的"),
    ("secret", "系统密钥链中的密钥"),
    ("secret set", "从标准输入或提示中设置一个密钥，或指定每次使用时从何处获取"),
    ("secret set --ask", "不保存；每次测试时询问"),
    ("secret set --env-var", "不保存；每次使用时读取该环境变量"),
    ("secret set --file", "不保存；每次使用时读取该文件，文件须仅您本人可读"),
    ("secret set --command", "不保存；在您确认后，每次使用时运行该程序（完整路径及参数）；须放在最后"),
    ("secret set --slot", "哪个密钥，例如 password"),
    ("file", "认证文件：数据源引用的证书、密钥、keytab 等"),
    ("file upload", "上传文件；类型由内容识别"),
    ("file upload path", "文件；- 表示标准输入"),
    ("file upload --name", "在工作空间中的名称；默认为文件名"),
    ("file upload --description", "用途说明"),
    ("file upload --ask-passphrase", "询问口令以查看内容；口令不会保存"),
    ("file list", "列出工作空间中的文件"),
    ("file show", "显示文件的已知信息；不显示内容"),
    ("file show name", "文件名称"),
    ("file replace", "替换文件内容；数据源的引用保持不变"),
    ("file replace name", "文件名称"),
    ("file replace path", "新文件；- 表示标准输入"),
    ("file replace --ask-passphrase", "询问口令以查看内容；口令不会保存"),
    ("file describe", "说明文件的用途"),
    ("file describe name", "文件名称"),
    ("file describe text", "说明"),
    ("file delete", "删除未被任何数据源引用的文件"),
    ("file delete name", "文件名称"),
    ("apply", "按文件（TOML）创建或修改工作空间和数据源；不删除任何内容，文件不含密钥"),
    ("apply file", "文件；- 表示标准输入"),
    ("apply --preview", "只说明将发生什么，不做更改"),
    ("test", "逐阶段测试数据源"),
    ("test --env", "哪个环境：dev、prod 或 all（全部）"),
    ("test --timeout", "一次测试的最长时间，单位毫秒"),
    ("test --repeat", "测试的次数；首次密码被拒时停止"),
    ("test --confirm-target", "同意将密钥发送到已改变的目标，并从其来源（包括命令）获取密钥"),
    ("exec", "以数据源配置（含密钥）作为环境变量运行程序"),
    ("exec command", "程序及其参数"),
    ("env", "输出 `exec` 设置的变量，密钥以 *** 代替"),
    ("env --format", "适用的 shell：sh（默认）、fish 或 powershell"),
    ("sources", "[环境:]名称[=前缀]，例如 dev:orders 或 prod:lake=LAKE_；可重复"),
    ("--prefix", "SOURCE 未指定时每个变量名的前缀"),
    ("--names", "client（该类型的客户端读取的名称，默认）或 catalogue（数据源名_属性名）"),
    ("--var", "仅该变量，写作 NAME=KEY，KEY 见 `headwater env --json`；可重复"),
    ("copy", "将配置输出为 URL、命令行或代码"),
    ("copy --as", "url、jdbc、dotenv、docker、client、python、java、rust 或 go"),
    ("copy --with-secrets", "写出密钥，而不是 ***"),
    ("activity", "查看谁在何时通过哪个程序更改了什么"),
    ("activity name", "仅该数据源，包括已删除的"),
    ("activity --all-workspaces", "所有工作空间，包括已不存在的"),
    ("activity --csv", "将全部内容写入尚不存在的 CSV 文件"),
    ("activity --limit", "最多多少条，最新的在前（默认 100）"),
    ("doctor", "检查数据文件夹、数据库、密钥链和未完成的保存"),
    ("doctor --fix", "清理被中断的保存"),
    ("doctor --delete-orphans", "同时删除没有数据源使用的密钥链条目"),
    ("backup", "备份除密钥外的全部内容"),
    ("backup create", "创建备份"),
    ("backup create file", "尚不存在的文件；默认为数据文件夹中带日期的文件"),
    ("backup restore", "用备份替换全部内容；现有内容会先备份"),
    ("backup restore file", "备份文件"),
    ("completions", "输出命令补全脚本"),
    ("completions shell", "适用的 shell：bash、elvish、fish、powershell 或 zsh"),
];

const AFTER_ZH: &str = "\
退出码：
  0    完成；对测试而言：可连通
  1    已测试，不可连通；批量更改：部分被拒绝
  2    用法错误，或输入被拒绝
  3    密钥链已锁定或不存在；未做任何更改
  4    其他失败
  130  被中断

环境变量：
  HEADWATER_HOME  数据文件夹
  NO_COLOR        不使用颜色";

const EXEC_ZH: &str = "变量仅对该程序及其启动的进程有效。同一用户的所有进程都能读取运行中程序的环境变量。";

/// The command line with its help in one language.
pub fn command(lang: Lang) -> Command {
    match lang {
        Lang::En => Args::command(),
        Lang::ZhCn => localise(Args::command(), "").after_help(AFTER_ZH),
    }
}

fn localise(command: Command, path: &str) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}")
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令");
    if let Some(words) = words(path) {
        command = command.about(words);
    }
    if path == "exec" {
        command = command.after_help(EXEC_ZH);
    }
    command = command.mut_args(|arg| {
        let heading = if arg.is_positional() { "参数" } else { "选项" };
        let found = argument_words(path, &arg);
        let takes_value = arg.get_action().takes_values();
        let arg = arg.help_heading(heading);
        let arg = if takes_value { arg.hide_possible_values(true).hide_default_value(true) } else { arg };
        match found {
            Some(words) => arg.help(words),
            None => arg,
        }
    });
    let flag = |name: &'static str, short, action| {
        let arg = Arg::new(name).long(name).short(short).action(action).help_heading("选项");
        arg.help(words(&format!("--{name}")).unwrap_or_default())
    };
    command = command.arg(flag("help", 'h', ArgAction::Help));
    if path.is_empty() {
        command = command.arg(flag("version", 'V', ArgAction::Version));
    }
    for name in names {
        let path = if path.is_empty() { name.clone() } else { format!("{path} {name}") };
        command = command.mut_subcommand(name, |sub| localise(sub, &path));
    }
    command
}

fn words(key: &str) -> Option<&'static str> {
    ZH.iter().find(|(known, _)| *known == key).map(|(_, words)| *words)
}

fn argument_words(path: &str, arg: &Arg) -> Option<&'static str> {
    let name = arg.get_long().map_or_else(|| arg.get_id().to_string(), |long| format!("--{long}"));
    words(&format!("{path} {name}")).or_else(|| words(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_in_both_languages() {
        command(Lang::En).debug_assert();
        command(Lang::ZhCn).debug_assert();
    }

    #[test]
    fn every_command_and_argument_has_chinese_words() {
        fn walk(command: &Command, path: &str, gaps: &mut Vec<String>) {
            if words(path).is_none() {
                gaps.push(path.to_owned());
            }
            gaps.extend(
                command
                    .get_arguments()
                    .filter(|arg| argument_words(path, arg).is_none())
                    .map(|arg| format!("{path} {}", arg.get_id())),
            );
            for sub in command.get_subcommands() {
                let path = format!("{path} {}", sub.get_name());
                walk(sub, path.trim(), gaps);
            }
        }
        let mut gaps = Vec::new();
        walk(&Args::command(), "", &mut gaps);
        assert!(gaps.is_empty(), "{gaps:?}");
    }
}
