//! The catalogue as it is loaded: TOML of `crates/domain/catalogue/`, read, checked, put together.
//!
//! Nothing wrong gets further than this: a code that is not there, a condition on a missing field
//! or a misspelled key is a [`Mistake`] with file and entry, and the program does not start. Codes
//! that records name are kept for good, so files only grow.

mod check;
mod check_feed;
mod check_form;
mod check_indicator;
mod mistake;
mod read;
mod resolve;
mod shipped;
#[cfg(test)]
mod tests;

use nhatky_domain::catalogue::{Campaign, Catalogue, Holiday, Motto, ProvincialTask};
use nhatky_domain::form::Form;
use nhatky_domain::indicator::Indicator;
use nhatky_domain::period::CycleRule;
use nhatky_domain::unit::Unit;
use nhatky_domain::value::Value;
use serde::Deserialize;

pub use self::mistake::{CatalogueError, Fault, Mistake};
pub(crate) use self::read::read_one;

/// One file, named as in error messages: `indicators.toml`, `forms/hd.toml`.
#[derive(Debug, Clone, Copy)]
pub struct SourceFile<'a> {
    pub name: &'a str,
    pub text: &'a str,
}

/// Everything the files say, checked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CatalogueSource {
    pub forms: Vec<Form>,
    pub indicators: Vec<Indicator>,
    pub system_counts: Vec<SystemCount>,
    pub campaigns: Vec<Campaign>,
    pub cycles: Vec<CycleRule>,
    pub mottos: Vec<Motto>,
    pub tasks: Vec<ProvincialTask>,
    pub holidays: Vec<Holiday>,
}

/// A number that the system keeps itself and a ratio may name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SystemCount {
    pub code: String,
    pub name: String,
}

impl CatalogueSource {
    /// The catalogue that is built into the program.
    ///
    /// # Errors
    /// Its mistakes; a test keeps it free of them.
    pub fn shipped() -> Result<Self, CatalogueError> {
        Self::read(&shipped::FILES)
    }

    /// Reads and checks files. What a file is about follows from its name.
    ///
    /// # Errors
    /// Every mistake that was found, in the order of the files.
    pub fn read(files: &[SourceFile<'_>]) -> Result<Self, CatalogueError> {
        let (source, mut mistakes) = read::read(files);
        // What could not be read would only show up again as something that is missing.
        if mistakes.is_empty() {
            let is_form = |name: &&str| name.starts_with(read::FORMS);
            let form_files: Vec<_> = files.iter().map(|file| file.name).filter(is_form).collect();
            mistakes = check::check(&source, &form_files);
        }
        match CatalogueError::of(mistakes) {
            Some(error) => Err(error),
            None => Ok(source.resolved()),
        }
    }

    /// What phones receive. Equal content has an equal version, on every machine.
    #[must_use]
    pub fn assemble(&self, organisation: &str, units: Vec<Unit>) -> Catalogue {
        let mut catalogue = Catalogue {
            version: String::new(),
            organisation: organisation.to_owned(),
            forms: self.forms.clone(),
            indicators: self.indicators.clone(),
            units,
            campaigns: self.campaigns.clone(),
            mottos: self.mottos.clone(),
            tasks: self.tasks.clone(),
        };
        catalogue.version = content_digest(&catalogue);
        catalogue
    }
}

/// The catalogue has neither maps nor floats, so it always has one JSON, which always parses.
fn content_digest(catalogue: &Catalogue) -> String {
    let json = serde_json::to_string(catalogue).unwrap_or_default();
    serde_json::from_str::<Value>(&json)
        .unwrap_or_default()
        .digest()
}
