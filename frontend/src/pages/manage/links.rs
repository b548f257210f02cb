//! The links of a share and what can be done with them.

use phial_shared::api::{LinkState, OwnedLink};
use yew::prelude::*;

use crate::i18n::t;
use crate::services::manage::ManagedShare;
use crate::when;

/// The card.
pub(crate) fn links_card(share: &ManagedShare) -> Html {
    let links = &share.share.links;
    html! {
        <section class="card stack" aria-label={t!("links")}>
            <h2>{t!("links")}</h2>
            <ul class="lines">
                {for links.iter().map(|link| {
                    let name = share.labels.get(&link.link).cloned().unwrap_or_else(|| t!("link-unnamed"));
                    let (class, state) = pill(link);
                    html! {
                        <li class="line" data-test="link-state" data-code={state_code(link.state)}>
                            <div class="line-words">
                                <bdi class="strong">{name}</bdi>
                                <span class="quiet small">{figures(link)}</span>
                            </div>
                            <span {class}>{state}</span>
                        </li>
                    }
                })}
            </ul>
        </section>
    }
}

/// `1 of 3 openings · until Friday 27 November, 14:02`.
fn figures(link: &OwnedLink) -> String {
    let opened = match link.max_opens {
        Some(max) => t!("opens-of", opens = link.opens, max = max),
        None => t!("opens-so-far", opens = link.opens),
    };
    let moment = when::moment(link.expires_at);
    match link.state {
        LinkState::Revoked => opened,
        LinkState::Expired => format!("{opened} · {}", t!("ended", moment = moment)),
        LinkState::Live | LinkState::Exhausted | LinkState::Locked => {
            format!("{opened} · {}", t!("until", moment = moment))
        }
    }
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
