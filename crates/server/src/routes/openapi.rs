use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use nhatky_sync::protocol::Mutation;
use utoipa::OpenApi;

use super::{blobs, catalogue, codes, hello, installs, last_install, pull, push, session, uploads};

/// The interface, generated from the handlers and the wire types.
#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "Nhật ký Đoàn",
        description = "What phones and browsers say to the server. Whatever writes needs \
            Sec-Fetch-Site: same-origin or an Origin of this server, and all but the first five \
            endpoints need the cookie of a session. Bodies may be compressed with gzip.",
        license(name = "MIT OR Apache-2.0")
    ),
    paths(
        hello::hello,
        codes::preview,
        installs::activate,
        installs::renew,
        last_install::last_install,
        session::sign_in,
        session::sign_out,
        catalogue::catalogue,
        push::push,
        pull::pull,
        blobs::announce,
        blobs::read,
        uploads::look,
        uploads::append
    ),
    components(schemas(Mutation))
)]
pub struct Description;

impl Description {
    /// As JSON, the same on every machine.
    #[must_use]
    pub fn text() -> String {
        Self::openapi().to_pretty_json().unwrap_or_default()
    }
}

pub(super) async fn openapi() -> Response {
    let json = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, json)], Description::text()).into_response()
}
