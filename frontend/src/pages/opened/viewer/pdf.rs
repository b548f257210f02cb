//! A PDF file: its pages one below the other, drawn when they come near.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::fetching::{Failure, Fetching, fetching, use_fetching};
use super::pdf_page::PageView;
use super::print::Print;
use crate::components::{Glyph, icon};
use crate::format::figure;
use crate::i18n::{t, use_words};
use crate::services::opened::{NoPdf, OpenShare, PdfFile};

/// How wide a page is on its stage, in hundredths.
const WIDTHS: [u32; 7] = [50, 75, 100, 150, 200, 300, 400];
const WHOLE: usize = 2;

#[derive(PartialEq, Properties)]
pub(super) struct PdfProps {
    pub(super) share: OpenShare,
    pub(super) file: usize,
}

/// The file, from fetching on.
#[component]
pub(super) fn Pdf(props: &PdfProps) -> Html {
    use_words();
    let file = props.file;
    let (state, again) = use_fetching(&props.share, file, async move |share, on_progress, cancel| {
        let pdf = share.pdf(file, on_progress, cancel).await?;
        pdf.map_err(|error| Failure { key: said(error), can_retry: error == NoPdf::NotLoaded })
    });
    match &*state {
        Fetching::Done(pdf) => html! { <Pages pdf={Shared(pdf.clone())} can_save={!props.share.is_view_only()} /> },
        other => fetching(other, &props.share, again),
    }
}

const fn said(error: NoPdf) -> &'static str {
    match error {
        NoPdf::NotLoaded => "error-no-answer",
        NoPdf::Locked => "pdf-locked",
        NoPdf::Broken => "not-shown-broken",
    }
}

/// A PDF file as a property: the same is the same.
#[derive(Clone)]
pub(super) struct Shared(pub(super) Rc<PdfFile>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(PartialEq, Properties)]
struct PagesProps {
    pdf: Shared,
    can_save: bool,
}

#[component]
fn Pages(props: &PagesProps) -> Html {
    use_words();
    let width = use_state(|| WHOLE);
    let (scroller, list) = (use_node_ref(), use_node_ref());
    {
        let list = list.clone();
        use_effect_with(WIDTHS[*width], move |width| {
            if let Some(list) = list.cast::<HtmlElement>() {
                // Without it the pages have their usual width.
                let _ = list.style().set_property("--page-width", &figure(f64::from(*width) / 100.0));
            }
        });
    }
    let count = props.pdf.0.pages().len();
    let pages = (0..count).map(|page| {
        html! {
            <PageView key={page} pdf={props.pdf.clone()} {page} width={WIDTHS[*width]} scroller={scroller.clone()}
                can_save={props.can_save} />
        }
    });
    let tool = |glyph: Glyph, label: String, test: &'static str, to: Option<usize>| {
        let width = width.clone();
        let onclick = move |_: MouseEvent| width.set(to.unwrap_or(*width));
        html! {
            <button type="button" class="button button-round" aria-label={label} data-test={test} disabled={to.is_none()}
                {onclick}>{icon(glyph)}</button>
        }
    };
    html! {
        <div class="pdf" data-test="pdf">
            <div class="pdf-scroller" ref={scroller.clone()} tabindex="0" aria-label={t!("pages-count", count = count)}>
                <div class="pdf-pages" ref={list}>{for pages}</div>
            </div>
            <div class="picture-tools" role="group" aria-label={t!("picture-tools")}>
                {tool(Glyph::Minus, t!("smaller"), "zoom-out", width.checked_sub(1))}
                <output class="picture-zoom" data-test="zoom">{t!("percent", number = WIDTHS[*width])}</output>
                {tool(Glyph::Plus, t!("larger"), "zoom-in", Some(*width + 1).filter(|to| *to < WIDTHS.len()))}
                <span class="pdf-count" data-test="pages">{t!("pages-count", count = count)}</span>
                if props.can_save {
                    <Print pdf={props.pdf.clone()} />
                }
            </div>
        </div>
    }
}
