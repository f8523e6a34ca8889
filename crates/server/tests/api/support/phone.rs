use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use nhatky_domain::ids::{BlobHash, InstallId, MutationId, RecordId, UnitId, UploadId};
use nhatky_domain::record::Fields;
use nhatky_domain::value::Value;
use nhatky_domain::workflow::Command;
use nhatky_sync::json;
use nhatky_sync::merge;
use nhatky_sync::protocol::{
    Activate, Activated, AnnounceBlob, BlobTicket, ChunkReply, CommandBody, CreateBody, Hello,
    Mutation, Op, Outcome, PROTOCOL, PullReply, PullRequest, PushHead, PushReply, SignIn,
    SigningText, push_body,
};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use uuid::Uuid;

use super::server::{CELL_A, Reply, TestServer, Who};

/// A person's browser, without a screen.
pub(crate) struct Phone {
    pub(crate) who: Who,
    pub(crate) install: InstallId,
    pub(crate) key: SigningKey,
    pub(crate) cookie: Option<String>,
    pub(crate) seq: u64,
    /// The device's clock minus the server's.
    pub(crate) off: i64,
}

pub(crate) fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// A proper activity log.
pub(crate) fn log_fields(title: &str) -> Fields {
    let text = format!(
        r#"{{"ten":"{title}","ngay":"2020-07-24","linh_vuc":"an_sinh","vai_tro":"chu_tri"}}"#
    );
    serde_json::from_str(&text).unwrap()
}

impl Phone {
    pub(crate) fn new(who: Who) -> Self {
        let install = InstallId(Uuid::new_v4());
        let mut secret = [7; 32];
        secret[..16].copy_from_slice(install.0.as_bytes());
        Self {
            who,
            install,
            key: SigningKey::from_slice(&secret).unwrap(),
            cookie: None,
            seq: 0,
            off: 0,
        }
    }

    pub(crate) fn activation(&self, code: &str) -> Activate {
        let point = self.key.verifying_key().to_sec1_point(false);
        Activate {
            code: code.to_owned(),
            install: self.install,
            key: URL_SAFE_NO_PAD.encode(point.as_bytes()),
            device: "Chrome trên Android".to_owned(),
        }
    }

    pub(crate) async fn activate(&self, server: &TestServer, code: &str) -> Activated {
        let reply = self
            .post(server, "/v1/installs", &self.activation(code))
            .await;
        reply.json()
    }

    pub(crate) async fn sign_in(&mut self, server: &TestServer) {
        let reply = self.try_sign_in(server).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let cookie = reply.headers[header::SET_COOKIE].to_str().unwrap();
        self.cookie = Some(cookie.split(';').next().unwrap().to_owned());
    }

    pub(crate) async fn try_sign_in(&self, server: &TestServer) -> Reply {
        let hello: Hello = server.send(self.get("/v1/hello?n=x")).await.json();
        self.post(server, "/v1/session", &self.signed(&hello.nonce))
            .await
    }

    pub(crate) fn signed(&self, nonce: &str) -> SignIn {
        let text = SigningText::of(self.install, nonce);
        let signature: Signature = self.key.sign(text.as_bytes());
        SignIn {
            install: self.install,
            nonce: nonce.to_owned(),
            signature: URL_SAFE_NO_PAD.encode(signature.to_bytes()),
        }
    }

    /// A request from a page of the app.
    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let builder = Request::builder()
            .method(method)
            .uri(path)
            .header("sec-fetch-site", "same-origin");
        match &self.cookie {
            Some(cookie) => builder.header(header::COOKIE, cookie),
            None => builder,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Request<Body> {
        self.request("GET", path).body(Body::empty()).unwrap()
    }

    pub(crate) async fn post<T: serde::Serialize>(
        &self,
        server: &TestServer,
        path: &str,
        body: &T,
    ) -> Reply {
        self.post_text(server, path, json::to_text(body)).await
    }

    pub(crate) async fn post_text(&self, server: &TestServer, path: &str, body: String) -> Reply {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/json");
        server.send(request.body(Body::from(body)).unwrap()).await
    }

    pub(crate) fn head(&self) -> PushHead {
        PushHead {
            proto: PROTOCOL,
            app: "test".to_owned(),
            install: self.install,
            epoch: None,
            pending: 1,
            acknowledged: None,
            newest: None,
        }
    }

    pub(crate) async fn push_text(&self, server: &TestServer, mutations: &[String]) -> Reply {
        let body = push_body(&self.head(), mutations);
        self.post_text(server, "/v1/sync/push", body).await
    }

    pub(crate) async fn push(&self, server: &TestServer, mutations: &[Mutation]) -> Vec<Outcome> {
        let texts: Vec<_> = mutations.iter().map(json::to_text).collect();
        let reply: PushReply = self.push_text(server, &texts).await.json();
        assert_eq!(reply.results.len(), mutations.len());
        reply.results
    }

    pub(crate) async fn push_one(&self, server: &TestServer, mutation: &Mutation) -> Outcome {
        let outcomes = self.push(server, std::slice::from_ref(mutation)).await;
        outcomes.into_iter().next().unwrap()
    }

    pub(crate) fn mutation(&mut self, record: RecordId, op: &Op) -> Mutation {
        self.seq += 1;
        let (name, v) = op.name();
        Mutation {
            id: MutationId(new_id()),
            seq: self.seq,
            op: name.to_owned(),
            v,
            record,
            holding: self.who.holding(),
            deps: Vec::new(),
            at: 1_595_559_600_000 + self.off,
            off: Some(self.off),
            body: op.body(),
        }
    }

    pub(crate) fn create(&mut self, fields: Fields) -> Mutation {
        self.create_for(CELL_A, fields)
    }

    pub(crate) fn create_for(&mut self, unit: UnitId, fields: Fields) -> Mutation {
        let op = Op::Create(CreateBody {
            form: "HD".into(),
            form_version: 1,
            unit,
            fields,
        });
        self.mutation(RecordId(new_id()), &op)
    }

    pub(crate) fn patch(&mut self, record: RecordId, before: &Fields, after: &Fields) -> Mutation {
        let op = Op::Patch(merge::difference(before, after).unwrap());
        self.mutation(record, &op)
    }

    pub(crate) fn command(&mut self, record: RecordId, command: Command, rev: u32) -> Mutation {
        let op = Op::Command(CommandBody {
            command,
            rev,
            note: "Ghi chú".to_owned(),
        });
        self.mutation(record, &op)
    }

    pub(crate) async fn pull(&self, server: &TestServer) -> PullReply {
        self.pull_after(server, &BTreeMap::new()).await
    }

    /// Goes on where an earlier page ended.
    pub(crate) async fn pull_after(
        &self,
        server: &TestServer,
        cursors: &BTreeMap<String, i64>,
    ) -> PullReply {
        let request = PullRequest {
            install: self.install,
            epoch: Some(server.app.organisation.epoch),
            cursors: cursors.clone(),
            limit: 100,
            account: None,
            newest: None,
        };
        self.post(server, "/v1/sync/pull", &request).await.json()
    }
}

/// With one answer changed.
pub(crate) fn with(mut fields: Fields, code: &str, value: Value) -> Fields {
    fields.insert(code.into(), value);
    fields
}

/// Bytes that differ by `seed`, in the shape that phones send.
pub(crate) fn photo(seed: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let color = image::Rgb([seed, 90, 60]);
    let noise = |x, y| match (x * 31 + y * 17 + u32::from(seed)) % 7 {
        0 => image::Rgb([255 - seed, seed, 7]),
        _ => color,
    };
    image::RgbImage::from_fn(160, 120, noise)
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

pub(crate) fn hash_of(bytes: &[u8]) -> BlobHash {
    BlobHash(nhatky_server::keys::sha256(bytes))
}

/// A log that names photos, each with its own thumbnail.
pub(crate) fn log_with_photos(title: &str, photos: &[(&[u8], &[u8])]) -> Fields {
    let item = |(photo, thumb): &(&[u8], &[u8])| {
        serde_json::json!({
            "sha": hash_of(photo).to_string(), "size": photo.len(), "w": 160, "h": 120,
            "thumb": hash_of(thumb).to_string(), "thumb_size": thumb.len(),
        })
    };
    let items: Vec<_> = photos.iter().map(item).collect();
    let items = serde_json::from_value(serde_json::Value::Array(items)).unwrap();
    with(
        with(log_fields(title), "anh", items),
        "anh_co_tre_em",
        Value::text("khong"),
    )
}

impl Phone {
    pub(crate) async fn announce(
        &self,
        server: &TestServer,
        record: RecordId,
        bytes: &[u8],
    ) -> BlobTicket {
        self.try_announce(server, record, hash_of(bytes), bytes.len())
            .await
            .json()
    }

    pub(crate) async fn try_announce(
        &self,
        server: &TestServer,
        record: RecordId,
        sha256: BlobHash,
        size: usize,
    ) -> Reply {
        let announcement = AnnounceBlob {
            sha256,
            size: size as u64,
            mime: "image/jpeg".to_owned(),
            record,
        };
        self.post(server, "/v1/blobs", &announcement).await
    }

    pub(crate) async fn send_chunk(
        &self,
        server: &TestServer,
        upload: UploadId,
        offset: usize,
        chunk: &[u8],
    ) -> Reply {
        let checksum = STANDARD.encode(hash_of(chunk).0);
        let request = self
            .request("PATCH", &format!("/v1/uploads/{upload}"))
            .header("upload-offset", offset)
            .header("upload-checksum", format!("sha256 {checksum}"));
        server
            .send(request.body(Body::from(chunk.to_vec())).unwrap())
            .await
    }

    /// The head of a chunk without its bytes, as some browsers' workers have sent it.
    pub(crate) async fn send_emptied_chunk(
        &self,
        server: &TestServer,
        upload: UploadId,
        chunk: &[u8],
    ) -> Reply {
        let checksum = STANDARD.encode(hash_of(chunk).0);
        let request = self
            .request("PATCH", &format!("/v1/uploads/{upload}"))
            .header("upload-offset", 0)
            .header("upload-checksum", format!("sha256 {checksum}"));
        server.send(request.body(Body::empty()).unwrap()).await
    }

    /// Announces and sends everything that the server does not have.
    pub(crate) async fn deliver(&self, server: &TestServer, record: RecordId, bytes: &[u8]) {
        let ticket = self.announce(server, record, bytes).await;
        if let Some(upload) = ticket.upload {
            let at = usize::try_from(ticket.offset).unwrap();
            let reply = self.send_chunk(server, upload, at, &bytes[at..]).await;
            assert!(reply.json::<ChunkReply>().complete);
        }
    }

    pub(crate) async fn read_blob(&self, server: &TestServer, sha: BlobHash) -> Reply {
        server.send(self.get(&format!("/v1/blobs/{sha}"))).await
    }
}
