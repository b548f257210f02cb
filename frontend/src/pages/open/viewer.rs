//! One file over the whole screen.

use gloo::events::EventListener;
use phial_shared::file_name::display_name;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::previews::{Look, Previews};
use super::saving::{Save, What};
use crate::components::{Dialog, Glyph, close_button, file_badge, icon};
use crate::format::size;
use crate::i18n::{t, use_words};
use crate::services::open::{OpenShare, Preview};

#[derive(PartialEq, Properties)]
pub(crate) struct ViewerProps {
    pub(crate) share: OpenShare,
    pub(crate) previews: Previews,
    /// The file to begin with.
    pub(crate) start: usize,
    /// Asks for a preview.
    pub(crate) on_near: Callback<usize>,
    pub(crate) on_close: Callback<()>,
}

/// A dialog through which all files can be leafed, also with the arrow keys.
#[component]
pub(crate) fn Viewer(props: &ViewerProps) -> Html {
    use_words();
    let count = props.share.manifest().files().len();
    let at = use_state(|| props.start);
    let step = {
        let setter = at.setter();
        use_callback((*at, count), move |forward: bool, (at, count)| {
            setter.set(if forward { (at + 1).min(count - 1) } else { at.saturating_sub(1) });
        })
    };
    use_effect_with((*at, props.on_near.clone()), |(at, on_near)| on_near.emit(*at));
    use_arrow_keys(step.clone());

    let Some(entry) = props.share.manifest().files().get(*at) else {
        return Html::default();
    };
    let name = display_name(&entry.name);
    let (back, forward) = (step.reform(|_: MouseEvent| false), step.reform(|_: MouseEvent| true));
    html! {
        <Dialog label={t!("viewer")} class="viewer" on_close={&props.on_close}>
            <div class="viewer-inside" data-test="viewer">
                <div class="viewer-head">
                    {close_button("button button-round", Some(t!("close")), icon(Glyph::Cross))}
                    <div class="file-words" aria-live="polite">
                        <bdi class="file-name">{&name}</bdi>
                        <span class="file-size">{t!("viewer-position", number = *at + 1, count = count)}{" · "}{size(entry.size)}</span>
                    </div>
                    <Save key={*at} share={props.share.clone()} what={What::File(*at)} label={t!("save")}
                        full_label={t!("save-file", name = name.clone())} />
                </div>
                <div class="viewer-stage">{stage(&props.previews.of(*at), &name)}</div>
                if count > 1 {
                    <div class="viewer-foot">
                        <button type="button" class="button" disabled={*at == 0} data-test="previous" onclick={back}>
                            {icon(Glyph::Back)}{t!("previous")}
                        </button>
                        <button type="button" class="button" disabled={*at + 1 == count} data-test="next" onclick={forward}>
                            {t!("next")}{icon(Glyph::Forward)}
                        </button>
                    </div>
                }
            </div>
        </Dialog>
    }
}

fn stage(look: &Look, name: &str) -> Html {
    match look {
        Look::Waiting => html! { <span class="busy late" role="status" aria-label={t!("one-moment")} /> },
        Look::Failed => html! { <p>{t!("preview-failed")}</p> },
        Look::Shown(preview) => match &**preview {
            Preview::Image(url) => html! {
                <img class="viewer-image" src={url.as_str().to_owned()} alt={name.to_owned()} decoding="async" />
            },
            Preview::Text(text) => html! { <pre class="viewer-text" tabindex="0" dir="auto">{text}</pre> },
            Preview::None => html! {
                <div class="viewer-none">{file_badge(name)}<p>{t!("no-preview")}</p></div>
            },
        },
    }
}

/// Calls `step` for the arrow keys: `true` is forward.
#[hook]
fn use_arrow_keys(step: Callback<bool>) {
    use_effect_with(step, |step| {
        let step = step.clone();
        let keys = EventListener::new(&gloo::utils::window(), "keydown", move |event| {
            match event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).as_deref() {
                Some("ArrowRight") => step.emit(true),
                Some("ArrowLeft") => step.emit(false),
                _ => (),
            }
        });
        move || drop(keys)
    });
}
