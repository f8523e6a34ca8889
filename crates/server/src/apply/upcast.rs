//! Bodies of older versions of operations become those of the newest: here, and nowhere else.
//!
//! > An `op@v` never changes its meaning. Whoever gives an operation another version adds a step
//! > from the one before and a file to `tests/corpus`; neither is ever taken away.

use nhatky_domain::value::Value;
use nhatky_sync::protocol::{Mutation, Op};

/// From a version of an operation to the next one.
#[derive(Debug, Clone, Copy)]
struct Step {
    op: &'static str,
    from: u32,
    /// Works on any body: one that it cannot make sense of comes out as it is, to be refused when
    /// it is read.
    body: fn(Value) -> Value,
}

/// Every step there is. Empty as long as all operations are in their first version.
const STEPS: &[Step] = &[];

/// A version that this build does not know yet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Newer;

/// The mutation with the body of the newest version of its operation. An operation that is not
/// known at all is left to the reader.
pub(super) fn upcast(mutation: &Mutation) -> Result<Mutation, Newer> {
    let known = Op::KNOWN.iter().find(|(op, _)| *op == mutation.op);
    known.map_or_else(
        || Ok(mutation.clone()),
        |(_, newest)| through(STEPS, *newest, mutation.clone()),
    )
}

fn through(steps: &[Step], newest: u32, mut mutation: Mutation) -> Result<Mutation, Newer> {
    if mutation.v > newest {
        return Err(Newer);
    }
    while let Some(step) = steps
        .iter()
        .find(|step| step.op == mutation.op && step.from == mutation.v)
    {
        mutation.body = (step.body)(mutation.body);
        mutation.v += 1;
    }
    Ok(mutation)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutation(v: u32, body: &str) -> Mutation {
        let nil = uuid::Uuid::nil();
        let text = format!(
            r#"{{"id":"{nil}","seq":1,"op":"record.patch","v":{v},"record":"{nil}","holding":"{nil}","at":1,"body":{body}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn renamed(body: Value, from: &str, to: &str) -> Value {
        let Value::Map(mut entries) = body else {
            return body;
        };
        if let Some(value) = entries.remove(from) {
            entries.insert(to.to_owned(), value);
        }
        Value::Map(entries)
    }

    /// As if the patch were in its third version.
    const EXAMPLE: [Step; 3] = [
        Step {
            op: "record.patch",
            from: 2,
            body: |body| renamed(body, "b", "c"),
        },
        Step {
            op: "record.create",
            from: 1,
            body: |body| renamed(body, "a", "x"),
        },
        Step {
            op: "record.patch",
            from: 1,
            body: |body| renamed(body, "a", "b"),
        },
    ];

    #[test]
    fn a_body_goes_through_every_version_up_to_the_newest() {
        for (v, body) in [(1, r#"{"a":7}"#), (2, r#"{"b":7}"#), (3, r#"{"c":7}"#)] {
            let upcast = through(&EXAMPLE, 3, mutation(v, body)).unwrap();
            assert_eq!(upcast, mutation(3, r#"{"c":7}"#), "from {v}");
        }
        let odd = through(&EXAMPLE, 3, mutation(1, "[1]")).unwrap();
        assert_eq!(odd, mutation(3, "[1]"));
    }

    #[test]
    fn a_newer_version_is_said_to_be_newer() {
        assert_eq!(through(&EXAMPLE, 3, mutation(4, "{}")), Err(Newer));
        let newest = Op::KNOWN.map(|(_, v)| v).into_iter().max().unwrap();
        assert_eq!(upcast(&mutation(newest + 1, "{}")), Err(Newer));
    }

    #[test]
    fn every_version_before_the_newest_has_its_step() {
        for (op, newest) in Op::KNOWN {
            let steps = STEPS.iter().filter(|step| step.op == op);
            let mut froms: Vec<_> = steps.map(|step| step.from).collect();
            froms.sort_unstable();
            assert_eq!(froms, (1..newest).collect::<Vec<_>>(), "{op}");
        }
    }
}
