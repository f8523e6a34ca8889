//! The install's key: ECDSA P-256, made and kept by the browser, which never gives it out.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, CryptoKeyPair, SubtleCrypto};

use super::hash::base64url;

/// The browser has no usable WebCrypto: too old, or the page is not served securely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoKey;

/// A new key and its public half: the uncompressed point in base64url.
pub(crate) async fn generate() -> Result<(CryptoKey, String), NoKey> {
    let pair = generate_pair().await.map_err(|_| NoKey)?;
    let public = subtle()
        .and_then(|subtle| subtle.export_key("raw", &pair.get_public_key()))
        .map_err(|_| NoKey)?;
    let point = JsFuture::from(public).await.map_err(|_| NoKey)?;
    Ok((
        pair.get_private_key(),
        base64url(&Uint8Array::new(&point).to_vec()),
    ))
}

async fn generate_pair() -> Result<CryptoKeyPair, JsValue> {
    let usages = Array::of2(&"sign".into(), &"verify".into());
    let promise = subtle()?.generate_key_with_object(&algorithm()?, false, &usages)?;
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

/// r and s in base64url.
pub(crate) async fn sign(key: &CryptoKey, text: &str) -> Result<String, NoKey> {
    let signed = async {
        let promise =
            subtle()?.sign_with_object_and_u8_array(&algorithm()?, key, text.as_bytes())?;
        JsFuture::from(promise).await
    };
    let signature = signed.await.map_err(|_| NoKey)?;
    Ok(base64url(&Uint8Array::new(&signature).to_vec()))
}

/// What fits generating and signing alike.
fn algorithm() -> Result<Object, JsValue> {
    let algorithm = Object::new();
    for (key, value) in [
        ("name", "ECDSA"),
        ("namedCurve", "P-256"),
        ("hash", "SHA-256"),
    ] {
        Reflect::set(&algorithm, &key.into(), &value.into())?;
    }
    Ok(algorithm)
}

fn subtle() -> Result<SubtleCrypto, JsValue> {
    super::window().crypto().map(|crypto| crypto.subtle())
}
