//! Two copies of one browser profile: they write under the same numbers as one install, until the
//! server tells one of them.

use anyhow::{Result, ensure};
use nhatky_sync::driver::keys;
use nhatky_sync::store::{Outbox as _, Settings as _};
use nhatky_tests::log;
use nhatky_tests::peer::Peer;

use crate::faulty_way::{Fault, FaultyWay};
use crate::stories::sync_until_quiet;
use crate::world::{World, author};

async fn write(phone: &Peer<FaultyWay>, note: &str) -> Result<()> {
    log::hand_in(&phone.store, author(phone)?, note, &[]).await?;
    Ok(())
}

#[tokio::test]
async fn a_cloned_profile_loses_and_doubles_nothing_and_becomes_an_install_of_its_own() -> Result<()>
{
    let world = World::new("forked").await?;
    let phone = world.phone("R1").await?;
    write(&phone, "Trước khi sao chép").await?;
    sync_until_quiet(&phone).await?;
    write(&phone, "Còn chờ khi sao chép").await?;
    let copy = phone.copied(world.way());
    write(&phone, "Viết trên máy cũ").await?;
    write(&copy, "Viết trên máy mới").await?;
    sync_until_quiet(&phone).await?;
    // The answer that says so is lost once: it is said again.
    copy.remote
        .way()
        .play([Fault::LoseAnswer, Fault::LoseAnswer]);
    sync_until_quiet(&copy).await?;
    ensure!(copy.install() != phone.install(), "still one install");
    let stored = copy.store.setting(keys::INSTALL).await?;
    ensure!(stored == Some(copy.install().to_string()));

    let install = copy.install();
    for phone in [&phone, &copy] {
        write(phone, "Viết sau đó").await?;
        sync_until_quiet(phone).await?;
    }
    ensure!(copy.install() == install, "it was told twice");
    // Once more: the copy wrote last.
    phone.sync().await?;
    ensure!(phone.records().await?.len() == 6);
    for phone in [&phone, &copy] {
        ensure!(phone.store.outbox().await?.is_empty());
        let retained = phone.store.retained().await?;
        ensure!(retained.len() == 4 && retained.iter().all(|row| row.state.is_applied()));
    }
    let secretary = world.phone("R2").await?;
    secretary.sync().await?;
    ensure!(secretary.records().await?.len() == 6, "lost or doubled");
    Ok(())
}
