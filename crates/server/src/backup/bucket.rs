mod http;

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path as Place;
use object_store::{ObjectStore, ObjectStoreExt as _, RetryConfig, WriteMultipart};

use self::http::Http;
use crate::durable;

pub(super) const SCHEME: &str = "s3://";
const PART_BYTES: usize = 8 * 1024 * 1024;
const PARTS_AT_ONCE: usize = 2;
/// A day's backup that failed is tried again an hour later.
const MAX_RETRIES: usize = 5;
const RETRY_FOR: Duration = Duration::from_secs(120);

/// A bucket of S3, or of what speaks its language. Who we are there is told by the environment:
/// `AWS_ACCESS_KEY_ID` and its kind.
#[derive(Debug, Clone)]
pub(super) struct Bucket {
    url: String,
    folder: Place,
    objects: Arc<dyn ObjectStore>,
}

impl Bucket {
    pub(super) fn open(url: &str) -> io::Result<Self> {
        let retry = RetryConfig {
            max_retries: MAX_RETRIES,
            retry_timeout: RETRY_FOR,
            ..RetryConfig::default()
        };
        let objects = AmazonS3Builder::from_env()
            .with_url(url)
            .with_config(AmazonS3ConfigKey::DisableBulkDelete, "true")
            .with_retry(retry)
            .with_http_connector(Http)
            .build()?;
        let steps = url.strip_prefix(SCHEME).and_then(|url| url.split_once('/'));
        let folder = steps.map_or("", |(_, folder)| folder);
        Ok(Self {
            url: url.trim_end_matches('/').to_owned(),
            folder: Place::parse(folder).map_err(io::Error::other)?,
            objects: Arc::new(objects),
        })
    }

    pub(super) async fn names(&self) -> io::Result<Vec<String>> {
        let listed = self.objects.list_with_delimiter(Some(&self.folder)).await?;
        let places = listed.objects.iter().map(|object| &object.location);
        Ok(places
            .filter_map(Place::filename)
            .map(ToOwned::to_owned)
            .collect())
    }

    /// Stores a file under a name and asks how long it has become. Returns where it is.
    pub(super) async fn store(&self, file: &Path, name: &str) -> io::Result<String> {
        let place = self.place(name);
        let upload = self.objects.put_multipart(&place).await?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, PART_BYTES);
        match send(file, &mut upload).await {
            Ok(()) => upload.finish().await.map(drop)?,
            Err(error) => {
                upload.abort().await?;
                return Err(error);
            }
        }
        let stored = self.objects.head(&place).await?;
        if stored.size != file.metadata()?.len() {
            return Err(io::Error::other("the bucket has another length"));
        }
        Ok(format!("{}/{name}", self.url))
    }

    /// Fetches the object with this address into a file, part by part.
    pub(super) async fn fetch(url: &str, file: &Path) -> io::Result<()> {
        let (folder, name) = url.rsplit_once('/').unwrap_or((url, ""));
        let bucket = Self::open(folder)?;
        let place = bucket.place(name);
        let size = bucket.objects.head(&place).await?.size;
        let mut out = durable::create_private(file)?;
        let mut from = 0;
        while from < size {
            let end = size.min(from + PART_BYTES as u64);
            out.write_all(&bucket.objects.get_range(&place, from..end).await?)?;
            from = end;
        }
        Ok(())
    }

    pub(super) async fn remove(&self, name: &str) -> io::Result<()> {
        Ok(self.objects.delete(&self.place(name)).await?)
    }

    fn place(&self, name: &str) -> Place {
        self.folder.clone().join(name)
    }
}

/// On a thread that may block.
async fn send(file: &Path, upload: &mut WriteMultipart) -> io::Result<()> {
    let file = File::open(file)?;
    loop {
        let mut part = Vec::new();
        (&file).take(PART_BYTES as u64).read_to_end(&mut part)?;
        if part.is_empty() {
            return Ok(());
        }
        upload.wait_for_capacity(PARTS_AT_ONCE).await?;
        upload.put(part.into());
    }
}
