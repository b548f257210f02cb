//! Prints a PDF file at its true size: each page is a picture on paper of its own size, and the browser asks for the printer.

use gloo::events::EventListener;
use gloo::utils::{body, document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{CssStyleSheet, Element, HtmlElement, HtmlImageElement};
use yew::prelude::*;

use super::pdf::Shared;
use crate::components::{Glyph, icon};
use crate::format::figure;
use crate::i18n::{t, use_words};
use crate::services::opened::NoPdf;
use crate::services::preview::BlobUrl;
use crate::services::progress::Cancel;

/// Dots per point of 1/72 inch: 200 for an inch, at which the smallest letters can be read.
const DOTS: f64 = 200.0 / 72.0;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Idle,
    /// So many pages are ready.
    Preparing(usize),
    Failed,
}

#[derive(PartialEq, Properties)]
pub(super) struct PrintProps {
    pub(super) pdf: Shared,
}

/// The button, which becomes the progress while the pages are drawn. Pressed then, it stops.
#[component]
pub(super) fn Print(props: &PrintProps) -> Html {
    use_words();
    let state = use_state_eq(|| State::Idle);
    let sheets = use_mut_ref(|| None::<Sheets>);
    let work = use_mut_ref(Cancel::new);
    {
        let (sheets, work) = (sheets.clone(), work.clone());
        use_effect_with((), move |()| {
            let over = sheets.clone();
            let printed = EventListener::new(&window(), "afterprint", move |_| drop(over.borrow_mut().take()));
            move || {
                work.borrow().cancel();
                drop((printed, sheets.borrow_mut().take()));
            }
        });
    }
    let onclick = {
        let (pdf, state) = (props.pdf.clone(), state.clone());
        move |_: MouseEvent| {
            work.borrow().cancel();
            if matches!(*state, State::Preparing(_)) {
                state.set(State::Idle);
                return;
            }
            let cancel = Cancel::new();
            *work.borrow_mut() = cancel.clone();
            // Where the browser has not told that it has printed.
            drop(sheets.borrow_mut().take());
            let (pdf, setter, sheets) = (pdf.clone(), state.setter(), sheets.clone());
            setter.set(State::Preparing(0));
            spawn_local(async move {
                let ready = prepare(&pdf, |count| setter.set(State::Preparing(count)));
                match cancel.unless_ended(ready).await {
                    Some(Ok(ready)) => {
                        setter.set(State::Idle);
                        *sheets.borrow_mut() = Some(ready);
                        // Where the browser cannot print, nothing happens.
                        let _ = window().print();
                    }
                    Some(Err(_)) => setter.set(State::Failed),
                    None => (),
                }
            });
        }
    };
    let count = props.pdf.0.pages().len();
    let said = match *state {
        State::Idle => String::new(),
        State::Preparing(ready) => t!("print-preparing", number = (ready + 1).min(count), count = count),
        State::Failed => t!("print-failed"),
    };
    let is_busy = matches!(*state, State::Preparing(_));
    html! { <>
        <button type="button" class="button button-round" aria-label={if is_busy { t!("cancel") } else { t!("print") }}
            data-test="print" {onclick}>{icon(if is_busy { Glyph::Cross } else { Glyph::Print })}</button>
        <span class="print-said" role="status" data-test="print-said">{said}</span>
    </> }
}

/// Draws all pages, and lays them out for the printer.
async fn prepare(pdf: &Shared, on_ready: impl Fn(usize)) -> Result<Sheets, NoPdf> {
    let sizes = pdf.0.pages();
    let mut sheets = Sheets::begin(sizes.first().copied().unwrap_or((1.0, 1.0))).map_err(|_| NoPdf::Broken)?;
    for (page, &size) in sizes.iter().enumerate() {
        let picture = pdf.0.picture(page, DOTS).await?;
        sheets.add(picture, size).await.map_err(|_| NoPdf::Broken)?;
        on_ready(page + 1);
    }
    Ok(sheets)
}

/// What the printer gets instead of the page. It goes when it is dropped.
struct Sheets {
    element: Element,
    rules: CssStyleSheet,
    /// Where the rule about the paper stands among the others.
    rule: u32,
    pictures: Vec<BlobUrl>,
}

impl Sheets {
    /// On paper of this size, in points; for browsers that know nothing of it, on the printer's paper.
    fn begin((width, height): (f64, f64)) -> Result<Self, JsValue> {
        let sheets = document().style_sheets();
        let last = sheets.length().checked_sub(1).and_then(|last| sheets.get(last));
        let rules: CssStyleSheet = last.ok_or(JsValue::NULL)?.dyn_into()?;
        let paper = format!("@page {{ size: {}pt {}pt; margin: 0; }}", figure(width), figure(height));
        let rule = rules.insert_rule_with_index(&paper, rules.css_rules()?.length())?;
        let element = document().create_element("div")?;
        element.set_class_name("print-sheets");
        element.set_attribute("aria-hidden", "true")?;
        body().append_child(&element)?;
        body().class_list().add_1("printing")?;
        Ok(Self { element, rules, rule, pictures: Vec::new() })
    }

    /// A sheet with a picture of this size, in points.
    async fn add(&mut self, picture: BlobUrl, (width, height): (f64, f64)) -> Result<(), JsValue> {
        let image = HtmlImageElement::new()?;
        image.set_src(picture.as_str());
        self.pictures.push(picture);
        let sheet: HtmlElement = document().create_element("div")?.unchecked_into();
        sheet.set_class_name("print-sheet");
        sheet.style().set_property("width", &format!("{}pt", figure(width)))?;
        sheet.style().set_property("height", &format!("{}pt", figure(height)))?;
        sheet.append_child(&image)?;
        self.element.append_child(&sheet)?;
        JsFuture::from(image.decode()).await?;
        Ok(())
    }
}

impl Drop for Sheets {
    fn drop(&mut self) {
        self.element.remove();
        // What is not there need not go.
        let _ = self.rules.delete_rule(self.rule);
        let _ = body().class_list().remove_1("printing");
    }
}
