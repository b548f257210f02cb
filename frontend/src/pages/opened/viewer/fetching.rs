//! A file that is fetched as a whole before it is shown.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::figures;
use crate::i18n::{t, text};
use crate::services::open::OpenError;
use crate::services::opened::OpenShare;
use crate::services::progress::{Cancel, Progress};

/// How far it is.
pub(super) enum Fetching<T> {
    Underway(Option<Progress>),
    Done(Rc<T>),
    Failed(Failure),
}

/// Why it is not shown: a locale key, and whether another try may help.
pub(super) struct Failure {
    pub(super) key: &'static str,
    pub(super) can_retry: bool,
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self { key: error.message(), can_retry: error.can_retry() }
    }
}

/// Fetches a file when it is first shown, when it is another one, and when the callback that this gives is called.
#[hook]
pub(super) fn use_fetching<T: 'static>(
    share: &OpenShare,
    file: usize,
    fetch: impl AsyncFnOnce(OpenShare, Callback<Progress>, &Cancel) -> Result<T, Failure> + 'static,
) -> (UseStateHandle<Fetching<T>>, Callback<()>) {
    let state = use_state(|| Fetching::Underway(None));
    let again = use_state(|| 0u32);
    {
        let setter = state.setter();
        use_effect_with((share.clone(), file, *again), move |(share, ..)| {
            let (share, cancel) = (share.clone(), Cancel::new());
            let ended = cancel.clone();
            setter.set(Fetching::Underway(None));
            spawn_local(async move {
                let noted = setter.clone();
                let on_progress = Callback::from(move |progress| noted.set(Fetching::Underway(Some(progress))));
                setter.set(match fetch(share, on_progress, &cancel).await {
                    Ok(fetched) => Fetching::Done(Rc::new(fetched)),
                    Err(_) if cancel.is_cancelled() => return,
                    Err(failure) => Fetching::Failed(failure),
                });
            });
            move || ended.cancel()
        });
    }
    (state, Callback::from(move |()| again.set(*again + 1)))
}

/// What is shown until it is there.
pub(super) fn fetching<T>(state: &Fetching<T>, share: &OpenShare, on_retry: Callback<()>) -> Html {
    match state {
        Fetching::Underway(progress) => {
            let said = progress.as_ref().map_or_else(|| t!("one-moment"), figures);
            html! {
                <div class="viewer-none">
                    <span class="busy late" aria-hidden="true" />
                    <p role="status" class="late">{said}</p>
                </div>
            }
        }
        Fetching::Failed(Failure { key, can_retry }) => html! {
            <div class="viewer-none" role="alert" data-test="not-shown" data-code={*key}>
                <p class="strong">{text(key, &[])}</p>
                <p>{if share.is_view_only() { t!("view-only-no-way") } else { t!("save-still") }}</p>
                if *can_retry {
                    <button type="button" class="button" data-test="retry" onclick={on_retry.reform(|_: MouseEvent| ())}>
                        {t!("try-again")}
                    </button>
                }
            </div>
        },
        Fetching::Done(_) => Html::default(),
    }
}
