//! A record as the fake server makes it of its first mutation.

use nhatky_domain::ids::StateCode;
use nhatky_domain::workflow::AWAITING;

use super::AUTHOR;
use super::fake_server::NOW;
use crate::protocol::{CreateBody, Mutation, PhotoCount, RecordBody};

pub(super) fn received(mutation: &Mutation, create: CreateBody) -> RecordBody {
    RecordBody {
        id: mutation.record,
        form: create.form,
        form_version: create.form_version,
        unit: create.unit,
        author: AUTHOR,
        author_name: "Trần Thị Hà".into(),
        title: String::new(),
        day: String::new(),
        fields: create.fields,
        state: StateCode::from(AWAITING),
        rev: 1,
        device_at: mutation.at,
        device_off: mutation.off,
        received_at: NOW,
        photos: PhotoCount { have: 0, total: 1 },
        complete_at: None,
        note: None,
    }
}
