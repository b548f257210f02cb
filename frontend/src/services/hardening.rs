//! Hardening of second factors (Argon2id): half a second and 64 MiB on purpose, and so in a worker (`frontend/hardening`).

use std::time::Duration;

use js_sys::{Array, JsString, Uint8Array};
use phial_shared::factor::{BadFactor, Factor, FactorCost, hardening_job};
use phial_shared::keys::{HardenedFactor, LinkSecret, Root};
use phial_shared::link::ShareLink;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::js;
use super::programs::{self, OwnWorker};

const PROGRAM: &str = "hardening";

#[wasm_bindgen]
extern "C" {
    /// What the worker's program exports.
    type Program;

    /// Answers a job as the worker does: with an array, in which the answer is the first.
    #[wasm_bindgen(method, catch)]
    fn hardening(this: &Program, job: &Uint8Array) -> Result<Array, JsValue>;
}

/// It could not be hardened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the factor could not be hardened")]
pub struct NotHardened;

/// Reads what was typed as [`Factor::passphrase`] does, with the browser's own tables of Unicode: ours are a third of what a
/// recipient would wait for.
pub fn passphrase(typed: &str) -> Result<Factor, BadFactor> {
    let nfkc = |text: &str| JsString::from(text).normalize("NFKC").into();
    Factor::passphrase_with(typed, nfkc, |text| JsString::from(text).to_lower_case().into())
}

/// The root of a link, with the factor if it has one.
pub async fn root(link: &ShareLink, factor: Option<(&Factor, FactorCost)>) -> Result<Root, NotHardened> {
    let hardened = match factor {
        None => None,
        Some((factor, cost)) => Some(harden(factor, &link.secret, cost).await?),
    };
    Ok(link.root(hardened.as_ref()))
}

/// Hardens a factor for a link, as [`phial_shared::factor::harden`] does.
async fn harden(factor: &Factor, secret: &LinkSecret, cost: FactorCost) -> Result<HardenedFactor, NotHardened> {
    let job = hardening_job(factor, secret, cost);
    if let Some(hardened) = in_worker(&job).await {
        return Ok(hardened);
    }
    in_page(&job).await.ok_or(NotHardened)
}

async fn in_worker(job: &[u8]) -> Option<HardenedFactor> {
    let mut worker = OwnWorker::start(PROGRAM).await.ok()?;
    let job = Uint8Array::from(job);
    let answer: Uint8Array = worker.ask(&job, &Array::of1(&job.buffer())).await.ok()?.dyn_into().ok()?;
    js::take_secret(&answer).map(HardenedFactor::from_bytes)
}

/// Where the browser has no such workers, the page stands still meanwhile.
async fn in_page(job: &[u8]) -> Option<HardenedFactor> {
    let program: Program = programs::load(PROGRAM).await.ok()?.unchecked_into();
    // First it may draw what it has to say.
    js::sleep(Duration::from_millis(50)).await;
    let answer: Uint8Array = program.hardening(&Uint8Array::from(job)).ok()?.get(0).dyn_into().ok()?;
    js::take_secret(&answer).map(HardenedFactor::from_bytes)
}

#[cfg(all(test, target_family = "wasm"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_browser_s_normal_form_is_ours() {
        for typed in [
            "Blue  Heron, 1948",
            "cafe\u{301} Mu\u{308}ller",
            "L’été – “OUI”",
            "\u{130}stanbul \u{fb01}n",
            "ｆｕｌｌ ｗｉｄｔｈ",
            "日本語日本語 ㌔",
            "\u{1e9b}\u{323} \u{212b}ngstr\u{f6}m",
            "\u{ac00}\u{11a8} \u{1100}\u{1161}",
            "ΟΔΟΣ ΤΗΣ ΑΓΑΠΗΣ",
            "short",
        ] {
            let (ours, theirs) = (Factor::passphrase(typed), passphrase(typed));
            assert_eq!(theirs.map(|factor| factor.as_str().to_owned()), ours.map(|factor| factor.as_str().to_owned()));
        }
    }
}
