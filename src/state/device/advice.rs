//! How the app gets onto the home screen, by browser.

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
