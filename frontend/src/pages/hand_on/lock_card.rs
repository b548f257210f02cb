//! What the recipient must know besides the link. It never stands in one text with the link, and the ways that the link
//! took are not offered for it.

use std::rc::Rc;

use phial_shared::factor::FactorKind;
use yew::prelude::*;

use super::made_link::link_field;
use super::send_by::{Letter, SendBy, Way};
use crate::components::{CopyButton, Glyph, code_shown, icon};
use crate::i18n::{t, use_words};
use crate::services::links::{MadeLink, MadeLock};

#[derive(Properties)]
pub(crate) struct LockCardProps {
    pub(crate) link: Rc<MadeLink>,
    pub(crate) lock: MadeLock,
    /// The way that the link took.
    pub(crate) taken: Option<Way>,
}

impl PartialEq for LockCardProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.link, &other.link) && self.taken == other.taken
    }
}

/// The amber card.
#[component]
pub(crate) fn LockCard(props: &LockCardProps) -> Html {
    use_words();
    let field = use_node_ref();
    let lock = &props.lock;
    let word = lock.factor.as_str();
    let (title, shown) = match lock.kind {
        FactorKind::Code => (t!("code-title"), code_shown(word, t!("code-title"), &field, "code")),
        FactorKind::Passphrase => (t!("passphrase-title"), link_field(&field, word, t!("passphrase-title"), "code")),
        // They know it.
        FactorKind::DateOfBirth => {
            return html! {
                <section class="card card-amber stack" data-test="lock-card">
                    <h2>{t!("birth-title")}</h2>
                    <p class="small">{t!("birth-note", count = lock.max_tries)}</p>
                </section>
            };
        }
    };
    let (label, text) = match lock.kind {
        FactorKind::Code => (t!("copy-code"), t!("code-message", code = spaced(word))),
        _ => (t!("copy-passphrase"), t!("passphrase-message", passphrase = word)),
    };
    let letter = Letter { subject: t!("code-subject").into(), text: text.into() };
    html! {
        <section class="card card-amber stack" aria-label={title.clone()} data-test="lock-card">
            <h2>{title}</h2>
            {shown}
            <p class="note small">{icon(Glyph::Alert)}<span>{t!("code-note", count = lock.max_tries)}</span></p>
            <SendBy {letter} test="code" taken={props.taken} on_way={Callback::noop()}>
                <CopyButton {label} {field} class="button" test="copy-code" />
            </SendBy>
            if props.taken.is_some() {
                <p class="quiet small" data-test="other-way">{t!("other-way")}</p>
            }
        </section>
    }
}

/// `482 913`: as it is read out.
fn spaced(code: &str) -> String {
    let (first, second) = code.split_at_checked(3).unwrap_or((code, ""));
    format!("{first} {second}")
}
