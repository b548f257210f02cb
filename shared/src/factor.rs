//! The second factor: something that the recipient knows besides the link, made slow to guess by Argon2id (RFC 9106).

mod normal;

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

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
pub fn harden(factor: &Factor, secret: &LinkSecret, cost: FactorCost) -> HardenedFactor {
    argon2id(factor.as_str().as_bytes(), secret.factor_salt().as_slice(), cost)
}

/// What hardening needs as one message, for a worker: the salt, but not the link's secret that it is made of.
///
/// ```text
/// memory in KiB (4 bytes, big endian) | passes (4) | lanes (4) | salt (32) | the factor's normal form
/// ```
pub fn hardening_job(factor: &Factor, secret: &LinkSecret, cost: FactorCost) -> Zeroizing<Vec<u8>> {
    let (memory_kib, passes, lanes) = cost.parts();
    let factor = factor.as_str().as_bytes();
    let mut job = Zeroizing::new(Vec::with_capacity(JOB_HEAD + factor.len()));
    for number in [memory_kib, passes, lanes] {
        job.extend_from_slice(&number.to_be_bytes());
    }
    job.extend_from_slice(secret.factor_salt().as_slice());
    job.extend_from_slice(factor);
    job
}

/// Bytes of a job before the factor.
const JOB_HEAD: usize = 3 * 4 + 32;

/// Does a [`hardening_job`]. Gives what [`harden`] gives.
pub fn harden_job(job: &[u8]) -> Result<HardenedFactor, BadCost> {
    let (head, factor) = job.split_at_checked(JOB_HEAD).ok_or(BadCost)?;
    let (cost, salt) = head.split_at(3 * 4);
    let number = |at: usize| cost[at..at + 4].iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
    Ok(argon2id(factor, salt, FactorCost::new(number(0), number(4), number(8))?))
}

#[expect(clippy::expect_used, reason = "every `FactorCost` is within Argon2's own limits")]
fn argon2id(factor: &[u8], salt: &[u8], cost: FactorCost) -> HardenedFactor {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).expect("the cost is in range");
    let mut output = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(factor, salt, &mut output)
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
    fn a_job_gives_the_same_answer_and_holds_no_secret() {
        let secret = LinkSecret::from_bytes([7; 32]);
        for factor in [Factor::code("482913").unwrap(), Factor::passphrase("Blue Heron, 1948").unwrap()] {
            let job = hardening_job(&factor, &secret, FactorCost::LEAST);
            assert_eq!(harden_job(&job).unwrap().as_bytes(), harden(&factor, &secret, FactorCost::LEAST).as_bytes());
            assert!(!job.windows(32).any(|run| run == secret.as_bytes()));
        }
    }

    #[test]
    fn a_job_that_is_too_cheap_or_cut_is_refused() {
        let job = hardening_job(&Factor::code("482913").unwrap(), &LinkSecret::from_bytes([7; 32]), FactorCost::LEAST);
        for (place, number) in [(0, 19 * 1024 - 1), (4, 1), (8, 0), (0, u32::MAX)] {
            let mut cheap = job.to_vec();
            cheap[place..place + 4].copy_from_slice(&number.to_be_bytes());
            assert!(harden_job(&cheap).is_err(), "{number} at {place}");
        }
        assert!(harden_job(&job[..43]).is_err());
        assert!(harden_job(&[]).is_err());
    }

    #[test]
    fn kinds_have_their_text() {
        for kind in FactorKind::ALL {
            assert_eq!(FactorKind::from_text(kind.as_str()), Some(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
