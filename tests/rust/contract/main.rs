//! What scripts may rely on: the command line as they see it. Each test runs the real program, with a data folder of its
//! own, and looks at nothing but exit codes, output and files. Secrets go through a real Secret Service
//! (`tests/with-keychain`), logins to a real MariaDB.

mod activity;
mod apply;
mod bench;
mod bulk;
mod canary;
mod catalogue;
mod doctor;
mod documents;
mod environments;
mod errors;
mod exchange;
mod fetched;
mod files;
mod outside;
mod secrets;
mod sharing;
mod sources;
mod template;
mod terminal;
mod tests;
mod workspaces;
