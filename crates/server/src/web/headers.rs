//! Headers that go on every answer.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::store::Store;

/// The camera and one point of location for this origin, nothing else for anybody.
const PERMISSIONS: &str = "camera=(self), geolocation=(self), accelerometer=(), autoplay=(), \
    display-capture=(), encrypted-media=(), fullscreen=(self), gyroscope=(), magnetometer=(), \
    microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=()";
const TWO_YEARS: &str = "max-age=63072000";

pub(super) async fn add<S: Store>(
    State(app): State<App<S>>,
    request: Request,
    next: Next,
) -> Response {
    let is_named = !is_this_machine(request.headers());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    put(
        header::CONTENT_SECURITY_POLICY,
        app.site.content_policy().clone(),
    );
    put(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(PERMISSIONS),
    );
    put(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    // Nothing that is linked to learns where the person came from.
    put(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    if app.settings.is_https && is_named {
        put(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static(TWO_YEARS),
        );
    }
    response
}

/// A demo with a certificate on this machine must not force HTTPS on everything else here.
fn is_this_machine(headers: &axum::http::HeaderMap) -> bool {
    headers
        .get(header::HOST)
        .is_some_and(|host| host.as_bytes().starts_with(b"localhost"))
}
