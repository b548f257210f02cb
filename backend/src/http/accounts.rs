//! `/api/v1/account`, `/api/v1/audit` and `/api/v1/admin`: what each role may do.

use actix_web::{FromRequest, HttpRequest, HttpResponse, dev::Payload, web};
use phial_shared::api::{AccountList, ErasureReceipt, EventLog, ShareList, SharesErased};
use phial_shared::error_code::ErrorCode;
use phial_shared::ids::AccountId;
use std::future::{Ready, ready};
use std::str::FromStr;

use super::extract::SharePath;
use super::only;
use super::problem::ApiError;
use super::session::Caller;
use crate::db::Cursor;
use crate::service::Service;

/// The `{account}` of the path.
struct AccountPath(AccountId);

impl FromRequest for AccountPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let account = request.match_info().get("account").and_then(|text| text.parse().ok());
        ready(account.map(Self).ok_or_else(|| ErrorCode::UnknownAccount.into()))
    }
}

/// `?after=`: where a page of a list begins.
struct After<T>(Option<T>);

impl<T: FromStr> FromRequest for After<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut fields = request.query_string().split('&');
        ready(match fields.find_map(|field| field.strip_prefix("after=")) {
            Some(text) => text.parse().map(|after| Self(Some(after))).map_err(|_| ErrorCode::BadRequest.into()),
            None => Ok(Self(None)),
        })
    }
}

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    routes
        .service(only("/account/shares", "GET").route(web::get().to(own_shares)))
        .service(only("/account/shares/{share}", "DELETE").route(web::delete().to(erase_own)))
        .service(only("/audit/shares", "GET").route(web::get().to(audited_shares)))
        .service(only("/audit/shares/{share}/events", "GET").route(web::get().to(audited_log)))
        .service(only("/admin/accounts", "GET").route(web::get().to(accounts)))
        .service(only("/admin/accounts/{account}", "DELETE").route(web::delete().to(revoke_account)))
        .service(
            only("/admin/accounts/{account}/shares", "GET, DELETE")
                .route(web::get().to(shares_of_account))
                .route(web::delete().to(erase_shares_of)),
        )
        .service(only("/admin/shares/{share}", "DELETE").route(web::delete().to(erase_any)));
}

async fn own_shares(
    service: web::Data<Service>,
    Caller(token): Caller,
    After(after): After<Cursor>,
) -> Result<web::Json<ShareList>, ApiError> {
    Ok(web::Json(service.own_shares(token.as_ref(), after).await?))
}

async fn erase_own(
    service: web::Data<Service>,
    Caller(token): Caller,
    SharePath(share): SharePath,
) -> Result<web::Json<ErasureReceipt>, ApiError> {
    Ok(web::Json(service.erase_own(token.as_ref(), share).await?))
}

async fn audited_shares(
    service: web::Data<Service>,
    Caller(token): Caller,
    After(after): After<Cursor>,
) -> Result<web::Json<ShareList>, ApiError> {
    Ok(web::Json(service.audited_shares(token.as_ref(), after).await?))
}

async fn audited_log(
    service: web::Data<Service>,
    Caller(token): Caller,
    SharePath(share): SharePath,
    After(after): After<u64>,
) -> Result<web::Json<EventLog>, ApiError> {
    Ok(web::Json(service.audited_log(token.as_ref(), share, after).await?))
}

async fn accounts(
    service: web::Data<Service>,
    Caller(token): Caller,
    After(after): After<Cursor>,
) -> Result<web::Json<AccountList>, ApiError> {
    Ok(web::Json(service.accounts(token.as_ref(), after).await?))
}

async fn shares_of_account(
    service: web::Data<Service>,
    Caller(token): Caller,
    AccountPath(account): AccountPath,
    After(after): After<Cursor>,
) -> Result<web::Json<ShareList>, ApiError> {
    Ok(web::Json(service.shares_of_account(token.as_ref(), account, after).await?))
}

async fn revoke_account(
    service: web::Data<Service>,
    Caller(token): Caller,
    AccountPath(account): AccountPath,
) -> Result<HttpResponse, ApiError> {
    service.revoke_account(token.as_ref(), account).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn erase_shares_of(
    service: web::Data<Service>,
    Caller(token): Caller,
    AccountPath(account): AccountPath,
) -> Result<web::Json<SharesErased>, ApiError> {
    Ok(web::Json(service.erase_shares_of(token.as_ref(), account).await?))
}

async fn erase_any(
    service: web::Data<Service>,
    Caller(token): Caller,
    SharePath(share): SharePath,
) -> Result<web::Json<ErasureReceipt>, ApiError> {
    Ok(web::Json(service.erase_any(token.as_ref(), share).await?))
}
