use proptest::prelude::*;

use super::*;
use crate::conformance::run;
use crate::conformance::samples::{NOW_MS, blob, draft, hash, person, record, thumbnail, work};
use crate::store::memory::MemoryStore;
use crate::store::{Drafts as _, KeptWork, NewBlob, Outbox as _, Piece};

mod damage;
mod half_broken;
mod stores;

fn head() -> Head {
    Head {
        person: person(1),
        install: Some("00000000-0000-8000-8000-00000000000f".parse().unwrap()),
        made_at_ms: NOW_MS,
        part: 1,
        address: "https://doan.example".to_owned(),
        name: "Nguyễn Thị Hòa".to_owned(),
        note: "Đừng sửa tệp này.".to_owned(),
    }
}

fn written(head: &Head, pieces: &[Piece]) -> String {
    let (mut encoder, mut text) = Encoder::begin(head);
    for piece in pieces {
        match piece {
            Piece::Draft(draft) => text += &encoder.draft(draft).unwrap(),
            Piece::Work(work) => text += &encoder.work(work).unwrap(),
            Piece::Photo(photo) => text.extend(encoder.photo(photo)),
        }
    }
    text + &encoder.end(true)
}

/// What is read from bytes that come in pieces of so many.
fn read(bytes: &[u8], at_a_time: usize) -> (Vec<Entry>, Result<Part, Damage>) {
    let (mut decoder, mut entries) = (Decoder::new(), Vec::new());
    for piece in bytes.chunks(at_a_time) {
        if let Err(damage) = decoder.feed(piece, &mut entries) {
            return (entries, Err(damage));
        }
    }
    let part = decoder.finish(&mut entries);
    (entries, part)
}

fn expected(head: &Head, pieces: &[Piece]) -> Vec<Entry> {
    let pieces = pieces.iter().cloned().map(Entry::Piece);
    [Entry::Head(head.clone())]
        .into_iter()
        .chain(pieces)
        .collect()
}

const LAST: Result<Part, Damage> = Ok(Part {
    is_last: true,
    unknown: 0,
});

fn samples() -> Vec<Piece> {
    vec![
        Piece::Photo(blob(1, 1500)),
        Piece::Photo(thumbnail(2, 0)),
        Piece::Work(KeptWork {
            wire: r#"{"id":"m","ten":"Hòa Minh"}"#.to_owned(),
            state: "{}".to_owned(),
            blobs: vec![hash(1), hash(2)],
        }),
        Piece::Draft(r#"{"id":"d"}"#.to_owned()),
    ]
}

/// Files lie on people's phones and in their mail: what is written here is read for ever.
#[test]
fn the_format_is_frozen() {
    let pieces = [
        Piece::Photo(blob(1, 5)),
        Piece::Work(KeptWork {
            wire: r#"{"id":"m","ten":"Hòa Minh"}"#.to_owned(),
            state: "{}".to_owned(),
            blobs: vec![hash(1), hash(2)],
        }),
        Piece::Draft(r#"{"id":"d"}"#.to_owned()),
    ];
    let text = written(&head(), &pieces);
    let text = text
        .replace('\t', "|")
        .replace(&hash(1).to_string(), "sha1");
    let expected = r#"nhatky-backup 1|41b842d975ea36ce|01737fd6-0800-7000-8000-000000000001|00000000-0000-8000-8000-00000000000f|1595577600000|1|https://doan.example|Nguyễn Thị Hòa|Đừng sửa tệp này.
photo|05350d8f951a536a|sha1|image/jpeg|5|0
=AAECAwQ
work|da0a1dfdb715f953|sha1,sha2|{}|{"id":"m","ten":"Hòa Minh"}
draft|43c6c91213fa8007|{"id":"d"}
end|3b31489d44f1bf90|1|1|1|0|1
"#;
    assert_eq!(text.replace(&hash(2).to_string(), "sha2"), expected);
}

fn piece() -> impl Strategy<Value = Piece> {
    let text = || "[^\t\r\n]{0,80}";
    let blobs = || proptest::collection::vec((0..9_u8).prop_map(hash), 0..4);
    let bytes = proptest::collection::vec(any::<u8>(), 0..2000);
    prop_oneof![
        text().prop_map(Piece::Draft),
        (text(), text(), blobs()).prop_map(|(wire, state, blobs)| Piece::Work(KeptWork {
            wire,
            state,
            blobs
        })),
        (0..9_u8, bytes, any::<bool>()).prop_map(|(number, bytes, is_thumbnail)| {
            Piece::Photo(NewBlob {
                hash: hash(number),
                mime: "image/jpeg".to_owned(),
                bytes,
                is_thumbnail,
            })
        }),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_however_it_arrives(
        pieces in proptest::collection::vec(piece(), 0..8),
        at_a_time in 1..3000_usize,
        line_end in prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n")],
        around in prop_oneof![Just(("", "")), Just(("\u{feff}", "\r\n-- \r\nGửi từ Zalo"))],
    ) {
        let text = written(&head(), &pieces).replace('\n', line_end);
        let text = [around.0, &text, around.1].concat();
        let read = read(text.as_bytes(), at_a_time);
        prop_assert_eq!(read, (expected(&head(), &pieces), LAST));
    }
}
