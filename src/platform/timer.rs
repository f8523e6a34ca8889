//! Waiting.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Browsers take a longer delay for none.
const MOST_MS: i64 = i32::MAX as i64;

pub(crate) async fn sleep(delay_ms: i64) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        start(&resolve, delay_ms);
    });
    // A timer never rejects.
    let _ = JsFuture::from(promise).await;
}

/// Runs once after a while, unless it is dropped before.
pub(crate) struct Timer {
    id: i32,
    _on_time: Closure<dyn FnMut()>,
}

impl std::fmt::Debug for Timer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Timer")
    }
}

impl Timer {
    pub(crate) fn after(delay_ms: i64, on_time: impl FnMut() + 'static) -> Self {
        let on_time = Closure::<dyn FnMut()>::new(on_time);
        let id = start(on_time.as_ref().unchecked_ref(), delay_ms);
        Self {
            id,
            _on_time: on_time,
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        super::window().clear_timeout_with_handle(self.id);
    }
}

fn start(on_time: &js_sys::Function, delay_ms: i64) -> i32 {
    let delay_ms = delay_ms.clamp(0, MOST_MS) as i32;
    super::window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(on_time, delay_ms)
        .unwrap_or_default()
}

/// After the next picture is on the screen, so that what was just changed is laid out.
pub(crate) fn after_paint(then: impl FnOnce() + 'static) {
    let closure = Closure::once_into_js(then);
    // Refused only where there is no screen.
    let _ = super::window().request_animation_frame(closure.unchecked_ref());
}
