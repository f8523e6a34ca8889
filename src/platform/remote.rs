//! The server, over HTTP.

use std::cell::Cell;

use nhatky_domain::ids::{InstallId, UploadId};
use nhatky_sync::json;
use nhatky_sync::protocol::{
    Activate, Activated, AnnounceBlob, BlobTicket, ChunkReply, CodePreview, Hello, LastInstall,
    PreviewCode, PullReply, PullRequest, PushReply, RenewInstall, RenewedInstall, SignIn, SignedIn,
    SigningText,
};
use nhatky_sync::remote::{Answered, HttpAnswer, Remote, RemoteError};
use serde::de::DeserializeOwned;
use web_sys::CryptoKey;

use super::network::{Reply, Unreachable};
use super::{chunk, clock, hash, network, signing_key};

/// The server for one install.
#[derive(Debug)]
pub(crate) struct RemoteHttp {
    install: Cell<InstallId>,
    key: CryptoKey,
    moved_bytes: Cell<u64>,
}

impl RemoteHttp {
    pub(crate) fn new(install: InstallId, key: CryptoKey) -> Self {
        Self {
            install: Cell::new(install),
            key,
            moved_bytes: Cell::new(0),
        }
    }

    /// Bytes sent and received since this was asked last.
    pub(crate) fn take_moved_bytes(&self) -> u64 {
        self.moved_bytes.take()
    }

    fn count(&self, reply: Result<Reply, Unreachable>) -> Answered<HttpAnswer> {
        let reply = reply.map_err(|_| RemoteError::Offline)?;
        self.moved_bytes
            .set(self.moved_bytes.get() + reply.moved_bytes);
        Ok(reply.answer)
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, body: &str) -> Answered<T> {
        self.count(network::post(path, body).await)?.read()
    }
}

impl Remote for RemoteHttp {
    async fn greet(&self) -> Answered<Hello> {
        let nonce = hash::base64url(&clock::random::<12>());
        let path = ["/v1/hello?n=", &nonce].concat();
        let hello: Hello = self.count(network::get(&path).await)?.read()?;
        // Whoever does not know the nonce is not the server.
        if hello.n == nonce {
            Ok(hello)
        } else {
            Err(RemoteError::Offline)
        }
    }

    async fn sign_in(&self, nonce: &str) -> Answered<SignedIn> {
        let text = SigningText::of(self.install.get(), nonce);
        let signature =
            signing_key::sign(&self.key, &text)
                .await
                .map_err(|_| RemoteError::Refused {
                    code: "no_key".to_owned(),
                })?;
        let body = SignIn {
            install: self.install.get(),
            nonce: nonce.to_owned(),
            signature,
        };
        self.post("/v1/session", &json::to_text(&body)).await
    }

    async fn renew(&self, install: InstallId) -> Answered<()> {
        let body = json::to_text(&RenewInstall { install });
        let renewed: RenewedInstall = self.post("/v1/installs/renew", &body).await?;
        self.install.set(renewed.install);
        Ok(())
    }

    async fn push(&self, body: String) -> Answered<PushReply> {
        self.post("/v1/sync/push", &body).await
    }

    async fn pull(&self, request: &PullRequest) -> Answered<PullReply> {
        self.post("/v1/sync/pull", &json::to_text(request)).await
    }

    async fn catalogue(&self) -> Answered<String> {
        self.count(network::get("/v1/catalogue").await)?.accepted()
    }

    async fn announce(&self, blob: &AnnounceBlob) -> Answered<BlobTicket> {
        self.post("/v1/blobs", &json::to_text(blob)).await
    }

    async fn send_chunk(
        &self,
        upload: UploadId,
        offset: u64,
        bytes: Vec<u8>,
    ) -> Answered<ChunkReply> {
        let hash = hash::sha256(&bytes).await.ok_or(RemoteError::Offline)?;
        let path = ["/v1/uploads/", &upload.to_string()].concat();
        let sent = chunk::patch(&path, offset, &hash::base64(&hash.0), &bytes).await;
        let (answer, stands_at) = match sent {
            Ok((reply, stands_at)) => (self.count(Ok(reply))?, stands_at),
            Err(Unreachable) => return Err(RemoteError::Offline),
        };
        match (answer.status, stands_at) {
            (CONFLICT, Some(offset)) => Ok(ChunkReply {
                offset,
                complete: false,
            }),
            _ => answer.read(),
        }
    }
}

/// Whose code is this? Redeems nothing.
pub(crate) async fn preview_code(code: &str) -> Answered<CodePreview> {
    let body = PreviewCode {
        code: code.to_owned(),
    };
    call("/v1/codes/preview", &json::to_text(&body)).await
}

/// Redeems a code for a key; the same pair again gives the same answer.
pub(crate) async fn activate(request: &Activate) -> Answered<Activated> {
    call("/v1/installs", &json::to_text(request)).await
}

/// What the install that this browser held before still owed; none if it held none.
pub(crate) async fn last_install() -> Answered<Option<LastInstall>> {
    let reply = network::get("/v1/installs/last")
        .await
        .map_err(|_| RemoteError::Offline)?;
    reply.answer.read()
}

/// Needs no session.
async fn call<T: DeserializeOwned>(path: &str, body: &str) -> Answered<T> {
    let reply = network::post(path, body)
        .await
        .map_err(|_| RemoteError::Offline)?;
    reply.answer.read()
}

const CONFLICT: u16 = 409;
