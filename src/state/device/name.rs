//! What the person may call this device by: «Chrome trên Android». Pure.

use crate::platform::agent::Agent;
use crate::text;

/// The first that fits; browsers name those they descend from too.
const BROWSERS: [(&str, &str); 8] = [
    ("Zalo", "Zalo"),
    ("SamsungBrowser", "Samsung Internet"),
    ("coc_coc", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("CriOS", "Chrome"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];

const SYSTEMS: [(&str, &str); 6] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
];

pub(crate) fn device_name(agent: &Agent) -> String {
    let named = |names: &[(&str, &'static str)]| {
        let fits = |(mark, _): &&(&str, &str)| agent.user_agent.contains(mark);
        names.iter().find(fits).map(|(_, name)| *name)
    };
    text::device::name(named(&BROWSERS), named(&SYSTEMS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_called_by_browser_and_system() {
        for (user_agent, name) in [
            (
                "Mozilla/5.0 (Linux; Android 13) Chrome/126.0 Mobile Safari/537.36",
                "Chrome trên Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Safari/604.1",
                "Safari trên iPhone",
            ),
            ("curl/8", "Trình duyệt khác"),
        ] {
            let agent = Agent {
                user_agent: user_agent.to_owned(),
                ..Agent::default()
            };
            assert_eq!(device_name(&agent), name);
        }
    }
}
