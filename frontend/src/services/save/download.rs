//! A download as if the person had followed a link.

use std::time::Duration;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, HtmlAnchorElement};

use super::SaveError;
use crate::services::js;
use crate::services::preview::BlobUrl;

/// How long the browser may take to copy what it downloads. It does not say when it has finished.
pub(super) const GRACE: Duration = Duration::from_secs(10 * 60);

/// Hands a blob to the browser's downloads.
pub(super) fn download(blob: &Blob, name: &str) -> Result<(), SaveError> {
    let url = BlobUrl::new(blob).ok_or(SaveError::Refused)?;
    let element = gloo::utils::document().create_element("a").map_err(|_| SaveError::Refused)?;
    let anchor: HtmlAnchorElement = element.unchecked_into();
    anchor.set_href(url.as_str());
    anchor.set_download(name);
    anchor.click();
    spawn_local(async move {
        js::sleep(GRACE).await;
        drop(url);
    });
    Ok(())
}
