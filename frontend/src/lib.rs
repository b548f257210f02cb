//! The Phial page: seals files in the browser of who sends them, and opens them in the browser of who holds the link.
//!
//! `static/boot.js` takes the address out of the address bar and calls [`start`]. Which page is shown is decided once,
//! from that address; links between pages are ordinary navigation.

mod app;
mod components;
mod format;
mod i18n;
mod object_url;
mod pages;
mod route;
pub mod services;
mod when;

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;
use yew::AppHandle;
use zeroize::Zeroizing;

use crate::app::{App, AppProps};
use crate::route::Route;

thread_local! {
    static RUNNING: RefCell<Option<AppHandle<App>>> = const { RefCell::new(None) };
}

/// Shows the page for an address, in place of any page shown before.
///
/// The address may hold the key of a link; it is kept nowhere else than in the page that needs it. `words` are the compiled
/// ones of `language`; `fetch_words` promises those of another.
#[wasm_bindgen]
pub fn start(address: String, words: String, language: String, fetch_words: js_sys::Function) {
    i18n::speak(i18n::Language::new(language, words));
    services::words::fetch_with(fetch_words);
    let address = Zeroizing::new(address);
    let route = Route::of(&address);
    #[cfg(feature = "recipient")]
    services::save::sweep_leftovers();
    let Some(root) = gloo::utils::document().query_selector(".app").ok().flatten() else {
        return;
    };
    if let Some(before) = RUNNING.take() {
        before.destroy();
    }
    RUNNING.set(Some(yew::Renderer::<App>::with_root_and_props(root, AppProps { route }).render()));
}
