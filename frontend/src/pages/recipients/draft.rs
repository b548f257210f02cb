//! One recipient, as far as it is filled in.

use std::rc::Rc;

use phial_shared::api::{LinkLimits, ServerConfig};
use phial_shared::factor::{BadFactor, Factor, FactorKind};
use zeroize::Zeroizing;

use super::limits::limits_said;
use crate::components::TypedDate;
use crate::i18n::t;
use crate::services::hardening;
use crate::services::links::{Lock, Recipient};

/// What a recipient must know besides the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LockKind {
    None,
    Code,
    Passphrase,
    DateOfBirth,
}

impl LockKind {
    /// What may be chosen: where the server asks for a lock, there is no way without.
    pub(crate) fn offered(config: &ServerConfig) -> &'static [Self] {
        const ALL: [LockKind; 4] = [LockKind::None, LockKind::Code, LockKind::Passphrase, LockKind::DateOfBirth];
        if config.rules.factor_required { &ALL[1..] } else { &ALL }
    }

    /// `6-digit code`.
    pub(crate) fn name(self) -> String {
        match self {
            Self::None => t!("lock-none"),
            Self::Code => t!("lock-code"),
            Self::Passphrase => t!("lock-passphrase"),
            Self::DateOfBirth => t!("lock-birth"),
        }
    }
}

/// What is filled in. Kept only in the page, and only until it is sent.
#[derive(Clone, PartialEq)]
pub(crate) struct RecipientDraft {
    pub(crate) label: String,
    pub(crate) lock: LockKind,
    pub(crate) passphrase: Zeroizing<String>,
    pub(crate) birth: TypedDate,
    /// Limits of its own; `None`: those that all share.
    pub(crate) limits: Option<LinkLimits>,
    /// They may look, and are not offered to save.
    pub(crate) view_only: bool,
}

impl RecipientDraft {
    /// Nothing is filled in; the lock is the quickest that the server allows.
    pub(crate) fn new(config: &ServerConfig) -> Self {
        Self {
            label: String::new(),
            lock: LockKind::offered(config)[0],
            passphrase: Zeroizing::default(),
            birth: TypedDate::default(),
            limits: None,
            view_only: false,
        }
    }

    /// As a link is made for it, unless the lock is not filled in yet.
    pub(crate) fn to_recipient(&self, shared: LinkLimits) -> Result<Recipient, BadFactor> {
        let known = |kind, factor: Factor| Lock::Known { kind, factor: Rc::new(factor) };
        let lock = match self.lock {
            LockKind::None => Lock::None,
            LockKind::Code => Lock::Code,
            LockKind::Passphrase => known(FactorKind::Passphrase, hardening::passphrase(&self.passphrase)?),
            LockKind::DateOfBirth => known(FactorKind::DateOfBirth, self.birth.read()?),
        };
        let (label, limits) = (self.label.trim().to_owned(), self.limits.unwrap_or(shared));
        Ok(Recipient { label, lock, limits, view_only: self.view_only })
    }

    /// `only to look · 6-digit code · 7 days · 3 openings`.
    pub(crate) fn said(&self, shared: LinkLimits) -> String {
        let view_only = self.view_only.then(|| t!("only-to-look"));
        let rest = [self.lock.name(), limits_said(self.limits.unwrap_or(shared))];
        view_only.into_iter().chain(rest).collect::<Vec<_>>().join(" · ")
    }
}
