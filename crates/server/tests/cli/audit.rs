//! What an operator hears of the audit chain.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};

use crate::backup::{Bench, verify};
use crate::program::{FOUNDING, done, run, started};

const SLIPPED_IN: &str = "INSERT INTO record_version VALUES
    (zeroblob(16), 1, zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(16), 1, NULL, 2, 's', '{}')";
const NONE_YET: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn slip_in(data: &Path) {
    let options = SqliteConnectOptions::new().filename(data.join("nhatky.db"));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = SqlitePool::connect_with(options).await.unwrap();
        sqlx::query(SLIPPED_IN).execute(&database).await.unwrap();
        database.close().await;
    });
}

#[test]
fn one_line_tells_the_last_hash_or_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    done(&FOUNDING, folder.path());
    let intact = done(&["audit"], folder.path());
    assert_eq!(
        intact,
        format!("audit chain intact: 0 versions, {NONE_YET}\n")
    );
    slip_in(folder.path());
    for _ in 0..2 {
        let output = run(&["audit"], folder.path());
        assert!(!output.status.success());
        let line = String::from_utf8(output.stdout).unwrap();
        assert!(
            line.starts_with("audit chain BROKEN at number 1: "),
            "{line}"
        );
        assert!(line.contains("rev 1 has no row"), "{line}");
        assert_eq!(line.lines().count(), 1);
    }
}

#[test]
fn a_broken_chain_is_told_by_every_backup_and_hinders_none() {
    let bench = Bench::new();
    slip_in(&bench.data());
    let made = bench.try_backup();
    assert!(!made.status.success());
    let told = String::from_utf8(made.stdout).unwrap();
    assert!(told.contains("audit chain BROKEN"), "{told}");
    let file = Path::new(told.lines().next().unwrap());
    let verified = verify(file, &bench.key());
    assert!(!verified.status.success());
    let told = String::from_utf8(verified.stdout).unwrap();
    assert!(told.contains("audit chain BROKEN"), "{told}");
    assert!(done(&["status"], &bench.data()).contains("audit chain BROKEN"));

    let new = bench.folder.path().join("new");
    let [from, key] = [file.to_owned(), bench.key()].map(|path| path.display().to_string());
    let data = new.display().to_string();
    let restored = started(&[
        "restore",
        "--data",
        &data,
        "--from",
        &from,
        "--key-file",
        &key,
    ]);
    assert!(restored.status.success(), "{restored:?}");
}
