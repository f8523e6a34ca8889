use std::convert::Infallible;
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::BackupError;
use super::bucket::{Bucket, SCHEME};

/// Where backups, or one of them, are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    OnDisk(PathBuf),
    /// `s3://bucket/…`
    InBucket(String),
}

impl FromStr for Location {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(if text.starts_with(SCHEME) {
            Self::InBucket(text.to_owned())
        } else {
            Self::OnDisk(PathBuf::from(text))
        })
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnDisk(path) => path.display().fmt(f),
            Self::InBucket(url) => f.write_str(url),
        }
    }
}

impl Location {
    /// Opens the one backup that is there; from a bucket it is fetched into the file `fetched`
    /// first.
    pub(super) async fn open(&self, fetched: &Path) -> Result<File, BackupError> {
        let file = match self {
            Self::OnDisk(path) => File::open(path),
            Self::InBucket(url) => match Bucket::fetch(url, fetched).await {
                Ok(()) => File::open(fetched),
                Err(error) => Err(error),
            },
        };
        file.map_err(BackupError::io(self.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_told_from_a_path() {
        for (text, location) in [
            ("s3://kho/a", Location::InBucket("s3://kho/a".to_owned())),
            ("/s3", Location::OnDisk(PathBuf::from("/s3"))),
        ] {
            assert_eq!(text.parse(), Ok(location.clone()));
            assert_eq!(location.to_string(), text);
        }
    }
}
