//! The log as a file, made in this page: the server knows neither the recipients' nor the files' names.

use std::rc::Rc;

use js_sys::{Array, Date};
use phial_shared::encoding::encode;
use phial_shared::events::Event;
use phial_shared::time::UnixSeconds;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement};
use yew::prelude::*;

use super::links::link_name;
use super::log::{file_name, plain_sentence};
use crate::components::{Glyph, icon};
use crate::i18n::{t, use_words};
use crate::services::manage::ManagedShare;
use crate::services::opened::BlobUrl;

#[derive(Properties)]
pub(super) struct ExportProps {
    pub(super) share: Rc<ManagedShare>,
}

impl PartialEq for ExportProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.share, &other.share)
    }
}

/// The buttons. A file is made when it is asked for, and its address lives until the next one is.
#[component]
pub(super) fn Export(props: &ExportProps) -> Html {
    use_words();
    let address = use_mut_ref(|| None::<BlobUrl>);
    let button = |test: &'static str, label: String, kind: Kind| {
        let (share, address) = (props.share.clone(), address.clone());
        let onclick = move |_: MouseEvent| *address.borrow_mut() = kind.save(&share);
        html! {
            <button type="button" class="button button-plain" data-test={test} {onclick}>{icon(Glyph::Down)}{label}</button>
        }
    };
    html! {
        <div class="row">
            {button("save-csv", t!("save-csv"), Kind::Csv)}
            {button("save-json", t!("save-json"), Kind::Json)}
        </div>
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Csv,
    Json,
}

impl Kind {
    /// Hands the file to the browser's downloads, as if the person had followed a link.
    fn save(self, share: &ManagedShare) -> Option<BlobUrl> {
        let lines: Vec<_> = share.events.iter().map(|event| Line::new(share, event)).collect();
        let (text, name, media_type) = match self {
            Self::Csv => (csv(&lines), "phial-log.csv", "text/csv;charset=utf-8"),
            Self::Json => (json(share, &lines), "phial-log.json", "application/json"),
        };
        let properties = BlobPropertyBag::new();
        properties.set_type(media_type);
        let pieces = Array::of1(&JsValue::from_str(&text));
        let blob = Blob::new_with_str_sequence_and_options(&pieces, &properties).ok()?;
        let url = BlobUrl::new(&blob)?;
        let anchor: HtmlAnchorElement = gloo::utils::document().create_element("a").ok()?.unchecked_into();
        anchor.set_href(url.as_str());
        anchor.set_download(name);
        anchor.click();
        Some(url)
    }
}

/// One event, in words that need no table beside them.
#[derive(Serialize)]
struct Line {
    number: u64,
    /// ISO 8601, in UTC.
    time: String,
    event: &'static str,
    what_happened: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u64>,
    /// The chain up to here, in base64url.
    hash: String,
}

impl Line {
    fn new(share: &ManagedShare, event: &Event) -> Self {
        Self {
            number: event.seq,
            time: iso(event.at),
            event: event.kind.as_str(),
            what_happened: plain_sentence(share, event),
            recipient: event.link.map(|link| link_name(share, link)),
            file: event.file.map(|file| file_name(share, file)),
            by: event.by.map(|actor| actor.as_str()),
            limit: event.limit,
            hash: encode(event.hash.as_bytes()),
        }
    }
}

fn iso(at: UnixSeconds) -> String {
    Date::new(&JsValue::from_f64(at.0 as f64 * 1000.0)).to_iso_string().into()
}

fn json(share: &ManagedShare, lines: &[Line]) -> String {
    let log = serde_json::json!({
        "sealed_at": iso(share.share.sealed_at),
        "erased_at": share.share.erased_at.map(iso),
        "intact": share.intact.is_ok(),
        "events": lines,
    });
    // Indented: it may be read by a person.
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

/// RFC 4180, with the mark by which spreadsheets know UTF-8.
fn csv(lines: &[Line]) -> String {
    let mut text = String::from("\u{feff}number,time,event,what_happened,recipient,file,by,limit,hash\r\n");
    for line in lines {
        let fields = [
            line.number.to_string(),
            line.time.clone(),
            line.event.to_owned(),
            line.what_happened.clone(),
            line.recipient.clone().unwrap_or_default(),
            line.file.clone().unwrap_or_default(),
            line.by.unwrap_or_default().to_owned(),
            line.limit.map(|limit| limit.to_string()).unwrap_or_default(),
            line.hash.clone(),
        ];
        text += &fields.map(|field| csv_field(&field)).join(",");
        text += "\r\n";
    }
    text
}

/// A spreadsheet would run a field that begins like a formula; names come from others.
fn csv_field(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if guard.is_empty() && !text.contains([',', '"', '\r', '\n']) {
        return text.to_owned();
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_quoted_where_it_must_be_and_is_no_formula() {
        assert_eq!(csv_field("report.pdf"), "report.pdf");
        assert_eq!(csv_field("Rossi, Anna"), "\"Rossi, Anna\"");
        assert_eq!(csv_field("a \"b\"\n"), "\"a \"\"b\"\"\n\"");
        assert_eq!(csv_field("=HYPERLINK(1)"), "\"'=HYPERLINK(1)\"");
        assert_eq!(csv_field("-1"), "\"'-1\"");
    }
}
