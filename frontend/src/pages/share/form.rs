//! Files are chosen: for whom they are, what is said about them, and how long and how often they may be opened.

use std::cell::RefCell;
use std::rc::Rc;

use phial_shared::api::{LinkLimits, ServerConfig};
use web_sys::File;
use yew::prelude::*;

use super::details::{Details, DetailsForm};
use super::empty::{FileButton, Pick};
use super::file_list::FileList;
use super::files::ChosenFiles;
use super::for_whom::ForWhom;
use crate::components::{Title, Trouble, trouble_notice};
use crate::format::size;
use crate::i18n::{t, use_words};
use crate::pages::recipients::limits::{limit_choices, limits_said};
use crate::pages::recipients::{RecipientChange, Recipients};
use crate::services::links::Recipient;
use crate::services::send;

#[derive(Properties)]
pub(crate) struct FormProps {
    pub(crate) config: Rc<ServerConfig>,
    pub(crate) files: ChosenFiles,
    pub(crate) details: Rc<RefCell<Details>>,
    pub(crate) recipients: UseReducerHandle<Recipients>,
    /// The limits that all recipients share.
    pub(crate) limits: LinkLimits,
    /// Why the last try failed.
    pub(crate) trouble: Option<Trouble>,
    /// Files are being dragged over the window.
    pub(crate) dragging: bool,
    pub(crate) on_choose: Callback<Vec<File>>,
    pub(crate) on_remove: Callback<u32>,
    pub(crate) on_limits: Callback<LinkLimits>,
    pub(crate) on_lock: Callback<Vec<Recipient>>,
}

impl PartialEq for FormProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.details, &other.details)
            && Rc::ptr_eq(&self.config, &other.config)
            && self.files == other.files
            && self.recipients == other.recipients
            && self.limits == other.limits
            && self.trouble == other.trouble
            && self.dragging == other.dragging
    }
}

/// The second view.
#[component]
pub(crate) fn Form(props: &FormProps) -> Html {
    use_words();
    // Limits are found before anything is sent, and as soon as they are passed.
    let refused = use_memo(props.files.clone(), |files| {
        let context = props.details.borrow().to_context();
        let refusal = send::check(&props.config, &files.to_vec(), &context).err();
        refusal.map(|error| Trouble { key: error.message(), can_retry: false })
    });
    let not_shown = use_memo(props.files.clone(), ChosenFiles::not_shown);
    let onsubmit = {
        let (recipients, limits, on_lock) = (props.recipients.clone(), props.limits, props.on_lock.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match recipients.to_recipients(limits) {
                Ok(filled) => on_lock.emit(filled),
                Err((id, why)) => recipients.dispatch(RecipientChange::Wrong(id, why)),
            }
        })
    };
    let heading = format!("{}, {}", t!("files-count", count = props.files.len()), size(props.files.total()));
    html! {
        <form class="form" {onsubmit}>
            <div class="column column-wide stack stack-wide">
                <Title text={heading.clone()} arrived=true />
                <div class="halves">
                    <section class={if props.dragging { "stack files-over" } else { "stack" }} aria-label={t!("files")}>
                        <FileList files={props.files.clone()} on_remove={&props.on_remove} />
                        <div class="row">
                            <FileButton kind={Pick::More} class="button button-plain" on_choose={&props.on_choose} />
                            <FileButton kind={Pick::Photo} class="button button-plain touch-only" on_choose={&props.on_choose} />
                        </div>
                    </section>
                    <div class="stack stack-wide">
                        <ForWhom config={props.config.clone()} recipients={props.recipients.clone()} limits={props.limits}
                            not_shown={(*not_shown).clone()} />
                        <section class="stack" aria-label={t!("settings")}>
                            <h2>{t!("settings")}</h2>
                            <div class="card stack">
                                {limit_choices(&props.config, ["lifetime", "opens"], props.limits, &props.on_limits)}
                            </div>
                            <div class="card stack">
                                <DetailsForm details={props.details.clone()} purpose={props.config.rules.purpose_required} />
                            </div>
                        </section>
                    </div>
                </div>
            </div>
            <div class="bar">
                {for (*refused).or(props.trouble).map(|trouble| html! {
                    <div class="bar-notice">{trouble_notice(trouble, None)}</div>
                })}
                <div class="bar-inner">
                    <p class="bar-said">{format!("{heading} · {}", limits_said(props.limits))}</p>
                    <button type="submit" class="button button-main" disabled={refused.is_some()} data-test="lock">
                        {t!("lock", count = props.recipients.len())}
                    </button>
                </div>
            </div>
        </form>
    }
}
