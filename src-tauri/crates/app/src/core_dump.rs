//! Memory that must not end in a file: secrets are in it while a program tests, saves or types.

/// Keeps what this program and its children hold in memory out of core dumps. The first thing that each `main` does.
///
/// The limit is one byte, not none: a dump into a file needs more, and Linux, which feeds a crash handler through a pipe
/// whatever the limit says, does not do so at exactly one (`core(5)`; `coredump_pipe` in `fs/coredump.c`). The process
/// stays what the system calls dumpable: else the desktop's portals, which file dialogs need, could not look at it, nor
/// could a debugger. Windows keeps no dumps unless its user sets them up.
pub fn forbid_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // A limit that is lower already cannot be raised, and need not be.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(1), maximum: Some(1) });
    }
}
