use super::*;
use proptest::prelude::*;

#[test]
fn typed_numbers_are_read_in_all_accepted_forms() {
    for (text, decimals, value) in [
        ("1234,5", 1, 12_345),
        ("1.234,5", 1, 12_345),
        ("1 234,5", 1, 12_345),
        ("1\u{A0}234,5", 1, 12_345),
        ("1\u{202F}234\u{202F}567", 0, 1_234_567),
        ("1234,5", 3, 1_234_500),
        ("1.234", 0, 1_234),
        ("1.234", 3, 1_234_000),
        ("3.750.000", 0, 3_750_000),
        ("1.234.567.890", 0, 1_234_567_890),
        ("0,05", 3, 50),
        ("0.05", 3, 50),
        ("0.050", 3, 50),
        ("0", 0, 0),
        ("007", 0, 7),
        (" 12 ", 0, 12),
        ("12,50", 2, 1_250),
        ("-1.234,5", 1, -12_345),
        ("\u{2212}3", 0, -3),
        ("-0", 0, 0),
        ("9223372036854775807", 0, i64::MAX),
        ("-9223372036854775808", 0, i64::MIN),
        ("0,000000000000000001", 18, 1),
    ] {
        assert_eq!(parse(text, decimals), Ok(value), "{text}");
    }
}

#[test]
fn a_number_with_two_readings_is_asked_about() {
    for (text, decimals, with_decimals, without) in [
        ("1.5", 1, "1,5", "15"),
        ("1.5", 3, "1,5", "15"),
        ("1.50", 2, "1,5", "150"),
        ("12.34", 3, "12,34", "1.234"),
        ("1.234.5", 1, "1.234,5", "12.345"),
        ("1234.5", 1, "1.234,5", "12.345"),
        ("1234.567", 3, "1.234,567", "1.234.567"),
        ("-1.5", 1, "-1,5", "-15"),
    ] {
        let error = NumberError::Ambiguous {
            text: text.to_owned(),
            options: [with_decimals.to_owned(), without.to_owned()],
        };
        assert_eq!(parse(text, decimals), Err(error), "{text}");
    }
}

#[test]
fn what_is_no_number_says_why() {
    let malformed = |text: &str| NumberError::Malformed { text: text.into() };
    for text in [
        "abc",
        "12 km",
        "1,2,3",
        "1.2.3",
        "1.23.456",
        "1 23",
        "1.234 567",
        "1 234.567",
        "5,",
        ",5",
        "5.",
        ".5",
        "1,234.5",
        "--1",
        "+1",
        "1e3",
        "٣",
        "-",
        ".",
        ",",
        "1..234",
        "3.750.00",
    ] {
        assert_eq!(parse(text, 1), Err(malformed(text)), "{text}");
    }
    assert_eq!(parse("1.5", 0), Err(malformed("1.5")));
    for text in ["", "  ", "\u{A0}"] {
        assert_eq!(parse(text, 0), Err(NumberError::Empty));
    }
}

#[test]
fn too_many_decimals_and_too_many_digits_are_refused() {
    for (text, decimals) in [("1,5", 0), ("1,234", 2), ("0.005", 2), ("1,50", 1)] {
        let error = NumberError::TooPrecise {
            text: text.into(),
            decimals,
        };
        assert_eq!(parse(text, decimals), Err(error));
    }
    for (text, decimals) in [
        ("9223372036854775808", 0),
        ("-9223372036854775809", 0),
        ("9223372036854775807", 1),
        ("99999999999999999999999999", 0),
        ("92233720368547758.5", 2),
    ] {
        let error = NumberError::TooLarge { text: text.into() };
        assert_eq!(parse(text, decimals), Err(error), "{text}");
    }
}

#[test]
fn numbers_are_printed_with_points_and_a_comma() {
    for (value, decimals, text) in [
        (0, 0, "0"),
        (0, 3, "0"),
        (999, 0, "999"),
        (1_000, 0, "1.000"),
        (1_234_567_890, 0, "1.234.567.890"),
        (1_002_003, 0, "1.002.003"),
        (12_345, 1, "1.234,5"),
        (1_234_500, 3, "1.234,5"),
        (50, 3, "0,05"),
        (5, 3, "0,005"),
        (100_100, 3, "100,1"),
        (-12_345, 1, "-1.234,5"),
        (-5, 1, "-0,5"),
        (i64::MIN, 0, "-9.223.372.036.854.775.808"),
        (i64::MAX, 18, "9,223372036854775807"),
        (1, 255, "0,000000000000000001"),
    ] {
        assert_eq!(print(value, decimals), text);
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(value in any::<i64>(), decimals in 0..=20_u8) {
        prop_assert_eq!(parse(&print(value, decimals), decimals), Ok(value));
    }

    #[test]
    fn small_values_are_read_back_too(value in -100_000..100_000_i64, decimals in 0..=6_u8) {
        prop_assert_eq!(parse(&print(value, decimals), decimals), Ok(value));
    }

    #[test]
    fn grouping_marks_never_change_a_value(value in any::<i64>(), decimals in 0..=18_u8) {
        let printed = print(value, decimals);
        for mark in ["", " ", "\u{A0}"] {
            prop_assert_eq!(parse(&printed.replace('.', mark), decimals), Ok(value));
        }
    }

    #[test]
    fn both_options_of_an_ambiguous_number_can_be_chosen(
        text in "-?[0-9]{1,5}(\\.[0-9]{1,4}){1,2}",
        decimals in 0..=4_u8,
    ) {
        if let Err(NumberError::Ambiguous { options, .. }) = parse(&text, decimals) {
            let [with_decimals, without] = options.map(|option| parse(&option, decimals));
            prop_assert!(with_decimals.is_ok() && without.is_ok());
            prop_assert_ne!(with_decimals, without);
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "[0-9., \u{2212}-]{0,24}|\\PC{0,12}", decimals in any::<u8>()) {
        let _ = parse(&text, decimals);
    }
}
