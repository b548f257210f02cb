//! `/api/v1/session`: signing in and out, and how a request shows who sends it.
//!
//! A browser shows a cookie that no script can read and no other site can use: `SameSite=Strict`, and every request with it
//! that changes something must come from our own pages. A program shows a bearer token.

use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use phial_shared::api::{FinishSignIn, Join, Session};
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::{SessionToken, SignInSecret};
use phial_shared::time::Seconds;
use zeroize::Zeroizing;

use super::extract::{Bearer, Json};
use super::only;
use super::problem::ApiError;
use crate::server_url::ServerUrl;
use crate::service::Service;
use crate::service::accounts::{Begun, SIGN_IN_LASTS};

/// The names of the cookies, and who may use them.
#[derive(Clone, Debug)]
pub struct Cookies {
    session: &'static str,
    sign_in: &'static str,
    attributes: &'static str,
    origin: Option<String>,
    https: bool,
}

impl Cookies {
    /// For a server that people reach at this address, and whether that is by https. Browsers keep `__Host-…` only from where they are sure of the
    /// server, so a server without https has plain names.
    pub fn new(public_url: Option<&ServerUrl>, https: bool) -> Self {
        let origin = public_url.map(|url| url.as_str().to_owned());
        if https {
            let attributes = "Path=/; HttpOnly; SameSite=Strict; Secure";
            return Self { session: "__Host-phial", sign_in: "__Host-phial-sign-in", attributes, origin, https };
        }
        let attributes = "Path=/; HttpOnly; SameSite=Strict";
        Self { session: "phial", sign_in: "phial-sign-in", attributes, origin, https }
    }

    fn read<T: FromStr>(name: &str, headers: &HeaderMap) -> Option<T> {
        let cookies = headers.get_all(header::COOKIE).filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(found, _)| *found == name)?.1.parse().ok()
    }

    fn write(&self, name: &str, value: &str, lasts: Seconds) -> Result<HeaderValue, ErrorCode> {
        let text = Zeroizing::new(format!("{name}={value}; Max-Age={}; {}", lasts.0, self.attributes));
        let mut value = HeaderValue::from_str(&text).map_err(|_| ErrorCode::Internal)?;
        value.set_sensitive(true);
        Ok(value)
    }

    fn end(&self, name: &str) -> Result<HeaderValue, ErrorCode> {
        self.write(name, "", Seconds(0))
    }

    /// Whether the browser says that one of our own pages sends this. Programs send no cookies.
    fn is_from_our_page(&self, headers: &HeaderMap) -> bool {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        match (text("sec-fetch-site"), text("origin")) {
            (Some(site), _) => site == "same-origin",
            (None, Some(origin)) => self.is_ours(origin, text("host")),
            (None, None) => false,
        }
    }

    fn is_ours(&self, origin: &str, host: Option<&str>) -> bool {
        match &self.origin {
            Some(ours) => origin == ours,
            None => {
                let scheme = if self.https { "https" } else { "http" };
                host.is_some_and(|host| origin == format!("{scheme}://{host}"))
            }
        }
    }
}

/// What a request shows of who sends it. Refused if another site makes a browser send it with its cookie.
pub(super) struct Caller(pub(super) Option<SessionToken>);

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if let Ok(Bearer(Some(token))) = Bearer::from_request(request, payload).into_inner() {
            return ready(Ok(Self(Some(token))));
        }
        let Some(cookies) = request.app_data::<web::Data<Cookies>>() else {
            return ready(Err(ErrorCode::Internal.into()));
        };
        let Some(token) = Cookies::read(cookies.session, request.headers()) else { return ready(Ok(Self(None))) };
        let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
        if changes && !cookies.is_from_our_page(request.headers()) {
            return ready(Err(ErrorCode::CrossSite.into()));
        }
        ready(Ok(Self(Some(token))))
    }
}

/// A request that one of our own pages sends: nobody is signed in by another site.
pub(super) struct OurPage;

impl FromRequest for OurPage {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let cookies = request.app_data::<web::Data<Cookies>>();
        let ours = cookies.is_some_and(|cookies| cookies.is_from_our_page(request.headers()));
        ready(if ours { Ok(Self) } else { Err(ErrorCode::CrossSite.into()) })
    }
}

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    routes
        .service(only("/session", "GET").route(web::get().to(look)))
        .service(only("/session/join", "POST").route(web::post().to(join)))
        .service(only("/session/begin", "POST").route(web::post().to(begin)))
        .service(only("/session/oidc", "POST").route(web::post().to(finish)))
        .service(only("/session/end", "POST").route(web::post().to(end)));
}

async fn look(service: web::Data<Service>, Caller(token): Caller) -> Result<web::Json<Session>, ApiError> {
    Ok(web::Json(service.session(token.as_ref()).await?))
}

async fn join(
    service: web::Data<Service>,
    cookies: web::Data<Cookies>,
    request: HttpRequest,
    _: OurPage,
    Json(joining): Json<Join>,
) -> Result<HttpResponse, ApiError> {
    let begun = service.join(&joining.invite).await?;
    signed_in(&service, &cookies, &request, &begun).await
}

async fn begin(service: web::Data<Service>, cookies: web::Data<Cookies>, _: OurPage) -> Result<HttpResponse, ApiError> {
    let (secret, begun) = service.begin_sign_in().await?;
    let secret = Zeroizing::new(phial_shared::encoding::encode(secret.as_bytes()));
    let cookie = cookies.write(cookies.sign_in, &secret, SIGN_IN_LASTS)?;
    Ok(HttpResponse::Ok().insert_header((header::SET_COOKIE, cookie)).json(begun))
}

async fn finish(
    service: web::Data<Service>,
    cookies: web::Data<Cookies>,
    request: HttpRequest,
    _: OurPage,
    Json(answer): Json<FinishSignIn>,
) -> Result<HttpResponse, ApiError> {
    let secret: Option<SignInSecret> = Cookies::read(cookies.sign_in, request.headers());
    let begun = service.finish_sign_in(secret.as_ref(), &answer).await?;
    let mut response = signed_in(&service, &cookies, &request, &begun).await?;
    response.headers_mut().append(header::SET_COOKIE, cookies.end(cookies.sign_in)?);
    Ok(response)
}

/// The session that the browser had before ends: a new one is never given the old token.
async fn signed_in(
    service: &Service,
    cookies: &Cookies,
    request: &HttpRequest,
    begun: &Begun,
) -> Result<HttpResponse, ApiError> {
    if let Some(before) = Cookies::read::<SessionToken>(cookies.session, request.headers()) {
        service.end_session(&before).await?;
    }
    let lasts = service.session_lifetime();
    let cookie = cookies.write(cookies.session, &begun.token.to_bearer(), lasts)?;
    Ok(HttpResponse::build(StatusCode::CREATED).insert_header((header::SET_COOKIE, cookie)).json(&begun.session))
}

async fn end(
    service: web::Data<Service>,
    cookies: web::Data<Cookies>,
    Caller(token): Caller,
) -> Result<HttpResponse, ApiError> {
    if let Some(token) = token {
        service.end_session(&token).await?;
    }
    let cookie = cookies.end(cookies.session)?;
    Ok(HttpResponse::NoContent().insert_header((header::SET_COOKIE, cookie)).finish())
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderName;

    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let parse = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
        };
        pairs.iter().map(parse).collect()
    }

    #[test]
    fn only_our_own_pages_may_change_something() {
        let public = Cookies::new(Some(&"https://phial.example".parse().unwrap()), true);
        let local = Cookies::new(None, false);
        for (pairs, ours_in_public, ours_here) in [
            (vec![("sec-fetch-site", "same-origin")], true, true),
            (vec![("sec-fetch-site", "same-site")], false, false),
            (vec![("sec-fetch-site", "cross-site"), ("origin", "https://phial.example")], false, false),
            (vec![("sec-fetch-site", "none")], false, false),
            (vec![("origin", "https://phial.example"), ("host", "phial.example")], true, false),
            (vec![("origin", "http://phial.example"), ("host", "phial.example")], false, true),
            (vec![("origin", "https://phial.example.evil.example"), ("host", "phial.example")], false, false),
            (vec![("origin", "null"), ("host", "phial.example")], false, false),
            (vec![("host", "phial.example")], false, false),
            (vec![], false, false),
        ] {
            let headers = headers(&pairs);
            assert_eq!(public.is_from_our_page(&headers), ours_in_public, "{pairs:?}");
            assert_eq!(local.is_from_our_page(&headers), ours_here, "{pairs:?}");
        }
    }

    #[test]
    fn cookies_are_found_among_others() {
        let token = SessionToken::random().to_bearer();
        for line in
            [format!("phial={}", *token), format!("a=b; phial={}; c", *token), format!("xphial=1;phial={}", *token)]
        {
            let found: Option<SessionToken> = Cookies::read("phial", &headers(&[("cookie", &line)]));
            assert_eq!(found.unwrap().to_bearer(), token, "{line}");
        }
        for line in ["", "phial", "phial=", "phial=short", "Phial=x"] {
            assert!(Cookies::read::<SessionToken>("phial", &headers(&[("cookie", line)])).is_none(), "{line}");
        }
    }
}
