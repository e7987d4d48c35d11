//! Waiting for what must come, instead of guessing how long it takes.

use std::time::{Duration, Instant};

/// More than anything that comes at all takes.
const PATIENCE: Duration = Duration::from_secs(90);

/// Asks until the answer is yes.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
