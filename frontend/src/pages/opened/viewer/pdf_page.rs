//! One page of a PDF file: a canvas, with the text above it, invisible, so that it can be marked and read out.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Element, HtmlCanvasElement, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
};
use yew::prelude::*;

use super::pdf::Shared;
use crate::format::figure;
use crate::i18n::{t, use_words};
use crate::services::opened::{PdfPage, TextRun};
use crate::services::progress::Cancel;

/// How far outside of the stage a page is drawn already, and kept.
const NEAR: &str = "100% 0px";

#[derive(PartialEq, Properties)]
pub(super) struct PageViewProps {
    pub(super) pdf: Shared,
    /// From 0.
    pub(super) page: usize,
    /// The page's width on the stage, in hundredths. When it changes, the page is drawn anew.
    pub(super) width: u32,
    pub(super) scroller: NodeRef,
    pub(super) can_save: bool,
}

#[derive(Clone, PartialEq)]
enum Look {
    Waiting,
    Drawn(Vec<TextRun>),
    Failed,
}

/// The page.
#[component]
pub(super) fn PageView(props: &PageViewProps) -> Html {
    use_words();
    let (paper, canvas) = (use_node_ref(), use_node_ref());
    let look = use_state(|| Look::Waiting);
    let size = props.pdf.0.pages().get(props.page).copied().unwrap_or((1.0, 1.0));
    use_shape(paper.clone(), size);
    let is_near = use_is_near(paper.clone(), props.scroller.clone());
    {
        let (paper, canvas, setter) = (paper.clone(), canvas.clone(), look.setter());
        use_effect_with((props.pdf.clone(), props.page, props.width, is_near), move |(pdf, page, _, is_near)| {
            let (pdf, page, cancel) = (pdf.clone(), *page, Cancel::new());
            if *is_near {
                let (paper, canvas, cancel) = (paper.clone(), canvas.clone(), cancel.clone());
                spawn_local(async move {
                    let scale = pixels_across(&paper) / size.0.max(1.0);
                    match cancel.unless_ended(pdf.0.draw(page, scale)).await {
                        Some(Ok(drawn)) => setter.set(put(&canvas, drawn)),
                        Some(Err(_)) => setter.set(Look::Failed),
                        None => (),
                    }
                });
            } else {
                // Pages that are far away cost no memory.
                wipe(&canvas);
                setter.set(Look::Waiting);
            }
            move || cancel.cancel()
        });
    }
    let label = t!("page-number", number = props.page + 1);
    html! {
        <div class="pdf-page" ref={paper} role="group" aria-label={label} data-test="pdf-page">
            <canvas class="pdf-canvas" ref={canvas} aria-hidden="true" data-test={matches!(*look, Look::Drawn(_)).then_some("pdf-drawn")} />
            {match &*look {
                Look::Waiting => html! { <span class="busy late" aria-hidden="true" /> },
                Look::Drawn(runs) => text(runs, size),
                Look::Failed => html! {
                    <p class="pdf-failed">
                        {t!("page-failed")}
                        if props.can_save {
                            {" "}{t!("page-failed-save")}
                        }
                    </p>
                },
            }}
        </div>
    }
}

/// The text of a page over its picture.
fn text(runs: &[TextRun], (width, height): (f64, f64)) -> Html {
    let lines = runs.iter().map(|run| {
        let place = run.place.map(figure).join(" ");
        html! {
            <text transform={format!("matrix({place})")} font-size={figure(run.font_size)}
                textLength={figure(run.length)} lengthAdjust="spacingAndGlyphs">{format!("{} ", run.text)}</text>
        }
    });
    html! {
        <svg class="pdf-text" viewBox={format!("0 0 {} {}", figure(width), figure(height))} preserveAspectRatio="none">{for lines}</svg>
    }
}

/// Pixels of the screen from the left to the right edge of an element.
fn pixels_across(element: &NodeRef) -> f64 {
    let width = element.cast::<Element>().map_or(0.0, |element| element.get_bounding_client_rect().width());
    width * gloo::utils::window().device_pixel_ratio()
}

fn put(canvas: &NodeRef, page: PdfPage) -> Look {
    let drawn = canvas.cast::<HtmlCanvasElement>().and_then(|canvas| page.put_on(&canvas));
    drawn.map_or(Look::Failed, |()| Look::Drawn(page.runs))
}

fn wipe(canvas: &NodeRef) {
    if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
        canvas.set_width(0);
        canvas.set_height(0);
    }
}

/// Gives an element the shape of a page, before the page is drawn.
#[hook]
fn use_shape(element: NodeRef, size: (f64, f64)) {
    use_effect_with((), move |()| {
        if let Some(element) = element.cast::<HtmlElement>() {
            // Without it the page takes its place once it is drawn.
            let _ = element.style().set_property("aspect-ratio", &format!("{} / {}", figure(size.0), figure(size.1)));
        }
    });
}

/// Whether an element is near what can be seen of its scroller.
#[hook]
fn use_is_near(element: NodeRef, scroller: NodeRef) -> bool {
    let is_near = use_state_eq(|| false);
    let setter = is_near.setter();
    use_effect_with((), move |()| {
        let seen = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
            // Of several, the last is how it is now.
            if let Some(entry) = entries.iter().last() {
                setter.set(entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root(scroller.cast::<Element>().as_ref());
        options.set_root_margin(NEAR);
        let observer = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options).ok();
        if let (Some(observer), Some(element)) = (&observer, element.cast::<Element>()) {
            observer.observe(&element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(seen);
        }
    });
    *is_near
}
