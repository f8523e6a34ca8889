//! What the person has answered or given up: it is shown no more, and waits no more.

use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_sync::json;
use nhatky_sync::store::{Outbox as _, Settings as _, StoreError};

use super::problem::given_up;
use super::{Parts, Records, shelf};
use crate::platform::clock;
use crate::state::core::words;
use crate::state::store::keys;

impl Records {
    /// The person gives these up after having seen that the server does not take them.
    pub(crate) fn dismiss(self, ids: Vec<String>, on_done: Callback<Result<(), StoreError>>) {
        spawn_local(async move {
            on_done.try_run(self.end(ids).await);
        });
    }

    /// These are over: answered or given up. They stay among the retained, also what the server
    /// would go on holding for a record that it refused.
    pub(in crate::state) async fn end(self, ids: Vec<String>) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        let db = self.core.db();
        let offset_ms = self.core.session.offset_ms().get_untracked();
        let now_ms = clock::now_ms() - offset_ms.unwrap_or(0);
        let waiting = db.outbox().await?;
        let given_up = given_up(&waiting, &ids, now_ms);
        db.settle(&given_up).await?;
        let mut dismissed = shelf::read_dismissed(&db).await?;
        dismissed.extend(ids);
        let written = db
            .put_setting(keys::DISMISSED, &json::to_text(&dismissed))
            .await;
        self.refresh(Parts::WORK);
        self.core.say(words::WORK);
        written
    }
}
