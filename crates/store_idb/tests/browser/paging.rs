use std::collections::BTreeMap;

use nhatky_sync::conformance::samples::{body, page};
use nhatky_sync::protocol::RecordBody;
use nhatky_sync::store::Base as _;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::faults::fresh_store;

#[wasm_bindgen_test]
async fn pages_of_lines_follow_on_each_other_to_the_end() {
    let store = fresh_store().await;
    let records = (0..25)
        .map(|number| RecordBody {
            day: format!("2020-07-{:02}", 1 + number % 9),
            ..body(number)
        })
        .collect();
    store
        .apply_page(&BTreeMap::new(), &page(1, records))
        .await
        .unwrap();
    let all = store.summaries().await.unwrap();
    assert_eq!(all.len(), 25);
    let mut paged = Vec::new();
    loop {
        let next = store.summaries_page(paged.last(), 10).await.unwrap();
        if next.is_empty() {
            break;
        }
        assert!(next.len() <= 10);
        paged.extend(next);
    }
    assert_eq!(paged, all);
}
