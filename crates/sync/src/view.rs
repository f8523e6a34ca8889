//! What the screen shows: the last pulled state with the phone's own work replayed on it.
//!
//! > Applying the outbox to the last pulled state gives exactly what the screen shows.

use nhatky_domain::catalogue::Catalogue;
use nhatky_domain::ids::{PersonId, RecordId, StateCode};
use nhatky_domain::record::{self, Record};
use nhatky_domain::workflow::{self, AWAITING, Command, Standing};

use crate::merge;
use crate::protocol::{CommandBody, CreateBody, Mutation, Op};

/// `base` with `work` on top, in the order it was done. None if the record was never made here
/// and never pulled. Work that this build cannot read is skipped: it is sent, not shown.
#[must_use]
pub fn replay<'a>(
    base: Option<Record>,
    work: impl IntoIterator<Item = &'a Mutation>,
    person: PersonId,
    catalogue: &Catalogue,
) -> Option<Record> {
    work.into_iter().fold(base, |record, mutation| {
        match (record, mutation.read_op()) {
            (None, Ok(Op::Create(create))) => Some(created(mutation.record, create, person)),
            (Some(record), Ok(Op::Patch(patch))) => {
                let mut record = record;
                for (code, change) in patch.fields {
                    record::put(&mut record.fields, code, change.to);
                }
                Some(record)
            }
            (Some(record), Ok(Op::Command(command))) => {
                Some(commanded(record, &command, person, catalogue))
            }
            (record, _) => record,
        }
    })
}

fn created(id: RecordId, create: CreateBody, person: PersonId) -> Record {
    Record {
        id,
        form: create.form,
        form_version: create.form_version,
        unit: create.unit,
        author: person,
        fields: create.fields,
        state: StateCode::from(AWAITING),
        rev: 0,
    }
}

/// The state the person expects; the server has the last word.
fn commanded(
    mut record: Record,
    command: &CommandBody,
    person: PersonId,
    catalogue: &Catalogue,
) -> Record {
    let who = Standing {
        is_author: record.author == person,
        reviews: record.author != person,
    };
    let workflow = catalogue
        .form_version(&record.form, record.form_version)
        .map(|form| form.workflow);
    let next = workflow
        .map(|workflow| workflow::next(workflow, Some(&record.state), command.command, who));
    if let Some(Ok(state)) = next {
        record.state = state;
    }
    record
}

/// The mutation that a filled form becomes: a new record, or the difference to the one shown.
/// None if nothing changed.
#[must_use]
pub fn compose(shown: Option<&Record>, create: CreateBody) -> Option<Op> {
    match shown {
        None => Some(Op::Create(create)),
        Some(record) => merge::difference(&record.fields, &create.fields).map(Op::Patch),
    }
}

/// The command that takes back a record, naming the revision the person looked at.
#[must_use]
pub fn cancel(record: &Record, note: &str) -> Op {
    Op::Command(CommandBody {
        command: Command::Cancel,
        rev: record.rev,
        note: note.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use nhatky_domain::ids::{FieldCode, MutationId, UnitId};
    use nhatky_domain::record::Fields;
    use nhatky_domain::value::Value;
    use uuid::Uuid;

    use super::*;

    const ME: PersonId = PersonId(Uuid::from_u128(1));
    const RECORD: RecordId = RecordId(Uuid::from_u128(2));

    fn catalogue() -> Catalogue {
        let form = r#"{"code":"HD","version":1,"name":"Nhật ký hoạt động","workflow":"log","title_field":"ten",
            "date_field":"ngay","section":[]}"#;
        Catalogue {
            forms: vec![serde_json::from_str(form).unwrap()],
            ..Catalogue::default()
        }
    }

    fn fields(title: &str) -> Fields {
        [(FieldCode::from("ten"), Value::text(title))].into()
    }

    fn create(title: &str) -> CreateBody {
        CreateBody {
            form: "HD".into(),
            form_version: 1,
            unit: UnitId(Uuid::from_u128(3)),
            fields: fields(title),
        }
    }

    fn mutation(op: &Op) -> Mutation {
        let (name, v) = op.name();
        Mutation {
            id: MutationId(Uuid::from_u128(9)),
            seq: 1,
            op: name.into(),
            v,
            record: RECORD,
            holding: "00000000-0000-8000-8000-000000000001".parse().unwrap(),
            deps: Vec::new(),
            at: 0,
            off: None,
            body: op.body(),
        }
    }

    #[test]
    fn i_11_a_record_handed_in_is_shown_before_the_server_knows_it() {
        let work = [mutation(&Op::Create(create("Trồng cây")))];
        let record = replay(None, &work, ME, &catalogue()).unwrap();
        assert_eq!(
            (record.author, record.rev, record.state.as_str()),
            (ME, 0, AWAITING)
        );
        assert_eq!(record.fields, fields("Trồng cây"));
    }

    #[test]
    fn an_edit_and_a_cancellation_show_at_once() {
        let made = replay(
            None,
            &[mutation(&Op::Create(create("Trồng cây")))],
            ME,
            &catalogue(),
        )
        .unwrap();
        let edit = compose(Some(&made), create("Trồng 40 cây")).unwrap();
        let shown = replay(Some(made), &[mutation(&edit)], ME, &catalogue()).unwrap();
        assert_eq!(shown.fields, fields("Trồng 40 cây"));
        let cancelled = replay(
            Some(shown.clone()),
            &[mutation(&cancel(&shown, "Ghi nhầm"))],
            ME,
            &catalogue(),
        )
        .unwrap();
        assert_eq!(cancelled.state.as_str(), "da_huy");
    }

    #[test]
    fn an_unchanged_form_makes_no_work() {
        let made = replay(
            None,
            &[mutation(&Op::Create(create("Trồng cây")))],
            ME,
            &catalogue(),
        )
        .unwrap();
        assert_eq!(compose(Some(&made), create("Trồng cây")), None);
    }

    #[test]
    fn work_of_a_newer_app_is_passed_over() {
        let mut unknown = mutation(&Op::Create(create("Trồng cây")));
        unknown.op = "record.teleport".into();
        assert_eq!(replay(None, &[unknown], ME, &catalogue()), None);
    }
}
