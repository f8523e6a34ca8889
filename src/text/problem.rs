//! What is the matter with an answer, said so that the person knows what to do.

use nhatky_domain::form::FieldKind;
use nhatky_domain::validate::Problem;

pub(crate) const TITLE: &str = "Cần bổ sung trước khi gửi";

const UNUSUAL: &str = "Số liệu lớn bất thường, đồng chí kiểm tra lại";

/// Said under a field of this kind.
pub(crate) fn words(problem: &Problem, kind: FieldKind) -> String {
    match problem {
        Problem::Missing => "Mục này còn thiếu.".to_owned(),
        Problem::WrongShape => "Đồng chí xem lại cách ghi mục này.".to_owned(),
        Problem::UnknownChoice(_) => {
            "Lựa chọn này không còn trong biểu mẫu, đồng chí chọn lại.".to_owned()
        }
        Problem::UnknownField => "Mục này không có trong biểu mẫu.".to_owned(),
        Problem::BelowMinimum(min) => "Ít nhất là ".to_owned() + &min.to_string() + ".",
        Problem::AboveMaximum(max) => "Nhiều nhất là ".to_owned() + &max.to_string() + ".",
        Problem::TooLong(most) => "Dài quá, nhiều nhất là ".to_owned() + &most.to_string() + ".",
        Problem::UnlikelyDate => "Ngày này khó đúng, đồng chí kiểm tra lại.".to_owned(),
        Problem::Unusual if kind == FieldKind::Money => {
            UNUSUAL.to_owned() + " đơn vị tính (đồng hay triệu đồng?)."
        }
        Problem::Unusual => UNUSUAL.to_owned() + ".",
        Problem::UnusualIndicator(_) => UNUSUAL.to_owned() + " số lượng và đơn vị tính.",
    }
}

/// «Thiếu: số lượt tham gia», for the list on top of the form.
pub(crate) fn in_list(problem: &Problem, label: &str, kind: FieldKind) -> String {
    match problem {
        Problem::Missing => "Thiếu: ".to_owned() + &lower_first(label),
        _ => label.to_owned() + ": " + &words(problem, kind),
    }
}

fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
