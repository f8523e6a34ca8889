//! What every request can reach.

use std::ops::Deref;
use std::sync::Arc;

use nhatky_domain::date::Date;
use nhatky_sync::protocol::Account;

use crate::account;
use crate::blob_store::BlobStore;
use crate::clock::SharedClock;
use crate::directory::DirectoryCache;
use crate::error::ApiError;
use crate::keys::ServerKey;
use crate::metrics::Metrics;
use crate::settings::Settings;
use crate::site::Site;
use crate::store::{OrganisationRow, Store};
use crate::upload_folder::UploadFolder;

/// Shared by all requests; cloning is cheap.
#[derive(Debug)]
pub struct App<S>(Arc<Parts<S>>);

/// The parts, for putting an app together.
pub struct Parts<S> {
    pub store: S,
    pub key: ServerKey,
    pub clock: SharedClock,
    /// As it was at the start; its epoch and its counters are asked of the store.
    pub organisation: OrganisationRow,
    pub directory: DirectoryCache,
    pub settings: Settings,
    pub site: Site,
    pub metrics: Metrics,
    pub blobs: BlobStore,
    pub uploads: UploadFolder,
}

impl<S> std::fmt::Debug for Parts<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parts")
            .field("organisation", &self.organisation)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl<S> Clone for App<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> Deref for App<S> {
    type Target = Parts<S>;

    fn deref(&self) -> &Parts<S> {
        &self.0
    }
}

impl<S: Store> App<S> {
    #[must_use]
    pub fn new(parts: Parts<S>) -> Self {
        Self(Arc::new(parts))
    }

    #[must_use]
    pub fn now(&self) -> i64 {
        self.clock.now().0
    }

    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.now().vn_date()
    }

    /// Who a person is and what they hold today.
    ///
    /// # Errors
    /// The person does not exist, or the store fails.
    pub async fn account(
        &self,
        tx: &mut S::Tx,
        person: nhatky_domain::ids::PersonId,
    ) -> Result<Account, ApiError> {
        account::of(tx, person, &self.organisation, self.today()).await
    }
}
