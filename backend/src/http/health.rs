//! `/healthz`, `/readyz` and `/api/v1/config`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use actix_web::{HttpResponse, Resource, web};
use phial_shared::api::ServerConfig;
use phial_shared::error_code::ErrorCode;
use tokio::sync::Mutex;

use super::problem::ApiError;
use crate::service::Service;
use crate::service::health::NotReady;
use crate::site::Site;

/// For how long an answer stands: however often it is asked for, the database and the store are asked once in this time.
const FRESH: Duration = Duration::from_secs(1);

/// Whether the server can do its work.
#[derive(Debug, Default)]
pub struct Readiness {
    stopping: AtomicBool,
    last: Mutex<Option<Checked>>,
}

#[derive(Clone, Debug)]
struct Checked {
    at: Instant,
    result: Result<(), Arc<NotReady>>,
}

/// Why the server is not ready.
enum Refusal {
    Stopping,
    Failed(Arc<NotReady>),
}

impl Readiness {
    /// From now on the server is not ready, so that nobody sends it new work.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
    }

    async fn check(&self, service: &Service) -> Result<(), Refusal> {
        if self.stopping.load(Ordering::Acquire) {
            return Err(Refusal::Stopping);
        }
        // Held while it is found out, so that it is found out once.
        let mut last = self.last.lock().await;
        let fresh = last.clone().filter(|checked| checked.at.elapsed() < FRESH);
        let result = match fresh {
            Some(checked) => checked.result,
            None => {
                let result = service.vault().check().await.map_err(Arc::new);
                *last = Some(Checked { at: Instant::now(), result: result.clone() });
                result
            }
        };
        result.map_err(Refusal::Failed)
    }
}

/// `/healthz`: the process is alive and answers. `/readyz`: it can do its work.
pub(super) fn configure(routes: &mut web::ServiceConfig) {
    routes.service(alive()).service(super::only("/readyz", "GET").route(web::get().to(ready)));
}

fn alive() -> Resource {
    super::only("/healthz", "GET").route(web::get().to(async || ok()))
}

async fn ready(readiness: web::Data<Readiness>, service: web::Data<Service>) -> Result<HttpResponse, ApiError> {
    match readiness.check(&service).await {
        Ok(()) => Ok(ok()),
        Err(Refusal::Stopping) => Err(ErrorCode::NotReady.into()),
        Err(Refusal::Failed(cause)) => Err(ApiError::new(ErrorCode::NotReady).caused_by(cause)),
    }
}

fn ok() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok")
}

/// `GET /api/v1/config`.
pub(super) async fn config(
    service: web::Data<Service>,
    site: web::Data<Site>,
) -> Result<web::Json<ServerConfig>, ApiError> {
    Ok(web::Json(service.config(&site).await?))
}
