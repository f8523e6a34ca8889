//! From text to types. Keys that mean nothing are mistakes: a misspelled `required` would
//! otherwise be silently ignored.

use nhatky_domain::catalogue::{Campaign, Holiday, Motto, ProvincialTask};
use nhatky_domain::indicator::Indicator;
use nhatky_domain::period::CycleRule;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::mistake::{CatalogueError, Fault, Mistake, Mistakes};
use super::{CatalogueSource, SourceFile, SystemCount};

#[derive(Deserialize)]
struct IndicatorFile {
    indicator: Vec<Indicator>,
    #[serde(default)]
    system_count: Vec<SystemCount>,
}

#[derive(Deserialize)]
struct CampaignFile {
    campaign: Vec<Campaign>,
}

#[derive(Deserialize)]
struct CycleFile {
    cycle: Vec<CycleRule>,
}

#[derive(Deserialize)]
struct MottoFile {
    motto: Vec<Motto>,
}

#[derive(Deserialize)]
struct TaskFile {
    task: Vec<ProvincialTask>,
}

#[derive(Deserialize)]
struct HolidayFile {
    holiday: Vec<Holiday>,
}

/// The folder whose files hold one form each.
pub(super) const FORMS: &str = "forms/";

/// Whatever could be read, and what could not.
pub(super) fn read(files: &[SourceFile<'_>]) -> (CatalogueSource, Vec<Mistake>) {
    let mut source = CatalogueSource::default();
    let mut found = Vec::new();
    for file in files {
        let mut mistakes = Mistakes::of(file.name);
        source.add(file, &mut mistakes);
        found.extend(mistakes.found);
    }
    (source, found)
}

impl CatalogueSource {
    fn add(&mut self, file: &SourceFile<'_>, mistakes: &mut Mistakes<'_>) {
        match file.name {
            "indicators.toml" => {
                if let Some(read) = parse::<IndicatorFile>(file.text, mistakes) {
                    self.indicators.extend(read.indicator);
                    self.system_counts.extend(read.system_count);
                }
            }
            "campaigns.toml" => extend(&mut self.campaigns, file, mistakes, |f: CampaignFile| {
                f.campaign
            }),
            "cycles.toml" => extend(&mut self.cycles, file, mistakes, |f: CycleFile| f.cycle),
            "mottos.toml" => extend(&mut self.mottos, file, mistakes, |f: MottoFile| f.motto),
            "tasks.toml" => extend(&mut self.tasks, file, mistakes, |f: TaskFile| f.task),
            "holidays.toml" => {
                extend(&mut self.holidays, file, mistakes, |f: HolidayFile| {
                    f.holiday
                });
            }
            name if name.starts_with(FORMS) => {
                extend(&mut self.forms, file, mistakes, |form| vec![form]);
            }
            _ => mistakes.add("the whole file", Fault::UnknownFile),
        }
    }
}

fn extend<F: DeserializeOwned, T>(
    list: &mut Vec<T>,
    file: &SourceFile<'_>,
    mistakes: &mut Mistakes<'_>,
    entries: impl FnOnce(F) -> Vec<T>,
) {
    list.extend(parse(file.text, mistakes).map(entries).unwrap_or_default());
}

/// One file that is not part of the catalogue, such as the demo organisation's.
pub(crate) fn read_one<T: DeserializeOwned>(file: &SourceFile<'_>) -> Result<T, CatalogueError> {
    let mut mistakes = Mistakes::of(file.name);
    match (
        parse(file.text, &mut mistakes),
        CatalogueError::of(mistakes.found),
    ) {
        (Some(read), None) => Ok(read),
        (_, error) => Err(error.unwrap_or_default()),
    }
}

fn parse<T: DeserializeOwned>(text: &str, mistakes: &mut Mistakes<'_>) -> Option<T> {
    let mut ignored = Vec::new();
    let read = toml::Deserializer::parse(text)
        .and_then(|toml| serde_ignored::deserialize(toml, |path| ignored.push(path.to_string())));
    for key in ignored {
        mistakes.add(format_args!("key {key}"), Fault::UnknownKey);
    }
    match read {
        Ok(read) => Some(read),
        Err(error) => {
            let line = error.span().map_or(0, |span| line_of(text, span.start));
            mistakes.add(format_args!("line {line}"), Fault::Unreadable(error));
            None
        }
    }
}

/// Counted from 1, as editors do.
fn line_of(text: &str, offset_bytes: usize) -> usize {
    text.bytes()
        .take(offset_bytes)
        .filter(|b| *b == b'\n')
        .count()
        + 1
}
