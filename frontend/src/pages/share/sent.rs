//! The link, the ways to hand it on, and the sender's own link.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::send_by::SendBy;
use crate::components::{CopyButton, Glyph, Stopper, Title, icon, phial, words_to_tell};
use crate::i18n::{t, use_words};
use crate::services::send::Sent;
use crate::when;

#[derive(PartialEq, Properties)]
pub(crate) struct SentViewProps {
    pub(crate) sent: Rc<Sent>,
    pub(crate) on_again: Callback<()>,
}

/// The last view.
#[component]
pub(crate) fn SentView(props: &SentViewProps) -> Html {
    use_words();
    let sent = &props.sent;
    let (share_field, manage_field) = (use_node_ref(), use_node_ref());
    html! {
        <div class="column stack stack-wide">
            <div class="sent-title">
                {phial("sent", 100, Stopper::Closing)}
                <Title text={t!("sent-title")} lead={Some(t!("sent-lead"))} arrived=true />
            </div>
            <section class="card stack" aria-label={t!("link-title")}>
                <h2>{t!("link-title")}</h2>
                {link_field(&share_field, &sent.share_link, t!("link-title"), "share-link")}
                <CopyButton label={t!("copy-link")} field={share_field} class="button button-main button-wide" test="copy-link" />
                <SendBy link={sent.share_link.to_string()} />
                <p class="quiet small">{lasts(sent)}</p>
                {words_to_tell(&sent.share_link)}
            </section>
            <p class="note note-amber">{icon(Glyph::Alert)}<span>{t!("link-warning")}</span></p>
            <section class="stack" aria-label={t!("manage-link-title")}>
                <h2>{t!("keep-title")}</h2>
                <div class="card stack">
                    <div>
                        <h3>{t!("manage-link-title")}</h3>
                        <p class="quiet small">{t!("manage-link-note")}</p>
                    </div>
                    {link_field(&manage_field, &sent.manage_link, t!("manage-link-title"), "manage-link")}
                    <div class="row">
                        <a class="button" href={sent.manage_link.to_string()} target="_blank" rel="noopener" data-test="open-manage">
                            {t!("open-manage")}
                        </a>
                        <CopyButton label={t!("copy-manage")} field={manage_field} class="button" test="copy-manage" />
                    </div>
                </div>
            </section>
            <div class="row">
                <button type="button" class="button button-plain" data-test="again" onclick={props.on_again.reform(|_| ())}>
                    {icon(Glyph::Plus)}{t!("send-again")}
                </button>
            </div>
        </div>
    }
}

/// `Can be opened 3 times, until Friday 27 November, 14:02.`
fn lasts(sent: &Sent) -> String {
    let until = when::moment(sent.expires_at);
    match sent.max_opens {
        Some(opens) => t!("lasts-openings", count = opens, until = until),
        None => t!("lasts-any", until = until),
    }
}

/// A field with a link. It is selected whole: part of a link is of no use.
fn link_field(field: &NodeRef, link: &str, label: String, test: &'static str) -> Html {
    let onfocus = |event: FocusEvent| event.target_unchecked_into::<HtmlInputElement>().select();
    html! {
        <input ref={field} class="input input-link" readonly=true value={link.to_owned()} aria-label={label}
            spellcheck="false" data-test={test} {onfocus} />
    }
}
