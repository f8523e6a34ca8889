#![doc = include_str!("../README.md")]

pub mod check_digit;
pub mod collation;
pub mod consent;
pub mod date;
mod digits;
pub mod fold;
mod letter;
pub mod money;
pub mod name;
pub mod number;
pub mod order;
pub mod period;

pub mod ids;
pub mod value;

pub mod form;
pub mod record;
pub mod validate;
pub mod workflow;

pub mod catalogue;
pub mod holding;
pub mod indicator;
pub mod unit;
