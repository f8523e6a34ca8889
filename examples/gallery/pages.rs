//! The pages, after `design/mock`.

mod parts;

use leptos::prelude::*;
use nhatky_domain::form::FieldKind;
use nhatky_domain::ids::StateCode;
use nhatky_domain::validate::Problem;
use nhatky_domain::value::Value;
use nhatky_domain::workflow::{AWAITING, CONFIRMED, RETURNED};

use crate::components::button::{Button, LinkButton, Look};
use crate::components::chip::{FilterChips, Place, place_chip};
use crate::components::facts::Facts;
use crate::components::fold::Fold;
use crate::components::frame::Page;
use crate::components::icon::Icon;
use crate::components::issue_list::IssueList;
use crate::components::notice::Saved;
use crate::components::photo_grid::PhotoGrid;
use crate::components::progress::Progress;
use crate::components::row::{RowData, Rows, row};
use crate::components::search_box::SearchBox;
use crate::components::way::{Step, Way, WayStep};
use crate::nothing;
use crate::sample::{choices, field, map, photos, show};

pub(crate) fn show_page(page: &str) -> AnyView {
    match page {
        "#form" => form(),
        "#short" => short(),
        "#journal" => journal(),
        "#outbox" => outbox(),
        "#detail" => detail(),
        "#states" => parts::states(),
        "#sheet" => parts::sheet(),
        "#kinds" => parts::kinds(),
        _ => home(),
    }
}

fn data(title: &str, facts: &str, place: Place, standing: Option<&str>) -> RowData {
    RowData {
        href: "#detail".into(),
        title: title.into(),
        facts: facts.into(),
        place: Some(place),
        standing: standing.map(StateCode::from),
        note: String::new(),
    }
}

fn home() -> AnyView {
    let returned = RowData {
        note: "Thiếu số lượt tham gia".into(),
        place: None,
        ..data(
            "Vệ sinh khuôn viên trạm biến áp",
            "",
            Place::Queued,
            Some(RETURNED),
        )
    };
    view! {
        <Page title="Nhật ký Đoàn">
            <div>
                <h2>"Chào đồng chí Hà"</h2>
                <p class="note">"Thứ Sáu, 24/7/2020 · Tuần 30 · Lần đồng bộ gần nhất: 23/07/2020 20:10"</p>
            </div>
            <div class="stack">
                <LinkButton label="Ghi hoạt động" href="#form" look=Look::BigPrimary icon=Icon::Pen />
                <LinkButton
                    label="30 phút hành động"
                    href="#short"
                    look=Look::Big
                    icon=Icon::Clock
                    hint="ngày, giờ đã điền sẵn"
                />
            </div>
            <h3>"Cần bổ sung (1)"</h3>
            <Rows>{row(returned)}</Rows>
            <h3>"Tuần này đồng chí đã ghi"</h3>
            <Rows>{row(data("Thay 25 bóng đèn cho hộ nghèo", "3 ảnh · 15:10", Place::Queued, None))}</Rows>
        </Page>
    }
    .into_any()
}

fn form() -> AnyView {
    let title = Value::text("Thay 25 bóng đèn, sửa đường dây sau công tơ cho hộ nghèo");
    let mut name = field("ten", "Tên hoạt động", FieldKind::Text);
    name.required = true;
    let mut role = field("vai_tro", "Vai trò", FieldKind::Choice);
    role.choices = choices(&["Chủ trì", "Phối hợp"]);
    let mut topic = field("linh_vuc", "Lĩnh vực", FieldKind::Choice);
    topic.choices = choices(&[
        "Nông thôn mới",
        "Môi trường",
        "Biến đổi khí hậu",
        "An toàn giao thông",
        "Thủ tục hành chính",
        "An sinh xã hội",
        "Đổi mới sáng tạo",
        "Khởi nghiệp",
        "Nông nghiệp",
    ]);
    let mut groups = field("luot", "Số lượt tham gia", FieldKind::Counts);
    groups.choices = choices(&["Đoàn viên", "Thanh niên", "Học sinh, sinh viên"]);
    groups.required = true;
    let mut place = field("dia_diem", "Địa điểm", FieldKind::Text);
    place.source = Some("usual_places".into());
    let foot = view! {
        <Saved text="Nháp, đã lưu trên máy 15:09" />
        <Button label="Lưu và gửi" look=Look::Primary on_press=nothing() />
    };
    let issues = vec![("luot".into(), "Thiếu: số lượt tham gia".to_owned())];
    view! {
        <Page title="Ghi hoạt động" back=true foot=foot.into_any()>
            <IssueList issues=Signal::stored(issues) on_go=Callback::new(|_| ()) />
            {show(name, title, Vec::new())}
            <div class="pair">
                {show(field("ngay", "Ngày", FieldKind::Date), Value::text("2020-07-24"), Vec::new())}
                {show(role, Value::text("c0"), Vec::new())}
            </div>
            {show(place, Value::Null, Vec::new())}
            {show(topic, Value::text("c5"), Vec::new())}
            {show(groups, map(&[("c0", 9)]), vec![Problem::Missing])}
            {show(field("kinh_phi", "Kinh phí", FieldKind::Money), Value::Int(3_750_000), vec![Problem::Unusual])}
            <Fold title="Kết quả" state="2 chỉ tiêu" open=Signal::stored(true)>
                {show(field("chi_tieu", "Chỉ tiêu đạt được", FieldKind::Indicators), map(&[("V20", 12)]), Vec::new())}
            </Fold>
            <Fold title="Ảnh" state="4/10" open=Signal::stored(true)>
                {show(field("anh", "Ảnh", FieldKind::Photos), Value::Null, Vec::new())}
            </Fold>
            <Fold title="Ghi chú" open=Signal::stored(false)>"…"</Fold>
        </Page>
    }
    .into_any()
}

fn short() -> AnyView {
    let mut what = field("viec", "Đã làm gì?", FieldKind::Choice);
    what.choices = choices(&[
        "Vệ sinh trụ sở",
        "Chăm sóc cây xanh",
        "Hỗ trợ hồ sơ người dân",
        "Tự học, chuyển đổi số",
        "Thể thao",
        "Sinh hoạt chuyên đề",
    ]);
    let foot = view! { <Button label="Lưu và gửi" look=Look::Primary on_press=nothing() /> };
    view! {
        <Page title="30 phút hành động" back=true foot=foot.into_any()>
            <div class="pair">
                {show(field("ngay", "Ngày", FieldKind::Date), Value::text("2020-07-24"), Vec::new())}
                {show(field("gio", "Bắt đầu", FieldKind::Time), Value::text("17:00"), Vec::new())}
            </div>
            {show(what, Value::text("c1"), Vec::new())}
            {show(field("nguoi", "Số người", FieldKind::Integer), Value::Int(6), Vec::new())}
            {show(field("phut", "Số phút", FieldKind::Integer), Value::Int(30), Vec::new())}
        </Page>
    }
    .into_any()
}

fn journal() -> AnyView {
    view! {
        <Page title="Nhật ký">
            <SearchBox value="" on_input=Callback::new(|_| ()) />
            <FilterChips
                options=vec![("all", "Tất cả"), ("wait", "Chờ xác nhận"), ("back", "Trả lại")]
                chosen="all"
                on_choose=Callback::new(|_| ())
            />
            <h3>"Tuần 30 (20/7–26/7/2020)"</h3>
            <Rows>
                {row(data("Thay 25 bóng đèn cho hộ nghèo", "24/7 · 9 lượt · 3 ảnh", Place::Queued, Some(AWAITING)))}
                {row(data("30 phút: Chăm sóc cây xanh", "24/7 · 6 người · 30 phút", Place::SendingPhotos { current: 1, total: 3 }, Some(AWAITING)))}
                {row(data("Tuyên truyền tiết kiệm điện", "22/7 · 14 lượt", Place::Received { at: None }, Some(CONFIRMED)))}
            </Rows>
            <h3>"Tuần 29 (13/7–19/7/2020)"</h3>
            <Rows>{row(data("Trồng 40 cây xanh tuyến đường ấp", "18/7 · 22 lượt", Place::Conflict, None))}</Rows>
        </Page>
    }
    .into_any()
}

fn outbox() -> AnyView {
    let foot = view! { <Button label="Đồng bộ ngay" look=Look::Primary on_press=nothing() /> };
    let mut when = field("gui_anh", "Gửi ảnh", FieldKind::Choice);
    when.choices = choices(&["Ngay", "Khi có Wi-Fi", "Khi tôi bấm"]);
    when.hint = Some("Tháng này đã dùng 4,2 MB".into());
    view! {
        <Page title="Chờ gửi (2)" back=true foot=foot.into_any()>
            <div class="card">
                <b>"Đang gửi ảnh 1/3"</b>
                <p>"Thay 25 bóng đèn cho hộ nghèo"</p>
                <Progress done=Signal::stored(148) total=Signal::stored(639) text="148 KB / 639 KB · số liệu máy chủ đã nhận 18:31" />
            </div>
            <Rows>{row(data("30 phút: Chăm sóc cây xanh", "thử lại sau 0:40", Place::Queued, None))}</Rows>
            <div class="card card--bad">
                <b>"Ra quân dọn vệ sinh 20/6"</b>
                <p class="note">{place_chip(&Place::NeedsAction)} " Kỳ tháng 6 đã khóa sổ"</p>
                <Button label="Xem cách xử lý" on_press=nothing() />
            </div>
            {show(when, Value::text("c0"), Vec::new())}
        </Page>
    }
    .into_any()
}

fn detail() -> AnyView {
    let facts = [
        ("Đoàn viên", "9 lượt"),
        ("Bóng đèn", "25 bóng"),
        ("Hộ được giúp", "12 hộ"),
        ("Kinh phí", "3.750.000 đồng"),
    ];
    let facts: Vec<_> = facts
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let step = |step, text: &str, when: &str| WayStep {
        step,
        text: text.into(),
        when: when.into(),
    };
    let way = vec![
        step(Step::Done, "Đã lưu trên máy", "24/7 15:10, khi mất mạng"),
        step(Step::Done, "Máy chủ đã nhận", "26/7 18:32, đủ 3 ảnh"),
        step(Step::Next, "Chờ Bí thư chi đoàn xác nhận", ""),
    ];
    let foot = view! {
        <div class="pair">
            <Button label="Sửa" icon=Icon::Pen on_press=nothing() />
        </div>
    };
    view! {
        <Page title="Chi tiết" back=true foot=foot.into_any()>
            <div>
                <h2>"Thay 25 bóng đèn, sửa đường dây sau công tơ cho hộ nghèo"</h2>
                <p class="lead">"24/07/2020 · xã đảo Hòa Minh · An sinh xã hội"</p>
            </div>
            <PhotoGrid photos=Signal::stored(photos()) on_open=Callback::new(|_| ()) />
            <div class="card"><Facts facts=Signal::stored(facts) /></div>
            <Way steps=Signal::stored(way) />
        </Page>
    }
    .into_any()
}
