//! The shipped forms at work: what is asked, what is missing, what counts.

use nhatky_domain::catalogue::Catalogue;
use nhatky_domain::form::{Fact, Form};
use nhatky_domain::record::Fields;
use nhatky_domain::validate::{Context, FieldIssue, Problem, asked_only, check};

use super::shipped;

const PHOTO: &str = r#"{"sha":"0000000000000000000000000000000000000000000000000000000000000000","size":9,
    "thumb":"0000000000000000000000000000000000000000000000000000000000000000","thumb_size":9}"#;

fn catalogue() -> Catalogue {
    shipped().assemble("Đoàn Khối", Vec::new())
}

fn form(code: &str) -> Form {
    catalogue().form(&code.into()).unwrap().clone()
}

fn answers(json: &str) -> Fields {
    serde_json::from_str(json).unwrap()
}

/// The activity of the first acceptance scenario, with more answers or others.
fn activity(more: &str) -> Fields {
    let mut fields = answers(
        r#"{"ten":"Thay 25 bóng đèn, sửa đường dây sau công tơ cho hộ nghèo","ngay":"2020-07-24",
            "linh_vuc":"an_sinh","vai_tro":"chu_tri","luot":{"doan_vien":9},
            "chi_tieu":{"V10":25,"V20":12},"kinh_phi":3750000}"#,
    );
    fields.extend(answers(more));
    fields
}

fn issues(code: &str, fields: &Fields) -> Vec<FieldIssue> {
    let catalogue = catalogue();
    let context = Context {
        indicators: &catalogue.indicators,
        members: 17,
    };
    check(&form(code), fields, context)
}

fn facts(code: &str, fields: &Fields) -> Vec<(String, i64)> {
    let form = form(code);
    let facts = form.facts(&asked_only(&form, fields)).into_iter();
    facts
        .map(|Fact { indicator, amount }| (indicator.0, amount))
        .collect()
}

fn pairs(expected: &[(&str, i64)]) -> Vec<(String, i64)> {
    expected
        .iter()
        .map(|(code, amount)| ((*code).to_owned(), *amount))
        .collect()
}

#[test]
fn the_activity_form_is_frozen() {
    insta::assert_json_snapshot!("hd", form("HD"));
}

#[test]
fn the_thirty_minutes_form_is_frozen() {
    insta::assert_json_snapshot!("t30", form("T30"));
}

#[test]
fn the_activity_of_the_scenario_is_complete_and_counts() {
    let photos = format!(r#"{{"anh":[{PHOTO},{PHOTO},{PHOTO}],"anh_co_tre_em":"khong"}}"#);
    let fields = activity(&photos);
    assert_eq!(issues("HD", &fields), []);
    let expected = [
        ("G01", 1),
        ("G02", 9),
        ("G03", 9),
        ("G06", 3_750_000),
        ("V10", 25),
        ("V20", 12),
    ];
    assert_eq!(facts("HD", &fields), pairs(&expected));
}

#[test]
fn an_event_of_four_units_counts_once() {
    let partner = activity(r#"{"vai_tro":"phoi_hop"}"#);
    assert_eq!(facts("HD", &partner), pairs(&[("G01a", 1), ("G02a", 9)]));
    let all = [activity("{}"), partner.clone(), partner.clone(), partner];
    let total = |code: &str| -> i64 {
        let counted = all.iter().flat_map(|fields| facts("HD", fields));
        counted
            .filter(|(indicator, _)| indicator == code)
            .map(|(_, amount)| amount)
            .sum()
    };
    assert_eq!((total("G01"), total("G02"), total("V10")), (1, 9, 25));
}

#[test]
fn the_share_in_an_outside_body_s_event_counts() {
    let fields = activity(
        r#"{"vai_tro":"phoi_hop_ngoai","noi_chu_tri":"Hội Chữ thập đỏ tỉnh","kinh_phi":0}"#,
    );
    let expected = [
        ("G01a", 1),
        ("G02", 9),
        ("G03", 9),
        ("V10", 25),
        ("V20", 12),
    ];
    assert_eq!(facts("HD", &fields), pairs(&expected));
}

#[test]
fn little_is_required() {
    let missing = issues("HD", &Fields::new());
    let codes: Vec<_> = missing.iter().map(|issue| issue.field.as_str()).collect();
    assert_eq!(codes, ["ten", "ngay", "linh_vuc", "vai_tro"]);
    assert!(
        missing
            .iter()
            .all(|issue| issue.problem == Problem::Missing)
    );
}

#[test]
fn edge_answers_are_in_order() {
    for more in [
        r#"{"luot":{"doan_vien":0}}"#,
        r#"{"ngay":"2020-02-29"}"#,
        r#"{"gio":{"from":"22:00","to":"01:30"},"ngay_ket_thuc":"2020-07-25"}"#,
        r#"{"kinh_phi":1234567890}"#,
        r#"{"chi_tieu":{"V02":50}}"#,
        r#"{"phuong_cham":["2020-2"],"nhiem_vu":["2020-TT1","2020-DP3"]}"#,
        r#"{"vi_tri":{"lat":9867,"lon":106466}}"#,
    ] {
        assert_eq!(issues("HD", &activity(more)), [], "{more}");
    }
}

#[test]
fn unlikely_amounts_are_asked_about_and_never_refused() {
    for (more, field) in [
        (r#"{"luot":{"doan_vien":86}}"#, "luot"),
        (r#"{"kinh_phi":5000000001}"#, "kinh_phi"),
        (r#"{"chi_tieu":{"V01":20001}}"#, "chi_tieu"),
        (r#"{"chi_tieu":{"V03":100001}}"#, "chi_tieu"),
    ] {
        let issues = issues("HD", &activity(more));
        assert_eq!(issues.len(), 1, "{more}");
        assert!(
            issues[0].problem.is_warning() && issues[0].field.as_str() == field,
            "{more}"
        );
    }
}

#[test]
fn photos_with_children_ask_for_consent() {
    let missing = |more: &str| -> Vec<String> {
        let fields = activity(&format!(r#"{{"anh":[{PHOTO}]{more}}}"#));
        issues("HD", &fields)
            .into_iter()
            .map(|issue| issue.field.0)
            .collect()
    };
    assert_eq!(missing(""), ["anh_co_tre_em"]);
    assert_eq!(missing(r#","anh_co_tre_em":"co""#), ["dong_y"]);
    assert_eq!(
        missing(r#","anh_co_tre_em":"co","dong_y":"chua""#),
        Vec::<String>::new()
    );
}

#[test]
fn each_field_of_work_asks_its_own_questions() {
    for (work, asked) in [
        ("an_sinh", &[][..]),
        ("giao_duc", &["chuyen_de", "hinh_thuc"]),
        ("tuyen_truyen", &["hinh_thuc", "duong_dan"]),
        (
            "ocop",
            &[
                "mo_hinh_kinh_te",
                "san_pham_ocop",
                "von_vay",
                "nguoi_vay",
                "du_an_khoi_nghiep",
            ],
        ),
        (
            "viec_lam",
            &[
                "mo_hinh_kinh_te",
                "nguoi_tu_van",
                "nguoi_gioi_thieu",
                "nguoi_co_viec",
                "von_vay",
                "nguoi_vay",
                "du_an_khoi_nghiep",
            ],
        ),
    ] {
        let form = form("HD");
        let fields = activity(&format!(r#"{{"linh_vuc":"{work}"}}"#));
        let section = form
            .sections
            .iter()
            .find(|section| section.code == "theo_linh_vuc")
            .unwrap();
        let codes: Vec<_> = section
            .fields
            .iter()
            .filter(|field| form.asks(&field.code, &fields))
            .map(|field| field.code.as_str())
            .collect();
        assert_eq!(codes, asked, "{work}");
    }
}

#[test]
fn jobs_loans_and_products_are_counted_from_their_own_fields() {
    let fields = activity(
        r#"{"linh_vuc":"ocop","chi_tieu":{},"kinh_phi":0,"luot":{},"von_vay":50000000,"nguoi_vay":2,
            "san_pham_ocop":[{"ten":"Mật hoa dừa","so_sao":4},{"ten":"Bánh tét"}],"nguoi_co_viec":7}"#,
    );
    let expected = [("G01", 1), ("D06", 2), ("D08", 2), ("D08a", 50_000_000)];
    assert_eq!(facts("HD", &fields), pairs(&expected));
}

#[test]
fn two_answers_are_enough_for_thirty_minutes() {
    let form = form("T30");
    let mut fields = answers(r#"{"viec":"cham_soc_cay_xanh","so_nguoi":6}"#);
    fields.extend(answers(
        r#"{"ngay":"2020-07-24","bat_dau":"17:00","thoi_luong":30,"gio_het_ca":"17:00"}"#,
    ));
    let preset: Vec<_> = form
        .fields()
        .filter_map(|field| field.preset.as_deref())
        .collect();
    assert_eq!(preset, ["last", "today", "17:00", "30", "17:00"]);
    assert_eq!(issues("T30", &fields), []);
    assert_eq!(
        facts("T30", &fields),
        pairs(&[("O13", 1), ("O13a", 6), ("O13b", 30)])
    );
    assert_eq!(form.title_of(&fields), "30 phút: Chăm sóc cây xanh");
}

#[test]
fn slots_without_a_name_are_offered_by_number() {
    let mut source = shipped();
    source.tasks[1].name = "Tên do Văn phòng nhập".to_owned();
    let source = source.resolved();
    let form = source
        .forms
        .iter()
        .find(|form| form.code.as_str() == "HD")
        .unwrap();
    let label = |code: &str| {
        form.field(&"nhiem_vu".into())
            .unwrap()
            .choice_label(code)
            .unwrap()
            .to_owned()
    };
    assert_eq!(label("2020-TT1"), "Nhiệm vụ trọng tâm 1 (chưa có tên)");
    assert_eq!(
        label("2020-TT2"),
        "Nhiệm vụ trọng tâm 2: Tên do Văn phòng nhập"
    );
    assert_eq!(label("2020-DP3"), "Nhiệm vụ đột phá 3 (chưa có tên)");
}
