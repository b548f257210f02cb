//! `/shares`: what one has sent, without what only the links can open.

use std::rc::Rc;

use phial_shared::api::{ErasureReceipt, ListedShare, ShareState};
use phial_shared::ids::ShareId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{to_start, trouble};
use crate::components::{Title, Trouble, plain, trouble_notice};
use crate::i18n::{t, use_words};
use crate::pages::manage::{Receipt, erase_question};
use crate::services::account;
use crate::when;

/// What is read so far. A failure leaves what was read before.
#[derive(Clone, Default, PartialEq)]
struct View {
    shares: Option<Vec<ListedShare>>,
    next: Option<String>,
    trouble: Option<Trouble>,
    /// The share that the question is about.
    asked: Option<ShareId>,
    erasing: bool,
    receipt: Option<ErasureReceipt>,
}

enum Change {
    More(Vec<ListedShare>, Option<String>),
    Failed(Trouble),
    Asked(Option<ShareId>),
    Erasing,
    Erased(ErasureReceipt),
}

impl Reducible for View {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut view = (*self).clone();
        view.trouble = None;
        match change {
            Change::More(shares, next) => {
                view.shares.get_or_insert_default().extend(shares);
                view.next = next;
            }
            Change::Failed(trouble) => (view.trouble, view.erasing) = (Some(trouble), false),
            Change::Asked(share) => view.asked = share,
            Change::Erasing => view.erasing = true,
            Change::Erased(receipt) => {
                let shares = view.shares.iter_mut().flatten();
                for share in shares.filter(|share| share.share_id == receipt.share_id) {
                    (share.state, share.live_links) = (ShareState::Erased, 0);
                }
                (view.asked, view.erasing, view.receipt) = (None, false, Some(receipt));
            }
        }
        Rc::new(view)
    }
}

/// The page for who has sent something.
#[component]
pub(crate) fn OwnSharesPage() -> Html {
    use_words();
    let view = use_reducer_eq(View::default);
    let load = {
        let dispatcher = view.dispatcher();
        use_callback(view.next.clone(), move |(), next| {
            let (dispatcher, next) = (dispatcher.clone(), next.clone());
            spawn_local(async move {
                dispatcher.dispatch(match account::own_shares(next.as_deref()).await {
                    Ok(list) => Change::More(list.shares, list.next),
                    Err(error) => Change::Failed(trouble(&error)),
                });
            });
        })
    };
    {
        let load = load.clone();
        use_effect_with((), move |()| load.emit(()));
    }
    let on_ask = {
        let dispatcher = view.dispatcher();
        Callback::from(move |share| dispatcher.dispatch(Change::Asked(share)))
    };
    let Some(shares) = &view.shares else {
        let start = html! { <a class="button" href="/">{t!("to-start")}</a> };
        return view.trouble.map_or_else(Html::default, |trouble| plain(trouble, true, Some(&load), start));
    };
    html! {
        <div class="column column-wide stack stack-wide" data-test="own-shares">
            <div class="manage-head">
                <Title text={t!("own-shares")} lead={Some(t!("own-shares-lead"))} />
                <button type="button" class="button" data-test="sign-out" onclick={sign_out(&view)}>{t!("sign-out")}</button>
            </div>
            if view.asked.is_none() {
                {for view.trouble.map(|trouble| trouble_notice(trouble, Some(&load)))}
            }
            if let Some(receipt) = &view.receipt {
                <Receipt key={receipt.share_id.to_string()} receipt={receipt.clone()} />
            }
            <section class="card stack" aria-label={t!("own-shares")}>
                if shares.is_empty() {
                    <p class="quiet">{t!("own-shares-none")}</p>
                }
                <ul class="lines">{for shares.iter().map(|share| line(share, &on_ask))}</ul>
                if view.next.is_some() {
                    <button type="button" class="button button-plain" data-test="more-shares" onclick={load.reform(|_| ())}>
                        {t!("own-shares-more")}
                    </button>
                }
            </section>
            if let Some(share) = view.asked {
                {erase_question(view.trouble, view.erasing, on_ask.reform(|()| None), erase(&view, share))}
            }
        </div>
    }
}

fn line(share: &ListedShare, on_ask: &Callback<Option<ShareId>>) -> Html {
    let id = share.share_id;
    let said = match share.sealed_at {
        Some(at) => t!("own-share-sent", moment = when::moment(at)),
        None => t!("own-share-begun", moment = when::moment(share.created_at)),
    };
    let mut figures = Vec::new();
    if share.sealed_at.is_some() {
        figures.push(t!("own-share-links", count = share.links));
        figures.push(t!("own-share-opens", count = share.opens));
    }
    figures.extend(share.expires_at.map(|at| t!("until", moment = when::moment(at))));
    let (class, state) = match share.state {
        ShareState::Erased => ("pill pill-red", t!("own-share-erased")),
        ShareState::Pending => ("pill", t!("own-share-unfinished")),
        ShareState::Sealed if share.live_links > 0 => ("pill pill-good", t!("own-share-live")),
        ShareState::Sealed => ("pill pill-amber", t!("own-share-over")),
    };
    html! {
        <li class="line" key={id.to_string()} data-test="own-share">
            <div class="line-words">
                <span class="strong">{said}</span>
                <span class="quiet small">{figures.join(" · ")}</span>
            </div>
            <span {class}>{state}</span>
            if share.state != ShareState::Erased {
                <button type="button" class="button button-plain" data-test="erase" onclick={on_ask.reform(move |_| Some(id))}>
                    {t!("erase")}
                </button>
            }
        </li>
    }
}

fn erase(view: &UseReducerHandle<View>, share: ShareId) -> Callback<MouseEvent> {
    let dispatcher = view.dispatcher();
    Callback::from(move |_| {
        let dispatcher = dispatcher.clone();
        dispatcher.dispatch(Change::Erasing);
        spawn_local(async move {
            dispatcher.dispatch(match account::erase(share).await {
                Ok(receipt) => Change::Erased(receipt),
                Err(error) => Change::Failed(trouble(&error)),
            });
        });
    })
}

fn sign_out(view: &UseReducerHandle<View>) -> Callback<MouseEvent> {
    let dispatcher = view.dispatcher();
    Callback::from(move |_| {
        let dispatcher = dispatcher.clone();
        spawn_local(async move {
            match account::end().await {
                Ok(()) => to_start(),
                Err(error) => dispatcher.dispatch(Change::Failed(trouble(&error))),
            }
        });
    })
}
