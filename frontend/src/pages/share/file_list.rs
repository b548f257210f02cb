//! The chosen files with their thumbnails.

use wasm_bindgen::JsCast;
use web_sys::{Element, File, HtmlElement};
use yew::prelude::*;

use super::files::{Chosen, ChosenFiles, size};
use crate::components::{Glyph, file_badge, icon};
use crate::format;
use crate::i18n::{t, use_words};
use crate::object_url::use_object_url;
use phial_shared::file_name::display_name;

/// Rows that are drawn at first, and how many more at a time: thousands at once would stop a phone for seconds.
const ROWS: usize = 200;
/// Larger pictures are not decoded for a thumbnail, in bytes.
const MAX_THUMBNAIL: u64 = 20_000_000;
/// Pictures that every browser decodes.
const PICTURES: [&str; 5] = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"];

#[derive(PartialEq, Properties)]
pub(crate) struct FileListProps {
    pub(crate) files: ChosenFiles,
    pub(crate) on_remove: Callback<u32>,
}

/// The list.
#[component]
pub(crate) fn FileList(props: &FileListProps) -> Html {
    use_words();
    let shown = use_state(|| ROWS);
    let all = props.files.as_slice();
    let rest = all.len().saturating_sub(*shown);
    let on_more = {
        let (setter, next) = (shown.setter(), *shown + ROWS);
        Callback::from(move |_: MouseEvent| setter.set(next))
    };
    html! {
        <div class="card files">
            <ul class="file-rows">
                {for all.iter().take(*shown).map(|chosen| html! {
                    <FileRow key={chosen.id} chosen={chosen.clone()} on_remove={&props.on_remove} />
                })}
            </ul>
            if rest > 0 {
                <button type="button" class="button button-plain" onclick={on_more}>{t!("more-files", count = rest)}</button>
            }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct FileRowProps {
    chosen: Chosen,
    on_remove: Callback<u32>,
}

#[component]
fn FileRow(props: &FileRowProps) -> Html {
    use_words();
    let Chosen { id, file } = &props.chosen;
    let name = display_name(&file.name());
    let thumbnail = use_object_url(is_picture(file).then_some(file));
    let onclick = {
        let id = *id;
        props.on_remove.reform(move |event: MouseEvent| {
            focus_neighbour(&event);
            id
        })
    };
    html! {
        <li class="file-row" data-test="chosen-file">
            if let Some(url) = thumbnail {
                <img class="thumb" src={url} alt="" width="52" height="52" loading="lazy" decoding="async" />
            } else {
                {file_badge(&name)}
            }
            <div class="file-words">
                <bdi class="file-name">{&name}</bdi>
                <span class="file-size">{format::size(size(file))}</span>
            </div>
            <button type="button" class="button button-round" aria-label={t!("remove-file", name = name)}
                data-test="remove" {onclick}>
                {icon(Glyph::Cross)}
            </button>
        </li>
    }
}

/// The button that was pressed goes away; the focus moves to the one below it, or above.
fn focus_neighbour(event: &MouseEvent) {
    let row = event.target_dyn_into::<Element>().and_then(|button| button.closest("li").ok().flatten());
    let neighbour = row.and_then(|row| row.next_element_sibling().or_else(|| row.previous_element_sibling()));
    let button = neighbour.and_then(|row| row.query_selector("button").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        // Where focus is refused, nothing else changes.
        let _ = button.focus();
    }
}

fn is_picture(file: &File) -> bool {
    PICTURES.contains(&file.type_().as_str()) && size(file) <= MAX_THUMBNAIL
}
