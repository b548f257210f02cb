//! Taking back: asked once more, then proved by a receipt.

use std::rc::Rc;

use js_sys::Array;
use phial_shared::api::ErasureReceipt;
use phial_shared::encoding::encode;
use phial_shared::link::ManageLink;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, HtmlElement};
use yew::prelude::*;

use super::trouble;
use crate::components::{Dialog, Glyph, Tone, Trouble, close_button, icon, notice, trouble_notice};
use crate::i18n::{t, use_words};
use crate::services::manage;
use crate::services::preview::BlobUrl;
use crate::when;

#[derive(Properties)]
pub(crate) struct EraseButtonProps {
    pub(crate) link: Rc<ManageLink>,
    /// It is erased: the button asks for the receipt, which stays the same.
    pub(crate) erased: bool,
    pub(crate) on_erased: Callback<ErasureReceipt>,
}

impl PartialEq for EraseButtonProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.link, &other.link) && self.erased == other.erased
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Quiet,
    Asking(Option<Trouble>),
    Erasing,
}

impl State {
    const fn trouble(self) -> Option<Trouble> {
        match self {
            Self::Asking(trouble) => trouble,
            Self::Quiet | Self::Erasing => None,
        }
    }
}

/// The button, and the question that it asks.
#[component]
pub(crate) fn EraseButton(props: &EraseButtonProps) -> Html {
    use_words();
    let state = use_state_eq(|| State::Quiet);
    let erase = {
        let (link, setter, on_erased) = (props.link.clone(), state.setter(), props.on_erased.clone());
        Callback::from(move |_: MouseEvent| {
            let (link, setter, on_erased) = (link.clone(), setter.clone(), on_erased.clone());
            setter.set(State::Erasing);
            spawn_local(async move {
                match manage::erase(&link).await {
                    Ok(receipt) => {
                        setter.set(State::Quiet);
                        on_erased.emit(receipt);
                    }
                    Err(error) => setter.set(State::Asking(Some(trouble(&error)))),
                }
            });
        })
    };
    if props.erased {
        return html! {
            <button type="button" class="button" data-test="show-receipt" onclick={erase}>{t!("show-receipt")}</button>
        };
    }
    let ask = {
        let setter = state.setter();
        Callback::from(move |_: MouseEvent| setter.set(State::Asking(None)))
    };
    let on_close = {
        let setter = state.setter();
        Callback::from(move |()| setter.set(State::Quiet))
    };
    html! {
        <>
            <button type="button" class="button button-danger" data-test="erase" onclick={ask}>{t!("erase")}</button>
            if *state != State::Quiet {
                {erase_question(state.trouble(), *state == State::Erasing, on_close, erase)}
            }
        </>
    }
}

/// Asks once more, in a dialog. `trouble`: why it failed before.
pub(crate) fn erase_question(
    trouble: Option<Trouble>,
    erasing: bool,
    on_close: Callback<()>,
    erase: Callback<MouseEvent>,
) -> Html {
    let question = html! {
        <div class="stack">
            <h2>{t!("erase-question")}</h2>
            <p>{t!("erase-what")}</p>
            {for trouble.map(|trouble| trouble_notice(trouble, None))}
            <div class="dialog-actions">
                {close_button("button", None, t!("keep").into())}
                <button type="button" class="button button-erase" disabled={erasing} data-test="erase-confirm" onclick={erase}>
                    if erasing {
                        <span class="busy" aria-hidden="true" />
                    }
                    {t!("erase-now")}
                </button>
            </div>
        </div>
    };
    html! { <Dialog label={t!("erase-question")} {on_close}>{question}</Dialog> }
}

#[derive(PartialEq, Properties)]
pub(crate) struct ReceiptProps {
    pub(crate) receipt: ErasureReceipt,
}

/// What proves the erasure. Takes the focus when it comes, since the button that brought it is gone.
#[component]
pub(crate) fn Receipt(props: &ReceiptProps) -> Html {
    use_words();
    let receipt = &props.receipt;
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(element) = node.cast::<HtmlElement>() {
                // Where focus is refused, the receipt is still there to be read.
                let _ = element.focus();
            }
        });
    }
    let url = use_memo(receipt.clone(), |receipt| as_file(receipt).as_ref().and_then(BlobUrl::new));
    let url = url.as_ref().as_ref().map(|url| url.as_str().to_owned());
    let facts = html! {
        <dl class="facts">
            <div><dt>{t!("receipt-when")}</dt><dd>{when::exact(receipt.erased_at)}</dd></div>
            <div><dt>{t!("receipt-share")}</dt><dd class="code">{receipt.share_id.to_string()}</dd></div>
            <div><dt>{t!("receipt-hash")}</dt><dd class="code">{encode(receipt.event_hash.as_bytes())}</dd></div>
        </dl>
    };
    let save = html! {
        <a class="button" href={url} download="phial-receipt.json" data-test="save-receipt">
            {icon(Glyph::Down)}{t!("save-receipt")}
        </a>
    };
    html! {
        <div ref={node} tabindex="-1" class="receipt" data-test="receipt">
            {notice(Tone::Good, "erased", t!("receipt-title"), facts, save)}
        </div>
    }
}

fn as_file(receipt: &ErasureReceipt) -> Option<Blob> {
    let text = serde_json::to_string(receipt).ok()?;
    Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(&text))).ok()
}
