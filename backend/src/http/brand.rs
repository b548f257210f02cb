//! The organisation's colours, logo, and name where the page is installed. What is here is the operator's, so it is not
//! among the page's own files.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use phial_shared::error_code::ErrorCode;
use serde_json::{Map, Value};

use super::pages::{FOR_EVER, reading};
use super::problem::ApiError;
use crate::assets;
use crate::site::{Brand, Site};

/// What a browser reads when somebody installs the page.
const MANIFEST: &str = "/manifest.webmanifest";

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    routes
        .service(super::only("/brand.css", "GET, HEAD").route(reading().to(stylesheet)))
        .service(super::only("/brand/{file}", "GET, HEAD").route(reading().to(logo)))
        .service(super::only(MANIFEST, "GET, HEAD").route(reading().to(manifest)));
}

/// `/brand.css`: what differs from the page's own style. Every document asks for it, so it is there also when nothing does.
async fn stylesheet(site: web::Data<Site>) -> HttpResponse {
    let style = site.brand.as_ref().map(Brand::stylesheet).unwrap_or_default();
    // Short, and asked for while the page's own files are on their way.
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type("text/css; charset=utf-8")
        .body(style)
}

/// `/brand/logo-….png`.
async fn logo(site: web::Data<Site>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let logo = site.logo.as_ref().filter(|logo| logo.path() == request.path()).ok_or(ErrorCode::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER)))
        .content_type(logo.content_type())
        .body(logo.content().clone()))
}

/// The page's own manifest (W3C Web Application Manifest), by the organisation's name.
async fn manifest(site: web::Data<Site>) -> Result<HttpResponse, ApiError> {
    let file = assets::find(MANIFEST).ok_or(ErrorCode::NotFound)?;
    let text = named(file.content(), &site.name).ok_or(ErrorCode::Internal)?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-cache")).content_type(file.content_type).body(text))
}

fn named(manifest: &[u8], name: &str) -> Option<String> {
    let mut manifest: Map<String, Value> = serde_json::from_slice(manifest).ok()?;
    for key in ["name", "short_name"] {
        manifest.insert(key.to_owned(), name.into());
    }
    serde_json::to_string(&manifest).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &[u8] = include_bytes!("../../../static/manifest.webmanifest");

    #[test]
    fn the_installed_page_has_the_organisations_name() {
        let manifest: Value = serde_json::from_str(&named(PAGE, "Ospedale \"San Luca\"").unwrap()).unwrap();
        assert_eq!(manifest["name"], "Ospedale \"San Luca\"");
        assert_eq!(manifest["short_name"], manifest["name"]);
        assert_eq!(manifest["icons"].as_array().unwrap().len(), 5);
        assert_eq!(manifest["share_target"]["action"], crate::http::share_target::ADDRESS);
    }

    #[test]
    fn what_is_no_manifest_gets_no_name() {
        assert_eq!(named(b"[]", "A"), None);
        assert_eq!(named(b"", "A"), None);
    }
}
