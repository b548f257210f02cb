//! Before the click: that something was sent, and for how long.

use std::rc::Rc;

use phial_shared::api::LinkStatus;
use phial_shared::factor::Factor;
use yew::prelude::*;

use super::factor::FactorForm;
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
    /// The factor that was tried is wrong.
    pub(crate) wrong: bool,
    pub(crate) trouble: Option<Trouble>,
    pub(crate) key_was_in_path: bool,
    /// Saving is off.
    pub(crate) view_only: bool,
    pub(crate) on_open: Callback<Option<Rc<Factor>>>,
}

/// The first view.
pub(crate) fn ready(view: &ReadyView<'_>) -> Html {
    let locked = view.status.factor.is_some();
    let lead = match (view.site, locked) {
        (Some(site), false) => t!("open-lead-from", site = site),
        (Some(site), true) => t!("open-lead-locked-from", site = site),
        (None, false) => t!("open-lead"),
        (None, true) => t!("open-lead-locked"),
    };
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
                if let Some(factor) = view.status.factor {
                    <FactorForm {factor} opening={view.opening} wrong={view.wrong}
                        on_open={view.on_open.reform(Some)} />
                } else {
                    <button type="button" class="button button-main button-wide button-tall"
                        aria-disabled={view.opening.then_some("true")} data-test="open" onclick={view.on_open.reform(|_| None)}>
                        {opening_label(view.opening)}
                    </button>
                    <span class="unseen" role="status">{if view.opening { t!("opening") } else { String::new() }}</span>
                }
                <p class="quiet small">{lasts(view.status)}</p>
                if view.view_only {
                    <p class="note" data-test="view-only">{icon(Glyph::Eye)}<span>{t!("open-view-only")}</span></p>
                }
            </section>
            {view.genuine.clone()}
            <p class="note">{icon(Glyph::Lock)}<span>{if view.view_only { t!("open-note-view-only") } else { t!("open-note") }}</span></p>
        </div>
    }
}

/// What the button says.
pub(super) fn opening_label(opening: bool) -> Html {
    html! {
        <>
            if opening {
                <span class="busy late" aria-hidden="true" />
            }
            {if opening { t!("opening") } else { t!("open") }}
        </>
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
