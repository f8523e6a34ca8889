//! The store of whoever used the app last, without the app.

use std::rc::Rc;

use nhatky_domain::ids::PersonId;
use nhatky_sync::backup::Head;
use nhatky_sync::store::{StoreError, Stored};

use super::head;
use crate::platform::preferences;
use crate::state::start::PERSON;
use crate::state::store::{self, Db};

/// The list of persons may be what is broken: then the preference alone says whose store it is.
pub(super) async fn source() -> Stored<(Rc<Db>, Head)> {
    let chosen: Option<PersonId> = preferences::get(PERSON).and_then(|id| id.parse().ok());
    let (persons, failure) = match store::known_persons().await {
        Ok(persons) => (persons, nobody()),
        Err(error) => (Vec::new(), error),
    };
    let known = persons
        .iter()
        .find(|known| Some(known.person) == chosen)
        .or(persons.first());
    let person = known.map(|known| known.person).or(chosen).ok_or(failure)?;
    let name = known.map_or("", |known| &known.name);
    let head = head(person, known.map(|known| known.install), name);
    Ok((store::open_of(person).await?, head))
}

fn nobody() -> StoreError {
    StoreError::Failed {
        name: "NotFoundError".to_owned(),
        message: "nobody has used this browser".to_owned(),
    }
}
