//! Chờ gửi: what is not wholly with the server, how far it is and why it waits.

use leptos::prelude::*;

use super::entry;
use crate::components::button::{Button, LinkButton, Look};
use crate::components::chip::{FilterChips, Tone, place_chip};
use crate::components::frame::Page;
use crate::components::icon::Icon;
use crate::components::notice::{Empty, Notice};
use crate::components::progress::Progress;
use crate::components::skeleton::skeleton;
use crate::route::Route;
use crate::state::Loaded;
use crate::state::records::{WhereIs, use_records};
use crate::state::session::use_session;
use crate::state::sync::{Connection, PhotoSending, QueueItem, use_sync};
use crate::text;

#[component]
pub(crate) fn QueueScreen() -> impl IntoView {
    let sync = use_sync();
    let are_read = use_records().are_read();
    let title = Signal::derive(move || match are_read.get() {
        true => text::home::waiting(sync.waiting().get()),
        false => text::place::QUEUED.to_owned(),
    });
    let (is_running, is_slow) = (sync.is_running(), sync.is_slow());
    let is_busy = Signal::derive(move || is_running.get() && !is_slow.get());
    let label = Signal::derive(move || {
        if is_slow.get() {
            text::queue::ANEW
        } else if is_running.get() {
            text::queue::SYNCING
        } else {
            text::queue::SYNC_NOW
        }
        .to_owned()
    });
    let on_press = Callback::new(move |()| sync.sync_now());
    let foot = view! { <Button look=Look::Primary label=label busy=is_busy on_press=on_press /> }
        .into_any();
    view! {
        <Page title=title back=true foot=foot>
            {queue()}
            {photo_sending()}
            <LinkButton label=text::backup::TITLE href=Route::Backup.path() />
            <p class="note">{move || text::queue::used(&text::size::size(sync.used_this_month().get()))}</p>
        </Page>
    }
}

/// That nothing waits is said only when that is known.
fn queue() -> AnyView {
    let (sync, rows) = (use_sync(), use_records().rows());
    let shown = move || match &*rows.read() {
        Loaded::Ready(_) => items(&sync.queue().get()),
        Loaded::Waiting | Loaded::Missing => skeleton(),
        Loaded::Failed(error) => {
            let reason = text::store::reason(error);
            view! { <Notice tone=Tone::Bad title=text::store::NOT_READ text=reason /> }.into_any()
        }
    };
    view! { {shown} }.into_any()
}

fn items(items: &[QueueItem]) -> AnyView {
    if items.is_empty() {
        return view! { <Empty shown=Icon::Check text=text::queue::EMPTY /> }.into_any();
    }
    // Those that need attention come first.
    let first_waiting = items.partition_point(|item| item.place.needs_attention());
    let (attention, waiting) = items.split_at(first_waiting);
    let heading = (!attention.is_empty())
        .then(|| view! { <h2>{text::attention::count(attention.len())}</h2> });
    let next_heading = (!attention.is_empty() && !waiting.is_empty())
        .then(|| view! { <h2>{text::home::waiting(waiting.len() as u32)}</h2> });
    view! {
        {heading}
        {list(attention)}
        {next_heading}
        {list(waiting)}
    }
    .into_any()
}

fn list(items: &[QueueItem]) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = items.iter().map(item).collect();
    view! { <ul class="rows" role="list">{items}</ul> }.into_any()
}

fn item(item: &QueueItem) -> AnyView {
    let today = use_session().today().get();
    let place = entry::place(&item.place, today);
    let class = if place.is_bad() {
        "row row--bad"
    } else {
        "row"
    };
    let (sent, total) = (item.sent_bytes, item.total_bytes);
    let bytes = text::queue::sent(&text::size::size(sent), &text::size::size(total));
    view! {
        <li>
            <a class=class href=Route::Record(item.record).path()>
                <span class="row__title">{item.title.clone()}</span>
                <span class="row__meta">{place_chip(&place)}</span>
                {(total > 0).then(|| view! { <Progress done=sent total=total text=bytes /> })}
                {lines(item, today).into_iter().map(|line| view! { <span class="row__meta">{line}</span> }).collect::<Vec<_>>()}
            </a>
        </li>
    }
    .into_any()
}

/// What there is to say below the chip.
fn lines(item: &QueueItem, today: nhatky_domain::date::Date) -> Vec<String> {
    let note = match entry::note(&item.place) {
        note if note.is_empty() => why(&item.place).to_owned(),
        note => note,
    };
    let received = item
        .received_at_ms
        .filter(|_| item.place.is_waiting())
        .map(|at_ms| text::queue::figures_received(&text::moment::clock(at_ms, today)));
    let is_shut_out = matches!(
        *use_sync().connection().read(),
        Connection::SignedOut | Connection::Revoked
    );
    let next = item
        .next_try_ms
        .filter(|_| !is_shut_out)
        .map(|at_ms| text::queue::next_try(&text::moment::clock(at_ms, today)));
    let lines = [Some(note).filter(|note| !note.is_empty()), received, next];
    lines.into_iter().flatten().collect()
}

/// Why it is not on its way; empty if it is, or will be in a moment.
fn why(place: &WhereIs) -> &'static str {
    let sync = use_sync();
    if !place.is_waiting() {
        return "";
    }
    match sync.connection().get() {
        Connection::Offline => text::queue::OFFLINE,
        Connection::Slow | Connection::Unreachable { .. } => text::queue::UNREACHABLE,
        Connection::ServerTrouble { .. } => text::queue::SERVER_TROUBLE,
        Connection::SignedOut => text::queue::SIGNED_OUT,
        Connection::Revoked => text::queue::REVOKED,
        Connection::StoreFailed(error) => text::store::reason(&error),
        _ if !matches!(place, WhereIs::SendingPhotos { .. }) => "",
        _ => match sync.photo_sending().get() {
            PhotoSending::Now => "",
            PhotoSending::OnWifi => text::queue::PHOTOS_ON_WIFI,
            PhotoSending::OnDemand => text::queue::PHOTOS_ON_DEMAND,
        },
    }
}

const NOW: &str = "now";
const ON_WIFI: &str = "wifi";
const ON_DEMAND: &str = "demand";

fn photo_sending() -> AnyView {
    let sync = use_sync();
    let chosen = Signal::derive(move || {
        match sync.photo_sending().get() {
            PhotoSending::Now => NOW,
            PhotoSending::OnWifi => ON_WIFI,
            PhotoSending::OnDemand => ON_DEMAND,
        }
        .to_owned()
    });
    let on_choose = Callback::new(move |code: String| {
        sync.choose_photo_sending(match code.as_str() {
            ON_WIFI => PhotoSending::OnWifi,
            ON_DEMAND => PhotoSending::OnDemand,
            _ => PhotoSending::Now,
        });
    });
    let mut options = vec![(NOW, text::queue::NOW)];
    if sync.knows_wifi() {
        options.push((ON_WIFI, text::queue::ON_WIFI));
    }
    options.push((ON_DEMAND, text::queue::ON_DEMAND));
    view! {
        <h2>{text::queue::PHOTOS}</h2>
        <FilterChips label=text::queue::PHOTOS options=options chosen=chosen on_choose=on_choose />
        <p class="note">{text::queue::PHOTOS_LATER}</p>
    }
    .into_any()
}
