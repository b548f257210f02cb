//! How far something has come.

use yew::prelude::*;

use crate::format::{percent, rate, time_left};
use crate::i18n::t;
use crate::services::progress::Progress;

/// Read out at these steps only, so that a screen reader is not talking all the time.
const SAID_EVERY_PERCENT: u32 = 25;

/// `62% · 34 MB/s · 8 seconds left`, or that the network is away.
pub(crate) fn figures(progress: &Progress) -> String {
    if progress.waiting {
        return t!("progress-waiting");
    }
    let mut figures = vec![t!("percent", number = percent(progress.done, progress.total))];
    figures.extend(progress.rate.map(rate));
    figures.extend(progress.seconds_left.map(time_left));
    figures.join(" · ")
}

#[derive(PartialEq, Properties)]
pub(crate) struct ProgressLineProps {
    /// What is going on.
    pub(crate) label: AttrValue,
    /// `None`: it has just begun.
    pub(crate) progress: Option<Progress>,
    pub(crate) on_cancel: Callback<()>,
}

/// A bar with its figures and a way to stop.
#[component]
pub(crate) fn ProgressLine(props: &ProgressLineProps) -> Html {
    let done = props.progress.as_ref().map(|progress| percent(progress.done, progress.total));
    html! {
        <div class="progress late" data-test="progress">
            <progress class="progress-bar" max="100" value={done.map(|done| done.to_string())} aria-label={&props.label} />
            <div class="progress-line">
                <span>{props.progress.as_ref().map_or_else(|| props.label.to_string(), figures)}</span>
                <button type="button" class="button button-plain" data-test="cancel" onclick={props.on_cancel.reform(|_| ())}>
                    {t!("cancel")}
                </button>
            </div>
            <ProgressSaid label={&props.label} progress={props.progress.clone()} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct ProgressSaidProps {
    pub(crate) label: AttrValue,
    pub(crate) progress: Option<Progress>,
}

/// What a screen reader says of it, now and then.
#[component]
pub(crate) fn ProgressSaid(props: &ProgressSaidProps) -> Html {
    let said = match &props.progress {
        None => props.label.to_string(),
        Some(progress) if progress.waiting => t!("progress-waiting"),
        Some(progress) => {
            let step = percent(progress.done, progress.total) / SAID_EVERY_PERCENT * SAID_EVERY_PERCENT;
            format!("{}: {}", props.label, t!("percent", number = step))
        }
    };
    html! { <span class="unseen" role="status">{said}</span> }
}
