//! Stories in a real browser, against the real server with the built app inside. Run them by
//! `cargo xtask e2e [STORY] [--engine chromium|firefox|webkit]`.
//!
//! A spec tells one story in the words of the screen. How a screen is worked is known to its page
//! object, and that by visible labels and roles alone.

mod chaos;
mod office;
mod others;
mod pages;
mod people;
mod specs;
