//! Our own line drawings, each one path on a grid of 24. They are never the only sign of anything:
//! a word stands beside them or the button has a label.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Icon {
    Add,
    Back,
    Bin,
    Camera,
    Check,
    Clock,
    Close,
    Forward,
    Home,
    Info,
    Journal,
    Lock,
    Minus,
    Pen,
    Person,
    Photo,
    Pin,
    Search,
    Send,
    Server,
    Switch,
    Twice,
    Up,
    Warning,
}

pub(crate) fn icon(icon: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path(icon) />
        </svg>
    }
    .into_any()
}

fn path(icon: Icon) -> &'static str {
    match icon {
        Icon::Add => "M12 5v14M5 12h14",
        Icon::Back => "m14 6-6 6 6 6",
        Icon::Bin => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
        Icon::Camera => "M4 8h4l2-3h4l2 3h4v11H4zM8.5 13a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0",
        Icon::Check => "m5 12 5 5 9-10",
        Icon::Clock => "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M12 8v4l3 2",
        Icon::Close => "m6 6 12 12M18 6 6 18",
        Icon::Forward => "m10 6 6 6-6 6",
        Icon::Home => "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
        Icon::Info => "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M12 11v5M12 8h.01",
        Icon::Journal => {
            "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M10 4v6l2-1.5L14 10V4"
        }
        Icon::Lock => "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
        Icon::Minus => "M5 12h14",
        Icon::Pen => "M4 20h4L19 9l-4-4L4 16z",
        Icon::Person => "M8 8a4 4 0 1 0 8 0 4 4 0 1 0-8 0M4 20c1-4 4-6 8-6s7 2 8 6",
        Icon::Photo => "M4 5h16v14H4zM4 16l5-5 5 5 2-2 4 4M15 9h.01",
        Icon::Pin => {
            "M12 21c4-4 6-7.5 6-11a6 6 0 0 0-12 0c0 3.5 2 7 6 11zM10 10a2 2 0 1 0 4 0 2 2 0 1 0-4 0"
        }
        Icon::Search => "M4 10.5a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M15.5 15.5 20 20",
        Icon::Send => "M4 11 20 4l-6 16-4-7zM10 13l4-4",
        Icon::Server => "M4 4h16v7H4zM4 13h16v7H4zM8 7.5h.01M8 16.5h.01",
        Icon::Switch => "M4 8h14l-4-4M20 16H6l4 4",
        Icon::Twice => "M4 4h10v10H4zM10 14v6h10V10h-6",
        Icon::Up => "M12 19V6M6 11l6-6 6 6",
        Icon::Warning => "M12 4 3 20h18zM12 10v4M12 17h.01",
    }
}
