//! All files as a strip of small pictures.

use phial_shared::file_name::display_name;
use phial_shared::manifest::FileEntry;
use yew::prelude::*;

use crate::components::file_badge;
use crate::i18n::t;
use crate::pages::opened::previews::{Look, Previews};
use crate::services::opened::Preview;

/// The strip. What has not been fetched yet is not fetched for it.
pub(super) fn strip(files: &[FileEntry], previews: &Previews, at: usize, on_go: &Callback<usize>) -> Html {
    let items = files.iter().enumerate().map(|(file, entry)| {
        let name = display_name(&entry.name);
        let small = match previews.of(file) {
            Look::Shown(preview) => match &*preview {
                Preview::Image(picture) => {
                    html! { <img class="thumb" src={picture.url.as_str().to_owned()} alt="" decoding="async" /> }
                }
                _ => file_badge(&name),
            },
            Look::Waiting | Look::Failed => file_badge(&name),
        };
        html! {
            <li key={file}>
                <button type="button" class="strip-button" aria-label={t!("look-at", name = name)}
                    aria-current={(file == at).then_some("true")} onclick={on_go.reform(move |_: MouseEvent| file)}>{small}</button>
            </li>
        }
    });
    html! { <ul class="strip" data-test="strip">{for items}</ul> }
}
