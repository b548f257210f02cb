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
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions, FileSystemWritableFileStream,
};
use yew::Callback;

use super::js;
use super::links::{Lock, Recipient};
use super::open::open;
use super::opened::OpenShare;
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
    let file = made_up(size as u64).await.map_err(|_| JsError::new("the browser makes no file"))?;
    let limits = LinkLimits { lifetime: Seconds::HOUR, max_opens: None };
    let recipient = Recipient { label: String::new(), lock: Lock::None, limits, view_only: false };
    let draft = Draft { files: vec![file], context: Context::default(), recipients: vec![recipient] };
    let began = js::now();
    let sent = send(&config, draft, Callback::noop(), Cancel::new()).await?;
    let link = sent.links.first().ok_or_else(|| JsError::new("no link was made"))?;
    Ok(Array::of2(&JsValue::from_str(&link.url), &JsValue::from_f64(js::now() - began)))
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
    let share = OpenShare::of(open(&link, None).await?)?;
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

/// A file of this many random bytes on disk, as a person would choose one.
async fn made_up(size: u64) -> Result<File, JsValue> {
    const BLOCK: u32 = 8 << 20;
    let storage = js::window().navigator().storage();
    let directory: FileSystemDirectoryHandle = js::settle(storage.get_directory()).await?;
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    let handle = directory.get_file_handle_with_options("made-up.bin", &options);
    let handle: FileSystemFileHandle = js::settle(handle).await?;
    let before: File = js::settle(handle.get_file()).await?;
    if before.size() as u64 == size {
        return Ok(before);
    }
    let writer: FileSystemWritableFileStream = js::settle(handle.create_writable()).await?;
    let block = Uint8Array::new_with_length(BLOCK);
    let crypto = js::window().crypto()?;
    for start in (0..BLOCK).step_by(65_536) {
        crypto.get_random_values_with_array_buffer_view(&block.subarray(start, start + 65_536))?;
    }
    for start in (0..size).step_by(BLOCK as usize) {
        let piece = block.subarray(0, u32::try_from(size - start).unwrap_or(BLOCK).min(BLOCK));
        JsFuture::from(writer.write_with_js_u8_array(&piece)?).await?;
    }
    JsFuture::from(writer.close()).await?;
    js::settle(handle.get_file()).await
}
