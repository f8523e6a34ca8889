//! The posts above the cơ sở: standing committee, office, committee members in charge of areas,
//! receivers of petitions, readers from above and the technician.

use nhatky_domain::date::Date;
use nhatky_domain::holding::Holding;
use nhatky_domain::ids::{PersonId, UnitId};

use super::members::BaseStaff;
use super::names::Names;
use super::plan::Plan;
use super::posts::{AREA_MEMBER, Appointer, OF_OUTSIDERS, OF_ROOT, Post};
use super::seed::Seed;
use super::tree::BaseIds;
use super::{DemoPerson, founded};

/// Committee members in charge of areas.
const N_AREA_MEMBERS: usize = 15;

/// Posts of people who are members of some cơ sở.
pub(super) fn elect(
    plan: &Plan,
    root: UnitId,
    bases: &[BaseIds],
    staff: &[BaseStaff],
    seed: Seed,
) -> Vec<Holding> {
    let appointer = Appointer(seed);
    let (area_members, others) = candidates(bases, staff);
    let at_root = others.into_iter().zip(OF_ROOT);
    let mut holdings: Vec<_> = at_root
        .map(|(candidate, post)| appointer.holding(candidate.person, root, post, elected()))
        .collect();
    for (candidate, charge) in in_charge_elsewhere(&area_members, &charges(plan)) {
        for base in charge.base_idx.iter().filter_map(|idx| bases.get(*idx)) {
            let mut holding = appointer.holding(candidate.person, base.id, AREA_MEMBER, elected());
            holding.post_name = format!("{} phụ trách Cụm {}", AREA_MEMBER.1, charge.area);
            holdings.push(holding);
        }
    }
    holdings
}

/// Posts of people who are members elsewhere, with the people.
pub(super) fn invite(root: UnitId, names: &Names, seed: Seed) -> (Vec<DemoPerson>, Vec<Holding>) {
    let invite = |post: Post| {
        let label = format!("person/outside/{}", post.0);
        let person = DemoPerson {
            id: PersonId(seed.id(&label)),
            full_name: names.draw(&mut seed.random(&label)),
        };
        let holding = Appointer(seed).holding(person.id, root, post, elected());
        (person, holding)
    };
    OF_OUTSIDERS.into_iter().map(invite).unzip()
}

fn elected() -> Date {
    Date::new(2017, 12, 1).unwrap_or_else(founded)
}

#[derive(Debug, Clone, Copy)]
struct Candidate {
    person: PersonId,
    /// Where the person is a member.
    base_idx: usize,
}

/// One from each of the first cơ sở: by turns for an area and for the root. The first for an area is
/// the secretary of a đoàn cơ sở, who so has three roles.
fn candidates(bases: &[BaseIds], staff: &[BaseStaff]) -> (Vec<Candidate>, Vec<Candidate>) {
    let with_branches = bases.iter().position(|base| base.leaves.len() > 1);
    let busy = with_branches.and_then(|base_idx| {
        let person = staff.get(base_idx)?.secretary;
        Some(Candidate { person, base_idx })
    });
    let of = |parity: usize| {
        let staff = staff.iter().enumerate().skip(parity).step_by(2);
        staff.map(|(base_idx, staff)| Candidate {
            person: staff.candidate,
            base_idx,
        })
    };
    (
        busy.into_iter().chain(of(0)).take(N_AREA_MEMBERS).collect(),
        of(1).collect(),
    )
}

/// Deals the charges out so that nobody is in charge of the unit he or she comes from.
fn in_charge_elsewhere<'a>(
    candidates: &'a [Candidate],
    charges: &'a [Charge],
) -> impl Iterator<Item = (&'a Candidate, &'a Charge)> {
    let deal = |n_shifted: usize| {
        candidates
            .iter()
            .zip(charges.iter().cycle().skip(n_shifted))
    };
    let is_fair = |n_shifted: &usize| {
        deal(*n_shifted).all(|(candidate, charge)| !charge.base_idx.contains(&candidate.base_idx))
    };
    deal((0..charges.len()).find(is_fair).unwrap_or(0))
}

/// What one committee member is in charge of.
#[derive(Debug)]
struct Charge {
    area: usize,
    base_idx: Vec<usize>,
}

/// Seats go to the areas by their number of units, each area having at least one.
fn charges(plan: &Plan) -> Vec<Charge> {
    let areas: Vec<Vec<usize>> = (1..=plan.areas.len())
        .map(|area| {
            (0..plan.bases.len())
                .filter(|idx| plan.bases.get(*idx).is_some_and(|base| base.area == area))
                .collect()
        })
        .collect();
    let mut seats = vec![1; areas.len()];
    for _ in areas.len()..N_AREA_MEMBERS {
        let load = |idx: &usize| (areas[*idx].len() * 100 / seats[*idx], areas[*idx].len());
        if let Some(idx) = (0..areas.len()).max_by_key(load) {
            seats[idx] += 1;
        }
    }
    let split = |(idx, units): (usize, &Vec<usize>)| -> Vec<Charge> {
        let charge = |units: &[usize]| Charge {
            area: idx + 1,
            base_idx: units.to_vec(),
        };
        even_chunks(units, seats[idx]).map(charge).collect()
    };
    areas.iter().enumerate().flat_map(split).collect()
}

/// `n_parts` neighbouring parts whose sizes differ by at most one.
fn even_chunks(list: &[usize], n_parts: usize) -> impl Iterator<Item = &[usize]> {
    (0..n_parts).map(move |idx| &list[idx * list.len() / n_parts..(idx + 1) * list.len() / n_parts])
}
