use serde::{Deserialize, Serialize};

use super::span::push_span;
use crate::date::Date;
use crate::digits::push_number;

/// How often a report is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// One reporting period. Which days it has is the decision of a `CycleRule`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    pub cycle: Cycle,
    /// The year in which the period ends; of a week, the year it belongs to.
    pub year: i32,
    /// 1 for the first of its year.
    pub number: u8,
    pub first: Date,
    pub last: Date,
}

impl Period {
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }

    /// «Tuần 30», «Tháng 7/2020», «Quý III/2020», «6 tháng đầu năm 2020», «Năm 2020».
    #[must_use]
    pub fn name(&self) -> String {
        let mut out = String::new();
        match self.cycle {
            Cycle::Week => {
                out.push_str("Tuần ");
                push_number(&mut out, self.number.into());
                return out;
            }
            Cycle::Month => {
                out.push_str("Tháng ");
                push_number(&mut out, self.number.into());
                out.push('/');
            }
            Cycle::Quarter => {
                out.push_str("Quý ");
                out.push_str(match self.number {
                    1 => "I/",
                    2 => "II/",
                    3 => "III/",
                    _ => "IV/",
                });
            }
            Cycle::HalfYear => out.push_str(match self.number {
                1 => "6 tháng đầu năm ",
                _ => "6 tháng cuối năm ",
            }),
            Cycle::Year => out.push_str("Năm "),
        }
        push_number(&mut out, self.year.unsigned_abs().into());
        out
    }

    /// The name with its days: «Tuần 30 (20/7–26/7/2020)», «Tháng 7/2020 (21/6–20/7/2020)».
    #[must_use]
    pub fn label(&self) -> String {
        let mut out = self.name();
        out.push_str(" (");
        push_span(&mut out, self.first, self.last);
        out.push(')');
        out
    }
}
