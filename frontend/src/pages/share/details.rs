//! Who sends, and what they say about it. Kept only in the page, and only until it is sent.

use std::cell::RefCell;
use std::rc::Rc;

use phial_shared::manifest::Context;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::i18n::{t, use_words};

/// Characters of a name; one line on a phone.
const MAX_FROM: u32 = 80;
/// Characters of a message; it travels in the manifest, which has a limit.
const MAX_NOTE: u32 = 4000;

/// What is filled in.
#[derive(Debug, Default)]
pub(crate) struct Details {
    from: String,
    note: String,
    purpose: String,
}

impl Details {
    /// As it travels with the files: what is blank is left out.
    pub(crate) fn to_context(&self) -> Context {
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Context { from: filled(&self.from), note: filled(&self.note), purpose: filled(&self.purpose) }
    }
}

#[derive(Properties)]
pub(crate) struct DetailsFormProps {
    pub(crate) details: Rc<RefCell<Details>>,
    /// The server asks for a purpose. The browser itself says so when it is missing.
    pub(crate) purpose: bool,
}

impl PartialEq for DetailsFormProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.details, &other.details)
    }
}

/// The fields. What is typed goes straight to the details; nothing is drawn again for it.
#[component]
pub(crate) fn DetailsForm(props: &DetailsFormProps) -> Html {
    use_words();
    let on_from = {
        let details = props.details.clone();
        Callback::from(move |event: InputEvent| {
            details.borrow_mut().from = event.target_unchecked_into::<HtmlInputElement>().value();
        })
    };
    let on_note = {
        let details = props.details.clone();
        Callback::from(move |event: InputEvent| {
            details.borrow_mut().note = event.target_unchecked_into::<HtmlTextAreaElement>().value();
        })
    };
    let on_purpose = {
        let details = props.details.clone();
        Callback::from(move |event: InputEvent| {
            details.borrow_mut().purpose = event.target_unchecked_into::<HtmlInputElement>().value();
        })
    };
    let (from, note, purpose) = {
        let details = props.details.borrow();
        (details.from.clone(), details.note.clone(), details.purpose.clone())
    };
    html! {
        <div class="stack">
            <label class="field">
                <span class="field-label">{t!("from-label")}{" "}<span class="quiet">{t!("optional")}</span></span>
                <input class="input" value={from} maxlength={MAX_FROM.to_string()} autocomplete="off"
                    data-test="from" oninput={on_from} />
            </label>
            <label class="field">
                <span class="field-label">{t!("note-label")}{" "}<span class="quiet">{t!("optional")}</span></span>
                <textarea class="input input-long" value={note} maxlength={MAX_NOTE.to_string()} rows="3"
                    autocomplete="off" data-test="note" oninput={on_note} />
            </label>
            if props.purpose {
                <label class="field">
                    <span class="field-label">{t!("purpose-label")}</span>
                    // At least one character that is no space.
                    <input class="input" value={purpose} maxlength={MAX_FROM.to_string()} autocomplete="off" required=true
                        pattern=".*\\S.*" data-test="purpose" oninput={on_purpose} />
                </label>
            }
        </div>
    }
}
