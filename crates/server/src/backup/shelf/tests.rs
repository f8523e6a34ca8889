use super::*;

fn at(date: &str, time: &str) -> Timestamp {
    let time = TimeOfDay::parse(time).unwrap();
    Timestamp::from_vn(Date::parse_iso(date).unwrap(), time)
}

/// One at 02:30 on each of `days` days up to 24/07/2020, newest first.
fn nightly(days: i32) -> Vec<Timestamp> {
    let last = Date::parse_iso("2020-07-24").unwrap();
    let night = TimeOfDay::parse("02:30").unwrap();
    (0..days)
        .map(|back| Timestamp::from_vn(last.plus_days(-back), night))
        .collect()
}

fn shelf(folder: &Path, organisation: u128) -> Shelf {
    let at = Location::OnDisk(folder.to_owned());
    Shelf::open(&at, Uuid::from_u128(organisation << 96)).unwrap()
}

#[tokio::test]
async fn a_name_tells_the_moment_and_the_organisation() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = shelf(folder.path(), 9);
    let moment = Timestamp(at("2020-07-24", "02:30").0 + 7_000);
    let draft = shelf.draft(moment, Path::new("work"));
    fs::write(&draft, b"").unwrap();
    assert_eq!(shelf.backups().await.unwrap(), []);
    let file = shelf.publish(&draft, moment).await.unwrap();
    let name = "nhatky-00000009-2020-07-24-023007.age".to_owned();
    assert_eq!(file, folder.path().join(&name));
    let expected = Kept {
        made_at: moment,
        name,
    };
    assert_eq!(shelf.backups().await.unwrap(), [expected]);
}

#[test]
fn three_years_of_nights_leave_seven_days_four_weeks_and_twelve_months() {
    let kept = to_keep(&nightly(3 * 365));
    let dates: Vec<_> = kept
        .iter()
        .rev()
        .map(|moment| moment.vn_date().iso())
        .collect();
    let expected = [
        "2020-07-24",
        "2020-07-23",
        "2020-07-22",
        "2020-07-21",
        "2020-07-20",
        "2020-07-19",
        "2020-07-18",
        "2020-07-12",
        "2020-07-05",
        "2020-06-30",
        "2020-05-31",
        "2020-04-30",
        "2020-03-31",
        "2020-02-29",
        "2020-01-31",
        "2019-12-31",
        "2019-11-30",
        "2019-10-31",
        "2019-09-30",
        "2019-08-31",
    ];
    assert_eq!(dates, expected);
}

#[test]
fn pruned_night_after_night_the_same_ones_stay() {
    let mut shelf: Vec<Timestamp> = Vec::new();
    for moment in nightly(3 * 365).into_iter().rev() {
        shelf.insert(0, moment);
        let stay = to_keep(&shelf);
        shelf.retain(|moment| stay.contains(moment));
    }
    assert_eq!(BTreeSet::from_iter(shelf), to_keep(&nightly(3 * 365)));
}

#[test]
fn old_backups_stay_when_no_new_ones_come() {
    let old = nightly(7);
    assert_eq!(to_keep(&old).len(), 7);
}

#[test]
fn of_several_on_one_day_the_last_stays() {
    let moments = [at("2020-07-24", "18:00"), at("2020-07-24", "02:30")];
    assert_eq!(to_keep(&moments), BTreeSet::from([moments[0]]));
}

#[tokio::test]
async fn only_this_organisations_old_backups_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let [mine, other] = [9, 8].map(|organisation| shelf(folder.path(), organisation));
    let notes = folder.path().join("nhatky-00000009-notes.age");
    fs::write(&notes, b"").unwrap();
    for moment in nightly(60) {
        for shelf in [&mine, &other] {
            let draft = shelf.draft(moment, folder.path());
            fs::write(&draft, b"").unwrap();
            shelf.publish(&draft, moment).await.unwrap();
        }
    }
    let removed = mine.prune().await.unwrap();
    assert_eq!(removed, 60 - mine.backups().await.unwrap().len());
    assert_eq!(other.backups().await.unwrap().len(), 60);
    assert!(notes.exists());
}
