//! Saving one file or all of them, with progress and a way to stop.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Glyph, Trouble, icon, progress_line, trouble_notice};
use crate::i18n::{t, use_words};
use crate::pages::open::trouble;
use crate::services::open::OpenError;
use crate::services::opened::OpenShare;
use crate::services::progress::{Cancel, Progress};

#[derive(Clone, PartialEq)]
enum State {
    Ready,
    Saving { progress: Option<Progress>, cancel: Cancel },
    Saved,
    Failed(Trouble),
}

/// What is saved.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum What {
    /// One file, by its number.
    File(usize),
    /// All files.
    All,
}

#[derive(PartialEq, Properties)]
pub(crate) struct SaveProps {
    pub(crate) share: OpenShare,
    pub(crate) what: What,
    /// What the button says.
    pub(crate) label: AttrValue,
    /// What it says to who cannot see beside what it stands.
    #[prop_or_default]
    pub(crate) full_label: Option<AttrValue>,
    #[prop_or(AttrValue::Static("button"))]
    pub(crate) class: AttrValue,
}

/// A button that saves, and turns into a progress bar while it does.
#[component]
pub(crate) fn Save(props: &SaveProps) -> Html {
    use_words();
    let state = use_state(|| State::Ready);
    let needs_memory = use_needs_memory(&props.share, props.what);
    let begin = {
        let (setter, share, what) = (state.setter(), props.share.clone(), props.what);
        Callback::from(move |()| save(setter.clone(), share.clone(), what))
    };
    let button = |label: AttrValue, full_label: Option<&AttrValue>, glyph: Glyph| {
        html! {
            <button type="button" class={&props.class} aria-label={full_label.cloned()}
                data-test={match props.what { What::File(_) => "save", What::All => "save-all" }} onclick={begin.reform(|_| ())}>
                {icon(glyph)}{label}
            </button>
        }
    };
    html! {
        <div class="save">
            if needs_memory {
                <p class="quiet small" data-test="save-in-memory">{t!("save-in-memory")}</p>
            }
            {match &*state {
                State::Ready => button(props.label.clone(), props.full_label.as_ref(), Glyph::Down),
                State::Saved => html! {
                    <>
                        {button(t!("saved").into(), None, Glyph::Check)}
                        <span class="unseen" role="status" data-test="saved">{t!("saved")}</span>
                    </>
                },
                State::Saving { progress, cancel } => {
                    let cancel = cancel.clone();
                    progress_line(&t!("saving"), progress.as_ref(), &Callback::from(move |()| cancel.cancel()))
                }
                State::Failed(trouble) => trouble_notice(*trouble, Some(&begin)),
            }}
        </div>
    }
}

/// Whether this browser has no better place than its memory for a large file on its way to the person's folder.
#[hook]
fn use_needs_memory(share: &OpenShare, what: What) -> bool {
    let needs_memory = use_state(|| false);
    let setter = needs_memory.setter();
    let share = share.clone();
    use_effect_with(what, move |what| {
        let what = *what;
        spawn_local(async move {
            setter.set(match what {
                What::File(file) => share.save_needs_memory(file).await,
                What::All => share.save_all_needs_memory().await,
            });
        });
    });
    *needs_memory
}

fn save(setter: UseStateSetter<State>, share: OpenShare, what: What) {
    let cancel = Cancel::new();
    setter.set(State::Saving { progress: None, cancel: cancel.clone() });
    spawn_local(async move {
        let on_progress = {
            let (setter, cancel) = (setter.clone(), cancel.clone());
            Callback::from(move |progress| {
                setter.set(State::Saving { progress: Some(progress), cancel: cancel.clone() });
            })
        };
        let saved = match what {
            What::File(file) => share.save(file, on_progress, cancel.clone()).await,
            What::All => share.save_all(&t!("archive-name"), on_progress, cancel.clone()).await,
        };
        setter.set(match saved {
            Ok(()) => State::Saved,
            Err(_) if cancel.is_cancelled() => State::Ready,
            // The person has closed the save dialog, and knows it.
            Err(OpenError::Cancelled) => State::Ready,
            Err(error) => State::Failed(trouble(&error)),
        });
    });
}
