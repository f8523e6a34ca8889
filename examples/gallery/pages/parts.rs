//! Components in states that no page of the mock shows.

use leptos::prelude::*;
use nhatky_domain::form::FieldKind;
use nhatky_domain::validate::Problem;
use nhatky_domain::value::Value;

use crate::components::button::{Button, LinkButton, Look};
use crate::components::chip::Tone;
use crate::components::dialog::{Dialog, Position};
use crate::components::frame::Page;
use crate::components::icon::Icon;
use crate::components::notice::{Empty, Notice};
use crate::components::skeleton::skeleton;
use crate::nothing;
use crate::sample::{choices, field, map, show};

pub(super) fn states() -> AnyView {
    view! {
        <Page title="Trạng thái">
            <Notice tone=Tone::Bad title="Có lỗi. Nội dung đồng chí nhập vẫn được giữ." text="Đồng chí thử lại sau ít phút.">
                <Button label="Thử lại" on_press=nothing() />
            </Notice>
            <Notice tone=Tone::Warn title="Máy chưa cho phép lưu lâu dài. Nên cài ra màn hình chính." />
            <Notice tone=Tone::Ok title="Đã lưu trên máy. Sẽ tự gửi khi có mạng." />
            <Notice title="Đang mở trong Zalo." text="Hãy mở bằng Chrome hoặc Safari để cài và lưu được lâu." />
            <Empty shown=Icon::Journal text="Tuần này đồng chí chưa ghi hoạt động nào.">
                <LinkButton label="Ghi hoạt động" href="#form" />
            </Empty>
            {skeleton()}
            <Button label="Hủy bản ghi" look=Look::Danger icon=Icon::Bin on_press=nothing() />
            <Button label="Đang gửi…" busy=Signal::stored(true) on_press=nothing() />
        </Page>
    }
    .into_any()
}

pub(super) fn sheet() -> AnyView {
    let open = RwSignal::new(true);
    view! {
        <Page title="Nhật ký Đoàn">
            <Button label="Mở" on_press=Callback::new(move |()| open.set(true)) />
            <Dialog open=open title="Ghi mới" position=Position::Sheet on_close=Callback::new(move |()| open.set(false))>
                <LinkButton label="Ghi hoạt động" href="#form" look=Look::BigPrimary icon=Icon::Pen />
                <LinkButton label="30 phút hành động" href="#short" look=Look::Big icon=Icon::Clock hint="ngày, giờ đã điền sẵn" />
            </Dialog>
        </Page>
    }
    .into_any()
}

pub(super) fn kinds() -> AnyView {
    let mut weight = field("rac", "Rác thu gom", FieldKind::Quantity);
    (weight.decimals, weight.measure) = (1, Some("tấn".into()));
    let mut list = field("doi_tuong", "Đối tượng", FieldKind::Checklist);
    list.choices = choices(&["Hộ nghèo", "Gia đình chính sách"]);
    let mut many = field("noi_dung", "Nội dung", FieldKind::Choices);
    many.choices = choices(&["Học nghị quyết", "Sinh hoạt chuyên đề", "Về nguồn"]);
    let mut table = field("hien_vat", "Hiện vật khác", FieldKind::Lines);
    table.columns = vec![
        field("ten", "Tên", FieldKind::Text),
        field("so", "Số lượng", FieldKind::Integer),
    ];
    let units = Value::List(vec![Value::text("u1")]);
    view! {
        <Page title="Các loại mục" back=true>
            {show(weight.clone(), Value::Int(12345), Vec::new())}
            {show(weight, Value::text("1.5"), Vec::new())}
            {show(field("ca", "Thời gian", FieldKind::TimeRange), Value::Null, Vec::new())}
            {show(many, Value::List(vec![Value::text("c1")]), Vec::new())}
            {show(list, Value::List(vec![Value::text("c0")]), Vec::new())}
            {show(field("phoi_hop", "Đơn vị phối hợp", FieldKind::Units), units, Vec::new())}
            {show(field("phu_trach", "Cá nhân phụ trách", FieldKind::Person), Value::Null, Vec::new())}
            {show(field("vi_tri", "Vị trí", FieldKind::Location), Value::Null, Vec::new())}
            {show(field("vi_tri2", "Vị trí", FieldKind::Location), map(&[("lat", 10123), ("lon", 106_456)]), Vec::new())}
            {show(field("duong_dan", "Đường dẫn", FieldKind::Link), Value::Null, vec![Problem::WrongShape])}
            {show(table, Value::List(vec![Value::Map(std::collections::BTreeMap::new())]), Vec::new())}
            {show(field("ghi_chu", "Ghi chú", FieldKind::LongText), Value::Null, Vec::new())}
            {show(field("moi", "Mục của bản mới", FieldKind::Unknown), Value::Null, Vec::new())}
        </Page>
    }
    .into_any()
}
