//! The one way between browser and server: a loopback proxy that can be shut, cut in the middle of
//! an upload, made to lose an answer, or struck with faults by chance. The browser knows only its
//! address, so what it did not let through did not happen.
//!
//! It copies bytes and reads no more of them than the first line of a request, except while it is
//! struck: then it reads whole messages.

mod exchange;
mod faults;
mod message;
mod release;
mod traffic;
mod watch_requests;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

pub use self::faults::Faults;
pub use self::release::Parts;
use self::release::Release;
pub use self::traffic::Traffic;
use self::watch_requests::{Requests, Verdict};
use crate::wait::PATIENCE;

/// A place where a connection stands still, once, until the network is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trap {
    /// When this many bytes of the `nth` upload (from 1, by first appearance) have passed,
    /// counted over all its requests.
    InUpload { nth: usize, after_bytes: u64 },
    /// With the answer to the first request that begins so: the server has done it, the browser does
    /// not hear of it.
    BeforeAnswer { request: &'static str },
}

#[derive(Debug)]
struct Shared {
    upstream: Mutex<SocketAddr>,
    is_open: watch::Sender<bool>,
    traffic: Mutex<Traffic>,
    requests: Mutex<Requests>,
    release: Mutex<Option<Release>>,
    /// None: nothing goes wrong by chance.
    faults: Mutex<Option<Faults>>,
    /// Counts up whenever all connections are cut.
    cuts: watch::Sender<u32>,
    /// How often a trap has been sprung.
    sprung: watch::Sender<u32>,
}

#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.refuse();
    }
}

impl Proxy {
    /// Listens on a free port and is open.
    ///
    /// # Errors
    /// No free port.
    pub async fn start(upstream: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .context("no port for the proxy")?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            upstream: Mutex::new(upstream),
            is_open: watch::Sender::new(true),
            traffic: Mutex::default(),
            requests: Mutex::default(),
            release: Mutex::default(),
            faults: Mutex::default(),
            cuts: watch::Sender::new(0),
            sprung: watch::Sender::new(0),
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Ok(Self {
            address,
            shared,
            accepting,
        })
    }

    /// By name, because a server gives out no links to a bare address.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    /// The server has moved, for example by a restart.
    pub fn forward_to(&self, upstream: SocketAddr) {
        *lock(&self.shared.upstream) = upstream;
    }

    pub fn open(&self) {
        self.shared.is_open.send_replace(true);
    }

    /// Cuts every connection at once and accepts none until opened.
    pub fn refuse(&self) {
        self.shared.is_open.send_replace(false);
    }

    /// Cuts every connection at once and goes on.
    pub fn cut(&self) {
        self.shared.cuts.send_modify(|count| *count += 1);
    }

    /// From now on requests meet faults by chance, on new connections.
    pub fn strike(&self, faults: Faults) {
        *lock(&self.shared.faults) = Some(faults);
        self.cut();
    }

    /// No more faults. Gives what was met since this was last asked, a line each.
    pub fn calm(&self) -> Vec<String> {
        let faults = lock(&self.shared.faults).take();
        faults
            .map(|mut faults| faults.take_met())
            .unwrap_or_default()
    }

    #[must_use]
    pub fn is_open(&self) -> bool {
        *self.shared.is_open.borrow()
    }

    #[must_use]
    pub fn traffic(&self) -> Traffic {
        *lock(&self.shared.traffic)
    }

    /// First lines of the requests that were let through, oldest first: `POST /v1/sync/push`.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        lock(&self.shared.requests).lines().to_vec()
    }

    /// Bytes that went up with the requests whose first line begins so, one figure each.
    #[must_use]
    pub fn bytes_of(&self, start: &str) -> Vec<u64> {
        lock(&self.shared.requests).bytes_of(start)
    }

    /// Bytes let through for each upload, by first appearance, request heads included.
    #[must_use]
    pub fn upload_bytes(&self) -> Vec<u64> {
        lock(&self.shared.requests).upload_bytes()
    }

    /// Lays a trap and opens. A trap that was there and not sprung is replaced.
    pub fn open_with(&self, trap: Trap) {
        lock(&self.shared.requests).lay(trap);
        self.open();
    }

    /// From now on the worker's script names another build, as after a new release of the app.
    ///
    /// # Errors
    /// The server has no such script.
    pub async fn publish_release(&self, parts: Parts) -> Result<()> {
        let upstream = *lock(&self.shared.upstream);
        *lock(&self.shared.release) = Some(Release::after_the_one_at(upstream, parts).await?);
        Ok(())
    }

    /// The server goes back to the build that it had before.
    pub fn withdraw_release(&self) {
        *lock(&self.shared.release) = None;
    }

    /// Waits until a connection stands still in the trap that was laid last.
    ///
    /// # Errors
    /// None did within the patience of a test.
    pub async fn wait_for_standstill(&self) -> Result<()> {
        let mut sprung = self.shared.sprung.subscribe();
        let wait = sprung.wait_for(|_| !lock(&self.shared.requests).is_trapped());
        let state = tokio::time::timeout(PATIENCE, wait).await;
        state.with_context(|| format!("no standstill; requests: {:?}", self.requests()))??;
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((client, _)) = listener.accept().await {
        // A reset rather than a polite end, as when a phone drops out of the network.
        let _ = client.set_zero_linger();
        tokio::spawn(carry(client, Arc::clone(&shared)));
    }
}

/// Carries one connection until either side ends or the proxy is shut.
async fn carry(mut client: TcpStream, shared: Arc<Shared>) {
    let mut is_open = shared.is_open.subscribe();
    let mut cuts = shared.cuts.subscribe();
    if !*is_open.borrow_and_update() {
        return;
    }
    tokio::select! {
        () = copy_or_exchange(&mut client, &shared) => {}
        _ = is_open.wait_for(|is_open| !is_open) => {}
        _ = cuts.changed() => {}
    }
}

async fn copy_or_exchange(client: &mut TcpStream, shared: &Shared) {
    if lock(&shared.faults).is_some() {
        let _ = client.set_nodelay(true);
        return exchange::carry(client, shared).await;
    }
    let upstream = *lock(&shared.upstream);
    let Ok(mut server) = TcpStream::connect(upstream).await else {
        return;
    };
    let _ = server.set_nodelay(true);
    let _ = client.set_nodelay(true);
    lock(&shared.traffic).connections += 1;
    copy(client, &mut server, shared).await;
}

async fn copy(client: &mut TcpStream, server: &mut TcpStream, shared: &Shared) {
    let (mut from_client, mut to_client) = client.split();
    let (mut from_server, mut to_server) = server.split();
    let connection = lock(&shared.requests).connect();
    let up = async {
        let mut buffer = vec![0; 16 * 1024];
        while let Ok(n_bytes @ 1..) = from_client.read(&mut buffer).await {
            if let Some(release) = &*lock(&shared.release) {
                release.ask_plainly(&mut buffer[..n_bytes]);
            }
            let verdict = lock(&shared.requests).see(connection, &buffer[..n_bytes]);
            let passed = match verdict {
                Verdict::Pass => n_bytes,
                Verdict::StopAfter(n_passed) => n_passed,
            };
            lock(&shared.traffic).up_bytes += passed as u64;
            let written = to_server.write_all(&buffer[..passed]).await;
            if verdict != Verdict::Pass {
                stand_still(shared).await;
            }
            if written.is_err() {
                break;
            }
        }
        let _ = to_server.shutdown().await;
    };
    let down = async {
        let mut buffer = vec![0; 16 * 1024];
        while let Ok(n_bytes @ 1..) = from_server.read(&mut buffer).await {
            if lock(&shared.requests).loses_answer(connection) {
                stand_still(shared).await;
            }
            if let Some(release) = &*lock(&shared.release) {
                release.rename(&mut buffer[..n_bytes]);
            }
            lock(&shared.traffic).down_bytes += n_bytes as u64;
            if to_client.write_all(&buffer[..n_bytes]).await.is_err() {
                break;
            }
        }
        let _ = to_client.shutdown().await;
    };
    tokio::join!(up, down);
}

/// For ever: the connection is dropped when the proxy is shut.
async fn stand_still(shared: &Shared) {
    lock(&shared.requests).disarm();
    shared.sprung.send_modify(|count| *count += 1);
    std::future::pending().await
}

#[cfg(test)]
mod tests;
