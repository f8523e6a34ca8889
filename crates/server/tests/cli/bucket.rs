//! Backups in a bucket: a stand-in on loopback that knows as much of S3 as they need.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Output;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use crate::backup::Bench;
use crate::program::{done, started_in};

type Parts = BTreeMap<u32, Bytes>;

#[derive(Debug, Default)]
struct Shelf {
    objects: BTreeMap<String, Bytes>,
    uploads: BTreeMap<String, Parts>,
}

#[derive(Clone, Default)]
struct StandIn(Arc<Mutex<Shelf>>);

const HTTP_DATE: &str = "Fri, 24 Jul 2020 02:30:00 GMT";
const MODIFIED: &str = "2020-07-24T02:30:00.000Z";

impl StandIn {
    async fn start(&self) -> String {
        let router = Router::new()
            .fallback(answer)
            .layer(DefaultBodyLimit::disable())
            .with_state(self.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}")
    }

    fn names(&self) -> Vec<String> {
        self.0.lock().unwrap().objects.keys().cloned().collect()
    }

    fn put(&self, name: String) {
        self.0.lock().unwrap().objects.insert(name, Bytes::new());
    }
}

async fn answer(
    State(stand_in): State<StandIn>,
    method: Method,
    uri: Uri,
    Query(asked): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let signature = headers.get(header::AUTHORIZATION);
    let is_signed = signature.is_some_and(|text| text.as_bytes().starts_with(b"AWS4-HMAC-SHA256"));
    if !is_signed {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut shelf = stand_in.0.lock().unwrap();
    let name = uri.path().trim_matches('/').to_owned();
    let tag = [(header::ETAG, "\"tag\"")];
    match (method, asked.get("uploadId")) {
        (Method::POST, None) => {
            shelf.uploads.insert(name, Parts::new());
            xml(
                "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>",
            )
        }
        (Method::PUT, Some(_)) => {
            let number = asked["partNumber"].parse().unwrap();
            shelf.uploads.get_mut(&name).unwrap().insert(number, body);
            tag.into_response()
        }
        (Method::POST, Some(_)) => {
            let parts = Vec::from_iter(shelf.uploads.remove(&name).unwrap().into_values());
            shelf.objects.insert(name, parts.concat().into());
            xml("<CompleteMultipartUploadResult><ETag>tag</ETag></CompleteMultipartUploadResult>")
        }
        (Method::HEAD, _) => match shelf.objects.get(&name) {
            Some(found) => {
                let modified = [(header::LAST_MODIFIED, HTTP_DATE)];
                (tag, modified, found.clone()).into_response()
            }
            None => StatusCode::NOT_FOUND.into_response(),
        },
        (Method::GET, _) if !asked.contains_key("list-type") => {
            let asked = headers[header::RANGE].to_str().unwrap();
            let (from, to) = asked["bytes=".len()..].split_once('-').unwrap();
            let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
            let found = &shelf.objects[&name];
            let range = format!("bytes {from}-{to}/{}", found.len());
            let part = found.slice(from..=to);
            let head = [
                (header::LAST_MODIFIED, HTTP_DATE.to_owned()),
                (header::CONTENT_RANGE, range),
            ];
            (StatusCode::PARTIAL_CONTENT, tag, head, part).into_response()
        }
        (Method::GET, _) => list(&shelf, &format!("{name}/{}", asked["prefix"])),
        (Method::DELETE, _) => {
            shelf.objects.remove(&name);
            StatusCode::NO_CONTENT.into_response()
        }
        other => panic!("nobody asks {other:?} of it"),
    }
}

fn list(shelf: &Shelf, prefix: &str) -> Response {
    let mut text = String::from("<ListBucketResult>");
    let found = shelf.objects.iter();
    for (name, bytes) in found.filter(|(name, _)| name.starts_with(prefix)) {
        let (key, size) = (name.split_once('/').unwrap().1, bytes.len());
        write!(
            text,
            "<Contents><Key>{key}</Key><Size>{size}</Size><LastModified>{MODIFIED}</LastModified>\
             <ETag>tag</ETag></Contents>"
        )
        .unwrap();
    }
    text.push_str("</ListBucketResult>");
    xml(&text)
}

fn xml(text: &str) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/xml")];
    (kind, text.to_owned()).into_response()
}

fn backup(bench: &Bench, endpoint: &str) -> Output {
    let data = bench.data();
    let data = data.to_str().unwrap();
    run_with(
        endpoint,
        &["backup", "--to", "s3://kho/sao-luu", "--data", data],
    )
}

fn run_with(endpoint: &str, args: &[&str]) -> Output {
    let environment = [
        ("AWS_ACCESS_KEY_ID", "key"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_DEFAULT_REGION", "vn"),
        ("AWS_ENDPOINT_URL", endpoint),
    ];
    started_in(&environment, args)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_goes_to_a_bucket_and_older_ones_are_pruned() {
    let bucket = StandIn::default();
    let endpoint = bucket.start().await;
    let bench = Bench::new();
    let output = backup(&bench, &endpoint);
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    let [first] = &bucket.names()[..] else {
        panic!("{:?}", bucket.names())
    };
    assert_eq!(printed.lines().next().unwrap(), format!("s3://{first}"));
    let status = done(&["status"], &bench.data());
    assert!(status.contains(&format!("s3://{first}")), "{status}");

    let (address, key) = (format!("s3://{first}"), bench.key());
    let new = bench.folder.path().join("new");
    let from = ["--from", &address, "--key-file", key.to_str().unwrap()];
    let to = ["--data", new.to_str().unwrap()];
    let verified = run_with(&endpoint, &[&["verify-backup"][..], &from].concat());
    assert!(verified.status.success(), "{verified:?}");
    let restored = run_with(&endpoint, &[&["restore"][..], &from, &to].concat());
    assert!(restored.status.success(), "{restored:?}");
    assert!(done(&["status"], &new).contains("restored"));
    assert!(!new.join("fetched.age").exists());

    let prefix = first.split("-20").next().unwrap();
    for day in 1..=30 {
        bucket.put(format!("{prefix}-2020-06-{day:02}-023000.age"));
    }
    let notes = "kho/sao-luu/notes.txt".to_owned();
    bucket.put(notes.clone());
    assert!(backup(&bench, &endpoint).status.success());
    let names = bucket.names();
    assert!(names.contains(&notes));
    let june = names.iter().filter(|name| name.contains("2020-06"));
    assert_eq!(june.count(), 7, "{names:?}");
}

#[test]
fn a_bucket_that_does_not_answer_is_told_and_nothing_is_kept() {
    let bench = Bench::new();
    let output = backup(&bench, "http://127.0.0.1:9");
    assert!(!output.status.success());
    let status = done(&["status"], &bench.data());
    assert!(status.contains("where backups are put"), "{status}");
    assert!(!bench.data().join("backup-work").exists());
}
