//! Units: the organisation's tree, dated. Names, levels and parents are data.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::ids::UnitId;

/// One node. Format of the wire and of imports; add only optional fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub id: UnitId,
    pub name: String,
    /// For narrow places: «Đội quản lý điện khu vực».
    pub short_name: String,
    /// Level as data: `khoi`, `doan_co_so`, `chi_doan_co_so`, `chi_doan` …; never matched in code.
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<UnitId>,
    pub from: Date,
    /// The first day on which it is no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Who may read its history after it is gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<UnitId>,
    /// Membership, for warnings about unlikely numbers; 0 is not known.
    #[serde(default)]
    pub members: u32,
    /// Places where its work usually happens, offered first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub usual_places: Vec<String>,
}

impl Unit {
    #[must_use]
    pub fn exists_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// The tree, for looking up and down. Cycles in bad data end a walk instead of hanging it.
#[derive(Debug, Clone, Default)]
pub struct UnitTree {
    units: HashMap<UnitId, Unit>,
}

/// Deeper than any organisation; a longer chain of parents is a cycle.
const MAX_DEPTH: usize = 32;

impl UnitTree {
    #[must_use]
    pub fn new(units: impl IntoIterator<Item = Unit>) -> Self {
        Self {
            units: units.into_iter().map(|unit| (unit.id, unit)).collect(),
        }
    }

    #[must_use]
    pub fn get(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(&id)
    }

    /// All units, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Unit> {
        self.units.values()
    }

    /// The unit and those above it, nearest first.
    pub fn upward(&self, id: UnitId) -> impl Iterator<Item = &Unit> {
        std::iter::successors(self.get(id), |unit| self.get(unit.parent?)).take(MAX_DEPTH)
    }

    /// Whether `id` is `above` or stands under it.
    #[must_use]
    pub fn is_within(&self, id: UnitId, above: UnitId) -> bool {
        self.upward(id).any(|unit| unit.id == above)
    }

    /// Those that took over from a unit, at once or through others that have ended since.
    #[must_use]
    pub fn heirs(&self, id: UnitId) -> Vec<UnitId> {
        let mut heirs: Vec<UnitId> = Vec::new();
        let mut idx = 0;
        let mut next = Some(id);
        while let Some(unit) = next.and_then(|id| self.get(id)) {
            for heir in &unit.successors {
                if *heir != id && self.get(*heir).is_some() && !heirs.contains(heir) {
                    heirs.push(*heir);
                }
            }
            next = heirs.get(idx).copied();
            idx += 1;
        }
        heirs
    }

    /// `root` and everything under it, plus whatever these succeed; in id order.
    #[must_use]
    pub fn within(&self, root: UnitId) -> Vec<UnitId> {
        let mut inside: Vec<_> = self
            .units
            .keys()
            .copied()
            .filter(|id| self.is_within(*id, root))
            .collect();
        let inherited: Vec<_> = self
            .iter()
            .filter(|unit| unit.successors.iter().any(|heir| inside.contains(heir)))
            .map(|unit| unit.id)
            .collect();
        inside.extend(inherited);
        inside.sort_unstable();
        inside.dedup();
        inside
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn unit(number: u128, successors: &[u128]) -> Unit {
        let id = |number: &u128| UnitId(Uuid::from_u128(*number));
        Unit {
            id: id(&number),
            name: String::new(),
            short_name: String::new(),
            kind: String::new(),
            parent: None,
            from: Date::new(2015, 1, 1).unwrap(),
            until: None,
            successors: successors.iter().map(id).collect(),
            members: 0,
            usual_places: Vec::new(),
        }
    }

    #[test]
    fn heirs_are_found_through_those_that_ended_and_a_circle_ends() {
        let tree = UnitTree::new([
            unit(1, &[2, 3]),
            unit(2, &[4]),
            unit(3, &[]),
            unit(4, &[1, 9]),
        ]);
        let heirs = |number| tree.heirs(UnitId(Uuid::from_u128(number)));
        let ids =
            |numbers: &[u128]| Vec::from_iter(numbers.iter().map(|n| UnitId(Uuid::from_u128(*n))));
        assert_eq!(heirs(1), ids(&[2, 3, 4]));
        assert_eq!(heirs(3), []);
        assert_eq!(heirs(77), []);
    }
}
