//! The code in large digits, to be copied or typed elsewhere.

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::toast::use_toast;
use crate::state::activation::Offer;
use crate::state::activation::code::Code;
use crate::state::device::use_device;
use crate::text;

pub(super) fn code_card(offer: &Offer) -> AnyView {
    let (device, toast) = (use_device(), use_toast());
    let copied = offer.code.text();
    let on_done = Callback::new(move |is_copied| {
        toast.say(if is_copied {
            text::activate::CODE_COPIED
        } else {
            text::activate::NOT_COPIED
        });
    });
    let on_copy = Callback::new(move |()| device.copy(&copied, on_done));
    view! {
        <section class="card">
            <p class="note">{text::activate::code_until(offer.preview.expires_at)}</p>
            {large(&offer.code)}
            <Button label=text::activate::COPY_CODE on_press=on_copy />
        </section>
    }
    .into_any()
}

/// In two halves, which stay whole where the line is too short for both.
pub(super) fn large(code: &Code) -> AnyView {
    let text = code.text();
    let (first, second) = text.split_at_checked(9).unwrap_or((&text, ""));
    view! {
        <p class="code">
            <span class="code__half">{first.trim().to_owned()}</span>
            " "
            <span class="code__half">{second.to_owned()}</span>
        </p>
    }
    .into_any()
}
