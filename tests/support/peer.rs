//! Another person's phone without a browser: the real engine and store over any way to the server.
//! It signs in with a key of its own, pulls what that person may read, and sends what it is given.

mod remote;
mod way;

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};
use nhatky_domain::ids::{BlobHash, InstallId, RecordId};
use nhatky_sync::driver::run_round;
use nhatky_sync::engine::{Engine, Known, Notice};
use nhatky_sync::protocol::{Account, Activate, Activated, RecordBody};
use nhatky_sync::remote::Environment;
use nhatky_sync::store::memory::MemoryStore;
use nhatky_sync::store::{Base as _, EPOCH, Heard, Settings as _, Summary};

pub use self::remote::{PeerRemote, hash_of};
pub use self::way::{Answer, Request, Way, WayByHttp};

pub struct Peer<W> {
    pub store: MemoryStore,
    pub remote: PeerRemote<W>,
    pub account: Account,
}

impl<W: Way> Peer<W> {
    /// Redeems a code, as «Đúng là tôi» does.
    ///
    /// # Errors
    /// The server will not have it.
    pub async fn activate(way: W, code: &str) -> Result<Self> {
        let remote = PeerRemote::new(way);
        let request = Activate {
            code: code.to_owned(),
            install: remote.install(),
            key: remote.public_key(),
            device: "Máy kiểm thử".to_owned(),
        };
        let activated: Activated = remote
            .post("/v1/installs", &request)
            .await
            .context("activate")?;
        let store = MemoryStore::new();
        let heard = Heard::new(activated.epoch);
        store.put_setting(EPOCH, &heard.to_string()).await?;
        Ok(Self {
            store,
            remote,
            account: activated.account,
        })
    }

    /// A copy of the whole browser profile, as a restored backup of a phone makes one.
    #[must_use]
    pub fn copied(&self, way: W) -> Self {
        Self {
            store: self.store.clone(),
            remote: self.remote.copied(way),
            account: self.account.clone(),
        }
    }

    #[must_use]
    pub fn install(&self) -> InstallId {
        self.remote.install()
    }

    /// An engine that remembers only what is stored, as after a start of the app.
    ///
    /// # Errors
    /// Never, in memory.
    pub async fn engine(&self) -> Result<Engine> {
        let heard = self.store.setting(EPOCH).await?;
        Ok(Engine::new(Known {
            app: "test".to_owned(),
            install: self.install(),
            heard: heard.and_then(|text| Heard::read(&text)),
            account_digest: Some(self.account.digest.clone()),
            catalogue_version: None,
        }))
    }

    /// One round by a new engine.
    ///
    /// # Errors
    /// The round was broken off.
    pub async fn sync(&self) -> Result<()> {
        self.sync_with(&mut self.engine().await?).await
    }

    /// One round more by an engine that remembers earlier ones.
    ///
    /// # Errors
    /// The round was broken off.
    pub async fn sync_with(&self, engine: &mut Engine) -> Result<()> {
        let mut broken = None;
        let mut tell = |notice| {
            if let Notice::Failed { error, .. } = notice {
                broken = Some(error);
            }
        };
        run_round(engine, &self.store, &self.remote, &RealTime, &mut tell).await;
        ensure!(broken.is_none(), "the round was broken off: {broken:?}");
        Ok(())
    }

    /// What this person may read, in short.
    ///
    /// # Errors
    /// Never, in memory.
    pub async fn records(&self) -> Result<Vec<Summary>> {
        Ok(self.store.summaries().await?)
    }

    /// # Errors
    /// This person may not read it.
    pub async fn record(&self, id: RecordId) -> Result<RecordBody> {
        let row = self.store.base(id).await?;
        Ok(row
            .with_context(|| format!("record {id} is not in anything this person reads"))?
            .body)
    }

    /// The bytes of a photo, by the name its record gives it.
    ///
    /// # Errors
    /// This person may not read it.
    pub async fn photo(&self, hash: BlobHash) -> Result<Vec<u8>> {
        self.remote.get(&format!("/v1/blobs/{hash}")).await
    }
}

impl<W> std::fmt::Debug for Peer<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Peer")
            .field("person", &self.account.name)
            .finish_non_exhaustive()
    }
}

/// The machine's clock, and no chance.
#[derive(Debug, Clone, Copy)]
pub struct RealTime;

impl Environment for RealTime {
    fn now_ms(&self) -> i64 {
        let since_1970 = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX)
    }

    fn random(&self) -> u32 {
        0
    }
}
