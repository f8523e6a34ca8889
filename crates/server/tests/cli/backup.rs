//! Backups as an operator makes them, by hand and by the clock.

use std::path::{Path, PathBuf};
use std::process::Output;

use nhatky_test_postgres::TestPostgres;

use crate::program::{FOUNDING, Server, done, get, refused, run, started};

/// An organisation with a recovery key, and a folder for its backups.
pub(crate) struct Bench {
    pub(crate) folder: tempfile::TempDir,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::on(|data| drop(done(&FOUNDING, data)))
    }

    /// On whatever is made in the data folder.
    pub(crate) fn on(make: impl FnOnce(&Path)) -> Self {
        let bench = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        make(&bench.data());
        let secret = done(&["recovery-key"], &bench.data());
        std::fs::write(bench.key(), secret).unwrap();
        bench
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.folder.path().join("key.txt")
    }

    pub(crate) fn shelf(&self) -> PathBuf {
        self.folder.path().join("backups")
    }

    pub(crate) fn try_backup(&self) -> Output {
        let shelf = self.shelf();
        run(&["backup", "--to", shelf.to_str().unwrap()], &self.data())
    }

    /// The first line names the file.
    pub(crate) fn backup(&self) -> PathBuf {
        let output = self.try_backup();
        assert!(output.status.success(), "{output:?}");
        let printed = String::from_utf8(output.stdout).unwrap();
        PathBuf::from(printed.lines().next().unwrap())
    }
}

pub(crate) fn verify(file: &Path, key: &Path) -> Output {
    let [file, key] = [file, key].map(|path| path.to_str().unwrap());
    started(&["verify-backup", "--from", file, "--key-file", key])
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_recovery_key_is_shown_once_and_only_its_public_part_stays() {
    let folder = tempfile::tempdir().unwrap();
    done(&FOUNDING, folder.path());
    let output = run(&["recovery-key"], folder.path());
    let secret = String::from_utf8(output.stdout).unwrap();
    assert!(secret.starts_with("AGE-SECRET-KEY-1"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("only copy"));
    for name in names(folder.path()) {
        let bytes = std::fs::read(folder.path().join(&name)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("AGE-SECRET-KEY-1"), "{name}");
    }
    assert!(refused(&["recovery-key"], folder.path()).contains("--replace"));
    let other = done(&["recovery-key", "--replace"], folder.path());
    assert_ne!(other, secret);
}

#[test]
fn a_backup_opens_with_the_recovery_key_alone() {
    let bench = Bench::new();
    let file = bench.backup();
    let name = file.file_name().unwrap().to_str().unwrap();
    assert_eq!(names(&bench.shelf()), [name]);
    let output = verify(&file, &bench.key());
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.contains("Đoàn Khối") && told.contains("sound"),
        "{told}"
    );
    let encrypted = std::fs::read(&file).unwrap();
    let name = "Trần Thị Máy Hà".as_bytes();
    assert!(!encrypted.windows(name.len()).any(|window| window == name));

    let other = bench.folder.path().join("other.txt");
    std::fs::write(&other, done(&["recovery-key", "--replace"], &bench.data())).unwrap();
    let output = verify(&file, &other);
    assert!(String::from_utf8_lossy(&output.stderr).contains("another key"));
}

#[test]
fn a_cut_or_changed_backup_is_found_out() {
    let bench = Bench::new();
    let bytes = std::fs::read(bench.backup()).unwrap();
    let damaged = bench.folder.path().join("damaged.age");
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 1;
    for wrong in [
        &bytes[..bytes.len() - 1],
        &bytes[..bytes.len() / 2],
        &flipped,
        b"",
        b"text",
    ] {
        std::fs::write(&damaged, wrong).unwrap();
        assert!(!verify(&damaged, &bench.key()).status.success());
    }
}

#[test]
fn without_a_recovery_key_there_is_no_backup_and_no_schedule() {
    let folder = tempfile::tempdir().unwrap();
    done(&FOUNDING, folder.path());
    let shelf = folder.path().join("backups");
    let to = shelf.to_str().unwrap();
    assert!(refused(&["backup", "--to", to], folder.path()).contains("recovery-key"));
    let args = ["serve", "--listen", "127.0.0.1:0", "--backup-to", to];
    assert!(refused(&args, folder.path()).contains("recovery-key"));
    let status = done(&["status"], folder.path());
    assert!(status.contains("OVERDUE, there is none"), "{status}");
    assert!(
        status.contains("failed on") && status.contains("no recovery key"),
        "{status}"
    );
}

#[test]
fn a_failed_backup_tells_its_cause_and_leaves_older_ones_alone() {
    let bench = Bench::new();
    let first = bench.backup();
    let before = std::fs::read(&first).unwrap();
    std::fs::write(bench.data().join("recovery.pub"), "damaged").unwrap();
    let output = bench.try_backup();
    assert!(!output.status.success());
    assert_eq!(std::fs::read(&first).unwrap(), before);
    assert_eq!(names(&bench.shelf()).len(), 1);
    let status = done(&["status"], &bench.data());
    assert!(
        status.contains("the last good one is 0 h old")
            && status.contains("failed on")
            && status.contains("recovery.pub: it is damaged"),
        "{status}"
    );
}

#[test]
fn a_journal_that_cannot_be_written_does_not_hide_why_a_backup_failed() {
    let bench = Bench::new();
    std::fs::create_dir_all(bench.data().join("backups.json/x")).unwrap();
    std::fs::write(bench.data().join("recovery.pub"), "damaged").unwrap();
    let output = bench.try_backup();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && told.contains("it is damaged"),
        "{told}"
    );
}

#[test]
fn what_a_killed_backup_left_goes_with_the_next_one() {
    let bench = Bench::new();
    let draft = bench.backup().with_extension("age.part");
    std::fs::write(&draft, "half").unwrap();
    let leftover = bench.data().join("backup-work");
    std::fs::create_dir(&leftover).unwrap();
    std::fs::write(leftover.join("copy.db"), "half").unwrap();
    let second = bench.backup();
    assert!(second.exists() && !draft.exists() && !leftover.exists());
}

#[test]
fn a_server_backs_itself_up_and_tells_the_age() {
    let bench = Bench::new();
    let to = bench.shelf();
    let args = [
        "--backup-to",
        to.to_str().unwrap(),
        "--metrics",
        "127.0.0.1:0",
    ];
    let server = Server::start(&args, &bench.data());
    server.hear("backup made");
    let numbers = get(server.metrics.as_deref().unwrap(), "/metrics");
    assert!(numbers.contains("nhatky_backup_overdue 0"), "{numbers}");
    assert!(
        !numbers.contains("nhatky_backup_age_seconds -1"),
        "{numbers}"
    );
    let file = to.join(&names(&to)[0]);
    assert!(verify(&file, &bench.key()).status.success());
    server.stop();
}

#[test]
fn a_server_without_any_backup_says_that_one_is_overdue() {
    let bench = Bench::new();
    let server = Server::start(&["--metrics", "127.0.0.1:0"], &bench.data());
    let numbers = get(server.metrics.as_deref().unwrap(), "/metrics");
    assert!(numbers.contains("nhatky_backup_overdue 1"), "{numbers}");
    assert!(
        numbers.contains("nhatky_backup_age_seconds -1"),
        "{numbers}"
    );
    server.stop();
}

#[test]
fn postgresql_is_refused_clearly() {
    let Some(postgres) = TestPostgres::shared() else {
        return;
    };
    let url = postgres.empty_place();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let with = |args: &[&'static str]| -> Vec<String> {
        let args = [args, &["--database-url"]].concat();
        let args = args.into_iter().map(ToOwned::to_owned);
        args.chain([url.clone()]).collect()
    };
    let founding = with(&FOUNDING);
    done(&Vec::from_iter(founding.iter().map(String::as_str)), &data);
    for args in [
        &["recovery-key"][..],
        &["backup", "--to", "x"],
        &["serve", "--listen", "127.0.0.1:0", "--backup-to", "x"],
    ] {
        let args = with(args);
        let message = refused(&Vec::from_iter(args.iter().map(String::as_str)), &data);
        assert!(message.contains("back up PostgreSQL"), "{message}");
    }
}
