mod photos;

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use nhatky_domain::ids::{InstallId, MutationId, RecordId, UnitId};
use nhatky_domain::record::Fields;
use nhatky_domain::value::Value;
use nhatky_domain::workflow::Command;
use nhatky_sync::json;
use nhatky_sync::merge;
use nhatky_sync::protocol::{
    Activate, Activated, CommandBody, CreateBody, Hello, Mutation, Op, Outcome, PROTOCOL,
    PullReply, PullRequest, PushHead, PushReply, SignIn, SigningText, push_body,
};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use uuid::Uuid;

pub(crate) use self::photos::{hash_of, log_with_photos, photo};
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
