//! The use-cases through the command table, over a keychain that can be looked into and told to fail.

mod applied;
mod backups;
mod clipboard;
mod clones;
mod drafts;
mod faults;
mod fetched;
mod files;
mod filled;
mod lanes;
mod lists;
mod many;
mod outside;
mod renames;
mod rules;
mod saves;
mod sharing;
mod support;
mod template;
