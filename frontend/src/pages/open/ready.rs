//! Before the click: that something was sent, and for how long.

use phial_shared::api::LinkStatus;
use yew::prelude::*;

use crate::components::{Glyph, Stopper, Title, Tone, Trouble, icon, notice, phial, trouble_notice};
use crate::i18n::t;
use crate::when;

/// What the first view shows.
pub(crate) struct ReadyView<'a> {
    pub(crate) status: &'a LinkStatus,
    pub(crate) site: Option<&'a str>,
    /// How to make sure from whom it is.
    pub(crate) genuine: Html,
    /// The click was made.
    pub(crate) opening: bool,
    pub(crate) trouble: Option<Trouble>,
    pub(crate) key_was_in_path: bool,
    pub(crate) on_open: Callback<()>,
}

/// The first view.
pub(crate) fn ready(view: &ReadyView<'_>) -> Html {
    let lead = match view.site {
        Some(site) => t!("open-lead-from", site = site),
        None => t!("open-lead"),
    };
    let label = if view.opening { t!("opening") } else { t!("open") };
    html! {
        <div class="column stack stack-wide">
            <div class="ready-title">
                {phial("ready", 80, if view.opening { Stopper::Off } else { Stopper::On })}
                <Title text={t!("open-title")} lead={Some(lead)} />
            </div>
            if view.key_was_in_path {
                {key_was_in_path()}
            }
            <section class="card stack" aria-label={t!("open")}>
                {for view.trouble.map(|trouble| trouble_notice(trouble, None))}
                <button type="button" class="button button-main button-wide button-tall" aria-disabled={view.opening.then_some("true")}
                    data-test="open" onclick={view.on_open.reform(|_| ())}>
                    if view.opening {
                        <span class="busy late" aria-hidden="true" />
                    }
                    {&label}
                </button>
                <p class="quiet small">{lasts(view.status)}</p>
                <span class="unseen" role="status">{if view.opening { label } else { String::new() }}</span>
            </section>
            {view.genuine.clone()}
            <p class="note">{icon(Glyph::Lock)}<span>{t!("open-note")}</span></p>
        </div>
    }
}

/// Something on the way has changed the link, and the key has passed a server.
fn key_was_in_path() -> Html {
    let words = html! { <p>{t!("key-in-path-what")}</p> };
    notice(Tone::Warning, "key-in-path", t!("key-in-path"), words, Html::default())
}

fn lasts(status: &LinkStatus) -> String {
    let until = when::moment(status.expires_at);
    match status.opens_left {
        Some(opens) => t!("lasts-openings", count = opens, until = until),
        None => t!("lasts-any", until = until),
    }
}
