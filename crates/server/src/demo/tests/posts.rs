//! Who holds what.

use super::*;

fn held_on(organisation: &DemoOrganisation, day: Date) -> impl Iterator<Item = &Holding> {
    organisation
        .holdings
        .iter()
        .filter(move |holding| holding.is_held_on(day))
}

#[test]
fn every_unit_has_a_secretary_and_a_deputy() {
    for size in [DemoSize::Demo, DemoSize::Load, DemoSize::Stress] {
        let organisation = made(size);
        let mut officers: HashMap<UnitId, Vec<(&str, Role)>> = HashMap::new();
        let mut persons: HashMap<UnitId, HashSet<PersonId>> = HashMap::new();
        for holding in held_on(organisation, today())
            .filter(|holding| holding.post.as_str().contains("bi_thu"))
        {
            officers
                .entry(holding.unit)
                .or_default()
                .push((holding.post.as_str(), holding.role));
            persons
                .entry(holding.unit)
                .or_default()
                .insert(holding.person);
        }
        for unit in &organisation.units {
            let (level, role) = match unit.kind.as_str() {
                "chi_doan" => ("_chi_doan", Role::R2),
                "khoi" | "tinh" => ("", Role::R6),
                _ => ("_co_so", Role::R3),
            };
            let expected = [format!("bi_thu{level}"), format!("pho_bi_thu{level}")];
            let mut found = officers.remove(&unit.id).unwrap();
            found.sort_unstable();
            assert_eq!(
                found,
                expected.each_ref().map(|post| (post.as_str(), role)),
                "{}",
                unit.name
            );
            assert_eq!(persons[&unit.id].len(), 2, "{}", unit.name);
        }
    }
}

#[test]
fn every_role_is_held() {
    for size in [DemoSize::Demo, DemoSize::Load, DemoSize::Stress] {
        let organisation = made(size);
        let n_persons = |role| -> usize {
            let held = held_on(organisation, today()).filter(|holding| holding.role == role);
            held.map(|holding| holding.person)
                .collect::<HashSet<_>>()
                .len()
        };
        let counts = [Role::R4, Role::R5, Role::R6, Role::R7, Role::R8, Role::R9].map(n_persons);
        assert_eq!(counts, [15, 2, 4, 2, 2, 1], "{size:?}");
    }
}

#[test]
fn committee_members_share_all_units_but_their_own() {
    for (size, units_each) in [
        (DemoSize::Demo, 2..=3),
        (DemoSize::Load, 3..=6),
        (DemoSize::Stress, 6..=11),
    ] {
        let organisation = made(size);
        let tree = UnitTree::new(organisation.units.clone());
        let mut charges: HashMap<PersonId, Vec<UnitId>> = HashMap::new();
        for holding in organisation
            .holdings
            .iter()
            .filter(|holding| holding.role == Role::R4)
        {
            charges
                .entry(holding.person)
                .or_default()
                .push(holding.unit);
        }
        let charged: HashSet<_> = charges.values().flatten().collect();
        let n_bases =
            n_of_kind(organisation, "doan_co_so") + n_of_kind(organisation, "chi_doan_co_so");
        assert_eq!(charged.len(), n_bases, "{size:?}");
        assert_eq!(
            charges.values().map(Vec::len).sum::<usize>(),
            n_bases,
            "one for each unit"
        );
        for (person, units) in &charges {
            assert!(
                units_each.contains(&units.len()),
                "{size:?}: {} units",
                units.len()
            );
            let own = organisation
                .holdings
                .iter()
                .filter(|holding| holding.person == *person && holding.role != Role::R4);
            for own in own {
                assert!(
                    !units.iter().any(|unit| tree.is_within(own.unit, *unit)),
                    "in charge of the own unit"
                );
            }
        }
    }
}

#[test]
fn the_enterprises_are_one_area_of_five_units() {
    let organisation = demo();
    let in_area = organisation
        .holdings
        .iter()
        .filter(|holding| holding.post_name.ends_with("Cụm 6"));
    let units: Vec<_> = in_area.map(|holding| holding.unit).collect();
    assert_eq!(units.len(), 5);
    assert!(units.contains(&unit(organisation, "Công ty Cấp thoát nước tỉnh").id));
}

#[test]
fn one_person_has_three_roles() {
    let organisation = demo();
    let mut roles: HashMap<PersonId, HashSet<Role>> = HashMap::new();
    for holding in held_on(organisation, today()) {
        roles
            .entry(holding.person)
            .or_default()
            .insert(holding.role);
    }
    let busy: Vec<_> = roles.values().filter(|roles| roles.len() == 3).collect();
    assert_eq!(busy, [&HashSet::from([Role::R1, Role::R3, Role::R4])]);
}

#[test]
fn a_secretary_is_replaced_in_the_middle_of_a_month() {
    let organisation = demo();
    let id = unit(organisation, "Sở Xây dựng").id;
    let secretary = |day| {
        let mut held = held_on(organisation, day)
            .filter(|holding| holding.unit == id && holding.post.as_str() == "bi_thu_co_so");
        let holding = held.next().unwrap();
        assert!(held.next().is_none(), "two secretaries on {day:?}");
        holding.person
    };
    let day = Date::new(2020, 7, 15).unwrap();
    let (old, new) = (secretary(day.plus_days(-1)), secretary(day));
    assert_ne!(old, new);
    let roles = |person, day| -> Vec<Role> {
        held_on(organisation, day)
            .filter(|holding| holding.person == person)
            .map(|holding| holding.role)
            .collect()
    };
    assert_eq!(
        (roles(old, day), roles(new, day)),
        (vec![Role::R1], vec![Role::R3])
    );
    assert_eq!(roles(new, day.plus_days(-1)), [Role::R1]);
}

#[test]
fn accounts_cover_every_role_and_the_first_scenario() {
    let organisation = demo();
    let accounts = accounts(organisation);
    let roles: HashSet<_> = accounts.iter().map(|account| account.role).collect();
    let all = [
        Role::R1,
        Role::R2,
        Role::R3,
        Role::R4,
        Role::R5,
        Role::R6,
        Role::R7,
        Role::R8,
        Role::R9,
    ];
    assert_eq!(roles, HashSet::from(all));
    let labels: Vec<_> = accounts
        .iter()
        .take(3)
        .map(|account| account.label.as_str())
        .collect();
    assert_eq!(
        labels,
        [
            "Đoàn viên – Đội quản lý điện khu vực",
            "Bí thư chi đoàn – Đội quản lý điện khu vực",
            "Bí thư cơ sở Đoàn – Công ty Điện lực tỉnh",
        ]
    );
    assert_eq!(accounts[0].full_name, "Lâm Thị Ngọc Hà");
    let persons: HashSet<_> = accounts.iter().map(|account| account.person).collect();
    assert_eq!(persons.len(), accounts.len());
    for account in &accounts {
        let held = held_on(organisation, today()).find(|holding| holding.id == account.holding);
        assert_eq!(
            held.map(|holding| (holding.person, holding.role)),
            Some((account.person, account.role))
        );
    }
}

#[test]
fn accounts_cover_every_role_in_every_size() {
    for size in [DemoSize::Load, DemoSize::Stress] {
        let accounts = accounts(made(size));
        let roles: HashSet<_> = accounts.iter().map(|account| account.role).collect();
        assert_eq!((roles.len(), accounts.len()), (9, 12), "{size:?}");
    }
}
