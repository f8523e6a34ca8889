//! What becomes of requests on their way.

use nhatky_domain::ids::RecordId;
use nhatky_server::session::Signed;
use nhatky_sync::protocol::{Outcome, PushReply, Status};
use nhatky_sync::remote::{Answered, RemoteError};

use super::{Broken, Kept, World};
use crate::check;
use crate::fault::Fault;
use crate::ledger::Said;
use crate::mail::{Letter, Reply, Request};

/// A push longer than this meets a proxy's limit.
const SHORT_BYTES: usize = 900;

impl World {
    pub(super) fn something_travels(&mut self) -> Kept {
        if !self.late.is_empty() && self.chance.one_in(6) {
            let nth = self.chance.below(self.late.len());
            let letter = self.late.remove(nth);
            self.fire(Fault::Late);
            self.tell("a late request arrives");
            return self.deliver(&letter).map(|_| ());
        }
        let chance = &mut self.chance;
        let Some(letter) = self.mail.take(|open| chance.below(open)) else {
            return Ok(());
        };
        if self.chance.one_in(self.plan.network_one_in) {
            self.go_wrong(letter)
        } else {
            self.go_well(&letter)
        }
    }

    pub(super) fn go_well(&mut self, letter: &Letter) -> Kept {
        let answer = self.deliver(letter)?;
        letter.answer(answer);
        Ok(())
    }

    /// The server answers; the world takes notes and looks at what it said.
    fn deliver(&mut self, letter: &Letter) -> Result<Answered<Reply>, Broken> {
        let before = self.server.tables();
        let answer = self.server.answer(letter);
        let line = describe(letter, &answer);
        self.tell(&line);
        if let (Request::Push { owed, body }, Ok(Reply::Push(_))) = (&letter.request, &answer) {
            let owed = owed.iter().take(pending_in(body)).copied().collect();
            let mut ledger = self.ledger.borrow_mut();
            ledger.said.insert(letter.signed.install, Said { owed });
        }
        check::answered(self, letter, &before, &answer)?;
        Ok(answer)
    }

    fn go_wrong(&mut self, letter: Letter) -> Kept {
        const WAYS: [Fault; 14] = [
            Fault::LostRequest,
            Fault::LostReply,
            Fault::Repeated,
            Fault::Late,
            Fault::TooLarge,
            Fault::CutBody,
            Fault::ShortAnswer,
            Fault::OldClient,
            Fault::SignedOut,
            Fault::Busy,
            Fault::Refused,
            Fault::UnknownStatus,
            Fault::ServerKilled,
            Fault::CommitFailed,
        ];
        let way = WAYS[self.chance.below(WAYS.len())];
        let fits = match way {
            Fault::TooLarge | Fault::CutBody | Fault::ShortAnswer | Fault::UnknownStatus => {
                matches!(&letter.request, Request::Push { body, .. } if body.len() > SHORT_BYTES)
            }
            // A build that knows nothing of epochs cannot help a server that was put back.
            Fault::OldClient => {
                self.server.lineage() == 0
                    && matches!(letter.request, Request::Push { .. } | Request::Pull(_))
            }
            _ => true,
        };
        if !fits || !self.may(way) {
            return self.go_well(&letter);
        }
        self.meet(way, letter)
    }

    fn meet(&mut self, way: Fault, letter: Letter) -> Kept {
        let line = format!("{way:?}");
        self.tell(&line);
        let answer = match way {
            Fault::LostRequest => Err(RemoteError::Offline),
            Fault::Late => {
                let copy = Letter::without_return(letter.signed, letter.request.clone());
                self.late.push(copy);
                letter.answer(Err(RemoteError::Offline));
                return Ok(());
            }
            Fault::TooLarge => Err(RemoteError::TooLarge),
            Fault::SignedOut => Err(RemoteError::SignedOut),
            Fault::Busy => Err(RemoteError::Busy {
                retry_after_ms: 10_000,
            }),
            Fault::Refused => Err(self.some_refusal()),
            _ => return self.meet_at_the_server(way, &letter),
        };
        letter.answer(answer);
        self.fire(way);
        Ok(())
    }

    fn some_refusal(&mut self) -> RemoteError {
        if self.chance.one_in(2) {
            let code = "malformed".to_owned();
            return RemoteError::Refused { code };
        }
        let status = 400 + u16::try_from(self.chance.below(200)).unwrap_or(0);
        match status {
            400..500 => RemoteError::Intercepted,
            _ => RemoteError::Failed { status },
        }
    }

    /// The request gets through, and then something happens.
    fn meet_at_the_server(&mut self, way: Fault, letter: &Letter) -> Kept {
        match way {
            Fault::LostReply => {
                self.deliver(letter)?.ok();
                letter.answer(Err(RemoteError::Offline));
            }
            Fault::Repeated => {
                self.deliver(letter)?.ok();
                self.go_well(letter)?;
            }
            Fault::CutBody => {
                self.deliver(&letter.cut_in_half())?.ok();
                letter.answer(Err(RemoteError::Offline));
            }
            Fault::OldClient => {
                let answer = self.deliver(&letter.of_an_old_build())?;
                letter.answer(answer);
            }
            Fault::ShortAnswer | Fault::UnknownStatus => {
                let mut answer = self.deliver(letter)?;
                if let Ok(Reply::Push(reply)) = &mut answer {
                    spoil(way, reply);
                }
                letter.answer(answer);
            }
            Fault::ServerKilled => {
                let before = self.server.tables();
                self.deliver(letter)?.ok();
                self.server.kill_after(&before);
                letter.answer(Err(RemoteError::Offline));
            }
            _ => {
                self.server.fail_next_commit();
                let answer = self.deliver(letter)?;
                letter.answer(answer);
                if !self.server.take_failed_commit() {
                    return Ok(());
                }
                let is_older = self.server.is_older();
                self.server.restart(is_older);
            }
        }
        self.fire(way);
        Ok(())
    }

    /// A build of the app that is not ours sends what nobody here understands.
    pub(super) fn send_unknown_work(&mut self) -> Kept {
        let nth = self.chance.below(self.phones.len());
        let Some(phone) = self.phones.get(nth) else {
            return Ok(());
        };
        let signed = Signed {
            install: phone.install(),
            person: phone.who.person(),
        };
        let (id, record) = (self.chance.id(), RecordId(self.chance.id()));
        let holding = phone.who.first_holding().id;
        let texts = [
            format!(
                r#"{{"id":"{id}","seq":0,"op":"record.sign","v":1,"record":"{record}","holding":"{holding}","at":1,"body":{{"mới":[1,2.5]}}}}"#
            ),
            format!(
                r#"{{"id":"{id}","seq":0,"op":"record.patch","v":7,"record":"{record}","holding":"{holding}","at":1,"body":{{}}, "thêm" : true}}"#
            ),
            format!(r#"{{"id":"{id}","mutation":"of another shape"}}"#),
            format!(r#"{{"nothing":"to know it by","but":"{id}"}}"#),
        ];
        let text = texts[self.chance.below(texts.len())].clone();
        let owed: Vec<_> = {
            let ledger = self.ledger.borrow();
            let said = ledger.said.get(&phone.install());
            said.map(|said| said.owed.clone()).unwrap_or_default()
        };
        let head = format!(
            r#"{{"proto":1,"app":"lạ","install":"{}","pending":{}"#,
            phone.install(),
            owed.len()
        );
        let body = format!("{head},\"mutations\":[{text}]}}");
        let letter = Letter::without_return(signed, Request::Push { body, owed });
        let answer = self.deliver(&letter)?;
        if let Ok(Reply::Push(reply)) = answer {
            let is_kept =
                |outcome: &Outcome| matches!(outcome.status, Status::Quarantined | Status::Held);
            if !reply.results.iter().all(is_kept) {
                return Err(Broken(format!("unknown work was not kept aside: {text}")));
            }
            self.ledger.borrow_mut().strange.push(text);
            self.fire(Fault::UnknownWork);
        }
        Ok(())
    }
}

/// Leaves outcomes out, or makes one look as the status of a newer server looks to this build.
fn spoil(way: Fault, reply: &mut PushReply) {
    let half = reply.results.len() / 2;
    match reply.results.first_mut() {
        Some(outcome) if way == Fault::UnknownStatus => {
            outcome.status = Status::Unknown;
            outcome.of = None;
        }
        _ => reply.results.truncate(half),
    }
}

fn pending_in(body: &str) -> usize {
    let (_, rest) = body.split_once("\"pending\":").unwrap_or_default();
    let digits = rest.split(|letter: char| !letter.is_ascii_digit()).next();
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

fn describe(letter: &Letter, answer: &Answered<Reply>) -> String {
    let what = match &letter.request {
        Request::Greet => "greet".to_owned(),
        Request::SignIn => "sign in".to_owned(),
        Request::Renew(install) => format!("renew as {install}"),
        Request::Push { body, .. } => format!("push of {} bytes", body.len()),
        Request::Pull(asked) => format!("pull from {:?}", asked.cursors),
        Request::Catalogue => "catalogue".to_owned(),
        Request::Announce(blob) => format!("announce {}", blob.sha256),
        Request::Chunk { offset, bytes, .. } => format!("chunk at {offset}, {} bytes", bytes.len()),
    };
    let reply = match answer {
        Ok(Reply::Push(reply)) => {
            let outcomes = reply.results.iter();
            let outcomes = outcomes
                .map(|outcome| format!("{} {:?} {:?}", outcome.id, outcome.status, outcome.code));
            outcomes.collect::<Vec<_>>().join(", ")
        }
        Ok(Reply::Pull(reply, _)) => format!("{} changes", reply.changes.len()),
        Ok(Reply::Ticket(ticket)) => format!("{} {}", ticket.have, ticket.offset),
        Ok(Reply::Chunk(chunk)) => format!("{chunk:?}"),
        Ok(_) => String::new(),
        Err(error) => format!("{error:?}"),
    };
    format!("{} {what} → {reply}", letter.signed.install)
}
