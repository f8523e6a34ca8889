//! Files that people hand over: the catalogue, lists of units and members, a phone's backup.

use nhatky_domain::date::Timestamp;
use nhatky_domain::ids::UnitId;
use nhatky_domain::unit::Unit;
use nhatky_server::catalogue::{CatalogueSource, SourceFile};
use nhatky_server::commands::{CommandError, read_members, read_units};
use nhatky_server::naming::id_of;
use nhatky_sync::backup::{Decoder, Encoder, Entry};
use nhatky_sync::store::Piece;

/// The first line is the name of the file.
pub(crate) fn catalogue(bytes: &[u8]) {
    let all = String::from_utf8_lossy(bytes);
    let (name, text) = all.split_once('\n').unwrap_or((&all, ""));
    let file = SourceFile {
        name: name.trim_start_matches("# "),
        text,
    };
    if let Err(mistakes) = CatalogueSource::read(&[file]) {
        assert!(!mistakes.to_string().is_empty());
    }
}

pub(crate) fn units(bytes: &[u8]) {
    match read_units(bytes, &[unit("goc", None)]) {
        Ok(units) => assert!(units.iter().all(|unit| !unit.name.is_empty())),
        Err(error) => names_its_line(&error),
    }
}

pub(crate) fn members(bytes: &[u8]) {
    match read_members(bytes, &[unit("goc", None), unit("DV1", Some("goc"))]) {
        Ok((persons, holdings)) => assert!(persons.len() <= holdings.len()),
        Err(error) => names_its_line(&error),
    }
}

fn names_its_line(error: &CommandError) {
    let CommandError::BadLine { message, .. } = error else {
        panic!("{error:?}");
    };
    assert!(!message.is_empty());
}

fn unit(code: &str, parent: Option<&str>) -> Unit {
    let id = |code| UnitId(id_of(&["unit", code]));
    Unit {
        id: id(code),
        name: code.to_owned(),
        short_name: code.to_owned(),
        kind: "chi_doan".to_owned(),
        parent: parent.map(id),
        from: Timestamp(0).vn_date(),
        until: None,
        successors: Vec::new(),
        members: 9,
        usual_places: Vec::new(),
    }
}

/// Read in one piece or in many, it says the same; what a whole part gave is written and read
/// again as the same.
pub(crate) fn backup(bytes: &[u8]) {
    read_and_written(bytes);
    // With right checks, so that what lies behind them is met too.
    read_and_written(checked(&String::from_utf8_lossy(bytes)).as_bytes());
}

/// Every line with the check that it should have.
fn checked(text: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |part: &str| {
        for byte in part.bytes().chain([b'\n']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        hash
    };
    let mut lines = String::new();
    for line in text.lines() {
        let mut fields = line.splitn(3, '\t');
        match (line.strip_prefix('='), fields.next(), fields.nth(1)) {
            (Some(data), ..) => {
                add(data);
                lines += line;
            }
            (None, Some(kind), Some(payload)) => {
                add(kind);
                lines += &format!("{kind}\t{:016x}\t{payload}", add(payload));
            }
            _ => lines += line,
        }
        lines.push('\n');
    }
    lines
}

fn read_and_written(bytes: &[u8]) {
    let (entries, part) = read(bytes, usize::MAX);
    assert_eq!((entries.clone(), part), read(bytes, 7));
    match part {
        Ok(part) if part.unknown == 0 => {
            if let Some(text) = written(&entries, part.is_last) {
                assert_eq!(read(text.as_bytes(), 1024), (entries, Ok(part)));
            }
        }
        Ok(_) => {}
        Err(damage) => assert!(!damage.to_string().is_empty()),
    }
}

type Read = (
    Vec<Entry>,
    Result<nhatky_sync::backup::Part, nhatky_sync::backup::Damage>,
);

fn read(bytes: &[u8], at_a_time: usize) -> Read {
    let (mut decoder, mut entries) = (Decoder::new(), Vec::new());
    for piece in bytes.chunks(at_a_time.min(bytes.len()).max(1)) {
        if let Err(damage) = decoder.feed(piece, &mut entries) {
            return (entries, Err(damage));
        }
    }
    let part = decoder.finish(&mut entries);
    (entries, part)
}

/// None for texts that no phone of ours writes.
fn written(entries: &[Entry], is_last: bool) -> Option<String> {
    let Some((Entry::Head(head), rest)) = entries.split_first() else {
        panic!("a part without a head");
    };
    let is_plain = |text: &str| !text.contains(['\t', '\r']);
    if ![&head.address, &head.name, &head.note]
        .iter()
        .all(|text| is_plain(text))
    {
        return None;
    }
    let (mut encoder, mut text) = Encoder::begin(head);
    for entry in rest {
        match entry {
            Entry::Piece(Piece::Draft(draft)) => text += &encoder.draft(draft)?,
            Entry::Piece(Piece::Work(work)) => text += &encoder.work(work)?,
            Entry::Piece(Piece::Photo(photo)) => text.extend(encoder.photo(photo)),
            Entry::Lost(what) if is_plain(what) => text += &encoder.lost(what),
            Entry::Lost(_) => return None,
            Entry::Head(_) => panic!("two heads"),
        }
    }
    text += &encoder.end(is_last);
    Some(text)
}
