use super::*;
use proptest::prelude::*;

fn date(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn by(days_after: i16, time: &str) -> Deadline {
    let time = TimeOfDay::parse(time).unwrap();
    Deadline { days_after, time }
}

fn rule(
    cycle: Cycle,
    ends_on: Option<[u8; 2]>,
    closing: Deadline,
    due: [Deadline; 3],
) -> CycleRule {
    let levels = ["chi_doan", "co_so", "khoi"];
    let due = levels.into_iter().zip(due);
    CycleRule {
        cycle,
        ends_on,
        closing,
        due: due
            .map(|(level, by)| Due {
                level: level.into(),
                by,
            })
            .collect(),
    }
}

/// The cycles that the plan's organisation starts with.
fn rules() -> [CycleRule; 5] {
    let months = [by(1, "16:30"), by(2, "16:30"), by(5, "16:30")];
    [
        rule(
            Cycle::Week,
            None,
            by(-2, "12:00"),
            [by(-2, "11:00"), by(-2, "16:30"), by(1, "16:30")],
        ),
        rule(Cycle::Month, Some([12, 20]), by(0, "23:59"), months),
        rule(Cycle::Quarter, Some([12, 20]), by(0, "23:59"), months),
        rule(
            Cycle::HalfYear,
            Some([6, 15]),
            by(0, "23:59"),
            [by(2, "16:30"), by(5, "16:30"), by(10, "16:30")],
        ),
        rule(
            Cycle::Year,
            Some([11, 15]),
            by(0, "23:59"),
            [by(3, "16:30"), by(5, "16:30"), by(15, "16:30")],
        ),
    ]
}

#[test]
fn periods_have_the_days_that_the_rule_sets() {
    let [week, month, quarter, half_year, year] = rules();
    for (rule, day, label) in [
        (&week, "2020-07-24", "Tuần 30 (20/7–26/7/2020)"),
        (&week, "2021-01-03", "Tuần 53 (28/12/2020–3/1/2021)"),
        (&month, "2020-07-20", "Tháng 7/2020 (21/6–20/7/2020)"),
        (&month, "2020-07-21", "Tháng 8/2020 (21/7–20/8/2020)"),
        (&month, "2020-12-21", "Tháng 1/2021 (21/12/2020–20/1/2021)"),
        (&month, "2020-02-29", "Tháng 3/2020 (21/2–20/3/2020)"),
        (&quarter, "2020-09-20", "Quý III/2020 (21/6–20/9/2020)"),
        (&quarter, "2020-12-20", "Quý IV/2020 (21/9–20/12/2020)"),
        (&quarter, "2020-12-21", "Quý I/2021 (21/12/2020–20/3/2021)"),
        (
            &half_year,
            "2019-12-16",
            "6 tháng đầu năm 2020 (16/12/2019–15/6/2020)",
        ),
        (
            &half_year,
            "2020-06-16",
            "6 tháng cuối năm 2020 (16/6–15/12/2020)",
        ),
        (
            &half_year,
            "2020-12-15",
            "6 tháng cuối năm 2020 (16/6–15/12/2020)",
        ),
        (&year, "2020-11-15", "Năm 2020 (16/11/2019–15/11/2020)"),
        (&year, "2020-11-16", "Năm 2021 (16/11/2020–15/11/2021)"),
    ] {
        let period = rule.period_of(date(day));
        assert_eq!(period.label(), label, "{day}");
        assert!(period.contains(date(day)));
    }
}

#[test]
fn calendar_periods_need_no_setting() {
    for (cycle, day, label) in [
        (Cycle::Month, "2020-02-29", "Tháng 2/2020 (1/2–29/2/2020)"),
        (Cycle::Month, "2021-02-28", "Tháng 2/2021 (1/2–28/2/2021)"),
        (Cycle::Quarter, "2020-05-01", "Quý II/2020 (1/4–30/6/2020)"),
        (
            Cycle::HalfYear,
            "2020-07-01",
            "6 tháng cuối năm 2020 (1/7–31/12/2020)",
        ),
        (Cycle::Year, "2020-12-31", "Năm 2020 (1/1–31/12/2020)"),
    ] {
        let rule = rule(cycle, None, by(0, "23:59"), [by(0, "23:59"); 3]);
        assert_eq!(rule.period_of(date(day)).label(), label);
    }
}

#[test]
fn deadlines_follow_from_the_last_day() {
    let [week, month, quarter, half_year, year] = rules();
    for (rule, day, closing, due) in [
        (
            &week,
            "2020-07-24",
            "24/07/2020 12:00",
            ["24/07/2020 11:00", "24/07/2020 16:30", "27/07/2020 16:30"],
        ),
        (
            &month,
            "2020-07-01",
            "20/07/2020 23:59",
            ["21/07/2020 16:30", "22/07/2020 16:30", "27/07/2020 16:30"],
        ),
        (
            &quarter,
            "2020-07-01",
            "20/09/2020 23:59",
            ["21/09/2020 16:30", "22/09/2020 16:30", "25/09/2020 16:30"],
        ),
        (
            &half_year,
            "2020-01-01",
            "15/06/2020 23:59",
            ["17/06/2020 16:30", "22/06/2020 16:30", "25/06/2020 16:30"],
        ),
        (
            &year,
            "2020-01-01",
            "15/11/2020 23:59",
            ["18/11/2020 16:30", "20/11/2020 16:30", "30/11/2020 16:30"],
        ),
    ] {
        let period = rule.period_of(date(day));
        assert_eq!(rule.closes_at(&period).vi(), closing);
        let actual = ["chi_doan", "co_so", "khoi"]
            .map(|level| rule.due_at(&period, level, &[]).unwrap().vi());
        assert_eq!(actual, due, "{}", period.label());
    }
}

#[test]
fn a_due_day_off_moves_but_the_closing_stays() {
    let [week, ..] = rules();
    let holidays = [date("2020-04-30"), date("2020-05-01")];
    let period = week.period_of(date("2020-05-01"));
    let due = week.due_at(&period, "co_so", &holidays).unwrap();
    assert_eq!(due.vi(), "04/05/2020 16:30");
    assert_eq!(week.closes_at(&period).vi(), "01/05/2020 12:00");
    assert_eq!(week.due_at(&period, "tinh", &holidays), None);
}

#[test]
fn stored_form_of_a_rule_is_frozen() {
    let [_, month, ..] = rules();
    let stored = serde_json::to_string(&month).unwrap();
    assert_eq!(
        stored,
        concat!(
            r#"{"cycle":"month","ends_on":[12,20],"closing":{"days_after":0,"time":"23:59"},"due":["#,
            r#"{"level":"chi_doan","by":{"days_after":1,"time":"16:30"}},"#,
            r#"{"level":"co_so","by":{"days_after":2,"time":"16:30"}},"#,
            r#"{"level":"khoi","by":{"days_after":5,"time":"16:30"}}]}"#
        )
    );
    assert_eq!(serde_json::from_str::<CycleRule>(&stored).unwrap(), month);
    assert_eq!(
        serde_json::to_string(&Cycle::HalfYear).unwrap(),
        r#""half_year""#
    );
}

fn any_cycle() -> impl Strategy<Value = Cycle> {
    prop_oneof![
        Just(Cycle::Week),
        Just(Cycle::Month),
        Just(Cycle::Quarter),
        Just(Cycle::HalfYear),
        Just(Cycle::Year),
    ]
}

proptest! {
    #[test]
    fn every_day_lies_in_exactly_one_period(
        cycle in any_cycle(),
        ends_on in proptest::option::of([1..=12_u8, 1..=31_u8]),
        days in -300_000..300_000_i32,
    ) {
        let rule = rule(cycle, ends_on, by(0, "23:59"), [by(0, "23:59"); 3]);
        let day = Date::from_days_clamped(days);
        let period = rule.period_of(day);
        prop_assert!(period.contains(day));
        prop_assert_eq!(rule.period_of(period.first), period);
        prop_assert_eq!(rule.period_of(period.last), period);
        let next = rule.next(&period);
        prop_assert_eq!(period.last.plus_days(1), next.first);
        prop_assert_eq!(rule.previous(&next), period);
        prop_assert!((period.year, period.number) < (next.year, next.number));
    }

    #[test]
    fn no_rule_and_no_day_panic(
        cycle in any_cycle(),
        ends_on in any::<[u8; 2]>(),
        days in any::<i32>(),
        days_after in any::<i16>(),
    ) {
        let rule = rule(cycle, Some(ends_on), by(days_after, "23:59"), [by(days_after, "00:00"); 3]);
        let day = Date::from_days_clamped(days);
        let period = rule.period_of(day);
        let _ = (period.label(), rule.closes_at(&period), rule.due_at(&period, "co_so", &[day]));
    }
}
