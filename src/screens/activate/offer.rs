//! Whose code it is, how to install here, and the two answers.

use leptos::prelude::*;

use super::Parts;
use super::code_card::code_card;
use super::privacy::privacy;
use crate::components::button::{Button, Look};
use crate::components::live::live;
use crate::screens::install::install;
use crate::state::activation::code::Code;
use crate::state::activation::{Activation, Offer};
use crate::state::device::{Advice, use_device};
use crate::text;

/// Enough to know one's own place by.
const NEAREST_UNITS: usize = 2;

pub(super) fn offer(activation: Activation, offer: &Offer) -> Parts {
    let advice = use_device().advice();
    let is_link = offer.is_by_link && advice != Advice::Nothing;
    // Where the installed app has a storage of its own, activating here would strand the code.
    let comes_first = is_link
        && matches!(
            advice,
            Advice::SafariIphone | Advice::OtherIphone | Advice::InAppIphone | Advice::InAppAndroid
        );
    let goes_on = RwSignal::new(!comes_first);
    let code = offer.code.clone();
    let content = view! {
        {who(offer)}
        {is_link.then(|| code_card(offer))}
        {is_link.then(|| install(advice, comes_first))}
        {move || goes_on.get().then(consent)}
    };
    let foot = move || {
        if goes_on.get() {
            answers(activation, code.clone())
        } else {
            without_installing(goes_on)
        }
    };
    Parts {
        content: content.into_any(),
        foot: Some(live(foot)),
    }
}

fn who(offer: &Offer) -> AnyView {
    let lines = std::iter::once(offer.preview.post_name.clone())
        .chain(offer.preview.units.iter().take(NEAREST_UNITS).cloned())
        .filter(|line| !line.is_empty());
    view! {
        <div>
            <h2>{text::activate::who(&offer.preview.given_name)}</h2>
            {lines.map(|line| view! { <p class="lead">{line}</p> }).collect_view()}
        </div>
    }
    .into_any()
}

fn consent() -> AnyView {
    view! {
        {privacy()}
        <p class="note">{text::activate::CONSENT}</p>
    }
    .into_any()
}

fn answers(activation: Activation, code: Code) -> AnyView {
    let on_accept = Callback::new(move |()| activation.accept(code.clone()));
    let on_decline = Callback::new(move |()| activation.decline());
    view! {
        <Button label=text::activate::IT_IS_ME look=Look::Primary on_press=on_accept />
        <Button label=text::activate::NOT_ME on_press=on_decline />
    }
    .into_any()
}

fn without_installing(goes_on: RwSignal<bool>) -> AnyView {
    let on_press = Callback::new(move |()| goes_on.set(true));
    view! {
        <Button label=text::activate::WITHOUT_INSTALLING look=Look::Plain on_press=on_press />
        <p class="note">{text::install::RISK}</p>
    }
    .into_any()
}
