//! Files that are dropped anywhere on the window, or pasted.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, File, FileList};
use yew::prelude::*;

/// What came in at once.
pub(crate) struct Intake {
    pub(crate) files: Vec<File>,
    /// There were folders, which cannot be sent.
    pub(crate) folders: bool,
}

/// Hands over what is dropped on the window or pasted while `enabled`; tells whether files are being dragged over it.
///
/// While not enabled, a dropped file still does not replace the page.
#[hook]
pub(crate) fn use_intake(enabled: bool, on_intake: Callback<Intake>) -> bool {
    let dragging = use_state_eq(|| false);
    let setter = dragging.setter();
    use_effect_with((enabled, on_intake), move |(enabled, on_intake)| {
        let (enabled, on_intake) = (*enabled, on_intake.clone());
        let over = {
            let setter = setter.clone();
            listen("dragover", move |event| {
                if event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).is_some_and(|data| has_files(&data))
                {
                    event.prevent_default();
                    setter.set(enabled);
                }
            })
        };
        let leave = {
            let setter = setter.clone();
            // Leaving for another element is no leaving; leaving the window has no other element.
            listen("dragleave", move |event| {
                if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
                    setter.set(false);
                }
            })
        };
        let drop = {
            let on_intake = on_intake.clone();
            listen("drop", move |event| {
                setter.set(false);
                let Some(data) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) else { return };
                if has_files(&data) {
                    event.prevent_default();
                    if enabled {
                        on_intake.emit(dropped(&data));
                    }
                }
            })
        };
        let paste = listen("paste", move |event| {
            let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            let files = data.map(|data| listed(data.files())).unwrap_or_default();
            if enabled && !files.is_empty() {
                event.prevent_default();
                on_intake.emit(Intake { files, folders: false });
            }
        });
        move || std::mem::drop((over, leave, drop, paste))
    });
    *dragging
}

/// The files of a list.
pub(crate) fn listed(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect()).unwrap_or_default()
}

fn listen(kind: &'static str, run: impl Fn(&Event) + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&gloo::utils::window(), kind, options, run)
}

fn has_files(data: &DataTransfer) -> bool {
    data.types().iter().any(|kind| kind == "Files")
}

/// The dropped files. A folder looks like a file that cannot be read, and is told apart by its entry.
fn dropped(data: &DataTransfer) -> Intake {
    let items = data.items();
    let mut intake = Intake { files: Vec::new(), folders: false };
    for item in (0..items.length()).filter_map(|i| items.get(i)).filter(|item| item.kind() == "file") {
        let is_folder = item.webkit_get_as_entry().ok().flatten().is_some_and(|entry| entry.is_directory());
        match item.get_as_file() {
            Ok(Some(file)) if !is_folder => intake.files.push(file),
            _ => intake.folders |= is_folder,
        }
    }
    intake
}
