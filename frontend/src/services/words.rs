//! The words of other languages, from the start script, which knows where they are.

use std::cell::RefCell;

use js_sys::{Function, JsString, Promise};
use wasm_bindgen::JsValue;

use super::js;

thread_local! {
    static FETCH: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// The words could not be fetched.
#[derive(Debug)]
pub struct NotFetched;

/// Takes the start script's way to fetch words: a function of a language's code that promises a text.
pub fn fetch_with(fetch: Function) {
    FETCH.set(Some(fetch));
}

/// That way, for a further program.
pub(super) fn way() -> Option<Function> {
    FETCH.with_borrow(Clone::clone)
}

/// The compiled words of a language. The start script remembers that this language was chosen.
pub async fn fetch(code: &str) -> Result<String, NotFetched> {
    let promised = FETCH.with_borrow(|fetch| fetch.as_ref()?.call1(&JsValue::NULL, &JsValue::from_str(code)).ok());
    let promise = Promise::from(promised.ok_or(NotFetched)?);
    let words: JsString = js::settle(promise).await.map_err(|_| NotFetched)?;
    Ok(words.into())
}
