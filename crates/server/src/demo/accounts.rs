//! Whom the demo's operator signs in as: at least one person of every role.

use nhatky_domain::holding::{Holding, Role};
use nhatky_domain::ids::{HoldingId, PersonId};
use nhatky_domain::unit::Unit;

use super::{DemoOrganisation, DemoPerson};

/// One person to get an activation code for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccount {
    pub role: Role,
    pub person: PersonId,
    pub full_name: String,
    pub holding: HoldingId,
    pub unit_name: String,
    /// «Đoàn viên – Đội quản lý điện khu vực»
    pub label: String,
}

/// The roles and the units where the acceptance scenarios take place. Where a size has no such
/// unit, any holder of the role does.
const WISHES: [(Role, &str); 12] = [
    (Role::R1, "Đội quản lý điện khu vực"),
    (Role::R2, "Đội quản lý điện khu vực"),
    (Role::R3, "Công ty Điện lực tỉnh"),
    (Role::R3, "Sở Công Thương"),
    (Role::R1, "Sở Công Thương"),
    (Role::R4, "Công ty Cấp thoát nước tỉnh"),
    (Role::R3, "Sở Nông nghiệp và Phát triển nông thôn"),
    (Role::R5, "Đoàn Khối"),
    (Role::R6, "Đoàn Khối"),
    (Role::R7, "Đoàn Khối"),
    (Role::R8, "Đoàn Khối"),
    (Role::R9, "Đoàn Khối"),
];

/// In the order of the roles that the first scenario needs; nobody twice.
#[must_use]
pub fn accounts(organisation: &DemoOrganisation) -> Vec<DemoAccount> {
    let mut accounts: Vec<DemoAccount> = Vec::new();
    for (role, unit_short_name) in WISHES {
        let free = |holding: &&Holding| {
            let is_taken = accounts
                .iter()
                .any(|account| account.person == holding.person);
            holding.role == role && holding.until.is_none() && !is_taken
        };
        let unit = organisation
            .units
            .iter()
            .find(|unit| unit.short_name == unit_short_name);
        let is_wished = |holding: &&Holding| unit.is_some_and(|unit| unit.id == holding.unit);
        let holdings = organisation.holdings.iter();
        let wished = holdings.clone().filter(is_wished).find(free);
        let found = wished.or_else(|| holdings.clone().find(free));
        accounts.extend(found.and_then(|holding| account(organisation, holding)));
    }
    accounts
}

fn account(organisation: &DemoOrganisation, holding: &Holding) -> Option<DemoAccount> {
    let unit: &Unit = organisation
        .units
        .iter()
        .find(|unit| unit.id == holding.unit)?;
    let person: &DemoPerson = organisation
        .persons
        .iter()
        .find(|person| person.id == holding.person)?;
    Some(DemoAccount {
        role: holding.role,
        person: person.id,
        full_name: person.full_name.clone(),
        holding: holding.id,
        unit_name: unit.name.clone(),
        label: format!("{} – {}", holding.post_name, unit.short_name),
    })
}
