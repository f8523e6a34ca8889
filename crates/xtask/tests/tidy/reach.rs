//! What each part of the app may touch: components know values only, screens know the state, and
//! the browser is behind `src/platform`.

use crate::{
    assert_none,
    scan::scan,
    tree::{File, Finding, files},
};

struct Rule {
    name: &'static str,
    words: &'static [&'static str],
    /// Folders of `src/` where the words may not stand; all of `src/` when empty.
    forbidden_in: &'static [&'static str],
    allowed_in: &'static [&'static str],
    /// Where which beginning of a line is fine all the same.
    tolerated: &'static [(&'static str, &'static str)],
}

const RULES: [Rule; 4] = [
    Rule {
        name: "browser calls lie in src/platform",
        words: &["web_sys", "js_sys", "gloo_"],
        forbidden_in: &["src/"],
        allowed_in: &["src/platform"],
        tolerated: &[
            // Types of the events and elements that Leptos hands to a component.
            ("src/components", "use leptos::web_sys::"),
            // Handed on from one part to another, never called.
            ("src/state", "use web_sys::File;"),
            ("src/state", "use web_sys::CryptoKey;"),
        ],
    },
    Rule {
        name: "components take values and give callbacks",
        words: &[
            "crate::state",
            "crate::platform",
            "crate::screens",
            "nhatky_sync",
            "nhatky_store_idb",
        ],
        forbidden_in: &["src/components"],
        allowed_in: &[],
        tolerated: &[],
    },
    Rule {
        name: "only the state calls sync and the store",
        words: &["nhatky_sync", "nhatky_store_idb"],
        forbidden_in: &["src/screens", "src/components"],
        allowed_in: &[],
        // Failures that a screen puts into words.
        tolerated: &[("src/screens", "use nhatky_sync::store::StoreError;")],
    },
    Rule {
        name: "futures are started by the state",
        words: &["spawn_local"],
        forbidden_in: &["src/"],
        allowed_in: &["src/state", "src/platform", "src/main.rs"],
        tolerated: &[],
    },
];

#[test]
fn each_part_of_the_app_touches_only_what_it_may() {
    let app: Vec<&File> = files()
        .iter()
        .filter(|file| file.path.starts_with("src/") && file.is_rust())
        .collect();
    for rule in &RULES {
        let findings = app
            .iter()
            .filter(|file| is_under(&file.path, rule.forbidden_in))
            .filter(|file| !is_under(&file.path, rule.allowed_in))
            .flat_map(|file| uses(file, rule))
            .collect();
        assert_none(rule.name, findings);
    }
}

/// `src/state` covers `src/state.rs` and everything in `src/state/`.
fn is_under(path: &str, places: &[&str]) -> bool {
    places.iter().any(|place| path.starts_with(place))
}

fn uses(file: &File, rule: &Rule) -> Vec<Finding> {
    let scan = scan(file);
    let is_tolerated = |text: &str| {
        rule.tolerated
            .iter()
            .any(|(place, start)| file.path.starts_with(place) && text.starts_with(start))
    };
    file.lines()
        .filter(|(line, text)| !text.trim_start().starts_with("//") && !scan.is_in_test(*line))
        .filter_map(|(line, text)| {
            if is_tolerated(text) {
                return None;
            }
            let word = rule.words.iter().find(|word| text.contains(**word))?;
            Some(file.finding(line, format!("«{word}»")))
        })
        .collect()
}
