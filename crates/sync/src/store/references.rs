//! Which blobs a form's answers speak of.
//!
//! Any text that is a blob's name counts, whatever the field's kind: a shape of a newer app still
//! keeps its photos from being freed. Too many is safe, too few would lose a photo.

use nhatky_domain::ids::BlobHash;
use nhatky_domain::record::Fields;
use nhatky_domain::value::Value;

/// Every blob named anywhere in the answers, thumbnails included; some perhaps more than once.
#[must_use]
pub fn referred_blobs(fields: &Fields) -> Vec<BlobHash> {
    let mut found = Vec::new();
    for value in fields.values() {
        collect(value, &mut found);
    }
    found
}

fn collect(value: &Value, found: &mut Vec<BlobHash>) {
    match value {
        Value::Text(text) => found.extend(text.parse::<BlobHash>()),
        Value::List(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Map(entries) => entries.values().for_each(|entry| collect(entry, found)),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_and_thumbnails_are_found_at_any_depth() {
        let [photo, thumb, nested] = [1, 2, 3].map(|byte| BlobHash([byte; 32]));
        let text = format!(
            r#"{{"ten":"Hòa","anh":[{{"sha":"{photo}","thumb":"{thumb}","size":1}}],"khac":{{"a":[["{nested}"]]}}}}"#
        );
        let fields = serde_json::from_str(&text).unwrap();
        assert_eq!(referred_blobs(&fields), [photo, thumb, nested]);
    }
}
