//! Times as the page itself takes them, so that the driver's own work is not in them.

use anyhow::Result;
use nhatky_tests::browser::{Network, Slowdown};
use nhatky_tests::phone::Phone;
use serde_json::json;

/// A slow phone without a thought for the network.
pub(crate) const SLOW_PHONE: Slowdown = Slowdown {
    cpu_times: 4.0,
    network: None,
};

/// The same in the poor network of the budgets.
pub(crate) const POOR_NETWORK: Slowdown = Slowdown {
    cpu_times: 4.0,
    network: Some(Network {
        bits_per_s: 400_000,
        latency_ms: 400,
    }),
};

/// Puts the watch into every page from the next on, and lets it look for some things at once:
/// name, selector of a plain element, text.
pub(crate) async fn install(phone: &mut Phone, wanted: &[(&str, &str, &str)]) -> Result<()> {
    let mut script = include_str!("stopwatch.js").to_owned();
    for (name, selector, text) in wanted {
        script += &format!(
            "stopwatch.watch({}, {}, {});\n",
            json!(name),
            json!(selector),
            json!(text)
        );
    }
    phone.browser().before_every_page(&script).await
}

/// Looks for one more thing on the page as it is.
pub(crate) async fn watch(phone: &Phone, name: &str, selector: &str, text: &str) -> Result<()> {
    let args = vec![json!(name), json!(selector), json!(text)];
    phone.run("stopwatch.watch(...arguments);", args).await
}

/// When something was painted, since the page was asked for.
pub(crate) async fn seen_ms(phone: &Phone, name: &str) -> Result<f64> {
    phone
        .wait_until(&format!(
            "return stopwatch.seen[{}] !== undefined;",
            json!(name)
        ))
        .await?;
    phone
        .run("return stopwatch.seen[arguments[0]];", vec![json!(name)])
        .await
}

/// When the person last acted.
pub(crate) async fn acted_ms(phone: &Phone) -> Result<f64> {
    phone.run("return stopwatch.acted();", vec![]).await
}
