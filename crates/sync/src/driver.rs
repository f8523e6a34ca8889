//! Carries out the engine's effects over a store, a server and a clock. The same code runs in the
//! browser and in tests.

mod confirmed;
mod forgetting;
#[cfg(test)]
mod tests;

use nhatky_domain::ids::{BlobHash, InstallId, UploadId};

use crate::engine::{Effect, Engine, Event, Moment, Notice};
use crate::json;
use crate::protocol::{RecordBody, push_body};
use crate::remote::{Answered, Environment, Remote, RemoteError};
use crate::store::{EPOCH, Heard, PhoneStore, Stored, with_room};

/// Keys of settings that syncing writes.
pub mod keys {
    /// JSON of `protocol::Account`.
    pub const ACCOUNT: &str = "account";
    /// JSON of `domain::catalogue::Catalogue`, as it came.
    pub const CATALOGUE: &str = "catalogue";
    /// Version of the stored catalogue.
    pub const CATALOGUE_VERSION: &str = "catalogue_version";
    /// Device clock minus server clock, milliseconds.
    pub const CLOCK_OFFSET: &str = "clock_offset";
    /// The last events, for whoever helps; nothing of what a person wrote.
    pub const LOG: &str = "log";
    /// Device time at which the last round finished.
    pub const LAST_SYNC: &str = "last_sync";
    /// The install that this store speaks as, if it is not the one that was activated any more.
    pub const INSTALL: &str = "install";
    /// Up to which server time there is to be forgotten the next time.
    pub const FORGET_BEFORE: &str = "forget_before";
    /// Records and hashes of photos that the server confirmed and is to be asked about.
    pub const CONFIRMED: &str = "confirmed_photos";
}

/// Runs one round from `Event::Trigger` to its end. Gives the device time at which the next
/// should start, if this one was broken off.
pub async fn run_round<S: PhoneStore, R: Remote, E: Environment>(
    engine: &mut Engine,
    store: &S,
    remote: &R,
    environment: &E,
    tell: &mut impl FnMut(Notice),
) -> Option<i64> {
    recall(engine, store).await;
    let mut wake_at_ms = None;
    let mut next = Some(Event::Trigger);
    while let Some(event) = next.take() {
        let moment = Moment {
            now_ms: environment.now_ms(),
            random: environment.random(),
        };
        for effect in engine.step(event, moment) {
            match effect {
                Effect::WakeAt(at_ms) => wake_at_ms = Some(at_ms),
                Effect::SaveAccount(account) => {
                    note(store, keys::ACCOUNT, &json::to_text(&account)).await;
                }
                Effect::SaveHeard(heard) => note(store, EPOCH, &heard.to_string()).await,
                Effect::KeepNewest(photo) => confirmed::keep(store, photo).await,
                Effect::ForgetBefore(at_ms) => forgetting::forget(store, at_ms).await,
                Effect::Tell(notice) => {
                    remember(store, &notice).await;
                    tell(notice);
                }
                effect => {
                    if let Some(event) = perform(effect, store, remote, environment).await {
                        next = Some(event);
                    }
                }
            }
        }
    }
    wake_at_ms
}

/// Another tab may have synced since this one's engine did.
async fn recall<S: PhoneStore>(engine: &mut Engine, store: &S) {
    let kept = store.setting(EPOCH).await.ok().flatten();
    if let Some(heard) = kept.and_then(|text| Heard::read(&text)) {
        engine.recall(heard);
    }
}

async fn perform<S: PhoneStore, R: Remote, E: Environment>(
    effect: Effect,
    store: &S,
    remote: &R,
    environment: &E,
) -> Option<Event> {
    Some(match effect {
        Effect::LoadOutbox => Event::Outbox(store.to_send().await),
        Effect::Greet => Event::Greeted(remote.greet().await),
        Effect::SignIn { nonce } => Event::SignedIn(remote.sign_in(&nonce).await),
        Effect::RenewInstall => Event::InstallRenewed(renew(store, remote, environment).await),
        Effect::Push { head, wires } => Event::Pushed(remote.push(push_body(&head, &wires)).await),
        Effect::Settle(outcomes) => {
            let settle = async || store.settle(&outcomes).await;
            Event::Settled(with_room(store, settle).await)
        }
        // No room is made for this: the server may have lost the photos that it had confirmed.
        Effect::BeginEpoch(epoch) => Event::EpochBegun(store.begin_epoch(epoch).await),
        Effect::LoadCursors => Event::Cursors(store.cursors().await),
        Effect::Pull(request) => Event::Pulled(remote.pull(&request).await.map(Box::new)),
        Effect::StorePage { expected, reply } => {
            let apply = async || {
                offer_what_is_missing(store, &reply.records).await?;
                store.apply_page(&expected, &reply).await
            };
            Event::PageStored(with_room(store, apply).await)
        }
        Effect::FetchCatalogue { version } => {
            Event::CatalogueStored(fetch_catalogue(&version, store, remote).await)
        }
        Effect::LoadTransfers => Event::Transfers(store.transfers().await),
        Effect::Announce(blob) => Event::Announced(remote.announce(&blob).await),
        Effect::SendChunk {
            transfer,
            upload,
            offset,
            len,
        } => send_chunk(store, remote, transfer.hash, (upload, offset, len)).await,
        Effect::SaveTransfer(transfer) => {
            Event::TransferSaved(confirmed::save(store, &transfer).await)
        }
        Effect::LoadConfirmed => Event::Confirmed(confirmed::load(store).await),
        Effect::SaveAccount(_)
        | Effect::SaveHeard(_)
        | Effect::ForgetBefore(_)
        | Effect::KeepNewest(_)
        | Effect::WakeAt(_)
        | Effect::Tell(_) => return None,
    })
}

/// A record that is not complete may lack photos that the server had confirmed and has lost since.
/// Before the page counts as read they are to be announced once more: one that was freed here is
/// then found to be gone, and the person told so.
async fn offer_what_is_missing<S: PhoneStore>(store: &S, bodies: &[RecordBody]) -> Stored<()> {
    for body in bodies.iter().filter(|body| body.complete_at.is_none()) {
        for mut transfer in store.transfers_of(body.id).await? {
            let is_at_rest = transfer.confirmed_at_ms.is_some() && !transfer.offer_again;
            if is_at_rest {
                transfer.offer_again = true;
                store.save_transfer(&transfer).await?;
            }
        }
    }
    Ok(())
}

/// What the server tells again should it not be written down now.
async fn note<S: PhoneStore>(store: &S, key: &str, text: &str) {
    let _ = store.put_setting(key, text).await;
}

async fn send_chunk<S: PhoneStore, R: Remote>(
    store: &S,
    remote: &R,
    hash: BlobHash,
    (upload, offset, len): (UploadId, u64, u64),
) -> Event {
    match read_chunk(store, hash, offset, len).await {
        Ok(Some(bytes)) => Event::ChunkSent(remote.send_chunk(upload, offset, bytes).await),
        Ok(None) => Event::ChunkSent(Err(RemoteError::Refused {
            code: "no_longer_here".to_owned(),
        })),
        Err(error) => Event::ChunkUnread(error),
    }
}

/// An install of its own for a copied browser profile. Should it not be written down, the copy is
/// found out again and takes another one.
async fn renew<S: PhoneStore, R: Remote, E: Environment>(
    store: &S,
    remote: &R,
    environment: &E,
) -> Answered<InstallId> {
    let mut random = [0; 10];
    for part in random.chunks_mut(4) {
        let bytes = environment.random().to_be_bytes();
        part.copy_from_slice(bytes.get(..part.len()).unwrap_or_default());
    }
    let now_ms = u64::try_from(environment.now_ms()).unwrap_or(0);
    let install = InstallId::from_time(now_ms, random);
    remote.renew(install).await?;
    let _ = store.put_setting(keys::INSTALL, &install.to_string()).await;
    Ok(install)
}

async fn read_chunk<S: PhoneStore>(
    store: &S,
    hash: BlobHash,
    offset: u64,
    len: u64,
) -> Stored<Option<Vec<u8>>> {
    let Some(bytes) = store.blob(hash).await? else {
        return Ok(None);
    };
    let start = usize::try_from(offset).unwrap_or(usize::MAX);
    let end = usize::try_from(offset.saturating_add(len))
        .unwrap_or(usize::MAX)
        .min(bytes.len());
    Ok(bytes.get(start..end).map(<[u8]>::to_vec))
}

/// A catalogue that could not be stored is fetched again next time.
async fn fetch_catalogue<S: PhoneStore, R: Remote>(
    version: &str,
    store: &S,
    remote: &R,
) -> Answered<()> {
    let text = remote.catalogue().await?;
    let put = async || {
        store.put_setting(keys::CATALOGUE, &text).await?;
        store.put_setting(keys::CATALOGUE_VERSION, version).await
    };
    let stored = with_room(store, put).await;
    stored.map_err(|_| RemoteError::Failed { status: 0 })
}

/// Clock and last contact outlive the app. Losing one of them loses nothing a person wrote.
async fn remember<S: PhoneStore>(store: &S, notice: &Notice) {
    let (key, number) = match notice {
        Notice::ClockOffset(offset_ms) => (keys::CLOCK_OFFSET, offset_ms),
        Notice::Finished { at_ms } => (keys::LAST_SYNC, at_ms),
        _ => return,
    };
    let _ = store.put_setting(key, &number.to_string()).await;
}
