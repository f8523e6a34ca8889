//! A new release of the app, as a phone sees it: the worker's script names another build. Bytes are
//! exchanged for as many others, so nothing else of an answer has to change.

use std::net::SocketAddr;

use anyhow::{Context as _, Result};

const WORKER: &[u8] = b"GET /sw.js";
const BUILD: &str = "build: \"";
const STYLE: &str = "/app-";

/// What a release is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// All that the phone has already.
    Same,
    /// One file is new, and must be downloaded.
    NewStyle,
}

#[derive(Debug)]
pub(super) struct Release {
    build: Exchange,
    style: Option<Exchange>,
}

/// Two words of the same length.
#[derive(Debug)]
struct Exchange {
    old: Vec<u8>,
    new: Vec<u8>,
}

impl Release {
    /// Reads which build the server has.
    pub(super) async fn after_the_one_at(server: SocketAddr, parts: Parts) -> Result<Self> {
        let script = reqwest::get(format!("http://{server}/sw.js"))
            .await?
            .text()
            .await?;
        let style = match parts {
            Parts::Same => None,
            Parts::NewStyle => Some(Exchange::between(&script, STYLE, '.')?),
        };
        Ok(Self {
            build: Exchange::between(&script, BUILD, '"')?,
            style,
        })
    }

    /// Asks for the script as it is: not compressed, and also if the browser has it.
    pub(super) fn ask_plainly(&self, request: &mut [u8]) {
        if request.starts_with(WORKER) {
            exchange(request, b"Accept-Encoding:", b"X-No-Encodings-:");
            exchange(request, b"If-None-Match:", b"X-None-Match-:");
            exchange(request, b"If-Modified-Since:", b"X-Modified-Since-:");
        }
        // The server has it under its old name.
        if let Some(style) = &self.style {
            exchange(request, &style.new, &style.old);
        }
    }

    pub(super) fn rename(&self, answer: &mut [u8]) {
        for renamed in [&self.build].into_iter().chain(&self.style) {
            exchange(answer, &renamed.old, &renamed.new);
        }
    }
}

impl Exchange {
    /// What stands between `start` and `end`, and the same backwards.
    fn between(script: &str, start: &str, end: char) -> Result<Self> {
        let missing = || format!("no {start} in sw.js");
        let (_, rest) = script.split_once(start).with_context(missing)?;
        let (old, _) = rest.split_once(end).context("sw.js is cut")?;
        let new: String = old.chars().rev().collect();
        anyhow::ensure!(old != new, "«{old}» reads the same backwards");
        Ok(Self {
            old: old.as_bytes().to_vec(),
            new: new.into_bytes(),
        })
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
