//! Rows to fill a store with. Every number makes another one.

use std::collections::BTreeMap;

use nhatky_domain::ids::{BlobHash, Epoch, RecordId};
use nhatky_domain::record::Fields;
use nhatky_domain::value::Value;

use crate::json;
use crate::protocol::{Change, CreateBody, Op, PhotoCount, PullReply, RecordBody, Status};
use crate::store::{Draft, NewBlob, NewWork, Settlement, Transfer, WorkState};

/// Device and server time of the samples: 24 July 2020.
pub const NOW_MS: i64 = 1_595_577_600_000;
pub const UNIT_SCOPE: &str = "u:00000000-0000-8000-8000-000000000001:noi_bo";
pub const OWN_SCOPE: &str = "p:00000000-0000-8000-8000-00000000000a";

macro_rules! numbered {
    ($($name:ident -> $id:ident),+ $(,)?) => {$(
        #[must_use]
        pub fn $name(number: u8) -> nhatky_domain::ids::$id {
            nhatky_domain::ids::$id::from_time(NOW_MS as u64, [0, 0, 0, 0, 0, 0, 0, 0, 0, number])
        }
    )+};
}

numbered! {
    record -> RecordId,
    mutation -> MutationId,
    draft_id -> DraftId,
    holding -> HoldingId,
    unit -> UnitId,
    person -> PersonId,
    upload -> UploadId,
}

#[must_use]
pub fn hash(number: u8) -> BlobHash {
    BlobHash([number; 32])
}

/// Answers with a shape of a newer app among them.
#[must_use]
pub fn fields(photos: &[u8]) -> Fields {
    let photo = |number: &u8| Value::Map([("sha".to_owned(), name(*number))].into());
    let newer = r#"{"sau":[1.5,null,true,{"đ":"Hòa"}],"so":-3}"#;
    [
        ("ten".into(), Value::text("Ra quân dọn vệ sinh")),
        ("moi".into(), json::from_text(newer).unwrap()),
        (
            "anh".into(),
            Value::List(photos.iter().map(photo).collect()),
        ),
    ]
    .into()
}

fn name(number: u8) -> Value {
    Value::Text(hash(number).to_string())
}

/// A draft of the record of the same number, showing photos.
#[must_use]
pub fn draft(number: u8, photos: &[u8]) -> Draft {
    Draft {
        id: draft_id(number),
        form: "HD".into(),
        form_version: 1,
        record: record(number),
        edits: false,
        unit: unit(1),
        holding: holding(1),
        fields: fields(photos),
        seen: Default::default(),
        saved_at_ms: NOW_MS,
        awaiting_photo: false,
        answers: Vec::new(),
    }
}

#[must_use]
pub fn blob(number: u8, size_bytes: usize) -> NewBlob {
    NewBlob {
        hash: hash(number),
        mime: "image/jpeg".to_owned(),
        bytes: (0..size_bytes).map(|idx| (idx % 251) as u8).collect(),
        is_thumbnail: false,
    }
}

#[must_use]
pub fn thumbnail(number: u8, size_bytes: usize) -> NewBlob {
    NewBlob {
        is_thumbnail: true,
        ..blob(number, size_bytes)
    }
}

/// The mutation that makes the record of the same number, ending its draft.
#[must_use]
pub fn work(number: u8, photos: &[u8]) -> NewWork {
    NewWork {
        id: mutation(number),
        op: Op::Create(CreateBody {
            form: "HD".into(),
            form_version: 1,
            unit: unit(1),
            fields: fields(photos),
        }),
        record: record(number),
        holding: holding(1),
        deps: Vec::new(),
        at_ms: NOW_MS,
        offset_ms: Some(-5_400_000),
        draft: Some(draft_id(number)),
        blobs: photos.iter().map(|photo| hash(*photo)).collect(),
    }
}

/// The server applied it; the phone wrote it down at `settled_at_ms`.
#[must_use]
pub fn applied(number: u8, settled_at_ms: i64) -> Settlement {
    Settlement {
        id: mutation(number),
        state: WorkState {
            status: Some(Status::Applied),
            rev: Some(1),
            received_at_ms: Some(NOW_MS),
            settled_at_ms: Some(settled_at_ms),
            ..WorkState::default()
        },
        is_retained: false,
    }
}

#[must_use]
pub fn confirmed(transfer: &Transfer, at_ms: i64) -> Transfer {
    Transfer {
        sent_bytes: transfer.size_bytes,
        confirmed_at_ms: Some(at_ms),
        ..transfer.clone()
    }
}

#[must_use]
pub fn body(number: u8) -> RecordBody {
    RecordBody {
        id: record(number),
        form: "HD".into(),
        form_version: 1,
        unit: unit(1),
        author: person(1),
        author_name: "Nguyễn Thị Hòa".to_owned(),
        title: "Ra quân dọn vệ sinh".to_owned(),
        day: "2020-07-24".to_owned(),
        fields: fields(&[]),
        state: "cho_xac_nhan".into(),
        rev: 1,
        device_at: NOW_MS,
        device_off: Some(250),
        received_at: NOW_MS + 60_000,
        photos: PhotoCount { have: 1, total: 3 },
        complete_at: None,
        note: None,
    }
}

#[must_use]
pub fn change(scope: &str, record: RecordId, present: bool) -> Change {
    Change {
        scope: scope.to_owned(),
        seq: 1,
        record,
        present,
    }
}

#[must_use]
pub fn cursors<const N: usize>(entries: [(&str, i64); N]) -> BTreeMap<String, i64> {
    entries
        .into_iter()
        .map(|(scope, seq)| (scope.to_owned(), seq))
        .collect()
}

/// A page of both scopes, standing at `seq` in each, that brings the bodies into the unit's.
#[must_use]
pub fn page(seq: i64, records: Vec<RecordBody>) -> PullReply {
    PullReply {
        epoch: Epoch::from_time(NOW_MS as u64, [0; 10]),
        now: NOW_MS,
        scopes: vec![UNIT_SCOPE.to_owned(), OWN_SCOPE.to_owned()],
        changes: records
            .iter()
            .map(|body| change(UNIT_SCOPE, body.id, true))
            .collect(),
        records,
        cursors: cursors([(UNIT_SCOPE, seq), (OWN_SCOPE, seq)]),
        more: false,
        account: None,
        catalogue: "c1".to_owned(),
        newest: None,
    }
}
