//! The counts and cases that the demo organisation is made for.

mod names;
mod posts;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use nhatky_domain::holding::Role;
use nhatky_domain::ids::UnitId;
use nhatky_domain::unit::UnitTree;

use super::*;

/// Made once for all tests: the largest takes a while.
fn made(size: DemoSize) -> &'static DemoOrganisation {
    static MADE: [OnceLock<DemoOrganisation>; 3] = [const { OnceLock::new() }; 3];
    let make = || organisation(size).unwrap_or_else(|error| panic!("{error}"));
    MADE[size as usize].get_or_init(make)
}

fn demo() -> &'static DemoOrganisation {
    made(DemoSize::Demo)
}

/// The day of the acceptance scenarios.
fn today() -> Date {
    Date::new(2020, 7, 24).unwrap()
}

fn unit<'a>(organisation: &'a DemoOrganisation, short_name: &str) -> &'a Unit {
    organisation
        .units
        .iter()
        .find(|unit| unit.short_name == short_name)
        .unwrap()
}

fn name_of(organisation: &DemoOrganisation, person: PersonId) -> &str {
    &organisation
        .persons
        .iter()
        .find(|row| row.id == person)
        .unwrap()
        .full_name
}

/// Units that people are members of: those with nothing below.
fn leaves(organisation: &DemoOrganisation) -> HashSet<UnitId> {
    let parents: HashSet<_> = organisation
        .units
        .iter()
        .filter_map(|unit| unit.parent)
        .collect();
    organisation
        .units
        .iter()
        .map(|unit| unit.id)
        .filter(|id| !parents.contains(id))
        .collect()
}

/// Members of each unit on a day, each person once.
fn members_on(organisation: &DemoOrganisation, day: Date) -> HashMap<UnitId, HashSet<PersonId>> {
    let leaves = leaves(organisation);
    let mut members: HashMap<_, HashSet<_>> = HashMap::new();
    for holding in organisation
        .holdings
        .iter()
        .filter(|holding| holding.is_held_on(day))
    {
        let is_member = matches!(holding.role, Role::R1 | Role::R2 | Role::R3);
        if is_member && leaves.contains(&holding.unit) {
            members
                .entry(holding.unit)
                .or_default()
                .insert(holding.person);
        }
    }
    members
}

fn n_of_kind(organisation: &DemoOrganisation, kind: &str) -> usize {
    organisation
        .units
        .iter()
        .filter(|unit| unit.kind == kind)
        .count()
}

#[test]
fn each_size_has_its_units_and_members() {
    for (size, large, small, branches, members) in [
        (DemoSize::Demo, 13, 25, 60, 2_039),
        (DemoSize::Load, 26, 44, 150, 4_200),
        (DemoSize::Stress, 130, 14, 1_600, 115_000),
    ] {
        let organisation = made(size);
        let kinds =
            ["doan_co_so", "chi_doan_co_so", "chi_doan"].map(|kind| n_of_kind(organisation, kind));
        assert_eq!(kinds, [large, small, branches], "{size:?}");
        assert_eq!(organisation.units.len(), 1 + large + small + branches);
        let by_unit = members_on(organisation, today());
        assert_eq!(
            by_unit.values().map(HashSet::len).sum::<usize>(),
            members,
            "{size:?}"
        );
        // Two readers from above and the technician are members elsewhere.
        assert_eq!(organisation.persons.len(), members + 3, "{size:?}");
    }
}

#[test]
fn each_unit_has_the_members_that_it_states() {
    for size in [DemoSize::Demo, DemoSize::Load, DemoSize::Stress] {
        let organisation = made(size);
        let by_unit = members_on(organisation, today());
        let mut below: HashMap<UnitId, u32> = HashMap::new();
        for unit in &organisation.units {
            if let Some(members) = by_unit.get(&unit.id) {
                assert_eq!(members.len(), unit.members as usize, "{}", unit.name);
            }
            if let Some(parent) = unit.parent {
                *below.entry(parent).or_default() += unit.members;
            }
        }
        for unit in &organisation.units {
            let stated = below.get(&unit.id).copied().unwrap_or(unit.members);
            assert_eq!(stated, unit.members, "{}", unit.name);
        }
    }
}

#[test]
fn units_are_as_large_as_those_of_2020() {
    let organisation = demo();
    let is_base = |unit: &&Unit| unit.kind == "doan_co_so" || unit.kind == "chi_doan_co_so";
    let mut sizes: Vec<_> = organisation
        .units
        .iter()
        .filter(is_base)
        .map(|unit| unit.members)
        .collect();
    sizes.sort_unstable();
    assert_eq!((sizes[0], sizes[37]), (11, 412));
    assert_eq!((sizes[18], sizes[19]), (25, 26));
}

#[test]
fn the_tree_hangs_together() {
    for size in [DemoSize::Demo, DemoSize::Load] {
        let organisation = made(size);
        let mut known = HashSet::new();
        for unit in &organisation.units {
            assert!(
                unit.parent.is_none_or(|parent| known.contains(&parent)),
                "{}",
                unit.name
            );
            assert!(known.insert(unit.id), "{} has another's id", unit.name);
        }
        let root = organisation.units[0].id;
        let tree = UnitTree::new(organisation.units.clone());
        assert_eq!(tree.within(root).len(), organisation.units.len());
        let ids: HashSet<_> = organisation
            .persons
            .iter()
            .map(|person| person.id)
            .collect();
        assert_eq!(ids.len(), organisation.persons.len());
        let ids: HashSet<_> = organisation
            .holdings
            .iter()
            .map(|holding| holding.id)
            .collect();
        assert_eq!(ids.len(), organisation.holdings.len());
    }
}

#[test]
fn short_names_tell_units_apart() {
    for size in [DemoSize::Demo, DemoSize::Load, DemoSize::Stress] {
        let organisation = made(size);
        let names: HashSet<_> = organisation
            .units
            .iter()
            .map(|unit| &unit.short_name)
            .collect();
        assert_eq!(names.len(), organisation.units.len(), "{size:?}");
    }
}

#[test]
fn the_scenario_has_its_units_and_places() {
    let organisation = demo();
    let team = unit(organisation, "Đội quản lý điện khu vực");
    let company = unit(organisation, "Công ty Điện lực tỉnh");
    assert_eq!(team.name, "Chi đoàn Đội quản lý điện khu vực");
    assert_eq!(company.name, "Đoàn cơ sở Công ty Điện lực tỉnh");
    assert_eq!(team.parent, Some(company.id));
    assert_eq!(company.parent, Some(organisation.units[0].id));
    assert_eq!(team.usual_places[0], "xã đảo Hòa Minh, huyện Châu Thành");
    assert_eq!(unit(organisation, "Sở Công Thương").members, 23);
}

#[test]
fn every_run_makes_the_same() {
    let organisation = demo();
    assert_eq!(*organisation, super::organisation(DemoSize::Demo).unwrap());
    let team = unit(organisation, "Đội quản lý điện khu vực");
    assert_eq!(team.id.to_string(), "0006a1fd-1656-8e5b-8a82-923153c29fee");
    let load = made(DemoSize::Load);
    assert_ne!(team.id, unit(load, "Đội quản lý điện khu vực").id);
}

#[test]
fn a_unit_ends_with_two_successors_and_nobody_is_lost() {
    let organisation = demo();
    let ended: Vec<_> = organisation
        .units
        .iter()
        .filter(|unit| unit.until.is_some())
        .collect();
    assert_eq!(ended.len(), 1);
    let [first, second] = ended[0].successors[..] else {
        panic!("{:?}", ended[0].successors)
    };
    let day = Date::new(2025, 7, 1).unwrap();
    assert_eq!(ended[0].until, Some(day));
    let before = members_on(organisation, day.plus_days(-1));
    let after = members_on(organisation, day);
    assert_eq!(
        (before[&ended[0].id].len(), after.get(&ended[0].id)),
        (21, None)
    );
    let n_new = |heir| after[&heir].difference(&before[&heir]).count();
    assert_eq!((n_new(first), n_new(second)), (11, 10));
    assert_eq!(after.values().map(HashSet::len).sum::<usize>(), 2_039);
}
