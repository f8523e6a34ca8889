//! The people and units that the schedules play with, and the one form that they fill.

use nhatky_domain::date::Date;
use nhatky_domain::form::Form;
use nhatky_domain::holding::{Holding, Role};
use nhatky_domain::ids::{Epoch, HoldingId, PersonId, PostCode, UnitId};
use nhatky_domain::unit::Unit;
use nhatky_server::catalogue::CatalogueSource;
use nhatky_server::store::{OrganisationRow, PersonRow};
use uuid::Uuid;

/// Friday 24/07/2020, 10:00 in Vietnam.
pub(crate) const START_MS: i64 = 1_595_559_600_000;
pub(crate) const FORM: &str = "S";

pub(crate) const ROOT: UnitId = UnitId(Uuid::from_u128(1));
pub(crate) const BASE: UnitId = UnitId(Uuid::from_u128(2));
pub(crate) const OTHER_BASE: UnitId = UnitId(Uuid::from_u128(3));
pub(crate) const CELL_A: UnitId = UnitId(Uuid::from_u128(4));
pub(crate) const CELL_B: UnitId = UnitId(Uuid::from_u128(5));
/// Units in which posts are held.
pub(crate) const CELLS: [UnitId; 2] = [CELL_A, CELL_B];

/// Everybody who has a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    Member,
    OtherMember,
    Secretary,
    BaseSecretary,
}

impl Who {
    pub(crate) const ALL: [Self; 4] = [
        Self::Member,
        Self::OtherMember,
        Self::Secretary,
        Self::BaseSecretary,
    ];

    pub(crate) fn person(self) -> PersonId {
        PersonId(Uuid::from_u128(0x100 + self as u128))
    }

    pub(crate) fn role(self) -> Role {
        match self {
            Self::Member | Self::OtherMember => Role::R1,
            Self::Secretary => Role::R2,
            Self::BaseSecretary => Role::R3,
        }
    }

    pub(crate) fn first_holding(self) -> Holding {
        let unit = match self {
            Self::Member | Self::Secretary => CELL_A,
            Self::OtherMember => CELL_B,
            Self::BaseSecretary => BASE,
        };
        let id = HoldingId(Uuid::from_u128(0x200 + self as u128));
        self.holding(id, unit, day(2019, 1, 1))
    }

    pub(crate) fn holding(self, id: HoldingId, unit: UnitId, from: Date) -> Holding {
        Holding {
            id,
            person: self.person(),
            unit,
            post: PostCode::from("chuc_vu"),
            post_name: "Chức vụ".to_owned(),
            role: self.role(),
            from,
            until: None,
        }
    }
}

pub(crate) fn persons() -> [PersonRow; 4] {
    Who::ALL.map(|who| PersonRow {
        id: who.person(),
        name: format!("{who:?}"),
    })
}

pub(crate) fn units() -> [Unit; 5] {
    [
        unit(ROOT, None),
        unit(BASE, Some(ROOT)),
        unit(OTHER_BASE, Some(ROOT)),
        unit(CELL_A, Some(BASE)),
        unit(CELL_B, Some(BASE)),
    ]
}

pub(crate) fn unit(id: UnitId, parent: Option<UnitId>) -> Unit {
    Unit {
        id,
        name: format!("Đơn vị {id}"),
        short_name: "Đơn vị".to_owned(),
        kind: "chi_doan".to_owned(),
        parent,
        from: day(2015, 1, 1),
        until: None,
        successors: Vec::new(),
        members: 20,
        usual_places: Vec::new(),
    }
}

pub(crate) fn row() -> OrganisationRow {
    OrganisationRow {
        id: Uuid::from_u128(9),
        name: "Đoàn Khối mô phỏng".to_owned(),
        address: None,
        epoch: Epoch(Uuid::from_u128(10)),
        is_demo: false,
        founded_at: START_MS,
        directory_rev: 0,
    }
}

/// The catalogue of a server that knows this form up to a version.
pub(crate) fn catalogue(newest: u32) -> CatalogueSource {
    CatalogueSource {
        forms: (1..=newest).map(form).collect(),
        ..CatalogueSource::default()
    }
}

#[expect(clippy::expect_used, reason = "a constant text")]
fn form(version: u32) -> Form {
    let text = r#"{
        "code": "S", "version": 1, "name": "Mô phỏng", "workflow": "log",
        "title_field": "ten", "date_field": "ngay",
        "section": [{ "code": "chinh", "title": "", "field": [
            { "code": "ten", "label": "Tên", "kind": "text", "max_len": 200 },
            { "code": "ngay", "label": "Ngày", "kind": "date" },
            { "code": "so", "label": "Số", "kind": "integer" },
            { "code": "loai", "label": "Loại", "kind": "choices", "choice": [
                { "code": "a", "label": "a" }, { "code": "b", "label": "b" },
                { "code": "c", "label": "c" }, { "code": "d", "label": "d" } ] },
            { "code": "don_vi", "label": "Đơn vị", "kind": "units" },
            { "code": "anh", "label": "Ảnh", "kind": "photos", "max_len": 10 }
        ] }],
        "feed": [{ "indicator": "I1" }, { "indicator": "I2", "field": "so" }]
    }"#;
    Form {
        version,
        ..serde_json::from_str(text).expect("the form of the simulation")
    }
}

pub(crate) fn day(year: i32, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap_or(Date::MIN)
}
