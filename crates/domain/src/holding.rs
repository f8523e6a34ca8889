//! Posts and holdings: who is what, where, from when to when; and what a role may do.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::ids::{HoldingId, PersonId, PostCode, UnitId};
use crate::unit::{Unit, UnitTree};
use crate::workflow::Standing;

/// R1–R9 of the permission matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Đoàn viên.
    R1,
    /// Bí thư, Phó Bí thư chi đoàn.
    R2,
    /// Bí thư, Phó Bí thư cơ sở Đoàn.
    R3,
    /// Ủy viên BCH Đoàn Khối phụ trách địa bàn.
    R4,
    /// Cán bộ Văn phòng Đoàn Khối.
    R5,
    /// Ban Thường vụ Đoàn Khối.
    R6,
    /// Người tiếp nhận đơn.
    R7,
    /// Cấp trên chỉ đọc.
    R8,
    /// Quản trị kỹ thuật: accounts and settings, no content.
    R9,
    /// A role of a newer app: grants nothing here.
    #[serde(other)]
    Unknown,
}

/// One post held by one person. Format of the wire; add only optional fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    pub id: HoldingId,
    pub person: PersonId,
    pub unit: UnitId,
    pub post: PostCode,
    /// The post as people call it: «Bí thư chi đoàn».
    pub post_name: String,
    pub role: Role,
    pub from: Date,
    /// The first day on which it is held no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Holding {
    #[must_use]
    pub fn is_held_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether logs of `unit` may be made under this holding: by members and secretaries,
    /// for their own unit; by the secretary of a cơ sở also for what stands under it.
    #[must_use]
    pub fn may_log_for(&self, unit: UnitId, tree: &UnitTree) -> bool {
        match self.role {
            Role::R1 | Role::R2 => self.unit == unit,
            Role::R3 => tree.is_within(unit, self.unit),
            _ => false,
        }
    }

    /// Whether this holding confirms, returns and merges the records of `unit`: its own, those
    /// under it, and those that any of these took over from.
    #[must_use]
    pub fn reviews(&self, unit: UnitId, tree: &UnitTree) -> bool {
        let leads = |unit| self.may_log_for(unit, tree);
        self.role != Role::R1 && (leads(unit) || tree.heirs(unit).into_iter().any(leads))
    }

    fn own_and_inherited(&self, tree: &UnitTree) -> Vec<UnitId> {
        let took_over = |unit: &&Unit| tree.heirs(unit.id).contains(&self.unit);
        let mut units: Vec<_> = tree.iter().filter(took_over).map(|unit| unit.id).collect();
        units.push(self.unit);
        units.sort_unstable();
        units.dedup();
        units
    }

    /// The units whose records (class V2) this holding opens, today. Its own records aside.
    #[must_use]
    pub fn readable_units(&self, tree: &UnitTree) -> Vec<UnitId> {
        match self.role {
            Role::R2 => self.own_and_inherited(tree),
            Role::R3 | Role::R5 | Role::R6 => tree.within(self.unit),
            _ => Vec::new(),
        }
    }
}

/// What a person with these holdings is to a record of `unit` by `author` on `day`.
#[must_use]
pub fn standing(
    person: PersonId,
    holdings: &[Holding],
    author: PersonId,
    unit: UnitId,
    tree: &UnitTree,
    day: Date,
) -> Standing {
    Standing {
        is_author: person == author,
        reviews: holdings
            .iter()
            .any(|holding| holding.is_held_on(day) && holding.reviews(unit, tree)),
    }
}
