//! Where only some may send: signing in comes before choosing files, since the way to the identity provider leaves the page.

use std::rc::Rc;

use phial_shared::api::{SendersMode, ServerConfig};
use phial_shared::error_code::ErrorCode;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::SharePage;
use crate::components::{Glyph, Stopper, Title, Trouble, icon, phial, plain, trouble_notice};
use crate::i18n::{t, use_words};
use crate::services::account;
use crate::services::api::ApiError;

#[derive(PartialEq, Properties)]
pub(crate) struct GateProps {
    pub(crate) config: Rc<ServerConfig>,
    /// Another app has shared files with the installed page.
    pub(crate) shared: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Looking,
    In,
    /// Or why it did not go on from there.
    Out(Option<Trouble>),
    Leaving,
    Failed(Trouble),
}

/// The share page for who is signed in, and the way to it for who is not.
#[component]
pub(crate) fn Gate(props: &GateProps) -> Html {
    use_words();
    let state = use_state_eq(|| State::Looking);
    let look = {
        let setter = state.setter();
        use_callback((), move |(), ()| {
            let setter = setter.clone();
            spawn_local(async move {
                setter.set(match account::session().await {
                    Ok(_) => State::In,
                    Err(error) if error.code() == Some(ErrorCode::SignInRequired) => State::Out(None),
                    Err(error) => State::Failed(trouble(&error)),
                });
            });
        })
    };
    {
        let look = look.clone();
        use_effect_with((), move |()| look.emit(()));
    }
    match *state {
        State::Looking => Html::default(),
        State::Failed(trouble) => plain(trouble, false, Some(&look), Html::default()),
        State::In => html! {
            <>
                <SharePage config={props.config.clone()} shared={props.shared} />
                {signed_in()}
            </>
        },
        State::Out(trouble) => card(&props.config, trouble, false, state.setter()),
        State::Leaving => card(&props.config, None, true, state.setter()),
    }
}

fn card(config: &ServerConfig, trouble: Option<Trouble>, leaving: bool, setter: UseStateSetter<State>) -> Html {
    let site = &config.site_name;
    let (title, lead) = match config.senders {
        SendersMode::Oidc => (t!("sign-in-title"), t!("sign-in-lead", site = site)),
        _ => (t!("sign-in-invite"), t!("sign-in-invite-lead")),
    };
    let onclick = move |_: MouseEvent| {
        let setter = setter.clone();
        setter.set(State::Leaving);
        spawn_local(async move {
            let began = account::begin().await;
            let left = began.map(|begun| gloo::utils::window().location().assign(&begun.url));
            if let Err(error) = left {
                setter.set(State::Out(Some(self::trouble(&error))));
            }
        });
    };
    html! {
        <div class="column stack stack-wide">
            <section class="plain" data-test="sign-in-card">
                {phial("plain", 0, Stopper::On)}
                <Title text={title} lead={Some(lead)} />
                {for trouble.map(|trouble| trouble_notice(trouble, None))}
                if config.senders == SendersMode::Oidc {
                    <button type="button" class="button button-main" disabled={leaving} data-test="sign-in" {onclick}>
                        if leaving {
                            <span class="busy" aria-hidden="true" />
                        }
                        {t!("sign-in", site = site)}
                    </button>
                    <p class="note">{icon(Glyph::Lock)}<span>{t!("sign-in-privacy")}</span></p>
                }
            </section>
        </div>
    }
}

fn signed_in() -> Html {
    html! {
        <p class="signed-in quiet small" data-test="signed-in">
            {t!("signed-in-as")}{" "}<a href="/shares" target="_blank" rel="noopener">{t!("own-shares")}</a>
        </p>
    }
}

fn trouble(error: &ApiError) -> Trouble {
    Trouble { key: error.message(), can_retry: error.can_retry() }
}
