//! One file over the whole screen.

mod context;
mod fetching;
mod fingers;
mod media;
mod pdf;
mod pdf_page;
mod picture;
mod print;
mod stance;
mod strip;

use gloo::events::EventListener;
use phial_shared::file_name::display_name;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::previews::{Look, Previews};
use super::saving::{Save, What};
use super::unfit::{advice, why};
use crate::components::{Dialog, Glyph, close_button, file_badge, icon};
use crate::format::size;
use crate::i18n::{t, use_words};
use crate::services::opened::{OpenShare, Preview};
use context::context;
use media::Media;
use pdf::Pdf;
use picture::Picture;
use strip::strip;

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
    let manifest = props.share.manifest();
    let count = manifest.files().len();
    let at = use_state(|| props.start);
    let inside = use_node_ref();
    let go = {
        let setter = at.setter();
        use_callback((), move |file: usize, ()| setter.set(file))
    };
    let step = {
        let go = go.clone();
        use_callback((*at, count), move |forward: bool, (at, count)| {
            go.emit(if forward { (at + 1).min(count - 1) } else { at.saturating_sub(1) });
        })
    };
    use_effect_with((*at, props.on_near.clone()), |(at, on_near)| on_near.emit(*at));
    use_arrow_keys(step.clone());

    let Some(entry) = manifest.files().get(*at) else {
        return Html::default();
    };
    let name = AttrValue::from(display_name(&entry.name));
    let look = props.previews.of(*at);
    let files = (count > 1).then(|| strip(manifest.files(), &props.previews, *at, &go));
    let below: Vec<Html> = [files, reduced(&look, !props.share.is_view_only()), context(&manifest.context)]
        .into_iter()
        .flatten()
        .collect();
    html! {
        <Dialog label={t!("viewer")} class="viewer" on_close={&props.on_close}>
            <div class="viewer-inside" ref={inside.clone()} data-test="viewer">
                <div class="viewer-head">
                    {close_button("button button-round", Some(t!("close")), icon(Glyph::Cross))}
                    <div class="file-words" aria-live="polite">
                        <bdi class="file-name">{&name}</bdi>
                        <span class="file-size">{t!("viewer-position", number = *at + 1, count = count)}{" · "}{size(entry.size)}</span>
                    </div>
                    {full_screen(&inside)}
                    if !props.share.is_view_only() {
                        <Save key={*at} share={props.share.clone()} what={What::File(*at)} label={t!("save")}
                            full_label={t!("save-file", name = name.to_string())} />
                    }
                </div>
                <div class="viewer-middle">
                    <div class="viewer-stage">
                        {stage(props, *at, &look, &name, &step)}
                        if count > 1 {
                            {side(&step, false, *at == 0)}
                            {side(&step, true, *at + 1 == count)}
                        }
                    </div>
                    if !below.is_empty() {
                        <div class="viewer-below">{for below}</div>
                    }
                </div>
            </div>
        </Dialog>
    }
}

fn stage(props: &ViewerProps, file: usize, look: &Look, name: &AttrValue, on_step: &Callback<bool>) -> Html {
    let preview = match look {
        Look::Waiting => return html! { <span class="busy late" role="status" aria-label={t!("one-moment")} /> },
        Look::Failed => return html! { <p>{t!("preview-failed")}</p> },
        Look::Shown(preview) => &**preview,
    };
    let share = props.share.clone();
    match preview {
        Preview::Image(picture) => html! {
            <Picture key={file} src={picture.url.as_str().to_owned()} size={picture.size} {name} {on_step} />
        },
        Preview::Text(text) => html! {
            <pre class="viewer-text" tabindex="0" dir="auto" aria-label={t!("text-of", name = name.to_string())}>{text}</pre>
        },
        Preview::Pdf => html! { <Pdf key={file} {share} {file} /> },
        Preview::Media { is_video, media_type } => html! {
            <Media key={file} {share} {file} is_video={*is_video} {media_type} {name} />
        },
        Preview::None(unfit) => html! {
            <div class="viewer-none" data-test="not-shown" data-code={why(*unfit).key}>
                {file_badge(name)}
                <p class="strong">{why(*unfit).title()}</p>
                <p>{advice(*unfit, &props.share)}</p>
            </div>
        },
    }
}

/// That a picture has more details than are shown.
fn reduced(look: &Look, can_save: bool) -> Option<Html> {
    let Look::Shown(preview) = look else { return None };
    let Preview::Image(picture) = &**preview else { return None };
    let (width, height) = picture.reduced_from?;
    Some(html! {
        <p class="viewer-note" data-test="reduced">
            {t!("picture-reduced", width = width, height = height)}
            if can_save {
                {" "}{t!("picture-reduced-save")}
            }
        </p>
    })
}

/// A button at the side of the stage, to the next file or the one before.
fn side(on_step: &Callback<bool>, forward: bool, disabled: bool) -> Html {
    let (class, glyph, label, test) = if forward {
        ("button button-round viewer-side viewer-side-next", Glyph::Forward, t!("next"), "next")
    } else {
        ("button button-round viewer-side", Glyph::Back, t!("previous"), "previous")
    };
    html! {
        <button type="button" {class} {disabled} aria-label={label} data-test={test}
            onclick={on_step.reform(move |_: MouseEvent| forward)}>{icon(glyph)}</button>
    }
}

/// A button that gives the viewer the whole screen and takes it back, where the browser can do that.
fn full_screen(inside: &NodeRef) -> Html {
    let document = gloo::utils::document();
    if !document.fullscreen_enabled() {
        return Html::default();
    }
    let inside = inside.clone();
    let onclick = move |_: MouseEvent| {
        let document = gloo::utils::document();
        if document.fullscreen_element().is_some() {
            document.exit_fullscreen();
        } else if let Some(inside) = inside.cast::<Element>() {
            // Where it is refused, everything is as before.
            let _ = inside.request_fullscreen();
        }
    };
    html! {
        <button type="button" class="button button-round viewer-full" aria-label={t!("full-screen")} data-test="full-screen"
            {onclick}>{icon(Glyph::Full)}</button>
    }
}

/// Calls `step` for the arrow keys: `true` is forward. Players and texts have them for themselves.
#[hook]
fn use_arrow_keys(step: Callback<bool>) {
    use_effect_with(step, |step| {
        let step = step.clone();
        let keys = EventListener::new(&gloo::utils::window(), "keydown", move |event| {
            let within = |css| {
                let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                element.is_some_and(|element| element.closest(css).ok().flatten().is_some())
            };
            match event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).as_deref() {
                Some("ArrowRight") if !within("video, audio, pre, .pdf-scroller") => step.emit(true),
                Some("ArrowLeft") if !within("video, audio, pre, .pdf-scroller") => step.emit(false),
                _ => (),
            }
        });
        move || drop(keys)
    });
}
