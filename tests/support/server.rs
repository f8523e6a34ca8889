//! The real server with the built app inside, on a loopback port, with the demo organisation.

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use crate::moment::Moment;
use crate::peer::hash_of;
use crate::process::{self, Process};
use crate::wait;

/// One entry of `demo-accounts.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Account {
    pub role: String,
    pub person: String,
    pub unit: String,
    pub code: String,
    pub link: String,
}

#[derive(Debug)]
pub struct Server {
    process: Process,
    address: SocketAddr,
    data: PathBuf,
    public_url: String,
}

impl Server {
    /// Starts on an address that was free a moment ago, with a data folder inside `folder`.
    ///
    /// # Errors
    /// `NHATKY_SERVER` names no server, or it does not become ready.
    pub async fn start(
        folder: &Path,
        address: SocketAddr,
        public_url: &str,
        clock: Option<Moment>,
    ) -> Result<Self> {
        let data = folder.join("data");
        let process = launch(&data, address, public_url, clock)?;
        Self::ready(process, address, data, public_url).await
    }

    /// The same with a large bloc: 4,200 members. In the folder's database unless another is named.
    ///
    /// # Errors
    /// `NHATKY_SERVER` names no server, or it does not become ready.
    pub async fn start_large(
        folder: &Path,
        address: SocketAddr,
        public_url: &str,
        database_url: Option<&str>,
    ) -> Result<Self> {
        let data = folder.join("data");
        let mut command = command(&data, address, public_url)?;
        command.args(["--demo-size", "load"]);
        command.args(
            database_url
                .into_iter()
                .flat_map(|url| ["--database-url", url]),
        );
        let process = Process::start(&mut command, &data.with_extension("log"))?;
        Self::ready(process, address, data, public_url).await
    }

    async fn ready(
        process: Process,
        address: SocketAddr,
        data: PathBuf,
        public_url: &str,
    ) -> Result<Self> {
        let mut server = Self {
            process,
            address,
            data,
            public_url: public_url.to_owned(),
        };
        server.wait_until_ready().await?;
        Ok(server)
    }

    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Everything that lies in its store of photos, named by what it really is; the mark that says
    /// whose they are aside.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn photos_on_disk(&self) -> Result<BTreeSet<String>> {
        let mut hashes = BTreeSet::new();
        let mut folders = vec![self.data.join("blobs")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with("organisation") {
                    hashes.insert(hash_of(&fs::read(path)?)?.to_string());
                }
            }
        }
        Ok(hashes)
    }

    /// Memory that it holds.
    ///
    /// # Errors
    /// It has ended.
    pub fn resident_kb(&self) -> Result<u64> {
        self.process.resident_kb()
    }

    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends it in good order and starts it again at the same address, at another time.
    ///
    /// # Errors
    /// It does not become ready.
    pub async fn restart(&mut self, clock: Option<Moment>) -> Result<()> {
        self.process.stop()?;
        self.process = launch(&self.data, self.address, &self.public_url, clock)?;
        self.wait_until_ready().await
    }

    /// SIGKILL, as by a power cut.
    ///
    /// # Errors
    /// `kill` is missing.
    pub fn kill(&mut self) -> Result<()> {
        self.process.kill()
    }

    /// Starts it again on the same data, at the real time, if it does not run.
    ///
    /// # Errors
    /// It does not become ready.
    pub async fn revive(&mut self) -> Result<()> {
        if self.process.check_running().is_err() {
            self.process = launch(&self.data, self.address, &self.public_url, None)?;
        }
        self.wait_until_ready().await
    }

    async fn wait_until_ready(&mut self) -> Result<()> {
        let ready = format!("http://{}/readyz", self.address);
        let look = async || {
            self.process.check_running()?;
            let answer = reqwest::get(&ready).await;
            Ok(answer
                .is_ok_and(|answer| answer.status().is_success())
                .then_some(()))
        };
        wait::until("the server is ready", look, async || String::new()).await
    }

    /// Who can sign in.
    ///
    /// # Errors
    /// The server wrote no such file.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        let file = self.data.join("demo-accounts.json");
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        Ok(serde_json::from_str(&text)?)
    }

    /// The first person with a role in a unit whose name contains `unit`.
    ///
    /// # Errors
    /// There is none.
    pub fn account(&self, role: &str, unit: &str) -> Result<Account> {
        let mut accounts = self.accounts()?.into_iter();
        accounts
            .find(|account| account.role == role && account.unit.contains(unit))
            .with_context(|| format!("nobody is {role} in «{unit}»"))
    }

    /// The same person with a new code that can be used once, given out at `moment`.
    ///
    /// # Errors
    /// The server's program knows no such person.
    pub fn with_new_code(&self, account: &Account, moment: Moment) -> Result<Account> {
        let output = Command::new(program()?)
            .args([
                "code",
                "--person",
                &account.person,
                "--clock",
                &moment.minute(),
                "--data",
            ])
            .arg(&self.data)
            .output()?;
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        ensure!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let code = printed
            .lines()
            .nth(1)
            .context("no code was printed")?
            .trim()
            .to_owned();
        let link = account.link.replace(&account.code, &code);
        Ok(Account {
            code,
            link,
            ..account.clone()
        })
    }
}

fn program() -> Result<std::ffi::OsString> {
    std::env::var_os("NHATKY_SERVER")
        .context("NHATKY_SERVER must name the built server; `cargo xtask e2e` sets it")
}

fn command(data: &Path, address: SocketAddr, public_url: &str) -> Result<Command> {
    let mut command = Command::new(program()?);
    command.args(["serve", "--demo", "--data"]).arg(data);
    command.args(["--listen", &address.to_string(), "--public-url", public_url]);
    Ok(command)
}

fn launch(
    data: &Path,
    address: SocketAddr,
    public_url: &str,
    clock: Option<Moment>,
) -> Result<Process> {
    let mut command = command(data, address, public_url)?;
    if let Some(clock) = clock {
        command.args(["--clock", &clock.minute()]);
    }
    Process::start(&mut command, &data.with_extension("log"))
}

/// An address for a server that is about to start.
///
/// # Errors
/// There is none.
pub fn free_address() -> Result<SocketAddr> {
    process::free_address()
}
