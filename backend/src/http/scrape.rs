//! `/metrics`, on a listener of its own and nothing beside it.

use std::sync::Arc;

use actix_web::{HttpResponse, web};

use super::problem::ApiError;
use crate::listener::Crowd;
use crate::metrics::{Metrics, Observed};
use crate::service::Service;
use phial_shared::error_code::ErrorCode;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What there is to be measured.
#[derive(Clone)]
pub struct Measured {
    /// What was counted.
    pub metrics: Arc<Metrics>,
    /// What has memory and a database.
    pub service: Arc<Service>,
    /// All connections.
    pub crowd: Arc<Crowd>,
}

/// The routes of the operators' listener.
pub fn configure(measured: Measured) -> impl FnOnce(&mut web::ServiceConfig) {
    move |routes| {
        routes
            .app_data(web::Data::new(measured))
            .service(super::only("/metrics", "GET").route(web::get().to(metrics)))
            .default_service(web::to(super::not_found));
    }
}

async fn metrics(measured: web::Data<Measured>) -> Result<HttpResponse, ApiError> {
    let Measured { metrics, service, crowd } = &**measured;
    let overdue = service.vault().overdue_seconds().await;
    if let Err(error) = &overdue {
        tracing::warn!(cause = crate::log::causes(error), "the age of what is overdue is unknown");
    }
    let observed =
        Observed { memory: service.upload_memory(), connections: crowd.len(), overdue_seconds: overdue.ok() };
    let text = metrics.render(&observed).map_err(|_| ErrorCode::Internal)?;
    Ok(HttpResponse::Ok().content_type(OPEN_METRICS).body(text))
}
