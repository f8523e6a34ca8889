//! Tables and columns as the migrations make them; a test compares. New columns of a released
//! table are optional, so that older files can still be read.

use super::{Column, Kind, Table};

macro_rules! is_optional {
    () => {
        false
    };
    (null) => {
        true
    };
}

macro_rules! tables {
    ($($table:ident [$key:literal] {
        $($column:ident: $kind:ident $(or $null:ident)?),* $(,)?
    })*) => {
        &[$(Table {
            name: stringify!($table),
            key: $key,
            columns: &[$(Column {
                name: stringify!($column),
                kind: Kind::$kind,
                is_optional: is_optional!($($null)?),
            }),*],
        }),*]
    };
}

/// In the order in which they are written; the number is that of the columns that name a row.
pub const TABLES: &[Table] = tables! {
    organisation [1] {
        id: Id, name: Text, address: Text or null, epoch: Id, is_demo: Flag, founded_at: Number,
        directory_rev: Number, pushes: Number, seq_floor: Number,
    }
    epoch [1] {
        id: Id, parent: Id or null, generation: Number, began_at: Number, reason: Text,
        install: Id or null,
    }
    unit [1] {
        id: Id, name: Text, short_name: Text, kind: Text, parent: Id or null, valid_from: Text,
        valid_until: Text or null, successors: Text, members: Number, usual_places: Text,
    }
    person [1] { id: Id, name: Text }
    holding [1] {
        id: Id, person: Id, unit: Id, post: Text, post_name: Text, role: Text, valid_from: Text,
        valid_until: Text or null,
    }
    code [1] {
        hash: Bytes, person: Id, expires_at: Number, is_reusable: Flag, used_by: Bytes or null,
        used_at: Number or null,
    }
    install [1] {
        id: Id, person: Id, public_key: Bytes, device: Text, made_at: Number,
        revoked_at: Number or null, seen_at: Number, app: Text, pending: Number,
        seen_through: Number, highest_seq: Number,
    }
    receipt [1] {
        mutation: Id, install: Id, person: Id, seq: Number, record: Id or null, op: Text,
        status: Text, outcome: Text, waits_for: Id or null, received_at: Number, body: Text,
    }
    scope [1] { name: Text, last_seq: Number }
    change [2] { scope: Text, record: Id, seq: Number, is_present: Flag }
    record [1] {
        id: Id, form: Text, form_version: Number, unit: Id, author: Id, fields: Text, state: Text,
        rev: Number, device_at: Number, device_off: Number or null, received_at: Number,
        photos_have: Number, photos_total: Number, complete_at: Number or null, note: Text or null,
    }
    record_version [2] {
        record: Id, rev: Number, mutation: Id, person: Id, install: Id, holding: Id,
        device_at: Number, device_off: Number or null, received_at: Number, state: Text,
        fields: Text,
    }
    audit [1] { number: Number, record: Id, rev: Number, digest: Bytes, chain: Bytes }
    conflict [2] {
        mutation: Id, field: Text, record: Id, current: Text, incoming: Text, noted_at: Number,
    }
    fact [2] { record: Id, indicator: Text, unit: Id, day: Text, amount: Number }
    blob [1] { sha: Bytes, size: Number, mime: Text, received_at: Number }
    blob_proof [3] { sha: Bytes, record: Id, person: Id }
};
