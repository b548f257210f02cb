//! `/share-target`: what another app on the device shares with the installed page.
//!
//! The page's service worker takes it in, in the browser. It comes here only when that worker is gone, and then it is not
//! encrypted: nobody may read it here.

use actix_web::http::{ConnectionType, header};
use actix_web::{HttpResponse, web};

/// The path, as the web manifest has it.
pub(super) const ADDRESS: &str = "/share-target";
/// The page that tells people to choose again.
const NOTHING_CAME: &str = "/?shared";

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    routes.service(super::only(ADDRESS, "POST").route(web::post().to(turn_away)));
}

/// Answers before anything of the body is read, and ends the connection.
async fn turn_away() -> HttpResponse {
    let mut response = HttpResponse::SeeOther().insert_header((header::LOCATION, NOTHING_CAME)).finish();
    response.head_mut().set_connection_type(ConnectionType::Close);
    response
}
