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
        let is_own_leaf = ids.leaves.iter().any(|leaf| leaf.id == ids.id);
        let posts = if is_own_leaf { OF_BASE } else { OF_BRANCH };
        let mut candidates = Vec::new();
        let mut last = Vec::new();
        for leaf in &ids.leaves {
            let people = people(leaf, names, seed);
            let mut holdings = appoint(leaf, &people, posts, seed);
            if let Some(day) = base.secretary_replaced.filter(|_| is_own_leaf) {
                replace_secretary(&mut holdings, day, seed);
            }
            if let Some(ending) = &leaf.ending {
                hand_over(&mut holdings, ending, ids, seed);
            }
            self.holdings.append(&mut holdings);
            last = people.iter().map(|person| person.id).collect();
            candidates.extend(last.get(CANDIDATE));
            self.persons.extend(people);
        }
        let officers = BASE_OFFICERS.map(|idx| {
            if is_own_leaf {
                last.first()
            } else {
                last.get(idx)
            }
        });
        if !is_own_leaf {
            let posts = officers.into_iter().flatten().zip(OF_BASE);
            let holding = |(person, post): (&PersonId, Post)| {
                Appointer(seed).holding(*person, ids.id, post, term_start())
            };
            self.holdings.extend(posts.map(holding));
        }
        if let (Some(secretary), Some(candidate)) = (officers[0], candidates.first()) {
            self.bases.push(BaseStaff {
                secretary: *secretary,
                candidate: *candidate,
            });
        }
    }
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
