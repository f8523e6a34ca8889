//! What every database must do, as tests: written once, run on each.
//!
//! A database calls [`conformance_tests!`] with an async function that gives a fresh, empty store
//! and whatever must live as long as it; none where the database is not installed.

pub(crate) mod audit;
pub(crate) mod blobs;
pub(crate) mod codes;
pub(crate) mod directory;
pub(crate) mod dump;
pub(crate) mod installs;
pub(crate) mod journal;
pub(crate) mod receipts;
pub(crate) mod records;
pub(crate) mod retention;
pub(crate) mod transactions;

macro_rules! conformance_tests {
    ($fresh:path: $($subject:ident { $($test:ident),* $(,)? })*) => {$(
        mod $subject {
            $(#[tokio::test]
            async fn $test() {
                let Some((store, _guard)) = $fresh().await else {
                    return;
                };
                crate::store::conformance::$subject::$test(&store).await;
            })*
        }
    )*};
    ($fresh:path) => {
        crate::store::conformance::conformance_tests! { $fresh:
            transactions {
                what_is_not_committed_was_never_there,
                an_organisation_is_founded_once,
                numbers_of_a_scope_count_up_without_a_hole,
                numbers_follow_the_clock_and_never_go_back,
                writers_take_turns,
                a_reader_sees_one_moment,
                a_reader_does_not_wait_for_a_writer,
                an_epoch_follows_the_one_before_and_its_numbers_meet_no_older_one,
                an_epoch_that_was_not_committed_never_began,
                a_sealed_organisation_gives_no_numbers_until_it_is_unsealed,
                a_seal_waits_for_whoever_holds_the_counters,
            }
            directory {
                units_are_added_and_replaced,
                holdings_come_oldest_first_with_every_attribute,
                persons_are_found_by_id_and_by_name,
                every_change_is_counted,
                thousands_of_persons_go_in_at_once,
                the_last_of_two_rows_for_one_unit_counts,
            }
            codes {
                a_code_is_used_once,
                new_codes_void_unused_ones_except_reusable_ones,
                failures_are_counted_by_bucket_and_hour,
            }
            installs {
                an_install_is_kept_as_it_was_added,
                installs_are_listed_from_the_oldest_on,
                contact_and_revocation_are_noted,
                sessions_begin_end_and_are_forgotten_when_expired,
            }
            receipts {
                a_receipt_comes_back_as_it_was_saved,
                a_settled_receipt_stays_and_a_waiting_one_is_replaced,
                waiting_mutations_are_found_by_record_and_by_predecessor,
                waiting_ones_come_page_by_page,
                numbers_of_an_install_come_ascending,
                a_null_character_does_no_harm,
                every_mutation_under_a_number_is_found,
            }
            records {
                a_record_comes_back_as_it_was_saved_and_replaced,
                facts_are_replaced_and_summed,
                nothing_asked_for_is_nothing_found,
            }
            journal {
                versions_come_oldest_first_and_only_once,
                the_newest_mutation_is_that_of_a_revision_in_force,
                a_change_replaces_the_one_before,
                changes_come_in_order_within_bounds,
                conflicts_are_kept,
            }
            audit {
                the_chain_of_nothing_is_intact,
                every_version_follows_those_before_it,
                a_version_or_a_number_has_one_row,
                a_version_without_a_row_is_found,
                a_row_that_does_not_follow_is_found,
                a_missing_number_is_found,
                a_version_that_is_not_what_was_written_is_found,
                a_newest_version_that_is_gone_is_found,
                a_record_without_the_version_in_force_is_found,
                what_retention_removes_leaves_the_chain_whole,
                versions_from_before_the_chain_get_their_rows_as_they_came,
            }
            blobs {
                a_blob_is_added_once,
                blobs_come_page_by_page,
                a_forgotten_blob_leaves_no_proof,
                proofs_are_found_by_record_and_by_blob,
                an_upload_moves_only_from_where_it_stands,
                stale_uploads_are_those_that_nobody_touched,
            }
            retention {
                old_photos_are_found_and_dropped_and_stay_proven,
                a_photo_on_its_way_is_wanted,
                only_old_quarantined_mutations_are_dropped,
                the_newest_version_of_a_record_is_never_dropped,
            }
        }
    };
}

pub(crate) use conformance_tests;

/// What a database with tables must do beside that.
macro_rules! dump_tests {
    ($fresh:path) => {
        crate::store::conformance::conformance_tests! { $fresh:
            dump {
                every_row_of_every_table_comes_back_by_its_key,
                texts_are_sorted_by_their_bytes,
                a_row_that_is_there_already_is_refused,
                who_takes_rows_may_stop,
            }
        }
    };
}
pub(crate) use dump_tests;

use nhatky_domain::ids::{InstallId, MutationId, PersonId, RecordId, UnitId};
use uuid::Uuid;

use crate::store::{Store, Transaction as _};

const PERSON: PersonId = PersonId(Uuid::from_u128(0xA));
const OTHER: PersonId = PersonId(Uuid::from_u128(0xB));
const INSTALL: InstallId = InstallId(Uuid::from_u128(0xC));
const UNIT: UnitId = UnitId(Uuid::from_u128(0xD));

fn record(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(0x1000 + number))
}

fn mutation(number: u128) -> MutationId {
    MutationId(Uuid::from_u128(0x2000 + number))
}

/// Runs writes and commits them.
macro_rules! committed {
    ($store:expr, |$tx:ident| $work:expr) => {{
        let mut $tx = $store.write().await.unwrap();
        let result = $work;
        $tx.commit().await.unwrap();
        result
    }};
}
pub(crate) use committed;

/// A transaction to look with.
async fn look<S: Store>(store: &S) -> S::Tx {
    store.read().await.unwrap()
}

/// A transaction of another writer that ends without a trace.
async fn abandon<S: Store>(tx: S::Tx) {
    drop(tx);
}

/// Ends it well.
async fn keep<S: Store>(tx: S::Tx) {
    tx.commit().await.unwrap();
}
