//! Words for the device.

/// «Chrome trên Android»
pub(crate) fn name(browser: Option<&str>, system: Option<&str>) -> String {
    let browser = browser.unwrap_or("Trình duyệt khác");
    match system {
        Some(system) => [browser, " trên ", system].concat(),
        None => browser.to_owned(),
    }
}
