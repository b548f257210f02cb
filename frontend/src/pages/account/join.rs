//! `/join`: somebody was invited. The invitation is used by a press, since mail scanners open links too.

use std::rc::Rc;

use phial_shared::keys::InviteToken;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{to_start, trouble};
use crate::components::{Glyph, Stopper, Title, Trouble, icon, phial, plain, trouble_notice};
use crate::i18n::{t, use_words};
use crate::services::account;

#[derive(Properties)]
pub(crate) struct JoinPageProps {
    /// `None`: the address holds none.
    pub(crate) invite: Option<Rc<InviteToken>>,
    pub(crate) site: Option<AttrValue>,
}

impl PartialEq for JoinPageProps {
    fn eq(&self, other: &Self) -> bool {
        self.invite.as_ref().map(Rc::as_ptr) == other.invite.as_ref().map(Rc::as_ptr) && self.site == other.site
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Or why it did not go on from there.
    Asking(Option<Trouble>),
    Joining,
}

/// The page for who was invited.
#[component]
pub(crate) fn JoinPage(props: &JoinPageProps) -> Html {
    use_words();
    let state = use_state_eq(|| State::Asking(None));
    let Some(invite) = props.invite.clone() else {
        return plain(Trouble { key: "error-invite-over", can_retry: false }, false, None, Html::default());
    };
    let onclick = {
        let setter = state.setter();
        move |_: MouseEvent| {
            let (setter, invite) = (setter.clone(), invite.clone());
            setter.set(State::Joining);
            spawn_local(async move {
                match account::join(&invite).await {
                    Ok(_) => to_start(),
                    Err(error) => setter.set(State::Asking(Some(trouble(&error)))),
                }
            });
        }
    };
    let joining = *state == State::Joining;
    html! {
        <div class="column">
            <section class="plain" data-test="join-card">
                {phial("plain", 0, Stopper::On)}
                <Title text={t!("join-title")} lead={Some(t!("join-lead"))} />
                if let State::Asking(Some(trouble)) = *state {
                    {trouble_notice(trouble, None)}
                }
                <button type="button" class="button button-main" disabled={joining} data-test="join" {onclick}>
                    if joining {
                        <span class="busy" aria-hidden="true" />
                    }
                    {t!("join")}
                </button>
                <p class="note">{icon(Glyph::Lock)}<span>{t!("join-privacy")}</span></p>
            </section>
        </div>
    }
}
