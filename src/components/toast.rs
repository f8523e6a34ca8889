//! A short message that outlives the screen that said it: «Đã lưu trên máy…» is read on the page
//! to which one comes back.
//!
//! `app.rs` provides one `Toast` and draws its region once, beside the screens, because only what
//! appears in a region that was there before is read out.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::components::live::live;

/// Long enough to be read aloud; the next touch takes it away before that, for it lies over the
/// screen. What it says can also be seen elsewhere.
const SHOWN: Duration = Duration::from_secs(8);

#[derive(Debug, Clone, Copy)]
pub(crate) struct Toast {
    /// With a number, so that the time of an earlier message does not end a later one.
    message: RwSignal<Option<(u32, String)>>,
}

pub(crate) fn use_toast() -> Toast {
    expect_context()
}

impl Toast {
    pub(crate) fn new() -> Self {
        Self {
            message: RwSignal::new(None),
        }
    }

    pub(crate) fn say(self, text: &str) {
        let message = self.message;
        let last = message.with_untracked(|said| said.as_ref().map_or(0, |said| said.0));
        let number = last.wrapping_add(1);
        message.set(Some((number, text.to_owned())));
        set_timeout(
            move || {
                if message.with_untracked(|said| said.as_ref().is_some_and(|said| said.0 == number))
                {
                    message.set(None);
                }
            },
            SHOWN,
        );
    }
}

pub(crate) fn toast_region(toast: Toast) -> AnyView {
    let touched = window_event_listener(ev::pointerdown, move |_| {
        if toast.message.read_untracked().is_some() {
            toast.message.set(None);
        }
    });
    on_cleanup(move || touched.remove());
    let shown = move || {
        let (_, text) = toast.message.get()?;
        Some(view! { <p class="toast">{icon(Icon::Check)} <span>{text}</span></p> })
    };
    view! { <div class="toasts" role="status">{live(shown)}</div> }.into_any()
}
