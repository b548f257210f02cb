//! The page's other programs: loaded when they are needed, so that nobody waits for what comes later.

use std::cell::RefCell;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, ServiceWorkerContainer, Worker};

use super::{js, words};

#[wasm_bindgen]
extern "C" {
    /// The page's programs, as `boot.js` gives them.
    #[derive(Clone)]
    pub type Programs;

    /// What a program exports. Asking again asks the network only after a failure.
    #[wasm_bindgen(method, catch)]
    async fn load(this: &Programs, name: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn worker(this: &Programs, name: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn streams(this: &Programs) -> Result<JsValue, JsValue>;

    /// What the program `viewer` exports; see `lib.rs`.
    #[derive(Clone)]
    pub type Viewer;

    /// Makes ready for [`Viewer::show`].
    #[wasm_bindgen(method)]
    pub fn prepare(this: &Viewer, programs: &Programs, fetch_words: &Function);

    /// Shows what was sent, in place of the page.
    #[wasm_bindgen(method)]
    pub fn show(this: &Viewer, handover: JsValue, site: Option<String>, words: &str, language: &str);

    /// Takes everything away again.
    #[wasm_bindgen(method)]
    pub fn end(this: &Viewer);
}

thread_local! {
    static PROGRAMS: RefCell<Option<Programs>> = const { RefCell::new(None) };
    /// Once it is loaded.
    static VIEWER: RefCell<Option<Viewer>> = const { RefCell::new(None) };
}

/// A program could not be loaded: the network is away, or the browser is too old.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a program of the page could not be loaded")]
pub struct NotLoaded;

/// Keeps the way to the other programs. To be called before any of them is asked for.
pub fn remember(programs: Programs) {
    PROGRAMS.set(Some(programs));
}

fn known() -> Result<Programs, NotLoaded> {
    PROGRAMS.with_borrow(Clone::clone).ok_or(NotLoaded)
}

/// What a program of the page exports, once it is loaded.
pub(super) async fn load(name: &str) -> Result<JsValue, NotLoaded> {
    known()?.load(name).await.map_err(|_| NotLoaded)
}

/// The program that shows what was sent, ready for [`Viewer::show`].
pub async fn viewer() -> Result<Viewer, NotLoaded> {
    let programs = known()?;
    let viewer: Viewer = programs.load("viewer").await.map_err(|_| NotLoaded)?.unchecked_into();
    if VIEWER.replace(Some(viewer.clone())).is_none()
        && let Some(fetch_words) = words::way()
    {
        viewer.prepare(&programs, &fetch_words);
    }
    Ok(viewer)
}

/// The way to the worker between this page and what takes its bytes, once it is there.
pub(super) async fn streams() -> Result<ServiceWorkerContainer, NotLoaded> {
    Ok(known()?.streams().await.map_err(|_| NotLoaded)?.unchecked_into())
}

/// Takes away what the viewer shows, if it shows anything.
pub fn end_viewer() {
    if let Some(viewer) = VIEWER.with_borrow(Clone::clone) {
        viewer.end();
    }
}

/// A program in a worker. Dropping it ends the program, also in the middle of its work.
pub(super) struct OwnWorker {
    worker: Worker,
    /// The answer that is on its way.
    expected: Option<Promise>,
}

/// The program has failed, or its answer could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoAnswer;

impl OwnWorker {
    /// Starts a worker with this program.
    pub(super) async fn start(name: &str) -> Result<Self, NotLoaded> {
        let worker = known()?.worker(name).await.map_err(|_| NotLoaded)?;
        Ok(Self { worker: worker.unchecked_into(), expected: None })
    }

    /// Sends a message and waits for the answer. What is handed over is not copied, and gone from here.
    pub(super) async fn ask(&mut self, message: &JsValue, handed_over: &Array) -> Result<JsValue, NoAnswer> {
        // To a message for whose answer nobody waits any more.
        if let Some(before) = self.expected.clone() {
            JsFuture::from(before).await.map_err(|_| NoAnswer)?;
        }
        let worker = &self.worker;
        let answer = Promise::new(&mut |resolve, reject| {
            worker.set_onmessage(Some(&resolve));
            worker.set_onmessageerror(Some(&reject));
            worker.set_onerror(Some(&reject));
        });
        worker.post_message_with_transfer(message, handed_over).map_err(|_| NoAnswer)?;
        self.expected = Some(answer.clone());
        // A worker that has failed gives the same error to whoever asks again.
        let event: MessageEvent = js::settle(answer).await.map_err(|_| NoAnswer)?;
        self.expected = None;
        Ok(event.data())
    }
}

impl Drop for OwnWorker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
