//! Tells people before their session ends, and when it has ended: what they typed stays where it is.
//!
//! The page that the server sends holds nothing of it. Once the page is live it counts the seconds that
//! the server named, and asks again before it says anything: another tab may have used the session.

use std::time::Duration;

use leptos::prelude::*;
use vitrine_wire::session::{SessionEnds, SessionInfo};

use crate::browser;
use crate::i18n::t;
use crate::routes;
use crate::rpc::UiError;
use crate::rpc::session::{keep_session, session_left};
use crate::ui::icon::Icon;

/// Seconds until another try when the server did not answer.
const RETRY: u64 = 30;
const ID: &str = "session-watch";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Quiet,
    /// It ends soon if nobody uses it.
    Idle {
        minutes: u64,
    },
    /// It ends soon in any case.
    Over {
        minutes: u64,
    },
    Ended,
}

impl Stage {
    fn of(ends: SessionEnds) -> Self {
        let minutes = ends.left().div_ceil(60);
        match ends.left() {
            0 => Self::Ended,
            left if left > ends.warning_seconds => Self::Quiet,
            _ if ends.life_seconds <= ends.idle_seconds => Self::Over { minutes },
            _ => Self::Idle { minutes },
        }
    }
}

/// Seconds until it is time to look again: at the warning, then just after the end.
fn next_look(ends: SessionEnds) -> u64 {
    let left = ends.left();
    if left > ends.warning_seconds { left - ends.warning_seconds } else { left + 1 }
}

#[derive(Clone, Copy)]
struct Watch {
    stage: RwSignal<Stage>,
    timer: StoredValue<Option<browser::Timer>>,
    /// What had the focus before the dialog took it.
    before: StoredValue<Option<browser::Focus>>,
}

impl Watch {
    fn new() -> Self {
        Self {
            stage: RwSignal::new(Stage::Quiet),
            timer: StoredValue::new(None),
            before: StoredValue::new(None),
        }
    }

    fn plan(self, ends: Option<SessionEnds>) {
        self.show(ends.map_or(Stage::Ended, Stage::of));
        if let Some(ends) = ends.filter(|ends| ends.left() > 0) {
            self.look_in(next_look(ends));
        }
    }

    fn show(self, stage: Stage) {
        let shown = self.stage.get_untracked();
        if stage == shown {
            return;
        }
        let was_quiet = shown == Stage::Quiet;
        self.stage.set(stage);
        if stage == Stage::Quiet {
            if let Some(before) = self.before.try_update_value(Option::take).flatten() {
                before.give_back();
            }
        } else {
            if was_quiet {
                self.before.set_value(browser::focused());
            }
            browser::focus(ID);
        }
    }

    fn look_in(self, seconds: u64) {
        let timer = browser::after(Duration::from_secs(seconds), move || self.ask(false));
        let before = self.timer.try_update_value(|current| std::mem::replace(current, timer));
        if let Some(Some(before)) = before {
            before.clear();
        }
    }

    /// Asks how long the session lasts; with `is_use`, goes on with it.
    fn ask(self, is_use: bool) {
        leptos::task::spawn_local(async move {
            let answer = if is_use { keep_session().await } else { session_left().await };
            match answer {
                Ok(ends) => self.plan(ends),
                Err(_) => self.look_in(RETRY),
            }
        });
    }
}

/// The dialog, when there is something to say.
#[component]
pub fn SessionWatch(session: Resource<Result<Option<SessionInfo>, UiError>>) -> AnyView {
    let watch = Watch::new();
    Effect::new(move |_| {
        if let Some(Ok(Some(SessionInfo { ends: Some(ends), .. }))) = session.get() {
            watch.plan(Some(ends));
        }
    });
    on_cleanup(move || {
        if let Some(Some(timer)) = watch.timer.try_update_value(Option::take) {
            timer.clear();
        }
    });
    (move || match watch.stage.get() {
        Stage::Quiet => ().into_any(),
        stage => view! { <Dialog stage watch/> }.into_any(),
    })
    .into_any()
}

#[component]
fn Dialog(stage: Stage, watch: Watch) -> AnyView {
    let title = move || match stage {
        Stage::Ended => t!("session-ended-title")(),
        _ => t!("session-ending-title")(),
    };
    let detail = move || match stage {
        Stage::Idle { minutes } => t!("session-ending-idle", minutes = minutes.to_string())(),
        Stage::Over { minutes } => t!("session-ending-over", minutes = minutes.to_string())(),
        Stage::Quiet | Stage::Ended => t!("session-ended-detail")(),
    };
    let tone = if stage == Stage::Ended { "bad" } else { "warn" };
    view! {
        <div class="toast session-watch" data-s=tone role="alertdialog" id=ID tabindex="-1" aria-labelledby="session-watch-title" aria-describedby="session-watch-detail">
            <Icon name="warning"/>
            <div>
                <b class="strong" id="session-watch-title">{title}</b>
                <p id="session-watch-detail">{detail}</p>
                <div class="row"><Ways stage watch/></div>
            </div>
        </div>
    }.into_any()
}

/// What can be done about it.
#[component]
fn Ways(stage: Stage, watch: Watch) -> AnyView {
    match stage {
        Stage::Idle { .. } => view! {
            <button type="button" class="btn btn--sm btn--primary" on:click=move |_| watch.ask(true)>{t!("session-keep")}</button>
        }
        .into_any(),
        Stage::Over { .. } => view! {
            <button type="button" class="btn btn--sm" on:click=move |_| watch.show(Stage::Quiet)>{t!("toast-dismiss")}</button>
        }
        .into_any(),
        Stage::Quiet | Stage::Ended => view! {
            <SignInElsewhere/>
            <button type="button" class="btn btn--sm" on:click=move |_| watch.ask(true)>{t!("session-check")}</button>
        }
        .into_any(),
    }
}

/// The way to a new session that leaves this page as it is.
#[component]
pub fn SignInElsewhere() -> AnyView {
    view! {
        <a class="btn btn--sm btn--primary" href=routes::login(Some(&routes::images())) target="_blank" rel="noopener external">
            {t!("session-sign-in")}
        </a>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ends(idle_seconds: u64, life_seconds: u64) -> SessionEnds {
        SessionEnds { idle_seconds, life_seconds, warning_seconds: 300 }
    }

    #[test]
    fn the_warning_comes_in_time_and_tells_why() {
        for (ends, stage, look) in [
            (ends(1_800, 40_000), Stage::Quiet, 1_500),
            (ends(301, 40_000), Stage::Quiet, 1),
            (ends(300, 40_000), Stage::Idle { minutes: 5 }, 301),
            (ends(59, 40_000), Stage::Idle { minutes: 1 }, 60),
            (ends(1_800, 1_000), Stage::Quiet, 700),
            (ends(1_800, 200), Stage::Over { minutes: 4 }, 201),
            (ends(0, 40_000), Stage::Ended, 1),
        ] {
            assert_eq!((Stage::of(ends), next_look(ends)), (stage, look), "{ends:?}");
        }
    }
}
