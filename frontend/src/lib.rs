//! The Phial page: seals files in the browser of who sends them, and opens them in the browser of who holds the link.
//!
//! `static/boot.js` takes the address out of the address bar and calls [`start`]. Which page is shown is decided once,
//! from that address; links between pages are ordinary navigation. What a recipient sees after opening a link is a program
//! of its own, which the one before calls: [`prepare`], [`show`], [`end`].

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
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;
use yew::{AppHandle, AttrValue};
use zeroize::Zeroizing;

use crate::app::{App, AppProps};
use crate::route::Route;
use crate::services::open::{Handover, OpenError};
use crate::services::opened::OpenShare;
use crate::services::programs::{self, Programs};
use crate::services::save;

thread_local! {
    static RUNNING: RefCell<Option<AppHandle<App>>> = const { RefCell::new(None) };
}

/// Shows the page for an address, in place of any page shown before.
///
/// The address may hold the key of a link; it is kept nowhere else than in the page that needs it. `words` are the compiled
/// ones of `language`; `fetch_words` promises those of another.
#[wasm_bindgen]
pub fn start(address: String, words: String, language: String, fetch_words: Function, programs: Programs) {
    i18n::speak(i18n::Language::new(language, words));
    services::words::fetch_with(fetch_words);
    let address = Zeroizing::new(address);
    // The program of the viewer is not started by an address.
    if cfg!(any(feature = "account", feature = "manage", feature = "recipient", feature = "sender")) {
        programs::remember(programs);
        programs::end_viewer();
        show_page(Route::of(&address), None);
    }
}

/// Makes the viewer ready, when its program was loaded before there is anything to show.
#[wasm_bindgen]
pub fn prepare(programs: Programs, fetch_words: Function) {
    if cfg!(feature = "viewer") {
        programs::remember(programs);
        services::words::fetch_with(fetch_words);
        save::sweep_leftovers();
    }
}

/// Shows what was sent, in place of the page that has opened it and in its language. `site` is the organisation's name, if
/// it is known.
#[wasm_bindgen]
pub fn show(handover: JsValue, site: Option<String>, words: String, language: String) {
    if cfg!(feature = "viewer") {
        i18n::speak(i18n::Language::new(language, words));
        let opened = Handover::take(&handover).ok_or(OpenError::Damaged).and_then(OpenShare::of);
        show_page(Route::Opened(Rc::new(opened)), site.map(AttrValue::from));
    }
}

/// Takes the page away, and with it every key that it holds.
#[wasm_bindgen]
pub fn end() {
    if let Some(before) = RUNNING.take() {
        before.destroy();
    }
}

fn show_page(route: Route, site: Option<AttrValue>) {
    end();
    let Some(root) = gloo::utils::document().query_selector(".app").ok().flatten() else {
        return;
    };
    // A fresh element, without what another program of this page has left at the one before.
    let fresh = match root.clone_node() {
        Ok(fresh) => fresh.unchecked_into::<Element>(),
        Err(_) => return,
    };
    if root.replace_with_with_node_1(&fresh).is_ok() {
        RUNNING.set(Some(yew::Renderer::<App>::with_root_and_props(fresh, AppProps { route, site }).render()));
    }
}
