//! A real browser under WebDriver, with a profile on a real disk, that can die at any moment and be
//! opened again with what it had stored.
//!
//! What an engine can do beyond WebDriver is in its own file: Chromium has DevTools, Firefox has
//! WebDriver BiDi, WebKitGTK has neither.

mod chromium;
mod firefox;
mod launch;
mod webkit;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use thirtyfour::WebDriver;

use crate::moment::Moment;
use crate::process::{Process, Watch};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    Webkit,
}

impl Engine {
    /// From `NHATKY_ENGINE`; Chromium if nothing is said.
    ///
    /// # Errors
    /// An engine that nobody knows.
    pub fn from_environment() -> Result<Self> {
        match std::env::var("NHATKY_ENGINE").as_deref() {
            Err(_) | Ok("chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok("webkit") => Ok(Self::Webkit),
            Ok(other) => bail!("NHATKY_ENGINE: there is no engine «{other}»"),
        }
    }

    /// Whether the page's clock can be set.
    #[must_use]
    pub fn sets_clock(self) -> bool {
        self != Self::Webkit
    }

    /// Whether the page can be told that there is no network. Where not, it only finds that
    /// nobody answers.
    #[must_use]
    pub fn tells_of_no_network(self) -> bool {
        self != Self::Webkit
    }
}

/// How the browser is set up; stays the same over restarts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Setup {
    /// The font size that the person chose in the browser; 16 if nothing is said.
    pub font_px: Option<u32>,
    /// Whether the browser refuses to store anything for sites.
    pub stores_nothing: bool,
    /// Whether the browser is too old for WebAssembly.
    pub has_no_wasm: bool,
    /// How many megabytes the page's scripts may use. They can call `gc()` then.
    pub heap_mb: Option<u32>,
}

#[derive(Debug)]
pub struct Browser {
    engine: Engine,
    setup: Setup,
    profile: PathBuf,
    driver: Process,
    session: WebDriver,
    state: State,
}

/// What must be told again to every new page or process.
#[derive(Debug, Default)]
struct State {
    clock: Option<Clock>,
    is_offline: bool,
    is_dark: bool,
    slowdown: Option<Slowdown>,
    /// Run before every page's own code.
    scripts: Vec<String>,
}

#[derive(Debug)]
struct Clock {
    shift_ms: i64,
    /// The engine's name for the script that shifts it.
    script: Option<String>,
}

/// A slow phone in a poor network, as the budgets are measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slowdown {
    pub cpu_times: f64,
    /// None: as fast as it goes.
    pub network: Option<Network>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Network {
    pub bits_per_s: u32,
    pub latency_ms: u32,
}

impl Browser {
    /// Opens the browser with a profile inside `folder`, made now or left there by an earlier one.
    ///
    /// # Errors
    /// Browser or driver is missing or does not start.
    pub async fn open(engine: Engine, folder: &Path, setup: Setup) -> Result<Self> {
        let profile = folder.join("profile");
        std::fs::create_dir_all(&profile)?;
        let (driver, session) = launch::start(engine, &profile, setup).await?;
        let state = State::default();
        let mut browser = Self {
            engine,
            setup,
            profile,
            driver,
            session,
            state,
        };
        browser.tell_engine().await?;
        Ok(browser)
    }

    #[must_use]
    pub fn session(&self) -> &WebDriver {
        &self.session
    }

    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Where files go that the person saves, in Chromium.
    #[must_use]
    pub fn downloads(&self) -> PathBuf {
        chromium::downloads(&self.profile)
    }

    /// Watches the memory of the page's process, in Chromium.
    ///
    /// # Errors
    /// There is no page.
    pub fn watch_page_memory(&self) -> Result<Watch> {
        self.driver.watch_memory_of("--type=renderer")
    }

    /// SIGKILL to the whole browser, as when the phone runs out of memory or its battery falls out.
    ///
    /// # Errors
    /// `kill` is missing.
    pub fn kill(&mut self) -> Result<()> {
        self.driver.kill()
    }

    /// Opens it again, with the profile it had. The page is empty.
    ///
    /// # Errors
    /// It does not start.
    pub async fn reopen(&mut self) -> Result<()> {
        self.kill()?;
        (self.driver, self.session) = launch::start(self.engine, &self.profile, self.setup).await?;
        self.tell_engine().await
    }

    /// From the next page on, the page's clock runs from `moment`.
    ///
    /// # Errors
    /// The engine cannot set it.
    pub async fn set_clock(&mut self, moment: Moment) -> Result<()> {
        let shift_ms = moment.unix_ms() - Moment::now().unix_ms();
        let old = self.state.clock.take().and_then(|clock| clock.script);
        let script = self.shift_clock(old, shift_ms).await?;
        self.state.clock = Some(Clock { shift_ms, script });
        Ok(())
    }

    async fn shift_clock(&self, old: Option<String>, shift_ms: i64) -> Result<Option<String>> {
        let script =
            include_str!("browser/shift_clock.js").replace("SHIFT_MS", &shift_ms.to_string());
        match self.engine {
            Engine::Chromium => chromium::before_every_page(&self.session, old, &script).await,
            Engine::Firefox => firefox::before_every_page(&self.session, old, &script).await,
            Engine::Webkit => bail!("WebKitGTK's driver cannot set the page's clock"),
        }
    }

    /// What `navigator.onLine` says and the events that go with it, where the engine can.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn set_offline(&mut self, is_offline: bool) -> Result<()> {
        self.state.is_offline = is_offline;
        match self.engine {
            Engine::Chromium => return chromium::set_offline(&self.session, is_offline).await,
            Engine::Firefox => firefox::set_offline(&self.session, is_offline).await?,
            Engine::Webkit => {}
        }
        if !is_offline {
            // A page that was loaded offline does not hear from these drivers that it is over.
            let script = "window.dispatchEvent(new Event('online'));";
            self.session.execute(script, vec![]).await?;
        }
        Ok(())
    }

    /// The system's dark mode.
    ///
    /// # Errors
    /// Not Chromium, or it refuses.
    pub async fn set_dark(&mut self, is_dark: bool) -> Result<()> {
        self.state.is_dark = is_dark;
        chromium::set_dark(&self.session, is_dark).await
    }

    /// A slow processor and a slow network, for the page and for its service worker.
    ///
    /// # Errors
    /// Not Chromium, or it refuses.
    pub async fn slow_down(&mut self, slowdown: Slowdown) -> Result<()> {
        self.state.slowdown = Some(slowdown);
        chromium::slow_down(&self.session, slowdown).await
    }

    /// Runs a script before the code of every page from the next on.
    ///
    /// # Errors
    /// Not Chromium, or it refuses.
    pub async fn before_every_page(&mut self, script: &str) -> Result<()> {
        self.state.scripts.push(script.to_owned());
        chromium::before_every_page(&self.session, None, script).await?;
        Ok(())
    }

    /// Opens a further tab and turns to it.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn open_tab(&mut self) -> Result<()> {
        let tab = self.session.new_tab().await?;
        self.turn_to_tab(tab).await?;
        // Firefox's scripts run before the pages of every tab anyhow.
        if self.engine == Engine::Chromium {
            self.tell_engine().await?;
        }
        Ok(())
    }

    /// Turns to the tab that was opened as the `idx`th, from 0.
    ///
    /// # Errors
    /// There is no such tab.
    pub async fn turn_to(&mut self, idx: usize) -> Result<()> {
        let tabs = self.session.windows().await?;
        self.turn_to_tab(tabs.get(idx).cloned().context("no such tab")?)
            .await
    }

    async fn turn_to_tab(&mut self, tab: thirtyfour::WindowHandle) -> Result<()> {
        Ok(self.session.switch_to_window(tab).await?)
    }

    /// A new process or tab knows nothing of what was set before.
    async fn tell_engine(&mut self) -> Result<()> {
        if let Some(shift_ms) = self.state.clock.as_ref().map(|clock| clock.shift_ms) {
            let script = self.shift_clock(None, shift_ms).await?;
            self.state.clock = Some(Clock { shift_ms, script });
        }
        if self.state.is_offline {
            self.set_offline(true).await?;
        }
        if self.state.is_dark {
            self.set_dark(true).await?;
        }
        if let Some(slowdown) = self.state.slowdown {
            self.slow_down(slowdown).await?;
        }
        for script in &self.state.scripts {
            chromium::before_every_page(&self.session, None, script).await?;
        }
        Ok(())
    }
}
