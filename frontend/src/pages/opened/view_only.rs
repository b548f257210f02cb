//! Where saving is off: the browser's own ways to take something away are not offered either. They are made harder, not impossible,
//! and the sender is told so.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};
use yew::prelude::*;

/// The menu of a picture, drawing it to the desktop, and the clipboard.
const WAYS: [&str; 4] = ["contextmenu", "dragstart", "copy", "cut"];
/// On the page as long as saving is off: what it hides from the printer is in the style sheet.
const CLASS: &str = "view-only";

/// Keeps these ways shut as long as what was sent is shown.
#[hook]
pub(super) fn use_view_only(is_view_only: bool) {
    use_effect_with(is_view_only, |is_view_only| {
        let shut = is_view_only.then(Shut::now);
        move || drop(shut)
    });
}

struct Shut {
    _listeners: Vec<EventListener>,
}

impl Shut {
    fn now() -> Self {
        mark(true);
        let document = gloo::utils::document();
        let shut = |name: &'static str, is_meant: fn(&Event) -> bool| {
            let options = EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: false };
            EventListener::new_with_options(&document, name, options, move |event| {
                if is_meant(event) {
                    event.prevent_default();
                }
            })
        };
        let mut listeners: Vec<_> = WAYS.into_iter().map(|name| shut(name, |_| true)).collect();
        listeners.push(shut("keydown", saves_the_page));
        Self { _listeners: listeners }
    }
}

impl Drop for Shut {
    fn drop(&mut self) {
        mark(false);
    }
}

/// The browser's own command to save what is shown.
fn saves_the_page(event: &Event) -> bool {
    let key = event.dyn_ref::<KeyboardEvent>();
    key.is_some_and(|key| (key.ctrl_key() || key.meta_key()) && key.key().eq_ignore_ascii_case("s"))
}

fn mark(on: bool) {
    if let Some(root) = gloo::utils::document().document_element() {
        // A name that is no token would be refused; this one is.
        let _ = root.class_list().toggle_with_force(CLASS, on);
    }
}
