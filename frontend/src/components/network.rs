//! Whether there is a network.

use gloo::events::EventListener;
use yew::prelude::*;

use super::{Glyph, icon};
use crate::i18n::{t, use_words};

/// Calls back each time that the network has come back.
#[hook]
pub(crate) fn use_network_back(on_back: Callback<()>) {
    use_effect_with(on_back, |on_back| {
        let on_back = on_back.clone();
        let listener = EventListener::new(&gloo::utils::window(), "online", move |_| on_back.emit(()));
        move || drop(listener)
    });
}

/// A line at the top of the page while the device has no network.
#[component]
pub(crate) fn NetworkLine() -> Html {
    use_words();
    let away = use_state_eq(is_away);
    {
        let setter = away.setter();
        use_effect_with((), move |()| {
            let listeners = ["online", "offline"].map(|event| {
                let setter = setter.clone();
                EventListener::new(&gloo::utils::window(), event, move |_| setter.set(is_away()))
            });
            move || drop(listeners)
        });
    }
    html! {
        <div role="status">
            if *away {
                <p class="network-away" data-test="network-away">{icon(Glyph::Alert)}<span>{t!("network-away")}</span></p>
            }
        </div>
    }
}

/// The browser is sure only of this: `on_line` may also be true without a way to the server.
fn is_away() -> bool {
    !gloo::utils::window().navigator().on_line()
}
