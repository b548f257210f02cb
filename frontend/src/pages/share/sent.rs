//! The link, the ways to hand it on, and the sender's own link.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::send_by::SendBy;
use crate::components::{CopyButton, Glyph, Icon, Phial, Title};
use crate::i18n::t;
use crate::services::send::Sent;
use crate::when;

/// The stopper goes on after the page has been seen with it off, in milliseconds.
const CLOSES_AFTER_MS: u32 = 350;

#[derive(Properties)]
pub(crate) struct SentViewProps {
    pub(crate) sent: Rc<Sent>,
    pub(crate) on_again: Callback<()>,
}

impl PartialEq for SentViewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.sent, &other.sent)
    }
}

/// The last view.
#[component]
pub(crate) fn SentView(props: &SentViewProps) -> Html {
    let sent = &props.sent;
    html! {
        <div class="column stack stack-wide">
            <div class="sent-title">
                <ClosingPhial />
                <Title text={t!("sent-title")} lead={Some(t!("sent-lead"))} arrived=true />
            </div>
            <section class="card stack" aria-label={t!("link-title")}>
                <h2>{t!("link-title")}</h2>
                <ShareLink link={sent.share_link.to_string()} />
                <p class="quiet small">{lasts(sent)}</p>
            </section>
            <p class="note note-amber"><Icon glyph={Glyph::Alert} /><span>{t!("link-warning")}</span></p>
            <section class="stack" aria-label={t!("manage-link-title")}>
                <h2>{t!("keep-title")}</h2>
                <ManageLink link={sent.manage_link.to_string()} />
            </section>
            <div class="row">
                <button type="button" class="button button-plain" data-test="again" onclick={props.on_again.reform(|_| ())}>
                    <Icon glyph={Glyph::Plus} />{t!("send-again")}
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

/// The full vessel, whose stopper goes on.
#[component]
fn ClosingPhial() -> Html {
    let open = use_state(|| true);
    {
        let setter = open.setter();
        use_effect_with((), move |()| {
            let closing = Timeout::new(CLOSES_AFTER_MS, move || setter.set(false));
            move || drop(closing)
        });
    }
    html! { <Phial name="sent" level={1.0} open={*open} /> }
}

#[derive(PartialEq, Properties)]
struct LinkProps {
    link: AttrValue,
}

#[component]
fn ShareLink(props: &LinkProps) -> Html {
    let field = use_node_ref();
    html! {
        <>
            <input ref={field.clone()} class="input input-link" readonly=true value={&props.link} aria-label={t!("link-title")}
                spellcheck="false" data-test="share-link" onfocus={select_all()} />
            <CopyButton label={t!("copy-link")} {field} class="button-main button-wide" test="copy-link" />
            <SendBy link={&props.link} />
        </>
    }
}

#[component]
fn ManageLink(props: &LinkProps) -> Html {
    let field = use_node_ref();
    html! {
        <div class="card stack">
            <div>
                <h3>{t!("manage-link-title")}</h3>
                <p class="quiet small">{t!("manage-link-note")}</p>
            </div>
            <input ref={field.clone()} class="input input-link" readonly=true value={&props.link}
                aria-label={t!("manage-link-title")} spellcheck="false" data-test="manage-link" onfocus={select_all()} />
            <div class="row">
                <a class="button" href={&props.link} target="_blank" rel="noopener" data-test="open-manage">{t!("open-manage")}</a>
                <CopyButton label={t!("copy-manage")} {field} class="" test="copy-manage" />
            </div>
        </div>
    }
}

/// A field with a link is selected whole: part of a link is of no use.
fn select_all() -> Callback<FocusEvent> {
    Callback::from(|event: FocusEvent| event.target_unchecked_into::<web_sys::HtmlInputElement>().select())
}
