//! A film or a recording, played by the browser.

use yew::prelude::*;

use super::fetching::{Failure, Fetching, fetching, use_fetching};
use crate::i18n::use_words;
use crate::services::opened::{OpenShare, Played};

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
    let (file, media_type) = (props.file, props.media_type);
    let (state, again) = use_fetching(&props.share, file, async move |share, on_progress, cancel| {
        let played = share.media(file, media_type, on_progress, cancel).await?;
        played.ok_or(Failure { key: "not-shown-too-large", can_retry: false })
    });
    let onerror = {
        let setter = state.setter();
        // Piece by piece, it may also be the way to them that broke off.
        let can_retry = matches!(&*state, Fetching::Done(played) if matches!(**played, Played::Pieces(_)));
        Callback::from(move |_: Event| {
            setter.set(Fetching::Failed(Failure { key: "not-shown-broken", can_retry }));
        })
    };
    // Some players have a button of their own for it.
    let controlslist = props.share.is_view_only().then_some("nodownload");
    match &*state {
        Fetching::Done(played) if props.is_video => html! {
            <video class="viewer-video" controls=true playsinline=true {controlslist} src={played.url().to_owned()}
                aria-label={&props.name} data-test="video" {onerror} />
        },
        Fetching::Done(played) => html! {
            <audio class="viewer-audio" controls=true {controlslist} src={played.url().to_owned()} aria-label={&props.name}
                data-test="audio" {onerror} />
        },
        other => fetching(other, &props.share, again),
    }
}
