//! A story: a server with its demo organisation, the proxy in front of it, and phones. What one
//! leaves behind lies in `target/e2e/NAME`, with pictures when it failed.

use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use anyhow::Result;

use crate::browser::{Browser, Engine, Setup};
use crate::moment::Moment;
use crate::phone::Phone;
use crate::place;
use crate::proxy::Proxy;
use crate::server::{self, Server};

#[derive(Debug)]
pub struct Story {
    pub server: Server,
    pub proxy: Proxy,
    pub phone: Phone,
    engine: Engine,
    setup: Setup,
    folder: PathBuf,
    /// Time as the story has it; the real time where the engine cannot follow.
    now: Option<Moment>,
}

/// Tells a story that begins at `start` («2020-07-24 15:00») with an empty phone.
///
/// # Errors
/// Whatever goes wrong, after evidence has been kept.
pub async fn tell(
    name: &str,
    start: &str,
    events: impl AsyncFnOnce(&mut Story) -> Result<()>,
) -> Result<()> {
    tell_with(name, start, Setup::default(), events).await
}

/// The same with a browser set up in a special way.
///
/// # Errors
/// Whatever goes wrong, after evidence has been kept.
pub async fn tell_with(
    name: &str,
    start: &str,
    setup: Setup,
    events: impl AsyncFnOnce(&mut Story) -> Result<()>,
) -> Result<()> {
    let engine = Engine::from_environment()?;
    let now = if engine.sets_clock() {
        Some(Moment::at(start)?)
    } else {
        None
    };
    tell_at(name, now, setup, events).await
}

/// Tells a story that happens now, with an empty phone.
///
/// # Errors
/// Whatever goes wrong, after evidence has been kept.
pub async fn tell_now(
    name: &str,
    events: impl AsyncFnOnce(&mut Story) -> Result<()>,
) -> Result<()> {
    tell_at(name, None, Setup::default(), events).await
}

async fn tell_at(
    name: &str,
    now: Option<Moment>,
    setup: Setup,
    events: impl AsyncFnOnce(&mut Story) -> Result<()>,
) -> Result<()> {
    let _turn = turn(Engine::from_environment()?).await;
    let mut story = Story::begin(name, now, setup).await?;
    let outcome = catch_panic(events(&mut story)).await;
    if !matches!(outcome, Ok(Ok(()))) {
        story.phone.keep_evidence(&story.folder, "failure").await;
        eprintln!("{name}: evidence in {}", story.folder.display());
    }
    outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// On one display only one window has the system's attention: there, stories are told one by one.
async fn turn(engine: Engine) -> Option<tokio::sync::MutexGuard<'static, ()>> {
    static DISPLAY: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    match engine {
        Engine::Webkit => Some(DISPLAY.lock().await),
        Engine::Chromium | Engine::Firefox => None,
    }
}

impl Story {
    async fn begin(name: &str, now: Option<Moment>, setup: Setup) -> Result<Self> {
        let engine = Engine::from_environment()?;
        let folder = place::fresh(name)?;
        let address = server::free_address()?;
        let proxy = Proxy::start(address).await?;
        let server = Server::start(&folder, address, &proxy.origin(), now).await?;
        let phone = open_phone(engine, &folder, setup, now, proxy.origin()).await?;
        Ok(Self {
            server,
            proxy,
            phone,
            engine,
            setup,
            folder,
            now,
        })
    }

    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The present, as the story has it.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.now.unwrap_or_else(Moment::now)
    }

    /// Time goes on: to the server at once, to the phone with its next page. Where the engine
    /// cannot follow, real time stays.
    ///
    /// # Errors
    /// The server does not come back.
    pub async fn time_passes(&mut self, until: &str) -> Result<()> {
        if self.now.is_none() {
            return Ok(());
        }
        let moment = Moment::at(until)?;
        self.now = Some(moment);
        self.server.restart(Some(moment)).await?;
        self.phone.browser().set_clock(moment).await
    }

    /// Airplane mode: nothing goes through, and the browser says so where it can be told.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn lose_network(&mut self) -> Result<()> {
        self.proxy.refuse();
        self.phone.browser().set_offline(true).await
    }

    /// # Errors
    /// The driver refuses.
    pub async fn regain_network(&mut self) -> Result<()> {
        self.proxy.open();
        self.phone.browser().set_offline(false).await
    }

    /// Another phone of the kind with an empty browser, at the same time and behind the same proxy.
    ///
    /// # Errors
    /// It does not start.
    pub async fn another_phone(&self, name: &str) -> Result<Phone> {
        let folder = self.folder.join(name);
        std::fs::create_dir_all(&folder)?;
        open_phone(
            self.engine,
            &folder,
            self.setup,
            self.now,
            self.proxy.origin(),
        )
        .await
    }
}

async fn open_phone(
    engine: Engine,
    folder: &Path,
    setup: Setup,
    now: Option<Moment>,
    origin: String,
) -> Result<Phone> {
    let mut browser = Browser::open(engine, folder, setup).await?;
    if let Some(now) = now {
        browser.set_clock(now).await?;
    }
    Ok(Phone::new(browser, origin))
}

/// The outcome of a future that may panic, so that evidence can be kept before the panic goes on.
async fn catch_panic<T>(future: impl Future<Output = T>) -> std::thread::Result<T> {
    let mut future = std::pin::pin!(future);
    std::future::poll_fn(move |context| {
        let future: Pin<&mut _> = future.as_mut();
        match std::panic::catch_unwind(AssertUnwindSafe(|| future.poll(context))) {
            Ok(std::task::Poll::Pending) => std::task::Poll::Pending,
            Ok(std::task::Poll::Ready(value)) => std::task::Poll::Ready(Ok(value)),
            Err(panic) => std::task::Poll::Ready(Err(panic)),
        }
    })
    .await
}
