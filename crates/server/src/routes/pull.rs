use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use nhatky_domain::date::Timestamp;
use nhatky_domain::ids::{PersonId, RecordId};
use nhatky_sync::protocol::{
    Change, ErrorBody, Newest, PhotoCount, PullReply, PullRequest, RecordBody,
};

use crate::app::App;
use crate::directory::Snapshot;
use crate::entitlement;
use crate::epoch::{self, Reader};
use crate::error::ApiError;
use crate::payload::Payload;
use crate::session::Signed;
use crate::store::{ChangeRow, Journal as _, RecordRow, Result, Store, Transaction};

const MAX_CHANGES: u32 = 500;

/// What changed in the scopes that the person may read now.
#[utoipa::path(
    post,
    path = "/v1/sync/pull",
    request_body = PullRequest,
    responses(
        (status = 200, body = PullReply),
        (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody, description = "signed_out"),
        (status = 403, body = ErrorBody, description = "revoked, cross_site")
    )
)]
pub(super) async fn pull<S: Store>(
    State(app): State<App<S>>,
    signed: Signed,
    Payload(asked): Payload<PullRequest>,
) -> Result<Json<PullReply>, ApiError> {
    signed.must_be(asked.install)?;
    let reader = Reader {
        install: signed.install,
        epoch: asked.epoch,
        cursors: &asked.cursors,
        newest: asked.newest,
    };
    let mut tx = app.store.read().await?;
    if reader.is_ahead(&mut tx).await? {
        drop(tx);
        epoch::follow(&app, reader).await?;
        tx = app.store.read().await?;
    }
    let epoch = epoch::current(&mut tx).await?;
    let directory = app.directory.current(&mut tx).await?;
    let account = app.account(&mut tx, signed.person).await?;
    let scopes = entitlement::replicated(
        signed.person,
        &account.holdings,
        &directory.tree,
        app.today(),
    );
    let cursors = (asked.epoch == Some(epoch)).then_some(&asked.cursors);
    let page = read_page(&mut tx, &scopes, cursors, asked.limit).await?;
    let records = read_records(&mut tx, &page.changes, &directory).await?;
    let ids: Vec<_> = records.iter().map(|record| record.id).collect();
    let newest = tx.newest_mutation(&ids).await?;
    let is_account_known = asked.account.as_ref() == Some(&account.digest);
    Ok(Json(PullReply {
        epoch,
        now: app.now(),
        scopes,
        changes: page.changes.into_iter().map(change).collect(),
        records,
        cursors: page.cursors,
        more: page.more,
        account: (!is_account_known).then_some(account),
        catalogue: directory.catalogue.version.clone(),
        newest: newest.map(|(id, at)| Newest { id, at }),
    }))
}

#[derive(Default)]
struct Page {
    changes: Vec<ChangeRow>,
    cursors: BTreeMap<String, i64>,
    more: bool,
}

/// Scope after scope, each up to the number it had when this page began. A cursor ahead of its
/// scope is of another past: that scope is read anew.
async fn read_page<T: Transaction>(
    tx: &mut T,
    scopes: &[String],
    cursors: Option<&BTreeMap<String, i64>>,
    limit: u32,
) -> Result<Page> {
    let limit = limit.clamp(1, MAX_CHANGES);
    let last_seqs = tx.last_seqs(scopes).await?;
    let mut page = Page::default();
    for scope in scopes {
        let high = last_seqs.get(scope).copied().unwrap_or(0);
        let asked = cursors.and_then(|cursors| cursors.get(scope)).copied();
        let after = asked.filter(|seq| (0..=high).contains(seq)).unwrap_or(0);
        let room = limit.saturating_sub(u32::try_from(page.changes.len()).unwrap_or(limit));
        page.cursors.insert(scope.clone(), after);
        if after == high {
            continue;
        }
        if room == 0 {
            page.more = true;
            continue;
        }
        let changes = tx.changes(scope, after, high, room).await?;
        let is_full = changes.len() >= room as usize;
        let read = match changes.last() {
            Some(last) if is_full => last.seq,
            _ => high,
        };
        page.more |= read < high;
        page.cursors.insert(scope.clone(), read);
        page.changes.extend(changes);
    }
    Ok(page)
}

async fn read_records<T: Transaction>(
    tx: &mut T,
    changes: &[ChangeRow],
    directory: &Snapshot,
) -> Result<Vec<RecordBody>> {
    let mut ids: Vec<RecordId> = changes
        .iter()
        .filter(|change| change.is_present)
        .map(|change| change.record)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let rows = tx.records(&ids).await?;
    let mut authors: Vec<_> = rows.iter().map(|row| row.record.author).collect();
    authors.sort_unstable();
    authors.dedup();
    let persons = tx.persons(&authors).await?;
    let names: BTreeMap<PersonId, String> =
        persons.into_iter().map(|row| (row.id, row.name)).collect();
    let body = |row: RecordRow| {
        let author_name = names.get(&row.record.author).cloned();
        body(row, author_name.unwrap_or_default(), directory)
    };
    Ok(rows.into_iter().map(body).collect())
}

fn body(row: RecordRow, author_name: String, directory: &Snapshot) -> RecordBody {
    let record = row.record;
    let form = directory.form_of(&record);
    let day = form.and_then(|form| form.day_of(&record.fields));
    RecordBody {
        id: record.id,
        title: form.map_or_else(String::new, |form| form.title_of(&record.fields)),
        day: String::from(day.unwrap_or_else(|| Timestamp(row.received_at).vn_date())),
        form: record.form,
        form_version: record.form_version,
        unit: record.unit,
        author: record.author,
        author_name,
        fields: record.fields,
        state: record.state,
        rev: record.rev,
        device_at: row.device_at,
        device_off: row.device_off,
        received_at: row.received_at,
        photos: PhotoCount {
            have: row.photos_have,
            total: row.photos_total,
        },
        complete_at: row.complete_at,
        note: row.note,
    }
}

fn change(row: ChangeRow) -> Change {
    Change {
        scope: row.scope,
        seq: row.seq,
        record: row.record,
        present: row.is_present,
    }
}
