//! A download that the browser takes from this page while it is decrypted, by way of the page's worker.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, encode_uri_component};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{future_to_promise, spawn_local};
use web_sys::{Element, MessagePort};

use super::SaveError;
use super::download::GRACE;
use crate::services::content::Chunk;
use crate::services::js;
use crate::services::streams::{self, Address, begin, next, says};

/// Whether this browser lets the page have such a worker.
pub(super) async fn is_there() -> bool {
    streams::worker().await.is_some()
}

/// The download. Dropped before it is finished, it fails in the browser's list, and leaves no file.
pub(super) struct StreamedFile {
    worker: Rc<Worker>,
    /// What the browser has asked for the file with; `None` once it has all of it.
    asking: Option<Asking>,
}

struct Worker {
    port: MessagePort,
    /// What it says next.
    next: RefCell<Promise>,
}

/// The address of the file, and the frame that went to it: a download leaves the frame empty.
struct Asking {
    _address: Address,
    frame: Element,
}

impl StreamedFile {
    /// Has the browser ask for a file of so many bytes; `None` when it does not.
    pub(super) async fn begin(name: &str, size: u64) -> Option<Self> {
        let mut on_asked = None::<Function>;
        let asked = Promise::new(&mut |resolve, _| on_asked = Some(resolve));
        let on_asked = on_asked?;
        let address = Address::new(move |_, port| {
            // Only the first question counts: the function of a promise does nothing the second time, and does not throw.
            let _ = on_asked.call1(&JsValue::UNDEFINED, &port);
        })
        .await?;
        let frame = frame(address.url())?;
        let asking = Asking { _address: address, frame };
        let port: MessagePort = streams::soon(js::settle(asked)).await?.ok()?;
        let worker = Worker { next: RefCell::new(next(&port)), port };
        let headers = [
            ("content-disposition", &*disposition(name)),
            // Never the sender's type: a browser must save it, not show it.
            ("content-type", "application/octet-stream"),
            // What the page demands of whatever it frames.
            ("cross-origin-embedder-policy", "require-corp"),
            ("x-content-type-options", "nosniff"),
        ];
        begin(&worker.port, 200, &headers, size).ok()?;
        Some(Self { worker: Rc::new(worker), asking: Some(asking) })
    }

    /// Waits until the browser has room, and gives it these bytes; the promise is kept then.
    pub(super) fn write(&self, chunk: &Chunk) -> Promise {
        let pieces: Array = chunk.iter().filter(|piece| piece.length() > 0).collect();
        let worker = Rc::clone(&self.worker);
        future_to_promise(async move {
            if pieces.length() > 0 {
                worker.until("more").await?;
                worker.port.post_message(&pieces)?;
            }
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Waits until the browser has all of it.
    pub(super) async fn finish(mut self) -> Result<(), SaveError> {
        self.worker.until("done").await.map_err(|_| SaveError::Refused)?;
        let asking = self.asking.take();
        spawn_local(async move {
            // It does not say when it has written the file.
            js::sleep(GRACE).await;
            drop(asking);
        });
        Ok(())
    }
}

impl Worker {
    /// Waits for the word. Anything else is that the browser wants no more: it has no room, or the person has stopped it there.
    async fn until(&self, word: &str) -> Result<(), JsValue> {
        let said = self.next.borrow().clone();
        let is_said = says(said, word).await?;
        *self.next.borrow_mut() = next(&self.port);
        if is_said { Ok(()) } else { Err(JsValue::NULL) }
    }
}

impl Drop for StreamedFile {
    fn drop(&mut self) {
        if self.asking.is_some() {
            // Where nobody listens any more, there is nothing to end.
            let _ = self.worker.port.post_message(&JsValue::NULL);
        }
        self.worker.port.close();
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.frame.remove();
    }
}

fn frame(url: &str) -> Option<Element> {
    let frame = gloo::utils::document().create_element("iframe").ok()?;
    frame.set_attribute("src", url).ok()?;
    frame.set_attribute("hidden", "").ok()?;
    gloo::utils::body().append_child(&frame).ok()?;
    Some(frame)
}

/// The header that makes an answer a download of this name (RFC 6266, with the encoding of RFC 8187).
fn disposition(name: &str) -> String {
    let mut encoded = String::from(encode_uri_component(name));
    // What is left as it is in addresses, and not allowed here.
    for (letter, escape) in [('\'', "%27"), ('(', "%28"), (')', "%29"), ('*', "%2A")] {
        encoded = encoded.replace(letter, escape);
    }
    format!("attachment; filename*=UTF-8''{encoded}")
}

#[cfg(all(test, target_family = "wasm"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn any_name_makes_a_header() {
        let of = |name| disposition(name).strip_prefix("attachment; filename*=UTF-8''").unwrap().to_owned();
        assert_eq!(of("report-1.pdf"), "report-1.pdf");
        assert_eq!(of("Röntgen (links)*.pdf"), "R%C3%B6ntgen%20%28links%29%2A.pdf");
        assert_eq!(of("a\"b;c'd\r\n.txt"), "a%22b%3Bc%27d%0D%0A.txt");
    }
}
