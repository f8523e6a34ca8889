//! What an activation needs to survive a lost reply, a crash, or hours without a signal: the code
//! and the key that goes with it, in a database of their own until the person is known.

use std::rc::Rc;

use nhatky_domain::ids::InstallId;
use nhatky_sync::store::{Settings as _, Stored};
use web_sys::CryptoKey;

use super::Problem;
use super::code::Code;
use crate::platform::{clock, signing_key};
use crate::state::store::{self, Db};

const NAME: &str = "nhatky:kich-hoat";
const CODE: &str = "code";
const INSTALL: &str = "install";
const PUBLIC_KEY: &str = "public_key";

/// A code with the key that is to redeem it. Sending the pair again does no harm.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) code: Code,
    pub(super) install: InstallId,
    pub(super) public_key: String,
    pub(super) key: CryptoKey,
}

/// The pair of an activation that the person agreed to and that did not end.
pub(super) async fn unfinished() -> Stored<Option<Pair>> {
    read(&*store::open(NAME).await?).await
}

async fn read(db: &Db) -> Stored<Option<Pair>> {
    let code = db.setting(CODE).await?;
    let install = db.setting(INSTALL).await?;
    let (public_key, key) = (db.setting(PUBLIC_KEY).await?, store::key(db).await?);
    let pair = || {
        Some(Pair {
            code: Code::parse(&code?).ok()?,
            install: install?.parse().ok()?,
            public_key: public_key?,
            key: key?,
        })
    };
    Ok(pair())
}

/// The pair for a code: the one that is here already, else with a new key. It is stored before
/// anything is sent.
pub(super) async fn prepare(code: &Code) -> Result<Pair, Problem> {
    let db: Rc<Db> = store::open(NAME).await?;
    if let Some(pair) = read(&db).await?.filter(|pair| pair.code == *code) {
        return Ok(pair);
    }
    let (key, public_key) = signing_key::generate().await.map_err(|_| Problem::NoKey)?;
    let now_ms = u64::try_from(clock::now_ms()).unwrap_or(0);
    let pair = Pair {
        code: code.clone(),
        install: InstallId::from_time(now_ms, clock::random()),
        public_key,
        key,
    };
    // The code comes last: without it there is no pair.
    db.put_setting(CODE, "").await?;
    store::put_key(&db, &pair.key).await?;
    db.put_setting(INSTALL, &pair.install.to_string()).await?;
    db.put_setting(PUBLIC_KEY, &pair.public_key).await?;
    db.put_setting(CODE, code.digits()).await?;
    Ok(pair)
}

/// The pair has served, or never will.
pub(super) async fn clear() -> Stored<()> {
    store::open(NAME).await?.put_setting(CODE, "").await
}
