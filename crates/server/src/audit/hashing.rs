//! What is hashed, byte for byte. Frozen: another byte here and every chain there is looks broken.

use nhatky_domain::ids::RecordId;
use sha2::{Digest as _, Sha256};

use crate::store::{AuditRow, Head, StoredVersion};

/// Of every column, each behind its length in eight bytes, the highest first. Ids are 16 bytes,
/// numbers eight with the highest first, texts UTF-8; what is not there has the length 0, which no
/// number has.
#[must_use]
pub fn digest_of(version: &StoredVersion) -> [u8; 32] {
    let mut hasher = Sha256::new();
    let mut column = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    column(version.record.0.as_bytes());
    column(&i64::from(version.rev).to_be_bytes());
    column(version.mutation.0.as_bytes());
    column(version.person.0.as_bytes());
    column(version.install.0.as_bytes());
    column(version.holding.0.as_bytes());
    column(&version.device_at.to_be_bytes());
    match version.device_off {
        Some(off) => column(&off.to_be_bytes()),
        None => column(&[]),
    }
    column(&version.received_at.to_be_bytes());
    column(version.state.as_bytes());
    column(version.fields.as_bytes());
    hasher.finalize().into()
}

/// The row that follows.
pub(super) fn next(head: Head, record: RecordId, rev: u32, digest: [u8; 32]) -> AuditRow {
    let number = head.number.saturating_add(1);
    let chain = Sha256::new()
        .chain_update(head.chain)
        .chain_update(number.to_be_bytes())
        .chain_update(record.0.as_bytes())
        .chain_update(i64::from(rev).to_be_bytes())
        .chain_update(digest)
        .finalize()
        .into();
    AuditRow {
        number,
        record,
        rev,
        digest,
        chain,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use nhatky_domain::ids::{BlobHash, HoldingId, InstallId, MutationId, PersonId};
    use uuid::Uuid;

    use super::*;

    fn version() -> StoredVersion {
        StoredVersion {
            record: RecordId(Uuid::from_u128(1)),
            rev: 2,
            mutation: MutationId(Uuid::from_u128(3)),
            person: PersonId(Uuid::from_u128(4)),
            install: InstallId(Uuid::from_u128(5)),
            holding: HoldingId(Uuid::from_u128(6)),
            device_at: 7,
            device_off: Some(-8),
            received_at: 9,
            state: "cho_xac_nhan".to_owned(),
            fields: r#"{"ten":"Thay bóng đèn"}"#.to_owned(),
        }
    }

    #[test]
    fn what_is_hashed_is_frozen() {
        let digest = digest_of(&version());
        let row = next(Head::default(), version().record, 2, digest);
        let [digest, chain] = [digest, row.chain].map(|hash| BlobHash(hash).to_string());
        assert_eq!(
            digest,
            "74b36869c2577c3b7752bbb325429e34a6148ffff84632e98d70a7f9c3317157"
        );
        assert_eq!(
            chain,
            "b67ef4fb98623c389cb271a47a31ea103f2c5afae2da543f21e1941d59a02a87"
        );
    }

    #[test]
    fn every_column_is_covered_and_none_runs_into_the_next() {
        let other = Uuid::from_u128(99);
        let changes: [fn(&mut StoredVersion, Uuid); 13] = [
            |_, _| {},
            |version, id| version.record.0 = id,
            |version, _| version.rev = 99,
            |version, id| version.mutation.0 = id,
            |version, id| version.person.0 = id,
            |version, id| version.install.0 = id,
            |version, id| version.holding.0 = id,
            |version, _| version.device_at = 99,
            |version, _| version.device_off = None,
            |version, _| version.received_at = 99,
            |version, _| version.state.push('{'),
            |version, _| version.fields.insert(0, ' '),
            |version, _| {
                let rest = version.fields.split_off(1);
                version.state.push_str(&version.fields);
                version.fields = rest;
            },
        ];
        let digests: BTreeSet<_> = changes
            .iter()
            .map(|change| {
                let mut version = version();
                change(&mut version, other);
                digest_of(&version)
            })
            .collect();
        assert_eq!(digests.len(), changes.len());
    }
}
