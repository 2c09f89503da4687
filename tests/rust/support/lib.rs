//! What the integration tests share.

pub mod ca;
pub mod house;
pub mod mariadb;
pub mod mysql_login;
pub mod mysql_peer;
pub mod probing;
pub mod random;
#[path = "../standins/mod.rs"]
pub mod standins;
