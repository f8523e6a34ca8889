use crate::retention::{Keep, LEAST_DAYS};

/// Also from the environment, so that `status` and `serve` agree.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = "What is removed once it is old (default: nothing)")]
pub struct KeepArgs {
    /// Removes photos that came so many days ago; their records stay complete.
    #[arg(long, value_name = "DAYS", env = "NHATKY_KEEP_PHOTOS_DAYS", value_parser = days())]
    pub keep_photos_days: Option<u32>,
    /// Removes quarantined mutations that came so many days ago.
    #[arg(long, value_name = "DAYS", env = "NHATKY_KEEP_QUARANTINED_DAYS", value_parser = days())]
    pub keep_quarantined_days: Option<u32>,
    /// Removes versions that came so many days ago and that a newer one has replaced.
    #[arg(long, value_name = "DAYS", env = "NHATKY_KEEP_VERSIONS_DAYS", value_parser = days())]
    pub keep_versions_days: Option<u32>,
}

fn days() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(i64::from(LEAST_DAYS)..)
}

impl From<KeepArgs> for Keep {
    fn from(args: KeepArgs) -> Self {
        Self {
            photos_days: args.keep_photos_days,
            quarantined_days: args.keep_quarantined_days,
            versions_days: args.keep_versions_days,
        }
    }
}
