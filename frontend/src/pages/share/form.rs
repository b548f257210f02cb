//! Files are chosen: what is said about them, and how long and how often they may be opened.

use std::cell::RefCell;
use std::rc::Rc;

use phial_shared::api::{LinkLimits, ServerConfig};
use web_sys::File;
use yew::prelude::*;

use super::details::{Details, DetailsForm};
use super::empty::{FileButton, Pick};
use super::file_list::FileList;
use super::files::ChosenFiles;
use super::limits::{lifetime_name, lifetimes, opens, opens_name};
use crate::components::{Title, Trouble, choice, trouble_notice};
use crate::format::size;
use crate::i18n::{t, use_words};
use crate::services::send::{self, Draft};

#[derive(Properties)]
pub(crate) struct FormProps {
    pub(crate) config: Rc<ServerConfig>,
    pub(crate) files: ChosenFiles,
    pub(crate) details: Rc<RefCell<Details>>,
    pub(crate) limits: LinkLimits,
    /// Why the last try failed.
    pub(crate) trouble: Option<Trouble>,
    /// Files are being dragged over the window.
    pub(crate) dragging: bool,
    pub(crate) on_choose: Callback<Vec<File>>,
    pub(crate) on_remove: Callback<u32>,
    pub(crate) on_limits: Callback<LinkLimits>,
    pub(crate) on_lock: Callback<()>,
}

impl PartialEq for FormProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.details, &other.details)
            && Rc::ptr_eq(&self.config, &other.config)
            && self.files == other.files
            && self.limits == other.limits
            && self.trouble == other.trouble
            && self.dragging == other.dragging
    }
}

/// The draft as it would be sent now.
pub(super) fn draft(files: &ChosenFiles, details: &RefCell<Details>, limits: LinkLimits) -> Draft {
    Draft { files: files.to_vec(), context: details.borrow().to_context(), limits }
}

/// The second view.
#[component]
pub(crate) fn Form(props: &FormProps) -> Html {
    use_words();
    // Limits are found before anything is sent, and as soon as they are passed.
    let refused = use_memo((props.files.clone(), props.limits), |(files, limits)| {
        let refusal = send::check(&props.config, &draft(files, &props.details, *limits)).err();
        refusal.map(|error| Trouble { key: error.message(), can_retry: false })
    });
    let onsubmit = {
        let on_lock = props.on_lock.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_lock.emit(());
        })
    };
    let heading = format!("{}, {}", t!("files-count", count = props.files.len()), size(props.files.total()));
    let said = format!(
        "{} · {}",
        lifetime_name(props.limits.lifetime),
        props.limits.max_opens.map_or_else(|| t!("openings-any"), |opens| t!("openings", count = opens)),
    );
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
                    <section class="stack" aria-label={t!("settings")}>
                        <div class="card stack">
                            <DetailsForm details={props.details.clone()} purpose={props.config.rules.purpose_required} />
                        </div>
                        <div class="card stack">{limit_choices(props)}</div>
                    </section>
                </div>
            </div>
            <div class="bar">
                {for (*refused).or(props.trouble).map(|trouble| html! {
                    <div class="bar-notice">{trouble_notice(trouble, None)}</div>
                })}
                <div class="bar-inner">
                    <p class="bar-said">{format!("{heading} · {said}")}</p>
                    <button type="submit" class="button button-main" disabled={refused.is_some()} data-test="lock">
                        {t!("lock")}
                    </button>
                </div>
            </div>
        </form>
    }
}

fn limit_choices(props: &FormProps) -> Html {
    let (lifetimes, opens) = (lifetimes(&props.config), opens(&props.config));
    let limits = props.limits;
    let chosen_lifetime = lifetimes.iter().position(|lifetime| *lifetime == limits.lifetime).unwrap_or_default();
    let chosen_opens = opens.iter().position(|opens| *opens == limits.max_opens).unwrap_or_default();
    let lifetime_names: Vec<_> = lifetimes.iter().map(|lifetime| lifetime_name(*lifetime)).collect();
    let opens_names: Vec<_> = opens.iter().map(|opens| opens_name(*opens)).collect();
    let on_lifetime = props.on_limits.reform(move |at: usize| LinkLimits { lifetime: lifetimes[at], ..limits });
    let on_opens = props.on_limits.reform(move |at: usize| LinkLimits { max_opens: opens[at], ..limits });
    html! {
        <>
            {choice(t!("lifetime-label"), "lifetime", lifetime_names, chosen_lifetime, &on_lifetime)}
            {choice(t!("opens-label"), "opens", opens_names, chosen_opens, &on_opens)}
        </>
    }
}
