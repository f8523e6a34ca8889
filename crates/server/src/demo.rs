//! The demo organisation: units, members and posts, made by machine and the same on every run.
//!
//! Nothing here is stored and no name belongs to anybody. Ids and names follow from the place in
//! the organisation alone, so that a unit added at the end changes nothing before it.

mod accounts;
mod committee;
mod members;
mod names;
mod plan;
mod posts;
mod seed;
#[cfg(test)]
mod tests;
mod tree;

use nhatky_domain::date::Date;
use nhatky_domain::holding::Holding;
use nhatky_domain::ids::PersonId;
use nhatky_domain::unit::Unit;

pub use self::accounts::{DemoAccount, accounts};
use self::seed::Seed;
use crate::catalogue::CatalogueError;

/// How large the organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DemoSize {
    /// 38 cơ sở, 60 chi đoàn, 2.039 members: the bloc of the plan.
    Demo,
    /// 70 cơ sở, 150 chi đoàn, 4.200 members: a large bloc.
    Load,
    /// 144 cơ sở, 1.600 chi đoàn, 115.000 members: a province.
    Stress,
}

/// Everything to be written into an empty database.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoOrganisation {
    pub name: String,
    /// The root first, parents before what stands under them.
    pub units: Vec<Unit>,
    pub persons: Vec<DemoPerson>,
    pub holdings: Vec<Holding>,
}

/// A person, named as typed at an import: not always in composed letters (NFC).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    pub id: PersonId,
    pub full_name: String,
}

/// Makes the organisation. The largest takes about a second.
///
/// # Errors
/// Mistakes of the files built into the program; a test keeps them free of any.
pub fn organisation(size: DemoSize) -> Result<DemoOrganisation, CatalogueError> {
    let plan = plan::plan(size)?;
    let names = names::read()?;
    let seed = Seed::of(size);
    let tree = tree::grow(&plan, seed);
    let staff = members::fill(&plan, &tree, &names, seed);
    let elected = committee::elect(&plan, tree.root, &tree.bases, &staff.bases, seed);
    let (outsiders, invited) = committee::invite(tree.root, &names, seed);
    Ok(DemoOrganisation {
        name: plan.name,
        units: tree.units,
        persons: [staff.persons, outsiders].concat(),
        holdings: [staff.holdings, elected, invited].concat(),
    })
}

/// When the units begin; earlier than anything that happens in the demo.
fn founded() -> Date {
    Date::new(2015, 1, 1).unwrap_or(Date::MIN)
}
