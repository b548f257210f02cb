//! A dialog over the page. Focus, Escape and the way back are the browser's own.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Closes the dialog that a component is in.
#[derive(Clone, PartialEq)]
struct Close(Callback<()>);

#[derive(PartialEq, Properties)]
pub(crate) struct DialogProps {
    /// What it is about, for who cannot see it.
    pub(crate) label: AttrValue,
    #[prop_or_else(|| classes!("dialog"))]
    pub(crate) class: Classes,
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
    // Closing the element, and not just taking it away, gives the focus back to where it was.
    let close = use_callback(node.clone(), |(), node| {
        if let Some(dialog) = node.cast::<HtmlDialogElement>() {
            dialog.close();
        }
    });
    let onclose = props.on_close.reform(|_: Event| ());
    let onclick = {
        let (node, close) = (node.clone(), close.clone());
        Callback::from(move |event: MouseEvent| {
            // A click on the backdrop has the dialog itself as its target; one inside has an element of it.
            if event.target().is_some_and(|target| node.get().is_some_and(|own| *own == target)) {
                close.emit(());
            }
        })
    };
    html! {
        <dialog ref={node} class={props.class.clone()} aria-label={&props.label} {onclose} {onclick}>
            <ContextProvider<Close> context={Close(close)}>{props.children.clone()}</ContextProvider<Close>>
        </dialog>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct CloseButtonProps {
    #[prop_or_else(|| classes!("button"))]
    pub(crate) class: Classes,
    /// What it says, where that is not in the children.
    #[prop_or_default]
    pub(crate) label: Option<AttrValue>,
    pub(crate) children: Html,
}

/// A button that closes the dialog it is in.
#[component]
pub(crate) fn CloseButton(props: &CloseButtonProps) -> Html {
    let close = use_context::<Close>();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(Close(close)) = &close {
            close.emit(());
        }
    });
    html! {
        <button type="button" class={props.class.clone()} aria-label={&props.label} data-test="close" {onclick}>
            {props.children.clone()}
        </button>
    }
}
