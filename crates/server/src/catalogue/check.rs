//! Checks what was read: codes are unique, what is named is there.

use nhatky_domain::catalogue::{Campaign, Motto};
use nhatky_domain::date::Date;
use nhatky_domain::period::CycleRule;

use super::mistake::{Fault, Mistake, Mistakes};
use super::read::FORMS;
use super::{CatalogueSource, check_feed, check_form, check_indicator};

/// `form_files` are the names of the files that the forms came from, in their order.
pub(super) fn check(source: &CatalogueSource, form_files: &[&str]) -> Vec<Mistake> {
    let mut found = check_indicator::check(source);
    found.extend(check_campaigns(&source.campaigns));
    found.extend(check_cycles(&source.cycles));
    found.extend(check_mottos(&source.mottos));
    found.extend(check_rest(source));
    found.extend(check_forms(source, form_files));
    found
}

fn check_campaigns(campaigns: &[Campaign]) -> Vec<Mistake> {
    let mut mistakes = Mistakes::of("campaigns.toml");
    mistakes.no_duplicates("campaign", campaigns.iter().map(|campaign| &campaign.code));
    for campaign in campaigns {
        for day in [campaign.from, campaign.to] {
            let entry = format_args!("campaign {}", campaign.code);
            mistakes.require(is_yearly_day(day), entry, Fault::NoSuchDay(day));
        }
    }
    mistakes.found
}

fn check_cycles(cycles: &[CycleRule]) -> Vec<Mistake> {
    let mut mistakes = Mistakes::of("cycles.toml");
    let names = cycles.iter().map(|rule| format!("{:?}", rule.cycle));
    mistakes.no_duplicates("cycle", names);
    for rule in cycles {
        let name = format!("cycle {:?}", rule.cycle);
        if let Some(day) = rule.ends_on {
            mistakes.require(is_yearly_day(day), &name, Fault::NoSuchDay(day));
        }
        let levels = rule.due.iter().map(|due| &due.level);
        mistakes.no_duplicates(&format!("{name}, level"), levels);
    }
    mistakes.found
}

/// Days that every year has: 29 February is not one.
fn is_yearly_day([month, day]: [u8; 2]) -> bool {
    Date::new(2021, month, day).is_some()
}

fn check_mottos(mottos: &[Motto]) -> Vec<Mistake> {
    let mut mistakes = Mistakes::of("mottos.toml");
    mistakes.no_duplicates("motto", mottos.iter().map(|motto| motto.year));
    let parts = mottos.iter().flat_map(|motto| &motto.parts);
    mistakes.no_duplicates("part", parts.map(|part| &part.code));
    mistakes.found
}

fn check_rest(source: &CatalogueSource) -> Vec<Mistake> {
    let mut tasks = Mistakes::of("tasks.toml");
    tasks.no_duplicates("task", source.tasks.iter().map(|task| &task.code));
    let mut holidays = Mistakes::of("holidays.toml");
    let days = source.holidays.iter().map(|holiday| holiday.day.iso());
    holidays.no_duplicates("holiday", days);
    [tasks.found, holidays.found].concat()
}

fn check_forms(source: &CatalogueSource, form_files: &[&str]) -> Vec<Mistake> {
    let mut all = Mistakes::of(FORMS);
    let versions = source
        .forms
        .iter()
        .map(|form| format!("{} {}", form.code, form.version));
    all.no_duplicates("form", versions);
    for (form, file) in source.forms.iter().zip(form_files) {
        let mut mistakes = Mistakes::of(file);
        check_form::check(form, &mut mistakes);
        check_feed::check(form, &source.indicators, &mut mistakes);
        all.found.append(&mut mistakes.found);
    }
    all.found
}
