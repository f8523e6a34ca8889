//! What the office decides meanwhile, written into the server's own database.

use anyhow::{Context as _, Result};
use nhatky_domain::date::Date;
use nhatky_domain::ids::InstallId;
use nhatky_server::store::sqlite::SqliteStore;
use nhatky_server::store::{Directory as _, Installs as _, Store as _, Transaction as _};
use nhatky_tests::phone::Phone;
use nhatky_tests::story::Story;

use crate::people::member;

async fn store(story: &Story) -> Result<SqliteStore> {
    Ok(SqliteStore::open(&story.server.data().join("nhatky.db")).await?)
}

/// The member of the story holds no post any more from that day on.
pub(crate) async fn ends_post(story: &Story, from: &str) -> Result<()> {
    let store = store(story).await?;
    let mut tx = store.write().await?;
    let persons = tx.persons_named(&member(story)?.person).await?;
    let person = persons.first().context("nobody of that name")?.id;
    let mut holdings = tx.holdings_of(person).await?;
    for holding in &mut holdings {
        holding.until = Date::parse_iso(from);
    }
    tx.put_holdings(&holdings).await?;
    tx.commit().await?;
    store.close().await;
    Ok(())
}

/// «Mất máy»
pub(crate) async fn revokes(story: &Story, install: InstallId) -> Result<()> {
    let store = store(story).await?;
    let mut tx = store.write().await?;
    tx.revoke_install(install, story.now().unix_ms()).await?;
    tx.commit().await?;
    store.close().await;
    Ok(())
}

/// The install of the only person who uses this phone.
pub(crate) async fn install_of(phone: &Phone) -> Result<InstallId> {
    let script = "const opened = indexedDB.open('nhatky');
        const db = await new Promise((done) => { opened.onsuccess = () => done(opened.result); });
        const asked = db.transaction('persons').objectStore('persons').getAll();
        const texts = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
        db.close();
        return JSON.parse(texts[0]).install;";
    let id: String = phone.run_async(script, vec![]).await?;
    id.parse().ok().context("no install id")
}
