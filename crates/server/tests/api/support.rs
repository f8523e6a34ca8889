//! A small organisation, its people's phones, and a server in process.

mod phone;
mod server;

pub(crate) use self::phone::{Phone, log_fields, new_id, with};
pub(crate) use self::server::{BASE, CELL_A, CELL_B, Reply, TestServer, Who};
