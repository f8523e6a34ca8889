//! Logs: one JSON object a line on standard error. `NHATKY_LOG` chooses what is told.
//!
//! > No log line holds a name, an address, a code or anything of a record. Ids and numbers do.

use tracing_subscriber::EnvFilter;

const VARIABLE: &str = "NHATKY_LOG";
const USUAL: &str = "info,sqlx=warn";

/// Starts logging. A second call changes nothing.
pub fn start() {
    let filter = EnvFilter::try_from_env(VARIABLE).unwrap_or_else(|_| EnvFilter::new(USUAL));
    let started = tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_env_filter(filter)
        .try_init();
    if started.is_err() {
        tracing::debug!("logging had been started");
    }
}
