//! The network under a test or a task: resolve, connect, TLS, HTTP; and the [`Trace`] that times every stage, with its
//! deadline and its cancellation. Knows no wire protocol beyond TLS and HTTP, and no type of the catalogue.

mod trace;

pub use trace::{Halt, Outcome, Seen, Sink, Trace, TraceEvent};
