//! `/mine`: what was sent from this device, where the person wished that it is remembered.

use std::rc::Rc;

use phial_shared::api::{LinkState, OwnedShare, ShareState};
use phial_shared::link::{Address, ManageLink, parse};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Stopper, Title, phial};
use crate::i18n::{t, use_words};
use crate::services::kept::{self, KeptShare};
use crate::services::manage;
use crate::when;

/// What is kept, with its number; `None`: not read yet.
type Kept = Option<Rc<Vec<(u32, KeptShare)>>>;

/// The page.
#[component]
pub(crate) fn MinePage() -> Html {
    use_words();
    let shares = use_state(|| Kept::None);
    let load = {
        let setter = shares.setter();
        use_callback((), move |(), ()| {
            let setter = setter.clone();
            // A browser that keeps nothing has nothing to show.
            spawn_local(async move { setter.set(Some(Rc::new(kept::list().await.unwrap_or_default()))) });
        })
    };
    {
        let load = load.clone();
        use_effect_with((), move |()| load.emit(()));
    }
    let Some(kept) = &*shares else { return Html::default() };
    if kept.is_empty() {
        return html! {
            <div class="column">
                <section class="plain" data-test="mine-none">
                    {phial("plain", 0, Stopper::On)}
                    <Title text={t!("mine-none")} lead={Some(t!("mine-none-lead"))} arrived=true />
                    <a class="button" href="/">{t!("to-start")}</a>
                </section>
            </div>
        };
    }
    let on_forget = {
        let load = load.clone();
        Callback::from(move |number: Option<u32>| {
            let load = load.clone();
            spawn_local(async move {
                let forgotten = match number {
                    Some(number) => kept::forget(number).await,
                    None => kept::forget_all().await,
                };
                // What could not be forgotten is still in the list.
                let _ = forgotten;
                load.emit(());
            });
        })
    };
    html! {
        <div class="column stack stack-wide" data-test="mine">
            <div class="manage-head">
                <Title text={t!("mine-title")} lead={Some(t!("mine-lead"))} />
                <button type="button" class="button" data-test="forget-all" onclick={on_forget.reform(|_| None)}>
                    {t!("forget-all")}
                </button>
            </div>
            <section class="card" aria-label={t!("mine-title")}>
                <ul class="lines">
                    {for kept.iter().map(|(number, share)| {
                        let number = *number;
                        html! {
                            <MineLine key={number} share={share.clone()} on_forget={on_forget.reform(move |()| Some(number))} />
                        }
                    })}
                </ul>
            </section>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct MineLineProps {
    share: KeptShare,
    on_forget: Callback<()>,
}

/// One share, with its state as the server says it now.
#[component]
fn MineLine(props: &MineLineProps) -> Html {
    use_words();
    let state = use_state(|| None::<OwnedShare>);
    {
        let setter = state.setter();
        use_effect_with(props.share.manage_link.clone(), move |link| {
            if let Some(link) = manage_link(link) {
                // Without an answer the line has no state; the page of the share says why.
                spawn_local(async move { setter.set(manage::look(&link).await.ok()) });
            }
        });
    }
    let share = &props.share;
    let name = if share.labels.is_empty() { t!("files-count", count = share.files) } else { share.labels.join(", ") };
    html! {
        <li class="line" data-test="mine-line">
            <div class="line-words">
                <bdi class="strong">{&name}</bdi>
                <span class="quiet small">
                    {format!("{} · {}", t!("files-count", count = share.files), t!("own-share-sent", moment = when::moment(share.sent_at)))}
                </span>
            </div>
            {for state.as_ref().map(pill)}
            <div class="line-actions">
                <a class="button" href={share.manage_link.clone()} target="_blank" rel="noopener" data-test="mine-open">
                    {t!("open-manage")}<span class="unseen">{" "}{&name}</span>
                </a>
                <button type="button" class="button button-plain" aria-label={t!("forget-of", name = name)} data-test="forget"
                    onclick={props.on_forget.reform(|_| ())}>
                    {t!("forget")}
                </button>
            </div>
        </li>
    }
}

fn manage_link(link: &str) -> Option<ManageLink> {
    match parse(link).ok()?.address {
        Address::Manage(link) => Some(link),
        Address::Share(_) => None,
    }
}

fn pill(share: &OwnedShare) -> Html {
    let opened = share.links.iter().any(|link| link.opens > 0);
    let live = share.links.iter().any(|link| link.state == LinkState::Live);
    let (class, words) = match share.state {
        ShareState::Erased => ("pill pill-red", t!("own-share-erased")),
        _ if opened => ("pill pill-good", t!("state-opened")),
        _ if live => ("pill", t!("state-waiting")),
        _ => ("pill pill-amber", t!("own-share-over")),
    };
    html! { <span {class}>{words}</span> }
}
