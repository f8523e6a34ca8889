//! What a person does with the app: fills forms, hands them in, changes, cancels, reviews.

mod answers;

use std::cell::RefCell;
use std::rc::Rc;

use nhatky_domain::holding::Holding;
use nhatky_domain::ids::{BlobHash, DraftId, MutationId, RecordId};
use nhatky_domain::record::{Fields, Record, put};
use nhatky_domain::value::Value;
use nhatky_domain::workflow::{AWAITING, Command, RETURNED};
use nhatky_sync::driver::keys;
use nhatky_sync::json;
use nhatky_sync::merge;
use nhatky_sync::protocol::{Account, CommandBody, CreateBody, Op};
use nhatky_sync::remote::Environment as _;
use nhatky_sync::store::{
    Base as _, Draft, Drafts as _, NewBlob, NewWork, Outbox as _, Settings as _, referred_blobs,
};

use self::answers::{change, shown};
use super::disk::Disk;
use super::{Phone, Task};
use crate::chance::Chance;
use crate::ledger::{Device, Ledger, Saved};
use crate::organisation::{CELLS, FORM, Who};
use crate::poll::at_once;

/// The person, at their phone.
struct Person {
    who: Who,
    device: Device,
    disk: Rc<Disk>,
    ledger: Rc<RefCell<Ledger>>,
    holding: Holding,
    at_ms: i64,
    offset_ms: Option<i64>,
}

type Deed = (String, Option<Task<()>>);

/// Something that can be done with what is on the phone, or a new record.
pub(super) fn choose(phone: &Phone, chance: &mut Chance, ledger: &Rc<RefCell<Ledger>>) -> Deed {
    let rows = phone.disk.now();
    let setting = |key| at_once(rows.setting(key)).ok().flatten();
    let account = setting(keys::ACCOUNT);
    let account = account.and_then(|text| json::from_text::<Account>(&text).ok());
    let holdings = account.map_or_else(Vec::new, |account| account.holdings);
    let person = Person {
        who: phone.who,
        device: phone.device,
        disk: Rc::clone(&phone.disk),
        ledger: Rc::clone(ledger),
        holding: chance
            .pick(&holdings)
            .cloned()
            .unwrap_or_else(|| phone.who.first_holding()),
        at_ms: phone.watch.now_ms(),
        offset_ms: setting(keys::CLOCK_OFFSET).and_then(|text| text.parse().ok()),
    };
    match chance.below(10) {
        0..=2 => person.new_record(chance),
        3 | 4 => person.hand_in_a_draft(chance),
        5 | 6 => person.edit(chance),
        7 => person.take_back(chance),
        8 => person.review(chance),
        _ => person.discard(chance),
    }
}

impl Person {
    fn new_record(self, chance: &mut Chance) -> Deed {
        let mut fields = Fields::new();
        put(&mut fields, "ten".into(), Value::text("Trồng cây"));
        put(&mut fields, "ngay".into(), Value::text("2020-07-24"));
        let photos = change(&mut fields, chance);
        let unit = match self.who {
            Who::BaseSecretary => *chance.pick(&CELLS).unwrap_or(&self.holding.unit),
            _ => self.holding.unit,
        };
        let draft = Draft {
            id: DraftId(chance.id()),
            form: FORM.into(),
            form_version: if chance.one_in(3) { 2 } else { 1 },
            record: RecordId(chance.id()),
            edits: false,
            unit,
            holding: self.holding.id,
            fields,
            seen: Fields::new(),
            saved_at_ms: 0,
            awaiting_photo: false,
            answers: Vec::new(),
        };
        self.write(draft, photos, chance)
    }

    /// Saves the draft; mostly hands it in at once.
    fn write(self, mut draft: Draft, photos: Vec<NewBlob>, chance: &mut Chance) -> Deed {
        let work = (!chance.one_in(4)).then(|| self.work_of(&draft, chance));
        let work = work.flatten();
        let what = format!(
            "writes {} of version {}, edits {}, {} photos",
            draft.record,
            draft.form_version,
            draft.edits,
            photos.len()
        );
        let deed = async move {
            draft.saved_at_ms = self.next_save();
            if self.disk.save_photos(&draft, &photos).await.is_err() {
                return;
            }
            let blobs = photos.iter().map(|photo| photo.hash).collect();
            self.note_saved(draft, blobs);
            if let Some(work) = work {
                self.hand_in(work).await;
            }
        };
        (what, Some(Box::pin(deed)))
    }

    fn note_saved(&self, draft: Draft, blobs: Vec<BlobHash>) {
        let mut ledger = self.ledger.borrow_mut();
        ledger.draft_saved(self.device, draft, blobs);
    }

    fn next_save(&self) -> i64 {
        let mut ledger = self.ledger.borrow_mut();
        ledger.saves += 1;
        ledger.saves
    }

    fn work_of(&self, draft: &Draft, chance: &mut Chance) -> Option<NewWork> {
        let op = if draft.edits {
            Op::Patch(merge::difference(&draft.seen, &draft.fields)?)
        } else {
            Op::Create(CreateBody {
                form: draft.form.clone(),
                form_version: draft.form_version,
                unit: draft.unit,
                fields: draft.fields.clone(),
            })
        };
        Some(NewWork {
            draft: Some(draft.id),
            blobs: referred_blobs(&draft.fields),
            ..self.work(draft.record, op, chance)
        })
    }

    fn work(&self, record: RecordId, op: Op, chance: &mut Chance) -> NewWork {
        NewWork {
            id: MutationId(chance.id()),
            op,
            record,
            holding: self.holding.id,
            deps: Vec::new(),
            at_ms: self.at_ms,
            offset_ms: self.offset_ms,
            draft: None,
            blobs: Vec::new(),
        }
    }

    /// Tells the ledger what the person was told.
    async fn hand_in(&self, work: NewWork) {
        if let Some(draft) = work.draft {
            let mut ledger = self.ledger.borrow_mut();
            ledger.handing_in(self.device, draft, work.id);
        }
        let Ok(row) = self.disk.enqueue(&work).await else {
            return;
        };
        let mut ledger = self.ledger.borrow_mut();
        if let Some(draft) = work.draft {
            ledger.draft_over(self.device, draft);
        }
        let saved = Saved {
            device: self.device,
            record: work.record,
            op: work.op,
            wire: row.wire,
            blobs: work.blobs,
        };
        ledger.saved.insert(work.id, saved);
    }

    fn hand_in_a_draft(self, chance: &mut Chance) -> Deed {
        let drafts = at_once(self.disk.now().drafts()).unwrap_or_default();
        let Some(draft) = chance.pick(&drafts) else {
            return self.new_record(chance);
        };
        let Some(work) = self.work_of(draft, chance) else {
            return ("has nothing to hand in".to_owned(), None);
        };
        self.enqueue("hands in", work)
    }

    fn enqueue(self, what: &str, work: NewWork) -> Deed {
        let what = format!("{what} {}", work.record);
        (
            what,
            Some(Box::pin(async move { self.hand_in(work).await })),
        )
    }

    fn edit(self, chance: &mut Chance) -> Deed {
        let Some(record) = self.own_open_record(chance) else {
            return self.new_record(chance);
        };
        let mut fields = record.fields.clone();
        let photos = change(&mut fields, chance);
        let draft = Draft {
            id: DraftId(chance.id()),
            form: record.form,
            form_version: record.form_version,
            record: record.id,
            edits: true,
            unit: record.unit,
            holding: self.holding.id,
            fields,
            seen: record.fields,
            saved_at_ms: 0,
            awaiting_photo: false,
            answers: Vec::new(),
        };
        self.write(draft, photos, chance)
    }

    /// Cancels, or hands in again what was sent back.
    fn take_back(self, chance: &mut Chance) -> Deed {
        let Some(record) = self.own_open_record(chance) else {
            return self.new_record(chance);
        };
        let command = match record.state.as_str() {
            RETURNED => Command::Submit,
            _ if chance.one_in(2) => Command::Cancel,
            _ => return self.edit(chance),
        };
        self.command(record.id, command, record.rev, chance)
    }

    fn review(self, chance: &mut Chance) -> Deed {
        let person = self.who.person();
        let base = at_once(self.disk.now().summaries()).unwrap_or_default();
        let of_others: Vec<_> = base.iter().filter(|line| line.author != person).collect();
        let Some(line) = chance.pick(&of_others) else {
            return self.edit(chance);
        };
        let commands = [Command::Confirm, Command::Return, Command::Merge];
        let command = *chance.pick(&commands).unwrap_or(&Command::Confirm);
        let (record, rev) = (line.id, line.rev);
        self.command(record, command, rev, chance)
    }

    fn command(self, record: RecordId, command: Command, rev: u32, chance: &mut Chance) -> Deed {
        let op = Op::Command(CommandBody {
            command,
            rev,
            note: "Ghi chú".to_owned(),
        });
        let work = self.work(record, op, chance);
        self.enqueue(&format!("{command:?}"), work)
    }

    fn discard(self, chance: &mut Chance) -> Deed {
        let drafts = at_once(self.disk.now().drafts()).unwrap_or_default();
        let Some(draft) = chance.pick(&drafts).map(|draft| draft.id) else {
            return self.new_record(chance);
        };
        let what = format!("discards {draft}");
        let deed = async move {
            self.ledger.borrow_mut().draft_over(self.device, draft);
            // If it cannot be removed now it stays, which nobody is promised.
            let _ = self.disk.discard_draft(draft).await;
        };
        (what, Some(Box::pin(deed)))
    }

    /// One of the person's own records as the screen shows it, if it can still be changed.
    fn own_open_record(&self, chance: &mut Chance) -> Option<Record> {
        let rows = self.disk.now();
        let person = self.who.person();
        let base = at_once(rows.summaries()).unwrap_or_default();
        let own = base.iter().filter(|line| line.author == person);
        let outbox = at_once(rows.outbox()).unwrap_or_default();
        let made_here = outbox
            .iter()
            .filter(|row| row.mutation.op == "record.create");
        let ids: Vec<_> = own
            .map(|line| line.id)
            .chain(made_here.map(|row| row.mutation.record))
            .collect();
        let record = shown(&self.disk, *chance.pick(&ids)?, self.who)?;
        matches!(record.state.as_str(), AWAITING | RETURNED).then_some(record)
    }
}
