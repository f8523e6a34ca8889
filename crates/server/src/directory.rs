//! The tree of units and the catalogue, kept in memory and renewed when the database says that
//! they changed: another process may have imported units.

use std::sync::{Arc, PoisonError, RwLock};

use axum::body::Bytes;
use nhatky_domain::catalogue::Catalogue;
use nhatky_domain::form::Form;
use nhatky_domain::record::Record;
use nhatky_domain::unit::{Unit, UnitTree};
use nhatky_sync::json;

use crate::catalogue::CatalogueSource;
use crate::store::{Counters, Directory, Result};

/// Units and catalogue at one moment.
#[derive(Debug)]
pub struct Snapshot {
    rev: i64,
    pub tree: UnitTree,
    pub catalogue: Catalogue,
    /// The catalogue as phones receive it.
    pub json: Bytes,
}

impl Snapshot {
    /// The form that a record was filled with; none if the catalogue has lost it.
    #[must_use]
    pub fn form_of(&self, record: &Record) -> Option<&Form> {
        self.catalogue
            .form_version(&record.form, record.form_version)
    }
}

/// The newest snapshot that a request has asked for.
#[derive(Debug)]
pub struct DirectoryCache {
    source: CatalogueSource,
    newest: RwLock<Option<Arc<Snapshot>>>,
}

impl DirectoryCache {
    #[must_use]
    pub fn new(source: CatalogueSource) -> Self {
        Self {
            source,
            newest: RwLock::new(None),
        }
    }

    /// The snapshot as the transaction sees it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn current<T: Counters + Directory>(&self, tx: &mut T) -> Result<Arc<Snapshot>> {
        let organisation = tx.organisation().await?;
        let (rev, name) =
            organisation.map_or((0, String::new()), |row| (row.directory_rev, row.name));
        if let Some(snapshot) = self.newest().filter(|snapshot| snapshot.rev == rev) {
            return Ok(snapshot);
        }
        let units = tx.units().await?;
        let snapshot = Arc::new(self.assemble(rev, &name, units));
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&snapshot));
        Ok(snapshot)
    }

    fn newest(&self) -> Option<Arc<Snapshot>> {
        self.newest
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn assemble(&self, rev: i64, organisation: &str, units: Vec<Unit>) -> Snapshot {
        let tree = UnitTree::new(units.iter().cloned());
        let catalogue = self.source.assemble(organisation, units);
        let json = Bytes::from(json::to_text(&catalogue));
        Snapshot {
            rev,
            tree,
            catalogue,
            json,
        }
    }
}
