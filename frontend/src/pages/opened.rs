//! What was sent.

mod file_card;
mod idle;
mod previews;
mod saving;
mod unfit;
mod view_only;
mod viewer;
mod watched;

use std::rc::Rc;

use phial_shared::manifest::Manifest;
use yew::prelude::*;

use super::open::trouble;
use crate::components::{Glyph, Title, icon, plain};
use crate::format::size;
use crate::i18n::{t, use_words};
use crate::services::open::OpenError;
use crate::services::opened::OpenShare;
use crate::when;
use file_card::FileCard;
use previews::use_previews;
use saving::{Save, What};
use view_only::use_view_only;
use viewer::Viewer;
use watched::Watched;

/// Cards that are drawn at first, and how many more at a time.
const CARDS: usize = 100;

#[derive(Properties)]
pub(crate) struct OpenedPageProps {
    pub(crate) opened: Rc<Result<OpenShare, OpenError>>,
}

impl PartialEq for OpenedPageProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.opened, &other.opened)
    }
}

/// The page after the click.
#[component]
pub(crate) fn OpenedPage(props: &OpenedPageProps) -> Html {
    use_words();
    match &*props.opened {
        Ok(share) => html! { <Watched share={share.clone()} /> },
        Err(error) => plain(trouble(error), true, None, Html::default()),
    }
}

#[derive(PartialEq, Properties)]
struct FilesProps {
    share: OpenShare,
}

/// The list of files.
#[component]
fn Files(props: &FilesProps) -> Html {
    use_words();
    let share = &props.share;
    use_view_only(share.is_view_only());
    let (previews, on_near) = use_previews(share);
    let looking_at = use_state(|| None::<usize>);
    let shown = use_state(|| CARDS);
    let on_look = {
        let setter = looking_at.setter();
        use_callback((), move |file: usize, ()| setter.set(Some(file)))
    };
    let on_close = {
        let setter = looking_at.setter();
        Callback::from(move |()| setter.set(None))
    };
    let manifest = share.manifest();
    let files = manifest.files();
    let heading = format!("{}, {}", t!("files-count", count = files.len()), size(manifest.files_len()));
    let cards = files.iter().enumerate().take(*shown).map(|(file, entry)| {
        html! {
            <FileCard key={file} share={share.clone()} {file} entry={entry.clone()} look={previews.of(file)}
                on_near={&on_near} on_look={&on_look} />
        }
    });
    let (only_one, view_only) = (files.len() == 1, share.is_view_only());
    let column = if only_one { "column stack stack-wide" } else { "column column-wide stack stack-wide" };
    html! {
        <>
            <div class={column} data-test="opened">
                <Title text={heading} lead={Some(remaining(share))} arrived=true />
                if view_only {
                    <p class="note" data-test="view-only">{icon(Glyph::Eye)}<span>{t!("opened-view-only")}</span></p>
                }
                {message(manifest)}
                <ul class={if only_one { "file-cards file-cards-one" } else { "file-cards" }}>{for cards}</ul>
                {more(files.len(), &shown)}
                if only_one && !view_only {
                    <p class="note">{icon(Glyph::Lock)}<span>{t!("opened-note")}</span></p>
                }
            </div>
            if !only_one && !view_only {
                <div class="bar">
                    <div class="bar-inner">
                        <p class="bar-said">{t!("opened-note")}</p>
                        <Save share={share.clone()} what={What::All} label={t!("save-all")} class="button button-main" />
                    </div>
                </div>
            }
            if let Some(file) = *looking_at {
                <Viewer share={share.clone()} previews={(*previews).clone()} start={file} {on_near} {on_close} />
            }
        </>
    }
}

/// From whom, and what they say.
fn message(manifest: &Manifest) -> Html {
    let context = &manifest.context;
    if context.from.is_none() && context.note.is_none() {
        return Html::default();
    }
    html! {
        <section class="card message" aria-label={t!("note-label")}>
            if let Some(from) = &context.from {
                <p class="strong" data-test="message-from">{t!("from-person")}{" "}<bdi>{from}</bdi></p>
            }
            if let Some(note) = &context.note {
                <p class="message-text" dir="auto" data-test="message-note">{note}</p>
            }
        </section>
    }
}

/// Until when, and how often again.
fn remaining(share: &OpenShare) -> String {
    let until = when::moment(share.expires_at());
    match share.opens_left() {
        Some(0) if share.is_view_only() => t!("remains-now-view-only"),
        Some(0) => t!("remains-now"),
        Some(opens) => t!("remains-openings", count = opens, until = until),
        None => t!("remains-any", until = until),
    }
}

fn more(count: usize, shown: &UseStateHandle<usize>) -> Html {
    let rest = count.saturating_sub(**shown);
    if rest == 0 {
        return Html::default();
    }
    let (setter, next) = (shown.setter(), **shown + CARDS);
    html! {
        <button type="button" class="button" onclick={move |_| setter.set(next)}>{t!("more-files", count = rest)}</button>
    }
}
