//! Who is asking: the session cookie, and the install behind it.
//!
//! One cookie exists per origin, so where several persons share a browser the session is the one
//! of the install that signed in last; requests name their install and must match it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use nhatky_domain::ids::{InstallId, PersonId};

use crate::app::App;
use crate::error::ApiError;
use crate::keys::{Purpose, ServerKey, from_base64url, random, to_base64url};
use crate::settings::Settings;
use crate::store::{SessionRow, Sessions, Store};

/// How long a session lasts. Losing it costs a phone one signature.
pub const LIFETIME_MS: i64 = 12 * 60 * 60 * 1000;
const TOKEN_BYTES: usize = 32;
/// Browsers keep the `__Host-` prefix honest; it needs Secure, which plain loopback has not.
const SECURE_NAME: &str = "__Host-nhatky";
const PLAIN_NAME: &str = "nhatky";
/// Names the install that signed in last. Scripts cannot read it, and browsers that throw away what
/// scripts have stored keep it.
const SECURE_INSTALL_NAME: &str = "__Host-nhatky-install";
const PLAIN_INSTALL_NAME: &str = "nhatky-install";
/// Browsers keep no cookie for longer.
const INSTALL_AGE_S: i64 = 400 * 24 * 60 * 60;

/// A request with a valid session.
#[derive(Debug, Clone, Copy)]
pub struct Signed {
    pub install: InstallId,
    pub person: PersonId,
}

impl Signed {
    /// # Errors
    /// The request speaks for another install than the session.
    pub fn must_be(&self, install: InstallId) -> Result<(), ApiError> {
        if self.install == install {
            Ok(())
        } else {
            Err(ApiError::signed_out())
        }
    }
}

impl<S: Store> FromRequestParts<App<S>> for Signed {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App<S>) -> Result<Self, ApiError> {
        let hash =
            token_hash(&parts.headers, &app.settings, &app.key).ok_or_else(ApiError::signed_out)?;
        let row = app.store.read().await?.session(&hash).await?;
        check(row, app.now())
    }
}

fn check(row: Option<SessionRow>, now: i64) -> Result<Signed, ApiError> {
    match row {
        Some(row) if row.is_revoked => Err(ApiError::revoked()),
        Some(row) if now < row.expires_at => Ok(Signed {
            install: row.install,
            person: row.person,
        }),
        _ => Err(ApiError::signed_out()),
    }
}

/// The hash under which the request's session is stored.
#[must_use]
pub fn token_hash(headers: &HeaderMap, settings: &Settings, key: &ServerKey) -> Option<[u8; 32]> {
    let bytes = from_base64url(found(headers, cookie_name(settings))?)?;
    Some(key.hash(Purpose::Session, &[&bytes]))
}

/// The install that signed in last from this browser.
#[must_use]
pub fn last_install(headers: &HeaderMap, settings: &Settings) -> Option<InstallId> {
    found(headers, install_name(settings))?.parse().ok()
}

fn found<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// A new token: the hash to store and the cookie to set.
#[must_use]
pub fn mint(settings: &Settings, key: &ServerKey) -> ([u8; 32], HeaderValue) {
    let token = random::<TOKEN_BYTES>();
    let hash = key.hash(Purpose::Session, &[&token]);
    let name = cookie_name(settings);
    let cookie = cookie(settings, name, &to_base64url(&token), LIFETIME_MS / 1000);
    (hash, cookie)
}

/// The cookie that takes the session's away.
#[must_use]
pub fn farewell(settings: &Settings) -> HeaderValue {
    cookie(settings, cookie_name(settings), "", 0)
}

/// The cookie that remembers the install.
#[must_use]
pub fn of_install(settings: &Settings, install: InstallId) -> HeaderValue {
    let name = install_name(settings);
    cookie(settings, name, &install.to_string(), INSTALL_AGE_S)
}

fn cookie(settings: &Settings, name: &str, value: &str, max_age_s: i64) -> HeaderValue {
    let secure = if settings.is_secure { "; Secure" } else { "" };
    let text =
        format!("{name}={value}; Path=/; Max-Age={max_age_s}; HttpOnly; SameSite=Strict{secure}");
    // Letters, digits and separators only; an empty header would merely set no cookie.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

fn cookie_name(settings: &Settings) -> &'static str {
    if settings.is_secure {
        SECURE_NAME
    } else {
        PLAIN_NAME
    }
}

fn install_name(settings: &Settings) -> &'static str {
    if settings.is_secure {
        SECURE_INSTALL_NAME
    } else {
        PLAIN_INSTALL_NAME
    }
}
