//! The indicator list: parts, ratios and fields of work that it names.

use nhatky_domain::form::FieldKind;
use nhatky_domain::ids::ChoiceCode;
use nhatky_domain::indicator::{Aggregation, Indicator};

use super::CatalogueSource;
use super::mistake::{Fault, Mistake, Mistakes};

/// The field whose answers `suggested_for` means, in whichever form has it.
const FIELD_OF_WORK: &str = "linh_vuc";

pub(super) fn check(source: &CatalogueSource) -> Vec<Mistake> {
    let mut mistakes = Mistakes::of("indicators.toml");
    let codes = source.indicators.iter().map(|row| row.code.as_str());
    let counts = source.system_counts.iter().map(|count| count.code.as_str());
    mistakes.no_duplicates("indicator", codes.chain(counts));
    for row in &source.indicators {
        check_parts(row, source, &mut mistakes);
        check_ratio(row, source, &mut mistakes);
        for code in row
            .suggested_for
            .iter()
            .filter(|code| !is_field_of_work(code, source))
        {
            mistakes.add(entry(row), Fault::NoSuchFieldOfWork(code.to_string()));
        }
    }
    mistakes.found
}

fn entry(row: &Indicator) -> String {
    format!("indicator {}", row.code)
}

fn is_indicator(code: &str, source: &CatalogueSource) -> bool {
    source
        .indicators
        .iter()
        .any(|row| row.code.as_str() == code)
}

fn check_parts(row: &Indicator, source: &CatalogueSource, mistakes: &mut Mistakes<'_>) {
    let Some(whole) = &row.part_of else { return };
    mistakes.require(*whole != row.code, entry(row), Fault::PartOfItself);
    let fault = Fault::NoSuchIndicator(whole.to_string());
    mistakes.require(is_indicator(whole.as_str(), source), entry(row), fault);
}

fn check_ratio(row: &Indicator, source: &CatalogueSource, mistakes: &mut Mistakes<'_>) {
    let is_ratio = row.aggregation == Aggregation::Ratio;
    mistakes.require(
        is_ratio == row.ratio.is_some(),
        entry(row),
        Fault::RatioMismatch,
    );
    let is_computed = is_ratio || row.aggregation == Aggregation::Median;
    mistakes.require(
        !(is_computed && row.typed),
        entry(row),
        Fault::ComputedButTyped,
    );
    for part in row
        .ratio
        .iter()
        .flat_map(|ratio| [&ratio.numerator, &ratio.denominator])
    {
        let is_count = source.system_counts.iter().any(|count| count.code == *part);
        let fault = Fault::NoSuchCount(part.clone());
        mistakes.require(is_count || is_indicator(part, source), entry(row), fault);
    }
}

fn is_field_of_work(code: &ChoiceCode, source: &CatalogueSource) -> bool {
    let mut fields = source.forms.iter().flat_map(|form| form.fields());
    fields.any(|field| {
        field.code.as_str() == FIELD_OF_WORK
            && field.kind == FieldKind::Choice
            && field.choice_label(code.as_str()).is_some()
    })
}
