//! Making links: for the first recipients when a share is sealed, and for later ones from the manage page.

use std::fmt;
use std::rc::Rc;

use phial_shared::api::{
    DEFAULT_TRIES, LinkLimits, LinkState, NewFactor, NewLink, OwnedLink, SendingRules, ServerConfig,
};
use phial_shared::envelope::OwnerNote;
use phial_shared::factor::{Factor, FactorCost, FactorKind};
use phial_shared::ids::ShareId;
use phial_shared::keys::{ContentKey, OwnerKey, Root};
use phial_shared::link::ShareLink;
use phial_shared::time::UnixSeconds;
use zeroize::Zeroizing;

use super::hardening::{self, NotHardened};
use super::js;

/// Someone to make a link for.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// For the sender's own eyes; may be empty.
    pub label: String,
    /// What the recipient must know besides the link.
    pub lock: Lock,
    /// How long and how often it may be opened.
    pub limits: LinkLimits,
    /// The recipient may look, and is not offered to save.
    pub view_only: bool,
}

/// The second lock of a link, as the sender chose it.
#[derive(Clone, Debug)]
pub enum Lock {
    /// The link alone opens it.
    None,
    /// Six digits, which are drawn when the link is made.
    Code,
    /// Something that sender and recipient know already.
    Known {
        /// What.
        kind: FactorKind,
        /// The thing itself.
        factor: Rc<Factor>,
    },
}

impl Recipient {
    /// Whether the server would make this link, as far as can be known before.
    pub(super) fn allowed_by(&self, config: &ServerConfig) -> Result<(), NotAllowed> {
        let SendingRules { factor_required, .. } = config.rules;
        if factor_required && matches!(self.lock, Lock::None) {
            return Err(NotAllowed::FactorRequired);
        }
        let LinkLimits { lifetime, max_opens } = self.limits;
        let lifetime = lifetime.0 > 0 && lifetime <= config.max_lifetime;
        let opens = match (max_opens, config.max_opens) {
            (Some(asked), Some(allowed)) => (1..=allowed).contains(&asked),
            (Some(asked), None) => asked >= 1,
            (None, allowed) => allowed.is_none(),
        };
        if lifetime && opens { Ok(()) } else { Err(NotAllowed::Limits) }
    }
}

/// Why a link is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotAllowed {
    FactorRequired,
    Limits,
}

/// A link that is live, with its lock: it can be handed on.
#[derive(Clone)]
pub struct MadeLink {
    /// For whom, as the sender wrote it; may be empty.
    pub label: String,
    /// The whole link. Holds the key.
    pub url: Zeroizing<String>,
    /// What the recipient must know besides.
    pub lock: Option<MadeLock>,
    /// When it expires.
    pub expires_at: UnixSeconds,
    /// How often it may be opened; `None`: any number of times.
    pub max_opens: Option<u32>,
    /// The recipient may look, and is not offered to save.
    pub view_only: bool,
}

impl fmt::Debug for MadeLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MadeLink([redacted])")
    }
}

impl PartialEq for MadeLink {
    /// No two links are the same.
    fn eq(&self, other: &Self) -> bool {
        self.url == other.url
    }
}

/// The second lock of a live link.
#[derive(Clone, Debug)]
pub struct MadeLock {
    /// What is asked for.
    pub kind: FactorKind,
    /// What opens it.
    pub factor: Rc<Factor>,
    /// How many wrong ones lock the link.
    pub max_tries: u32,
}

/// A link whose secrets are drawn, and which the server does not know yet.
pub(super) struct FreshLink {
    recipient: Recipient,
    link: ShareLink,
    lock: Option<MadeLock>,
    /// What its keys are derived from, once the lock is hardened.
    root: Root,
}

impl FreshLink {
    /// Draws the secrets, and the code if there is to be one, and hardens the lock.
    pub(super) async fn make(recipient: Recipient, config: &ServerConfig) -> Result<Self, NotHardened> {
        let link = ShareLink::random(recipient.view_only);
        let lock = match &recipient.lock {
            Lock::None => None,
            Lock::Code => Some((FactorKind::Code, Rc::new(Factor::random_code()))),
            Lock::Known { kind, factor } => Some((*kind, Rc::clone(factor))),
        };
        let max_tries = DEFAULT_TRIES.min(config.max_tries);
        let lock = lock.map(|(kind, factor)| MadeLock { kind, factor, max_tries });
        let factor = lock.as_ref().map(|lock| (&*lock.factor, FactorCost::DEFAULT));
        let root = hardening::root(&link, factor).await?;
        Ok(Self { recipient, link, lock, root })
    }

    /// What the server is asked for.
    pub(super) fn request(&self, content_key: &ContentKey, owner_key: &OwnerKey, share: ShareId) -> NewLink {
        let link_id = self.link.link_id;
        let note = OwnerNote { link_id, label: self.recipient.label.clone(), view_only: self.link.view_only };
        NewLink {
            link_id,
            open_token_hash: self.root.open_token().hash(),
            wrapped_key: self.root.wrap_key().wrap(content_key, share, link_id),
            sealed_note: owner_key.seal_note(&note, share),
            limits: self.recipient.limits,
            factor: self.lock.as_ref().map(|lock| NewFactor {
                kind: lock.kind,
                cost: FactorCost::DEFAULT,
                max_tries: lock.max_tries,
            }),
        }
    }

    /// The link to hand on, if the server confirms among these that it is live with its lock.
    pub(super) fn confirmed(self, owned: &[OwnedLink]) -> Option<MadeLink> {
        let Self { recipient, link, lock, .. } = self;
        let reference = link.link_id.to_ref();
        let owned = owned.iter().find(|owned| owned.link == reference)?;
        let asked = lock.as_ref().map(|lock| (lock.kind, FactorCost::DEFAULT, lock.max_tries));
        let has = owned.factor.map(|factor| (factor.kind, factor.cost, factor.max_tries));
        if owned.state != LinkState::Live || has != asked || owned.max_opens != recipient.limits.max_opens {
            return None;
        }
        Some(MadeLink {
            label: recipient.label,
            url: link.to_url(&js::window().location().origin().unwrap_or_default()),
            lock,
            expires_at: owned.expires_at,
            max_opens: owned.max_opens,
            view_only: link.view_only,
        })
    }
}
