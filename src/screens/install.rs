//! How to get the app onto the home screen in this browser.

use leptos::prelude::*;

use crate::components::button::{Button, LinkButton};
use crate::components::live::live;
use crate::components::toast::use_toast;
use crate::state::device::{Advice, use_device};
use crate::text;

/// `comes_first`: the code is to be typed in the installed app.
pub(crate) fn install(advice: Advice, comes_first: bool) -> AnyView {
    let title = match advice {
        Advice::Nothing => return ().into_any(),
        Advice::InAppAndroid | Advice::InAppIphone => text::install::IN_APP_TITLE,
        _ if comes_first => text::install::TITLE_FIRST,
        _ => text::install::TITLE,
    };
    let why = match advice {
        Advice::InAppAndroid | Advice::InAppIphone => text::install::IN_APP,
        _ => text::install::WHY,
    };
    view! {
        <section class="card">
            <h3>{title}</h3>
            <p class="note">{why}</p>
            {way(advice)}
        </section>
    }
    .into_any()
}

fn way(advice: Advice) -> AnyView {
    match advice {
        Advice::ChromeAndroid => chrome(),
        Advice::SafariIphone => steps(&text::install::SAFARI),
        Advice::OtherIphone => {
            view! { {steps(&text::install::OTHER_IPHONE)} {copy_link()} }.into_any()
        }
        Advice::InAppAndroid => in_app_android(),
        Advice::InAppIphone => {
            view! { {steps(&text::install::IN_APP_IPHONE)} {copy_link()} }.into_any()
        }
        Advice::OtherAndroid => steps(&text::install::OTHER_ANDROID),
        Advice::Desktop => desktop(),
        Advice::Nothing => ().into_any(),
    }
}

fn steps(lines: &'static [&'static str]) -> AnyView {
    let lines = lines.iter().map(|line| view! { <li>{*line}</li> });
    view! { <ol class="steps">{lines.collect_view()}</ol> }.into_any()
}

/// The browser's own question where it offers one, else the way through its menu.
fn chrome() -> AnyView {
    asked_or(|| steps(&text::install::CHROME))
}

fn desktop() -> AnyView {
    asked_or(|| view! { <p>{text::install::DESKTOP}</p> }.into_any())
}

fn asked_or(otherwise: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let device = use_device();
    let can_install = device.can_install();
    let on_press = Callback::new(move |()| device.install());
    let way = move || {
        if can_install.get() {
            view! { <Button label=text::install::INSTALL on_press=on_press /> }.into_any()
        } else {
            otherwise()
        }
    };
    live(way)
}

fn in_app_android() -> AnyView {
    let intent = use_device().chrome_intent();
    view! {
        <LinkButton label=text::install::OPEN_CHROME href=intent />
        {copy_link()}
    }
    .into_any()
}

fn copy_link() -> AnyView {
    let (device, toast) = (use_device(), use_toast());
    let on_done = Callback::new(move |is_copied| {
        toast.say(if is_copied {
            text::activate::LINK_COPIED
        } else {
            text::activate::NOT_COPIED
        });
    });
    let on_copy = Callback::new(move |()| device.copy_address(on_done));
    view! { <Button label=text::activate::COPY_LINK on_press=on_copy /> }.into_any()
}
