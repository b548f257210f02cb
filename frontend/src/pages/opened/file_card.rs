//! One file of what was sent, with its preview.

use js_sys::Array;
use phial_shared::file_name::display_name;
use phial_shared::manifest::FileEntry;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use yew::prelude::*;

use super::previews::Look;
use super::saving::{Save, What};
use super::unfit::why;
use crate::components::{Glyph, file_badge, icon};
use crate::format::size;
use crate::i18n::{t, use_words};
use crate::services::opened::{OpenShare, Preview};

/// How far outside of the window a card already asks for its preview.
const NEAR: &str = "300px";

#[derive(PartialEq, Properties)]
pub(crate) struct FileCardProps {
    pub(crate) share: OpenShare,
    pub(crate) file: usize,
    pub(crate) entry: FileEntry,
    pub(crate) look: Look,
    /// Asks for the preview.
    pub(crate) on_near: Callback<usize>,
    /// Opens the viewer.
    pub(crate) on_look: Callback<usize>,
}

/// The card.
#[component]
pub(crate) fn FileCard(props: &FileCardProps) -> Html {
    use_words();
    let node = use_node_ref();
    let file = props.file;
    use_near(node.clone(), props.on_near.reform(move |()| file));
    let name = display_name(&props.entry.name);
    html! {
        <li ref={node} class="card file-card" data-test="file-card">
            {preview(props, &name)}
            <div class="file-card-line">
                <div class="file-words">
                    <bdi class="file-name" data-test="file-name">{&name}</bdi>
                    <span class="file-size">{size(props.entry.size)}</span>
                </div>
                if !props.share.is_view_only() {
                    <Save share={props.share.clone()} what={What::File(file)} label={t!("save")}
                        full_label={t!("save-file", name = name.clone())} />
                }
            </div>
        </li>
    }
}

fn preview(props: &FileCardProps, name: &str) -> Html {
    let file = props.file;
    match &props.look {
        Look::Waiting => html! { <div class="preview preview-waiting" aria-hidden="true" /> },
        Look::Failed => {
            let onclick = props.on_near.reform(move |_: MouseEvent| file);
            html! {
                <div class="preview preview-none">
                    <p class="quiet small">{t!("preview-failed")}</p>
                    <button type="button" class="button button-plain" {onclick}>{t!("try-again")}</button>
                </div>
            }
        }
        Look::Shown(preview) => {
            let onclick = props.on_look.reform(move |_: MouseEvent| file);
            match &**preview {
                Preview::Image(picture) => html! {
                    <button type="button" class="preview preview-image" aria-label={t!("look-at", name = name)}
                        data-test="preview-image" {onclick}>
                        <img src={picture.url.as_str().to_owned()} alt="" decoding="async" />
                    </button>
                },
                Preview::Text(text) => html! {
                    <pre class="preview preview-text" tabindex="0" dir="auto" aria-label={t!("text-of", name = name)}
                        data-test="preview-text">{text}</pre>
                },
                Preview::Pdf => open(name, Glyph::Eye, "preview-pdf", onclick),
                Preview::Media { .. } => open(name, Glyph::Play, "preview-media", onclick),
                Preview::None(unfit) => html! {
                    <div class="preview preview-none" data-test="not-shown" data-code={why(*unfit).key}>
                        {file_badge(name)}
                        <p class="quiet small">{why(*unfit).title()}</p>
                    </div>
                },
            }
        }
    }
}

/// What is fetched only when somebody looks at it.
fn open(name: &str, glyph: Glyph, test: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="preview preview-none preview-open" data-test={test} {onclick}>
            {file_badge(name)}
            <span class="button button-main">{icon(glyph)}{t!("look")}</span>
            <span class="unseen">{name}</span>
        </button>
    }
}

/// Tells once that an element has come near the window.
#[hook]
fn use_near(node: NodeRef, on_near: Callback<()>) {
    use_effect_with((), move |()| {
        let seen = Closure::<dyn Fn(Array, IntersectionObserver)>::new(
            move |entries: Array, observer: IntersectionObserver| {
                let is_near = |entry: wasm_bindgen::JsValue| {
                    entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting()
                };
                if entries.iter().any(is_near) {
                    observer.disconnect();
                    on_near.emit(());
                }
            },
        );
        let options = IntersectionObserverInit::new();
        options.set_root_margin(NEAR);
        let observer = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options).ok();
        if let (Some(observer), Some(element)) = (&observer, node.cast::<Element>()) {
            observer.observe(&element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(seen);
        }
    });
}
