//! Ids made of content, so that the same content has the same id each time.

use uuid::Uuid;

use crate::keys::sha256;

/// Parts are told apart by their lengths.
#[must_use]
pub fn id_of(parts: &[&str]) -> Uuid {
    let mut text = Vec::new();
    for part in parts {
        text.extend((part.len() as u64).to_be_bytes());
        text.extend(part.as_bytes());
    }
    let mut name = [0; 16];
    let hash = sha256(&text);
    name.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    uuid::Builder::from_custom_bytes(name).into_uuid()
}
