//! `setup`: every tool at once, for a machine that will be offline later.

use crate::{paths::Paths, tools};
use anyhow::Result;

pub(super) fn run(paths: &Paths) -> Result<()> {
    let mut all = tools::APP_TOOLS.to_vec();
    all.extend([tools::CARGO_DENY, tools::GECKODRIVER]);
    tools::ensure(paths, &all)
}
