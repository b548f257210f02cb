//! Small bridges to the browser.

use std::time::Duration;

use gloo::events::EventListener;
use js_sys::{ArrayBuffer, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Window;

/// The window of the page.
pub(super) fn window() -> Window {
    gloo::utils::window()
}

/// Milliseconds since the page began. Never goes back.
pub(super) fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Waits.
pub(super) async fn sleep(time: Duration) {
    gloo::timers::future::sleep(time).await;
}

/// Waits until the person looks at this page, if they look at another.
pub(super) async fn until_visible() {
    let document = gloo::utils::document();
    while document.hidden() {
        let mut listener = None;
        let changed = Promise::new(&mut |resolve, _| {
            listener = Some(EventListener::once(&document, "visibilitychange", move |_| {
                // The function of a promise does not throw.
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }));
        });
        // The promise does not fail.
        let _ = JsFuture::from(changed).await;
    }
}

/// The value of a promise, of the type that it is known to have.
pub(super) async fn settle<T: JsCast>(promise: Promise) -> Result<T, JsValue> {
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

/// Lets the browser collect what has been dropped, without waiting for it. To be called for every segment.
///
/// Buffers that the browser itself makes (by reading a file, encrypting, or fetching) do not press V8 to collect until
/// hundreds of megabytes have piled up; one that the page asks for does. It is never written to, so that it takes
/// addresses but no memory. Measured for 1 GiB in Chromium 156: the page's process had 105 to 140 MiB at its peak,
/// and 230 to 270 MiB without.
pub(super) fn press_collector() {
    const PRESSURE: u32 = 8 << 20;
    drop(ArrayBuffer::new(PRESSURE));
}

/// Whether an object has a property that is not undefined or null.
pub(super) fn has(object: &JsValue, name: &str) -> bool {
    Reflect::get(object, &JsValue::from_str(name)).is_ok_and(|value| !value.is_undefined() && !value.is_null())
}

/// The name of a DOM exception, such as `AbortError`; empty for anything else.
pub(super) fn exception_name(error: &JsValue) -> String {
    error.dyn_ref::<web_sys::DomException>().map(web_sys::DomException::name).unwrap_or_default()
}

/// Takes a secret out of a buffer of the browser, and leaves zeros; `None` when it is of another length.
pub(super) fn take_secret<const N: usize>(buffer: &Uint8Array) -> Option<[u8; N]> {
    if buffer.length() as usize != N {
        return None;
    }
    let mut secret = [0; N];
    buffer.copy_to(&mut secret);
    buffer.fill(0, 0, buffer.length());
    Some(secret)
}
