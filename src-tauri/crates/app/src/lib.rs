//! Use-cases, and the one table of commands that every shell calls.

mod bindings;
mod table;
pub mod wire;

pub use bindings::bindings;
