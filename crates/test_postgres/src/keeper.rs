//! The process between a test program and its server. It holds one end of a pipe: when the test
//! program ends, in whatever way, the pipe closes, and the keeper stops the server and clears up.

use std::io::{self, BufRead as _, BufReader};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub(crate) const USER: &str = "nhatky";
/// A socket's path may have 107 bytes, its name has 15.
const MAX_PATH_BYTES: usize = 90;
/// PostgreSQL does not run as root; one of these does.
const STAND_INS: [&str; 2] = ["postgres", "nobody"];

/// `$1` is the folder, `$2` where the programs are. Signals to the test program's group are not
/// for the keeper.
const SCRIPT: &str = r#"
trap '' HUP INT TERM
cd "$1" || exit 1
start() {
    "$2/initdb" --pgdata=data --username=nhatky --auth=trust --encoding=UTF8 --locale=C --no-sync &&
    cat >>data/postgresql.conf <<END &&
listen_addresses = ''
unix_socket_directories = '$1'
max_connections = 400
fsync = on
END
    "$2/pg_ctl" --pgdata=data --log=log --silent --wait start
}
if start "$@" >setup 2>&1; then echo ready; else cat setup log; rm -rf "$1"; exit 1; fi
cat >/dev/null
"$2/pg_ctl" --pgdata=data --silent --mode=immediate stop >/dev/null 2>&1
rm -rf "$1"
"#;

/// Dropping it, or the end of the program, ends the server.
#[derive(Debug)]
pub(crate) struct Keeper {
    folder: PathBuf,
    _pipe: Child,
}

impl Keeper {
    pub(crate) fn start(programs: &Path) -> io::Result<Self> {
        let owner = stand_in()?;
        let folder = place(owner.is_some())?;
        let mut command = Command::new("sh");
        command
            .args(["-c", SCRIPT, "sh"])
            .arg(&folder)
            .arg(programs);
        if let Some((user, group)) = owner {
            std::os::unix::fs::chown(&folder, Some(user), Some(group))?;
            command.uid(user).gid(group);
        }
        let mut pipe = command
            .process_group(0)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut said = String::new();
        for line in BufReader::new(pipe.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?).lines() {
            match line?.as_str() {
                "ready" => {
                    return Ok(Self {
                        folder,
                        _pipe: pipe,
                    });
                }
                other => said.extend([other, "\n"]),
            }
        }
        Err(io::Error::other(said))
    }

    /// The socket is in here.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Who runs the server in root's place; nobody else needs one.
fn stand_in() -> io::Result<Option<(u32, u32)>> {
    if std::fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd")?;
    let find = |name: &str| {
        let mut words = users.lines().map(|line| line.split(':'));
        let mut words =
            words.find_map(|mut words| (words.next() == Some(name)).then_some(words))?;
        let (user, group) = (words.nth(1)?, words.next()?);
        Some((user.parse().ok()?, group.parse().ok()?))
    };
    let found = STAND_INS.iter().find_map(|name| find(name));
    let missing = || io::Error::other("PostgreSQL does not run as root, and there is no «nobody»");
    found.map(Some).ok_or_else(missing)
}

/// Under `target/`; where others cannot reach that or its name is too long, among the system's
/// temporary files.
fn place(is_for_another: bool) -> io::Result<PathBuf> {
    let name = format!("nhatky-postgres-{}", std::process::id());
    let program = std::env::current_exe()?;
    let target = program
        .ancestors()
        .find(|folder| folder.ends_with("target"))
        .map(|target| target.join(&name))
        .filter(|folder| !is_for_another && folder.as_os_str().len() <= MAX_PATH_BYTES);
    let folder = target.unwrap_or_else(|| std::env::temp_dir().join(&name));
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::DirBuilder::new().mode(0o700).create(&folder)?;
    Ok(folder)
}
