//! Running other programs: the command is shown, its output goes to the terminal, a failure names
//! the command. Long steps are announced with the time they took.

use anyhow::{Context as _, Result, bail};
use std::{
    process::Command,
    time::{Duration, Instant},
};

/// Runs one named step and prints how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {name}");
    let start = Instant::now();
    let result = work().with_context(|| name.to_owned())?;
    eprintln!("✓ {name} ({})", elapsed(start.elapsed()));
    Ok(result)
}

/// Runs a command to its end; anything but success is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = command
        .status()
        .with_context(|| format!("cannot start: {shown}"))?;
    if !status.success() {
        bail!("failed ({status}): {shown}");
    }
    Ok(())
}

/// The command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|arg| arg.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

/// `7s`, `3m37s`.
pub(crate) fn elapsed(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds / 60 {
        0 => format!("{seconds}s"),
        minutes => format!("{minutes}m{:02}s", seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elapsed_time_reads_as_minutes_and_seconds() {
        for (seconds, text) in [(0, "0s"), (59, "59s"), (60, "1m00s"), (217, "3m37s")] {
            assert_eq!(elapsed(Duration::from_secs(seconds)), text);
        }
    }

    #[test]
    fn a_failing_command_is_named() {
        let error = run(Command::new("false").arg("--quietly")).unwrap_err();
        assert!(error.to_string().ends_with("false --quietly"), "{error}");
    }
}
