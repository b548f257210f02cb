//! The access log in plain words, and whether it holds together.

use std::rc::Rc;

use phial_shared::events::{Event, EventKind};
use phial_shared::file_name::display_name;
use yew::prelude::*;

use crate::components::{Glyph, Tone, icon, notice};
use crate::i18n::{t, use_words};
use crate::services::manage::ManagedShare;
use crate::when;

/// Lines that are drawn at first.
const LINES: usize = 100;
/// Stands for a name within a sentence, until the name is set in its place as an element of its own.
const PLACE: &str = "\u{1}";

#[derive(PartialEq, Properties)]
pub(crate) struct LogProps {
    pub(crate) share: Rc<ManagedShare>,
    pub(crate) on_refresh: Callback<()>,
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
            <ol class="log" reversed=true>
                {for share.events.iter().rev().take(shown).map(|event| line(share, event))}
            </ol>
            <div class="row">
                if rest > 0 {
                    <button type="button" class="button" onclick={move |_| setter.set(true)}>{t!("more-lines", count = rest)}</button>
                }
                <button type="button" class="button" data-test="refresh" onclick={props.on_refresh.reform(|_| ())}>
                    {t!("refresh")}
                </button>
            </div>
        </section>
    }
}

fn line(share: &ManagedShare, event: &Event) -> Html {
    let (sentence, name) = sentence(share, event);
    let (before, after) = sentence.split_once(PLACE).unwrap_or((&sentence, ""));
    let label = event.link.filter(|_| share.share.links.len() > 1).and_then(|link| share.labels.get(&link));
    let class = if is_worth_a_look(event.kind) { "log-line log-line-amber" } else { "log-line" };
    html! {
        <li key={event.seq} {class} data-test="log-line" data-code={event.kind.as_str()}>
            <span class="log-when">{when::moment(event.at)}</span>{" "}
            <span>
                {before.to_owned()}
                if let Some(name) = name {
                    <bdi class="strong">{name}</bdi>
                }
                {after.to_owned()}
                if let Some(label) = label {
                    {" · "}<bdi>{label}</bdi>
                }
            </span>
        </li>
    }
}

/// What happened, and the file that takes the place of [`PLACE`] in it.
fn sentence(share: &ManagedShare, event: &Event) -> (String, Option<String>) {
    let sentence = match event.kind {
        EventKind::Created => t!("event-created"),
        EventKind::Sealed => t!("event-sealed"),
        EventKind::LinkAdded => t!("event-link-added"),
        EventKind::Landing => t!("event-landing"),
        EventKind::Opened => t!("event-opened"),
        EventKind::Refused => t!("event-refused"),
        EventKind::Locked => t!("event-locked"),
        EventKind::Unlocked => t!("event-unlocked"),
        EventKind::Viewed => t!("event-viewed", file = PLACE),
        EventKind::Saved => t!("event-saved", file = PLACE),
        EventKind::KeyInPath => t!("event-key-in-path"),
        EventKind::Extended => t!("event-extended"),
        EventKind::Shortened => t!("event-shortened"),
        EventKind::OpensRaised => t!("event-opens-raised"),
        EventKind::OpensLowered => t!("event-opens-lowered"),
        EventKind::Revoked => t!("event-revoked"),
        EventKind::Expired => t!("event-expired"),
        EventKind::Exhausted => t!("event-exhausted"),
        EventKind::Abandoned => t!("event-abandoned"),
        EventKind::Erased => t!("event-erased"),
    };
    (sentence, event.file.map(|file| file_name(share, file)))
}

/// The name of a file; its number once the manifest is erased.
fn file_name(share: &ManagedShare, file: u32) -> String {
    let entry = share.manifest.as_ref().and_then(|manifest| manifest.files().get(file as usize));
    entry.map_or_else(|| t!("file-number", number = file + 1), |entry| display_name(&entry.name))
}

const fn is_worth_a_look(kind: EventKind) -> bool {
    matches!(kind, EventKind::Refused | EventKind::Locked | EventKind::KeyInPath)
}
