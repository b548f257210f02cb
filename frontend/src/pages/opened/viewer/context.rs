//! What the sender says, beside what is looked at.

use phial_shared::manifest::Context;
use yew::prelude::*;

use crate::i18n::t;

/// The purpose, the message, and from whom; `None` if nothing was said.
pub(super) fn context(context: &Context) -> Option<Html> {
    let Context { from, note, purpose } = context;
    if from.is_none() && note.is_none() && purpose.is_none() {
        return None;
    }
    Some(html! {
        <section class="card viewer-context" aria-label={t!("note-label")} data-test="viewer-context">
            if let Some(purpose) = purpose {
                <p class="purpose"><bdi>{purpose}</bdi></p>
            }
            if let Some(note) = note {
                <p class="message-text" dir="auto">{note}</p>
            }
            if let Some(from) = from {
                <p class="quiet small">{t!("from-person")}{" "}<bdi>{from}</bdi></p>
            }
        </section>
    })
}
