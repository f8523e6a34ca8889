//! Photos of a phone: made, named in a log, announced, sent and read.

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nhatky_domain::ids::{BlobHash, RecordId, UploadId};
use nhatky_domain::record::Fields;
use nhatky_domain::value::Value;
use nhatky_sync::protocol::{AnnounceBlob, BlobTicket, ChunkReply};

use super::super::server::{Reply, TestServer};
use super::{Phone, log_fields, with};

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
