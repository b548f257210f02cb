//! The server's address space. Files below are laid out as the URLs are.

mod accounts;
mod address;
mod body;
mod brand;
mod edge;
mod extract;
mod full;
mod health;
mod limit;
mod links;
mod pages;
mod problem;
mod range;
mod scrape;
mod session;
mod share_target;
mod shares;

use std::sync::Arc;

use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::{App, Error, HttpResponse, Resource, middleware, web};
use phial_shared::error_code::ErrorCode;

pub use self::address::{AddressPrefix, ClientAddress, Clients};
pub use self::body::Pace;
use self::edge::Edge;
use self::extract::JsonRoom;
pub use self::health::Readiness;
pub use self::limit::RequestLimit;
use self::problem::ApiError;
pub use self::scrape::{Measured, configure as configure_metrics};
pub use self::session::Cookies;
use crate::config::ServeConfig;
use crate::metrics::Metrics;
use crate::service::Service;
use crate::site::Site;

/// What the handlers work with.
#[derive(Clone)]
pub struct AppState {
    /// The server's work.
    pub service: Arc<Service>,
    /// How fast bodies must arrive.
    pub pace: Pace,
    /// How clients' addresses are found out.
    pub clients: Arc<Clients>,
    /// Whether browsers reach the server by HTTPS.
    pub https: bool,
    /// How many requests one address may make.
    pub requests: RequestLimit,
    /// How browsers keep their sessions.
    pub cookies: Cookies,
    /// Whether the server can do its work.
    pub readiness: Arc<Readiness>,
    /// Who runs the server.
    pub site: Arc<Site>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    json: JsonRoom,
}

impl AppState {
    /// What the handlers need besides the service.
    pub fn new(service: Arc<Service>, config: &ServeConfig) -> Self {
        let clients = &config.clients;
        Self {
            service,
            pace: config.uploads.pace,
            cookies: Cookies::new(config.listen.public_url.as_ref(), config.listen.is_https()),
            clients: Arc::new(Clients::new(clients.trusted_proxies.clone(), clients.log_addresses)),
            https: config.listen.is_https(),
            requests: RequestLimit::new(config.limits.requests),
            readiness: Arc::default(),
            site: Arc::new(config.site.clone()),
            metrics: Arc::new(Metrics::new(config.sweep_every)),
            json: JsonRoom::new(),
        }
    }
}

/// The whole application.
pub fn app(
    state: AppState,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl actix_web::body::MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let edge = Arc::new(Edge { clients: state.clients.clone(), https: state.https, metrics: state.metrics.clone() });
    App::new()
        .app_data(web::Data::from(state.service))
        .app_data(web::Data::new(state.pace))
        .app_data(web::Data::from(state.clients))
        .app_data(web::Data::new(state.requests))
        .app_data(web::Data::new(state.cookies))
        .app_data(web::Data::from(state.readiness))
        .app_data(web::Data::from(state.metrics))
        .app_data(web::Data::from(state.site))
        .app_data(web::Data::new(state.json))
        .wrap(middleware::from_fn(move |request, next| edge.clone().handle(request, next)))
        .service(api())
        .configure(health::configure)
        .configure(brand::configure)
        .configure(share_target::configure)
        .configure(pages::configure)
}

fn api() -> actix_web::Scope<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl actix_web::body::MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let version_1 = web::scope("/v1")
        .service(only("/config", "GET").route(web::get().to(health::config)))
        .service(only("/openapi.json", "GET").route(web::get().to(openapi)))
        .configure(shares::configure)
        .configure(links::configure)
        .configure(session::configure)
        .configure(accounts::configure)
        // An inner scope would take the application's, which is the page.
        .default_service(web::to(not_found));
    web::scope("/api").service(version_1).default_service(web::to(not_found)).wrap(middleware::from_fn(limit::limit))
}

/// The description of the API, which a test keeps true.
async fn openapi() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(include_str!("../../docs/openapi.json"))
}

async fn not_found() -> ApiError {
    ErrorCode::NotFound.into()
}

/// A resource that answers other methods than those that are added to it by saying which it `allows`.
fn only(path: &str, allows: &'static str) -> Resource {
    web::resource(path).default_service(web::to(move || async move { ApiError::method_not_allowed(allows) }))
}
