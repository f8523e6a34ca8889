//! What fails during a deed, and when.

use std::fmt;
use std::time::Duration;

use anyhow::Result;
use nhatky_tests::chance::Chance;
use nhatky_tests::proxy::{Faults, Proxy};
use nhatky_tests::server::Server;
use nhatky_tests::story::Story;

use super::deed::{self, Deed};
use super::told::Told;

#[derive(Debug)]
pub(super) struct Strikes {
    chance: Chance,
    /// Of a hundred requests.
    faulty_percent: u32,
    /// How often the person asks for what was done to be sent.
    syncs: usize,
    browser_dies_after_ms: Option<u64>,
    against_server: Option<Blow>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Blow {
    kind: Kind,
    after_ms: u64,
    for_ms: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    KillServer,
    RefuseConnections,
    CutConnections,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    Done,
    BrowserKilled,
}

impl fmt::Display for Strikes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            syncs,
            faulty_percent,
            ..
        } = self;
        write!(f, "{syncs} syncs, faults in {faulty_percent} %")?;
        if let Some(ms) = self.browser_dies_after_ms {
            write!(f, ", browser killed after {ms} ms")?;
        }
        match self.against_server {
            Some(blow) => write!(f, ", {blow:?}"),
            None => Ok(()),
        }
    }
}

impl Strikes {
    pub(super) fn choose(chance: &mut Chance) -> Self {
        let faulty_percent = [0, 15, 30, 60, 80][chance.below(5)];
        let syncs = [0, 1, 2, 4, 6][chance.below(5)];
        let browser_dies_after_ms = chance.percent(30).then(|| chance.number() % 8_000);
        let kind = match chance.below(6) {
            0 | 1 => Some(Kind::KillServer),
            2 => Some(Kind::RefuseConnections),
            3 => Some(Kind::CutConnections),
            _ => None,
        };
        Self {
            chance: chance.branch(),
            faulty_percent,
            syncs,
            browser_dies_after_ms,
            against_server: kind.map(|kind| Blow {
                kind,
                after_ms: chance.number() % 7_000,
                for_ms: chance.number() % 2_000,
            }),
        }
    }

    /// The deed, until it is done or the browser is dead; then the browser is opened again.
    pub(super) async fn during(
        self,
        deed: &Deed,
        story: &mut Story,
        told: &mut Told,
    ) -> Result<Ended> {
        let Story {
            server,
            proxy,
            phone,
            ..
        } = story;
        proxy.strike(Faults::new(self.chance, self.faulty_percent));
        let all = async {
            let blow = strike(self.against_server, server, proxy);
            let work = async {
                deed.carry_out(phone, told).await?;
                deed::sync_now(phone, self.syncs).await
            };
            let (done, struck) = tokio::join!(work, blow);
            done.and(struck)
        };
        let ended = tokio::select! {
            done = all => done.map(|()| Ended::Done),
            () = death(self.browser_dies_after_ms) => Ok(Ended::BrowserKilled),
        }?;
        proxy.open();
        server.revive().await?;
        if ended == Ended::BrowserKilled {
            phone.browser().reopen().await?;
        }
        Ok(ended)
    }
}

async fn death(after_ms: Option<u64>) {
    match after_ms {
        Some(ms) => pause(ms).await,
        None => std::future::pending().await,
    }
}

async fn strike(blow: Option<Blow>, server: &mut Server, proxy: &Proxy) -> Result<()> {
    let Some(blow) = blow else {
        return Ok(());
    };
    pause(blow.after_ms).await;
    match blow.kind {
        Kind::KillServer => {
            server.kill()?;
            pause(blow.for_ms).await;
            server.revive().await?;
        }
        Kind::RefuseConnections => {
            proxy.refuse();
            pause(blow.for_ms).await;
            proxy.open();
        }
        Kind::CutConnections => proxy.cut(),
    }
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a blow falls at an instant, not at a state"
)]
async fn pause(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms)).await;
}
