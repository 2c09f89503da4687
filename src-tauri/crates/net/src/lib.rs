//! The network under a test or a task: resolve, connect, TLS, HTTP; and the [`Trace`] that times every stage, with its
//! deadline and its cancellation. Knows no wire protocol beyond TLS and HTTP, and no type of the catalogue.

pub mod codes;
mod dial;
pub mod http;
mod own_socket;
pub mod splice;
pub mod tls;
mod trace;

pub use dial::{Endpoint, Link, Resolved, connect, is_private_ip, is_private_name, limits, resolve};
pub use trace::{Halt, Outcome, Seen, Sink, Trace, TraceEvent};
