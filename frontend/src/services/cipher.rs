//! The browser's own AES-256-GCM (WebCrypto): many times faster than the same cipher in wasm.
//!
//! It writes the same bytes as `phial_shared::stream`; `frontend/tests/cipher.rs` shows it.

use js_sys::{Array, ArrayBuffer, Uint8Array};
use phial_shared::stream::{SegmentKey, SegmentNonce};
use wasm_bindgen::JsValue;
use web_sys::{AesGcmParams, CryptoKey, SubtleCrypto};

use super::js;

const ALGORITHM: &str = "AES-GCM";

/// The browser has no cipher for this page: it was not loaded over https (or from the device itself).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("WebCrypto is not available: the page must be loaded over https")]
pub struct NoCipher;

/// The segment does not open. Deliberately says no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the segment does not open")]
pub struct DoesNotOpen;

/// Whether the browser lets this page encrypt.
pub fn check() -> Result<(), NoCipher> {
    subtle().map(drop)
}

pub(super) fn subtle() -> Result<SubtleCrypto, NoCipher> {
    let window = js::window();
    let crypto = window.crypto().map_err(|_| NoCipher)?;
    // Outside of a secure context the property is missing, whatever its type says.
    if window.is_secure_context() && js::has(&crypto, "subtle") { Ok(crypto.subtle()) } else { Err(NoCipher) }
}

/// Encrypts and decrypts the segments of one archive. The key cannot be taken out of the browser's keeping.
#[derive(Clone, Debug)]
pub struct SegmentCipher(Kind);

#[derive(Clone, Debug)]
enum Kind {
    AesGcm {
        subtle: SubtleCrypto,
        key: CryptoKey,
    },
    /// Neither: for measuring what encryption costs.
    #[cfg(feature = "bench")]
    Plain,
}

impl SegmentCipher {
    /// Gives the key into the browser's keeping.
    pub async fn import(key: &SegmentKey) -> Result<Self, NoCipher> {
        #[cfg(feature = "bench")]
        if super::bench::is_plain() {
            return Ok(Self(Kind::Plain));
        }
        let subtle = subtle()?;
        let raw = Uint8Array::from(key.as_bytes().as_slice());
        let usages = Array::of2(&JsValue::from_str("encrypt"), &JsValue::from_str("decrypt"));
        let import = subtle.import_key_with_str("raw", &raw, ALGORITHM, false, &usages).map_err(|_| NoCipher)?;
        // The browser has made its copy by now.
        raw.fill(0, 0, raw.length());
        let key = js::settle(import).await.map_err(|_| NoCipher)?;
        Ok(Self(Kind::AesGcm { subtle, key }))
    }

    /// Encrypts a segment; the tag follows the ciphertext. A nonce is used once.
    pub async fn encrypt(&self, nonce: SegmentNonce, plaintext: &Uint8Array) -> Result<ArrayBuffer, NoCipher> {
        match &self.0 {
            Kind::AesGcm { subtle, key } => {
                let encryption = subtle.encrypt_with_object_and_js_u8_array(&params(&nonce), key, plaintext);
                js::settle(encryption.map_err(|_| NoCipher)?).await.map_err(|_| NoCipher)
            }
            #[cfg(feature = "bench")]
            Kind::Plain => Ok(super::bench::seal(plaintext)),
        }
    }

    /// Decrypts a segment, its tag included.
    pub async fn decrypt(&self, nonce: SegmentNonce, ciphertext: &Uint8Array) -> Result<ArrayBuffer, DoesNotOpen> {
        match &self.0 {
            Kind::AesGcm { subtle, key } => {
                let decryption = subtle.decrypt_with_object_and_js_u8_array(&params(&nonce), key, ciphertext);
                js::settle(decryption.map_err(|_| DoesNotOpen)?).await.map_err(|_| DoesNotOpen)
            }
            #[cfg(feature = "bench")]
            Kind::Plain => Ok(super::bench::open_plain(ciphertext)),
        }
    }
}

fn params(nonce: &SegmentNonce) -> AesGcmParams {
    AesGcmParams::new_with_u8_array(ALGORITHM, &Uint8Array::from(nonce.as_bytes().as_slice()))
}
