//! Greeting, activation, sign-in, and who the person is.

use nhatky_domain::holding::Holding;
use nhatky_domain::ids::{Epoch, InstallId, PersonId};
use serde::{Deserialize, Serialize};

/// `GET /v1/hello?n=…`: the server is there, and it is ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hello {
    /// The text sent as `n`: a captive portal does not know it.
    pub n: String,
    pub proto: Vec<u32>,
    /// Operation → newest version that this server reads.
    pub ops: std::collections::BTreeMap<String, u32>,
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub epoch: Epoch,
    pub now: i64,
    /// To be signed for a session; good for some minutes.
    pub nonce: String,
    pub organisation: String,
    /// A demo: every screen says so.
    #[serde(default)]
    pub demo: bool,
}

/// `POST /v1/codes/preview`: who is this code for? Redeems nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PreviewCode {
    /// 16 digits; blanks and dashes are ignored.
    pub code: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CodePreview {
    /// Given name only: «Hà».
    pub given_name: String,
    /// Names of the unit and those above it, nearest first.
    pub units: Vec<String>,
    pub post_name: String,
    pub expires_at: i64,
    pub now: i64,
    #[serde(default)]
    pub demo: bool,
}

/// `POST /v1/installs`: redeems a code for a key. The same pair again gives the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Activate {
    pub code: String,
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub install: InstallId,
    /// ECDSA P-256 public key: the uncompressed point, 65 bytes, in base64url without padding.
    pub key: String,
    /// What the person may call this device by: «Chrome trên Android».
    pub device: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Activated {
    pub account: Account,
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub epoch: Epoch,
    pub now: i64,
}

/// `POST /v1/installs/renew`: an install of the same person and key, for a copied browser profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RenewInstall {
    /// The new one, made by the copy. Asking for it again gives the same answer.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub install: InstallId,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RenewedInstall {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub install: InstallId,
    pub now: i64,
}

/// `POST /v1/session`: proves possession of the key; the answer sets the session cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignIn {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub install: InstallId,
    pub nonce: String,
    /// ECDSA P-256 with SHA-256 over [`SigningText`], r and s, 64 bytes, base64url without padding.
    pub signature: String,
}

/// The bytes that a sign-in signs: a purpose, the install and the nonce, so that a signature
/// made for one cannot serve for another.
#[derive(Debug)]
pub struct SigningText;

impl SigningText {
    #[must_use]
    pub fn of(install: InstallId, nonce: &str) -> String {
        let mut text = String::from("nhatky-session-1\n");
        text.push_str(&install.to_string());
        text.push('\n');
        text.push_str(nonce);
        text
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignedIn {
    pub now: i64,
    pub expires_at: i64,
}

/// `GET /v1/installs/last`: what the server knows of the install that this browser held before, if
/// its cookie survived what was stored. Null if there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LastInstall {
    /// When it last sent something; server time.
    pub seen_at: i64,
    /// Mutations that it said it still had to send.
    pub pending: u32,
    /// Numbers that it gave to mutations which never came, though later ones did.
    pub missing: u32,
}

/// Who the person is and what they hold today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Account {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub person: PersonId,
    pub name: String,
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Object>))]
    pub holdings: Vec<Holding>,
    pub organisation: String,
    #[serde(default)]
    pub demo: bool,
    /// Changes with anything above; phones send it back.
    pub digest: String,
}
