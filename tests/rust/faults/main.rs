//! Nothing is lost: one test for each thing that can go wrong under a data folder. Whatever it is, the answer says what
//! happened and what to do, what was there is there still, the doctor shows it, and when it is over everything works again.
//!
//! Keychains that fail on command are those of `headwater-vault`; full and read-only disks are small file systems of their
//! own, which only root may mount: elsewhere those tests say that they were left out.

mod backups;
mod bench;
mod clock;
mod command_line;
mod database;
mod disk;
mod keychain;
mod writers;
