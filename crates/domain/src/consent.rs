//! Whether the photos of a record may leave the unit.

use crate::record::Fields;
use crate::value::Value;

/// «Trong ảnh có trẻ em»
const CHILDREN: &str = "anh_co_tre_em";
const NO: &str = "khong";
/// «Đã được đồng ý đăng ảnh»
const AGREED: &str = "dong_y";
const YES: &str = "co";

/// Nobody under sixteen is on them, or those who answer for the children have agreed. An answer
/// that is missing is none.
#[must_use]
pub fn may_be_published(fields: &Fields) -> bool {
    let answer = |code: &str| fields.get(&code.into()).and_then(Value::as_text);
    answer(CHILDREN) == Some(NO) || answer(AGREED) == Some(YES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_of_children_need_a_yes() {
        for (json, may) in [
            (r#"{"anh_co_tre_em":"khong"}"#, true),
            (r#"{"anh_co_tre_em":"co","dong_y":"co"}"#, true),
            (r#"{"anh_co_tre_em":"co","dong_y":"chua"}"#, false),
            (r#"{"anh_co_tre_em":"co"}"#, false),
            ("{}", false),
        ] {
            let fields: Fields = serde_json::from_str(json).unwrap();
            assert_eq!(may_be_published(&fields), may, "{json}");
        }
    }
}
