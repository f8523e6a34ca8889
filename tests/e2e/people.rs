//! Who the stories are about, and what they log.

use std::path::Path;

use anyhow::{Result, ensure};
use nhatky_domain::ids::RecordId;
use nhatky_tests::axe;
use nhatky_tests::browser::Engine;
use nhatky_tests::log::{self, Author};
use nhatky_tests::peer::{Peer, WayByHttp};
use nhatky_tests::phone::Phone;
use nhatky_tests::place;
use nhatky_tests::server::Account;
use nhatky_tests::story::Story;

use crate::pages::activation;
use crate::pages::activity_form::ActivityForm;

/// The unit of KB1.
pub(crate) const UNIT: &str = "Đội quản lý điện khu vực";

pub(crate) fn member(story: &Story) -> Result<Account> {
    story.server.account("R1", UNIT)
}

/// The story's phone, in the hands of KB1's member and ready for a place without a signal.
pub(crate) async fn member_activates(story: &mut Story) -> Result<()> {
    let member = member(story)?;
    activation::activate(&mut story.phone, &member).await
}

/// The least that can be handed in.
pub(crate) async fn writes(phone: &mut Phone, title: &str) -> Result<()> {
    let mut form = ActivityForm::start(phone).await?;
    form.title(title).await?;
    form.field_of_work("An sinh xã hội").await?;
    form.attendances("Đoàn viên", 9).await?;
    form.hand_in().await
}

/// The same with photos, of which nobody under sixteen is on.
pub(crate) async fn writes_with_photos(
    phone: &mut Phone,
    title: &str,
    photos: &[impl AsRef<Path>],
) -> Result<()> {
    let mut form = ActivityForm::start(phone).await?;
    form.title(title).await?;
    form.field_of_work("An sinh xã hội").await?;
    form.photos(photos).await?;
    form.children_in_photos("Không").await?;
    form.hand_in().await
}

/// Pictures of the screen in light and dark, where the engine can show both; axe finds nothing on
/// either.
pub(crate) async fn look_at(story: &mut Story, name: &str) -> Result<()> {
    if story.engine() != Engine::Chromium {
        return Ok(());
    }
    look_at_phone(&mut story.phone, name).await
}

/// The same on any phone, in Chromium.
pub(crate) async fn look_at_phone(phone: &mut Phone, name: &str) -> Result<()> {
    for (is_dark, suffix) in [(true, "dark"), (false, "light")] {
        phone.browser().set_dark(is_dark).await?;
        let file = place::screenshots()?.join(format!("{name}-{suffix}.png"));
        phone.picture(&file).await?;
        let faults = axe::faults(phone).await?;
        ensure!(faults.is_empty(), "{name}: {faults:?}");
    }
    Ok(())
}

/// Another person, without a browser.
pub(crate) async fn peer(story: &Story, role: &str) -> Result<Peer<WayByHttp>> {
    let account = story.server.account(role, UNIT)?;
    Peer::activate(WayByHttp::new(story.proxy.origin()), &account.code).await
}

/// The one record that was written has reached the unit's secretary once, as it was first written.
pub(crate) async fn arrived_once(secretary: &Peer<WayByHttp>) -> Result<()> {
    secretary.sync().await?;
    let records = secretary.records().await?;
    ensure!(records.len() == 1 && records[0].rev == 1, "{records:?}");
    Ok(())
}

/// Another person, or another phone of the same one, in a place with a signal of its own.
pub(crate) async fn peer_elsewhere(story: &Story, role: &str) -> Result<Peer<WayByHttp>> {
    let account = story.server.account(role, UNIT)?;
    let way = WayByHttp::new(format!("http://{}", story.server.address()));
    Peer::activate(way, &account.code).await
}

/// A peer hands in a log as KB1 has it, and it arrives.
pub(crate) async fn peer_logs(peer: &Peer<WayByHttp>, note: &str) -> Result<RecordId> {
    let holding = &peer.account.holdings[0];
    let author = Author {
        unit: holding.unit,
        holding: holding.id,
    };
    let record = log::hand_in(&peer.store, author, note, &[]).await?;
    peer.sync().await?;
    Ok(record)
}
