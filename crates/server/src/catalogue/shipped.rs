//! The files that are built into the program. A new file under `catalogue/` is listed here.

use super::SourceFile;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(SourceFile {
            name: $name,
            text: include_str!(concat!("../../../domain/catalogue/", $name)),
        }),*]
    };
}

pub(super) const FILES: [SourceFile<'static>; 8] = files![
    "indicators.toml",
    "campaigns.toml",
    "cycles.toml",
    "mottos.toml",
    "tasks.toml",
    "holidays.toml",
    "forms/hd.toml",
    "forms/t30.toml",
];
