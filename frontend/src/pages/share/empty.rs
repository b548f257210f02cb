//! Nothing is chosen yet.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::intake::listed;
use super::keep_switch::MineLink;
use crate::components::{Glyph, Stopper, Title, Trouble, icon, phial, trouble_notice};
use crate::format::size;
use crate::i18n::{t, use_words};

/// The first view. `max_len`: the most bytes that may be sent at once; `dragging`: files are over the window;
/// `arrived`: it has taken the place of another view.
pub(crate) fn empty(
    max_len: u64,
    on_choose: &Callback<Vec<File>>,
    dragging: bool,
    trouble: Option<Trouble>,
    arrived: bool,
) -> Html {
    let zone = if dragging { "zone zone-over" } else { "zone" };
    html! {
        <div class="column stack stack-wide">
            <Title text={t!("share-title")} lead={Some(t!("share-lead"))} {arrived} />
            {for trouble.map(|trouble| trouble_notice(trouble, None))}
            <section class={zone} aria-label={t!("choose-files")}>
                {phial("zone", 0, if dragging { Stopper::Off } else { Stopper::On })}
                <div class="zone-words">
                    <p class="zone-title mouse-only">{t!("drop-here")}</p>
                    <p class="zone-title touch-only">{t!("choose-here")}</p>
                    <p class="quiet small">{t!("what-to-send", size = size(max_len))}</p>
                </div>
                <div class="row zone-buttons">
                    <FileButton kind={Pick::Files} class="button button-main" {on_choose} />
                    <FileButton kind={Pick::Photo} class="button touch-only" {on_choose} />
                </div>
            </section>
            <p class="note">{icon(Glyph::Lock)}<span>{t!("share-note")}</span></p>
            <MineLink />
        </div>
    }
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Pick {
    /// Any files.
    Files,
    /// More files.
    More,
    /// One from the camera, where there is one.
    Photo,
}

#[derive(PartialEq, Properties)]
pub(crate) struct FileButtonProps {
    pub(crate) kind: Pick,
    pub(crate) class: AttrValue,
    pub(crate) on_choose: Callback<Vec<File>>,
}

/// A button that asks the browser for files.
#[component]
pub(crate) fn FileButton(props: &FileButtonProps) -> Html {
    use_words();
    let input = use_node_ref();
    let onclick = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = props.on_choose.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let files = listed(input.files());
        // The same file may be chosen again after it was removed.
        input.set_value("");
        files
    });
    let (glyph, label, test) = match props.kind {
        Pick::Files => (None, t!("choose-files"), "choose"),
        Pick::More => (Some(Glyph::Plus), t!("add-files"), "choose-more"),
        Pick::Photo => (Some(Glyph::Camera), t!("take-photo"), "choose-photo"),
    };
    let is_photo = props.kind == Pick::Photo;
    html! {
        <>
            <button type="button" class={&props.class} data-test={test} {onclick}>
                if let Some(glyph) = glyph {
                    {icon(glyph)}
                }
                {label}
            </button>
            if is_photo {
                <input ref={input} class="unseen" type="file" accept="image/*" capture="environment" tabindex="-1"
                    aria-hidden="true" data-test="photo-input" {onchange} />
            } else {
                <input ref={input} class="unseen" type="file" multiple=true tabindex="-1" aria-hidden="true"
                    data-test="file-input" {onchange} />
            }
        </>
    }
}
