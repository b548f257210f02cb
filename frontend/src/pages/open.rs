//! `/s/…`: open what was sent. Nothing is counted before the click. What comes after it is the program of the viewer.

mod factor;
mod ready;

use std::rc::Rc;

use futures_util::future::try_join;
use phial_shared::api::{LinkState, LinkStatus, ServerConfig};
use phial_shared::factor::{Factor, FactorCost};
use phial_shared::link::ShareLink;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Trouble, genuine_card, help_by_telephone, plain, use_network_back};
use crate::i18n::{language, t, use_words};
use crate::services::open::{self, OpenError};
use crate::services::programs;
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
    Ready(Box<Ready>),
    Closed(Trouble),
}

impl View {
    fn of(answer: Result<LinkStatus, OpenError>) -> Self {
        match answer {
            Ok(status) => match closed(status.state) {
                Some(key) => Self::Closed(Trouble { key, can_retry: false }),
                None => Self::Ready(Box::new(Ready { status, opening: false, wrong: false, trouble: None })),
            },
            Err(error) => Self::Closed(trouble(&error)),
        }
    }
}

/// Before it is opened.
#[derive(Clone, PartialEq)]
struct Ready {
    status: LinkStatus,
    opening: bool,
    /// The factor that was tried is wrong.
    wrong: bool,
    trouble: Option<Trouble>,
}

/// The page for who received a link.
#[component]
pub(crate) fn OpenPage(props: &OpenPageProps) -> Html {
    use_words();
    let view = use_state(|| open::status_at_once(&props.link).map_or(View::Asking, View::of));
    let ask = {
        let setter = view.setter();
        use_callback((), {
            let link = props.link.clone();
            move |(), ()| {
                let (link, setter) = (link.clone(), setter.clone());
                spawn_local(async move { setter.set(View::of(open::status(&link).await)) });
            }
        })
    };
    {
        let (ask, is_known) = (ask.clone(), *view != View::Asking);
        use_effect_with((), move |()| {
            if !is_known {
                ask.emit(());
            }
        });
    }
    use_effect_with(matches!(*view, View::Ready(_)), |is_ready| {
        if *is_ready {
            // While the person reads. What fails now is tried again at the click.
            spawn_local(async { drop(programs::viewer().await) });
        }
    });
    use_network_back({
        let (ask, view) = (ask.clone(), view.clone());
        Callback::from(move |()| {
            if matches!(&*view, View::Closed(trouble) if trouble.can_retry) {
                ask.emit(());
            }
        })
    });
    let on_open = {
        let site = props.server.as_ref().map(|server| server.site_name.clone());
        let (link, setter, view) = (props.link.clone(), view.setter(), (*view).clone());
        Callback::from(move |factor: Option<Rc<Factor>>| {
            let View::Ready(ready) = &view else { return };
            if ready.opening {
                return;
            }
            let (link, setter, status, site) = (link.clone(), setter.clone(), ready.status.clone(), site.clone());
            let opening = Ready { status: status.clone(), opening: true, wrong: false, trouble: None };
            setter.set(View::Ready(Box::new(opening)));
            spawn_local(async move {
                let answer = factor.as_deref().zip(status.factor.map(|factor| factor.cost));
                if let Err(error) = open(&link, answer, site, status.opens_left.is_some()).await {
                    setter.set(refused(&error, status));
                }
            });
        })
    };
    let site = props.server.as_ref().map(|server| &server.site);
    match &*view {
        View::Asking => html! {
            <div class="column"><p class="quiet late" role="status">{t!("one-moment")}</p></div>
        },
        View::Ready(is) => ready(&ReadyView {
            status: &is.status,
            site: props.server.as_ref().map(|server| server.site_name.as_str()),
            genuine: genuine_card(props.link.link_id, site),
            opening: is.opening,
            wrong: is.wrong,
            trouble: is.trouble,
            key_was_in_path: props.key_was_in_path,
            view_only: props.link.view_only,
            on_open,
        }),
        View::Closed(trouble) => plain(*trouble, true, Some(&ask), help_by_telephone(site)),
    }
}

/// Opens the link and gives the page to the viewer. Where openings are counted, that program comes first: whoever cannot load
/// it has not used one up.
async fn open(
    link: &ShareLink,
    factor: Option<(&Factor, FactorCost)>,
    site: Option<String>,
    are_counted: bool,
) -> Result<(), OpenError> {
    let viewer = async { Ok::<_, OpenError>(programs::viewer().await?) };
    let (viewer, handover) = if are_counted {
        (viewer.await?, open::open(link, factor).await?)
    } else {
        try_join(viewer, open::open(link, factor)).await?
    };
    crate::end();
    let language = language();
    viewer.show(handover.into_js(), site, language.words(), language.code());
    Ok(())
}

/// A failure that may pass leaves the button where it is; any other takes its place.
fn refused(error: &OpenError, mut status: LinkStatus) -> View {
    if !error.can_retry() {
        return View::Closed(trouble(error));
    }
    let mut wrong = false;
    if let OpenError::WrongFactor { tries_left } = error
        && let Some(factor) = &mut status.factor
    {
        (factor.tries_left, wrong) = (*tries_left, true);
    }
    // What is wrong is said beside the field.
    let trouble = (!wrong).then(|| trouble(error));
    View::Ready(Box::new(Ready { status, opening: false, wrong, trouble }))
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

/// The error as a page shows it.
pub(super) fn trouble(error: &OpenError) -> Trouble {
    Trouble { key: error.message(), can_retry: error.can_retry() }
}
