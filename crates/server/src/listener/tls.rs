//! Certificates: loaded at the start, loaded again when a file changes.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use axum_server::tls_rustls::RustlsConfig;

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
pub(super) async fn reload_on_change(config: RustlsConfig, (cert, key): Files) {
    let mut loaded = (changed_at(&cert), changed_at(&key));
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    loop {
        ticks.tick().await;
        let found = (changed_at(&cert), changed_at(&key));
        if found == loaded {
            continue;
        }
        match config.reload_from_pem_file(&cert, &key).await {
            Ok(()) => {
                loaded = found;
                tracing::info!("certificate loaded again");
            }
            Err(error) => tracing::error!(%error, "new certificate cannot be used"),
        }
    }
}

fn changed_at(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file)
        .and_then(|meta| meta.modified())
        .ok()
}
