//! The program of the worker that hardens second factors: half a second and 64 MiB on purpose, and so not where the page is
//! drawn.

use js_sys::{Array, Uint8Array};
use phial_shared::factor::harden_job;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

/// Answers one message of the page, the bytes of a [`phial_shared::factor::hardening_job`]: with the 32 bytes of the hardened
/// factor, or with none if the job is not one. With the answer comes what of it is handed over: nothing.
#[wasm_bindgen]
pub fn hardening(job: Uint8Array) -> Array {
    let bytes = Zeroizing::new(job.to_vec());
    // The job has the factor in it.
    job.fill(0, 0, job.length());
    let answer = match harden_job(&bytes) {
        Ok(hardened) => Uint8Array::from(hardened.as_bytes().as_slice()),
        Err(_) => Uint8Array::new_with_length(0),
    };
    Array::of2(&answer, &Array::new())
}
