//! The links of a share, and the ways to change one and to add one.

use std::rc::Rc;

use phial_shared::api::{LinkState, OwnedLink, ServerConfig, ShareState};
use phial_shared::factor::FactorKind;
use phial_shared::ids::LinkRef;
use phial_shared::link::ManageLink;
use yew::prelude::*;

use super::add::AddRecipient;
use super::link_dialog::LinkDialog;
use crate::components::words_of;
use crate::i18n::{t, use_words};
use crate::services::links::MadeLink;
use crate::services::manage::ManagedShare;
use crate::when;

#[derive(Properties)]
pub(crate) struct LinksCardProps {
    pub(crate) link: Rc<ManageLink>,
    pub(crate) share: Rc<ManagedShare>,
    pub(crate) config: Option<Rc<ServerConfig>>,
    pub(crate) on_link: Callback<OwnedLink>,
    pub(crate) on_added: Callback<MadeLink>,
}

impl PartialEq for LinksCardProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.link, &other.link) && Rc::ptr_eq(&self.share, &other.share) && self.config == other.config
    }
}

/// The card.
#[component]
pub(crate) fn LinksCard(props: &LinksCardProps) -> Html {
    use_words();
    let changing = use_state_eq(|| None::<LinkRef>);
    let share = &props.share;
    let is_over = share.share.state == ShareState::Erased;
    let on_close = {
        let setter = changing.setter();
        Callback::from(move |()| setter.set(None))
    };
    let on_changed = {
        let (setter, on_link) = (changing.setter(), props.on_link.clone());
        Callback::from(move |link| {
            setter.set(None);
            on_link.emit(link);
        })
    };
    let changed = changing.and_then(|link| share.share.links.iter().find(|owned| owned.link == link));
    html! {
        <section class="card stack" aria-label={t!("recipients")}>
            <h2>{t!("recipients")}</h2>
            <ul class="lines">
                {for share.share.links.iter().map(|link| {
                    let reference = link.link;
                    let setter = changing.setter();
                    let can_change = !is_over && link.state != LinkState::Revoked && props.config.is_some();
                    line(share, link, can_change.then(|| Callback::from(move |()| setter.set(Some(reference)))))
                })}
            </ul>
            if let (Some(config), false) = (&props.config, is_over) {
                <AddRecipient link={props.link.clone()} share={share.clone()} config={config.clone()} on_added={&props.on_added} />
                if let Some(owned) = changed {
                    <LinkDialog key={owned.link.to_string()} link={props.link.clone()} owned={owned.clone()}
                        name={link_name(share, owned.link)} config={config.clone()} {on_changed} {on_close} />
                }
            }
        </section>
    }
}

fn line(share: &ManagedShare, link: &OwnedLink, on_change: Option<Callback<()>>) -> Html {
    let name = link_name(share, link.link);
    let (class, state) = pill(link);
    html! {
        <li class="line" key={link.link.to_string()} data-test="link-state" data-code={state_code(link.state)}>
            <div class="line-words">
                <bdi class="strong">{&name}</bdi>
                <span class="quiet small">{figures(share, link)}</span>
                {for tries(link)}
                {for words(share, link)}
            </div>
            <span {class}>{state}</span>
            if let Some(on_change) = on_change {
                <button type="button" class="button button-plain" aria-label={t!("change-of", name = name)} data-test="change-link"
                    onclick={on_change.reform(|_| ())}>
                    {t!("change")}
                </button>
            }
        </li>
    }
}

/// As its sender named it, else by its number among several, else as the only one.
pub(super) fn link_name(share: &ManagedShare, link: LinkRef) -> String {
    let links = &share.share.links;
    match (share.label(link), links.iter().position(|owned| owned.link == link)) {
        (Some(label), _) => label.to_owned(),
        (None, Some(position)) if links.len() > 1 => t!("recipient-number", number = position + 1),
        _ => t!("link-unnamed"),
    }
}

/// `only to look · 6-digit code · 1 of 3 openings used · until Friday 27 November, 14:02`.
fn figures(share: &ManagedShare, link: &OwnedLink) -> String {
    let view_only = share.notes.get(&link.link).is_some_and(|note| note.view_only).then(|| t!("only-to-look"));
    let lock = link.factor.map(|factor| match factor.kind {
        FactorKind::Code => t!("lock-code"),
        FactorKind::Passphrase => t!("lock-passphrase"),
        FactorKind::DateOfBirth => t!("lock-birth"),
    });
    let opened = match link.max_opens {
        Some(max) => t!("opens-of", opens = link.opens, max = max),
        None => t!("opens-so-far", opens = link.opens),
    };
    let moment = when::moment(link.expires_at);
    let end = match link.state {
        LinkState::Revoked => None,
        LinkState::Expired => Some(t!("ended", moment = moment)),
        LinkState::Live | LinkState::Exhausted | LinkState::Locked => Some(t!("until", moment = moment)),
    };
    view_only.into_iter().chain(lock).chain([opened]).chain(end).collect::<Vec<_>>().join(" · ")
}

/// How many tries are left, once some are used.
fn tries(link: &OwnedLink) -> Option<Html> {
    let factor = link.factor.filter(|factor| factor.tries_left < factor.max_tries)?;
    let over = matches!(link.state, LinkState::Revoked | LinkState::Expired);
    (!over).then(|| html! { <span class="small field-wrong">{t!("tries-left", count = factor.tries_left)}</span> })
}

/// What to say to a recipient who asks whether the link is genuine.
fn words(share: &ManagedShare, link: &OwnedLink) -> Option<Html> {
    let over = matches!(link.state, LinkState::Revoked | LinkState::Expired);
    share.notes.get(&link.link).filter(|_| !over).map(|note| words_of(note.link_id))
}

fn pill(link: &OwnedLink) -> (&'static str, String) {
    match link.state {
        LinkState::Live if link.opens == 0 => ("pill", t!("state-waiting")),
        LinkState::Live => ("pill pill-good", t!("state-opened")),
        LinkState::Expired => ("pill pill-amber", t!("state-expired")),
        LinkState::Exhausted => ("pill pill-amber", t!("state-exhausted")),
        LinkState::Revoked => ("pill pill-red", t!("state-revoked")),
        LinkState::Locked => ("pill pill-red", t!("state-locked")),
    }
}

const fn state_code(state: LinkState) -> &'static str {
    match state {
        LinkState::Live => "live",
        LinkState::Expired => "expired",
        LinkState::Exhausted => "exhausted",
        LinkState::Revoked => "revoked",
        LinkState::Locked => "locked",
    }
}
