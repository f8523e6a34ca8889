//! What a store must do, as tests: every sentence of the traits in `store.rs` is one or more.
//!
//! The memory store runs them on the host, IndexedDB in a browser:
//! `store_conformance!(host, bench)` and `store_conformance!(browser, bench)`.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "tests, compiled into the crate so that other crates can run them"
)]

pub mod base;
pub mod blobs;
pub mod drafts;
pub mod epochs;
mod failing;
pub mod outbox;
pub mod retention;
pub mod salvage;
pub mod samples;
pub mod settings;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::store::PhoneStore;

/// A kind of store and what tests do to it.
pub trait Bench {
    type Store: PhoneStore;

    /// An empty store that nothing else uses.
    fn empty(&self) -> impl Future<Output = Self::Store>;

    /// What the app finds after it was killed and started again.
    fn restarted(&self, store: Self::Store) -> impl Future<Output = Self::Store>;

    /// The `nth` row written or removed from now on finds the storage full; 0 for none.
    fn fail_write(&self, store: &Self::Store, nth: u32);
}

/// Runs a test on a store that never waits.
pub fn run<T>(test: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(test).poll(&mut context) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("a store in memory has nothing to wait for"),
    }
}

/// Every test of the suite, for one bench.
#[macro_export]
macro_rules! store_conformance {
    ($place:ident, $bench:expr) => {
        $crate::store_conformance! { @all $place, $bench,
            drafts {
                a_draft_comes_back_as_it_was_saved
                a_draft_never_saved_is_none
                saving_again_replaces_the_earlier_state
                the_draft_saved_last_comes_first
                i_04_photos_are_written_together_with_their_draft
                discarding_removes_the_draft_and_its_photos
                discarding_keeps_a_photo_that_another_draft_shows
                discarding_keeps_a_photo_that_was_handed_in
                discarding_what_is_not_there_is_no_error
                a_save_that_fails_changes_nothing
                a_discard_that_fails_changes_nothing
            }
            outbox {
                numbers_count_from_one_and_are_never_given_twice
                handing_in_turns_the_draft_into_a_row_to_send
                handing_in_queues_the_photos_that_are_here
                handing_in_twice_gives_the_first_row
                handing_in_that_fails_loses_nothing_and_takes_no_number
                rows_come_in_the_order_of_their_numbers
                an_unsettled_outcome_stays_in_the_outbox_with_its_state
                a_settled_row_moves_to_the_retained_ones
                an_outcome_for_an_unknown_mutation_leaves_the_others_alone
                a_settled_row_is_not_settled_again
                settling_that_fails_changes_nothing
                work_on_a_record_is_all_of_it_in_order
                what_is_sent_is_never_altered
            }
            retention {
                only_rows_settled_before_are_forgotten
                what_was_refused_is_kept_until_a_person_gives_it_up
                a_full_storage_gives_up_confirmed_photos_alone
                photos_that_the_server_has_are_freed_with_their_transfers
                a_photo_not_confirmed_before_is_kept
                a_photo_that_a_draft_shows_is_kept
                a_photo_of_an_unsettled_mutation_is_kept
                a_photo_of_a_row_still_retained_is_kept
                a_photo_that_nothing_shows_any_more_is_freed
                forgetting_that_fails_changes_nothing
            }
            epochs {
                a_new_epoch_keeps_everything_and_marks_what_had_settled
                what_was_refused_is_not_offered_again
                what_is_offered_again_comes_with_the_rest_in_the_order_of_numbers
                a_row_offered_again_settles_once_more_or_waits_in_the_outbox
                a_retained_row_that_was_not_offered_is_left_alone
                photos_are_to_be_announced_again_and_stay_confirmed
                nothing_to_be_offered_again_is_forgotten
                a_new_epoch_that_fails_changes_nothing
            }
            blobs {
                bytes_come_back_whole
                a_blob_never_stored_is_none
                transfers_come_smallest_first_and_of_equals_the_thumbnail
                photos_of_a_draft_are_not_sent
                a_confirmed_transfer_is_only_listed_with_its_record
                a_refused_transfer_is_kept_and_listed
                progress_survives_a_restart
                progress_of_an_unknown_transfer_writes_nothing
                one_photo_in_two_records_is_sent_for_each
                progress_that_fails_changes_nothing
            }
            base {
                a_pulled_record_comes_back_with_what_this_build_does_not_know
                a_record_never_pulled_is_none
                cursors_come_back_as_the_page_brought_them
                a_page_that_does_not_follow_is_refused_whole
                a_page_that_fails_changes_nothing
                a_later_page_replaces_the_body
                a_record_stays_until_it_has_left_every_scope
                a_record_goes_when_its_last_scope_is_gone
                dropping_a_scope_leaves_the_others_alone
                a_scope_that_comes_back_starts_anew
                dropping_everything_pulled_leaves_own_work_alone
                summaries_say_what_the_records_say
                summaries_come_newest_day_first
                a_record_that_changes_its_day_has_one_line
            }
            salvage {
                every_piece_comes_back_in_another_store
                a_piece_that_is_here_changes_nothing
                work_settled_since_the_backup_stays_settled
                work_of_another_install_takes_the_next_number
                settled_work_of_another_install_takes_no_number
                settled_work_of_another_install_is_offered_once_more_under_no_number
                a_photo_that_came_after_its_work_is_queued_with_it
                a_photo_that_was_confirmed_is_not_queued_again
                a_draft_replaces_none_that_was_saved_later
                a_draft_handed_in_since_does_not_come_back
                a_piece_that_is_gone_is_none
                a_piece_that_cannot_be_read_writes_nothing
                putting_back_that_fails_changes_nothing
            }
            settings {
                a_text_comes_back_as_it_was_put
                a_text_never_put_is_none
                a_put_that_fails_changes_nothing
            }
        }
    };
    (@all $place:ident, $bench:expr, $($group:ident { $($name:ident)+ })+) => {
        $(mod $group {
            #[allow(unused_imports, reason = "the bench's expression may name any item")]
            use super::*;

            $($crate::store_conformance! { @$place $group $name $bench })+
        })+
    };
    (@host $group:ident $name:ident $bench:expr) => {
        #[test]
        fn $name() {
            $crate::conformance::run($crate::conformance::$group::$name(&$bench));
        }
    };
    (@browser $group:ident $name:ident $bench:expr) => {
        #[wasm_bindgen_test::wasm_bindgen_test]
        async fn $name() {
            $crate::conformance::$group::$name(&$bench).await;
        }
    };
}
