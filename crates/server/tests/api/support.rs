//! A small organisation, its people's phones, and a server in process.

mod lossy_disk;
mod phone;
mod server;

pub(crate) use self::lossy_disk::LossyDisk;
pub(crate) use self::phone::{Phone, hash_of, log_fields, log_with_photos, new_id, photo, with};
pub(crate) use self::server::{BASE, CELL_A, CELL_B, Reply, START, TestServer, Who};
