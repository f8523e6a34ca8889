//! How this server is reached.

use std::net::IpAddr;

use axum::http::Uri;
use nhatky_domain::date::Timestamp;

use crate::folder::DataFolder;
use crate::retention::Keep;
use crate::room::RoomGuard;

/// Settings that requests depend on.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Cookies are Secure and named `__Host-…`: everywhere but on a plain loopback listener.
    pub is_secure: bool,
    /// Proxies whose `X-Forwarded-…` headers are believed.
    pub trusted_proxy: Option<IpAddr>,
    /// `https://nhatky.example.vn`, then former addresses that are still served.
    pub origins: Vec<String>,
    /// The server has a certificate or stands behind a proxy that has one.
    pub is_https: bool,
    /// A clock before this moment is wrong, and so is one before what is stored. None: the clock
    /// is not looked at, as in a demo that plays on a day of its own.
    pub clock_floor: Option<Timestamp>,
    /// What is removed once it is old.
    pub keep: Keep,
    /// How full the disk is.
    pub room: RoomGuard,
    /// Whose backups are watched. None in a demo, and where the database is elsewhere.
    pub backups_of: Option<DataFolder>,
}

/// Why an address is not fit to be handed out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnfitAddress {
    #[error("«{0}» is not an address of the form https://name")]
    Malformed(String),
    #[error(
        "«{0}» is a bare IP address: phones could not follow when it changes, so no codes are \
         given out for it. Use a name."
    )]
    BareIp(String),
}

/// Checks an address that people are going to use: `scheme://name[:port]`, nothing behind.
///
/// # Errors
/// Not of this form, or a number where a name belongs.
pub fn check_address(text: &str) -> Result<String, UnfitAddress> {
    let malformed = || UnfitAddress::Malformed(text.to_owned());
    let trimmed = text.trim_end_matches('/');
    let uri: Uri = trimmed.parse().map_err(|_| malformed())?;
    let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
    let host = uri.host().unwrap_or_default();
    if !is_web || host.is_empty() || uri.path() != "/" || uri.query().is_some() {
        return Err(malformed());
    }
    if host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        return Err(UnfitAddress::BareIp(text.to_owned()));
    }
    Ok(trimmed.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_fit() {
        for (text, address) in [
            ("https://nhatky.example.vn/", "https://nhatky.example.vn"),
            ("http://localhost:8080", "http://localhost:8080"),
            (
                "https://Nhatky.example.vn:8443",
                "https://nhatky.example.vn:8443",
            ),
        ] {
            assert_eq!(check_address(text).as_deref(), Ok(address));
        }
    }

    #[test]
    fn a_bare_ip_address_is_refused() {
        for text in [
            "https://10.0.0.5",
            "http://192.168.1.7:8080",
            "https://[::1]:8443",
        ] {
            assert_eq!(
                check_address(text),
                Err(UnfitAddress::BareIp(text.to_owned()))
            );
        }
    }

    #[test]
    fn anything_else_is_malformed() {
        for text in [
            "",
            "nhatky.example.vn",
            "ftp://a",
            "https://a/b",
            "https://a?b",
        ] {
            assert_eq!(
                check_address(text),
                Err(UnfitAddress::Malformed(text.to_owned()))
            );
        }
    }
}
