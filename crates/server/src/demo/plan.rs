//! What the organisation consists of, before anything has an id.

use nhatky_domain::date::Date;
use serde::Deserialize;

use super::DemoSize;
use crate::catalogue::{CatalogueError, SourceFile, read_one};

const UNITS: SourceFile<'static> = SourceFile {
    name: "demo/units.toml",
    text: include_str!("../../../domain/catalogue/demo/units.toml"),
};
const LOAD_UNITS: SourceFile<'static> = SourceFile {
    name: "demo/units_load.toml",
    text: include_str!("../../../domain/catalogue/demo/units_load.toml"),
};

/// The whole organisation.
#[derive(Debug, Deserialize)]
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) short_name: String,
    /// Level of the root: `khoi`, `tinh`.
    pub(super) kind: String,
    /// Areas that committee members are in charge of.
    pub(super) areas: Vec<String>,
    #[serde(rename = "unit")]
    pub(super) bases: Vec<Base>,
}

/// One cơ sở: with branches a đoàn cơ sở, without a chi đoàn cơ sở.
#[derive(Debug, Deserialize)]
pub(super) struct Base {
    pub(super) name: String,
    #[expect(dead_code, reason = "tells the reader of the file what the unit is")]
    sector: String,
    /// Counted from 1.
    pub(super) area: usize,
    pub(super) members: u32,
    #[expect(
        dead_code,
        reason = "tells how the unit is connected; checked when read"
    )]
    net: Net,
    #[serde(default)]
    pub(super) places: Vec<String>,
    /// The first day of a new secretary.
    pub(super) secretary_replaced: Option<Date>,
    /// How many numbered branches of equal size it has, where none are listed.
    #[serde(default)]
    branches: u32,
    #[serde(default, rename = "branch")]
    pub(super) listed: Vec<Branch>,
}

/// One chi đoàn under a đoàn cơ sở.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Branch {
    pub(super) name: String,
    pub(super) members: u32,
    pub(super) until: Option<Date>,
    /// Names of sister branches that its members go to.
    #[serde(default)]
    pub(super) successors: Vec<String>,
}

/// How well connected the members of a unit are at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Net {
    /// Office network.
    A,
    /// Mobile, often moving.
    B,
    /// Frequent dead zones.
    C,
}

#[derive(Deserialize)]
struct MoreUnits {
    unit: Vec<Base>,
}

pub(super) fn plan(size: DemoSize) -> Result<Plan, CatalogueError> {
    if size == DemoSize::Stress {
        return Ok(province());
    }
    let mut plan: Plan = read_one(&UNITS)?;
    if size == DemoSize::Load {
        plan.bases.extend(read_one::<MoreUnits>(&LOAD_UNITS)?.unit);
    }
    Ok(plan)
}

impl Base {
    pub(super) fn branches(&self) -> Vec<Branch> {
        let numbered = (0..self.branches).map(|idx| Branch {
            name: format!("Tổ {} {}", idx + 1, self.name),
            members: share(self.members, self.branches, idx),
            until: None,
            successors: Vec::new(),
        });
        self.listed.iter().cloned().chain(numbered).collect()
    }
}

/// A province of the size of 2025: 124 communes and wards, 20 units besides.
fn province() -> Plan {
    const N_LARGE: u32 = 130;
    const N_BRANCHES: u32 = 1_600;
    const SMALL_MEMBERS: u32 = 20;
    const N_AREAS: usize = 7;
    let names = (1..=105)
        .map(|n| format!("xã số {n}"))
        .chain((1..=19).map(|n| format!("phường số {n}")))
        .chain((1..=20).map(|n| format!("đơn vị số {n}")));
    let large_members = 115_000 - 14 * SMALL_MEMBERS;
    let base = |(idx, name): (u32, String)| Base {
        name,
        sector: String::new(),
        area: idx as usize % N_AREAS + 1,
        members: if idx < N_LARGE {
            share(large_members, N_LARGE, idx)
        } else {
            SMALL_MEMBERS
        },
        net: Net::B,
        places: Vec::new(),
        secretary_replaced: None,
        branches: if idx < N_LARGE {
            share(N_BRANCHES, N_LARGE, idx)
        } else {
            0
        },
        listed: Vec::new(),
    };
    Plan {
        name: "Tỉnh đoàn (dữ liệu thử tải)".to_owned(),
        short_name: "Tỉnh đoàn".to_owned(),
        kind: "tinh".to_owned(),
        areas: (1..=N_AREAS).map(|n| format!("Cụm {n}")).collect(),
        bases: (0..).zip(names).map(base).collect(),
    }
}

/// What the part with this index gets when `whole` is dealt out to `n_parts`.
fn share(whole: u32, n_parts: u32, idx: u32) -> u32 {
    whole / n_parts + u32::from(idx < whole % n_parts)
}
