//! The links, the ways to hand them on, and the sender's own link.

use std::rc::Rc;

use phial_shared::factor::FactorKind;
use yew::prelude::*;

use super::keep_switch::KeepSwitch;
use crate::components::{CopyButton, Glyph, Stopper, Title, icon, phial};
use crate::i18n::{t, use_words};
use crate::pages::hand_on::{MadeLinkCards, link_field};
use crate::services::links::MadeLock;
use crate::services::send::Sent;

#[derive(PartialEq, Properties)]
pub(crate) struct SentViewProps {
    pub(crate) sent: Rc<Sent>,
    /// How many files were sent.
    pub(crate) files: usize,
    pub(crate) on_again: Callback<()>,
}

/// The last view.
#[component]
pub(crate) fn SentView(props: &SentViewProps) -> Html {
    use_words();
    let sent = &props.sent;
    let links = use_memo(sent.clone(), |sent| sent.links.iter().cloned().map(Rc::new).collect::<Vec<_>>());
    let manage_field = use_node_ref();
    let all_locked = sent.links.iter().all(|link| link.lock.is_some());
    let to_tell = |lock: &MadeLock| lock.kind != FactorKind::DateOfBirth;
    let lead = if sent.links.iter().any(|link| link.lock.as_ref().is_some_and(to_tell)) {
        t!("sent-lead-locked")
    } else {
        t!("sent-lead", count = sent.links.len())
    };
    html! {
        <div class="column stack stack-wide">
            <div class="sent-title">
                {phial("sent", 100, Stopper::Closing)}
                <Title text={t!("sent-title")} lead={Some(lead)} arrived=true />
            </div>
            {for links.iter().enumerate().map(|(position, link)| html! {
                <div class="stack" key={position}><MadeLinkCards link={link.clone()} /></div>
            })}
            if !all_locked {
                <p class="note note-amber">{icon(Glyph::Alert)}<span>{t!("link-warning")}</span></p>
            }
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
                    <KeepSwitch sent={sent.clone()} files={props.files} />
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
