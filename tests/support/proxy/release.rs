//! A new release of the app, as a phone sees it: the worker's script names another build. Bytes are
//! exchanged for as many others, so nothing else of an answer has to change.

use std::net::SocketAddr;

use anyhow::{Context as _, Result};

const WORKER: &[u8] = b"GET /sw.js";
const BUILD: &str = "build: \"";

#[derive(Debug)]
pub(super) struct Release {
    old: Vec<u8>,
    new: Vec<u8>,
}

impl Release {
    /// Reads which build the server has.
    pub(super) async fn after_the_one_at(server: SocketAddr) -> Result<Self> {
        let script = reqwest::get(format!("http://{server}/sw.js"))
            .await?
            .text()
            .await?;
        let start = script.find(BUILD).context("sw.js names no build")? + BUILD.len();
        let length = script[start..].find('"').context("sw.js is cut")?;
        let old = script[start..start + length].to_owned();
        let new: String = old.chars().rev().collect();
        anyhow::ensure!(old != new, "«{old}» reads the same backwards");
        Ok(Self {
            old: old.into_bytes(),
            new: new.into_bytes(),
        })
    }

    /// Asks for the script as it is: not compressed, and also if the browser has it.
    pub(super) fn ask_plainly(&self, request: &mut [u8]) {
        if request.starts_with(WORKER) {
            exchange(request, b"Accept-Encoding:", b"X-No-Encodings-:");
            exchange(request, b"If-None-Match:", b"X-None-Match-:");
            exchange(request, b"If-Modified-Since:", b"X-Modified-Since-:");
        }
    }

    pub(super) fn rename(&self, answer: &mut [u8]) {
        exchange(answer, &self.old, &self.new);
    }
}

/// Wherever `old` stands, `new` of the same length stands afterwards.
fn exchange(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    let mut start = 0;
    while let Some(at) = bytes[start..]
        .windows(old.len())
        .position(|window| window == old)
    {
        bytes[start + at..start + at + old.len()].copy_from_slice(new);
        start += at + old.len();
    }
}
