//! `/healthz` and `/api/v1/config`.

use actix_web::{HttpResponse, Resource, web};
use phial_shared::api::ServerConfig;

use crate::service::Service;

/// `/healthz`: the process is alive and answers.
pub(super) fn resource() -> Resource {
    super::only("/healthz", "GET")
        .route(web::get().to(async || HttpResponse::Ok().content_type("text/plain").body("ok")))
}

/// `GET /api/v1/config`.
pub(super) async fn config(service: web::Data<Service>) -> web::Json<ServerConfig> {
    web::Json(service.config())
}
