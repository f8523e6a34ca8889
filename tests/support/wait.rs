//! Waiting for a state of the outside world.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long a person's patience is in a test. Long, because a busy machine is slow; a state that
/// comes is seen within a few hundredths of a second.
pub const PATIENCE: Duration = Duration::from_secs(30);

const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// Looks until there is something to see.
///
/// # Errors
/// What `look` says, or that it never came. `absence` is asked then what there is instead.
pub async fn until<T>(
    what: &str,
    mut look: impl AsyncFnMut() -> Result<Option<T>>,
    absence: impl AsyncFnOnce() -> String,
) -> Result<T> {
    let start = Instant::now();
    loop {
        if let Some(seen) = look().await? {
            return Ok(seen);
        }
        if start.elapsed() > PATIENCE {
            bail!(
                "{what}: not within {} s. {}",
                PATIENCE.as_secs(),
                absence().await
            );
        }
        pause().await;
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one loop that looks again until a state is there"
)]
async fn pause() {
    tokio::time::sleep(LOOK_AGAIN).await;
}
