//! How two edits of one record meet. Pure; the server decides with it, the phone previews with it.
//!
//! ```text
//!            was (digest in the patch)
//!           ╱                         ╲
//!   current on the server          to (the patch)
//!           ╲                         ╱
//!     equal digest, or equal value     → to
//!     set field                        → current − without + to
//!     anything else                    → current stays, both values are kept as a clash
//! ```
//!
//! A field is judged alone: two people who edit different fields never clash.

use nhatky_domain::form::Form;
use nhatky_domain::ids::FieldCode;
use nhatky_domain::record::{self, Fields};
use nhatky_domain::validate::merges_as_set;
use nhatky_domain::value::Value;

use crate::protocol::{FieldPatch, PatchBody};

/// What came of a patch.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Joined {
    /// Whether any answer is different now.
    pub changed: bool,
    /// Set fields that somebody else had changed too: both changes are in.
    pub joined: Vec<FieldCode>,
    pub clashed: Vec<Clash>,
}

/// Two different answers to one question. The first stays in force until a person decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    pub field: FieldCode,
    pub current: Value,
    pub incoming: Value,
}

/// Applies a patch field by field. Without the form, fields have no set semantics and clash.
pub fn patch(form: Option<&Form>, fields: &mut Fields, patch: &PatchBody) -> Joined {
    let mut joined = Joined::default();
    for (code, change) in &patch.fields {
        let current = fields.get(code).cloned().unwrap_or_default();
        if is_same(&current, &change.to) {
            continue;
        }
        let is_set = form
            .and_then(|form| form.field(code))
            .is_some_and(merges_as_set);
        let next = if saw(&current, change) {
            change.to.clone()
        } else if is_set {
            joined.joined.push(code.clone());
            join_sets(&current, change)
        } else {
            joined.clashed.push(Clash {
                field: code.clone(),
                current,
                incoming: change.to.clone(),
            });
            continue;
        };
        joined.changed |= next != current;
        record::put(fields, code.clone(), next);
    }
    joined
}

/// Whether the person who made the change had the current answer before them.
fn saw(current: &Value, change: &FieldPatch) -> bool {
    match &change.was {
        None => current.is_blank(),
        Some(digest) => *digest == current.digest(),
    }
}

/// Blank answers are all the same: none.
fn is_same(a: &Value, b: &Value) -> bool {
    a == b || (a.is_blank() && b.is_blank())
}

/// The current items less those taken out, then the new ones that are not there yet.
fn join_sets(current: &Value, change: &FieldPatch) -> Value {
    let mut items: Vec<_> = current
        .items()
        .iter()
        .filter(|item| !change.without.contains(item))
        .cloned()
        .collect();
    for item in change.to.items() {
        if !items.contains(item) {
            items.push(item.clone());
        }
    }
    Value::List(items)
}

/// The patch that turns `before` into `after`; none if they are equal.
#[must_use]
pub fn difference(before: &Fields, after: &Fields) -> Option<PatchBody> {
    let added = after.keys().filter(|code| !before.contains_key(code));
    let mut patch = PatchBody {
        fields: Default::default(),
    };
    for code in before.keys().chain(added) {
        let was = before.get(code).cloned().unwrap_or_default();
        let to = after.get(code).cloned().unwrap_or_default();
        if !is_same(&was, &to) {
            let without = was
                .items()
                .iter()
                .filter(|item| !to.items().contains(item))
                .cloned()
                .collect();
            let digest = (!was.is_blank()).then(|| was.digest());
            patch.fields.insert(
                code.clone(),
                FieldPatch {
                    to,
                    was: digest,
                    without,
                },
            );
        }
    }
    (!patch.fields.is_empty()).then_some(patch)
}

#[cfg(test)]
mod tests {
    use nhatky_domain::form::{Field, FieldKind, Section};
    use nhatky_domain::workflow::WorkflowName;

    use super::*;

    fn fields(json: &str) -> Fields {
        serde_json::from_str(json).unwrap()
    }

    fn form() -> Form {
        let photos =
            serde_json::from_str::<Field>(r#"{"code":"anh","label":"Ảnh","kind":"photos"}"#)
                .unwrap();
        assert_eq!(photos.kind, FieldKind::Photos);
        Form {
            code: "HD".into(),
            version: 1,
            name: "Nhật ký hoạt động".into(),
            short_name: None,
            workflow: WorkflowName::Log,
            title_field: "ten".into(),
            date_field: "ngay".into(),
            sections: vec![Section {
                code: "chinh".into(),
                title: String::new(),
                folded: false,
                fields: vec![photos],
            }],
            feeds: Vec::new(),
        }
    }

    /// A phone that saw `base` turns it into `mine`; meanwhile the server has come to `theirs`.
    #[track_caller]
    fn check(base: &str, theirs: &str, mine: &str, expected: &str, clashes: usize) {
        let change = difference(&fields(base), &fields(mine)).unwrap();
        let mut current = fields(theirs);
        let joined = patch(Some(&form()), &mut current, &change);
        assert_eq!(current, fields(expected));
        assert_eq!(joined.clashed.len(), clashes);
    }

    #[test]
    fn an_edit_of_what_was_seen_is_applied() {
        check(
            r#"{"ten":"a"}"#,
            r#"{"ten":"a"}"#,
            r#"{"ten":"b"}"#,
            r#"{"ten":"b"}"#,
            0,
        );
    }

    #[test]
    fn edits_of_different_fields_are_both_kept() {
        check(
            r#"{"ten":"a","luot":1}"#,
            r#"{"ten":"a","luot":2}"#,
            r#"{"ten":"b","luot":1}"#,
            r#"{"ten":"b","luot":2}"#,
            0,
        );
    }

    #[test]
    fn different_edits_of_one_number_clash_and_the_first_stays() {
        check(
            r#"{"luot":1}"#,
            r#"{"luot":2}"#,
            r#"{"luot":3}"#,
            r#"{"luot":2}"#,
            1,
        );
    }

    #[test]
    fn the_same_edit_twice_is_no_clash() {
        check(
            r#"{"luot":1}"#,
            r#"{"luot":2}"#,
            r#"{"luot":2}"#,
            r#"{"luot":2}"#,
            0,
        );
    }

    #[test]
    fn answers_put_where_there_was_none_clash_too() {
        check("{}", r#"{"luot":2}"#, r#"{"luot":3}"#, r#"{"luot":2}"#, 1);
    }

    #[test]
    fn photos_added_and_removed_on_two_sides_are_joined() {
        check(
            r#"{"anh":["p","q"]}"#,
            r#"{"anh":["p","q","r"]}"#,
            r#"{"anh":["q","s"]}"#,
            r#"{"anh":["q","r","s"]}"#,
            0,
        );
    }

    #[test]
    fn an_answer_taken_out_leaves_no_trace() {
        check(
            r#"{"ten":"a","luot":1}"#,
            r#"{"ten":"a","luot":1}"#,
            r#"{"ten":"a"}"#,
            r#"{"ten":"a"}"#,
            0,
        );
    }

    #[test]
    fn equal_answers_make_no_patch() {
        assert_eq!(
            difference(
                &fields(r#"{"ten":"a"}"#),
                &fields(r#"{"ten":"a","anh":[]}"#)
            ),
            None
        );
    }
}
