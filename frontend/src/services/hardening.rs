//! Hardening of second factors (Argon2id): half a second and 64 MiB on purpose, and so in a worker (`frontend/hardening`).

use std::time::Duration;

use js_sys::{Array, Uint8Array};
use phial_shared::factor::{Factor, FactorCost, harden_job, hardening_job};
use phial_shared::keys::{HardenedFactor, LinkSecret};
use wasm_bindgen::JsCast;

use super::js;
use super::programs::OwnWorker;

/// It could not be hardened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the factor could not be hardened")]
pub struct NotHardened;

/// Hardens a factor for a link, as [`phial_shared::factor::harden`] does.
pub async fn harden(factor: &Factor, secret: &LinkSecret, cost: FactorCost) -> Result<HardenedFactor, NotHardened> {
    let job = hardening_job(factor, secret, cost);
    if let Some(hardened) = in_worker(&job).await {
        return Ok(hardened);
    }
    // A browser that has no such workers stands still meanwhile. First it may draw what the page has to say.
    js::sleep(Duration::from_millis(50)).await;
    harden_job(&job).map_err(|_| NotHardened)
}

async fn in_worker(job: &[u8]) -> Option<HardenedFactor> {
    let mut worker = OwnWorker::start("hardening").await.ok()?;
    let job = Uint8Array::from(job);
    let answer: Uint8Array = worker.ask(&job, &Array::of1(&job.buffer())).await.ok()?.dyn_into().ok()?;
    js::take_secret(&answer).map(HardenedFactor::from_bytes)
}
