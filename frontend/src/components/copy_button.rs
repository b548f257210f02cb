//! A button that copies a text and says that it did.

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Glyph, icon};
use crate::i18n::{t, use_words};

/// How long "Copied" stays, in milliseconds.
const SHOWN_MS: u32 = 4000;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Ready,
    Copied,
    /// The browser refused; the text is selected instead.
    Selected,
}

#[derive(PartialEq, Properties)]
pub(crate) struct CopyButtonProps {
    /// What the button says.
    pub(crate) label: AttrValue,
    /// The input that shows the text: its value is copied.
    pub(crate) field: NodeRef,
    pub(crate) class: AttrValue,
    /// Names the button for tests.
    pub(crate) test: AttrValue,
}

/// Copies the text of a field. Where the browser does not allow it, selects the text, to be copied by hand.
#[component]
pub(crate) fn CopyButton(props: &CopyButtonProps) -> Html {
    use_words();
    let state = use_state(|| State::Ready);
    {
        let setter = state.setter();
        use_effect_with(*state, move |state| {
            let back = (*state != State::Ready).then(|| Timeout::new(SHOWN_MS, move || setter.set(State::Ready)));
            move || drop(back)
        });
    }
    let onclick = {
        let (field, setter) = (props.field.clone(), state.setter());
        Callback::from(move |_| {
            let (field, setter) = (field.clone(), setter.clone());
            spawn_local(async move { setter.set(copy(&field).await) });
        })
    };
    let (glyph, label) = match *state {
        State::Ready => (Glyph::Copy, props.label.clone()),
        State::Copied => (Glyph::Check, t!("copied").into()),
        State::Selected => (Glyph::Copy, t!("copy-by-hand").into()),
    };
    let said = match *state {
        State::Ready => AttrValue::default(),
        State::Copied | State::Selected => label.clone(),
    };
    html! {
        <>
            <button type="button" class={&props.class} data-test={&props.test} {onclick}>
                {icon(glyph)}{label}
            </button>
            <span class="unseen" role="status">{said}</span>
        </>
    }
}

async fn copy(field: &NodeRef) -> State {
    let Some(input) = field.cast::<HtmlInputElement>() else {
        return State::Ready;
    };
    let clipboard = gloo::utils::window().navigator().clipboard();
    match JsFuture::from(clipboard.write_text(&input.value())).await {
        Ok(_) => State::Copied,
        Err(_) => {
            input.select();
            State::Selected
        }
    }
}
