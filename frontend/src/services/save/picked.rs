//! The browser's save dialog (File System Access).

use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, FileSystemFileHandle};

use super::SaveError;
use super::writer::Writer;
use crate::services::js;

const DIALOG: &str = "showSaveFilePicker";

/// Whether this browser has the dialog.
pub(super) fn is_there() -> bool {
    js::has(&js::window(), DIALOG)
}

/// The file that the person chose. Dropped before it is finished, it stays as it was before.
pub(super) struct PickedFile {
    pub(super) writer: Rc<Writer>,
    handle: FileSystemFileHandle,
    was_empty: bool,
    finished: bool,
}

impl PickedFile {
    /// Asks the person where to; `None` when the browser does not let the page ask, or write there.
    pub(super) async fn ask(name: &str) -> Result<Option<Self>, SaveError> {
        let Some(dialog) = show(name) else {
            return Ok(None);
        };
        let handle: FileSystemFileHandle = match js::settle(dialog).await {
            Ok(handle) => handle,
            Err(error) if js::exception_name(&error) == "AbortError" => return Err(SaveError::Cancelled),
            Err(_) => return Ok(None),
        };
        let before = js::settle::<File>(handle.get_file()).await;
        let Some(writer) = Writer::open(&handle).await else {
            return Ok(None);
        };
        let was_empty = before.is_ok_and(|file| file.size() == 0.0);
        Ok(Some(Self { writer: Rc::new(writer), handle, was_empty, finished: false }))
    }

    pub(super) async fn finish(mut self) -> Result<(), SaveError> {
        self.writer.close().await?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for PickedFile {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        let (writer, handle, was_empty) = (Rc::clone(&self.writer), self.handle.clone(), self.was_empty);
        spawn_local(async move {
            writer.abort().await;
            // The dialog itself makes an empty file; nobody wants to find that.
            if was_empty && let Some(removal) = call(&handle, "remove", &[]) {
                let _ = JsFuture::from(removal).await;
            }
        });
    }
}

fn show(name: &str) -> Option<Promise> {
    let options = Object::new();
    Reflect::set(&options, &JsValue::from_str("suggestedName"), &JsValue::from_str(name)).ok()?;
    call(&js::window(), DIALOG, &[&options])
}

/// Calls a method that not every browser has.
fn call(object: &JsValue, method: &str, arguments: &[&JsValue]) -> Option<Promise> {
    let function: Function = Reflect::get(object, &JsValue::from_str(method)).ok()?.dyn_into().ok()?;
    function.apply(object, &arguments.iter().copied().collect()).ok()?.dyn_into().ok()
}
