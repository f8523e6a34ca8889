//! Which indicators a form's records add to. Pure: the server stores what comes out as facts.

use serde::{Deserialize, Serialize};

use super::{Condition, FieldKind, Form};
use crate::ids::{ChoiceCode, FieldCode, IndicatorCode};
use crate::record::Fields;
use crate::value::Value;

/// One rule: «the sum of these columns is G02», «each record is one G01».
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    pub indicator: IndicatorCode,
    /// Where the number stands, or the list whose items are counted; without it the record
    /// counts as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<FieldCode>,
    /// Columns of counts to add up; none means all that are not parts.
    #[serde(default, rename = "columns", skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ChoiceCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// What one record adds to one indicator, in the indicator's smallest unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub indicator: IndicatorCode,
    pub amount: i64,
}

impl Form {
    /// Everything that a record with these answers adds to the totals. Zeros are left out;
    /// an indicator occurs once, its amounts added up.
    #[must_use]
    pub fn facts(&self, fields: &Fields) -> Vec<Fact> {
        let mut facts = Vec::new();
        for feed in &self.feeds {
            if feed.when.as_ref().is_none_or(|when| when.holds(fields)) {
                add(&mut facts, &feed.indicator, self.amount(feed, fields));
            }
        }
        for field in self
            .fields()
            .filter(|field| field.kind == FieldKind::Indicators)
        {
            if let Some(Value::Map(entries)) = fields
                .get(&field.code)
                .filter(|_| self.asks(&field.code, fields))
            {
                for (code, amount) in entries {
                    add(
                        &mut facts,
                        &code.as_str().into(),
                        amount.as_int().unwrap_or(0),
                    );
                }
            }
        }
        facts
    }

    fn amount(&self, feed: &Feed, fields: &Fields) -> i64 {
        let Some(code) = &feed.field else { return 1 };
        let (Some(field), Some(value)) = (self.field(code), fields.get(code)) else {
            return 0;
        };
        match value {
            Value::Int(number) => *number,
            Value::Map(columns) => field
                .choices
                .iter()
                .filter(|choice| {
                    if feed.columns.is_empty() {
                        !choice.part
                    } else {
                        feed.columns.contains(&choice.code)
                    }
                })
                .filter_map(|choice| columns.get(choice.code.as_str())?.as_int())
                .fold(0, i64::saturating_add),
            Value::List(items) => i64::try_from(items.len()).unwrap_or(i64::MAX),
            _ => 0,
        }
    }
}

fn add(facts: &mut Vec<Fact>, indicator: &IndicatorCode, amount: i64) {
    if amount == 0 {
        return;
    }
    match facts.iter_mut().find(|fact| fact.indicator == *indicator) {
        Some(fact) => fact.amount = fact.amount.saturating_add(amount),
        None => facts.push(Fact {
            indicator: indicator.clone(),
            amount,
        }),
    }
}
