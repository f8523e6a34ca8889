//! The table of incidents in `tests/incidents.md` names tests that are there.

use crate::{
    assert_none,
    tree::{File, Finding, files},
};

const TABLE: &str = "tests/incidents.md";
const INCIDENTS: usize = 41;
const NOT_OURS: &str = "does not apply, because ";

/// Number, what happened, what stands for it.
struct Row<'a> {
    line: usize,
    number: usize,
    guard: &'a str,
}

fn table() -> &'static File {
    let mut files = files().iter();
    files.find(|file| file.path == TABLE).unwrap()
}

fn rows() -> Vec<Row<'static>> {
    let row = |(line, text): (usize, &'static str)| {
        let cells: Vec<_> = text.split('|').map(str::trim).collect();
        let number = cells.get(1)?.strip_prefix("I-")?.parse().ok()?;
        let guard = *cells.get(3)?;
        Some(Row {
            line,
            number,
            guard,
        })
    };
    table().lines().filter_map(row).collect()
}

#[test]
fn every_incident_has_its_row() {
    let numbers: Vec<_> = rows().iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=INCIDENTS).collect::<Vec<_>>());
}

#[test]
fn every_incident_has_a_test_named_after_it_or_a_reason() {
    let mut findings = Vec::new();
    for row in rows() {
        let prefix = format!("i_{:02}_", row.number);
        let names: Vec<_> = row.guard.split('`').skip(1).step_by(2).collect();
        if names.is_empty() && !row.guard.starts_with(NOT_OURS) {
            findings.push(finding(&row, "neither a test nor a reason"));
        }
        for name in names {
            if !name.starts_with(&prefix) {
                findings.push(finding(&row, &format!("«{name}» is not named after it")));
            }
            if !is_a_test(name) {
                findings.push(finding(&row, &format!("there is no test «{name}»")));
            }
        }
    }
    assert_none("incident", findings);
}

#[test]
fn every_test_named_after_an_incident_is_in_the_table() {
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| file.is_rust()) {
        for (line, text) in file.lines() {
            let name = text.split_once("fn i_").map_or("", |(_, rest)| rest);
            let name = name.split(['(', '<']).next().unwrap_or_default();
            let is_named_so = name.starts_with(|letter: char| letter.is_ascii_digit());
            if is_named_so && !table().text.contains(&format!("`i_{name}`")) {
                findings.push(file.finding(line, format!("«i_{name}» is not in {TABLE}")));
            }
        }
    }
    assert_none("incident", findings);
}

fn finding(row: &Row<'_>, what: &str) -> Finding {
    table().finding(row.line, what)
}

fn is_a_test(name: &str) -> bool {
    let head = format!("fn {name}");
    let is_defined = |line: &str| {
        let after = line.split_once(&head).map(|(_, after)| after);
        after.is_some_and(|after| after.starts_with(['(', '<']))
    };
    let mut files = files().iter().filter(|file| file.is_rust());
    files.any(|file| file.text.lines().any(is_defined))
}
