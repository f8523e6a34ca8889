//! Certificates: loaded at the start, loaded again when a file changes.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use axum_server::tls_rustls::RustlsConfig;

use crate::keys::sha256;

/// Renewal tools replace files long before the old certificate runs out.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// Certificate chain and key.
pub(super) type Files = (PathBuf, PathBuf);

pub(super) async fn load((cert, key): &Files) -> io::Result<RustlsConfig> {
    // The program has one provider built in; a second installation is refused and changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_file(cert, key).await
}

/// Never ends. Files that do not fit together (half replaced) leave the old certificate in force
/// until they do.
pub(super) async fn reload_on_change(config: RustlsConfig, files: Files) {
    let mut loaded = content(&files).await;
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    loop {
        ticks.tick().await;
        let found = content(&files).await;
        if found == loaded {
            continue;
        }
        match config.reload_from_pem_file(&files.0, &files.1).await {
            Ok(()) => {
                loaded = found;
                tracing::info!("certificate loaded again");
            }
            Err(error) => tracing::error!(%error, "new certificate cannot be used"),
        }
    }
}

/// What the files hold; nothing while one of them is away.
async fn content((cert, key): &Files) -> Option<[u8; 64]> {
    let mut hashes = [0; 64];
    for (half, file) in hashes.chunks_mut(32).zip([cert, key]) {
        half.copy_from_slice(&sha256(&tokio::fs::read(file).await.ok()?));
    }
    Some(hashes)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn write_pair((cert, key): &Files) {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        std::fs::write(cert, made.cert.pem()).unwrap();
        std::fs::write(key, made.signing_key.serialize_pem()).unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_changed_certificate_is_loaded_and_a_broken_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let files = (folder.path().join("cert"), folder.path().join("key"));
        write_pair(&files);
        let config = load(&files).await.unwrap();
        let first = config.get_inner();
        tokio::spawn(reload_on_change(config.clone(), files.clone()));
        tokio::time::sleep(LOOK_EVERY * 2).await;
        assert!(Arc::ptr_eq(&first, &config.get_inner()), "nothing changed");

        std::fs::write(&files.0, "half of a certificate").unwrap();
        tokio::time::sleep(LOOK_EVERY * 2).await;
        assert!(Arc::ptr_eq(&first, &config.get_inner()));

        write_pair(&files);
        tokio::time::sleep(LOOK_EVERY * 2).await;
        assert!(!Arc::ptr_eq(&first, &config.get_inner()));
    }
}
