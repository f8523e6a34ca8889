//! The promises. Cheap ones are looked at after each step, all of them when everything has come to
//! rest.
//!
//! | promise | where |
//! |---|---|
//! | what a person was told is saved exists, byte for byte, on the phone or at the server | `saved` |
//! | what an evicted phone had said it owes is known to the server as owed | `saved` |
//! | a mutation has its effect once; revisions follow each other without a hole | `once` |
//! | nothing was overwritten that its author had not seen; no decision without its revision | `policy` |
//! | every phone holds what its person may read, and as the server holds it | `agreement` |
//! | every waiting mutation has a reason; every settled one a receipt of the same kind | `agreement` |
//! | totals are the sums over the records that count, each once | `totals` |
//! | what was accepted before a restore is there again after it | `restored` |
//! | every version is what was written, also after a restore | `audit` |
//! | a photo is whole at the server, or still on the phone | `photos` |

mod agreement;
mod audit;
mod once;
mod photos;
mod policy;
mod restored;
mod saved;
mod totals;

use std::fmt::Write as _;

use nhatky_server::store::memory::Tables;
use nhatky_sync::remote::Answered;

use crate::mail::{Letter, Reply};
use crate::world::{Broken, Kept, World};

pub(crate) use self::audit::chain_verifies;
pub(crate) use self::restored::accepted;
pub(crate) use self::saved::saved_on;

/// Everything, once nothing moves any more.
pub(crate) fn at_rest(world: &World) -> Kept {
    let tables = world.server.tables();
    saved::everywhere(world, &tables)?;
    once::effects(&tables)?;
    chain_verifies(&tables)?;
    policy::history(world, &tables)?;
    totals::of_all(&tables)?;
    agreement::of_all(world, &tables)?;
    photos::of_all(world, &tables)?;
    restored::epochs(world, &tables)?;
    restored::is_back(world, &tables)
}

/// After each answer of the server.
pub(crate) fn answered(
    world: &World,
    letter: &Letter,
    before: &Tables,
    answer: &Answered<Reply>,
) -> Kept {
    match answer {
        Ok(Reply::Push(reply)) => policy::outcomes(world, letter, before, reply),
        Ok(Reply::Pull(reply, seen)) => {
            for body in &reply.records {
                if seen.hidden.contains(&body.id) {
                    let to = letter.signed.person;
                    return broken(format!("{} was handed out to {to}", body.id));
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn broken<T>(what: impl Into<String>) -> Result<T, Broken> {
    Err(Broken(what.into()))
}

/// What the world has come to, in words: for the trace, and to see whether anything still moves.
pub(crate) fn digest_of(world: &World) -> String {
    let tables = world.server.tables();
    let mut text = String::new();
    for row in tables.records.rows() {
        let record = &row.record;
        // Writing into a text cannot fail.
        let _ = write!(
            text,
            "{} {} {} {}/{};",
            record.id, record.rev, record.state, row.photos_have, row.photos_total
        );
    }
    for row in tables.receipts.rows() {
        let _ = write!(text, "{} {:?};", row.outcome.id, row.outcome.status);
    }
    for row in tables.facts.rows() {
        let _ = write!(text, "{:?};", row.facts);
    }
    for (scope, last) in tables.scopes.iter() {
        let _ = write!(text, "{scope} {last};");
    }
    for phone in &world.phones {
        let _ = write!(text, "{}", agreement::digest_of(phone));
    }
    text
}
