//! The access log in plain words, and whether it holds together.

use std::rc::Rc;

use phial_shared::events::{Actor, Event, EventKind};
use phial_shared::file_name::display_name;
use phial_shared::time::UnixSeconds;
use yew::prelude::*;

use super::export::Export;
use super::links::link_name;
use crate::components::{Glyph, Tone, icon, notice};
use crate::i18n::{Value, t, use_words};
use crate::services::manage::ManagedShare;
use crate::when;

/// Lines that are drawn at first.
const LINES: usize = 100;
/// Stand for the name of a recipient and of a file within a sentence, until these are set in their place as elements of
/// their own.
const NAME: &str = "\u{1}";
const FILE: &str = "\u{2}";

#[derive(PartialEq, Properties)]
pub(crate) struct LogProps {
    pub(crate) share: Rc<ManagedShare>,
}

/// The card, newest line first.
#[component]
pub(crate) fn Log(props: &LogProps) -> Html {
    use_words();
    let all = use_state(|| false);
    let share = &props.share;
    let shown = if *all { share.events.len() } else { LINES };
    let rest = share.events.len().saturating_sub(shown);
    let setter = all.setter();
    html! {
        <section class="card stack" aria-label={t!("log-title")}>
            <div class="card-head">
                <h2>{t!("log-title")}</h2>
                if share.intact.is_ok() {
                    <span class="pill pill-good" data-test="log-intact">{icon(Glyph::Check)}{t!("log-intact")}</span>
                } else {
                    <span class="pill pill-red" data-test="log-broken">{t!("log-broken")}</span>
                }
            </div>
            if let Err(broken) = &share.intact {
                {notice(Tone::Warning, "log-broken", t!("log-broken-title", line = broken.seq + 1),
                    html! { <p>{t!("log-broken-what")}</p> }, Html::default())}
            }
            <ol class="log" reversed=true aria-live="polite" aria-relevant="additions">
                {for share.events.iter().rev().take(shown).map(|event| line(share, event))}
            </ol>
            if rest > 0 {
                <button type="button" class="button" onclick={move |_| setter.set(true)}>{t!("more-lines", count = rest)}</button>
            }
            <Export share={share.clone()} />
        </section>
    }
}

fn line(share: &ManagedShare, event: &Event) -> Html {
    let class = if is_worth_a_look(event.kind) { "log-line log-line-amber" } else { "log-line" };
    html! {
        <li key={event.seq} {class} data-test="log-line" data-code={event.kind.as_str()}>
            <span class="log-when">{when::moment(event.at)}</span>{" "}
            <span>{for pieces(share, event)}</span>
        </li>
    }
}

/// The sentence, with names as elements of their own: they may be written in another direction.
fn pieces(share: &ManagedShare, event: &Event) -> Vec<Html> {
    let sentence = sentence(share, event);
    let mut pieces = Vec::new();
    let mut rest = sentence.as_str();
    while let Some(at) = rest.find([NAME, FILE].map(|mark| mark.chars().next().unwrap_or_default())) {
        let (before, marked) = rest.split_at(at);
        pieces.push(html! { {before.to_owned()} });
        let (name, after) = match marked.strip_prefix(NAME) {
            Some(after) => (event.link.map(|link| link_name(share, link)), after),
            None => (event.file.map(|file| file_name(share, file)), &marked[FILE.len()..]),
        };
        pieces.push(html! { <bdi class="strong">{name.unwrap_or_default()}</bdi> });
        rest = after;
    }
    pieces.push(html! { {rest.to_owned()} });
    pieces
}

/// What happened, in plain words.
fn sentence(share: &ManagedShare, event: &Event) -> String {
    // The one link of a share needs no name if its sender gave it none.
    let is_named = |link| share.label(link).is_some() || share.share.links.len() > 1;
    let named = event.link.is_some_and(is_named);
    let name = || if named { Value::from(NAME) } else { Value::from(0_u32) };
    match event.kind {
        EventKind::Created => t!("event-created"),
        EventKind::Sealed => t!("event-sealed"),
        EventKind::LinkAdded => t!("event-link-added", name = name()),
        EventKind::Landing => t!("event-landing", name = name()),
        EventKind::Opened => t!("event-opened", name = name()),
        EventKind::Refused => t!("event-refused", name = name()),
        EventKind::Locked if event.by == Some(Actor::Server) => t!("event-locked-tries", name = name()),
        EventKind::Locked => t!("event-locked", name = name()),
        EventKind::Unlocked => t!("event-unlocked", name = name()),
        EventKind::Viewed => t!("event-viewed", name = name(), file = FILE),
        EventKind::Saved => t!("event-saved", name = name(), file = FILE),
        EventKind::KeyInPath => t!("event-key-in-path", name = name()),
        EventKind::Extended => t!("event-extended", name = name(), until = limit_moment(event)),
        EventKind::Shortened => t!("event-shortened", name = name(), until = limit_moment(event)),
        EventKind::OpensRaised => t!("event-opens-raised", name = name()),
        EventKind::OpensLowered => t!("event-opens-lowered", name = name()),
        EventKind::Revoked => t!("event-revoked", name = name()),
        EventKind::Expired => t!("event-expired", name = name()),
        EventKind::Exhausted => t!("event-exhausted", name = name()),
        EventKind::Abandoned => t!("event-abandoned"),
        EventKind::Erased => t!("event-erased"),
    }
}

/// The same with the names in it, for a file.
pub(super) fn plain_sentence(share: &ManagedShare, event: &Event) -> String {
    let name = event.link.map(|link| link_name(share, link)).unwrap_or_default();
    let file = event.file.map(|file| file_name(share, file)).unwrap_or_default();
    sentence(share, event).replace(NAME, &name).replace(FILE, &file)
}

/// The new end of a link.
fn limit_moment(event: &Event) -> String {
    event.limit.map(|at| when::moment(UnixSeconds(at))).unwrap_or_default()
}

/// The name of a file; its number once the manifest is erased.
pub(super) fn file_name(share: &ManagedShare, file: u32) -> String {
    let entry = share.manifest.as_ref().and_then(|manifest| manifest.files().get(file as usize));
    entry.map_or_else(|| t!("file-number", number = file + 1), |entry| display_name(&entry.name))
}

const fn is_worth_a_look(kind: EventKind) -> bool {
    matches!(kind, EventKind::Refused | EventKind::Locked | EventKind::KeyInPath)
}
