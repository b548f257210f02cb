//! The entrance for `cargo xtask bench`: the production path over made-up bytes, with encryption or without.
//!
//! Without, a segment is its plaintext and sixteen zeros, so that the same number of bytes takes the same way.

use std::cell::Cell;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use phial_shared::api::LinkLimits;
use phial_shared::layout::TAG_LEN;
use phial_shared::link::{self, Address};
use phial_shared::manifest::Context;
use phial_shared::time::Seconds;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};
use web_sys::File;
use yew::Callback;

use super::js;
use super::open::{OpenShare, open};
use super::progress::Cancel;
use super::send::{Draft, send};

thread_local! {
    static PLAIN: Cell<bool> = const { Cell::new(false) };
}

/// Whether segments pass as they are.
pub(super) fn is_plain() -> bool {
    PLAIN.get()
}

pub(super) fn seal(plaintext: &Uint8Array) -> ArrayBuffer {
    let segment = Uint8Array::new_with_length(plaintext.length() + TAG_LEN);
    segment.set(plaintext, 0);
    segment.buffer()
}

pub(super) fn open_plain(segment: &Uint8Array) -> ArrayBuffer {
    segment.slice(0, segment.length() - TAG_LEN).buffer()
}

/// Sends `size` made-up bytes as one file; gives the link and the milliseconds that it took, as `[link, time]`.
#[wasm_bindgen]
pub async fn bench_upload(size: f64, plain: bool) -> Result<Array, JsError> {
    PLAIN.set(plain);
    let config = super::api::config().await?;
    let limits = LinkLimits { lifetime: Seconds::HOUR, max_opens: None };
    let draft = Draft { files: vec![made_up(size as u64)?], context: Context::default(), limits };
    let began = js::now();
    let sent = send(&config, draft, Callback::noop(), Cancel::new()).await?;
    Ok(Array::of2(&JsValue::from_str(&sent.share_link), &JsValue::from_f64(js::now() - began)))
}

/// Opens a link of [`bench_upload`], and fetches and decrypts its file; gives the milliseconds that it took.
/// With `save` the file is also saved, as at a person's tap.
#[wasm_bindgen]
pub async fn bench_download(link: String, plain: bool, save: bool) -> Result<f64, JsError> {
    PLAIN.set(plain);
    let Address::Share(link) = link::parse(&link)?.address else {
        return Err(JsError::new("not a share link"));
    };
    let began = js::now();
    let share = open(&link).await?;
    if save {
        share.save(0, Callback::noop(), Cancel::new()).await?;
    } else {
        read_all(&share).await?;
    }
    Ok(js::now() - began)
}

async fn read_all(share: &OpenShare) -> Result<(), JsError> {
    let read = share.read_and_drop(0).await?;
    let expected = share.manifest().files_len();
    if read == expected { Ok(()) } else { Err(JsError::new("fewer bytes than the file has")) }
}

/// A file of random bytes that takes 8 MiB of memory, however large it is.
fn made_up(size: u64) -> Result<File, JsError> {
    const BLOCK: u64 = 8 << 20;
    let failed = |_| JsError::new("the browser makes no file");
    let random = Uint8Array::new_with_length(BLOCK as u32);
    let crypto = js::window().crypto().map_err(failed)?;
    for start in (0..BLOCK as u32).step_by(65_536) {
        crypto.get_random_values_with_array_buffer_view(&random.subarray(start, start + 65_536)).map_err(failed)?;
    }
    let block = web_sys::Blob::new_with_u8_array_sequence(&Array::of1(&random)).map_err(failed)?;
    let pieces: Array = (0..size / BLOCK).map(|_| JsValue::from(&block)).collect();
    let rest = block.slice_with_f64_and_f64(0.0, (size % BLOCK) as f64).map_err(failed)?;
    pieces.push(&rest);
    File::new_with_blob_sequence(&pieces, "made-up.bin").map_err(failed)
}
