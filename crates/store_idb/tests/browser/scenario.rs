//! Whole stories of syncing, over the real store.

use nhatky_sync::scenario;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::faults::fresh_store;

#[wasm_bindgen_test]
async fn a_log_with_a_photo_arrives() {
    scenario::a_log_with_a_photo_arrives(&fresh_store().await).await;
}

#[wasm_bindgen_test]
async fn lost_requests_and_replies_lose_and_double_nothing() {
    scenario::lost_requests_and_replies_lose_and_double_nothing(&fresh_store().await).await;
}

#[wasm_bindgen_test]
async fn an_edit_made_before_the_first_was_sent_arrives_after_it() {
    scenario::an_edit_made_before_the_first_was_sent_arrives_after_it(&fresh_store().await).await;
}

#[wasm_bindgen_test]
async fn bytes_sent_again_after_a_cut_are_at_most_one_chunk() {
    scenario::bytes_sent_again_after_a_cut_are_at_most_one_chunk(&fresh_store().await).await;
}
