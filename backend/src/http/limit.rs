//! How many requests one address may make to this process, whatever they ask for.

use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};
use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use phial_shared::time::Seconds;

use super::address::ClientAddress;
use crate::db::limits::{Rate, TooMany};
use crate::service::limits::Caller;

/// Counts requests for each address. Its memory is bounded: addresses fall into 65 536 classes by a hash that nobody
/// outside knows, and those of one class count together.
#[derive(Clone)]
pub struct RequestLimit {
    limiter: Option<Arc<RateLimiter<u16, HashMapStateStore<u16>, DefaultClock>>>,
    classes: RandomState,
}

impl RequestLimit {
    /// Allows so many; `None`: any number.
    pub fn new(rate: Option<Rate>) -> Self {
        let quota = rate.and_then(|rate| {
            let step = Duration::from_millis(rate.step());
            Some(Quota::with_period(step)?.allow_burst(NonZeroU32::new(rate.count)?))
        });
        let limiter = quota.map(|quota| Arc::new(RateLimiter::hashmap(quota)));
        Self { limiter, classes: RandomState::new() }
    }

    fn check(&self, caller: Caller) -> Result<(), TooMany> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        let class = (self.classes.hash_one(caller) & 0xffff) as u16;
        limiter.check_key(&class).map_err(|refused| {
            let wait = refused.wait_time_from(DefaultClock::default().now());
            TooMany(Seconds(wait.as_secs() + 1))
        })
    }
}

/// Refuses an address that makes too many requests, before anything is read or looked up.
pub(super) async fn limit<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let limit = request.app_data::<web::Data<RequestLimit>>().cloned();
    let address = request.extract::<ClientAddress>().await.map(|ClientAddress(address)| address.into());
    let checked = match (limit, address) {
        (Some(limit), Ok(caller)) => limit.check(caller),
        _ => Ok(()),
    };
    match checked {
        Ok(()) => Ok(next.call(request).await?.map_into_left_body()),
        Err(too_many) => {
            let refusal = HttpResponse::from_error(super::problem::ApiError::from(too_many));
            Ok(request.into_response(refusal).map_into_right_body())
        }
    }
}
