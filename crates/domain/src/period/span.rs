use crate::date::Date;

/// `20/7–26/7/2020`, with both years when they differ.
pub(super) fn push_span(out: &mut String, first: Date, last: Date) {
    if first.year() == last.year() {
        out.push_str(&first.vi_day_month());
    } else {
        out.push_str(&first.vi_short());
    }
    out.push('–');
    out.push_str(&last.vi_short());
}
