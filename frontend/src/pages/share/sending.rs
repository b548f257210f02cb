//! The phial fills while the files are locked and sent.

use std::cell::RefCell;
use std::rc::Rc;

use phial_shared::api::ServerConfig;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::details::Details;
use super::files::ChosenFiles;
use crate::components::{Stopper, Title, Trouble, figures, phial, progress_said};
use crate::format::percent;
use crate::i18n::{t, use_words};
use crate::services::leaving::ask_before_leaving;
use crate::services::links::Recipient;
use crate::services::progress::{Cancel, Progress};
use crate::services::send::{self, Draft, Sent};

/// How it ended: with links, with an error, or with `None` because the person ended it.
pub(crate) type End = Result<Rc<Sent>, Option<Trouble>>;

#[derive(Properties)]
pub(crate) struct SendingProps {
    pub(crate) config: Rc<ServerConfig>,
    pub(crate) files: ChosenFiles,
    pub(crate) details: Rc<RefCell<Details>>,
    pub(crate) recipients: Rc<Vec<Recipient>>,
    pub(crate) on_end: Callback<End>,
}

impl PartialEq for SendingProps {
    /// What is sent does not change while it is sent.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The third view: it sends as long as it is there.
#[component]
pub(crate) fn Sending(props: &SendingProps) -> Html {
    use_words();
    let progress = use_state(|| None::<Progress>);
    let cancel = use_state(Cancel::new);
    {
        let setter = progress.setter();
        let cancel = (*cancel).clone();
        let (config, on_end) = (props.config.clone(), props.on_end.clone());
        let draft = Draft {
            files: props.files.to_vec(),
            context: props.details.borrow().to_context(),
            recipients: (*props.recipients).clone(),
        };
        use_effect_with((), move |()| {
            let running = cancel.clone();
            spawn_local(async move {
                let on_progress = Callback::from(move |progress| setter.set(Some(progress)));
                let result = send::send(&config, draft, on_progress, running.clone()).await;
                on_end.emit(result.map(Rc::new).map_err(|error| {
                    let trouble = Trouble { key: error.message(), can_retry: error.can_retry() };
                    (!running.is_cancelled()).then_some(trouble)
                }));
            });
            let stays = ask_before_leaving();
            move || {
                drop(stays);
                cancel.cancel();
            }
        });
    }

    let on_cancel = {
        let cancel = (*cancel).clone();
        Callback::from(move |_: MouseEvent| cancel.cancel())
    };
    let done = progress.as_ref().map_or(0, |progress| percent(progress.done, progress.total));
    html! {
        <div class="column sending">
            <div class="sending-phial" role="progressbar" aria-label={t!("sending-title")} aria-valuemin="0"
                aria-valuemax="100" aria-valuenow={done.to_string()} data-test="progress">
                {phial("sending", done, Stopper::Off)}
            </div>
            <Title text={t!("sending-title")} arrived=true />
            <p class="lead sending-figures" aria-hidden="true">
                {progress.as_ref().map_or_else(|| t!("sending-begins"), figures)}
            </p>
            <button type="button" class="button" data-test="cancel" onclick={on_cancel}>{t!("cancel")}</button>
            <p class="quiet small">{t!("sending-note")}</p>
            {progress_said(&t!("sending-title"), progress.as_ref())}
        </div>
    }
}
