//! Chromium through chromedriver, made to look like a cheap Android phone, with what only DevTools
//! can do.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};

use super::launch::program;
use super::{Setup, Slowdown};

const ARGUMENTS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-search-engine-choice-screen",
    "--disable-sync",
    "--no-first-run",
    "--lang=vi",
    "--window-size=360,740",
];

const PHONE: &str = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36";

pub(super) fn driver(port: u16) -> Command {
    let mut command = program(&["chromedriver"]);
    command.arg(format!("--port={port}"));
    command
}

pub(super) fn fill(capabilities: &mut Capabilities, profile: &Path, setup: Setup) -> Result<()> {
    let mut arguments: Vec<String> = ARGUMENTS.map(str::to_owned).to_vec();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    let mut flags = Vec::new();
    if setup.has_no_wasm {
        flags.push("--jitless".to_owned());
    }
    if let Some(mb) = setup.heap_mb {
        flags.push(format!("--max-old-space-size={mb} --expose-gc"));
    }
    if !flags.is_empty() {
        arguments.push(format!("--js-flags={}", flags.join(" ")));
    }
    let mut preferences = json!({
        "intl.accept_languages": "vi",
        "download.default_directory": downloads(profile),
    });
    if let Some(px) = setup.font_px {
        preferences["webkit.webprefs.default_font_size"] = json!(px);
    }
    if setup.stores_nothing {
        // 2 is «block».
        preferences["profile.default_content_setting_values.cookies"] = json!(2);
    }
    let options = json!({
        "args": arguments,
        "prefs": preferences,
        "mobileEmulation": {
            "deviceMetrics": { "width": 360, "height": 740, "pixelRatio": 2.0, "touch": true, "mobile": true },
            "userAgent": PHONE,
        },
    });
    capabilities.set("browserName", "chrome")?;
    capabilities.set("goog:chromeOptions", options)?;
    capabilities.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
    Ok(())
}

/// Where files go that the person saves.
pub(super) fn downloads(profile: &Path) -> PathBuf {
    profile.with_file_name("downloads")
}

async fn devtools(session: &WebDriver, method: &str, parameters: Value) -> Result<Value> {
    let answer = session.cdp().send_raw(method, parameters).await;
    answer.with_context(|| format!("DevTools: {method}"))
}

/// Gives the name under which the script can be taken back.
pub(super) async fn before_every_page(
    session: &WebDriver,
    old: Option<String>,
    script: &str,
) -> Result<Option<String>> {
    if let Some(old) = old {
        let name = json!({ "identifier": old });
        devtools(session, "Page.removeScriptToEvaluateOnNewDocument", name).await?;
    }
    let source = json!({ "source": script });
    let answer = devtools(session, "Page.addScriptToEvaluateOnNewDocument", source).await?;
    Ok(answer["identifier"].as_str().map(ToOwned::to_owned))
}

/// Only what the page is told. What really goes through is the proxy's affair, because DevTools'
/// own switch does not reach the service worker.
pub(super) async fn set_offline(session: &WebDriver, is_offline: bool) -> Result<()> {
    devtools(session, "Network.enable", json!({})).await?;
    let state = json!({
        "offline": is_offline,
        "latency": 0,
        "downloadThroughput": -1,
        "uploadThroughput": -1,
    });
    devtools(session, "Network.overrideNetworkState", state).await?;
    Ok(())
}

pub(super) async fn set_dark(session: &WebDriver, is_dark: bool) -> Result<()> {
    let scheme = if is_dark { "dark" } else { "light" };
    let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    devtools(session, "Emulation.setEmulatedMedia", features).await?;
    Ok(())
}

pub(super) async fn slow_down(session: &WebDriver, slowdown: Slowdown) -> Result<()> {
    let rate = json!({ "rate": slowdown.cpu_times });
    devtools(session, "Emulation.setCPUThrottlingRate", rate).await?;
    devtools(session, "Network.enable", json!({})).await?;
    let bytes_per_s = slowdown
        .network
        .map_or(-1.0, |network| f64::from(network.bits_per_s) / 8.0);
    let conditions = json!({
        "offline": false,
        "latency": slowdown.network.map_or(0, |network| network.latency_ms),
        "downloadThroughput": bytes_per_s,
        "uploadThroughput": bytes_per_s,
    });
    devtools(session, "Network.emulateNetworkConditions", conditions).await?;
    Ok(())
}
