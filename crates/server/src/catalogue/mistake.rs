//! What can be wrong with the files, said so that its author finds the place.

use std::fmt;

/// All mistakes of one load.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CatalogueError {
    pub mistakes: Vec<Mistake>,
}

impl CatalogueError {
    pub(super) fn of(mistakes: Vec<Mistake>) -> Option<Self> {
        (!mistakes.is_empty()).then_some(Self { mistakes })
    }
}

impl std::error::Error for CatalogueError {}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the catalogue has mistakes:")?;
        self.mistakes
            .iter()
            .try_for_each(|mistake| write!(f, "\n  {mistake}"))
    }
}

/// One mistake and where it is.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{file}: {entry}: {fault}")]
pub struct Mistake {
    pub file: String,
    /// `field kinh_phi`, `indicator V10`, `line 12` …
    pub entry: String,
    pub fault: Fault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    #[error("{0}")]
    Unreadable(toml::de::Error),
    #[error("no such file belongs to the catalogue")]
    UnknownFile,
    #[error("this key means nothing; is it misspelled?")]
    UnknownKey,
    #[error("the code is used twice")]
    Duplicate,
    #[error("a code has small letters, digits and _ only")]
    BadCode,
    #[error("there is no such kind of field")]
    UnknownKind,
    #[error("there is no such workflow")]
    UnknownWorkflow,
    #[error("there is no field «{0}»")]
    NoSuchField(String),
    #[error("«{0}» is not a date field")]
    NotADate(String),
    #[error("a form has only one field of this kind")]
    SecondOfItsKind,
    #[error("this kind of field offers choices, but there are none")]
    NoChoices,
    #[error("a field with lines has columns, but there are none")]
    NoColumns,
    #[error("the answers of «{field}» do not include «{choice}»")]
    NoSuchChoice { field: String, choice: String },
    #[error("it is asked only when it is answered itself")]
    DependsOnItself,
    #[error("«{0}» cannot be filled into this kind of field")]
    BadPreset(String),
    #[error("«{0}» is not a source of answers for this kind of field")]
    BadSource(String),
    #[error("the least amount is above the largest")]
    LimitsCross,
    #[error("there is no indicator «{0}»")]
    NoSuchIndicator(String),
    #[error("«{0}» holds nothing that can be added up")]
    NotCountable(String),
    #[error("its amounts are not added up, so nothing can feed it")]
    NotAdditive,
    #[error("it is fed by a field and typed as well: it would count twice")]
    CountedTwice,
    #[error("it is a part of itself")]
    PartOfItself,
    #[error("no form has the field of work «{0}»")]
    NoSuchFieldOfWork(String),
    #[error("a ratio has a numerator and a denominator, anything else has none")]
    RatioMismatch,
    #[error("«{0}» is neither an indicator nor a count of the system")]
    NoSuchCount(String),
    #[error("a computed indicator cannot be typed")]
    ComputedButTyped,
    #[error("there is no day {}/{}", .0[1], .0[0])]
    NoSuchDay([u8; 2]),
}

/// Collects the mistakes of one file.
#[derive(Debug)]
pub(super) struct Mistakes<'a> {
    pub(super) file: &'a str,
    pub(super) found: Vec<Mistake>,
}

impl<'a> Mistakes<'a> {
    pub(super) fn of(file: &'a str) -> Self {
        Self {
            file,
            found: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, entry: impl fmt::Display, fault: Fault) {
        self.found.push(Mistake {
            file: self.file.to_owned(),
            entry: entry.to_string(),
            fault,
        });
    }

    /// Adds `fault` unless `is_right`.
    pub(super) fn require(&mut self, is_right: bool, entry: impl fmt::Display, fault: Fault) {
        if !is_right {
            self.add(entry, fault);
        }
    }

    /// Every code but its first use.
    pub(super) fn no_duplicates<T: fmt::Display>(
        &mut self,
        what: &str,
        codes: impl IntoIterator<Item = T>,
    ) {
        let mut seen = std::collections::HashSet::new();
        for code in codes {
            let code = code.to_string();
            let entry = format!("{what} {code}");
            self.require(seen.insert(code), entry, Fault::Duplicate);
        }
    }
}
