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

/// A bar with its figures and a way to stop. `None`: it has just begun.
pub(crate) fn progress_line(label: &str, progress: Option<&Progress>, on_cancel: &Callback<()>) -> Html {
    let done = progress.map(|progress| percent(progress.done, progress.total).to_string());
    html! {
        <div class="progress late" data-test="progress">
            <progress class="progress-bar" max="100" value={done} aria-label={label.to_owned()} />
            <div class="progress-line">
                <span>{progress.map_or_else(|| label.to_owned(), figures)}</span>
                <button type="button" class="button button-plain" data-test="cancel" onclick={on_cancel.reform(|_| ())}>
                    {t!("cancel")}
                </button>
            </div>
            {progress_said(label, progress)}
        </div>
    }
}

/// What a screen reader says of it, now and then.
pub(crate) fn progress_said(label: &str, progress: Option<&Progress>) -> Html {
    let said = match progress {
        None => label.to_owned(),
        Some(progress) if progress.waiting => t!("progress-waiting"),
        Some(progress) => {
            let step = percent(progress.done, progress.total) / SAID_EVERY_PERCENT * SAID_EVERY_PERCENT;
            format!("{label}: {}", t!("percent", number = step))
        }
    };
    html! { <span class="unseen" role="status">{said}</span> }
}
