//! Parts of a screen that are drawn again whenever what they read changes.

use leptos::prelude::*;

type Draw = Box<dyn FnMut() -> AnyView + Send>;

/// All such parts are of one type. A closure that stands in a `view!` by itself is one of its own,
/// and each of these brings the code that replaces what it drew before.
pub(crate) fn live<V: IntoAny>(draw: impl Fn() -> V + Send + 'static) -> AnyView {
    let draw: Draw = Box::new(move || draw().into_any());
    draw.into_any()
}
