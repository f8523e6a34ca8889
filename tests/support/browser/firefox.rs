//! Firefox through geckodriver; what plain WebDriver cannot do goes over WebDriver BiDi.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde_json::json;
use thirtyfour::bidi::BrowsingContextId;
use thirtyfour::bidi::modules::browsing_context::{SetViewport, Viewport};
use thirtyfour::bidi::modules::emulation::{NetworkConditions, SetNetworkConditions};
use thirtyfour::bidi::modules::script::AddPreloadScript;
use thirtyfour::{Capabilities, WebDriver};

use super::Setup;
use super::launch::program;

pub(super) fn driver(port: u16) -> Command {
    let mut command = program(&["geckodriver"]);
    command.args(["--port", &port.to_string(), "--websocket-port", "0"]);
    command
}

pub(super) fn fill(capabilities: &mut Capabilities, profile: &Path, setup: Setup) -> Result<()> {
    let mut preferences = json!({
        "intl.accept_languages": "vi",
        "datareporting.policy.dataSubmissionEnabled": false,
    });
    if let Some(px) = setup.font_px {
        preferences["font.size.variable.x-western"] = json!(px);
    }
    let options = json!({
        "args": ["-headless", "-profile", profile],
        "prefs": preferences,
    });
    capabilities.set("browserName", "firefox")?;
    capabilities.set("webSocketUrl", true)?;
    capabilities.set("moz:firefoxOptions", options)?;
    Ok(())
}

/// Firefox's own window is never narrower than 500 px.
pub(super) async fn be_as_small_as_a_phone(session: &WebDriver) -> Result<()> {
    let viewport = SetViewport {
        context: context(session).await?,
        viewport: Some(Viewport {
            width: 360,
            height: 740,
        }),
        device_pixel_ratio: None,
    };
    session.bidi().await?.send(viewport).await?;
    Ok(())
}

async fn context(session: &WebDriver) -> Result<BrowsingContextId> {
    Ok(session.window().await?.to_string().into())
}

/// Gives the name under which the script can be taken back.
pub(super) async fn before_every_page(
    session: &WebDriver,
    old: Option<String>,
    script: &str,
) -> Result<Option<String>> {
    let bidi = session.bidi().await?;
    if let Some(old) = old {
        bidi.script().remove_preload_script(old.into()).await?;
    }
    let function_declaration = format!("() => {{ {script} }}");
    let preload = AddPreloadScript {
        function_declaration,
        arguments: Vec::new(),
        sandbox: None,
        contexts: Vec::new(),
    };
    let added = bidi.send(preload).await?;
    Ok(Some(added.script.to_string()))
}

pub(super) async fn set_offline(session: &WebDriver, is_offline: bool) -> Result<()> {
    let conditions = SetNetworkConditions {
        network_conditions: is_offline.then_some(NetworkConditions::Offline),
        contexts: Some(vec![context(session).await?]),
        user_contexts: None,
    };
    session.bidi().await?.send(conditions).await?;
    Ok(())
}
