//! The frame around every page, and what every page waits for: the server's limits and its name.

use std::rc::Rc;

use phial_shared::api::{SendersMode, ServerConfig, SiteInfo};
use phial_shared::link::LinkError;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{
    LanguageSwitch, NetworkLine, Stopper, Trouble, help_by_telephone, phial, plain, use_network_back,
};
use crate::i18n::{self, Language, t};
use crate::pages::{
    Gate, JoinPage, ManagePage, MinePage, OpenPage, OpenedPage, OwnSharesPage, SharePage, SignedInPage, about_page,
};
use crate::route::Route;
use crate::services::api::{self, ApiError};

/// Which pages this program holds. The server gives each address the program that has its page.
const RECIPIENT: bool = cfg!(feature = "recipient");
const MANAGE: bool = cfg!(feature = "manage");
const SENDER: bool = cfg!(feature = "sender");
const ACCOUNT: bool = cfg!(feature = "account");
const VIEWER: bool = cfg!(feature = "viewer");

#[derive(PartialEq, Properties)]
pub(crate) struct AppProps {
    pub(crate) route: Route,
    /// The organisation's name, if a program before this one knew it.
    pub(crate) site: Option<AttrValue>,
}

#[derive(Clone, PartialEq)]
enum Config {
    Loading,
    Ready(Rc<ServerConfig>),
    Failed(Trouble),
}

impl Config {
    fn of(answer: Result<ServerConfig, ApiError>) -> Self {
        match answer {
            Ok(config) => Self::Ready(Rc::new(config)),
            Err(error) => Self::Failed(Trouble { key: error.message(), can_retry: error.can_retry() }),
        }
    }

    const fn ready(&self) -> Option<&Rc<ServerConfig>> {
        match self {
            Self::Ready(config) => Some(config),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// The whole page.
#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let (config, retry) = use_config();
    use_network_back(retry.clone());
    let language = use_state_eq(i18n::language);
    let on_switched = {
        let setter = language.setter();
        use_callback((), move |spoken, ()| setter.set(spoken))
    };
    let site = config.ready().map(|config| AttrValue::from(config.site_name.clone())).or_else(|| props.site.clone());
    let info = config.ready().map(|config| &config.site);
    use_effect_with((props.route.clone(), site.clone(), (*language).clone()), |(route, site, _)| {
        set_title(route, site.as_deref());
    });

    html! {
        <ContextProvider<Language> context={(*language).clone()}>
            <a class="skip" href="#main">{t!("skip-to-content")}</a>
            {site_header(site.as_ref(), info, leads_nowhere_else(&props.route))}
            <NetworkLine />
            <main class="main" id="main" tabindex="-1">{page(&props.route, &config, site, retry)}</main>
            <footer class="foot">
                if props.route != Route::About {
                    <a href="/about" target="_blank" rel="noopener">{t!("about-link")}</a>
                }
                {for config.ready().map(|config| site_web(config))}
                <LanguageSwitch {on_switched} />
            </footer>
        </ContextProvider<Language>>
    }
}

fn page(route: &Route, config: &Config, site: Option<AttrValue>, retry: Callback<()>) -> Html {
    let needs_locks = matches!(route, Route::Share { .. } | Route::Open { .. } | Route::Manage(_) | Route::Mine);
    if needs_locks && !gloo::utils::window().is_secure_context() {
        return only(Trouble { key: "error-insecure", can_retry: false }, None);
    }
    match (route, config) {
        (Route::Share { shared }, Config::Ready(config)) if SENDER && config.senders != SendersMode::Open => {
            html! { <Gate config={config.clone()} shared={*shared} /> }
        }
        (Route::Share { shared }, Config::Ready(config)) if SENDER => {
            html! { <SharePage config={config.clone()} shared={*shared} /> }
        }
        (Route::Share { .. }, Config::Failed(trouble)) => only(*trouble, Some(retry)),
        (Route::Share { .. }, Config::Loading) => Html::default(),
        (Route::Open { link, key_was_in_path }, _) if RECIPIENT => {
            html! { <OpenPage link={link.clone()} key_was_in_path={*key_was_in_path} server={config.ready().cloned()} /> }
        }
        (Route::Opened(opened), _) if VIEWER => html! { <OpenedPage opened={opened.clone()} /> },
        (Route::Manage(link), config) if MANAGE => {
            html! { <ManagePage link={link.clone()} config={config.ready().cloned()} /> }
        }
        (Route::Mine, _) if MANAGE => html! { <MinePage /> },
        (Route::Join(invite), _) if ACCOUNT => html! { <JoinPage invite={invite.clone()} {site} /> },
        (Route::SignedIn(answer), _) if ACCOUNT => html! { <SignedInPage answer={answer.clone()} /> },
        (Route::OwnShares, _) if ACCOUNT => html! { <OwnSharesPage /> },
        (Route::Broken(error), _) => {
            let help = help_by_telephone(config.ready().map(|config| &config.site));
            plain(Trouble { key: broken_link(*error), can_retry: false }, false, None, help)
        }
        (Route::About, _) if SENDER => about_page(),
        _ => {
            let start = html! { <a class="button" href="/">{t!("to-start")}</a> };
            plain(Trouble { key: "error-page-not-found", can_retry: false }, false, None, start)
        }
    }
}

/// A page with nothing but an error.
fn only(trouble: Trouble, on_retry: Option<Callback<()>>) -> Html {
    plain(trouble, false, on_retry.as_ref(), Html::default())
}

const fn broken_link(error: LinkError) -> &'static str {
    match error {
        LinkError::NotALink => "error-link-unreadable",
        LinkError::NoKey => "error-link-no-key",
        LinkError::CutShort => "error-link-cut-short",
        LinkError::Altered => "error-link-altered",
        LinkError::UnknownVersion => "error-link-newer",
    }
}

/// Leaving these pages loses nothing: no file chosen, no key in memory.
const fn leads_nowhere_else(route: &Route) -> bool {
    matches!(
        route,
        Route::About
            | Route::Mine
            | Route::Join(_)
            | Route::SignedIn(_)
            | Route::OwnShares
            | Route::NotFound
            | Route::Broken(_)
    )
}

fn set_title(route: &Route, site: Option<&str>) {
    let page = match route {
        Route::Share { .. } => t!("share-title"),
        Route::Open { .. } | Route::Opened(_) => t!("open-title"),
        Route::Manage(_) => t!("manage-title"),
        Route::Mine => t!("mine-title"),
        Route::Join(_) => t!("join-title"),
        Route::SignedIn(_) => t!("signing-in"),
        Route::OwnShares => t!("own-shares"),
        Route::About => t!("about-title"),
        Route::Broken(_) | Route::NotFound => t!("site-what"),
    };
    let title = site.map_or_else(|| page.clone(), |site| format!("{page} · {site}"));
    gloo::utils::document().set_title(&title);
}

/// Asks for the server's limits, and again when told to.
#[hook]
fn use_config() -> (Config, Callback<()>) {
    let config = use_state(|| api::config_at_once().map_or(Config::Loading, Config::of));
    let load = {
        let setter = config.setter();
        use_callback((), move |(), ()| {
            let setter = setter.clone();
            spawn_local(async move { setter.set(Config::of(api::config().await)) });
        })
    };
    {
        let (load, is_known) = (load.clone(), *config != Config::Loading);
        use_effect_with((), move |()| {
            if !is_known {
                load.emit(());
            }
        });
    }
    ((*config).clone(), load)
}

/// The way to a page that says who they are.
fn site_web(config: &ServerConfig) -> Html {
    let Some(web) = config.site.web.clone() else { return Html::default() };
    let label = t!("site-web", site = &config.site_name);
    html! { <a href={web} target="_blank" rel="noopener" data-test="site-web">{label}</a> }
}

/// The organisation's name and logo, once they are known. `is_link`: it leads to the start page.
fn site_header(site: Option<&AttrValue>, info: Option<&SiteInfo>, is_link: bool) -> Html {
    let words = html! {
        <>
            <span class="site-name">{site.cloned()}</span>
            <span class="site-what">{t!("site-what")}</span>
        </>
    };
    html! {
        <header class="site">
            if let Some(logo) = info.and_then(|info| info.logo.clone()) {
                // Its name is beside it.
                <img class="site-logo" src={logo} alt="" data-test="site-logo" />
            } else {
                {phial("site", 62, Stopper::On)}
            }
            if is_link {
                <a class="site-words" href="/">{words}</a>
            } else {
                <div class="site-words">{words}</div>
            }
        </header>
    }
}
