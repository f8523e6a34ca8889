//! Keeps «today» true through midnight and sleep.

use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_domain::date::{Date, Timestamp};

use crate::platform::{clock, page, timer};

/// Timers stand still while the phone sleeps; the page is looked at again when it wakes.
const LOOK_MS: i64 = 60_000;

pub(super) fn keep_true(today: RwSignal<Date>) {
    let look = move || {
        let now = Timestamp(clock::now_ms()).vn_date();
        if now != today.get_untracked() {
            today.set(now);
        }
    };
    page::on_visible(look);
    spawn_local(async move {
        loop {
            timer::sleep(LOOK_MS).await;
            look();
        }
    });
}
