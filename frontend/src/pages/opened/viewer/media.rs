//! A film or a recording, played by the browser.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::fetching::{Fetching, fetching};
use crate::i18n::use_words;
use crate::services::opened::OpenShare;
use crate::services::progress::Cancel;

#[derive(PartialEq, Properties)]
pub(super) struct MediaProps {
    pub(super) share: OpenShare,
    pub(super) file: usize,
    pub(super) is_video: bool,
    pub(super) media_type: &'static str,
    pub(super) name: AttrValue,
}

/// The player, from fetching on.
#[component]
pub(super) fn Media(props: &MediaProps) -> Html {
    use_words();
    let state = use_state(|| Fetching::Underway(None));
    let again = use_state(|| 0u32);
    {
        let (setter, media_type) = (state.setter(), props.media_type);
        use_effect_with((props.share.clone(), props.file, *again), move |(share, file, _)| {
            let (share, file, cancel) = (share.clone(), *file, Cancel::new());
            let ended = cancel.clone();
            setter.set(Fetching::Underway(None));
            spawn_local(async move {
                let on_progress = Fetching::on_progress(&setter);
                setter.set(match share.media(file, media_type, on_progress, &cancel).await {
                    Ok(url) => Fetching::Done(Rc::new(url)),
                    Err(_) if cancel.is_cancelled() => return,
                    Err(error) => Fetching::Failed { key: error.message(), can_retry: error.can_retry() },
                });
            });
            move || ended.cancel()
        });
    }
    let onerror = {
        let setter = state.setter();
        Callback::from(move |_: Event| setter.set(Fetching::Failed { key: "not-shown-broken", can_retry: false }))
    };
    match &*state {
        Fetching::Done(url) if props.is_video => html! {
            <video class="viewer-video" controls=true playsinline=true src={url.as_str().to_owned()} aria-label={&props.name}
                data-test="video" {onerror} />
        },
        Fetching::Done(url) => html! {
            <audio class="viewer-audio" controls=true src={url.as_str().to_owned()} aria-label={&props.name} data-test="audio"
                {onerror} />
        },
        other => fetching(other, {
            let again = again.clone();
            Callback::from(move |()| again.set(*again + 1))
        }),
    }
}
