use nhatky_domain::ids::{InstallId, PersonId};
use serde::{Deserialize, Serialize};

/// Somebody who uses this browser. Row format; add only optional fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownPerson {
    pub person: PersonId,
    pub name: String,
    /// The unit's name, to tell two people of one name apart.
    pub unit: String,
    pub install: InstallId,
}
