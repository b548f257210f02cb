//! `/m/…`: the sender sees what happened, and takes back.

mod add;
mod erase;
mod export;
mod link_dialog;
mod links;
mod log;

use std::rc::Rc;

use phial_shared::api::{ErasureReceipt, OwnedLink, ServerConfig, ShareState};
use phial_shared::file_name::display_name;
use phial_shared::link::ManageLink;
use phial_shared::manifest::Manifest;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Title, Trouble, file_badge, plain, trouble_notice};
use crate::format::size;
use crate::i18n::{t, use_words};
use crate::services::links::MadeLink;
use crate::services::manage::{self, ManageError, ManagedShare};
use crate::services::progress::Cancel;
use crate::when;
use add::Added;
use erase::EraseButton;
pub(crate) use erase::{Receipt, erase_question};
use links::LinksCard;
use log::Log;

/// Files that are listed at first.
const FILES: usize = 20;

#[derive(Properties)]
pub(crate) struct ManagePageProps {
    pub(crate) link: Rc<ManageLink>,
    /// What the server allows, once it is known.
    pub(crate) config: Option<Rc<ServerConfig>>,
}

impl PartialEq for ManagePageProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.link, &other.link) && self.config == other.config
    }
}

/// A failure to read again leaves what was read before.
#[derive(Clone, Default, PartialEq)]
struct View {
    share: Option<Rc<ManagedShare>>,
    trouble: Option<Trouble>,
    receipt: Option<ErasureReceipt>,
    /// Links that were added in this page. Nobody can show them again.
    added: Vec<Rc<MadeLink>>,
}

enum Change {
    Loaded(Result<Rc<ManagedShare>, Trouble>),
    Link(OwnedLink),
    Added(MadeLink),
    Erased(ErasureReceipt),
}

impl Reducible for View {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut view = (*self).clone();
        match change {
            Change::Loaded(Ok(share)) => {
                view.share = Some(share);
                view.trouble = None;
            }
            Change::Loaded(Err(trouble)) => view.trouble = Some(trouble),
            Change::Link(link) => view.share = view.share.map(|share| Rc::new(share.with_link(link))),
            Change::Added(link) => view.added.push(Rc::new(link)),
            Change::Erased(receipt) => {
                view.share = view.share.map(|share| Rc::new(share.erased(receipt.erased_at)));
                (view.receipt, view.added) = (Some(receipt), Vec::new());
            }
        }
        Rc::new(view)
    }
}

/// The page for the sender's own link.
#[component]
pub(crate) fn ManagePage(props: &ManagePageProps) -> Html {
    use_words();
    let view = use_reducer_eq(View::default);
    let attempt = use_state(|| 0);
    {
        let dispatcher = view.dispatcher();
        let link = props.link.clone();
        use_effect_with(*attempt, move |_| {
            let cancel = Cancel::new();
            let running = cancel.clone();
            spawn_local(async move { follow(link, dispatcher, running).await });
            move || cancel.cancel()
        });
    }
    let load = {
        let (setter, next) = (attempt.setter(), *attempt + 1);
        Callback::from(move |()| setter.set(next))
    };
    let on_erased = {
        let dispatcher = view.dispatcher();
        Callback::from(move |receipt| dispatcher.dispatch(Change::Erased(receipt)))
    };
    let on_link = {
        let dispatcher = view.dispatcher();
        Callback::from(move |link| dispatcher.dispatch(Change::Link(link)))
    };
    let on_added = {
        let dispatcher = view.dispatcher();
        Callback::from(move |link| dispatcher.dispatch(Change::Added(link)))
    };
    match (&view.share, view.trouble) {
        (None, None) => html! {
            <div class="column"><p class="quiet late" role="status">{t!("one-moment")}</p></div>
        },
        (None, Some(trouble)) => plain(trouble, true, Some(&load), Html::default()),
        (Some(share), trouble) => html! {
            <div class="column column-wide stack stack-wide" data-test="manage">
                <div class="manage-head">
                    <Title text={heading(share)} lead={Some(lead(share))} />
                    if view.receipt.is_none() {
                        <EraseButton link={props.link.clone()} erased={share.share.state == ShareState::Erased} {on_erased} />
                    }
                </div>
                {for trouble.map(|trouble| trouble_notice(trouble, Some(&load)))}
                if let Some(receipt) = &view.receipt {
                    <Receipt receipt={receipt.clone()} />
                }
                {for view.added.iter().enumerate().rev().map(|(position, added)| html! {
                    <Added key={position} link={added.clone()} />
                })}
                <div class="halves">
                    <div class="stack">
                        <LinksCard link={props.link.clone()} share={share.clone()} config={props.config.clone()} {on_link} {on_added} />
                        if let Some(manifest) = &share.manifest {
                            <Files manifest={manifest.clone()} />
                        }
                    </div>
                    <Log share={share.clone()} />
                </div>
            </div>
        },
    }
}

/// Reads the share, and then whatever happens to it.
async fn follow(link: Rc<ManageLink>, dispatcher: UseReducerDispatcher<View>, cancel: Cancel) {
    let loaded = manage::load(&link).await.map(Rc::new);
    if cancel.is_cancelled() {
        return;
    }
    let known = loaded.as_ref().ok().cloned();
    dispatcher.dispatch(Change::Loaded(loaded.map_err(|error| trouble(&error))));
    let on_news = Callback::from(move |news: Result<Rc<ManagedShare>, ManageError>| {
        dispatcher.dispatch(Change::Loaded(news.map_err(|error| trouble(&error))));
    });
    if let Some(known) = known {
        manage::watch(&link, known, on_news, cancel).await;
    }
}

/// `3 files, sent yesterday`.
fn heading(share: &ManagedShare) -> String {
    let day = when::day(share.share.sealed_at);
    match &share.manifest {
        Some(manifest) => t!("manage-heading", count = manifest.files().len(), day = day),
        None => t!("manage-heading-erased", day = day),
    }
}

fn lead(share: &ManagedShare) -> String {
    let end = match share.share.erased_at {
        Some(at) => t!("erased-at", moment = when::moment(at)),
        None => {
            let last = share.share.links.iter().map(|link| link.expires_at).max();
            t!("erased-by", day = when::day(last.unwrap_or(share.share.sealed_at)))
        }
    };
    match &share.manifest {
        Some(manifest) => format!("{} · {end}", size(manifest.files_len())),
        None => end,
    }
}

pub(crate) fn trouble(error: &ManageError) -> Trouble {
    Trouble { key: error.message(), can_retry: error.can_retry() }
}

#[derive(PartialEq, Properties)]
struct FilesProps {
    manifest: Manifest,
}

#[component]
fn Files(props: &FilesProps) -> Html {
    use_words();
    let all = use_state(|| false);
    let files = props.manifest.files();
    let shown = if *all { files.len() } else { FILES };
    let rest = files.len().saturating_sub(shown);
    let setter = all.setter();
    html! {
        <section class="card stack" aria-label={t!("files")}>
            <h2>{t!("files")}</h2>
            <ul class="file-rows">
                {for files.iter().take(shown).map(|file| {
                    let name = display_name(&file.name);
                    html! {
                        <li class="file-row">
                            {file_badge(&name)}
                            <div class="file-words">
                                <bdi class="file-name">{name}</bdi>
                                <span class="file-size">{size(file.size)}</span>
                            </div>
                        </li>
                    }
                })}
            </ul>
            if rest > 0 {
                <button type="button" class="button button-plain" onclick={move |_| setter.set(true)}>
                    {t!("more-files", count = rest)}
                </button>
            }
        </section>
    }
}
