//! Every component on one page, to look at. Never a part of the app.

#[path = "../src"]
mod app {
    pub(crate) mod components;
    pub(crate) mod text;
}
use app::{components, text};

fn main() {}
