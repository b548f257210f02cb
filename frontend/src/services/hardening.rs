//! Hardening of second factors (Argon2id): half a second and 64 MiB on purpose.

use std::time::Duration;

use phial_shared::factor::{Factor, FactorCost};
use phial_shared::keys::{HardenedFactor, LinkSecret};

use super::js;

/// What hardens could not be loaded: the network is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what hardens factors could not be loaded")]
pub struct NotHardened;

/// Hardens a factor for a link, as [`phial_shared::factor::harden`] does.
pub async fn harden(factor: &Factor, secret: &LinkSecret, cost: FactorCost) -> Result<HardenedFactor, NotHardened> {
    // Lets the page draw what it has to say first.
    js::sleep(Duration::from_millis(50)).await;
    Ok(phial_shared::factor::harden(factor, secret, cost))
}
