//! Sao lưu và khôi phục: own work into a file and back. Also all that is left of the app when it
//! does not start.

mod make;
mod restore;

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::frame::Page;
use crate::components::progress::Progress;
use crate::route::Route;
use crate::state::backup::{Extent, use_backup};
use crate::state::start::use_start;
use crate::text;

#[component]
pub(crate) fn BackupScreen() -> impl IntoView {
    let backup = use_backup();
    let rest = if backup.can_restore() {
        restore::restore(backup)
    } else {
        into_app()
    };
    view! {
        <Page title=text::backup::TITLE back=backup.can_restore()>
            {make::make(backup)}
            {rest}
        </Page>
    }
    .into_any()
}

/// Out of the rescue: restoring needs the app.
fn into_app() -> AnyView {
    let start = use_start();
    let on_open = Callback::new(move |()| start.begin_at(Route::Home));
    let on_restore = Callback::new(move |()| start.begin_at(Route::Backup));
    view! {
        <section class="stack">
            <h2>{text::backup::INTO_APP}</h2>
            <Button label=text::backup::OPEN_APP on_press=on_open />
            <Button label=text::restore::TITLE on_press=on_restore />
        </section>
    }
    .into_any()
}

fn progress(at: Extent, words: fn(u64, u64) -> String) -> AnyView {
    let words = Signal::derive(move || words(at.done.get(), at.total.get()));
    view! { <Progress done=at.done total=at.total text=words /> }.into_any()
}
