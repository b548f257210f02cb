//! The fields of one recipient.

use std::rc::Rc;

use phial_shared::api::{LinkLimits, ServerConfig};
use phial_shared::factor::BadFactor;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;
use zeroize::Zeroizing;

use super::limits::limit_choices;
use super::{LockKind, RecipientDraft};
use crate::components::{Whose, choice, date_fields};
use crate::i18n::{t, use_words};
use crate::when;

/// Characters of a name; one line on a phone, and far below what a link's note may have.
const MAX_LABEL: u32 = 80;

#[derive(Properties)]
pub(crate) struct RecipientFieldsProps {
    pub(crate) config: Rc<ServerConfig>,
    pub(crate) draft: RecipientDraft,
    /// The limits that all share, if this one may have others; `None`: there is nothing to choose between.
    pub(crate) shared: Option<LinkLimits>,
    /// A file that a page probably does not show, if there is one.
    pub(crate) not_shown: Option<AttrValue>,
    /// Why it cannot be sent to yet.
    pub(crate) wrong: Option<BadFactor>,
    pub(crate) on_change: Callback<RecipientDraft>,
}

impl PartialEq for RecipientFieldsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.config, &other.config)
            && self.draft == other.draft
            && self.shared == other.shared
            && self.not_shown == other.not_shown
            && self.wrong == other.wrong
            && self.on_change == other.on_change
    }
}

/// The fields. What does not do yet is said beside its field, which takes the focus.
#[component]
pub(crate) fn RecipientFields(props: &RecipientFieldsProps) -> Html {
    use_words();
    let lock_field = use_node_ref();
    {
        let lock_field = lock_field.clone();
        use_effect_with(props.wrong, move |wrong| {
            if wrong.is_some()
                && let Some(field) = lock_field.cast::<HtmlElement>()
            {
                // Where focus is refused, the words are still there to be read.
                let _ = field.focus();
            }
        });
    }
    let draft = &props.draft;
    let on_label = {
        let draft = draft.clone();
        props.on_change.reform(move |event: InputEvent| {
            let label = event.target_unchecked_into::<HtmlInputElement>().value();
            RecipientDraft { label, ..draft.clone() }
        })
    };
    html! {
        <>
            <label class="field">
                <span class="field-label">{t!("recipient-label")}{" "}<span class="quiet">{t!("recipient-label-note")}</span></span>
                <input class="input" value={draft.label.clone()} maxlength={MAX_LABEL.to_string()} autocomplete="off"
                    placeholder={t!("recipient-example")} data-test="recipient" oninput={on_label} />
            </label>
            {lock_choice(props)}
            {lock_fields(props, &lock_field)}
            {view_only(props)}
            {own_limits(props)}
        </>
    }
}

fn lock_choice(props: &RecipientFieldsProps) -> Html {
    let offered = LockKind::offered(&props.config);
    let chosen = offered.iter().position(|kind| *kind == props.draft.lock).unwrap_or_default();
    let names = offered.iter().map(|kind| kind.name()).collect();
    let draft = props.draft.clone();
    let on_choose = props.on_change.reform(move |at: usize| RecipientDraft { lock: offered[at], ..draft.clone() });
    html! { <div class="lock-choice">{choice(t!("lock-label"), "lock", names, chosen, &on_choose)}</div> }
}

/// What belongs to the chosen lock.
fn lock_fields(props: &RecipientFieldsProps, node: &NodeRef) -> Html {
    let draft = &props.draft;
    match draft.lock {
        LockKind::None => html! { <p class="quiet small">{t!("lock-none-note")}</p> },
        LockKind::Code => html! { <p class="quiet small">{t!("lock-code-note")}</p> },
        LockKind::Passphrase => {
            let oninput = {
                let draft = draft.clone();
                props.on_change.reform(move |event: InputEvent| {
                    let passphrase = Zeroizing::new(event.target_unchecked_into::<HtmlInputElement>().value());
                    RecipientDraft { passphrase, ..draft.clone() }
                })
            };
            html! {
                <label class="field">
                    <span class="field-label">{t!("lock-passphrase-of")}</span>
                    // Shown: who sends must be able to read it out.
                    <input ref={node} class="input" value={(*draft.passphrase).clone()} autocomplete="off" autocapitalize="none"
                        spellcheck="false" aria-invalid={props.wrong.map(|_| "true")} aria-describedby="lock-note"
                        data-test="passphrase" {oninput} />
                    {note(props.wrong, t!("lock-passphrase-note"))}
                </label>
            }
        }
        LockKind::DateOfBirth => {
            let on_birth = {
                let draft = draft.clone();
                props.on_change.reform(move |birth| RecipientDraft { birth, ..draft.clone() })
            };
            html! {
                <div class="field">
                    {date_fields(t!("lock-birth-of"), &draft.birth, Whose::Another, props.wrong.is_some(), node, &on_birth)}
                    {note(props.wrong, t!("lock-birth-note"))}
                </div>
            }
        }
    }
}

fn note(wrong: Option<BadFactor>, otherwise: String) -> Html {
    match wrong {
        Some(why) => {
            html! { <span class="small field-wrong" id="lock-note" role="alert" data-test="lock-wrong">{bad_factor(why)}</span> }
        }
        None => html! { <span class="quiet small" id="lock-note">{otherwise}</span> },
    }
}

/// What is wrong with what was typed, and what would be right.
pub(crate) fn bad_factor(why: BadFactor) -> String {
    match why {
        BadFactor::TooShort => t!("bad-passphrase-short"),
        BadFactor::TooLong => t!("bad-passphrase-long"),
        BadFactor::NotACode => t!("bad-code"),
        BadFactor::NotADate => t!("bad-date", date = when::date_example()),
    }
}

/// Whether they may only look, with what that means and what it does not.
fn view_only(props: &RecipientFieldsProps) -> Html {
    let wanted = props.draft.view_only;
    let on_wanted = {
        let draft = props.draft.clone();
        props.on_change.reform(move |event: Event| {
            let view_only = event.target_unchecked_into::<HtmlInputElement>().checked();
            RecipientDraft { view_only, ..draft.clone() }
        })
    };
    html! {
        <div>
            <label class="check">
                <input type="checkbox" checked={wanted} data-test="view-only" onchange={on_wanted}
                    aria-describedby={wanted.then_some("view-only-note")} />
                <span>{t!("view-only")}</span>
            </label>
            if wanted {
                <div id="view-only-note" class="small">
                    <p class="quiet">{t!("view-only-honest")}</p>
                    {for props.not_shown.as_ref().map(|name| html! {
                        <p class="field-missed" role="status" data-test="not-shown">{t!("view-only-not-shown", name = name.as_str())}</p>
                    })}
                </div>
            }
        </div>
    }
}

/// Limits for this recipient alone, if the sender wants them.
fn own_limits(props: &RecipientFieldsProps) -> Html {
    let draft = props.draft.clone();
    let on_limits = {
        let draft = draft.clone();
        props.on_change.reform(move |limits| RecipientDraft { limits: Some(limits), ..draft.clone() })
    };
    let names = ["own-lifetime", "own-opens"];
    let Some(shared) = props.shared else {
        return draft
            .limits
            .map_or_else(Html::default, |limits| limit_choices(&props.config, names, limits, &on_limits));
    };
    let own = draft.limits;
    let on_own = props.on_change.reform(move |event: Event| {
        let wanted = event.target_unchecked_into::<HtmlInputElement>().checked();
        RecipientDraft { limits: wanted.then_some(shared), ..draft.clone() }
    });
    html! {
        <>
            <label class="check">
                <input type="checkbox" checked={own.is_some()} data-test="own-limits" onchange={on_own} />
                <span>{t!("own-limits")}</span>
            </label>
            {for own.map(|limits| limit_choices(&props.config, names, limits, &on_limits))}
        </>
    }
}
