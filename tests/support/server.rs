//! The real server with the built app inside, on a loopback port, with the demo organisation.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::moment::Moment;
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
}

fn launch(
    data: &Path,
    address: SocketAddr,
    public_url: &str,
    clock: Option<Moment>,
) -> Result<Process> {
    let program = std::env::var_os("NHATKY_SERVER")
        .context("NHATKY_SERVER must name the built server; `cargo xtask e2e` sets it")?;
    let mut command = Command::new(program);
    command.args(["serve", "--demo", "--data"]).arg(data);
    command.args(["--listen", &address.to_string(), "--public-url", public_url]);
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
