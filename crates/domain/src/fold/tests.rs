use super::*;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn nfd(text: &str) -> String {
    text.nfd().collect()
}

#[test]
fn folding_takes_marks_capitals_and_spare_spaces_away() {
    for (text, folded) in [
        ("Đoàn Khối", "doan khoi"),
        ("Ủy viên", "uy vien"),
        ("Uỷ viên", "uy vien"),
        ("Xã đảo Hòa Minh", "xa dao hoa minh"),
        ("Xã đảo Hoà Minh", "xa dao hoa minh"),
        ("  ĐƯỜNG\u{A0}\t DÂY \n", "duong day"),
        ("Nguyễn Thị Thu Hà", "nguyen thi thu ha"),
        ("277-KH/TĐTN-TCKT", "277-kh/tdtn-tckt"),
        ("Ðiện lực", "dien luc"),
        ("Café Zürich", "cafe zurich"),
        ("កម្ពុជា 5", "កម្ពុជា 5"),
        ("", ""),
        ("  ", ""),
    ] {
        assert_eq!(fold(text), folded);
        assert_eq!(fold(&nfd(text)), folded, "{text} in NFD");
    }
}

#[test]
fn words_are_found_without_diacritics() {
    let unit = "Đoàn cơ sở Công ty Điện lực tỉnh";
    for query in ["dien luc", "DIEN LUC", "lực điện", "dien l", "doan cty"] {
        let expected = (!query.contains("cty")).then_some(());
        assert_eq!(matches(query, unit).map(|_| ()), expected, "{query}");
    }
    for query in ["iện", "uc", "dien luck", "luc-x"] {
        assert_eq!(matches(query, unit), None, "{query}");
    }
}

#[test]
fn typed_diacritics_rank_exact_finds_first() {
    for (query, text, rank) in [
        ("hà", "Nguyễn Thị Thu Hà", Rank::AsTyped),
        ("hà", "Trần Văn Hạ", Rank::MarksDiffer),
        ("hà", "Trần Văn Ha", Rank::MarksDiffer),
        ("ha", "Trần Văn Hạ", Rank::AsTyped),
        ("hoà", "xã Hòa Minh", Rank::AsTyped),
        ("hòa", "xã Hoà Minh", Rank::AsTyped),
        ("hoà", "Hoàn", Rank::AsTyped),
        ("uỷ viên", "Ủy viên Ban Chấp hành", Rank::AsTyped),
        ("ủy viên", "Uỷ viên", Rank::AsTyped),
        ("đien", "Điện lực", Rank::MarksDiffer),
        ("Điện", "ĐIỆN LỰC", Rank::AsTyped),
        ("hà ha", "Hạ Ha", Rank::MarksDiffer),
    ] {
        assert_eq!(matches(query, text), Some(rank), "{query} in {text}");
        assert_eq!(matches(&nfd(query), text), Some(rank), "{query} in NFD");
        assert_eq!(matches(query, &nfd(text)), Some(rank), "{text} in NFD");
    }
    assert!(Rank::AsTyped < Rank::MarksDiffer);
}

#[test]
fn punctuation_divides_words_on_both_sides() {
    for (query, text) in [
        ("kh", "277-KH/TĐTN"),
        ("tdtn", "277-KH/TĐTN"),
        ("277-kh", "277-KH/TĐTN"),
        ("xanh sach", "«Xanh – Sạch – Đẹp»"),
        ("26", "Tuần 30 (20/7–26/7/2020)"),
        ("ភាសា", "ភាសាខ្មែរ"),
    ] {
        assert_eq!(matches(query, text), Some(Rank::AsTyped), "{query}");
    }
}

#[test]
fn an_empty_query_finds_everything() {
    for query in ["", "   ", "-", "\u{301}"] {
        assert!(Query::new(query).is_empty());
        assert_eq!(matches(query, "Đoàn"), Some(Rank::AsTyped));
        assert_eq!(matches(query, ""), Some(Rank::AsTyped));
    }
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in "[ àÀđĐừựẪy5\u{301}\u{A0}-]{0,12}|\\PC{0,12}") {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    }

    #[test]
    fn both_spellings_fold_alike(text in "[a-zđĐàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệ ìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵÀẤỆƯỰ]{0,20}") {
        prop_assert_eq!(fold(&nfd(&text)), fold(&text));
        let is_plain = fold(&text).chars().all(|c| c.is_ascii_lowercase() || c == ' ');
        prop_assert!(is_plain);
    }

    #[test]
    fn every_beginning_of_a_word_finds_it(
        text in "[a-zđàạăệ]{1,6}( [a-zđàạăệ]{1,6}){0,4}",
        word in 0..5_usize,
        length in 1..6_usize,
    ) {
        let words: Vec<_> = text.split(' ').collect();
        let query: String = words[word % words.len()].chars().take(length).collect();
        prop_assert!(matches(&query, &text).is_some());
        prop_assert_eq!(matches(&fold(&query), &text), Some(Rank::AsTyped));
    }

    #[test]
    fn no_text_makes_search_panic(query in "\\PC{0,12}", text in "\\PC{0,24}") {
        let _ = matches(&query, &text);
    }
}
