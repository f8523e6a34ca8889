//! What an activation leaves in the store, and what the engine is told of it at each start.

use nhatky_domain::ids::InstallId;
use nhatky_store_idb::KnownPerson;
use nhatky_sync::driver::keys;
use nhatky_sync::engine::Known;
use nhatky_sync::json;
use nhatky_sync::protocol::Activated;
use nhatky_sync::store::{EPOCH, Heard, Outbox as _, Settings as _, Stored};
use web_sys::CryptoKey;

use crate::platform::clock;
use crate::state::store::{self, Db};

/// What this build tells the server of itself.
pub(super) const APP: &str = env!("CARGO_PKG_VERSION");

/// Writes down who was activated, so that the next start finds them: first what the person's own
/// store needs, last the entry that leads to it.
pub(in crate::state) async fn keep_person(
    install: InstallId,
    key: &CryptoKey,
    activated: &Activated,
) -> Stored<()> {
    let account = &activated.account;
    let db = store::open_of(account.person).await?;
    store::put_key(&db, key).await?;
    db.put_setting(keys::INSTALL, &install.to_string()).await?;
    if db.setting(EPOCH).await?.is_some() {
        // A server that does not know this phone any more may have been put back, and have lost
        // what it took from it.
        db.begin_epoch(activated.epoch).await?;
    } else {
        let heard = Heard::new(activated.epoch);
        db.put_setting(EPOCH, &heard.to_string()).await?;
    }
    let offset_ms = clock::now_ms() - activated.now;
    db.put_setting(keys::CLOCK_OFFSET, &offset_ms.to_string())
        .await?;
    db.put_setting(keys::ACCOUNT, &json::to_text(account))
        .await?;
    let post = account.holdings.first();
    store::remember_person(&KnownPerson {
        person: account.person,
        name: account.name.clone(),
        unit: post.map_or_else(String::new, |post| post.post_name.clone()),
        install,
    })
    .await
}

/// `activated` is the install of the activation: a copied browser profile has become another one
/// since.
pub(super) async fn known(db: &Db, activated: InstallId, digest: String) -> Stored<Known> {
    let renewed = db.setting(keys::INSTALL).await?;
    let renewed = renewed.and_then(|text| text.parse().ok());
    let heard = db.setting(EPOCH).await?;
    Ok(Known {
        app: APP.to_owned(),
        install: renewed.unwrap_or(activated),
        heard: heard.and_then(|text| Heard::read(&text)),
        account_digest: Some(digest),
        catalogue_version: db.setting(keys::CATALOGUE_VERSION).await?,
    })
}
