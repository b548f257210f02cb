//! `/`: choose files, lock them, get the link.

mod details;
mod empty;
mod file_list;
mod files;
mod for_whom;
mod form;
mod gate;
mod intake;
mod keep_switch;
mod sending;
mod sent;

use std::rc::Rc;

use phial_shared::api::ServerConfig;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use crate::components::Trouble;
use crate::i18n::use_words;
use crate::pages::recipients::{RecipientChange, Recipients, limits};
use crate::services::links::Recipient;
use crate::services::send::Sent;
use crate::services::shared;
use details::Details;
use empty::empty;
use files::{Change, ChosenFiles};
use form::Form;
pub(crate) use gate::Gate;
use intake::{Intake, use_intake};
use sending::{End, Sending};
use sent::SentView;

#[derive(PartialEq, Properties)]
pub(crate) struct SharePageProps {
    pub(crate) config: Rc<ServerConfig>,
    /// Another app has shared files with the installed page.
    pub(crate) shared: bool,
}

#[derive(Clone)]
enum View {
    /// Or why it did not go on from there.
    Choosing(Option<Trouble>),
    /// To these.
    Sending(Rc<Vec<Recipient>>),
    Sent(Rc<Sent>),
}

/// The page for who sends. What was chosen lives here, so that nothing is lost when sending fails.
#[component]
pub(crate) fn SharePage(props: &SharePageProps) -> Html {
    use_words();
    let files = use_reducer_eq(ChosenFiles::default);
    let details = use_mut_ref(Details::default);
    let recipients = use_reducer_eq(|| Recipients::one(&props.config));
    let limits = use_state(|| limits::preset(&props.config));
    let view = use_state(|| View::Choosing(None));

    let on_files = {
        let (files, view) = (files.dispatcher(), view.setter());
        use_callback((), move |intake: Intake, ()| {
            let folders = intake.folders.then_some(Trouble { key: "error-folder", can_retry: false });
            view.set(View::Choosing(folders));
            files.dispatch(Change::Add(intake.files));
        })
    };
    use_shared(props.shared, on_files.clone(), view.setter());
    let dragging = use_intake(matches!(*view, View::Choosing(_)), on_files.clone());
    let on_choose = on_files.reform(|files: Vec<File>| Intake { files, folders: false });
    let on_remove = {
        let files = files.dispatcher();
        use_callback((), move |id, ()| files.dispatch(Change::Remove(id)))
    };
    let on_lock = {
        let view = view.setter();
        Callback::from(move |recipients| view.set(View::Sending(Rc::new(recipients))))
    };
    let on_end = {
        let view = view.setter();
        Callback::from(move |end: End| view.set(end.map_or_else(View::Choosing, View::Sent)))
    };
    let on_again = {
        let (view, files, details) = (view.setter(), files.dispatcher(), details.clone());
        let recipients = recipients.dispatcher();
        Callback::from(move |()| {
            files.dispatch(Change::Clear);
            recipients.dispatch(RecipientChange::Clear);
            details.take();
            view.set(View::Choosing(None));
        })
    };

    match &*view {
        View::Choosing(trouble) if files.is_empty() => {
            empty(props.config.max_files_len, &on_choose, dragging, *trouble, files.had_any())
        }
        View::Choosing(trouble) => {
            let on_limits = {
                let limits = limits.setter();
                Callback::from(move |chosen| limits.set(chosen))
            };
            html! {
                <Form config={props.config.clone()} files={(*files).clone()} details={details.clone()}
                    recipients={recipients.clone()} limits={*limits} trouble={*trouble} {dragging} {on_choose} {on_remove}
                    {on_limits} {on_lock} />
            }
        }
        View::Sending(recipients) => html! {
            <Sending config={props.config.clone()} files={(*files).clone()} details={details.clone()}
                recipients={recipients.clone()} {on_end} />
        },
        View::Sent(sent) => html! { <SentView sent={sent.clone()} files={files.len()} {on_again} /> },
    }
}

/// Takes over what another app has shared. If it was lost on the way, people choose it again.
#[hook]
fn use_shared(shared: bool, on_files: Callback<Intake>, setter: UseStateSetter<View>) {
    use_effect_with(shared, move |shared| {
        if *shared {
            spawn_local(async move {
                match shared::take().await {
                    files if files.is_empty() => {
                        setter.set(View::Choosing(Some(Trouble { key: "error-shared-lost", can_retry: false })));
                    }
                    files => on_files.emit(Intake { files, folders: false }),
                }
            });
        }
    });
}
