//! Pulling: pages in order, each stored together with its cursors.

use std::collections::BTreeMap;

use super::{Effect, Engine, Moment, Notice, PageRest, Phase};
use crate::protocol::{PullReply, PullRequest};

/// Changes a page: about 100 KB of logs.
const PAGE_LIMIT: u32 = 200;

impl Engine {
    pub(super) fn load_cursors(&mut self) -> Vec<Effect> {
        self.phase = Phase::LoadingCursors;
        vec![Effect::LoadCursors]
    }

    pub(super) fn pull(&mut self, cursors: BTreeMap<String, i64>) -> Vec<Effect> {
        let request = PullRequest {
            install: self.known.install,
            epoch: self.known.heard.map(|heard| heard.epoch),
            cursors: cursors.clone(),
            limit: PAGE_LIMIT,
            account: self.known.account_digest.clone(),
            newest: self.newest(),
        };
        self.phase = Phase::Pulling(cursors);
        vec![Effect::Pull(request)]
    }

    pub(super) fn store_page(
        &mut self,
        expected: BTreeMap<String, i64>,
        reply: Box<PullReply>,
        moment: Moment,
    ) -> Vec<Effect> {
        let mut effects = vec![self.clock_told(reply.now, moment)];
        if !self.goes_on(reply.epoch) {
            effects.extend(self.begin_epoch(reply.epoch, moment));
            return effects;
        }
        effects.extend(self.note_told(reply.epoch, &[], &[], reply.newest));
        if let Some(account) = &reply.account {
            self.known.account_digest = Some(account.digest.clone());
            effects.push(Effect::SaveAccount(Box::new(account.clone())));
        }
        let is_new = self.known.catalogue_version.as_ref() != Some(&reply.catalogue);
        self.phase = Phase::StoringPage(PageRest {
            more: reply.more,
            records: reply.changes.iter().map(|change| change.record).collect(),
            catalogue: is_new.then(|| reply.catalogue.clone()),
        });
        effects.push(Effect::StorePage { expected, reply });
        effects
    }

    pub(super) fn page_stored(&mut self, mut rest: PageRest) -> Vec<Effect> {
        let records = std::mem::take(&mut rest.records);
        let mut effects = vec![Effect::Tell(Notice::PageStored { records })];
        effects.extend(match rest.catalogue.clone() {
            Some(version) => {
                self.phase = Phase::FetchingCatalogue(rest);
                vec![Effect::FetchCatalogue { version }]
            }
            None => self.after_page(rest.more),
        });
        effects
    }

    pub(super) fn catalogue_stored(&mut self, rest: PageRest) -> Vec<Effect> {
        self.known.catalogue_version = rest.catalogue;
        self.after_page(rest.more)
    }

    fn after_page(&mut self, more: bool) -> Vec<Effect> {
        if more {
            self.load_cursors()
        } else {
            self.list_transfers()
        }
    }
}
