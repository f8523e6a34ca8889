//! Fills the units: members, and a secretary and a deputy for each.
//!
//! Who is secretary or deputy of the unit that he or she is a member of holds that post alone: it
//! includes whatever a member may do, and nobody has to choose between two posts in one unit.

use nhatky_domain::date::Date;
use nhatky_domain::holding::Holding;
use nhatky_domain::ids::PersonId;

use super::names::Names;
use super::plan::{Base, Branch, Plan};
use super::posts::{Appointer, MEMBER, OF_BASE, OF_BRANCH, Post};
use super::seed::Seed;
use super::tree::{BaseIds, Leaf, Tree};
use super::{DemoPerson, founded};

/// Everybody, and who of each cơ sở can be elected to the committee.
#[derive(Debug, Default)]
pub(super) struct Staff {
    pub(super) persons: Vec<DemoPerson>,
    pub(super) holdings: Vec<Holding>,
    pub(super) bases: Vec<BaseStaff>,
}

#[derive(Debug)]
pub(super) struct BaseStaff {
    pub(super) secretary: PersonId,
    /// A member without a post.
    pub(super) candidate: PersonId,
}

/// Places among the members of a unit; the smallest unit has 11.
const SUCCESSOR: usize = 2;
const CANDIDATE: usize = 4;
/// Secretary and deputy of a đoàn cơ sở come from its last chi đoàn.
const BASE_OFFICERS: [usize; 2] = [2, 3];

pub(super) fn fill(plan: &Plan, tree: &Tree, names: &Names, seed: Seed) -> Staff {
    let mut staff = Staff::default();
    for (base, ids) in plan.bases.iter().zip(&tree.bases) {
        staff.fill_base(base, ids, names, seed);
    }
    staff
}

impl Staff {
    fn fill_base(&mut self, base: &Base, ids: &BaseIds, names: &Names, seed: Seed) {
        let mut leaves = Vec::with_capacity(ids.leaves.len());
        for leaf in &ids.leaves {
            let people = people(leaf, names, seed);
            self.holdings
                .extend(holdings_in(leaf, &people, base, ids, seed));
            leaves.push(people.iter().map(|person| person.id).collect::<Vec<_>>());
            self.persons.extend(people);
        }
        let (Some(first), Some(last)) = (leaves.first(), leaves.last()) else {
            return;
        };
        if !ids.is_own_leaf() {
            for (person, post) in BASE_OFFICERS
                .iter()
                .filter_map(|idx| last.get(*idx))
                .zip(OF_BASE)
            {
                self.holdings
                    .push(Appointer(seed).holding(*person, ids.id, post, term_start()));
            }
        }
        let secretary_idx = if ids.is_own_leaf() {
            0
        } else {
            BASE_OFFICERS[0]
        };
        if let (Some(secretary), Some(candidate)) = (last.get(secretary_idx), first.get(CANDIDATE))
        {
            self.bases.push(BaseStaff {
                secretary: *secretary,
                candidate: *candidate,
            });
        }
    }
}

/// All that the people of one unit hold there, or in the units that succeed it.
fn holdings_in(
    leaf: &Leaf,
    people: &[DemoPerson],
    base: &Base,
    ids: &BaseIds,
    seed: Seed,
) -> Vec<Holding> {
    let posts = if ids.is_own_leaf() {
        OF_BASE
    } else {
        OF_BRANCH
    };
    let mut holdings = appoint(leaf, people, posts, seed);
    if let Some(day) = base.secretary_replaced.filter(|_| ids.is_own_leaf()) {
        replace_secretary(&mut holdings, day, seed);
    }
    if let Some(ending) = &leaf.ending {
        hand_over(&mut holdings, ending, ids, seed);
    }
    holdings
}

fn people(leaf: &Leaf, names: &Names, seed: Seed) -> Vec<DemoPerson> {
    let mut random = seed.random(&format!("names/{}", leaf.id));
    let person = |idx: u32| DemoPerson {
        id: PersonId(seed.id(&format!("person/{}/{idx}", leaf.id))),
        full_name: names.name_of(&leaf.short_name, idx as usize, &mut random),
    };
    (0..leaf.members).map(person).collect()
}

fn appoint(leaf: &Leaf, people: &[DemoPerson], posts: [Post; 2], seed: Seed) -> Vec<Holding> {
    let mut random = seed.random(&format!("joined/{}", leaf.id));
    let officers = posts.map(|post| (post, term_start())).into_iter();
    let members = std::iter::repeat_with(|| {
        let days = random.below(5 * 365);
        (MEMBER, founded().plus_days(days.cast_signed()))
    });
    let appointments = people.iter().zip(officers.chain(members));
    appointments
        .map(|(person, (post, from))| Appointer(seed).holding(person.id, leaf.id, post, from))
        .collect()
}

/// The term of office that runs in 2020.
fn term_start() -> Date {
    Date::new(2017, 10, 15).unwrap_or_else(founded)
}

/// The secretary becomes a member, a member the secretary.
fn replace_secretary(holdings: &mut Vec<Holding>, day: Date, seed: Seed) {
    let mut added = Vec::new();
    for (idx, post) in [(0, MEMBER), (SUCCESSOR, OF_BASE[0])] {
        if let Some(holding) = holdings.get_mut(idx) {
            holding.until = Some(day);
            added.push(Appointer(seed).holding(holding.person, holding.unit, post, day));
        }
    }
    holdings.append(&mut added);
}

/// All posts end; the people become members of the successors in turn.
fn hand_over(holdings: &mut Vec<Holding>, ending: &Branch, ids: &BaseIds, seed: Seed) {
    let Some(day) = ending.until else { return };
    let is_heir = |leaf: &&Leaf| ending.successors.contains(&leaf.short_name);
    let heirs: Vec<_> = ids
        .leaves
        .iter()
        .filter(is_heir)
        .map(|leaf| leaf.id)
        .collect();
    let mut added = Vec::new();
    for (holding, heir) in holdings.iter_mut().zip(heirs.iter().cycle()) {
        holding.until = Some(day);
        added.push(Appointer(seed).holding(holding.person, *heir, MEMBER, day));
    }
    holdings.append(&mut added);
}
