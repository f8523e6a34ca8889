//! Indicators: countable things with a unit of measure and a rule for adding them up.

use serde::{Deserialize, Serialize};

use crate::ids::{ChoiceCode, IndicatorCode};

/// One row of the indicator list. Data of the catalogue; add only optional fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    pub code: IndicatorCode,
    pub name: String,
    /// Unit of measure: «bóng», «km».
    pub measure: String,
    pub aggregation: Aggregation,
    /// Decimals that it is typed with; stored as an integer times 10^decimals.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub decimals: u8,
    /// The indicator that this is a part of («trong đó»).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<IndicatorCode>,
    /// Fields of work for which an activity form offers it first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggested_for: Vec<ChoiceCode>,
    /// Filled in by people in an activity form; the others are computed or come from other forms.
    #[serde(default, skip_serializing_if = "is_false")]
    pub typed: bool,
    /// Above this amount (smallest unit) a single activity is asked to look again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_above: Option<i64>,
    /// Sections of the plan that ask for it: «2.3», «III.2».
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plan: Vec<String>,
    /// For a ratio: the parts it is recomputed from. Never averaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<Ratio>,
}

/// How amounts of several records, units and periods become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aggregation {
    /// Sum over the period.
    #[serde(rename = "sum")]
    Sum,
    /// Value at the closing date: the last of a unit, summed over units.
    #[serde(rename = "moment")]
    Moment,
    /// Recomputed from its parts' sums.
    #[serde(rename = "ratio")]
    Ratio,
    /// Middle of the single values, found anew from them; medians are never added or averaged.
    #[serde(rename = "median")]
    Median,
    /// Number of distinct objects.
    #[serde(rename = "distinct")]
    Distinct,
}

/// Numerator over denominator, each an indicator of its own or a system count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    pub numerator: String,
    pub denominator: String,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde asks for"
)]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde asks for"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}
