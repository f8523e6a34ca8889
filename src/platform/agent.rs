//! What the browser tells of itself.

use wasm_bindgen::JsValue;

use super::window;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Agent {
    pub(crate) user_agent: String,
    /// iPads of today call themselves Macs; fingers give them away.
    pub(crate) touch_points: i32,
    /// Runs from an icon of its own.
    pub(crate) is_standalone: bool,
}

pub(crate) fn agent() -> Agent {
    let navigator = window().navigator();
    Agent {
        user_agent: navigator.user_agent().unwrap_or_default(),
        touch_points: navigator.max_touch_points(),
        is_standalone: is_standalone(),
    }
}

pub(crate) fn is_standalone() -> bool {
    let by_style = window()
        .match_media("(display-mode: standalone)")
        .ok()
        .flatten();
    // The older word of iPhones.
    let by_apple = js_sys::Reflect::get(&window().navigator(), &"standalone".into());
    by_style.is_some_and(|query| query.matches()) || by_apple.is_ok_and(|value| value.is_truthy())
}

/// Whether the browser can say that the network is Wi-Fi, and if so whether it is.
pub(crate) fn is_on_wifi() -> Option<bool> {
    let kind = of_connection("type")?.as_string()?;
    Some(matches!(kind.as_str(), "wifi" | "ethernet"))
}

/// Whether the person has asked the browser to spare their data.
pub(crate) fn saves_data() -> bool {
    of_connection("saveData").is_some_and(|value| value.is_truthy())
}

fn of_connection(key: &str) -> Option<JsValue> {
    let connection = js_sys::Reflect::get(&window().navigator(), &"connection".into()).ok()?;
    js_sys::Reflect::get(&connection, &key.into()).ok()
}
