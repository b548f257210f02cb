//! One link with its lock, as two steps: send the link, then tell the code by another way.

use std::rc::Rc;

use phial_shared::factor::FactorKind;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::lock_card::LockCard;
use super::send_by::{Letter, SendBy, Way};
use crate::components::{CopyButton, Dialog, Glyph, close_button, icon, qr_code, words_to_tell};
use crate::i18n::{t, use_words};
use crate::services::links::MadeLink;
use crate::when;

#[derive(Properties)]
pub(crate) struct MadeLinkCardsProps {
    pub(crate) link: Rc<MadeLink>,
}

impl PartialEq for MadeLinkCardsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.link, &other.link)
    }
}

/// The card of the link, and the card of its lock.
#[component]
pub(crate) fn MadeLinkCards(props: &MadeLinkCardsProps) -> Html {
    use_words();
    let link = &props.link;
    let field = use_node_ref();
    // By which way the link went: the code goes by another.
    let sent_by = use_state_eq(|| None::<Way>);
    let on_way = {
        let setter = sent_by.setter();
        Callback::from(move |way| setter.set(Some(way)))
    };
    let title = if link.label.is_empty() { t!("link-title") } else { t!("link-for", name = &link.label) };
    html! {
        <>
            <section class="card stack" aria-label={title.clone()} data-test="made-link">
                <h2>{title.clone()}</h2>
                {link_field(&field, &link.url, title, "share-link")}
                <CopyButton label={t!("copy-link")} {field} class="button button-main button-wide" test="copy-link" />
                <SendBy letter={letter(link)} test="link" on_way={&on_way}><ShowCode url={(*link.url).clone()} /></SendBy>
                <p class="quiet small">{lasts(link)}</p>
                if link.view_only {
                    <p class="quiet small" data-test="view-only">{t!("made-view-only")}</p>
                }
                {words_to_tell(&link.url)}
            </section>
            if let Some(lock) = &link.lock {
                <LockCard lock={lock.clone()} link={link.clone()} taken={*sent_by} />
            }
        </>
    }
}

/// What goes with the link: nothing of what was sent, and never the code.
fn letter(link: &MadeLink) -> Letter {
    let url = &*link.url;
    let text = match link.lock.as_ref().map(|lock| lock.kind) {
        None => t!("message-text", link = url),
        Some(FactorKind::Code | FactorKind::Passphrase) => t!("message-text-locked", link = url),
        Some(FactorKind::DateOfBirth) => t!("message-text-birth", link = url),
    };
    Letter { subject: t!("message-subject").into(), text: text.into() }
}

/// `Can be opened 3 times, until Friday 27 November, 14:02.`
fn lasts(link: &MadeLink) -> String {
    let until = when::moment(link.expires_at);
    match link.max_opens {
        Some(opens) => t!("lasts-openings", count = opens, until = until),
        None => t!("lasts-any", until = until),
    }
}

/// A field with a link. It is selected whole: part of a link is of no use.
pub(crate) fn link_field(field: &NodeRef, link: &str, label: String, test: &'static str) -> Html {
    let onfocus = |event: FocusEvent| event.target_unchecked_into::<HtmlInputElement>().select();
    html! {
        <input ref={field} class="input input-link" readonly=true value={link.to_owned()} aria-label={label}
            spellcheck="false" data-test={test} {onfocus} />
    }
}

#[derive(PartialEq, Properties)]
struct ShowCodeProps {
    url: AttrValue,
}

/// The link as a QR code, for a phone that is here.
#[component]
fn ShowCode(props: &ShowCodeProps) -> Html {
    use_words();
    let shown = use_state_eq(|| false);
    let on_show = {
        let setter = shown.setter();
        move |_: MouseEvent| setter.set(true)
    };
    let on_close = {
        let setter = shown.setter();
        move |()| setter.set(false)
    };
    html! {
        <>
            <button type="button" class="button" data-test="show-qr" onclick={on_show}>{icon(Glyph::Qr)}{t!("by-qr")}</button>
            if *shown {
                <Dialog label={t!("by-qr")} {on_close}>
                    <div class="stack">
                        {qr_code(&props.url, t!("qr-label"))}
                        <p class="quiet small">{t!("qr-note")}</p>
                        {close_button("button button-wide", None, t!("close").into())}
                    </div>
                </Dialog>
            }
        </>
    }
}
