//! The small organisation: its units, its people and their posts.

use nhatky_domain::date::Date;
use nhatky_domain::holding::{Holding, Role};
use nhatky_domain::ids::{Epoch, HoldingId, PersonId, PostCode, UnitId};
use nhatky_domain::unit::Unit;
use nhatky_server::store::{
    Counters as _, Directory as _, OrganisationRow, PersonRow, Store as _, Transaction as _,
};
use uuid::Uuid;

use super::START;
use crate::database::Database;

/// Everybody in the small organisation, by what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// R1 of chi đoàn A.
    Member,
    /// Another R1 of chi đoàn A.
    OtherMember,
    /// R2 of chi đoàn A.
    Secretary,
    /// R2 of chi đoàn B.
    OtherSecretary,
    /// R3 of the đoàn cơ sở above both.
    BaseSecretary,
    /// R5 of the root.
    Office,
    /// R1 of chi đoàn A until 01/07/2020.
    FormerMember,
}

impl Who {
    const ALL: [Self; 7] = [
        Self::Member,
        Self::OtherMember,
        Self::Secretary,
        Self::OtherSecretary,
        Self::BaseSecretary,
        Self::Office,
        Self::FormerMember,
    ];

    fn post(self) -> (Role, UnitId) {
        match self {
            Self::Member | Self::OtherMember | Self::FormerMember => (Role::R1, CELL_A),
            Self::Secretary => (Role::R2, CELL_A),
            Self::OtherSecretary => (Role::R2, CELL_B),
            Self::BaseSecretary => (Role::R3, BASE),
            Self::Office => (Role::R5, ROOT),
        }
    }

    pub(crate) fn person(self) -> PersonId {
        PersonId(Uuid::from_u128(0x100 + self as u128))
    }

    pub(crate) fn holding(self) -> HoldingId {
        HoldingId(Uuid::from_u128(0x200 + self as u128))
    }

    pub(crate) fn name(self) -> String {
        format!(
            "Trần Thị Máy {}",
            ["Hà", "Lan", "Nga", "Mai", "Thu", "Vân", "Cúc"][self as usize]
        )
    }
}

pub(crate) const ROOT: UnitId = UnitId(Uuid::from_u128(1));
pub(crate) const BASE: UnitId = UnitId(Uuid::from_u128(2));
pub(crate) const CELL_A: UnitId = UnitId(Uuid::from_u128(3));
pub(crate) const CELL_B: UnitId = UnitId(Uuid::from_u128(4));

pub(super) async fn found(store: &Database) -> OrganisationRow {
    let row = OrganisationRow {
        id: Uuid::from_u128(9),
        name: "Đoàn Khối thử nghiệm".to_owned(),
        address: None,
        epoch: Epoch(Uuid::from_u128(10)),
        is_demo: false,
        founded_at: START,
        directory_rev: 0,
    };
    let mut tx = store.write().await.unwrap();
    tx.found(&row).await.unwrap();
    let units = [
        unit(ROOT, None, "Đoàn Khối", "khoi"),
        unit(BASE, Some(ROOT), "Công ty Điện lực", "doan_co_so"),
        unit(CELL_A, Some(BASE), "Đội quản lý điện khu vực", "chi_doan"),
        unit(CELL_B, Some(BASE), "Phòng Kinh doanh", "chi_doan"),
    ];
    tx.put_units(&units).await.unwrap();
    let persons = Who::ALL.map(|who| PersonRow {
        id: who.person(),
        name: who.name(),
    });
    tx.put_persons(&persons).await.unwrap();
    tx.put_holdings(&Who::ALL.map(holding)).await.unwrap();
    tx.commit().await.unwrap();
    row
}

fn unit(id: UnitId, parent: Option<UnitId>, name: &str, kind: &str) -> Unit {
    Unit {
        id,
        name: name.to_owned(),
        short_name: name.to_owned(),
        kind: kind.to_owned(),
        parent,
        from: Date::new(2015, 1, 1).unwrap(),
        until: None,
        successors: Vec::new(),
        members: 20,
        usual_places: Vec::new(),
    }
}

fn holding(who: Who) -> Holding {
    let (role, unit) = who.post();
    Holding {
        id: who.holding(),
        person: who.person(),
        unit,
        post: PostCode::from("chuc_vu"),
        post_name: "Chức vụ".to_owned(),
        role,
        from: Date::new(2019, 1, 1).unwrap(),
        until: (who == Who::FormerMember).then(|| Date::new(2020, 7, 1).unwrap()),
    }
}
