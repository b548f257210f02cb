//! Work that would be lost with the page.

use gloo::events::{EventListener, EventListenerOptions};

use super::js;

/// Has the browser ask before the tab is closed, until it is dropped.
pub fn ask_before_leaving() -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&js::window(), "beforeunload", options, |event| event.prevent_default())
}
