//! `simulate`: lives of phones and a server by chance, with a verdict in one line.

use crate::{packages::SIMULATION, paths::Paths, process, tools};
use anyhow::Result;
use std::ffi::{OsStr, OsString};

/// From here on it is quicker to have the compiler optimize everything first.
const MANY: u64 = 10_000;

pub(super) fn run(paths: &Paths, words: &[OsString]) -> Result<()> {
    let mut command = tools::command(paths, "cargo");
    command.args(["run", "--locked", "--quiet", "--package", SIMULATION]);
    if schedules(words).is_some_and(|schedules| schedules >= MANY) {
        command.args(["--profile", "campaign"]);
    }
    process::run(command.arg("--").args(words))
}

/// The simulator reads its words itself, and says what is wrong with them.
fn schedules(words: &[OsString]) -> Option<u64> {
    let mut words = words.iter();
    words.find(|word| *word == "--schedules")?;
    words
        .next()
        .map(OsString::as_os_str)
        .and_then(OsStr::to_str)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_schedules_is_found_among_the_words() {
        let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(
            schedules(&words("--seed 7 --schedules 100000")),
            Some(100_000)
        );
        assert_eq!(schedules(&words("--schedules")), None);
        assert_eq!(schedules(&words("--schedules many")), None);
        assert_eq!(schedules(&words("--seed 7")), None);
    }
}
