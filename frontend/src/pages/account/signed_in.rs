//! `/signed-in`: the identity provider has sent the browser back.

use std::rc::Rc;

use phial_shared::api::FinishSignIn;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{to_start, trouble};
use crate::components::{Trouble, plain};
use crate::i18n::{t, use_words};
use crate::services::account;

#[derive(Properties)]
pub(crate) struct SignedInPageProps {
    /// `None`: the provider has refused.
    pub(crate) answer: Option<Rc<FinishSignIn>>,
}

impl PartialEq for SignedInPageProps {
    fn eq(&self, other: &Self) -> bool {
        self.answer.as_ref().map(Rc::as_ptr) == other.answer.as_ref().map(Rc::as_ptr)
    }
}

/// A moment between two pages, unless something is wrong.
#[component]
pub(crate) fn SignedInPage(props: &SignedInPageProps) -> Html {
    use_words();
    let refused = use_state_eq(|| None::<Trouble>);
    {
        let (setter, answer) = (refused.setter(), props.answer.clone());
        use_effect_with((), move |()| {
            spawn_local(async move {
                let Some(answer) = answer else {
                    setter.set(Some(Trouble { key: "error-sign-in-failed", can_retry: false }));
                    return;
                };
                match account::finish(&answer).await {
                    Ok(_) => to_start(),
                    // The answer can be used once: whoever tries again begins at the start.
                    Err(error) => setter.set(Some(Trouble { can_retry: false, ..trouble(&error) })),
                }
            });
        });
    }
    match *refused {
        Some(trouble) => {
            let start = html! { <a class="button button-main" href="/" data-test="to-start">{t!("to-start")}</a> };
            plain(trouble, true, None, start)
        }
        None => html! {
            <div class="column"><p class="quiet late" role="status">{t!("signing-in")}</p></div>
        },
    }
}
