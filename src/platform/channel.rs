//! Word to the other tabs of this browser.

use wasm_bindgen::JsCast as _;
use web_sys::{BroadcastChannel, MessageEvent};

use super::listen;

/// Heard by every other tab that opened the same name, never by the speaker.
#[derive(Debug, Clone)]
pub(crate) struct Channel(Option<BroadcastChannel>);

impl Channel {
    /// A browser without channels keeps its tabs apart: each is true when it is loaded.
    pub(crate) fn open(name: &str, mut on_word: impl FnMut(String) + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        if let Some(channel) = &channel {
            listen(channel, "message", move |event| {
                let data = event.dyn_into::<MessageEvent>().map(|event| event.data());
                if let Some(word) = data.ok().and_then(|data| data.as_string()) {
                    on_word(word);
                }
            });
        }
        Self(channel)
    }

    pub(crate) fn say(&self, word: &str) {
        if let Some(channel) = &self.0 {
            // Text can always be sent.
            let _ = channel.post_message(&word.into());
        }
    }
}
