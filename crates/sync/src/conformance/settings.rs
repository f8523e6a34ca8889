use super::Bench;
use super::failing::fail_each_write;
use crate::store::Settings as _;

pub async fn a_text_comes_back_as_it_was_put<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.put_setting("account", "đầu").await.unwrap();
    store
        .put_setting("account", "{\"tên\":\"Hòa\"}")
        .await
        .unwrap();
    store.put_setting("epoch", "").await.unwrap();
    let store = bench.restarted(store).await;
    let account = store.setting("account").await.unwrap();
    assert_eq!(account.as_deref(), Some("{\"tên\":\"Hòa\"}"));
    assert_eq!(store.setting("epoch").await.unwrap().as_deref(), Some(""));
}

pub async fn a_text_never_put_is_none<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.put_setting("account", "a").await.unwrap();
    assert_eq!(store.setting("catalogue").await.unwrap(), None);
}

pub async fn a_put_that_fails_changes_nothing<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.put_setting("account", "cũ").await.unwrap();
    let put = async |store: &B::Store| store.put_setting("account", "mới").await;
    let (store, ()) = fail_each_write(bench, store, put).await;
    let account = store.setting("account").await.unwrap();
    assert_eq!(account.as_deref(), Some("mới"));
}
