//! The access log: its vocabulary, and the hash chain that shows any change to it.
//!
//! The hash of an event is the SHA-256 of the text
//! `phial/1/event\n{previous hash}\n{share}\n{seq}\n{at}\n{kind}\n{link or -}\n{file or -}\n`,
//! hashes and ids in base64url, numbers in decimal. The first event's previous hash is 32 zero bytes.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::encoding::base64url_text;
use crate::ids::{LinkRef, ShareId};
use crate::time::UnixSeconds;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// The share was announced; nothing is live.
    Created,
    /// All parts and the manifest have arrived; the links are live.
    Sealed,
    /// A recipient opened a link: one opening was counted and a lease was given.
    Opened,
    /// Someone tried a link with a wrong proof.
    Refused,
    /// A recipient looked at a file.
    Viewed,
    /// A recipient saved a file.
    Saved,
    /// A mail scanner or chat program sent the key in the path of the address.
    KeyInPath,
    /// The owner took back one link.
    Revoked,
    /// A link's time ran out.
    Expired,
    /// A link was opened as often as it may be.
    Exhausted,
    /// The ciphertext is deleted.
    Erased,
}

impl EventKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Created,
        Self::Sealed,
        Self::Opened,
        Self::Refused,
        Self::Viewed,
        Self::Saved,
        Self::KeyInPath,
        Self::Revoked,
        Self::Expired,
        Self::Exhausted,
        Self::Erased,
    ];

    /// The stable text, as in JSON, the database and the hash.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Sealed => "sealed",
            Self::Opened => "opened",
            Self::Refused => "refused",
            Self::Viewed => "viewed",
            Self::Saved => "saved",
            Self::KeyInPath => "key_in_path",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::Exhausted => "exhausted",
            Self::Erased => "erased",
        }
    }

    /// The kind with this text.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }
}

/// The SHA-256 of an event, which covers all events before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EventHash([u8; 32]);

impl EventHash {
    /// What precedes the first event of a share.
    pub const START: Self = Self([0; 32]);

    /// Wraps the 32 bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for EventHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventHash({})", crate::encoding::encode(&self.0[..6]))
    }
}

base64url_text!(EventHash);

/// One line of a share's access log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Position in the share's log, from 0.
    pub seq: u64,
    /// When, by the server's clock.
    pub at: UnixSeconds,
    /// What.
    pub kind: EventKind,
    /// By which link, if by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkRef>,
    /// Which file of the manifest (from 0), if one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<u32>,
    /// The chain up to and including this event.
    pub hash: EventHash,
}

/// What an event says, before its place in the chain is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// What.
    pub kind: EventKind,
    /// When.
    pub at: UnixSeconds,
    /// By which link.
    pub link: Option<LinkRef>,
    /// Which file.
    pub file: Option<u32>,
}

impl Occurrence {
    /// Makes the event that follows `previous` (`None`: the first) in the share's log.
    pub fn chain(self, share: ShareId, previous: Option<(u64, EventHash)>) -> Event {
        let (seq, before) = previous.map_or((0, EventHash::START), |(seq, hash)| (seq + 1, hash));
        let hash = hash(&before, share, seq, self);
        Event { seq, at: self.at, kind: self.kind, link: self.link, file: self.file, hash }
    }
}

fn hash(before: &EventHash, share: ShareId, seq: u64, event: Occurrence) -> EventHash {
    let link = event.link.map_or_else(|| "-".to_owned(), |link| link.to_string());
    let file = event.file.map_or_else(|| "-".to_owned(), |file| file.to_string());
    let before = crate::encoding::encode(before.as_bytes());
    let (at, kind) = (event.at.0, event.kind.as_str());
    let text = format!("phial/1/event\n{before}\n{share}\n{seq}\n{at}\n{kind}\n{link}\n{file}\n");
    EventHash(Sha256::digest(text).into())
}

/// The chain of a log does not hold from this event on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the log does not hold together at event {seq}")]
pub struct BrokenChain {
    /// The position of the first event that does not fit.
    pub seq: u64,
}

/// Checks a share's whole log: every event follows from the one before it.
///
/// A log whose end was cut off still holds together; compare its last hash with one that was kept.
pub fn verify(share: ShareId, events: &[Event]) -> Result<(), BrokenChain> {
    let mut previous = None;
    for (seq, event) in (0..).zip(events) {
        let said = Occurrence { kind: event.kind, at: event.at, link: event.link, file: event.file };
        if said.chain(share, previous) != *event {
            return Err(BrokenChain { seq });
        }
        previous = Some((event.seq, event.hash));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(share: ShareId) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        for (at, kind) in (100..).zip(EventKind::ALL) {
            let said = Occurrence {
                kind: *kind,
                at: UnixSeconds(at),
                link: Some(LinkRef::from_bytes([1; 16])),
                file: Some(3),
            };
            events.push(said.chain(share, events.last().map(|event| (event.seq, event.hash))));
        }
        events
    }

    #[test]
    fn a_true_log_verifies() {
        let share = ShareId::from_bytes([9; 16]);
        assert_eq!(verify(share, &log(share)), Ok(()));
        assert_eq!(verify(share, &[]), Ok(()));
    }

    #[test]
    fn any_edit_removal_or_exchange_is_found() {
        let share = ShareId::from_bytes([9; 16]);
        let edits: [fn(&mut Vec<Event>); 7] = [
            |events| events[2].at = UnixSeconds(1),
            |events| events[2].kind = EventKind::Erased,
            |events| events[2].link = None,
            |events| events[2].file = Some(4),
            |events| events[2].seq = 7,
            |events| events.swap(2, 3),
            |events| {
                events.remove(2);
            },
        ];
        for edit in edits {
            let mut events = log(share);
            edit(&mut events);
            assert_eq!(verify(share, &events), Err(BrokenChain { seq: 2 }));
        }
        let other = ShareId::from_bytes([8; 16]);
        assert_eq!(verify(other, &log(share)), Err(BrokenChain { seq: 0 }));
    }

    #[test]
    fn kinds_have_their_text() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::from_text(kind.as_str()), Some(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
