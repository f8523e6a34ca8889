//! Mutations that waited: held ones whose cause is gone, quarantined ones that can be read by now.

use super::judge::Judge;
use super::sheet::Sheet;
use super::{Batch, Incoming, Sender, attempt, judge_one};
use crate::app::App;
use crate::store::{ReceiptRow, Receipts as _, Result, Store, StoreError, Transaction, retried};

/// Most held mutations that one push sets free; the others go when they are sent again.
const MAX_FREED: usize = 1_000;
const PAGE: u32 = 200;

/// Judges held mutations whose record or predecessor has just come, and what waited for those.
pub(super) async fn free_waiting<T: Transaction>(
    judge: &Judge<'_>,
    sheet: &mut Sheet,
    tx: &mut T,
) -> Result<()> {
    let mut freed = 0;
    while let Some((records, mutations)) = sheet.take_news() {
        if freed >= MAX_FREED {
            return Ok(());
        }
        for row in tx.waiting_for(&records, &mutations).await? {
            if sheet.has_judged(row.outcome.id) {
                continue;
            }
            let mutations = [Incoming::read(&row.body)];
            let batch = batch_of(&row, &mutations);
            sheet.load(tx, row.person, &mutations).await?;
            for mutation in &mutations {
                judge_one(judge, sheet, batch, mutation);
            }
            freed += 1;
        }
    }
    Ok(())
}

/// Applies what was quarantined and can be read by now. Returns how many settled.
///
/// # Errors
/// The store fails.
pub async fn retry_quarantined<S: Store>(app: &App<S>) -> Result<usize> {
    let (mut after, mut settled) = (None, 0);
    loop {
        let page = app.store.read().await?.quarantined(after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(settled);
        };
        after = Some(last.outcome.id);
        for row in &page {
            settled += usize::from(try_again(app, row).await?);
        }
    }
}

/// Held until the directory says more (a holding or a unit comes, or its day), or until a newer
/// server reads it.
const WAITS_FOR_NO_MUTATION: [&str; 4] = [
    "holding_unknown",
    "holding_not_begun",
    "unknown_unit",
    "newer_version",
];

/// Applies what waited for something else than a mutation and need not any more. Returns how many
/// settled.
///
/// # Errors
/// The store fails.
pub async fn retry_held<S: Store>(app: &App<S>) -> Result<usize> {
    let (mut after, mut settled) = (None, 0);
    loop {
        let page = app.store.read().await?.held(after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(settled);
        };
        after = Some(last.outcome.id);
        for row in &page {
            let code = row.outcome.code.as_deref().unwrap_or_default();
            if WAITS_FOR_NO_MUTATION.contains(&code) {
                settled += usize::from(try_again(app, row).await?);
            }
        }
    }
}

/// Whether it settled. One that the tables refuse waits on, and so do none of the others.
async fn try_again<S: Store>(app: &App<S>, row: &ReceiptRow) -> Result<bool> {
    let mutations = [Incoming::read(&row.body)];
    if mutations.iter().all(|mutation| mutation.content.is_err()) {
        return Ok(false);
    }
    match retried(|| attempt(app, batch_of(row, &mutations))).await {
        Ok(applied) => Ok(applied
            .outcomes
            .iter()
            .all(|outcome| outcome.status.settles())),
        Err(StoreError::Constraint(error)) => {
            tracing::error!(%error, mutation = %row.outcome.id, "a kept mutation breaks a rule");
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

fn batch_of<'a>(row: &ReceiptRow, mutations: &'a [Incoming]) -> Batch<'a> {
    Batch {
        sender: Sender {
            person: row.person,
            install: row.install,
        },
        mutations,
        contact: None,
        fault: None,
    }
}
