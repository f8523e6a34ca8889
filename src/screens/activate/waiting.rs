//! The steps in which there is nothing to type.

use leptos::prelude::*;

use super::Parts;
use super::code_card::large;
use super::privacy::privacy;
use crate::components::button::{Button, Look};
use crate::components::chip::Tone;
use crate::components::notice::Notice;
use crate::components::skeleton::skeleton;
use crate::state::activation::Activation;
use crate::state::activation::code::Code;
use crate::text;

pub(super) fn busy(words: &'static str) -> Parts {
    let content = view! {
        <p role="status">{words}</p>
        {skeleton()}
    };
    Parts {
        content: content.into_any(),
        foot: None,
    }
}

/// A well typed code and no network to ask whose it is.
pub(super) fn unasked(activation: Activation, code: Code) -> Parts {
    let digits = code.digits().to_owned();
    let on_again = Callback::new(move |()| activation.ask(digits.clone()));
    let content = view! {
        <Notice tone=Tone::Warn title=text::activate::UNASKED_TITLE text=text::activate::UNASKED />
        {large(&code)}
        {privacy()}
    };
    let on_keep = Callback::new(move |()| activation.accept(code.clone()));
    let foot = view! {
        <Button label=text::activate::KEEP_CODE look=Look::Primary on_press=on_keep />
        <Button label=text::activate::TRY_AGAIN on_press=on_again />
    };
    Parts {
        content: content.into_any(),
        foot: Some(foot.into_any()),
    }
}

pub(super) fn kept(activation: Activation, code: &Code) -> Parts {
    let on_again = Callback::new(move |()| activation.retry());
    let content = view! {
        <Notice tone=Tone::Ok title=text::activate::KEPT_TITLE text=text::activate::KEPT />
        {large(code)}
    };
    let foot = view! { <Button label=text::activate::TRY_AGAIN on_press=on_again /> };
    Parts {
        content: content.into_any(),
        foot: Some(foot.into_any()),
    }
}

pub(super) fn declined(activation: Activation) -> Parts {
    let on_other = Callback::new(move |()| activation.type_again(None));
    let content =
        view! { <Notice title=text::activate::DECLINED_TITLE text=text::activate::DECLINED /> };
    let foot =
        view! { <Button label=text::activate::OTHER_CODE look=Look::Primary on_press=on_other /> };
    Parts {
        content: content.into_any(),
        foot: Some(foot.into_any()),
    }
}
