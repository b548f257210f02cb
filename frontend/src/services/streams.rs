//! Addresses within the page: what is asked for there, by a player or by the browser's downloads, this page says.
//!
//! A worker of the page's own (`static/stream-worker.js`) stands between the two. It goes with the page, and keeps nothing.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, Future, select};
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::{Array, Promise};
use phial_shared::ids::ShareId;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort, ServiceWorkerContainer};

use super::{js, programs};

/// What the worker answers for.
const FOLDER: &str = "/s/streamed/";
/// A worker is there within seconds, or it is not.
const PATIENCE: Duration = Duration::from_secs(10);
/// Browsers end a worker that has heard nothing for half a minute, also while it passes bytes on. In milliseconds.
const SIGN_OF_LIFE: u32 = 10_000;

/// An address that leads nowhere but to this page. It ends when this value is dropped.
pub(super) struct Address {
    url: String,
    _questions: EventListener,
    _signs: Interval,
}

impl Address {
    /// An address, and what is to be done with each request for it: its `Range` header or nothing, and the port where the worker
    /// waits for the answer. `None` where the browser has no such workers, as in some private windows.
    pub(super) async fn new(answer: impl Fn(String, MessagePort) + 'static) -> Option<Self> {
        let worker = worker().await?;
        // Any name that no other has.
        let url = format!("{FOLDER}{}", ShareId::random());
        let questions = {
            let url = url.clone();
            EventListener::new(&worker, "message", move |event| {
                if let Some((range, port)) = question(event.unchecked_ref(), &url) {
                    answer(range, port);
                }
            })
        };
        let signs = Interval::new(SIGN_OF_LIFE, move || {
            if let Some(worker) = worker.controller() {
                // One that is gone needs no sign.
                let _ = worker.post_message(&JsValue::from_str("here"));
            }
        });
        Some(Self { url, _questions: questions, _signs: signs })
    }

    /// For `src`.
    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

/// The way to the worker, which is started if it is not there yet; `None` where it cannot be.
pub(super) async fn worker() -> Option<ServiceWorkerContainer> {
    soon(programs::streams()).await?.ok()
}

/// What comes within the time that browsers take for such things; `None` if it does not.
pub(super) async fn soon<T>(awaited: impl Future<Output = T>) -> Option<T> {
    match select(pin!(awaited), pin!(js::sleep(PATIENCE))).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}

/// `[address, range]`, if it is this address.
fn question(event: &MessageEvent, url: &str) -> Option<(String, MessagePort)> {
    let data = event.data();
    let asked: &Array = data.dyn_ref()?;
    let is_ours = asked.get(0).as_string()? == url;
    is_ours.then(|| Some((asked.get(1).as_string()?, event.ports().get(0).dyn_into().ok()?)))?
}

/// Begins an answer that will have so many bytes in all, and that nobody may keep.
pub(super) fn begin(port: &MessagePort, status: u16, headers: &[(&str, &str)], len: u64) -> Result<(), JsValue> {
    let pair = |(name, value): &(&str, &str)| [name, value].into_iter().map(|text| JsValue::from_str(text)).collect();
    let general = [("cache-control", "no-store"), ("content-length", &*len.to_string())];
    let headers: Array = general.iter().chain(headers).map(pair).collect::<Vec<Array>>().iter().collect();
    port.post_message(&[status.into(), headers.into(), JsValue::from_f64(len as f64)].into_iter().collect::<Array>())
}

/// What the worker says next: `more`, when there is room for bytes; `enough`, when nobody wants any; `done` after the last.
pub(super) fn next(port: &MessagePort) -> Promise {
    Promise::new(&mut |resolve, _| port.set_onmessage(Some(&resolve)))
}

/// Whether the worker said this, once it says something.
pub(super) async fn says(next: Promise, what: &str) -> Result<bool, JsValue> {
    Ok(js::settle::<MessageEvent>(next).await?.data() == what)
}
