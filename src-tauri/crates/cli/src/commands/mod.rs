//! One file per first word. Each takes the session and its arguments, calls the command table and words the answer.

mod activity;
mod apply;
mod backup;
mod bulk;
mod doctor;
mod exchange;
mod file;
mod list;
mod outside;
mod report;
mod secret;
mod share;
mod source;
mod source_write;
mod template;
mod test;
mod types;
mod usable;
mod workspace;

use headwater_model::{AppError, Lang, Text, params};
use serde_json::{Value, json};

use crate::args::{
    BackupCommand, Command, FileCommand, SecretCommand, ShareCommand, SourceCommand, TemplateCommand, TypeCommand,
    WorkspaceCommand,
};
use crate::session::{Answer, Session};

/// Carries a command out.
///
/// # Errors
/// What the command table refuses.
pub async fn run(session: &Session, command: Command) -> Result<Answer, AppError> {
    match command {
        Command::Workspace(WorkspaceCommand::List) => workspace::list(session).await,
        Command::Workspace(WorkspaceCommand::Sample) => workspace::sample(session).await,
        Command::Workspace(WorkspaceCommand::Select { name }) => workspace::select(session, &name).await,
        Command::Workspace(WorkspaceCommand::Create { name, mode, description }) => {
            workspace::create(session, &name, mode, &description).await
        }
        Command::Workspace(WorkspaceCommand::Change { name, rename, description, lock_prod, unlock_prod }) => {
            let locked = (lock_prod || unlock_prod).then_some(lock_prod);
            workspace::change(session, &name, json!({"name": rename, "description": description, "locked": locked}))
                .await
        }
        Command::Workspace(WorkspaceCommand::Upgrade { name, preview, prefill }) => {
            workspace::upgrade(session, &name, preview, prefill).await
        }
        Command::Workspace(WorkspaceCommand::Delete { name }) => workspace::delete(session, &name).await,
        Command::Source(SourceCommand::Usable { name }) => usable::usable(session, &name).await,
        Command::Type(TypeCommand::List) => types::list(session).await,
        Command::Type(TypeCommand::Show { id, json_schema }) => types::show(session, &id, json_schema).await,
        Command::Source(SourceCommand::List { search, types }) => list::list(session, search, types).await,
        Command::Source(SourceCommand::Show { name }) => source::show(session, &name).await,
        Command::Source(SourceCommand::Create { file, door }) => source_write::create(session, file, door.into()).await,
        Command::Source(SourceCommand::Edit { name, file, if_revision }) => {
            source_write::edit(session, &name, file, if_revision).await
        }
        Command::Source(SourceCommand::Rename { name, new }) => source_write::rename(session, &name, &new).await,
        Command::Source(SourceCommand::Clone { name, new, env, secrets }) => {
            source_write::clone(session, &name, &new, env.map(Into::into), secrets).await
        }
        Command::Source(SourceCommand::Delete { name, env, purge }) => {
            source_write::delete(session, &name, env.map(Into::into), purge).await
        }
        Command::Source(SourceCommand::Export { names, format, output }) => {
            exchange::export(session, &names, format, output.as_deref()).await
        }
        Command::Source(SourceCommand::Import(arguments)) => exchange::import(session, arguments).await,
        Command::Source(SourceCommand::Restore { name }) => source_write::restore(session, &name).await,
        Command::Source(SourceCommand::Bulk(command)) => bulk::run(session, command).await,
        Command::Template(command) => template::run(session, command).await,
        Command::Share(ShareCommand::Add { name, to, env, user, permission, private }) => {
            let whom = share::Whom { to: Some(to), env: Some(env.into()), user };
            share::add(session, &name, whom, permission.into(), private).await
        }
        Command::Share(ShareCommand::List) => share::list(session).await,
        Command::Share(ShareCommand::Revoke { name, to, env, user }) => {
            share::revoke(session, &name, share::Whom { to, env: env.map(Into::into), user }).await
        }
        Command::Secret(SecretCommand::Set(arguments)) => secret::set(session, arguments).await,
        Command::File(command) => file::run(session, command).await,
        Command::Apply { file, preview } => apply::run(session, &file, preview).await,
        Command::Test(arguments) => test::run(session, arguments).await,
        Command::Exec(arguments) => outside::exec(session, arguments).await,
        Command::Env(arguments) => outside::env(session, arguments).await,
        Command::Copy(arguments) => outside::copy(session, arguments).await,
        Command::Activity(arguments) => activity::run(session, arguments).await,
        Command::Doctor(arguments) => doctor::run(session, arguments).await,
        Command::Backup(BackupCommand::Create { file }) => backup::create(session, file.as_deref()).await,
        Command::Backup(BackupCommand::Restore { file }) => backup::restore(session, &file).await,
        // Needs no data folder, so that a package can be built anywhere; see `main`.
        Command::Completions { .. } => Ok(Answer::done(Value::Null, String::new())),
    }
}

/// A JSON string, or nothing.
fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn text_of((en, zh): (&'static str, &'static str), name: &str, lang: Lang) -> String {
    Text::new(en, zh).render(lang, &params([("name", name.to_owned())]))
}

/// What did not work out, for the first line of an error.
pub fn attempt(command: &Command, lang: Lang) -> String {
    let (text, name) = match command {
        Command::Workspace(WorkspaceCommand::Select { name }) => {
            (Text::new("cannot select the workspace “{name}”", "无法切换到工作空间“{name}”"), name.as_str())
        }
        Command::Workspace(WorkspaceCommand::Sample) => {
            (Text::new("cannot make the sample workspace", "无法创建示例工作空间"), "")
        }
        Command::Workspace(WorkspaceCommand::Create { name, .. }) => {
            (Text::new("the workspace “{name}” was not created", "未创建工作空间“{name}”"), name.as_str())
        }
        Command::Workspace(WorkspaceCommand::Change { name, .. }) => {
            (Text::new("the workspace “{name}” was not changed", "未修改工作空间“{name}”"), name.as_str())
        }
        Command::Workspace(WorkspaceCommand::Upgrade { name, .. }) => {
            (Text::new("the workspace “{name}” was not upgraded", "未升级工作空间“{name}”"), name.as_str())
        }
        Command::Workspace(WorkspaceCommand::Delete { name }) => {
            (Text::new("the workspace “{name}” was not deleted", "未删除工作空间“{name}”"), name.as_str())
        }
        Command::Source(SourceCommand::Usable { name }) => {
            (Text::new("cannot say where “{name}” can be used", "无法判断“{name}”可用于何处"), name.as_str())
        }
        Command::Workspace(WorkspaceCommand::List) => (Text::new("cannot list the workspaces", "无法列出工作空间"), ""),
        Command::Type(TypeCommand::Show { id, .. }) => {
            (Text::new("cannot show the type “{name}”", "无法显示类型“{name}”"), id.as_str())
        }
        Command::Type(TypeCommand::List) => (Text::new("cannot list the types", "无法列出类型"), ""),
        Command::Source(SourceCommand::List { .. }) => {
            (Text::new("cannot list the data sources", "无法列出数据源"), "")
        }
        Command::Source(SourceCommand::Show { name }) => {
            (Text::new("cannot show “{name}”", "无法显示“{name}”"), name.as_str())
        }
        Command::Source(SourceCommand::Create { .. }) => (Text::new("no data source was created", "未创建数据源"), ""),
        Command::Source(SourceCommand::Export { .. }) => (Text::new("nothing was exported", "未导出"), ""),
        Command::Source(SourceCommand::Import(_)) => (Text::new("the import did not end well", "导入未完成"), ""),
        Command::Source(SourceCommand::Edit { name, .. }) => {
            (Text::new("“{name}” was not changed", "“{name}”未修改"), name.as_str())
        }
        Command::Source(SourceCommand::Rename { name, .. }) => {
            (Text::new("“{name}” was not renamed", "“{name}”未重命名"), name.as_str())
        }
        Command::Source(SourceCommand::Clone { name, .. }) => {
            (Text::new("“{name}” was not cloned", "“{name}”未克隆"), name.as_str())
        }
        Command::Source(SourceCommand::Delete { name, .. }) => {
            (Text::new("“{name}” was not deleted", "“{name}”未删除"), name.as_str())
        }
        Command::Source(SourceCommand::Bulk(_)) => (Text::new("not all of them were changed", "未全部更改"), ""),
        Command::Source(SourceCommand::Restore { name }) => {
            (Text::new("“{name}” was not restored", "“{name}”未恢复"), name.as_str())
        }
        Command::Template(TemplateCommand::Write { .. }) => (Text::new("no template was written", "未写出模板"), ""),
        Command::Template(TemplateCommand::Load(arguments)) => {
            let words = ("{name} was not loaded to its end", "{name} 未全部载入");
            return text_of(words, &arguments.file.display().to_string(), lang);
        }
        Command::Share(ShareCommand::Add { name, .. }) => {
            (Text::new("“{name}” was not shared", "“{name}”未共享"), name.as_str())
        }
        Command::Share(ShareCommand::List) => (Text::new("cannot list the shares", "无法列出共享"), ""),
        Command::Share(ShareCommand::Revoke { name, .. }) => {
            (Text::new("no share of “{name}” was revoked", "未撤销“{name}”的共享"), name.as_str())
        }
        Command::Secret(SecretCommand::Set(arguments)) => {
            (Text::new("no secret of “{name}” was set", "未设置“{name}”的密钥"), arguments.name.as_str())
        }
        Command::File(FileCommand::Upload { path, .. }) => {
            return text_of(("{name} was not uploaded", "未上传 {name}"), &path.display().to_string(), lang);
        }
        Command::File(FileCommand::List) => (Text::new("cannot list the files", "无法列出认证文件"), ""),
        Command::File(FileCommand::Show { name }) => {
            (Text::new("cannot show the file “{name}”", "无法显示文件“{name}”"), name.as_str())
        }
        Command::File(FileCommand::Replace { name, .. }) => {
            (Text::new("the file “{name}” was not replaced", "未替换文件“{name}”"), name.as_str())
        }
        Command::File(FileCommand::Describe { name, .. }) => {
            (Text::new("the file “{name}” was not changed", "未修改文件“{name}”"), name.as_str())
        }
        Command::File(FileCommand::Delete { name }) => {
            (Text::new("the file “{name}” was not deleted", "未删除文件“{name}”"), name.as_str())
        }
        Command::Apply { file, .. } => {
            return text_of(("{name} was not applied", "未应用 {name}"), &file.display().to_string(), lang);
        }
        Command::Test(arguments) => (Text::new("“{name}” was not tested", "“{name}”未测试"), arguments.name.as_str()),
        Command::Exec(_) => (Text::new("the program was not run", "未运行该程序"), ""),
        Command::Env(_) => (Text::new("cannot print the variables", "无法输出变量"), ""),
        Command::Copy(arguments) => (Text::new("“{name}” was not copied", "“{name}”未复制"), arguments.name.as_str()),
        Command::Activity(_) => (Text::new("cannot tell what was changed", "无法列出更改"), ""),
        Command::Doctor(_) => (Text::new("the doctor could not look", "无法检查"), ""),
        Command::Backup(BackupCommand::Create { .. }) => (Text::new("no backup was made", "未创建备份"), ""),
        Command::Backup(BackupCommand::Restore { .. }) => (Text::new("nothing was restored", "未恢复任何内容"), ""),
        Command::Completions { .. } => (Text::new("no script was printed", "未输出脚本"), ""),
    };
    text.render(lang, &params([("name", name.to_owned())]))
}
