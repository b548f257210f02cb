//! `/s/…`: open what was sent. Nothing is counted before the click.

mod file_card;
mod opened;
mod previews;
mod ready;
mod saving;
mod viewer;

use std::rc::Rc;

use phial_shared::api::{LinkState, LinkStatus, ServerConfig};
use phial_shared::link::ShareLink;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Trouble, genuine_card, help_by_telephone, plain, use_network_back};
use crate::i18n::{t, use_words};
use crate::services::open::{self, OpenError, OpenShare};
use opened::Opened;
use ready::{ReadyView, ready};

#[derive(Properties)]
pub(crate) struct OpenPageProps {
    pub(crate) link: Rc<ShareLink>,
    /// A mail scanner has moved the key into the path.
    pub(crate) key_was_in_path: bool,
    /// What the server is and allows, once it is known.
    pub(crate) server: Option<Rc<ServerConfig>>,
}

impl PartialEq for OpenPageProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.link, &other.link) && self.server == other.server
    }
}

#[derive(Clone, PartialEq)]
enum View {
    Asking,
    Ready { status: LinkStatus, opening: bool, trouble: Option<Trouble> },
    Closed(Trouble),
    Opened(OpenShare),
}

/// The page for who received a link.
#[component]
pub(crate) fn OpenPage(props: &OpenPageProps) -> Html {
    use_words();
    let view = use_state(|| View::Asking);
    let ask = {
        let setter = view.setter();
        use_callback((), {
            let link = props.link.clone();
            move |(), ()| {
                let (link, setter) = (link.clone(), setter.clone());
                spawn_local(async move { setter.set(ask(&link).await) });
            }
        })
    };
    {
        let ask = ask.clone();
        use_effect_with((), move |()| ask.emit(()));
    }
    use_network_back({
        let (ask, view) = (ask.clone(), view.clone());
        Callback::from(move |()| {
            if matches!(&*view, View::Closed(trouble) if trouble.can_retry) {
                ask.emit(());
            }
        })
    });
    let on_open = {
        let (link, setter, view) = (props.link.clone(), view.setter(), (*view).clone());
        Callback::from(move |()| {
            let View::Ready { status, opening: false, .. } = &view else { return };
            let (link, setter, status) = (link.clone(), setter.clone(), status.clone());
            setter.set(View::Ready { status: status.clone(), opening: true, trouble: None });
            spawn_local(async move { setter.set(try_open(&link, status).await) });
        })
    };
    let site = props.server.as_ref().map(|server| &server.site);
    match &*view {
        View::Asking => html! {
            <div class="column"><p class="quiet late" role="status">{t!("one-moment")}</p></div>
        },
        View::Ready { status, opening, trouble } => ready(&ReadyView {
            status,
            site: props.server.as_ref().map(|server| server.site_name.as_str()),
            genuine: genuine_card(props.link.link_id, site),
            opening: *opening,
            trouble: *trouble,
            key_was_in_path: props.key_was_in_path,
            on_open,
        }),
        View::Closed(trouble) => plain(*trouble, true, Some(&ask), help_by_telephone(site)),
        View::Opened(share) => html! { <Opened share={share.clone()} /> },
    }
}

async fn ask(link: &ShareLink) -> View {
    match open::status(link).await {
        Ok(status) => match closed(status.state) {
            Some(key) => View::Closed(Trouble { key, can_retry: false }),
            None => View::Ready { status, opening: false, trouble: None },
        },
        Err(error) => View::Closed(trouble(&error)),
    }
}

/// A failure that may pass leaves the button where it is; any other takes its place.
async fn try_open(link: &ShareLink, status: LinkStatus) -> View {
    match open::open(link).await {
        Ok(share) => View::Opened(share),
        Err(error) if error.can_retry() => View::Ready { status, opening: false, trouble: Some(trouble(&error)) },
        Err(error) => View::Closed(trouble(&error)),
    }
}

const fn closed(state: LinkState) -> Option<&'static str> {
    match state {
        LinkState::Live => None,
        LinkState::Expired => Some("error-expired"),
        LinkState::Exhausted => Some("error-exhausted"),
        LinkState::Revoked => Some("error-revoked"),
        LinkState::Locked => Some("error-locked"),
    }
}

fn trouble(error: &OpenError) -> Trouble {
    Trouble { key: error.message(), can_retry: error.can_retry() }
}
