//! What a recipient must know besides the link: a code, a password or a date of birth.

use std::rc::Rc;

use phial_shared::api::FactorStatus;
use phial_shared::factor::{BadFactor, Factor, FactorKind};
use web_sys::HtmlInputElement;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::ready::opening_label;
use crate::components::{TypedDate, Whose, code_field, date_fields};
use crate::i18n::{t, use_words};
use crate::pages::recipients::bad_factor;
use crate::services::hardening;

/// Names the words beside the field for who cannot see.
const WORDS: &str = "factor-words";

#[derive(PartialEq, Properties)]
pub(crate) struct FactorFormProps {
    pub(crate) factor: FactorStatus,
    /// It is being tried.
    pub(crate) opening: bool,
    /// What was tried is wrong.
    pub(crate) wrong: bool,
    pub(crate) on_open: Callback<Rc<Factor>>,
}

/// What is typed so far.
#[derive(Clone, Default, PartialEq)]
struct Typed {
    /// A code or a password.
    text: Zeroizing<String>,
    date: TypedDate,
}

impl Typed {
    fn read(&self, kind: FactorKind) -> Result<Factor, BadFactor> {
        match kind {
            FactorKind::Code => Factor::code(&self.text),
            FactorKind::Passphrase => hardening::passphrase(&self.text),
            FactorKind::DateOfBirth => self.date.read(),
        }
    }
}

/// The field, and the button that opens. What was typed stays, so that it can be mended.
#[component]
pub(crate) fn FactorForm(props: &FactorFormProps) -> Html {
    use_words();
    let typed = use_state_eq(Typed::default);
    let unread = use_state_eq(|| None::<BadFactor>);
    let field = use_node_ref();
    {
        let field = field.clone();
        use_effect_with((props.wrong, *unread), move |(wrong, unread)| {
            if *wrong || unread.is_some() {
                select(&field);
            }
        });
    }
    let kind = props.factor.kind;
    let onsubmit = {
        let (typed, unread, on_open) = (typed.clone(), unread.setter(), props.on_open.clone());
        let field = field.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            match typed.read(kind) {
                Ok(factor) => {
                    unread.set(None);
                    on_open.emit(Rc::new(factor));
                }
                Err(why) => {
                    unread.set(Some(why));
                    select(&field);
                }
            }
        }
    };
    let on_typed = {
        let (setter, unread) = (typed.setter(), unread.setter());
        Callback::from(move |typed| {
            unread.set(None);
            setter.set(typed);
        })
    };
    let wrong = props.wrong || unread.is_some();
    html! {
        <form class="stack" autocomplete="off" {onsubmit} data-test="factor" data-kind={kind.as_str()}>
            {entry(kind, &typed, wrong, &field, &on_typed)}
            {words(props, *unread)}
            <button type="submit" class="button button-main button-wide button-tall" aria-disabled={props.opening.then_some("true")}
                data-test="open">
                {opening_label(props.opening)}
            </button>
            if props.opening {
                <div class="progress late" data-test="checking">
                    <progress class="progress-bar" aria-label={t!("checking")} />
                    <p class="quiet small" role="status">{t!("checking")}</p>
                </div>
            }
        </form>
    }
}

fn entry(kind: FactorKind, typed: &Typed, wrong: bool, field: &NodeRef, on_typed: &Callback<Typed>) -> Html {
    let text = Typed::clone(typed);
    let on_text = on_typed.reform(move |new: String| Typed { text: Zeroizing::new(new), ..text.clone() });
    match kind {
        FactorKind::Code => html! {
            <div class="field">
                <label class="field-label" for="code">{t!("enter-code")}</label>
                {code_field(&typed.text, WORDS, wrong, field, &on_text)}
            </div>
        },
        FactorKind::Passphrase => html! {
            <Passphrase typed={(*typed.text).clone()} {wrong} field={field.clone()} on_change={on_text} />
        },
        FactorKind::DateOfBirth => {
            let date = typed.clone();
            let on_date = on_typed.reform(move |new| Typed { date: new, ..date.clone() });
            date_fields(t!("enter-birth"), &typed.date, Whose::Own, wrong, field, &on_date)
        }
    }
}

/// What is wrong, or how many tries there are.
fn words(props: &FactorFormProps, unread: Option<BadFactor>) -> Html {
    let FactorStatus { kind, tries_left, max_tries, .. } = props.factor;
    let left = t!("tries-left", count = tries_left);
    let said = match (unread, props.wrong) {
        (Some(why), _) => bad_factor(why),
        (None, true) => {
            let wrong = match kind {
                FactorKind::Code => t!("wrong-code"),
                FactorKind::Passphrase => t!("wrong-passphrase"),
                FactorKind::DateOfBirth => t!("wrong-birth"),
            };
            format!("{wrong} {left}")
        }
        // Somebody has tried before.
        (None, false) if tries_left < max_tries => left,
        (None, false) => return html! { <span id={WORDS} class="unseen" /> },
    };
    html! { <p id={WORDS} class="small field-wrong" role="alert" data-test="factor-wrong">{said}</p> }
}

/// Puts the cursor where the mistake is, with what is there selected.
fn select(field: &NodeRef) {
    if let Some(input) = field.cast::<HtmlInputElement>() {
        // Where focus is refused, the words are still there to be read.
        let _ = input.focus();
        input.select();
    }
}

#[derive(PartialEq, Properties)]
struct PassphraseProps {
    typed: AttrValue,
    wrong: bool,
    field: NodeRef,
    on_change: Callback<String>,
}

/// A password, hidden until it is asked for.
#[component]
fn Passphrase(props: &PassphraseProps) -> Html {
    use_words();
    let shown = use_state_eq(|| false);
    let oninput = props.on_change.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let on_show = {
        let (setter, next) = (shown.setter(), !*shown);
        move |_: MouseEvent| setter.set(next)
    };
    html! {
        <div class="field">
            <label class="field-label" for="passphrase">{t!("enter-passphrase")}</label>
            <div class="field-with-button">
                <input ref={&props.field} class="input" id="passphrase" type={if *shown { "text" } else { "password" }}
                    value={&props.typed} autocomplete="off" autocapitalize="none" spellcheck="false"
                    aria-invalid={props.wrong.then_some("true")} aria-describedby={WORDS} data-test="passphrase-input" {oninput} />
                <button type="button" class="button" aria-pressed={if *shown { "true" } else { "false" }}
                    data-test="show-passphrase" onclick={on_show}>
                    {t!("show")}
                </button>
            </div>
        </div>
    }
}
