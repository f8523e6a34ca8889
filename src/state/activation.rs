//! From a code to a person on this phone.
//!
//! > Opening a link redeems nothing. «Đúng là tôi» stores the key first, then sends it; whatever
//! > happens in between, the same pair is sent again and gives the same answer.

pub(crate) mod code;
mod staging;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_sync::protocol::{Activate, Activated, CodePreview};
use nhatky_sync::remote::RemoteError;
use nhatky_sync::store::StoreError;

use self::code::{Code, Mistyped};
use self::staging::Pair;
use super::device::name::device_name;
use super::start::{self, Start};
use crate::platform::{agent, history, page, remote, timer};
use crate::route::Route;

/// Asked again this often while there seems to be no network, besides the browser's own word.
const RETRY_MS: i64 = 30_000;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    /// A code is to be typed.
    Typing {
        problem: Option<Problem>,
    },
    /// Whose code is it?
    Asking,
    Offered(Arc<Offer>),
    /// The server cannot be asked now. The code can be kept and redeemed when it can.
    Unasked(Code),
    /// The person agreed; it is redeemed as soon as there is a network.
    Kept(Code),
    Redeeming,
    /// «Không phải tôi»: the code stays unused.
    Declined,
}

/// Whose code it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Offer {
    pub(crate) code: Code,
    pub(crate) preview: CodePreview,
    /// It came by a link: the code is shown, to be typed in the installed app.
    pub(crate) is_by_link: bool,
}

/// Why a code does not lead on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    Mistyped(Mistyped),
    /// Never given out, or replaced by a newer one.
    Unknown,
    Used,
    Expired,
    /// Too many wrong ones were tried.
    TooMany {
        retry_after_ms: i64,
    },
    Offline,
    Server,
    /// The browser cannot make a key.
    NoKey,
    Store(StoreError),
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Activation {
    start: Start,
    step: RwSignal<Step>,
}

impl Activation {
    /// Goes on where an earlier one was cut off, else begins with the code of the address.
    pub(crate) fn begin(start: Start) -> Self {
        let activation = Self {
            start,
            step: RwSignal::new(Step::Asking),
        };
        activation.look_at_address();
        history::on_move(move || activation.look_at_new_address(&history::fragment()));
        page::on_network_change(move || activation.retry());
        page::on_visible(move || activation.retry());
        activation
    }

    pub(crate) fn step(self) -> Signal<Step> {
        self.step.into()
    }

    /// Another link was opened in this tab.
    fn look_at_new_address(self, fragment: &str) {
        let is_shown = self.step.try_get_untracked().is_some();
        if is_shown && !fragment.is_empty() && history::path() == Route::Activate.path() {
            self.look_at_address();
        }
    }

    fn look_at_address(self) {
        let fragment = history::fragment();
        spawn_local(async move {
            match staging::unfinished().await {
                Ok(Some(pair)) if is_of(&pair, &fragment) => self.redeem(pair).await,
                Ok(_) if fragment.is_empty() => self.type_again(None),
                Ok(_) => self.look_up(&fragment, true).await,
                Err(error) => self.type_again(Some(error.into())),
            }
        });
    }

    /// A code was typed.
    pub(crate) fn ask(self, text: String) {
        spawn_local(async move { self.look_up(&text, false).await });
    }

    async fn look_up(self, text: &str, is_by_link: bool) {
        let code = match Code::parse(text) {
            Ok(code) => code,
            Err(mistyped) => return self.type_again(Some(Problem::Mistyped(mistyped))),
        };
        self.set(Step::Asking);
        match remote::preview_code(code.digits()).await {
            Ok(preview) => self.set(Step::Offered(Arc::new(Offer {
                code,
                preview,
                is_by_link,
            }))),
            Err(error) => match problem(&error) {
                Problem::Offline => self.set(Step::Unasked(code)),
                problem => self.type_again(Some(problem)),
            },
        }
    }

    /// «Đúng là tôi», or «Giữ mã» without a network.
    pub(crate) fn accept(self, code: Code) {
        self.set(Step::Redeeming);
        spawn_local(async move {
            match staging::prepare(&code).await {
                Ok(pair) => self.redeem(pair).await,
                Err(problem) => self.type_again(Some(problem)),
            }
        });
    }

    async fn redeem(self, pair: Pair) {
        self.set(Step::Redeeming);
        let request = Activate {
            code: pair.code.digits().to_owned(),
            install: pair.install,
            key: pair.public_key.clone(),
            device: device_name(&agent::agent()),
        };
        match remote::activate(&request).await {
            Ok(activated) => self.settle(&pair, &activated).await,
            Err(error) => match problem(&error) {
                Problem::Offline | Problem::Server | Problem::TooMany { .. } => self.keep(&pair),
                problem => {
                    // Could not be cleared: it is refused again at the next start.
                    let _ = staging::clear().await;
                    self.type_again(Some(problem));
                }
            },
        }
    }

    async fn settle(self, pair: &Pair, activated: &Activated) {
        let settled = async {
            start::keep_person(pair.install, &pair.key, activated).await?;
            staging::clear().await
        };
        match settled.await {
            Ok(()) => self.start.enter(activated.account.person),
            Err(error) => self.type_again(Some(error.into())),
        }
    }

    /// Until there is a network.
    fn keep(self, pair: &Pair) {
        self.set(Step::Kept(pair.code.clone()));
        spawn_local(async move {
            timer::sleep(RETRY_MS).await;
            self.retry();
        });
    }

    /// Now, if a code is still kept.
    pub(crate) fn retry(self) {
        let is_kept = matches!(self.step.try_get_untracked(), Some(Step::Kept(_)));
        if is_kept && page::may_be_online() {
            // At once: a phone that comes back into view and into the network says both.
            self.set(Step::Redeeming);
            self.look_at_address();
        }
    }

    /// «Không phải tôi»
    pub(crate) fn decline(self) {
        self.set(Step::Declined);
    }

    pub(crate) fn type_again(self, problem: Option<Problem>) {
        self.set(Step::Typing { problem });
    }

    fn set(self, step: Step) {
        // Fails once the screen has gone.
        let _ = self.step.try_set(step);
    }
}

/// Whether the address speaks of no other code than this one.
fn is_of(pair: &Pair, fragment: &str) -> bool {
    fragment.is_empty() || Code::parse(fragment).as_ref() == Ok(&pair.code)
}

fn problem(error: &RemoteError) -> Problem {
    match error {
        RemoteError::Offline | RemoteError::Intercepted => Problem::Offline,
        RemoteError::Busy { retry_after_ms } => Problem::TooMany {
            retry_after_ms: *retry_after_ms,
        },
        RemoteError::Refused { code } => match code.as_str() {
            "unknown_code" => Problem::Unknown,
            "code_used" => Problem::Used,
            "code_expired" => Problem::Expired,
            "malformed_code" => Problem::Mistyped(Mistyped::Slip),
            _ => Problem::Server,
        },
        _ => Problem::Server,
    }
}
