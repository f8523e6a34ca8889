//! Files that were cut, changed, or are none of ours: said precisely, and nothing wrong comes out.

use super::*;

#[test]
fn a_file_cut_anywhere_is_said_to_be_cut_and_gives_what_is_whole() {
    let text = written(&head(), &samples());
    let whole = expected(&head(), &samples());
    // Without its very last line end it is whole.
    for end in 0..text.len() - 1 {
        let (entries, damage) = read(&text.as_bytes()[..end], 97);
        let is_named = matches!(damage, Err(Damage::Cut { .. } | Damage::NotABackup));
        assert!(is_named, "cut at {end}: {damage:?}");
        assert!(whole.starts_with(&entries), "cut at {end}");
    }
}

#[test]
fn a_changed_letter_is_found_on_its_line() {
    let text = written(&head(), &samples());
    let changed = text.replace("Hòa Minh", "Hòa Mink");
    let (entries, damage) = read(changed.as_bytes(), 4096);
    // The first photo takes four lines, the empty one only its first.
    assert_eq!(damage, Err(Damage::Altered { line: 7 }));
    assert_eq!(entries, expected(&head(), &samples())[..2]);
}

#[test]
fn a_line_taken_out_or_moved_is_found() {
    let text = written(&head(), &samples());
    let lines: Vec<_> = text.lines().collect();
    for idx in 1..lines.len() - 1 {
        let mut fewer = lines.clone();
        fewer.remove(idx);
        assert!(read(fewer.join("\n").as_bytes(), 4096).1.is_err(), "{idx}");
        let mut moved = lines.clone();
        moved.swap(idx, idx - 1);
        assert!(read(moved.join("\n").as_bytes(), 4096).1.is_err(), "{idx}");
    }
}

#[test]
fn a_file_of_somebody_else_is_no_backup() {
    for text in [
        "",
        "\n\n",
        "xin chào",
        "{\"a\":1}",
        "%PDF-1.7\n\u{0}",
        "\u{feff}",
    ] {
        assert_eq!(read(text.as_bytes(), 7), (vec![], Err(Damage::NotABackup)));
    }
    assert_eq!(read(&[0xff; 4096], 100), (vec![], Err(Damage::NotABackup)));
}

#[test]
fn a_newer_format_asks_for_an_update() {
    let text = written(&head(), &[]).replacen("nhatky-backup 1", "nhatky-backup 2", 1);
    let newer = Err(Damage::Newer { version: 2 });
    assert_eq!(read(text.as_bytes(), 4096), (vec![], newer));
}

#[test]
fn lines_of_an_unknown_kind_are_passed_over_and_counted() {
    let (mut encoder, mut text) = Encoder::begin(&head());
    text += &encoder.line("voice", "sha\t5");
    text += &encoder.data(b"abc");
    text += &encoder.draft("{}").unwrap();
    text += &encoder.end(false);
    let (entries, part) = read(text.as_bytes(), 50);
    let pieces = [Piece::Draft("{}".to_owned())];
    assert_eq!(entries, expected(&head(), &pieces));
    let part_read = Part {
        is_last: false,
        unknown: 1,
    };
    assert_eq!(part, Ok(part_read));
}

#[test]
fn a_text_that_would_tear_the_lines_is_not_taken() {
    let (mut encoder, _) = Encoder::begin(&head());
    assert_eq!(encoder.draft("a\nb"), None);
    let torn = KeptWork {
        wire: "a\tb".to_owned(),
        state: String::new(),
        blobs: Vec::new(),
    };
    assert_eq!(encoder.work(&torn), None);
}

fn change() -> impl Strategy<Value = (proptest::sample::Index, u8, u8)> {
    (any::<proptest::sample::Index>(), any::<u8>(), 0..3_u8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn whatever_was_done_to_a_file_nothing_wrong_comes_out(
        changes in proptest::collection::vec(change(), 1..6),
        at_a_time in 1..400_usize,
    ) {
        let mut bytes = written(&head(), &samples()).into_bytes();
        for (place, byte, how) in changes {
            let idx = place.index(bytes.len());
            match how {
                0 => bytes[idx] = byte,
                1 => bytes.insert(idx, byte),
                _ => bytes.truncate(idx.max(1)),
            }
        }
        let (entries, _) = read(&bytes, at_a_time);
        prop_assert!(expected(&head(), &samples()).starts_with(&entries));
    }

    #[test]
    fn arbitrary_lines_behind_a_right_first_one_never_panic(
        lines in proptest::collection::vec("(end|photo|work|=|lost)?\t?[a-z0-9\t,=]{0,40}", 0..6),
    ) {
        let text = Encoder::begin(&head()).1 + &lines.join("\n");
        let (entries, _) = read(text.as_bytes(), 64);
        prop_assert!(entries.len() <= 1);
    }
}
