//! How the app gets onto the home screen, by browser. Pure.

use crate::platform::agent::Agent;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Advice {
    /// It runs from its own icon already.
    Nothing,
    /// The browser's own question can be opened by a button, else from its menu.
    ChromeAndroid,
    /// «Chia sẻ» → «Thêm vào MH chính», and the code is typed in the installed app.
    SafariIphone,
    /// Another browser on an iPhone: open in Safari.
    OtherIphone,
    /// Inside Zalo or another app on Android: open in Chrome.
    InAppAndroid,
    /// Inside Zalo or another app on an iPhone: open in Safari.
    InAppIphone,
    /// Firefox and others on Android: from the menu.
    OtherAndroid,
    /// From the address bar.
    Desktop,
}

/// Names by which browsers inside other apps give themselves away. On Android `; wv)` is the mark
/// of a page inside an app.
const IN_APP: [&str; 7] = [
    "Zalo",
    "FBAN",
    "FBAV",
    "Messenger",
    "Instagram",
    "Line/",
    "; wv)",
];
const OTHER_IPHONE: [&str; 4] = ["CriOS", "FxiOS", "EdgiOS", "coc_coc"];
/// Say «Chrome» too but install from a menu of their own.
const NOT_CHROME: [&str; 4] = ["Firefox", "OPR/", "UCBrowser", "coc_coc"];

pub(crate) fn advice(agent: &Agent) -> Advice {
    if agent.is_standalone {
        return Advice::Nothing;
    }
    let says = |names: &[&str]| names.iter().any(|name| agent.user_agent.contains(name));
    let is_ipad = says(&["Macintosh"]) && agent.touch_points > 1;
    if says(&["iPhone", "iPad", "iPod"]) || is_ipad {
        if says(&IN_APP) {
            Advice::InAppIphone
        } else if says(&OTHER_IPHONE) {
            Advice::OtherIphone
        } else {
            Advice::SafariIphone
        }
    } else if says(&["Android"]) {
        if says(&IN_APP) {
            Advice::InAppAndroid
        } else if says(&["Chrome/"]) && !says(&NOT_CHROME) {
            Advice::ChromeAndroid
        } else {
            Advice::OtherAndroid
        }
    } else {
        Advice::Desktop
    }
}

/// Opens this address in Chrome, from inside another app on Android.
pub(crate) fn chrome_intent(origin: &str, path: &str, fragment: &str) -> String {
    let (scheme, host) = origin.split_once("://").unwrap_or(("https", origin));
    // Android cuts at the last «#», so ours before it stays the fragment of the address.
    let fragment = if fragment.is_empty() {
        String::new()
    } else {
        ["#", fragment].concat()
    };
    let wanted = ["#Intent;scheme=", scheme, ";package=com.android.chrome;end"].concat();
    ["intent://", host, path, &fragment, &wanted].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    const ANDROID: &str =
        "Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko)";

    #[track_caller]
    fn check(parts: &[&str], expected: Advice) {
        let agent = Agent {
            user_agent: parts.join(" "),
            ..Agent::default()
        };
        assert_eq!(advice(&agent), expected);
    }

    #[test]
    fn each_browser_gets_its_own_way() {
        check(
            &[ANDROID, "Chrome/126.0.0.0 Mobile Safari/537.36"],
            Advice::ChromeAndroid,
        );
        check(
            &[
                ANDROID,
                "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
            ],
            Advice::ChromeAndroid,
        );
        check(
            &["Mozilla/5.0 (Android 13; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0"],
            Advice::OtherAndroid,
        );
        check(
            &[IPHONE, "Version/17.5 Mobile/15E148 Safari/604.1"],
            Advice::SafariIphone,
        );
        check(
            &[IPHONE, "CriOS/126.0 Mobile/15E148 Safari/604.1"],
            Advice::OtherIphone,
        );
        check(
            &["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36"],
            Advice::Desktop,
        );
    }

    #[test]
    fn zalo_is_told_from_the_browser_that_it_looks_like() {
        check(
            &[
                ANDROID,
                "Version/4.0 Chrome/126.0 Mobile Safari/537.36 Zalo android/24060 ZaloTheme/light",
            ],
            Advice::InAppAndroid,
        );
        check(
            &[IPHONE, "Mobile/15E148 Zalo iOS/24060 ZaloTheme/light"],
            Advice::InAppIphone,
        );
    }

    #[test]
    fn i_40_an_ipad_calls_itself_a_mac_and_an_installed_app_needs_nothing() {
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15";
        let ipad = Agent {
            user_agent: mac.to_owned(),
            touch_points: 5,
            is_standalone: false,
        };
        assert_eq!(advice(&ipad), Advice::SafariIphone);
        assert_eq!(
            advice(&Agent {
                touch_points: 0,
                ..ipad.clone()
            }),
            Advice::Desktop
        );
        assert_eq!(
            advice(&Agent {
                is_standalone: true,
                ..ipad
            }),
            Advice::Nothing
        );
    }

    #[test]
    fn the_code_survives_the_way_into_chrome() {
        assert_eq!(
            chrome_intent(
                "https://nhatky.example.vn",
                "/kich-hoat",
                "4821-0937-5516-2048"
            ),
            "intent://nhatky.example.vn/kich-hoat#4821-0937-5516-2048#Intent;scheme=https;package=com.android.chrome;end"
        );
    }
}
