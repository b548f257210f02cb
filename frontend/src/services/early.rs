//! Answers to what `static/start.js` has asked the server for, while this program was on its way.

use std::pin::pin;

use futures_util::future::{Either, select};
use js_sys::{ArrayBuffer, Object, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::http::{Answer, SILENCE, seconds};
use super::js;

#[wasm_bindgen]
extern "C" {
    /// One request of the script.
    type Asked;

    #[wasm_bindgen(method, getter)]
    fn promise(this: &Asked) -> Promise;

    /// Once it is there.
    #[wasm_bindgen(method, getter)]
    fn answer(this: &Asked) -> Option<Early>;

    /// An answer as the script keeps it.
    type Early;

    #[wasm_bindgen(method, getter)]
    fn status(this: &Early) -> u16;

    #[wasm_bindgen(method, getter, js_name = retryAfter)]
    fn retry_after(this: &Early) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn body(this: &Early) -> ArrayBuffer;
}

impl From<Early> for Answer {
    fn from(early: Early) -> Self {
        Self { status: early.status(), retry_after: early.retry_after().and_then(seconds), body: early.body() }
    }
}

/// The answer to a `GET` of this path without a token, if it is there already.
pub(super) fn answered(path: &str) -> Option<Answer> {
    let (all, asked) = find(path)?;
    let answer = asked.answer()?;
    forget(&all, path);
    Some(answer.into())
}

/// The same, waited for. `None`: it was not asked for, was taken before, or did not come.
pub(super) async fn take(path: &str) -> Option<Answer> {
    let (all, asked) = find(path)?;
    forget(&all, path);
    let (answer, silence) = (pin!(js::settle::<Early>(asked.promise())), pin!(js::sleep(SILENCE)));
    match select(answer, silence).await {
        Either::Left((answer, _)) => answer.ok().map(Answer::from),
        Either::Right(_) => None,
    }
}

fn find(path: &str) -> Option<(Object, Asked)> {
    let all: Object = Reflect::get(&js::window(), &JsValue::from_str("phialAsked")).ok()?.dyn_into().ok()?;
    let asked = Reflect::get(&all, &JsValue::from_str(path)).ok()?;
    (!asked.is_undefined()).then(|| (all, asked.unchecked_into()))
}

/// Whoever asks again, asks the server.
fn forget(all: &Object, path: &str) {
    // The script's object lets go of what it has.
    let _ = Reflect::delete_property(all, &JsValue::from_str(path));
}
