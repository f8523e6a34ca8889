//! Finding one of many by typing without diacritics.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::fold::Query;
use nhatky_domain::order;

use super::Offer;
use crate::text;

/// As many as a thumb reaches without scrolling far.
const MOST_SHOWN: usize = 8;

/// A search input with what it finds; what is chosen already is not offered.
pub(super) fn finder(
    id: String,
    label: &'static str,
    offers: Signal<Arc<[Offer]>>,
    chosen: Signal<Vec<String>>,
    on_choose: Callback<String>,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let found = Signal::derive(move || find(&typed.read(), &offers.read(), &chosen.read()));
    let take = Callback::new(move |key: String| {
        typed.set(String::new());
        on_choose.run(key);
    });
    let list = id.clone() + "-list";
    view! {
        <input
            class="input"
            id=id
            type="search"
            autocomplete="off"
            aria-label=label
            aria-controls=list.clone()
            placeholder=label
            prop:value=move || typed.get()
            on:input=move |event| typed.set(event_target_value(&event))
            on:keydown=move |event| {
                if event.key() == "Enter" {
                    event.prevent_default();
                    if let Some(first) = found.get_untracked().into_iter().next() {
                        take.run(first.key);
                    }
                }
            }
        />
        <div class="offers" id=list aria-live="polite">
            {move || results(&typed.read(), found.get(), take)}
        </div>
    }
    .into_any()
}

fn results(typed: &str, found: Vec<Offer>, take: Callback<String>) -> AnyView {
    if typed.trim().is_empty() {
        return ().into_any();
    }
    if found.is_empty() {
        return view! { <p class="offers__none">{text::field::FOUND_NONE}</p> }.into_any();
    }
    let offers = found.into_iter().map(|offer| {
        view! {
            <button type="button" class="offers__offer" on:click=move |_| take.run(offer.key.clone())>
                {offer.name}
                <span class="pick__under">{offer.under}</span>
            </button>
        }
    });
    offers.collect_view().into_any()
}

/// The nearest first; those equally near in the order they came.
fn find(typed: &str, offers: &[Offer], chosen: &[String]) -> Vec<Offer> {
    let query = Query::new(typed);
    if query.is_empty() {
        return Vec::new();
    }
    let open = offers.iter().filter(|offer| !chosen.contains(&offer.key));
    let mut found: Vec<_> = open
        .filter_map(|offer| Some((query.rank(&offer.folded, &offer.name)?, offer)))
        .collect();
    order::sort_by_key(&mut found, |(rank, _)| *rank);
    found
        .into_iter()
        .take(MOST_SHOWN)
        .map(|(_, offer)| offer.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers() -> Vec<Offer> {
        let named =
            |key: &str, name: &str, under: &str| Offer::new(key.into(), name.into(), under.into());
        vec![
            named("1", "Chi đoàn Hoa Phượng", "Đoàn cơ sở Sở Y tế"),
            named("2", "Chi đoàn Hòa Minh", "Đoàn cơ sở Công ty Điện lực"),
            named(
                "3",
                "Đội quản lý điện khu vực",
                "Đoàn cơ sở Công ty Điện lực",
            ),
        ]
    }

    fn keys(typed: &str, chosen: &[String]) -> Vec<String> {
        find(typed, &offers(), chosen)
            .into_iter()
            .map(|offer| offer.key)
            .collect()
    }

    #[test]
    fn a_unit_is_found_by_its_parent_without_diacritics() {
        assert_eq!(keys("dien luc", &[]), ["2", "3"]);
    }

    #[test]
    fn typed_diacritics_bring_the_exact_one_first() {
        assert_eq!(keys("hòa", &[]), ["2", "1"]);
    }

    #[test]
    fn what_is_chosen_is_not_offered_again_and_nothing_typed_finds_nothing() {
        assert_eq!(keys("dien luc", &["2".to_owned()]), ["3"]);
        assert!(keys("  ", &[]).is_empty());
    }
}
