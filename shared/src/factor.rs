//! The second factor: something that the recipient knows besides the link, made slow to guess by Argon2id (RFC 9106).

mod normal;

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};

pub use self::normal::{BadFactor, CODE_DIGITS, DateOrder, Factor, MAX_PASSPHRASE, MIN_PASSPHRASE};
use crate::keys::{HardenedFactor, LinkSecret};

/// What a link asks for besides its secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FactorKind {
    /// Words that sender and recipient have agreed on.
    Passphrase,
    /// Six digits that the sender's page has drawn.
    Code,
    /// The recipient's date of birth.
    DateOfBirth,
}

impl FactorKind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Passphrase, Self::Code, Self::DateOfBirth];

    /// The stable text, as in JSON and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::Code => "code",
            Self::DateOfBirth => "date_of_birth",
        }
    }

    /// The kind with this text.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }
}

/// The cost of hardening. Travels with the link's record; weaker ones than [`FactorCost::LEAST`] are refused, so that
/// a server cannot ask for a proof that is cheap to guess from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "RawCost")]
pub struct FactorCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RawCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// The cost is below the least, or above what a browser can pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cost of the factor is out of range")]
pub struct BadCost;

impl FactorCost {
    /// KiB of memory, passes over it, and lanes.
    pub const fn parts(self) -> (u32, u32, u32) {
        (self.memory_kib, self.passes, self.lanes)
    }

    /// 19 MiB, two passes, one lane: OWASP's minimum.
    pub const LEAST: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
    /// 64 MiB, two passes, one lane: about half a second in a browser.
    pub const DEFAULT: Self = Self { memory_kib: 64 * 1024, passes: 2, lanes: 1 };
    /// 256 MiB, ten passes, four lanes: more would hang a phone.
    pub const MOST: Self = Self { memory_kib: 256 * 1024, passes: 10, lanes: 4 };

    /// A cost of `memory_kib` KiB, `passes` over it, in `lanes` lanes.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, BadCost> {
        let (least, most) = (Self::LEAST, Self::MOST);
        let fits = (least.memory_kib..=most.memory_kib).contains(&memory_kib)
            && (least.passes..=most.passes).contains(&passes)
            && (least.lanes..=most.lanes).contains(&lanes);
        if fits { Ok(Self { memory_kib, passes, lanes }) } else { Err(BadCost) }
    }
}

impl TryFrom<RawCost> for FactorCost {
    type Error = BadCost;

    fn try_from(raw: RawCost) -> Result<Self, BadCost> {
        Self::new(raw.memory_kib, raw.passes, raw.lanes)
    }
}

/// Hardens a factor for one link: the link's secret is part of the salt.
#[expect(clippy::expect_used, reason = "every `FactorCost` is within Argon2's own limits")]
pub fn harden(factor: &Factor, secret: &LinkSecret, cost: FactorCost) -> HardenedFactor {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).expect("the cost is in range");
    let mut output = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(factor.as_str().as_bytes(), secret.factor_salt().as_slice(), &mut output)
        .expect("the salt and the output have allowed lengths");
    HardenedFactor::from_bytes(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_just_outside_of_the_limits_are_refused() {
        for (memory_kib, passes, lanes, fits) in [
            (19 * 1024, 2, 1, true),
            (19 * 1024 - 1, 2, 1, false),
            (19 * 1024, 1, 1, false),
            (19 * 1024, 2, 0, false),
            (256 * 1024, 10, 4, true),
            (256 * 1024 + 1, 10, 4, false),
            (256 * 1024, 11, 4, false),
            (256 * 1024, 10, 5, false),
        ] {
            assert_eq!(FactorCost::new(memory_kib, passes, lanes).is_ok(), fits, "{memory_kib} {passes} {lanes}");
        }
        assert!(serde_json::from_str::<FactorCost>(r#"{"memory_kib":8,"passes":1,"lanes":1}"#).is_err());
    }

    #[test]
    fn the_secret_and_the_factor_both_matter() {
        let (one, two) = (LinkSecret::from_bytes([1; 32]), LinkSecret::from_bytes([2; 32]));
        let harden = |code, secret| harden(&Factor::code(code).unwrap(), secret, FactorCost::LEAST);
        let hardened = harden("482913", &one);
        assert_eq!(hardened.as_bytes(), harden("482913", &one).as_bytes());
        assert_ne!(hardened.as_bytes(), harden("482914", &one).as_bytes());
        assert_ne!(hardened.as_bytes(), harden("482913", &two).as_bytes());
    }

    #[test]
    fn kinds_have_their_text() {
        for kind in FactorKind::ALL {
            assert_eq!(FactorKind::from_text(kind.as_str()), Some(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
