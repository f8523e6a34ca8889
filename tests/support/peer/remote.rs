//! The server as a peer sees it: the same requests as the app's, signed with a key of its own.

use std::cell::{Cell, RefCell};

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use nhatky_domain::ids::{InstallId, UploadId};
use nhatky_sync::json;
use nhatky_sync::protocol::{
    AnnounceBlob, BlobTicket, ChunkReply, Hello, PullReply, PullRequest, PushReply, RenewInstall,
    RenewedInstall, SignIn, SignedIn, SigningText,
};
use nhatky_sync::remote::{Answered, HttpAnswer, Remote, RemoteError};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::way::{Answer, Request, Way};

pub struct PeerRemote<W> {
    way: W,
    install: Cell<InstallId>,
    key: SigningKey,
    cookie: RefCell<Option<String>>,
}

impl<W> std::fmt::Debug for PeerRemote<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PeerRemote")
            .field("install", &self.install)
            .finish_non_exhaustive()
    }
}

impl<W: Way> PeerRemote<W> {
    pub(super) fn new(way: W) -> Self {
        let install = InstallId(uuid::Uuid::new_v4());
        Self {
            way,
            install: Cell::new(install),
            key: fresh_key(),
            cookie: RefCell::default(),
        }
    }

    /// The same install with the same key, on a way of its own.
    pub(super) fn copied(&self, way: W) -> Self {
        Self {
            way,
            install: self.install.clone(),
            key: self.key.clone(),
            cookie: RefCell::default(),
        }
    }

    /// The way it goes, to lay faults on it.
    #[must_use]
    pub fn way(&self) -> &W {
        &self.way
    }

    pub(super) fn install(&self) -> InstallId {
        self.install.get()
    }

    /// The uncompressed point.
    pub(super) fn public_key(&self) -> String {
        let point = self.key.verifying_key().to_sec1_point(false);
        URL_SAFE_NO_PAD.encode(point.as_bytes())
    }

    async fn send(&self, mut request: Request) -> Answered<Answer> {
        request
            .headers
            .push(("sec-fetch-site", "same-origin".to_owned()));
        if let Some(cookie) = self.cookie.borrow().clone() {
            request.headers.push(("cookie", cookie));
        }
        let answer = self.way.carry(request).await.ok_or(RemoteError::Offline)?;
        if let Some(set) = answer.header("set-cookie") {
            let pair = set.split(';').next().map(ToOwned::to_owned);
            self.cookie.replace(pair);
        }
        Ok(answer)
    }

    /// # Errors
    /// As the server's answer says.
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Answered<T> {
        self.post_text(path, json::to_text(body)).await
    }

    async fn post_text<T: DeserializeOwned>(&self, path: &str, text: String) -> Answered<T> {
        let headers = vec![("content-type", "application/json".to_owned())];
        let request = Request {
            method: "POST",
            path: path.to_owned(),
            headers,
            body: text.into_bytes(),
        };
        http(&self.send(request).await?).read()
    }

    async fn get_answer(&self, path: &str) -> Answered<Answer> {
        let request = Request {
            method: "GET",
            path: path.to_owned(),
            headers: vec![],
            body: vec![],
        };
        self.send(request).await
    }

    /// The bytes at a path; signs in first when the server asks for it.
    ///
    /// # Errors
    /// Anything but success.
    pub async fn get(&self, path: &str) -> Result<Vec<u8>> {
        let mut answer = self.get_answer(path).await?;
        if answer.status == 401 {
            let hello = self.greet().await?;
            self.sign_in(&hello.nonce).await?;
            answer = self.get_answer(path).await?;
        }
        if answer.status != 200 {
            bail!("GET {path}: {}", answer.status);
        }
        Ok(answer.body)
    }
}

/// By chance until it is one: all but a handful of 2^256 numbers are.
fn fresh_key() -> SigningKey {
    loop {
        let bytes = [
            *uuid::Uuid::new_v4().as_bytes(),
            *uuid::Uuid::new_v4().as_bytes(),
        ]
        .concat();
        if let Ok(key) = SigningKey::from_slice(&bytes) {
            return key;
        }
    }
}

/// As the app sees it.
fn http(answer: &Answer) -> HttpAnswer {
    HttpAnswer {
        status: answer.status,
        content_type: answer.header("content-type").map(ToOwned::to_owned),
        retry_after: answer.header("retry-after").map(ToOwned::to_owned),
        text: String::from_utf8_lossy(&answer.body).into_owned(),
    }
}

impl<W: Way> Remote for PeerRemote<W> {
    async fn greet(&self) -> Answered<Hello> {
        let hello: Hello = http(&self.get_answer("/v1/hello?n=peer").await?).read()?;
        if hello.n == "peer" {
            Ok(hello)
        } else {
            Err(RemoteError::Offline)
        }
    }

    async fn sign_in(&self, nonce: &str) -> Answered<SignedIn> {
        let text = SigningText::of(self.install.get(), nonce);
        let signature: Signature = self.key.sign(text.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        let body = SignIn {
            install: self.install.get(),
            nonce: nonce.to_owned(),
            signature,
        };
        self.post("/v1/session", &body).await
    }

    async fn renew(&self, install: InstallId) -> Answered<()> {
        let body = RenewInstall { install };
        let renewed: RenewedInstall = self.post("/v1/installs/renew", &body).await?;
        self.install.set(renewed.install);
        Ok(())
    }

    async fn push(&self, body: String) -> Answered<PushReply> {
        self.post_text("/v1/sync/push", body).await
    }

    async fn pull(&self, request: &PullRequest) -> Answered<PullReply> {
        self.post("/v1/sync/pull", request).await
    }

    async fn catalogue(&self) -> Answered<String> {
        http(&self.get_answer("/v1/catalogue").await?).accepted()
    }

    async fn announce(&self, blob: &AnnounceBlob) -> Answered<BlobTicket> {
        self.post("/v1/blobs", blob).await
    }

    async fn send_chunk(
        &self,
        upload: UploadId,
        offset: u64,
        bytes: Vec<u8>,
    ) -> Answered<ChunkReply> {
        let checksum = STANDARD.encode(Sha256::digest(&bytes));
        let headers = vec![
            ("content-type", "application/offset+octet-stream".to_owned()),
            ("upload-offset", offset.to_string()),
            ("upload-checksum", format!("sha256 {checksum}")),
        ];
        let path = format!("/v1/uploads/{upload}");
        let answer = self
            .send(Request {
                method: "PATCH",
                path,
                headers,
                body: bytes,
            })
            .await?;
        let stands_at = answer
            .header("upload-offset")
            .and_then(|offset| offset.parse().ok());
        match (answer.status, stands_at) {
            (409, Some(offset)) => Ok(ChunkReply {
                offset,
                complete: false,
            }),
            _ => http(&answer).read(),
        }
    }
}

/// The hash of some bytes, as photos are named.
///
/// # Errors
/// Never: a digest has 32 bytes.
pub fn hash_of(bytes: &[u8]) -> Result<nhatky_domain::ids::BlobHash> {
    let digest: [u8; 32] = Sha256::digest(bytes)
        .as_slice()
        .try_into()
        .context("digest")?;
    Ok(nhatky_domain::ids::BlobHash(digest))
}
