//! Made-up content for the pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::form::{Choice, Field, FieldKind};
use nhatky_domain::indicator::{Aggregation, Indicator};
use nhatky_domain::validate::Problem;
use nhatky_domain::value::Value;

use crate::components::field::{FieldView, LocationState, Offer, PhotoSource, Sources};
use crate::components::photo_grid::{PhotoState, PhotoTile};

pub(crate) fn field(code: &str, label: &str, kind: FieldKind) -> Field {
    Field {
        code: code.into(),
        label: label.to_owned(),
        kind,
        hint: None,
        required: false,
        when: None,
        choices: Vec::new(),
        columns: Vec::new(),
        source: None,
        measure: None,
        decimals: 0,
        preset: None,
        min: None,
        max: None,
        warn_above: None,
        warn_above_members: None,
        max_len: None,
    }
}

pub(crate) fn choices(labels: &[&str]) -> Vec<Choice> {
    let choice = |(index, label): (usize, &&str)| Choice {
        code: format!("c{index}").as_str().into(),
        label: (*label).to_owned(),
        group: (labels.len() > 8).then(|| if index < 6 { "Mục 2.3" } else { "Mục 2.4" }.to_owned()),
        part: false,
    };
    labels.iter().enumerate().map(choice).collect()
}

/// A field with an answer of its own that can be changed.
pub(crate) fn show(field: Field, value: Value, problems: Vec<Problem>) -> AnyView {
    let value = RwSignal::new(value);
    let on_change = Callback::new(move |changed| value.set(changed));
    view! {
        <FieldView
            field=Arc::new(field)
            value=value
            on_change=on_change
            problems=Signal::stored(problems)
            sources=sources()
        />
    }
    .into_any()
}

pub(crate) fn map(entries: &[(&str, i64)]) -> Value {
    let entries = entries
        .iter()
        .map(|(key, number)| ((*key).to_owned(), Value::Int(*number)));
    Value::Map(BTreeMap::from_iter(entries))
}

fn sources() -> Sources {
    let offer =
        |key: &str, name: &str, under: &str| Offer::new(key.into(), name.into(), under.into());
    let units: Arc<[Offer]> = Arc::from([
        offer(
            "u1",
            "Chi đoàn Đội quản lý điện khu vực",
            "Đoàn cơ sở Công ty Điện lực tỉnh",
        ),
        offer(
            "u2",
            "Chi đoàn Phòng Kỹ thuật",
            "Đoàn cơ sở Công ty Điện lực tỉnh",
        ),
    ]);
    let places = vec![
        "xã đảo Hòa Minh".to_owned(),
        "Trạm biến áp 110 kV".to_owned(),
    ];
    Sources {
        units: Signal::stored(units.clone()),
        persons: Signal::stored(units),
        indicators: Signal::stored(Arc::from([
            indicator(
                "V20",
                "Gia đình chính sách, Mẹ Việt Nam anh hùng, thương binh được thăm, giúp đỡ",
                "hộ",
                0,
            ),
            indicator("V02", "Rác thải thu gom, xử lý", "tấn", 1),
            indicator("V10", "Tuyến đèn đường thanh niên", "bóng", 0),
        ])),
        topics: Signal::stored(vec!["an_sinh".into()]),
        usual_places: Signal::stored(places),
        photos: PhotoSource {
            tiles: Signal::stored(photos()),
            on_open: Callback::new(|_| ()),
            on_files: Callback::new(|_| ()),
            on_remove: Callback::new(|_| ()),
        },
        location: Signal::stored(LocationState::Idle),
        on_locate: crate::nothing(),
    }
}

fn indicator(code: &str, name: &str, measure: &str, decimals: u8) -> Indicator {
    Indicator {
        code: code.into(),
        name: name.to_owned(),
        measure: measure.to_owned(),
        aggregation: Aggregation::Sum,
        decimals,
        part_of: None,
        suggested_for: if code == "V10" {
            Vec::new()
        } else {
            vec!["an_sinh".into()]
        },
        typed: true,
        warn_above: None,
        plan: Vec::new(),
        ratio: None,
    }
}

pub(crate) fn photos() -> Vec<PhotoTile> {
    let photo = |key: &str, state| PhotoTile {
        key: key.into(),
        url: Some("/sample.jpg".into()),
        state,
    };
    vec![
        photo("1", PhotoState::Received("212 KB · Máy chủ đã nhận".into())),
        photo("2", PhotoState::Stored("187 KB · Đã lưu trên máy".into())),
        PhotoTile {
            key: "3".into(),
            url: None,
            state: PhotoState::Preparing,
        },
        PhotoTile {
            key: "4".into(),
            url: None,
            state: PhotoState::Failed("Trình duyệt không đọc được ảnh này".into()),
        },
    ]
}
