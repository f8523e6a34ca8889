use super::*;

fn date(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

/// The `time` crate is the second opinion on every day of four centuries and on both ends.
#[test]
fn calendar_agrees_with_an_independent_one() {
    let unix_epoch = 2_440_588;
    let ranges = [-719_162..-718_000, -150_000..150_000, 2_931_000..2_932_897];
    for days in ranges.into_iter().flatten() {
        let theirs = time::Date::from_julian_day(days + unix_epoch).unwrap();
        let ours = Date::from_days_clamped(days);
        let (year, month, day) = theirs.to_calendar_date();
        assert_eq!(ours.ymd(), (year, month.into(), day));
        assert_eq!(Date::new(year, month.into(), day), Some(ours));
        let (iso_year, iso_week, weekday) = theirs.to_iso_week_date();
        let week = ours.iso_week();
        assert_eq!((week.year, week.week), (iso_year, iso_week), "{ours:?}");
        assert_eq!(
            ours.weekday().days_from_monday(),
            i32::from(weekday.number_days_from_monday())
        );
    }
}

#[test]
fn days_that_do_not_exist_are_refused() {
    for (year, month, day) in [
        (2021, 2, 29),
        (1900, 2, 29),
        (2020, 2, 30),
        (2020, 4, 31),
        (2020, 0, 1),
        (2020, 13, 1),
        (2020, 1, 0),
        (2020, 1, 255),
        (0, 12, 31),
        (10_000, 1, 1),
        (i32::MAX, 1, 1),
        (i32::MIN, 1, 1),
    ] {
        assert_eq!(Date::new(year, month, day), None, "{year}-{month}-{day}");
    }
    assert!(Date::new(2020, 2, 29).is_some());
    assert!(Date::new(2000, 2, 29).is_some());
}

#[test]
fn dates_read_as_vietnamese_writes_them() {
    for (iso, vi, short, official) in [
        (
            "2020-07-24",
            "24/07/2020",
            "24/7/2020",
            "ngày 24 tháng 7 năm 2020",
        ),
        (
            "2020-02-29",
            "29/02/2020",
            "29/2/2020",
            "ngày 29 tháng 02 năm 2020",
        ),
        (
            "2021-01-03",
            "03/01/2021",
            "3/1/2021",
            "ngày 03 tháng 01 năm 2021",
        ),
        (
            "2020-04-09",
            "09/04/2020",
            "9/4/2020",
            "ngày 09 tháng 4 năm 2020",
        ),
        (
            "2020-12-10",
            "10/12/2020",
            "10/12/2020",
            "ngày 10 tháng 12 năm 2020",
        ),
    ] {
        let date = date(iso);
        assert_eq!(date.iso(), iso);
        assert_eq!(date.vi(), vi);
        assert_eq!(date.vi_short(), short);
        assert_eq!(date.vi_official(), official);
    }
}

#[test]
fn typed_dates_are_read_with_or_without_zeros() {
    for text in [
        "24/7/2020",
        "24/07/2020",
        " 24 / 7 / 2020 ",
        "24-7-2020",
        "24.07.2020",
    ] {
        assert_eq!(Date::parse_vi(text), Some(date("2020-07-24")), "{text}");
    }
    for text in [
        "",
        "24/7",
        "24/7/20",
        "2020/7/24",
        "31/6/2020",
        "29/2/2021",
        "24/7/2020/1",
        "+4/7/2020",
        "024/7/2020",
        "hôm nay",
    ] {
        assert_eq!(Date::parse_vi(text), None, "{text}");
    }
}

#[test]
fn iso_text_is_read_strictly() {
    for text in [
        "",
        "2020-7-24",
        "20-07-24",
        "2020-07-24T00:00",
        "2020-07-24 ",
        "+202-07-24",
        "2020-02-30",
        "2020-07-24-1",
        "２０20-07-24",
    ] {
        assert_eq!(Date::parse_iso(text), None, "{text}");
    }
}

#[test]
fn stored_form_of_a_date_is_frozen() {
    let stored = serde_json::to_string(&date("2020-02-29")).unwrap();
    assert_eq!(stored, r#""2020-02-29""#);
    assert_eq!(
        serde_json::from_str::<Date>(&stored).unwrap(),
        date("2020-02-29")
    );
    for bad in [r#""29/02/2020""#, r#""2021-02-29""#, "18321", "null"] {
        assert!(serde_json::from_str::<Date>(bad).is_err(), "{bad}");
    }
}

#[test]
fn arithmetic_stops_at_the_ends_of_the_calendar() {
    assert_eq!(date("2020-02-28").plus_days(2), date("2020-03-01"));
    assert_eq!(date("2021-01-01").plus_days(-1), date("2020-12-31"));
    assert_eq!(Date::MAX.plus_days(i32::MAX), Date::MAX);
    assert_eq!(Date::MIN.plus_days(i32::MIN), Date::MIN);
    assert_eq!(
        (Date::MIN.iso(), Date::MAX.iso()),
        ("0001-01-01".into(), "9999-12-31".into())
    );
    assert_eq!(date("2020-07-24").days_until(date("2020-07-26")), 2);
}

#[test]
fn week_begins_on_monday_and_is_named_in_vietnamese() {
    let names: Vec<_> = (20..27)
        .map(|day| Date::new(2020, 7, day).unwrap().weekday().vi())
        .collect();
    assert_eq!(
        names,
        [
            "Thứ Hai",
            "Thứ Ba",
            "Thứ Tư",
            "Thứ Năm",
            "Thứ Sáu",
            "Thứ Bảy",
            "Chủ nhật"
        ]
    );
    for (days, weekday) in (0..).zip(Weekday::ALL) {
        assert_eq!(weekday.days_from_monday(), days);
        assert_eq!(
            weekday.vi().to_lowercase(),
            weekday.vi_in_sentence().to_lowercase()
        );
    }
}

#[test]
fn times_are_printed_and_read_back() {
    for (text, minutes, vi, official) in [
        ("00:00", 0, "00:00", "0 giờ"),
        ("7:05", 425, "07:05", "7 giờ 05"),
        ("16:30", 990, "16:30", "16 giờ 30"),
        ("17:00", 1020, "17:00", "17 giờ"),
        ("23:59", 1439, "23:59", "23 giờ 59"),
    ] {
        let time = TimeOfDay::parse(text).unwrap();
        assert_eq!(time.minutes_since_midnight(), minutes);
        assert_eq!(time.vi(), vi);
        assert_eq!(time.vi_official(), official);
    }
    for text in [
        "", "24:00", "12:60", "12:5", "12", "1 2:00", "-1:00", "12:00:00",
    ] {
        assert_eq!(TimeOfDay::parse(text), None, "{text}");
    }
}

#[test]
fn stored_forms_of_times_are_frozen() {
    let stored = serde_json::to_string(&TimeOfDay::new(7, 5)).unwrap();
    assert_eq!(stored, r#""07:05""#);
    assert_eq!(
        serde_json::from_str::<TimeOfDay>(&stored).unwrap(),
        TimeOfDay::new(7, 5).unwrap()
    );
    assert!(serde_json::from_str::<TimeOfDay>(r#""24:00""#).is_err());
    assert_eq!(
        serde_json::to_string(&Timestamp(1_595_763_120_000)).unwrap(),
        "1595763120000"
    );
}

#[test]
fn an_activity_over_midnight_has_its_length() {
    let time = |text| TimeOfDay::parse(text).unwrap();
    for (start, end, minutes) in [
        ("17:00", "17:30", 30),
        ("22:00", "01:00", 180),
        ("23:59", "00:00", 1),
        ("00:00", "00:00", 0),
    ] {
        assert_eq!(time(start).minutes_until(time(end)), minutes);
    }
}

#[test]
fn moments_are_shown_in_vietnam_time() {
    for (ms, expected) in [
        (0, "01/01/1970 07:00"),
        (1_595_763_120_000, "26/07/2020 18:32"),
        (1_595_763_179_999, "26/07/2020 18:32"),
        (1_582_995_599_999, "29/02/2020 23:59"),
        (1_582_995_600_000, "01/03/2020 00:00"),
        (-1, "01/01/1970 06:59"),
    ] {
        assert_eq!(Timestamp(ms).vi(), expected);
    }
}

#[test]
fn vietnam_midnight_begins_the_day() {
    let midnight = Timestamp::from_vn(date("2020-03-01"), TimeOfDay::MIDNIGHT);
    assert_eq!(midnight, Timestamp(1_582_995_600_000));
    assert_eq!(Timestamp(midnight.0 - 1).vn_date(), date("2020-02-29"));
}

#[test]
fn wild_clocks_give_a_date_and_no_panic() {
    assert_eq!(Timestamp(i64::MAX).vn_date(), Date::MAX);
    assert_eq!(Timestamp(i64::MIN).vn_date(), Date::MIN);
    let _ = (Timestamp(i64::MAX).vi(), Timestamp(i64::MIN).vi());
}

proptest::proptest! {
    #[test]
    fn every_date_survives_print_and_parse(days in -719_162..2_932_897_i32) {
        let date = Date::from_days_clamped(days);
        proptest::prop_assert_eq!(date.days_since_epoch(), days);
        proptest::prop_assert_eq!(Date::parse_iso(&date.iso()), Some(date));
        if date.year() >= 1000 {
            proptest::prop_assert_eq!(Date::parse_vi(&date.vi_short()), Some(date));
        }
        proptest::prop_assert_eq!(Date::parse_vi(&date.vi()), Some(date));
    }

    #[test]
    fn every_minute_survives_the_way_to_a_moment_and_back(
        days in -700_000..2_900_000_i32,
        minutes in 0..1440_u16,
    ) {
        let (date, time) = (Date::from_days_clamped(days), TimeOfDay::from_minutes(minutes).unwrap());
        let moment = Timestamp::from_vn(date, time);
        proptest::prop_assert_eq!((moment.vn_date(), moment.vn_time()), (date, time));
        proptest::prop_assert_eq!(TimeOfDay::parse(&time.vi()), Some(time));
    }

    #[test]
    fn no_text_makes_the_parsers_panic(text in "\\PC{0,12}") {
        let _ = (Date::parse_iso(&text), Date::parse_vi(&text), TimeOfDay::parse(&text));
    }
}
