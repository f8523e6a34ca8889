//! Fetches single records and photos from the store.

use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_domain::ids::{BlobHash, FormCode, RecordId};
use nhatky_domain::record::Record;
use nhatky_sync::store::{Base as _, Blobs as _, Outbox as _, StoreError};

use super::view::{RecordView, Stored, view};
use super::{Records, shelf};
use crate::platform::object_url::ObjectUrl;
use crate::platform::picture::MIME;
use crate::state::Loaded;
use crate::state::core::Core;
use crate::state::store::Db;

/// None if it is not on this phone.
pub(crate) async fn read_view(
    records: Records,
    id: RecordId,
) -> Result<Option<RecordView>, StoreError> {
    let stored = read_stored(&records.core.db(), id).await?;
    Ok(records.around(|around| view(&stored, around)))
}

/// The person's own latest record of a form.
pub(crate) async fn last_of_form(records: Records, form: &FormCode) -> Option<Record> {
    let id = match &*records.rows.read_untracked() {
        Loaded::Ready(rows) => rows.iter().find(|row| row.is_mine && row.form == *form)?.id,
        _ => return None,
    };
    let view = read_view(records, id).await.ok().flatten()?;
    Some(view.record)
}

async fn read_stored(db: &Db, id: RecordId) -> Result<Stored, StoreError> {
    let dismissed = shelf::read_dismissed(db).await?;
    let (mut work, mut transfers) = (db.work_on(id).await?, db.transfers_of(id).await?);
    work.retain(|row| shelf::is_open(row, &dismissed));
    transfers.retain(|transfer| shelf::is_wanted(transfer, &dismissed));
    Ok(Stored {
        body: db.base(id).await?.map(|row| row.body),
        work,
        transfers,
    })
}

pub(super) fn photo_url(core: Core, hash: BlobHash) -> Signal<Option<String>> {
    let url = RwSignal::new(None);
    let kept = StoredValue::new_local(None::<ObjectUrl>);
    spawn_local(async move {
        let bytes = core.db().blob(hash).await.ok().flatten();
        let made = bytes.and_then(|bytes| ObjectUrl::of_bytes(&bytes, MIME));
        let address = match &made {
            Some(made) => made.as_str().to_owned(),
            None => ["/v1/blobs/", &hash.to_string()].concat(),
        };
        // Both fail once the screen is gone; the address is freed then.
        if kept.try_set_value(made).is_none() {
            let _ = url.try_set(Some(address));
        }
    });
    url.into()
}
