//! In front of the endpoints: where bugs are planted that would sit in a route or a rule.

use std::collections::{BTreeMap, BTreeSet};

use nhatky_domain::ids::{InstallId, MutationId};
use nhatky_domain::value::Value;
use nhatky_server::session::Signed;
use nhatky_server::store::memory::Tables;
use nhatky_sync::json;
use nhatky_sync::protocol::{
    Mutation, Outcome, PullReply, PullRequest, PushHead, PushReply, Status, push_body,
};
use serde_json::value::RawValue;

use crate::planted::Planted;

#[derive(Debug)]
pub(crate) struct Gate {
    planted: Option<Planted>,
    numbers: BTreeMap<(InstallId, u64), MutationId>,
}

/// A push as it goes on.
#[derive(Debug)]
pub(crate) struct Open {
    pub(crate) body: String,
    /// What was written anew, as it came.
    pub(crate) originals: BTreeMap<MutationId, String>,
    /// Kept from the server.
    known: BTreeSet<MutationId>,
}

impl Gate {
    pub(crate) fn new(planted: Option<Planted>) -> Self {
        Self {
            planted,
            numbers: BTreeMap::new(),
        }
    }

    pub(crate) fn open(&mut self, signed: Signed, body: String, tables: &Tables) -> Open {
        let mut open = Open {
            body,
            originals: BTreeMap::new(),
            known: BTreeSet::new(),
        };
        match self.planted {
            Some(Planted::NumberAsKey) => self.keep_known(signed, &mut open),
            Some(Planted::MergeWithoutDigest) => rewrite(&mut open, |mutation| {
                see_current(mutation, tables);
            }),
            Some(Planted::StaleReview) => rewrite(&mut open, |mutation| {
                see_newest(mutation, tables);
            }),
            Some(Planted::ClientAheadIgnored) => open.body = without_what_was_told(&open.body),
            _ => {}
        }
        open
    }

    /// A pull as it goes on.
    pub(crate) fn ask(&self, mut asked: PullRequest, tables: &Tables) -> PullRequest {
        if self.planted == Some(Planted::ClientAheadIgnored) {
            asked.newest = None;
            for (scope, cursor) in &mut asked.cursors {
                let last = tables.scopes.get(scope).copied().unwrap_or(0);
                *cursor = last.min(*cursor);
            }
        }
        asked
    }

    /// The reply with what was kept back.
    pub(crate) fn close(&self, open: Open, mut reply: PushReply) -> PushReply {
        let known = open.known.into_iter();
        reply.results.extend(known.map(|id| Outcome {
            of: Some(Status::Applied),
            ..Outcome::bare(id, Status::Duplicate)
        }));
        reply
    }

    /// A page that was cut, told as the whole.
    pub(crate) fn cut(&self, mut reply: PullReply, tables: &Tables) -> PullReply {
        if self.planted == Some(Planted::RestOfPageLost) && reply.more {
            reply.more = false;
            for (scope, cursor) in &mut reply.cursors {
                *cursor = tables.scopes.get(scope).copied().unwrap_or(*cursor);
            }
        }
        reply
    }

    fn keep_known(&mut self, signed: Signed, open: &mut Open) {
        let Some((head, mutations)) = parts(&open.body) else {
            return;
        };
        let mut rest = Vec::new();
        for text in mutations {
            let Ok(mutation) = json::from_text::<Mutation>(&text) else {
                rest.push(text);
                continue;
            };
            let key = (signed.install, mutation.seq);
            if *self.numbers.entry(key).or_insert(mutation.id) == mutation.id {
                rest.push(text);
            } else {
                open.known.insert(mutation.id);
            }
        }
        open.body = joined(&head, &rest);
    }
}

fn rewrite(open: &mut Open, change: impl Fn(&mut Mutation)) {
    let Some((head, mutations)) = parts(&open.body) else {
        return;
    };
    let mut changed = Vec::new();
    for text in mutations {
        let Ok(mut mutation) = json::from_text::<Mutation>(&text) else {
            changed.push(text);
            continue;
        };
        change(&mut mutation);
        changed.push(json::to_text(&mutation));
        open.originals.insert(mutation.id, text);
    }
    open.body = joined(&head, &changed);
}

/// The patch says that it saw whatever stands there.
fn see_current(mutation: &mut Mutation, tables: &Tables) {
    let Some(row) = tables.records.get(&mutation.record) else {
        return;
    };
    if mutation.op != "record.patch" {
        return;
    }
    let Value::Map(body) = &mut mutation.body else {
        return;
    };
    let Some(Value::Map(fields)) = body.get_mut("fields") else {
        return;
    };
    for (code, entry) in fields {
        let Value::Map(entry) = entry else {
            continue;
        };
        match row.record.fields.get(&code.as_str().into()) {
            Some(current) => entry.insert("was".to_owned(), Value::Text(current.digest())),
            None => entry.remove("was"),
        };
    }
}

/// The decision says that it saw the newest revision.
fn see_newest(mutation: &mut Mutation, tables: &Tables) {
    let (Some(row), Value::Map(body)) = (tables.records.get(&mutation.record), &mut mutation.body)
    else {
        return;
    };
    if mutation.op == "record.command" {
        let rev = Value::Int(i64::from(row.record.rev));
        body.insert("rev".to_owned(), rev);
    }
}

/// As builds write it that remember nothing of what they were told.
pub(crate) fn without_what_was_told(body: &str) -> String {
    let Some((head, mutations)) = parts(body) else {
        return body.to_owned();
    };
    let Ok(mut head) = serde_json::from_str::<PushHead>(&format!("{head}}}")) else {
        return body.to_owned();
    };
    (head.epoch, head.acknowledged, head.newest) = (None, None, None);
    push_body(&head, &mutations)
}

/// A push's head without its last brace, and the mutations as they came.
fn parts(body: &str) -> Option<(String, Vec<String>)> {
    #[derive(serde::Deserialize)]
    struct Push<'a> {
        #[serde(borrow)]
        mutations: Vec<&'a RawValue>,
    }
    let push: Push<'_> = serde_json::from_str(body).ok()?;
    let (head, _) = body.split_once(",\"mutations\":[")?;
    let mutations = push.mutations.iter().map(|raw| raw.get().to_owned());
    Some((head.to_owned(), mutations.collect()))
}

fn joined(head: &str, mutations: &[String]) -> String {
    format!("{head},\"mutations\":[{}]}}", mutations.join(","))
}
