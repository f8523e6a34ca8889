//! The phone app of Nhật ký Đoàn. Starts it; everything else is in the modules.

mod app;
mod components;
mod platform;
mod route;
mod screens;
mod state;
mod text;

fn main() {
    platform::crash::tell_of_panics(&platform::crash::Words {
        title: text::crash::TITLE,
        text: text::crash::TEXT,
        reload: text::crash::RELOAD,
        rescue: text::backup::MAKE,
        rescue_path: route::RESCUE,
    });
    leptos::mount::mount_to_body(app::App);
}
