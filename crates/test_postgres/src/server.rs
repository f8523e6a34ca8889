use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::keeper::{self, Keeper};
use crate::programs;

/// The server of this test program.
#[derive(Debug)]
pub struct TestPostgres {
    keeper: Keeper,
    psql: PathBuf,
    places: AtomicU32,
}

const MISSING: &str = "PostgreSQL is not installed: `sudo apt-get install postgresql`, or \
                       `cargo xtask test`, which does that";

impl TestPostgres {
    /// Starts the server on the first call. None where it is not installed, with a notice.
    ///
    /// # Panics
    /// If it does not start, or is not installed in CI.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<TestPostgres>> = OnceLock::new();
        SHARED.get_or_init(start).as_ref()
    }

    /// Whether the machine has what [`Self::shared`] starts.
    #[must_use]
    pub fn is_installed() -> bool {
        programs::folder().is_some()
    }

    /// The same for a test program all of whose tests need it: without, the program ends.
    ///
    /// # Panics
    /// If it does not start, or is not installed in CI.
    pub fn or_end() -> &'static Self {
        Self::shared().unwrap_or_else(|| std::process::exit(0))
    }

    /// Address of a place that has no tables yet.
    ///
    /// # Panics
    /// If the server has ended.
    pub fn empty_place(&self) -> String {
        let schema = self.new_name();
        self.run(&format!("CREATE SCHEMA {schema}"));
        let address = self.address_of("postgres");
        format!("{address}&options=-csearch_path%3D{schema}")
    }

    /// Name of a database of its own without tables, for what concerns a database as a whole.
    ///
    /// # Panics
    /// If the server has ended.
    pub fn empty_database(&self) -> String {
        self.copy_of("template1")
    }

    /// Name of a new database that is what this one is now.
    ///
    /// # Panics
    /// If somebody is connected with it, or the server has ended.
    pub fn copy_of(&self, database: &str) -> String {
        let copy = self.new_name();
        self.run(&format!("CREATE DATABASE {copy} TEMPLATE {database}"));
        copy
    }

    /// Address of a database.
    pub fn address_of(&self, database: &str) -> String {
        format!(
            "postgres://{user}@localhost/{database}?host={socket}",
            user = keeper::USER,
            socket = escaped(&self.keeper.folder().to_string_lossy()),
        )
    }

    fn new_name(&self) -> String {
        format!("test_{}", self.places.fetch_add(1, Ordering::Relaxed))
    }

    fn run(&self, statement: &str) {
        let output = Command::new(&self.psql)
            .arg("--host")
            .arg(self.keeper.folder())
            .args(["--username", keeper::USER, "--dbname", "postgres"])
            .args(["--no-psqlrc", "--quiet", "--command", statement])
            .output();
        match output {
            Ok(output) if output.status.success() => {}
            failed => panic!("psql: {statement}: {failed:?}"),
        }
    }
}

fn start() -> Option<TestPostgres> {
    let Some(folder) = programs::folder() else {
        assert!(std::env::var_os("CI").is_none(), "{MISSING}");
        // Past the harness, which keeps to itself what passing tests print.
        let _ = writeln!(
            std::io::stderr(),
            "left out: the tests on PostgreSQL. {MISSING}"
        );
        return None;
    };
    match Keeper::start(&folder) {
        Ok(keeper) => Some(TestPostgres {
            keeper,
            psql: folder.join("psql"),
            places: AtomicU32::new(0),
        }),
        Err(error) => panic!("PostgreSQL does not start: {error}"),
    }
}

/// As it may stand behind `=` in an address.
fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).into(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(escape).collect()
}
