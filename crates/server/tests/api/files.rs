//! The app's files and the headers around everything.

use axum::body::Body;
use axum::http::{Request, header};
use nhatky_server::settings::Settings;
use nhatky_server::site::{File, Site};

use crate::support::{Reply, TestServer};

const FILES: [(&str, &str); 8] = [
    ("index.html", "<!doctype html>page"),
    ("index.html.br", "page, brotli"),
    ("index.html.gz", "page, gzip"),
    ("app-1f0c9a2b3d4e5f60_bg.wasm", "wasm"),
    ("app-1f0c9a2b3d4e5f60_bg.wasm.br", "wasm, brotli"),
    ("sw.js", "worker"),
    ("manifest.webmanifest", "{}"),
    (
        "csp.txt",
        "'sha256-abc='\n'sha256-def='\nhttps://evil.example\n",
    ),
];

async fn server() -> TestServer {
    with(Settings::default()).await
}

async fn with(settings: Settings) -> TestServer {
    let file = |(path, text): (&'static str, &'static str)| File {
        path,
        bytes: text.as_bytes(),
    };
    TestServer::start_with(settings, Site::of(FILES.map(file).to_vec())).await
}

async fn get(server: &TestServer, path: &str, headers: &[(header::HeaderName, &str)]) -> Reply {
    let request = headers
        .iter()
        .fold(Request::get(path), |request, (name, value)| {
            request.header(name, *value)
        });
    server.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_smallest_encoding_that_the_browser_takes_is_sent() {
    let server = server().await;
    for (accepts, encoding, body) in [
        ("br, gzip", Some("br"), "page, brotli"),
        ("gzip;q=1.0, br;q=0", Some("gzip"), "page, gzip"),
        ("identity", None, "<!doctype html>page"),
    ] {
        let reply = get(&server, "/", &[(header::ACCEPT_ENCODING, accepts)]).await;
        assert_eq!(reply.text(), body);
        let sent = reply.headers.get(header::CONTENT_ENCODING);
        assert_eq!(sent.map(|value| value.to_str().unwrap()), encoding);
        assert_eq!(
            reply.headers[header::CONTENT_TYPE],
            "text/html; charset=utf-8"
        );
        assert_eq!(reply.headers[header::VARY], "accept-encoding");
    }
}

#[tokio::test]
async fn hashed_files_stay_and_named_ones_are_asked_for_again() {
    let server = server().await;
    for (path, mime, cache) in [
        (
            "/app-1f0c9a2b3d4e5f60_bg.wasm",
            "application/wasm",
            "public, max-age=31536000, immutable",
        ),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        (
            "/manifest.webmanifest",
            "application/manifest+json",
            "no-cache",
        ),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
    ] {
        let reply = get(&server, path, &[]).await;
        assert_eq!(reply.headers[header::CONTENT_TYPE], mime);
        assert_eq!(reply.headers[header::CACHE_CONTROL], cache, "{path}");
        let tag = reply.headers[header::ETAG].to_str().unwrap();
        let again = get(&server, path, &[(header::IF_NONE_MATCH, tag)]).await;
        assert_eq!(again.status, 304);
        assert!(again.bytes.is_empty());
    }
}

#[tokio::test]
async fn every_path_of_the_app_answers_the_page_and_a_missing_file_is_missing() {
    let server = server().await;
    for path in [
        "/",
        "/kich-hoat",
        "/nhat-ky/0190163d-8694-739b-aea5-966c26f8ad90",
    ] {
        assert_eq!(get(&server, path, &[]).await.text(), "<!doctype html>page");
    }
    assert_eq!(
        get(&server, "/app-old.wasm", &[]).await.refusal(404),
        "no_file"
    );
    assert_eq!(get(&server, "/csp.txt", &[]).await.refusal(404), "no_file");
    assert_eq!(
        get(&server, "/v1/nothing", &[]).await.refusal(404),
        "no_endpoint"
    );
}

#[tokio::test]
async fn without_a_built_app_the_server_says_so() {
    let server = TestServer::start().await;
    assert_eq!(get(&server, "/", &[]).await.refusal(503), "not_built");
}

#[tokio::test]
async fn the_content_policy_is_exactly_as_strict_as_promised() {
    let server = server().await;
    for path in ["/", "/v1/hello", "/healthz", "/missing.js"] {
        let reply = get(&server, path, &[]).await;
        assert_eq!(
            reply.headers[header::CONTENT_SECURITY_POLICY],
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-abc=' 'sha256-def='; \
             style-src 'self'; img-src 'self' blob:"
        );
        assert_eq!(reply.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(reply.headers[header::REFERRER_POLICY], "no-referrer");
        assert!(reply.headers.contains_key("permissions-policy"));
        assert!(
            !reply
                .headers
                .contains_key(header::STRICT_TRANSPORT_SECURITY)
        );
    }
}

#[tokio::test]
async fn behind_tls_browsers_are_told_to_stay_with_it() {
    let settings = Settings {
        is_https: true,
        is_secure: true,
        ..Settings::default()
    };
    let server = with(settings).await;
    let named = get(&server, "/", &[(header::HOST, "nhatky.example.vn")]).await;
    assert_eq!(
        named.headers[header::STRICT_TRANSPORT_SECURITY],
        "max-age=63072000"
    );
    let here = get(&server, "/", &[(header::HOST, "localhost:8443")]).await;
    assert!(!here.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
}

#[tokio::test]
async fn answers_of_the_api_are_compressed_and_never_cached() {
    let server = server().await;
    let reply = get(
        &server,
        "/v1/hello?n=abc",
        &[(header::ACCEPT_ENCODING, "gzip")],
    )
    .await;
    assert_eq!(reply.headers[header::CONTENT_ENCODING], "gzip");
    assert_eq!(reply.headers[header::CACHE_CONTROL], "no-store");
}
