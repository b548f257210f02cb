//! A file that is fetched as a whole before it is shown.

use std::rc::Rc;

use yew::prelude::*;

use crate::components::figures;
use crate::i18n::{t, text};
use crate::services::progress::Progress;

/// How far it is.
pub(super) enum Fetching<T> {
    Underway(Option<Progress>),
    Done(Rc<T>),
    Failed { key: &'static str, can_retry: bool },
}

impl<T: 'static> Fetching<T> {
    /// Notes the progress in a component's state.
    pub(super) fn on_progress(setter: &UseStateSetter<Self>) -> Callback<Progress> {
        let setter = setter.clone();
        Callback::from(move |progress| setter.set(Self::Underway(Some(progress))))
    }
}

/// What is shown until it is there.
pub(super) fn fetching<T>(state: &Fetching<T>, on_retry: Callback<()>) -> Html {
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
        Fetching::Failed { key, can_retry } => html! {
            <div class="viewer-none" role="alert" data-test="not-shown" data-code={*key}>
                <p class="strong">{text(key, &[])}</p>
                <p>{t!("save-still")}</p>
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
