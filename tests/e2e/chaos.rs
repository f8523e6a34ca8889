//! A person works on while everything fails at random: the browser and the server are killed, the
//! way between them breaks and lies. Every few rounds the faults end, and phone, server and disk must
//! hold exactly what the person was told.
//!
//! `cargo xtask chaos --rounds N [--seed S]`; without a number of rounds, as in the test command,
//! a few. The seed gives the same deeds and faults again, though not the same instants.

mod arrival;
mod deed;
mod diary;
mod strikes;
mod told;
mod verdict;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use nhatky_tests::browser::Engine;
use nhatky_tests::chance::Chance;
use nhatky_tests::peer::{Peer, WayByHttp};
use nhatky_tests::server::Account;
use nhatky_tests::story::{Story, tell_now};

use self::deed::Deed;
use self::diary::Diary;
use self::strikes::Strikes;
use self::told::Told;
use crate::people;

const FEW_ROUNDS: usize = 8;
const SEED: u64 = 26_031_931;
/// Rounds before the faults end and accounts are settled.
const AT_ONCE: usize = 4;

#[tokio::test]
async fn chaos_loses_nothing_and_doubles_nothing() -> Result<()> {
    let rounds = from_environment("NHATKY_CHAOS_ROUNDS")?.unwrap_or(FEW_ROUNDS);
    let seed = from_environment("NHATKY_CHAOS_SEED")?.unwrap_or(SEED);
    if Engine::from_environment()? != Engine::Chromium {
        // Its stories of sudden death are told one by one.
        return Ok(());
    }
    tell_now("chaos", async |story| {
        println!("seed {seed}");
        let mut chaos = Chaos::begin(story, seed).await?;
        for round in 1..=rounds {
            chaos.round(story, round).await?;
            if round % AT_ONCE == 0 || round == rounds {
                chaos.settle(story, round).await?;
            }
        }
        println!("{}", chaos.diary.kinds());
        println!("{rounds} rounds, 0 lost, 0 doubled");
        Ok(())
    })
    .await
}

fn from_environment<T: std::str::FromStr>(name: &str) -> Result<Option<T>> {
    let Some(text) = std::env::var(name).ok() else {
        return Ok(None);
    };
    let number = text.parse().ok();
    Ok(Some(
        number.with_context(|| format!("{name} is no number: {text}"))?,
    ))
}

/// Who reads what has arrived, by a way that no fault touches.
pub(crate) struct Readers {
    pub(crate) author: Peer<WayByHttp>,
    pub(crate) secretary: Peer<WayByHttp>,
}

struct Chaos {
    chance: Chance,
    told: Told,
    readers: Readers,
    diary: Diary,
    /// Which hash the app gave to which photo.
    photos: BTreeMap<u32, String>,
}

impl Chaos {
    async fn begin(story: &mut Story, seed: u64) -> Result<Self> {
        let member = people::member(story)?;
        people::member_activates(story).await?;
        story.phone.follow_moving_pages();
        let second_phone = story.server.with_new_code(&member, story.now())?;
        let secretary = story.server.account("R2", people::UNIT)?;
        let readers = Readers {
            author: reader(story, &second_phone).await?,
            secretary: reader(story, &secretary).await?,
        };
        let diary = Diary::begin(story.folder(), seed)?;
        Ok(Self {
            chance: Chance::new(seed),
            told: Told::default(),
            readers,
            diary,
            photos: BTreeMap::new(),
        })
    }

    /// One deed under one set of faults.
    async fn round(&mut self, story: &mut Story, round: usize) -> Result<()> {
        let deed = Deed::choose(&mut self.chance, &mut self.told);
        let strikes = Strikes::choose(&mut self.chance);
        self.diary.note(format!("{round}: {deed:?} · {strikes}"))?;
        let ended = strikes.during(&deed, story, &mut self.told).await;
        let met = story.proxy.calm();
        let ended = ended.with_context(|| self.diary.place(round))?;
        self.diary.note(format!("{round}: {ended:?}"))?;
        self.diary.met(&met)
    }

    /// The faults end; everything must come to rest and agree.
    async fn settle(&mut self, story: &mut Story, round: usize) -> Result<()> {
        let settled = async {
            // Nothing moves while screen and server are compared.
            story.proxy.refuse();
            arrival::shown_is_true(story, &self.told, &self.readers).await?;
            story.proxy.open();
            arrival::comes_to_rest(story).await?;
            verdict::agree(story, &mut self.told, &self.readers, &mut self.photos).await
        };
        let agreed = settled.await.with_context(|| self.diary.place(round))?;
        self.diary.note(format!("{round}: {agreed}"))
    }
}

async fn reader(story: &Story, account: &Account) -> Result<Peer<WayByHttp>> {
    let origin = format!("http://{}", story.server.address());
    Peer::activate(WayByHttp::new(origin), &account.code).await
}
