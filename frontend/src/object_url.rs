//! Addresses of data that is in the browser's memory, for as long as a component shows it.

use web_sys::Blob;
use yew::prelude::*;

use crate::services::preview::BlobUrl;

/// The address of a blob.
#[hook]
pub(crate) fn use_object_url(blob: Option<&Blob>) -> Option<AttrValue> {
    let url = use_memo(blob.cloned(), |blob| blob.as_ref().and_then(BlobUrl::new));
    (*url).as_ref().map(|url| AttrValue::from(url.as_str().to_owned()))
}
