//! Starting a driver and, through it, a browser.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use thirtyfour::{Capabilities, WebDriver};

use super::{Engine, Setup, chromium, firefox, webkit};
use crate::moment::ZONE;
use crate::process::{self, Process};
use crate::wait;

pub(super) async fn start(
    engine: Engine,
    profile: &Path,
    setup: Setup,
) -> Result<(Process, WebDriver)> {
    let port = process::free_address()?.port();
    let mut command = match engine {
        Engine::Chromium => chromium::driver(port),
        Engine::Firefox => firefox::driver(port),
        Engine::Webkit => webkit::driver(port, profile)?,
    };
    command.env("TZ", ZONE).env("LANGUAGE", "vi");
    let mut driver = Process::start(&mut command, &profile.with_extension("driver.log"))?;
    let url = format!("http://127.0.0.1:{port}");
    wait_until_ready(&mut driver, &url).await?;
    let session = WebDriver::new(url, capabilities(engine, profile, setup)?).await?;
    match engine {
        Engine::Chromium => {}
        Engine::Firefox => firefox::be_as_small_as_a_phone(&session).await?,
        Engine::Webkit => session.set_window_rect(0, 0, 360, 740).await?,
    }
    // Browsers end by being killed, together with their driver: nobody is left to say goodbye to.
    session.clone().leak()?;
    Ok((driver, session))
}

fn capabilities(engine: Engine, profile: &Path, setup: Setup) -> Result<Capabilities> {
    let mut capabilities = Capabilities::new();
    match engine {
        Engine::Chromium => chromium::fill(&mut capabilities, profile, setup)?,
        Engine::Firefox => firefox::fill(&mut capabilities, profile, setup)?,
        Engine::Webkit => webkit::fill(&mut capabilities)?,
    }
    Ok(capabilities)
}

async fn wait_until_ready(driver: &mut Process, url: &str) -> Result<()> {
    let status = format!("{url}/status");
    let look = async || {
        driver.check_running()?;
        let answer = reqwest::get(&status).await;
        Ok(answer
            .is_ok_and(|answer| answer.status().is_success())
            .then_some(()))
    };
    wait::until("the browser's driver is ready", look, async || {
        String::new()
    })
    .await
}

/// The first of `names` that is on the path; the last if none is, so that its absence is told.
pub(super) fn program(names: &[&str]) -> Command {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |name: &&&str| std::env::split_paths(&path).any(|dir| dir.join(name).exists());
    let found = names.iter().find(is_there).or(names.last());
    Command::new(found.copied().unwrap_or_default())
}
