//! The phone app of Nhật ký Đoàn. Starts it; everything else is in the modules.

mod components;
mod platform;
mod route;
mod state;
mod text;

fn main() {}
