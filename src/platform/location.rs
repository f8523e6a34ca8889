//! One point, coarse, only when the person asks for it.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Position, PositionOptions};

const TIMEOUT_MS: u32 = 20_000;
/// A point of a minute ago is good enough.
const MOST_AGE_MS: u32 = 60_000;

/// Of `GeolocationPositionError`, whose name differs between browsers.
const PERMISSION_DENIED: f64 = 1.0;

/// Thousandths of a degree, about 100 m.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) lat: i64,
    pub(crate) lon: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoPoint {
    Denied,
    NotFound,
}

pub(crate) async fn locate() -> Result<Point, NoPoint> {
    let answer = JsFuture::from(Promise::new(&mut |resolve, reject| {
        if ask(&resolve, &reject).is_err() {
            // A promise's `reject` does not throw.
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    }));
    match answer.await {
        Ok(position) => {
            let coords = position.unchecked_into::<Position>().coords();
            Ok(Point {
                lat: rounded(coords.latitude()),
                lon: rounded(coords.longitude()),
            })
        }
        Err(error) => Err(reason(&error)),
    }
}

fn ask(resolve: &Function, reject: &Function) -> Result<(), JsValue> {
    let options = PositionOptions::new();
    options.set_timeout(TIMEOUT_MS);
    options.set_maximum_age(MOST_AGE_MS);
    let geolocation = super::window().navigator().geolocation()?;
    geolocation.get_current_position_with_error_callback_and_options(
        resolve,
        Some(reject),
        &options,
    )
}

fn reason(error: &JsValue) -> NoPoint {
    let code = Reflect::get(error, &"code".into())
        .ok()
        .and_then(|code| code.as_f64());
    if code == Some(PERMISSION_DENIED) {
        NoPoint::Denied
    } else {
        NoPoint::NotFound
    }
}

fn rounded(degrees: f64) -> i64 {
    (degrees * 1000.0).round() as i64
}
