//! A dialog over the page. Focus, Escape and the way back are the browser's own.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct DialogProps {
    /// What it is about, for who cannot see it.
    pub(crate) label: AttrValue,
    #[prop_or(AttrValue::Static("dialog"))]
    pub(crate) class: AttrValue,
    /// It was closed: by a button in it, by Escape, or by a click beside it.
    pub(crate) on_close: Callback<()>,
    pub(crate) children: Html,
}

/// A dialog that is open as long as it is there.
#[component]
pub(crate) fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                // Fails only for a dialog that is open already.
                let _ = dialog.show_modal();
            }
        });
    }
    let onclose = props.on_close.reform(|_: Event| ());
    html! {
        <dialog ref={node} class={&props.class} aria-label={&props.label} {onclose} onclick={close_beside}>
            {props.children.clone()}
        </dialog>
    }
}

/// A button that closes the dialog it is in. `label` is what it says, where that is not in `children`.
pub(crate) fn close_button(class: &'static str, label: Option<String>, children: Html) -> Html {
    html! {
        <button type="button" {class} aria-label={label} data-test="close" onclick={close}>{children}</button>
    }
}

/// Closing the element, and not just taking it away, gives the focus back to where it was.
fn close(event: MouseEvent) {
    let around = event.target_dyn_into::<Element>().and_then(|button| button.closest("dialog").ok().flatten());
    if let Some(dialog) = around.and_then(|element| element.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// A click on the backdrop has the dialog itself as its target; one inside has an element of it.
fn close_beside(event: MouseEvent) {
    if let Some(dialog) = event.target_dyn_into::<HtmlDialogElement>() {
        dialog.close();
    }
}
