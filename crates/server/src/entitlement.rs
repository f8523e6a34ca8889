//! What a person may read, reckoned from what they hold today; never written into rows.

use std::collections::BTreeSet;

use nhatky_domain::date::Date;
use nhatky_domain::holding::{Holding, Role};
use nhatky_domain::ids::PersonId;
use nhatky_domain::unit::UnitTree;

use crate::apply::{of_person, of_unit};

/// Beyond this a device asks by page instead of replicating.
const MAX_REPLICATED: usize = 200;

/// The scopes that a phone keeps a copy of: the person's own, and the units they lead. Offices
/// over many units do not replicate.
#[must_use]
pub fn replicated(
    person: PersonId,
    holdings: &[Holding],
    tree: &UnitTree,
    today: Date,
) -> Vec<String> {
    let leads = |holding: &&Holding| {
        holding.is_held_on(today) && !matches!(holding.role, Role::R5 | Role::R6)
    };
    let units: BTreeSet<_> = holdings
        .iter()
        .filter(leads)
        .flat_map(|holding| holding.readable_units(tree))
        .map(of_unit)
        .collect();
    let mut scopes = vec![of_person(person)];
    scopes.extend(units.into_iter().take(MAX_REPLICATED - 1));
    scopes
}

/// Every scope that the person may read from, asked for one by one.
#[must_use]
pub fn readable(
    person: PersonId,
    holdings: &[Holding],
    tree: &UnitTree,
    today: Date,
) -> BTreeSet<String> {
    holdings
        .iter()
        .filter(|holding| holding.is_held_on(today))
        .flat_map(|holding| holding.readable_units(tree))
        .map(of_unit)
        .chain([of_person(person)])
        .collect()
}
