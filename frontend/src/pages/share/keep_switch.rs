//! Whether this browser remembers what is sent from it. Off until the person wishes it.

use std::rc::Rc;

use js_sys::Date;
use phial_shared::time::UnixSeconds;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::i18n::{t, use_words};
use crate::services::kept::{self, KeptShare, NotKept};
use crate::services::send::Sent;

#[derive(PartialEq, Properties)]
pub(crate) struct KeepSwitchProps {
    pub(crate) sent: Rc<Sent>,
    pub(crate) files: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Off,
    On,
    /// The browser keeps nothing: a private window.
    Impossible,
}

/// The switch. While it is on, what is sent is kept; switching it off forgets everything.
#[component]
pub(crate) fn KeepSwitch(props: &KeepSwitchProps) -> Html {
    use_words();
    let state = use_state_eq(|| State::Off);
    {
        let (setter, share) = (state.setter(), entry(props));
        use_effect_with((), move |()| {
            spawn_local(async move {
                if kept::is_wished().await {
                    setter.set(outcome(kept::keep(&share).await));
                }
            });
        });
    }
    let onchange = {
        let (setter, share) = (state.setter(), entry(props));
        move |event: Event| {
            let wished = event.target_unchecked_into::<HtmlInputElement>().checked();
            let (setter, share) = (setter.clone(), share.clone());
            spawn_local(async move {
                setter.set(if wished { outcome(begin(&share).await) } else { end().await });
            });
        }
    };
    html! {
        <div class="keep">
            <label class="check">
                <input type="checkbox" checked={*state == State::On} disabled={*state == State::Impossible} data-test="keep" {onchange} />
                <span>{t!("keep-here")}</span>
            </label>
            <p class="quiet small">{match *state {
                State::Off => t!("keep-here-note").into(),
                State::Impossible => t!("keep-here-impossible").into(),
                State::On => html! {
                    <span data-test="kept">
                        {t!("kept-here-note")}{" "}<a href="/mine" target="_blank" rel="noopener">{t!("mine-title")}</a>
                    </span>
                },
            }}</p>
        </div>
    }
}

async fn begin(share: &KeptShare) -> Result<(), NotKept> {
    kept::wish().await?;
    kept::keep(share).await
}

async fn end() -> State {
    // What cannot be forgotten was not kept, or still is: the switch says which.
    match kept::forget_all().await {
        Ok(()) => State::Off,
        Err(NotKept) if kept::is_wished().await => State::On,
        Err(NotKept) => State::Impossible,
    }
}

fn outcome(kept: Result<(), NotKept>) -> State {
    if kept.is_ok() { State::On } else { State::Impossible }
}

fn entry(props: &KeepSwitchProps) -> KeptShare {
    let labels = props.sent.links.iter().map(|link| link.label.clone()).filter(|label| !label.is_empty());
    KeptShare {
        manage_link: props.sent.manage_link.to_string(),
        labels: labels.collect(),
        files: props.files,
        // Milliseconds since 1970.
        sent_at: UnixSeconds((Date::now() / 1000.0) as u64),
    }
}

/// The way to what this browser remembers, where it remembers something.
#[component]
pub(crate) fn MineLink() -> Html {
    use_words();
    let wished = use_state_eq(|| false);
    {
        let setter = wished.setter();
        use_effect_with((), move |()| spawn_local(async move { setter.set(kept::is_wished().await) }));
    }
    if !*wished {
        return Html::default();
    }
    html! {
        <p class="row"><a class="button button-plain" href="/mine" target="_blank" rel="noopener" data-test="mine-link">{t!("mine-title")}</a></p>
    }
}
