//! `/join`, `/signed-in` and `/shares`: signing in, and what one has sent.

mod join;
mod own_shares;
mod signed_in;

pub(crate) use join::JoinPage;
pub(crate) use own_shares::OwnSharesPage;
pub(crate) use signed_in::SignedInPage;

use crate::components::Trouble;
use crate::services::api::ApiError;

fn trouble(error: &ApiError) -> Trouble {
    Trouble { key: error.message(), can_retry: error.can_retry() }
}

/// Goes to the start page, without a way back to this one.
fn to_start() {
    // Fails only for addresses that are none.
    let _ = gloo::utils::window().location().replace("/");
}
