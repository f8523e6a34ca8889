//! From the plan to units with ids.

use nhatky_domain::ids::UnitId;
use nhatky_domain::unit::Unit;

use super::founded;
use super::plan::{Base, Branch, Plan};
use super::seed::Seed;

/// The units and where each of the plan's cơ sở is among them.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) root: UnitId,
    pub(super) units: Vec<Unit>,
    pub(super) bases: Vec<BaseIds>,
}

#[derive(Debug)]
pub(super) struct BaseIds {
    pub(super) id: UnitId,
    /// The chi đoàn that hold its members; itself when it has none.
    pub(super) leaves: Vec<Leaf>,
}

impl BaseIds {
    /// Whether people are members of it without a chi đoàn between.
    pub(super) fn is_own_leaf(&self) -> bool {
        self.leaves.iter().any(|leaf| leaf.id == self.id)
    }
}

/// A unit that people are members of.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) id: UnitId,
    pub(super) short_name: String,
    pub(super) members: u32,
    /// The branch that ends, if it does.
    pub(super) ending: Option<Branch>,
}

pub(super) fn grow(plan: &Plan, seed: Seed) -> Tree {
    let root = Unit {
        id: UnitId(seed.id("unit/root")),
        name: plan.name.clone(),
        short_name: plan.short_name.clone(),
        kind: plan.kind.clone(),
        parent: None,
        from: founded(),
        until: None,
        successors: Vec::new(),
        members: plan.bases.iter().map(|base| base.members).sum(),
        usual_places: Vec::new(),
    };
    let mut tree = Tree {
        root: root.id,
        units: vec![root],
        bases: Vec::with_capacity(plan.bases.len()),
    };
    for base in &plan.bases {
        tree.add_base(base, seed);
    }
    tree
}

impl Tree {
    fn add_base(&mut self, base: &Base, seed: Seed) {
        let branches = base.branches();
        let (kind, prefix) = match branches.len() {
            0 => ("chi_doan_co_so", "Chi đoàn cơ sở"),
            _ => ("doan_co_so", "Đoàn cơ sở"),
        };
        let id = base_id(base, seed);
        self.units.push(Unit {
            id,
            name: format!("{prefix} {}", base.name),
            short_name: base.name.clone(),
            kind: kind.to_owned(),
            parent: Some(self.root),
            from: founded(),
            until: None,
            successors: Vec::new(),
            members: base.members,
            usual_places: base.places.clone(),
        });
        let mut leaves: Vec<_> = branches
            .iter()
            .map(|branch| self.add_branch(branch, base, seed))
            .collect();
        if leaves.is_empty() {
            leaves.push(Leaf {
                id,
                short_name: base.name.clone(),
                members: base.members,
                ending: None,
            });
        }
        self.bases.push(BaseIds { id, leaves });
    }

    fn add_branch(&mut self, branch: &Branch, base: &Base, seed: Seed) -> Leaf {
        let id = branch_id(base, &branch.name, seed);
        self.units.push(Unit {
            id,
            name: format!("Chi đoàn {}", branch.name),
            short_name: branch.name.clone(),
            kind: "chi_doan".to_owned(),
            parent: Some(base_id(base, seed)),
            from: founded(),
            until: branch.until,
            successors: branch
                .successors
                .iter()
                .map(|name| branch_id(base, name, seed))
                .collect(),
            members: branch.members,
            usual_places: base.places.clone(),
        });
        Leaf {
            id,
            short_name: branch.name.clone(),
            members: branch.members,
            ending: branch.until.map(|_| branch.clone()),
        }
    }
}

fn base_id(base: &Base, seed: Seed) -> UnitId {
    UnitId(seed.id(&format!("unit/{}", base.name)))
}

/// Also of a successor, which may stand further down in the list.
fn branch_id(base: &Base, branch_name: &str, seed: Seed) -> UnitId {
    UnitId(seed.id(&format!("unit/{}/{branch_name}", base.name)))
}
