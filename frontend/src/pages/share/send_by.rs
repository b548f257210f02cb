//! Ways to hand the link on. The words beside it say nothing of what was sent.

use js_sys::{Function, Object, Promise, Reflect, encode_uri_component};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::components::{Dialog, Glyph, close_button, icon, qr_code};
use crate::i18n::{t, use_words};

#[derive(PartialEq, Properties)]
pub(crate) struct SendByProps {
    pub(crate) link: AttrValue,
}

/// The buttons.
#[component]
pub(crate) fn SendBy(props: &SendByProps) -> Html {
    use_words();
    let shows_code = use_state(|| false);
    let text = t!("message-text", link = props.link.to_string());
    let encoded = encode(&text);
    let subject = encode(&t!("message-subject"));
    let on_code = {
        let setter = shows_code.setter();
        Callback::from(move |_: MouseEvent| setter.set(true))
    };
    let on_close = {
        let setter = shows_code.setter();
        Callback::from(move |()| setter.set(false))
    };
    html! {
        <div class="send-by">
            if let Some(share) = share_sheet() {
                <button type="button" class="button" data-test="share-sheet" onclick={move |_| open_sheet(&share, &text)}>
                    {icon(Glyph::Share)}{t!("share-sheet")}
                </button>
            }
            {way("whatsapp", Glyph::Chat, t!("by-whatsapp"), format!("https://wa.me/?text={encoded}"))}
            {way("sms", Glyph::Sms, t!("by-sms"), format!("sms:?&body={encoded}"))}
            {way("mail", Glyph::Mail, t!("by-mail"), format!("mailto:?subject={subject}&body={encoded}"))}
            <button type="button" class="button" data-test="show-qr" onclick={on_code}>
                {icon(Glyph::Qr)}{t!("by-qr")}
            </button>
            if *shows_code {
                <Dialog label={t!("by-qr")} {on_close}>
                    <div class="stack">
                        {qr_code(&props.link, t!("qr-label"))}
                        <p class="quiet small">{t!("qr-note")}</p>
                        {close_button("button button-wide", None, t!("close").into())}
                    </div>
                </Dialog>
            }
        </div>
    }
}

/// A link that opens another program with the text in it.
fn way(test: &'static str, glyph: Glyph, label: String, href: String) -> Html {
    html! {
        <a class="button" {href} target="_blank" rel="noreferrer" data-test={test}>{icon(glyph)}{label}</a>
    }
}

fn encode(text: &str) -> String {
    encode_uri_component(text).into()
}

/// The system's own sheet, where the browser has it.
fn share_sheet() -> Option<Function> {
    Reflect::get(&gloo::utils::window().navigator(), &JsValue::from_str("share")).ok()?.dyn_into().ok()
}

fn open_sheet(share: &Function, text: &str) {
    let data = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&data, &JsValue::from_str("text"), &JsValue::from_str(text));
    if let Ok(closed) = share.call1(&gloo::utils::window().navigator(), &data) {
        // A sheet that the person closes is no error.
        spawn_local(async move { drop(JsFuture::from(Promise::from(closed)).await) });
    }
}
