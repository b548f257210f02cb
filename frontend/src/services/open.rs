//! Opening: what a recipient's page does with a link, up to the server's answer.

mod error;
mod handover;

use std::cell::RefCell;
use std::collections::HashMap;

use phial_shared::api::{LinkStatus, OpenLink};
use phial_shared::factor::{Factor, FactorCost};
use phial_shared::ids::LinkId;
use phial_shared::keys::LeaseToken;
use phial_shared::link::ShareLink;

use super::http::Flight;
use super::{ahead, api, cipher, hardening};

pub use error::OpenError;
pub use handover::Handover;

thread_local! {
    /// The leases that this page has asked for: while one lives, opening the same link again does not count.
    static LEASES: RefCell<HashMap<LinkId, LeaseToken>> = RefCell::default();
}

/// What is known of a link before it is opened. Counts nothing.
pub async fn status(link: &ShareLink) -> Result<LinkStatus, OpenError> {
    Ok(api::link_status(link.link_id).await?)
}

/// The same, if the server was asked and has answered before this program came.
pub fn status_at_once(link: &ShareLink) -> Option<Result<LinkStatus, OpenError>> {
    Some(api::link_status_at_once(link.link_id)?.map_err(OpenError::from))
}

/// Opens a link: proves the secret (and the factor, which the link's status asks for at this cost) and counts one opening.
/// What was opened is read by [`super::opened`].
///
/// If the answer is lost on the way, calling this again goes on with what was counted.
pub async fn open(link: &ShareLink, factor: Option<(&Factor, FactorCost)>) -> Result<Handover, OpenError> {
    // Before anything is counted.
    cipher::check()?;
    let root = hardening::root(link, factor).await?;
    let request = OpenLink { open_token: root.open_token(), lease: Some(lease_for(link.link_id)) };
    let answer = api::open_link(link.link_id, &request).await?;
    let ahead = ahead::ask(link.link_id, &lease_for(link.link_id), &answer).map(Flight::give_away);
    let ShareLink { link_id, view_only, .. } = *link;
    Ok(Handover { link_id, wrap_key: root.wrap_key(), view_only, answer, ahead })
}

/// The lease of this page for a link, drawn at the first call.
fn lease_for(link: LinkId) -> LeaseToken {
    LEASES.with_borrow_mut(|leases| {
        let lease = leases.entry(link).or_insert_with(LeaseToken::random);
        LeaseToken::from_bytes(*lease.as_bytes())
    })
}
