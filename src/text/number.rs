//! Questions about a number that cannot be read.

use nhatky_domain::number::{NumberError, print};

pub(crate) fn sentence(error: &NumberError) -> String {
    match error {
        NumberError::Empty => String::new(),
        NumberError::Malformed { .. } => {
            "Chưa đọc được số này. Cách ghi đúng: 1.234 hoặc 1,5.".to_owned()
        }
        NumberError::Ambiguous {
            options: [first, second],
            ..
        } => [first, " hay ", second, "?"].concat(),
        NumberError::TooPrecise { decimals: 0, .. } => "Mục này ghi số nguyên.".to_owned(),
        NumberError::TooPrecise { decimals, .. } => [
            "Nhiều nhất ",
            &print((*decimals).into(), 0),
            " chữ số sau dấu phẩy.",
        ]
        .concat(),
        NumberError::TooLarge { .. } => "Số quá lớn.".to_owned(),
    }
}
