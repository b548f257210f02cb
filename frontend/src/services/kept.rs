//! What was sent from this device, kept in this browser only where the person wishes it.
//!
//! Each entry is sealed with an AES-256-GCM key that the browser holds and that no script can read out. That keeps what is
//! stored from being read as a file or a backup; it does not keep out who sits at this browser, and the page says so.

mod store;

use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array};
use phial_shared::json::ReadJson;
use phial_shared::keys::random;
use phial_shared::time::UnixSeconds;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AesGcmParams, AesKeyGenParams, CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

use super::js;
use super::json::BrowserJson;
use store::Store;

const ALGORITHM: &str = "AES-GCM";
const NONCE: &str = "nonce";
const SEALED: &str = "sealed";

/// This browser keeps nothing for this page, or does not let it be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser keeps nothing for this page")]
pub struct NotKept;

/// Something that was sent from this device.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptShare {
    /// The sender's own link, which holds the owner's key.
    pub manage_link: String,
    /// For whom it is, as the sender wrote it; may be empty.
    pub labels: Vec<String>,
    /// How many files.
    pub files: usize,
    /// When, by this device's clock.
    pub sent_at: UnixSeconds,
}

/// Whether the person wishes that what is sent is kept.
pub async fn is_wished() -> bool {
    match Store::open().await {
        Ok(store) => store.key().await.is_ok_and(|key| key.is_some()),
        Err(NotKept) => false,
    }
}

/// Keeps what is sent from now on: draws the key.
pub async fn wish() -> Result<(), NotKept> {
    let store = Store::open().await?;
    if store.key().await?.is_some() {
        return Ok(());
    }
    let algorithm = AesKeyGenParams::new(ALGORITHM, 256);
    let usages = Array::of2(&JsValue::from_str("encrypt"), &JsValue::from_str("decrypt"));
    let drawing = subtle()?.generate_key_with_object(&algorithm, false, &usages).map_err(|_| NotKept)?;
    let key: CryptoKey = js::settle(drawing).await.map_err(|_| NotKept)?;
    store.set_key(&key).await
}

/// Keeps a share, if that is wished.
pub async fn keep(share: &KeptShare) -> Result<(), NotKept> {
    let store = Store::open().await?;
    let Some(key) = store.key().await? else { return Ok(()) };
    let text = Zeroizing::new(serde_json::to_vec(share).map_err(|_| NotKept)?);
    let nonce = Uint8Array::from(random::<12>().as_slice());
    let params = AesGcmParams::new_with_u8_array(ALGORITHM, &nonce);
    let plain = Uint8Array::from(text.as_slice());
    let sealing = subtle()?.encrypt_with_object_and_js_u8_array(&params, &key, &plain).map_err(|_| NotKept)?;
    let sealed: ArrayBuffer = js::settle(sealing).await.map_err(|_| NotKept)?;
    let entry = js_sys::Object::new();
    for (name, value) in [(NONCE, nonce.as_ref()), (SEALED, sealed.as_ref())] {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&entry, &JsValue::from_str(name), value);
    }
    store.add(&entry).await
}

/// What is kept, the newest first, each with its number. An entry that does not open is left out.
pub async fn list() -> Result<Vec<(u32, KeptShare)>, NotKept> {
    let store = Store::open().await?;
    let Some(key) = store.key().await? else { return Ok(Vec::new()) };
    let mut shares = Vec::new();
    for (number, entry) in store.all().await? {
        if let Ok(share) = unseal(&key, &entry).await {
            shares.push((number, share));
        }
    }
    shares.reverse();
    Ok(shares)
}

/// Forgets one share. It stays on the server.
pub async fn forget(number: u32) -> Result<(), NotKept> {
    Store::open().await?.remove(number).await
}

/// Forgets everything, the key included, and the wish.
pub async fn forget_all() -> Result<(), NotKept> {
    Store::destroy().await
}

async fn unseal(key: &CryptoKey, entry: &JsValue) -> Result<KeptShare, NotKept> {
    let part = |name| Reflect::get(entry, &JsValue::from_str(name)).map_err(|_| NotKept);
    let nonce: Uint8Array = part(NONCE)?.dyn_into().map_err(|_| NotKept)?;
    let sealed: ArrayBuffer = part(SEALED)?.dyn_into().map_err(|_| NotKept)?;
    let params = AesGcmParams::new_with_u8_array(ALGORITHM, &nonce);
    let opening = subtle()?.decrypt_with_object_and_buffer_source(&params, key, &sealed).map_err(|_| NotKept)?;
    let plain: ArrayBuffer = js::settle(opening).await.map_err(|_| NotKept)?;
    let text = Zeroizing::new(Uint8Array::new(&plain).to_vec());
    BrowserJson::read(&text).ok_or(NotKept)
}

fn subtle() -> Result<SubtleCrypto, NotKept> {
    super::cipher::subtle().map_err(|_| NotKept)
}
