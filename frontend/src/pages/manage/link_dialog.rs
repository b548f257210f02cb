//! What can be done with one link: more or less time and openings, a lock for now, taking it back.

use std::rc::Rc;

use phial_shared::api::{ChangeLink, OwnedLink, ServerConfig};
use phial_shared::link::ManageLink;
use phial_shared::time::Seconds;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::trouble;
use crate::components::{Dialog, Glyph, Trouble, choice, close_button, icon, trouble_notice};
use crate::format::lifetime;
use crate::i18n::{t, use_words};
use crate::pages::recipients::limits::{lifetimes, opens};
use crate::services::manage::{self, ManageError};

#[derive(Properties)]
pub(crate) struct LinkDialogProps {
    pub(crate) link: Rc<ManageLink>,
    pub(crate) owned: OwnedLink,
    pub(crate) name: String,
    pub(crate) config: Rc<ServerConfig>,
    /// It was changed, and is now so.
    pub(crate) on_changed: Callback<OwnedLink>,
    pub(crate) on_close: Callback<()>,
}

impl PartialEq for LinkDialogProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.link, &other.link) && self.owned == other.owned && self.name == other.name
    }
}

/// What is asked of the server.
#[derive(Clone, Copy)]
enum Deed {
    Change(ChangeLink),
    TakeBack,
}

#[derive(Clone, Copy, Default, PartialEq)]
struct State {
    /// From now on; `None`: as it is.
    lifetime: Option<Seconds>,
    /// How many more, or any number; `None`: as it is.
    more: Option<Option<u32>>,
    busy: bool,
    trouble: Option<Trouble>,
    /// Whether taking it back was asked for once.
    sure: bool,
}

/// The dialog.
#[component]
pub(crate) fn LinkDialog(props: &LinkDialogProps) -> Html {
    use_words();
    let state = use_state_eq(State::default);
    let LinkDialogProps { owned, name, .. } = props;
    let act = {
        let (link, of, setter, now) = (props.link.clone(), owned.link, state.setter(), *state);
        let on_changed = props.on_changed.clone();
        Callback::from(move |deed: Deed| {
            if now.busy {
                return;
            }
            setter.set(State { busy: true, trouble: None, ..now });
            let (link, setter, on_changed) = (link.clone(), setter.clone(), on_changed.clone());
            spawn_local(async move {
                match carry_out(&link, of, deed).await {
                    Ok(changed) => on_changed.emit(changed),
                    Err(error) => setter.set(State { busy: false, trouble: Some(trouble(&error)), ..now }),
                }
            });
        })
    };
    let title = t!("change-of", name = name);
    html! {
        <Dialog label={title.clone()} on_close={&props.on_close}>
            <div class="stack" data-test="link-dialog">
                <div class="dialog-head">
                    <h2>{title}</h2>
                    {close_button("button button-round", Some(t!("close")), icon(Glyph::Cross))}
                </div>
                {for state.trouble.map(|trouble| trouble_notice(trouble, None))}
                if state.sure {
                    {question(&state, &act)}
                } else {
                    {limits(props, &state, &act)}
                    {switches(owned, &state, &act)}
                }
            </div>
        </Dialog>
    }
}

async fn carry_out(link: &ManageLink, of: phial_shared::ids::LinkRef, deed: Deed) -> Result<OwnedLink, ManageError> {
    match deed {
        Deed::Change(change) => manage::change(link, of, &change).await,
        Deed::TakeBack => manage::take_back(link, of).await,
    }
}

/// More or less time, more or fewer openings. The first choice of each leaves it as it is.
fn limits(props: &LinkDialogProps, state: &UseStateHandle<State>, act: &Callback<Deed>) -> Html {
    let used = props.owned.opens;
    let times: Vec<_> = std::iter::once(None).chain(lifetimes(&props.config).into_iter().map(Some)).collect();
    let fits = |more: &Option<u32>| match (more, props.config.max_opens) {
        (Some(more), Some(max)) => used.saturating_add(*more) <= max,
        (None, Some(_)) => false,
        (_, None) => true,
    };
    let mores = opens(&props.config).into_iter().filter(fits).map(Some);
    let mores: Vec<_> = std::iter::once(None).chain(mores).collect();
    let time_names = times.iter().map(|time| time.map_or_else(|| t!("as-it-is"), |time| lifetime(time.0))).collect();
    let more_names = mores.iter().map(|more| more.map_or_else(|| t!("as-it-is"), more_name)).collect();
    let chosen_time = times.iter().position(|time| *time == state.lifetime).unwrap_or_default();
    let chosen_more = mores.iter().position(|more| *more == state.more).unwrap_or_default();
    let change = ChangeLink {
        lifetime: state.lifetime,
        max_opens: state.more.map(|more| more.map(|more| used.saturating_add(more))),
        ..ChangeLink::default()
    };
    let now = **state;
    let on_time = {
        let setter = state.setter();
        Callback::from(move |at: usize| setter.set(State { lifetime: times[at], ..now }))
    };
    let on_more = {
        let setter = state.setter();
        Callback::from(move |at: usize| setter.set(State { more: mores[at], ..now }))
    };
    html! {
        <>
            {choice(t!("from-now-time"), "new-lifetime", time_names, chosen_time, &on_time)}
            {choice(t!("from-now-opens"), "new-opens", more_names, chosen_more, &on_more)}
            <button type="button" class="button button-main button-wide" data-test="save-limits"
                disabled={state.busy || change == ChangeLink::default()} onclick={act.reform(move |_| Deed::Change(change))}>
                {t!("save-changes")}
            </button>
        </>
    }
}

/// `3 more`, or `no limit`.
fn more_name(more: Option<u32>) -> String {
    more.map_or_else(|| t!("opens-any"), |more| t!("opens-more", count = more))
}

/// Locking for now, its opposite, and the way to take back.
fn switches(owned: &OwnedLink, state: &UseStateHandle<State>, act: &Callback<Deed>) -> Html {
    let tries = owned.factor.map(|factor| (factor.tries_left, factor.max_tries));
    let tries_used_up = matches!(tries, Some((0, _)));
    let is_locked = owned.locked || tries_used_up;
    let some_used = matches!(tries, Some((left, max)) if left > 0 && left < max);
    let unlock =
        ChangeLink { locked: owned.locked.then_some(false), reset_tries: tries_used_up, ..ChangeLink::default() };
    let lock = ChangeLink { locked: Some(true), ..ChangeLink::default() };
    let reset = ChangeLink { reset_tries: true, ..ChangeLink::default() };
    let button = |test: &'static str, label: String, change: ChangeLink| {
        html! {
            <button type="button" class="button" disabled={state.busy} data-test={test}
                onclick={act.reform(move |_| Deed::Change(change))}>
                {label}
            </button>
        }
    };
    let on_sure = {
        let (setter, now) = (state.setter(), **state);
        move |_: MouseEvent| setter.set(State { sure: true, ..now })
    };
    html! {
        <div class="dialog-actions">
            if is_locked {
                {button("unlock", t!("unlock"), unlock)}
            } else {
                {button("lock-now", t!("lock-now"), lock)}
            }
            if some_used {
                {button("reset-tries", t!("reset-tries"), reset)}
            }
            <button type="button" class="button button-danger" disabled={state.busy} data-test="take-back" onclick={on_sure}>
                {t!("take-back")}
            </button>
        </div>
    }
}

/// Asks once more.
fn question(state: &UseStateHandle<State>, act: &Callback<Deed>) -> Html {
    let on_keep = {
        let (setter, now) = (state.setter(), **state);
        move |_: MouseEvent| setter.set(State { sure: false, ..now })
    };
    html! {
        <>
            <p>{t!("take-back-what")}</p>
            <div class="dialog-actions">
                <button type="button" class="button" onclick={on_keep}>{t!("keep-link")}</button>
                <button type="button" class="button button-erase" disabled={state.busy} data-test="take-back-confirm"
                    onclick={act.reform(|_| Deed::TakeBack)}>
                    {t!("take-back")}
                </button>
            </div>
        </>
    }
}
