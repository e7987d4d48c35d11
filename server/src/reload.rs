//! What SIGHUP reads again: each thing by itself, so that one bad file does not hold up the others.

use std::io;

use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;

/// Reads something again and says in a few words what came of it. On an error the old stays in force.
type Reload = Box<dyn Fn() -> anyhow::Result<String> + Send + Sync>;

/// Everything that can be read again while the program runs.
#[derive(Default)]
pub struct Reloads {
    known: Vec<(&'static str, Reload)>,
}

impl Reloads {
    pub fn add(
        &mut self,
        what: &'static str,
        reload: impl Fn() -> anyhow::Result<String> + Send + Sync + 'static,
    ) {
        self.known.push((what, Box::new(reload)));
    }

    /// Reads everything again, on this thread. Returns what failed, which is in the log as well.
    pub fn run(&self) -> Vec<&'static str> {
        let mut failed = Vec::new();
        for (what, reload) in &self.known {
            match reload() {
                Ok(outcome) => tracing::info!("reloaded {what}: {outcome}"),
                Err(error) => {
                    tracing::error!("{what} stays as it was: {error:#}");
                    failed.push(*what);
                }
            }
        }
        failed
    }
}

/// Listens for SIGHUP until it is dropped.
pub struct Hangup(JoinHandle<()>);

impl Drop for Hangup {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Runs the reloads at each SIGHUP, one run after the other.
pub fn on_hangup(reloads: Reloads) -> io::Result<Hangup> {
    let mut hangups = signal(SignalKind::hangup())?;
    let reloads = std::sync::Arc::new(reloads);
    Ok(Hangup(tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            let reloads = std::sync::Arc::clone(&reloads);
            if tokio::task::spawn_blocking(move || reloads.run()).await.is_err() {
                tracing::error!("a reload broke off");
            }
        }
    })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_does_not_hold_up_the_rest() {
        let mut reloads = Reloads::default();
        reloads.add("this", || anyhow::bail!("no"));
        let (told, heard) = std::sync::mpsc::channel();
        reloads.add("that", move || {
            told.send(())?;
            Ok("fine".to_owned())
        });
        assert_eq!(reloads.run(), ["this"]);
        assert!(heard.try_recv().is_ok());
    }

    #[tokio::test]
    async fn each_signal_is_answered_by_a_reload() {
        let mut reloads = Reloads::default();
        let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
        reloads.add("this", move || {
            told.send(())?;
            Ok("fine".to_owned())
        });
        let _hangup = on_hangup(reloads).unwrap();
        for _ in 0..2 {
            let own = std::process::id().to_string();
            assert!(std::process::Command::new("kill").args(["-HUP", &own]).status().unwrap().success());
            heard.recv().await.unwrap();
        }
    }
}
