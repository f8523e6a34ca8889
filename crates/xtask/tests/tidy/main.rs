//! The rules of the tree, as tests: what may depend on what, how large things are, how they are
//! named. Each test lists every place that breaks its rule. A place with a good reason to differ
//! is named in `exceptions.rs`.

#![expect(
    clippy::unwrap_used,
    reason = "a rule that cannot be looked at has failed"
)]

mod comments;
mod dependencies;
mod exceptions;
mod incidents;
mod language;
mod names;
mod reach;
mod scan;
mod sizes;
mod tree;
mod versions;

/// Fails with every finding that is not excepted.
fn assert_none(rule: &'static str, findings: Vec<tree::Finding>) {
    let mut lines: Vec<String> = findings
        .into_iter()
        .filter(|finding| !exceptions::is_excepted(rule, &finding.path))
        .map(|finding| finding.to_string())
        .collect();
    lines.sort();
    assert!(
        lines.is_empty(),
        "{rule}: {} places\n{}",
        lines.len(),
        lines.join("\n")
    );
}
