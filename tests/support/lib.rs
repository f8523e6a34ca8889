//! What the tests of whole stories share: a real server, a proxy in front of it, real browsers, and
//! the hands and eyes of a person in front of one.
//!
//! Nothing in here knows a CSS class, and nothing waits for a time instead of a state.

pub mod axe;
pub mod browser;
pub mod chance;
pub mod kept;
pub mod log;
pub mod moment;
pub mod peer;
pub mod phone;
pub mod photo;
pub mod place;
pub mod process;
pub mod proxy;
pub mod server;
pub mod story;
pub mod wait;
