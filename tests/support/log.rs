//! The answers of a log as KB1 has it, for records that no screen has made. Ids begin with the time,
//! as a phone's do.

use std::collections::BTreeMap;
use std::ops::Range;

use nhatky_domain::ids::{BlobHash, DraftId, HoldingId, InstallId, MutationId, RecordId, UnitId};
use nhatky_domain::record::Fields;
use nhatky_domain::value::Value;
use nhatky_sync::protocol::{CreateBody, Op, PROTOCOL, PushHead, push_body};
use nhatky_sync::store::{Draft, NewBlob, NewWork, PhoneStore, Stored, wire_of};
use uuid::Uuid;

/// A photo with its thumbnail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub full: NewBlob,
    pub thumbnail: NewBlob,
}

/// Who writes, for which unit, under which post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    pub unit: UnitId,
    pub holding: HoldingId,
}

/// KB1's log with a note of its own, on a day (`2020-07-24`).
#[must_use]
pub fn fields(day: &str, note: &str, photos: &[Photo]) -> Fields {
    let mut fields = Fields::new();
    let mut put = |code: &str, value: Value| fields.insert(code.into(), value);
    put(
        "ten",
        Value::text("Thay 25 bóng đèn, sửa đường dây sau công tơ cho hộ nghèo"),
    );
    put("ngay", Value::text(day));
    put("dia_ban", Value::text("xã đảo Hòa Minh, huyện Châu Thành"));
    put("linh_vuc", Value::text("an_sinh"));
    put("vai_tro", Value::text("chu_tri"));
    put("luot", map([("doan_vien", Value::Int(9))]));
    put(
        "chi_tieu",
        map([("V10", Value::Int(25)), ("V20", Value::Int(12))]),
    );
    put("kinh_phi", Value::Int(3_750_000));
    put("ghi_chu", Value::text(note));
    if !photos.is_empty() {
        put("anh", Value::List(photos.iter().map(photo_entry).collect()));
        put("anh_co_tre_em", Value::text("khong"));
    }
    fields
}

fn photo_entry(photo: &Photo) -> Value {
    let size = |blob: &NewBlob| Value::Int(i64::try_from(blob.bytes.len()).unwrap_or(i64::MAX));
    map([
        ("sha", Value::Text(photo.full.hash.to_string())),
        ("size", size(&photo.full)),
        ("w", Value::Int(1200)),
        ("h", Value::Int(1600)),
        ("thumb", Value::Text(photo.thumbnail.hash.to_string())),
        ("thumb_size", size(&photo.thumbnail)),
    ])
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.map(|(key, value)| (key.to_owned(), value));
    Value::Map(BTreeMap::from(entries))
}

/// The mutation that hands such a log in.
#[must_use]
pub fn create(record: RecordId, author: Author, fields: Fields, photos: &[Photo]) -> NewWork {
    let body = CreateBody {
        form: "HD".into(),
        form_version: 1,
        unit: author.unit,
        fields,
    };
    let hashes = photos
        .iter()
        .flat_map(|photo| [photo.full.hash, photo.thumbnail.hash]);
    work(record, author, Op::Create(body), hashes.collect())
}

/// The bodies of pushes, ready to go: logs of these numbers, so many a push.
#[must_use]
pub fn pushes(
    install: InstallId,
    author: Author,
    numbers: Range<u64>,
    a_push: usize,
) -> Vec<String> {
    let head = PushHead {
        proto: PROTOCOL,
        app: "test".to_owned(),
        install,
        epoch: None,
        pending: 0,
        acknowledged: None,
        newest: None,
    };
    let wire = |seq: u64| {
        let record = RecordId(Uuid::now_v7());
        let fields = fields("2020-07-24", &format!("Ghi chú số {seq}"), &[]);
        wire_of(&create(record, author, fields, &[]), seq).1
    };
    let wires: Vec<String> = numbers.map(wire).collect();
    let body = |wires: &[String]| push_body(&head, wires);
    wires.chunks(a_push).map(body).collect()
}

/// Any mutation of a record, made now.
#[must_use]
pub fn work(record: RecordId, author: Author, op: Op, blobs: Vec<BlobHash>) -> NewWork {
    NewWork {
        id: MutationId(Uuid::now_v7()),
        op,
        record,
        holding: author.holding,
        deps: Vec::new(),
        at_ms: 1_595_578_140_000,
        offset_ms: Some(0),
        draft: None,
        blobs,
    }
}

/// Hands in a log with its photos, as the screen does: drafted with its photos, then enqueued.
///
/// # Errors
/// The store is full.
pub async fn hand_in<S: PhoneStore>(
    store: &S,
    author: Author,
    note: &str,
    photos: &[Photo],
) -> Stored<RecordId> {
    let record = RecordId(Uuid::now_v7());
    let fields = fields("2020-07-24", note, photos);
    let draft = Draft {
        id: DraftId(Uuid::now_v7()),
        form: "HD".into(),
        form_version: 1,
        record,
        edits: false,
        unit: author.unit,
        holding: author.holding,
        fields: fields.clone(),
        seen: Fields::new(),
        saved_at_ms: 1_595_578_140_000,
        awaiting_photo: false,
        answers: Vec::new(),
    };
    let blobs: Vec<_> = photos
        .iter()
        .flat_map(|photo| [photo.full.clone(), photo.thumbnail.clone()])
        .collect();
    store.save_photos(&draft, &blobs).await?;
    let work = NewWork {
        draft: Some(draft.id),
        ..create(record, author, fields, photos)
    };
    store.enqueue(&work).await?;
    Ok(record)
}
