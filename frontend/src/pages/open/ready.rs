//! Before the click: that something was sent, and for how long.

use phial_shared::api::LinkStatus;
use yew::prelude::*;

use crate::components::{Glyph, Icon, Notice, Phial, Title, Trouble, TroubleNotice};
use crate::i18n::t;
use crate::when;

#[derive(PartialEq, Properties)]
pub(crate) struct ReadyProps {
    pub(crate) status: LinkStatus,
    pub(crate) site: Option<AttrValue>,
    /// The click was made.
    pub(crate) opening: bool,
    pub(crate) trouble: Option<Trouble>,
    pub(crate) key_was_in_path: bool,
    pub(crate) on_open: Callback<()>,
}

/// The first view.
#[component]
pub(crate) fn Ready(props: &ReadyProps) -> Html {
    let lead = match &props.site {
        Some(site) => t!("open-lead-from", site = site.to_string()),
        None => t!("open-lead"),
    };
    let label = if props.opening { t!("opening") } else { t!("open") };
    html! {
        <div class="column stack stack-wide">
            <div class="ready-title">
                <Phial name="ready" level={0.8} open={props.opening} />
                <Title text={t!("open-title")} lead={Some(lead)} />
            </div>
            if props.key_was_in_path {
                <KeyWasInPath />
            }
            <section class="card stack" aria-label={t!("open")}>
                if let Some(trouble) = props.trouble {
                    <TroubleNotice {trouble} />
                }
                <button type="button" class="button button-main button-wide button-tall" aria-disabled={props.opening.then_some("true")}
                    data-test="open" onclick={props.on_open.reform(|_| ())}>
                    if props.opening {
                        <span class="busy late" aria-hidden="true" />
                    }
                    {&label}
                </button>
                <p class="quiet small">{lasts(&props.status)}</p>
                <span class="unseen" role="status">{if props.opening { label } else { String::new() }}</span>
            </section>
            <div class="stack">
                <p class="note"><Icon glyph={Glyph::Lock} /><span>{t!("open-note")}</span></p>
                <p class="note"><Icon glyph={Glyph::Chat} /><span>{t!("open-doubt")}</span></p>
            </div>
        </div>
    }
}

/// Something on the way has changed the link, and the key has passed a server.
#[component]
pub(crate) fn KeyWasInPath() -> Html {
    html! {
        <Notice title={t!("key-in-path")} code={Some(AttrValue::from("key-in-path"))}>
            <p>{t!("key-in-path-what")}</p>
        </Notice>
    }
}

fn lasts(status: &LinkStatus) -> String {
    let until = when::moment(status.expires_at);
    match status.opens_left {
        Some(opens) => t!("lasts-openings", count = opens, until = until),
        None => t!("lasts-any", until = until),
    }
}
