use super::*;
use std::{collections::BTreeSet, fs, path::PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text_of(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn table() -> Vec<Guard> {
    read(&text_of("tests/guards.md")).unwrap()
}

#[test]
fn every_test_of_an_incident_has_its_row() {
    let incidents = text_of("tests/incidents.md");
    let rows = incidents.lines().filter(|line| line.starts_with("| I-"));
    let names = rows.flat_map(|row| row.split('`').skip(1).step_by(2));
    let wanted: BTreeSet<_> = names.map(ToOwned::to_owned).collect();
    let table = table();
    let there: BTreeSet<_> = table.iter().map(|guard| guard.test.clone()).collect();
    assert_eq!(there, wanted);
    assert_eq!(there.len(), table.len(), "a test has two rows");
}

#[test]
fn every_change_still_fits() {
    for guard in table() {
        for change in guard.changes {
            if let Err(error) = change.make(&text_of(&change.file)) {
                panic!("{}: {error}", guard.test);
            }
        }
    }
}

const ROW: &str = "# T\n\n## i_08_five\n\nWhy.\n\n`cargo test -p server --test api`\n
```diff\n--- a.rs\n     if it {\n-        one()\n-        two()\n+        three()\n     }\n```\n";

#[test]
fn a_row_is_read_and_its_change_made() {
    let guard = read(ROW).unwrap().remove(0);
    assert_eq!(guard.test, "i_08_five");
    let words = ["test", "-p", "server", "--test", "api"].map(ToOwned::to_owned);
    assert_eq!(guard.place, Place::Host(words.to_vec()));
    let text = "fn f() {\n    if it {\n        one()\n        two()\n    }\n}\n";
    assert_eq!(
        guard.changes[0].make(text).unwrap(),
        "fn f() {\n    if it {\n        three()\n    }\n}\n"
    );
}

#[test]
fn a_change_that_fits_nowhere_or_twice_is_refused() {
    let change = read(ROW).unwrap().remove(0).changes.remove(0);
    assert!(change.make("    if it {\n        one()\n    }\n").is_err());
    let once = "    if it {\n        one()\n        two()\n    }\n";
    assert!(change.make(&once.repeat(2)).is_err());
}

#[test]
fn a_row_that_lacks_something_is_refused() {
    for (part, instead) in [
        ("`cargo test -p server --test api`", ""),
        ("```diff", "```"),
        ("--- a.rs", "+++ a.rs"),
        ("+        three()", "+        one()\n+        two()"),
    ] {
        assert!(read(&ROW.replace(part, instead)).is_err(), "{part}");
    }
}
