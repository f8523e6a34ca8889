//! Names made from parts, and the fixed ones that are hard to sort, search and import.

use serde::Deserialize;

use super::seed::Random;
use crate::catalogue::{CatalogueError, SourceFile, read_one};

const NAMES: SourceFile<'static> = SourceFile {
    name: "demo/names.toml",
    text: include_str!("../../../domain/catalogue/demo/names.toml"),
};

#[derive(Debug, Deserialize)]
pub(super) struct Names {
    surnames: Vec<String>,
    male_middles: Vec<String>,
    male_givens: Vec<String>,
    female_middles: Vec<String>,
    female_givens: Vec<String>,
    khmer_surnames: Vec<String>,
    khmer_middles: Vec<String>,
    khmer_givens: Vec<String>,
    special: Vec<Special>,
}

#[derive(Debug, Deserialize)]
struct Special {
    /// Short name of a chi đoàn or chi đoàn cơ sở.
    unit: String,
    first: usize,
    names: Vec<String>,
}

pub(super) fn read() -> Result<Names, CatalogueError> {
    read_one(&NAMES)
}

impl Names {
    /// The name of the member with this index; chance decides where no name is fixed.
    pub(super) fn name_of(&self, unit_short_name: &str, idx: usize, random: &mut Random) -> String {
        // Drawn in any case, so that fixing one name leaves the others as they are.
        let drawn = self.draw(random);
        let special = self
            .special
            .iter()
            .find(|special| special.unit == unit_short_name);
        special
            .and_then(|special| special.names.get(idx.checked_sub(special.first)?))
            .map_or(drawn, Clone::clone)
    }

    pub(super) fn draw(&self, random: &mut Random) -> String {
        let is_khmer = random.percent(32);
        let is_female = random.percent(50);
        let has_middle = random.percent(90);
        let (surnames, middles, givens) = match (is_khmer, is_female) {
            (true, _) => (
                &self.khmer_surnames,
                &self.khmer_middles,
                &self.khmer_givens,
            ),
            (_, true) => (&self.surnames, &self.female_middles, &self.female_givens),
            (_, false) => (&self.surnames, &self.male_middles, &self.male_givens),
        };
        let surname = random.pick(surnames);
        let middle = random.pick(middles);
        let given = random.pick(givens);
        if has_middle {
            [surname, middle, given].join(" ")
        } else {
            [surname, given].join(" ")
        }
    }
}
