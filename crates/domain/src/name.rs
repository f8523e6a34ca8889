//! Names of persons: family name, middle names, given name («Nguyễn Thị Thu Hà» is called Hà).
//!
//! A full name is one field. Nothing here may require a middle name or reject a name: Khmer
//! families, names of one, two or five words and both encodings are all in order.

use crate::collation::push_sort_key;

/// The last word; empty for an empty name.
#[must_use]
pub fn given_name(full_name: &str) -> &str {
    full_name.split_whitespace().next_back().unwrap_or("")
}

/// «đ/c Hà»
#[must_use]
pub fn comrade(full_name: &str) -> String {
    let mut out = String::from("đ/c ");
    out.push_str(given_name(full_name));
    out
}

/// A key whose byte order is the order of Vietnamese lists of persons: by given name, then family
/// name, then middle names. Equal for equal names; the caller breaks that tie.
#[must_use]
pub fn sort_key(full_name: &str) -> String {
    let mut words = full_name.split_whitespace();
    let given_name = words.next_back().unwrap_or("");
    let family_name = words.next().unwrap_or("");
    let middle_names = words.fold(String::new(), |mut names, name| {
        names.push_str(name);
        names.push(' ');
        names
    });
    let mut key = String::with_capacity(full_name.len() * 2 + 8);
    for part in [given_name, family_name, &middle_names] {
        push_sort_key(&mut key, part);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn a_person_is_called_by_the_last_word() {
        for (full, given) in [
            ("Nguyễn Thị Thu Hà", "Hà"),
            ("Thạch Sơn", "Sơn"),
            ("Kim", "Kim"),
            (" Trần  Văn\u{A0}Đức ", "Đức"),
            ("", ""),
        ] {
            assert_eq!(given_name(full), given);
        }
        assert_eq!(comrade("Nguyễn Thị Thu Hà"), "đ/c Hà");
    }

    #[test]
    fn lists_go_by_given_then_family_then_middle_names() {
        let sorted = [
            "Nguyễn Văn An",
            "Trần An",
            "Trần Thị An",
            "Trần Thị Thu An",
            "Lê Ánh",
            "Bùi Văn Ân",
            "Thạch Dũng",
            "Dương Văn Đức",
            "Đặng Văn Đức",
            "Đỗ Văn Đức",
            "Kim Hà",
            "Sơn Thị Hả",
            "Lê Thị Hạ",
            "Kiên Sa Rây",
            "Thạch Thị Ươn",
        ];
        for pair in sorted.windows(2) {
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn both_encodings_and_capitals_sort_alike() {
        let name = "Nguyễn Thị Thu Hà";
        let decomposed: String = name.nfd().collect();
        assert_ne!(name, decomposed);
        assert_eq!(sort_key(&decomposed), sort_key(name));
        assert_eq!(sort_key("NGUYỄN  THỊ THU HÀ"), sort_key(name));
        assert_eq!(sort_key("Lê Thị Hòa"), sort_key("lê thị hòa"));
    }

    #[test]
    fn old_and_new_places_of_the_tone_sort_as_one_name() {
        assert_eq!(sort_key("Lê Thị Hoà"), sort_key("Lê Thị Hòa"));
        for (first, second) in [
            ("Lê Hoa", "Lê Hoà"),
            ("Lê Hòa", "Lê Hoá"),
            ("Lê Hoá", "Lê Họa"),
        ] {
            assert!(sort_key(first) < sort_key(second), "{first}, {second}");
        }
    }
}
