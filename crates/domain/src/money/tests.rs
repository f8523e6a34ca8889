use super::*;
use proptest::prelude::*;

#[test]
fn amounts_are_printed_in_full_and_short() {
    for (amount, full, brief) in [
        (0, "0 đồng", "0 đồng"),
        (500, "500 đồng", "500 đồng"),
        (500_000, "500.000 đồng", "500.000 đồng"),
        (3_750_000, "3.750.000 đồng", "3,75 triệu đồng"),
        (15_000_000, "15.000.000 đồng", "15 triệu đồng"),
        (1_500_000_000, "1.500.000.000 đồng", "1,5 tỷ đồng"),
        (
            12_345_000_000_000,
            "12.345.000.000.000 đồng",
            "12.345 tỷ đồng",
        ),
        (1_234_567_890, "1.234.567.890 đồng", "1.234.567.890 đồng"),
        (1_234_560_000, "1.234.560.000 đồng", "1.234.560.000 đồng"),
        (-15_000_000, "-15.000.000 đồng", "-15 triệu đồng"),
    ] {
        assert_eq!(print(amount), full);
        assert_eq!(short(amount), brief);
    }
    let _ = (short(i64::MIN), short(i64::MAX));
}

#[test]
fn amounts_are_read_aloud() {
    for (amount, expected) in [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (91, "chín mươi mốt"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh tư"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_050, "một nghìn không trăm năm mươi"),
        (1_500, "một nghìn năm trăm"),
        (21_000, "hai mươi mốt nghìn"),
        (104_500, "một trăm linh tư nghìn năm trăm"),
        (3_750_000, "ba triệu bảy trăm năm mươi nghìn"),
        (15_000_000, "mười lăm triệu"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (2_000_000_000, "hai tỷ"),
        (
            1_234_567_890,
            "một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi",
        ),
        (1_000_000_000_000, "một nghìn tỷ"),
        (1_000_000_000_005, "một nghìn tỷ không trăm linh năm"),
        (1_005_000_000_000, "một nghìn không trăm linh năm tỷ"),
        (1_000_000_000_000_000, "một triệu tỷ"),
        (-5_000, "âm năm nghìn"),
    ] {
        assert_eq!(words(amount), expected.to_owned() + " đồng");
    }
    assert!(words(i64::MIN).starts_with("âm chín tỷ hai trăm hai mươi ba triệu"));
}

/// Reads the words again by rules of its own: a digit waits until a power says what it counts.
fn count_words(text: &str) -> Option<i64> {
    let (mut billions, mut thousands, mut group, mut digit) = (0, 0, 0, 0);
    for word in text.strip_suffix(" đồng")?.split(' ') {
        match word {
            "trăm" => (group, digit) = (group + digit * 100, 0),
            "mươi" => (group, digit) = (group + digit * 10, 0),
            "mười" => group += 10,
            "linh" => {}
            "nghìn" => (thousands, group, digit) = (thousands + (group + digit) * 1_000, 0, 0),
            "triệu" => {
                (thousands, group, digit) = (thousands + (group + digit) * 1_000_000, 0, 0)
            }
            "tỷ" => {
                billions = (billions + thousands + group + digit) * 1_000_000_000;
                (thousands, group, digit) = (0, 0, 0);
            }
            _ => {
                let names = [
                    "không",
                    "một mốt",
                    "hai",
                    "ba",
                    "bốn tư",
                    "năm lăm",
                    "sáu",
                    "bảy",
                    "tám",
                    "chín",
                ];
                let is_named = |names: &&str| names.split(' ').any(|name| name == word);
                digit = names.iter().position(is_named)? as i64;
            }
        }
    }
    Some(billions + thousands + group + digit)
}

proptest! {
    #[test]
    fn words_say_the_amount(amount in 0..=1_000_000_000_000_000_i64) {
        prop_assert_eq!(count_words(&words(amount)), Some(amount));
    }

    #[test]
    fn round_amounts_are_said_as_well(amount in 0..1_000_i64, zeros in 0..=12_u32) {
        let amount = amount * 10_i64.pow(zeros);
        prop_assert_eq!(count_words(&words(amount)), Some(amount));
    }

    #[test]
    fn short_form_is_exact(hundredths in 1..1_000_000_i64, zeros in 1..=7_u32) {
        let amount = hundredths * 10_i64.pow(zeros);
        let short = short(amount);
        let (number, unit) = short.split_once(' ').unwrap();
        let unit = match unit {
            "đồng" => 1,
            "triệu đồng" => 1_000_000,
            _ => 1_000_000_000,
        };
        prop_assert_eq!(number::parse(number, 2).map(|value| value * unit), Ok(amount * 100));
    }
}
