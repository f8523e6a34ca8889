//! The operations, typed. Between this and the wire's `op`, `v`, `body` lies a written-out
//! conversion, so that a body of an unknown operation can pass through untouched.

use std::collections::BTreeMap;

use nhatky_domain::ids::{FieldCode, FormCode, UnitId};
use nhatky_domain::order;
use nhatky_domain::record::Fields;
use nhatky_domain::value::Value;
use nhatky_domain::workflow::Command;

/// What a mutation does.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// `record.create@1`: a new record, handed in at once.
    Create(CreateBody),
    /// `record.patch@1`: new answers to some fields.
    Patch(PatchBody),
    /// `record.command@1`: a step of the workflow.
    Command(CommandBody),
}

#[derive(Debug, Clone, PartialEq)]
pub struct CreateBody {
    pub form: FormCode,
    pub form_version: u32,
    pub unit: UnitId,
    pub fields: Fields,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PatchBody {
    pub fields: BTreeMap<FieldCode, FieldPatch>,
}

/// A new answer (null takes it out) and the digest of the one it replaces, none for no answer.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldPatch {
    pub to: Value,
    pub was: Option<String>,
    /// For fields that merge as sets: the items taken out. What is in `to` is added.
    pub without: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CommandBody {
    pub command: Command,
    /// The revision that the person looked at.
    pub rev: u32,
    pub note: String,
}

/// Why an operation cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableOp {
    /// Not known to this build: kept, and tried again after an update.
    #[error("operation {op}@{v} is not known")]
    Unknown { op: String, v: u32 },
    #[error("the body of {op} lacks a proper «{part}»")]
    Malformed { op: String, part: &'static str },
}

const CREATE: &str = "record.create";
const PATCH: &str = "record.patch";
const COMMAND: &str = "record.command";

impl Op {
    /// Every operation that this build reads, with its newest version.
    pub const KNOWN: [(&'static str, u32); 3] = [(CREATE, 1), (PATCH, 1), (COMMAND, 1)];

    /// The name and version on the wire.
    #[must_use]
    pub fn name(&self) -> (&'static str, u32) {
        match self {
            Self::Create(_) => (CREATE, 1),
            Self::Patch(_) => (PATCH, 1),
            Self::Command(_) => (COMMAND, 1),
        }
    }

    /// # Errors
    /// As [`UnreadableOp`] says.
    pub fn read(op: &str, v: u32, body: &Value) -> Result<Self, UnreadableOp> {
        let malformed = |part| UnreadableOp::Malformed {
            op: op.to_owned(),
            part,
        };
        match (op, v) {
            (CREATE, 1) => read_create(body).map(Self::Create).map_err(malformed),
            (PATCH, 1) => read_patch(body).map(Self::Patch).map_err(malformed),
            (COMMAND, 1) => read_command(body).map(Self::Command).map_err(malformed),
            _ => Err(UnreadableOp::Unknown {
                op: op.to_owned(),
                v,
            }),
        }
    }

    /// The body on the wire.
    #[must_use]
    pub fn body(&self) -> Value {
        match self {
            Self::Create(create) => object([
                ("form", Value::text(create.form.as_str())),
                ("form_version", Value::Int(i64::from(create.form_version))),
                ("unit", Value::Text(create.unit.to_string())),
                ("fields", fields_value(&create.fields)),
            ]),
            Self::Patch(patch) => object([("fields", patch_value(patch))]),
            Self::Command(command) => object([
                ("command", Value::text(command_name(command.command))),
                ("rev", Value::Int(i64::from(command.rev))),
                (
                    "note",
                    if command.note.is_empty() {
                        Value::Null
                    } else {
                        Value::text(&command.note)
                    },
                ),
            ]),
        }
    }
}

/// A map without its null entries.
fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let filled = entries
        .into_iter()
        .filter(|(_, value)| *value != Value::Null);
    Value::map(filled.map(|(key, value)| (key.to_owned(), value)))
}

fn fields_value(fields: &Fields) -> Value {
    let entries = fields.iter();
    Value::map(entries.map(|(code, value)| (code.0.clone(), value.clone())))
}

fn patch_value(patch: &PatchBody) -> Value {
    let entry = |field: &FieldPatch| {
        let mut value = object([
            ("was", field.was.as_deref().map_or(Value::Null, Value::text)),
            (
                "without",
                if field.without.is_empty() {
                    Value::Null
                } else {
                    Value::List(field.without.clone())
                },
            ),
        ]);
        if let Value::Map(entries) = &mut value {
            entries.insert("to".to_owned(), field.to.clone());
        }
        value
    };
    let fields = patch.fields.iter();
    Value::map(fields.map(|(code, field)| (code.0.clone(), entry(field))))
}

fn read_create(body: &Value) -> Result<CreateBody, &'static str> {
    Ok(CreateBody {
        form: text(body, "form").ok_or("form")?.into(),
        form_version: number(body, "form_version").ok_or("form_version")?,
        unit: text(body, "unit")
            .and_then(|text| text.parse().ok())
            .ok_or("unit")?,
        fields: order::map(
            entries(body, "fields")
                .ok_or("fields")?
                .iter()
                .map(|(code, value)| (code.as_str().into(), value.clone())),
        ),
    })
}

fn read_patch(body: &Value) -> Result<PatchBody, &'static str> {
    let mut fields = BTreeMap::new();
    for (code, entry) in entries(body, "fields").ok_or("fields")? {
        let was = match entry.get("was") {
            None | Some(Value::Null) => None,
            Some(digest) => Some(digest.as_text().ok_or("was")?.to_owned()),
        };
        let without = entry
            .get("without")
            .map(|items| items.items().to_vec())
            .unwrap_or_default();
        let to = entry.get("to").ok_or("to")?.clone();
        fields.insert(code.as_str().into(), FieldPatch { to, was, without });
    }
    if fields.is_empty() {
        Err("fields")
    } else {
        Ok(PatchBody { fields })
    }
}

fn read_command(body: &Value) -> Result<CommandBody, &'static str> {
    Ok(CommandBody {
        command: text(body, "command")
            .and_then(command_named)
            .ok_or("command")?,
        rev: number(body, "rev").ok_or("rev")?,
        note: text(body, "note").unwrap_or_default().to_owned(),
    })
}

fn text<'a>(body: &'a Value, key: &str) -> Option<&'a str> {
    body.get(key)?.as_text()
}

fn number(body: &Value, key: &str) -> Option<u32> {
    body.get(key)?.as_int()?.try_into().ok()
}

fn entries<'a>(body: &'a Value, key: &str) -> Option<&'a BTreeMap<String, Value>> {
    match body.get(key)? {
        Value::Map(entries) => Some(entries),
        _ => None,
    }
}

const COMMANDS: [(Command, &str); 6] = [
    (Command::Submit, "submit"),
    (Command::Edit, "edit"),
    (Command::Confirm, "confirm"),
    (Command::Return, "return"),
    (Command::Merge, "merge"),
    (Command::Cancel, "cancel"),
];

fn command_name(command: Command) -> &'static str {
    COMMANDS
        .iter()
        .find(|(known, _)| *known == command)
        .map_or("unknown", |(_, name)| name)
}

fn command_named(name: &str) -> Option<Command> {
    COMMANDS
        .iter()
        .find(|(_, known)| *known == name)
        .map(|(command, _)| *command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(op: &Op) {
        let (name, v) = op.name();
        assert_eq!(Op::read(name, v, &op.body()).as_ref(), Ok(op));
    }

    #[test]
    fn every_operation_reads_what_it_writes() {
        let field: FieldCode = "ten".into();
        check(&Op::Create(CreateBody {
            form: "HD".into(),
            form_version: 1,
            unit: "00000000-0000-8000-8000-000000000001".parse().unwrap(),
            fields: [(field.clone(), Value::text("Hòa Minh"))].into(),
        }));
        let patch = FieldPatch {
            to: Value::Null,
            was: Some("af63e34c8601f41d".into()),
            without: vec![Value::Int(1)],
        };
        check(&Op::Patch(PatchBody {
            fields: [(field, patch)].into(),
        }));
        check(&Op::Command(CommandBody {
            command: Command::Cancel,
            rev: 3,
            note: "Ghi nhầm".into(),
        }));
    }

    #[test]
    fn an_unknown_operation_or_version_is_said_to_be_unknown() {
        for (op, v) in [("record.teleport", 1), (CREATE, 2)] {
            let unknown = UnreadableOp::Unknown {
                op: op.to_owned(),
                v,
            };
            assert_eq!(Op::read(op, v, &Value::Null), Err(unknown));
        }
    }

    #[test]
    fn a_body_without_its_parts_names_the_missing_part() {
        for (op, part) in [(CREATE, "form"), (PATCH, "fields"), (COMMAND, "command")] {
            let malformed = UnreadableOp::Malformed {
                op: op.to_owned(),
                part,
            };
            assert_eq!(
                Op::read(op, 1, &Value::Map(BTreeMap::new())),
                Err(malformed)
            );
        }
    }
}
