//! What was sent, as long as somebody looks at it and the sender has not taken it back.
//!
//! Hidden, nothing of it is in the page any more: what was decrypted is dropped, and fetched again under the same lease.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Interval;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlMediaElement;
use yew::prelude::*;

use super::Files;
use super::idle::Idle;
use crate::components::{Stopper, Title, Trouble, phial, plain};
use crate::i18n::{t, use_words};
use crate::services::opened::OpenShare;

/// Milliseconds between two looks at the clock.
const TICK: u32 = 1_000;
/// Looks at the clock between two questions to the server.
const QUESTION: u32 = 5;
/// What shows that the person is there.
const SIGNS: [&str; 5] = ["pointerdown", "pointermove", "keydown", "wheel", "scroll"];

#[derive(Clone, Copy, PartialEq)]
enum Curtain {
    Up,
    Down,
    TakenBack,
}

#[derive(PartialEq, Properties)]
pub(super) struct WatchedProps {
    pub(super) share: OpenShare,
}

/// The files, or why they are hidden.
#[component]
pub(super) fn Watched(props: &WatchedProps) -> Html {
    use_words();
    let curtain = use_state_eq(|| Curtain::Up);
    let setter = curtain.setter();
    use_effect_with((props.share.clone(), *curtain), move |(share, curtain)| {
        let watch = (*curtain == Curtain::Up).then(|| Watch::begin(share.clone(), setter));
        move || drop(watch)
    });
    match *curtain {
        Curtain::Up => html! { <Files share={props.share.clone()} /> },
        Curtain::Down => hidden(&props.share, curtain.setter()),
        Curtain::TakenBack => plain(Trouble { key: "error-revoked", can_retry: false }, true, None, Html::default()),
    }
}

/// One tap brings everything back, unless it was taken back meanwhile.
fn hidden(share: &OpenShare, setter: UseStateSetter<Curtain>) -> Html {
    let share = share.clone();
    let onclick = move |_: MouseEvent| {
        let (share, setter) = (share.clone(), setter.clone());
        spawn_local(async move {
            setter.set(if share.is_taken_back().await { Curtain::TakenBack } else { Curtain::Up });
        });
    };
    html! {
        <div class="column">
            <section class="plain" data-test="hidden">
                {phial("plain", 0, Stopper::On)}
                <Title text={t!("hidden")} lead={Some(t!("hidden-what"))} arrived=true />
                <button type="button" class="button button-main button-tall" data-test="show-again" {onclick}>{t!("show-again")}</button>
            </section>
        </div>
    }
}

/// Looks after the person and the link until it is dropped.
struct Watch {
    _signs: Vec<EventListener>,
    _clock: Interval,
}

impl Watch {
    fn begin(share: OpenShare, setter: UseStateSetter<Curtain>) -> Self {
        let idle = Rc::new(Cell::new(Idle::since(now())));
        let look = {
            let (idle, share, setter) = (Rc::clone(&idle), share.clone(), setter.clone());
            move || {
                let mut known = idle.get();
                known.seen(!gloo::utils::document().hidden(), now());
                if share.is_saving() || is_playing() {
                    known = Idle::since(now());
                }
                idle.set(known);
                if known.is_over(now()) {
                    setter.set(Curtain::Down);
                }
            }
        };
        let mut signs: Vec<_> = SIGNS.into_iter().map(|name| listen(name, &idle)).collect();
        signs.push({
            let look = look.clone();
            EventListener::new(&gloo::utils::document(), "visibilitychange", move |_| look())
        });
        let ticks = Cell::new(0u32);
        let clock = Interval::new(TICK, move || {
            look();
            ticks.set(ticks.get() + 1);
            if ticks.get().is_multiple_of(QUESTION) && !gloo::utils::document().hidden() {
                let (share, setter) = (share.clone(), setter.clone());
                spawn_local(async move {
                    if share.is_taken_back().await {
                        setter.set(Curtain::TakenBack);
                    }
                });
            }
        });
        Self { _signs: signs, _clock: clock }
    }
}

fn listen(name: &'static str, idle: &Rc<Cell<Idle>>) -> EventListener {
    let idle = Rc::clone(idle);
    let options = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&gloo::utils::window(), name, options, move |_| {
        let mut known = idle.get();
        known.sign(now());
        idle.set(known);
    })
}

/// Somebody who watches a film may not move for a long time.
fn is_playing() -> bool {
    let players = gloo::utils::document().query_selector_all("video, audio").ok();
    let players = players.into_iter().flat_map(|players| (0..players.length()).filter_map(move |at| players.get(at)));
    players.filter_map(|player| player.dyn_into::<HtmlMediaElement>().ok()).any(|player| !player.paused())
}

fn now() -> f64 {
    gloo::utils::window().performance().map_or(0.0, |clock| clock.now())
}
