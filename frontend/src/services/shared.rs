//! What another app on the device has shared with the installed page. Its service worker holds it (`static/service-worker.js`).

use std::time::Duration;

use futures_util::future::{Either, select};
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, MessageChannel, MessageEvent, ServiceWorker};

use super::js;

/// A worker that lives answers at once.
const PATIENCE: Duration = Duration::from_secs(3);

/// Takes over what was shared; afterwards the worker has it no more. Nothing, if it has lost it.
pub async fn take() -> Vec<File> {
    let Some(worker) = worker() else { return Vec::new() };
    let answer = std::pin::pin!(ask(&worker));
    match select(answer, std::pin::pin!(js::sleep(PATIENCE))).await {
        Either::Left((Ok(files), _)) => files.iter().filter_map(|file| file.dyn_into().ok()).collect(),
        Either::Left((Err(_), _)) | Either::Right(_) => Vec::new(),
    }
}

/// The one through which this page was loaded.
fn worker() -> Option<ServiceWorker> {
    let navigator = js::window().navigator();
    // Not there in private windows of some browsers.
    if js::has(&navigator, "serviceWorker") { navigator.service_worker().controller() } else { None }
}

async fn ask(worker: &ServiceWorker) -> Result<Array, JsValue> {
    let channel = MessageChannel::new()?;
    let answered = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    worker.post_message_with_transferable(&JsValue::from_str("take-shared"), &Array::of1(&channel.port2()))?;
    let event: MessageEvent = js::settle(answered).await?;
    event.data().dyn_into()
}
