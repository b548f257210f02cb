//! How often clients may do what costs the server something for long, or what helps them to guess. Counted in the
//! database, so that it holds over all servers.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use phial_shared::ids::LinkRef;
use phial_shared::time::Seconds;

use super::Service;
use crate::db::DatabaseError;
use crate::db::limits::{Charge, Quotas, Rate, RateKey, RateSalt};

/// What is limited; `None`: not.
#[derive(Clone, Copy, Debug, Default)]
pub struct ServiceLimits {
    /// Shares that are created from one address.
    pub creations: Option<Rate>,
    /// Wrong proofs from one address.
    pub wrong_proofs: Option<Rate>,
    /// Openings of one link that count.
    pub openings: Option<Rate>,
    /// What may be stored.
    pub quotas: Quotas,
    /// Bytes that are left free on the disk: by shares, where the store is a disk, and by parts that arrive slowly.
    pub min_free_space: u64,
}

/// Where a request comes from: one IPv4 address, or the first 48 bits of an IPv6 address. Neighbours of an IPv4 address
/// have nothing to do with it; whoever has an IPv6 network has all of its addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// An IPv4 address.
    V4([u8; 4]),
    /// An IPv6 network.
    V6([u8; 6]),
}

impl From<IpAddr> for Caller {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address.octets()),
            IpAddr::V6(address) => {
                let [a, b, c, d, e, f, ..] = address.octets();
                Self::V6([a, b, c, d, e, f])
            }
        }
    }
}

impl Caller {
    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::V4(address) => address,
            Self::V6(prefix) => prefix,
        }
    }
}

/// The day's salt, once the database has told it.
#[derive(Default)]
pub(super) struct TodaysSalt(Mutex<Option<(u64, RateSalt)>>);

impl Service {
    /// What the creation of a share from this address counts for.
    pub(super) async fn charge_creation(&self, from: Caller) -> Result<Option<Charge>, DatabaseError> {
        self.charge(self.limits.creations, "create", from.as_bytes()).await
    }

    /// What a wrong proof from this address counts for.
    pub(super) async fn charge_wrong_proof(&self, from: Caller) -> Result<Option<Charge>, DatabaseError> {
        self.charge(self.limits.wrong_proofs, "wrong proof", from.as_bytes()).await
    }

    /// What an opening of this link counts for.
    pub(super) async fn charge_opening(&self, link: LinkRef) -> Result<Option<Charge>, DatabaseError> {
        self.charge(self.limits.openings, "open", link.as_bytes()).await
    }

    async fn charge(&self, rate: Option<Rate>, what: &str, whom: &[u8]) -> Result<Option<Charge>, DatabaseError> {
        let Some(rate) = rate else { return Ok(None) };
        Ok(Some(Charge { key: RateKey::new(self.todays_salt().await?, what, whom), rate }))
    }

    async fn todays_salt(&self) -> Result<RateSalt, DatabaseError> {
        let today = self.vault.clock.now().0 / Seconds::DAY.0;
        let known = *self.salt.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, salt)) = known.filter(|(day, _)| *day == today) {
            return Ok(salt);
        }
        let salt = self.vault.db.rate_salt(today, RateSalt::random()).await?;
        *self.salt.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((today, salt));
        Ok(salt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(address: &str) -> Caller {
        address.parse::<IpAddr>().unwrap().into()
    }

    #[test]
    fn an_ipv6_network_is_one_caller_and_an_ipv4_address_is_one_in_either_form() {
        assert_eq!(caller("2001:db8:1:2::1"), caller("2001:db8:1:ffff::"));
        assert_ne!(caller("2001:db8:1::1"), caller("2001:db8:2::1"));
        assert_eq!(caller("192.0.2.1"), caller("::ffff:192.0.2.1"));
        assert_ne!(caller("192.0.2.1"), caller("192.0.2.2"));
    }
}
