//! The access log: its vocabulary, and the hash chain that shows any change to it.
//!
//! The hash of an event is the SHA-256 of the text
//! `phial/1/event\n{previous hash}\n{share}\n{seq}\n{at}\n{kind}\n{link or -}\n{file or -}\n`,
//! followed by `by={actor}\n` if the event says who, and by `limit={limit}\n` if it says to what; hashes and ids in
//! base64url, numbers in decimal. The first event's previous hash is 32 zero bytes.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::encoding::base64url_text;
use crate::ids::{LinkRef, ShareId};
use crate::time::UnixSeconds;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum EventKind {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl EventKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable text, as in JSON, the database and the hash.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

kinds! {
    /// The share was announced; nothing is live.
    Created = "created";
    /// All parts and the manifest have arrived; the links are live.
    Sealed = "sealed";
    /// A link was added to the share after it was sealed.
    LinkAdded = "link_added";
    /// A page asked what a link is: somebody or something followed it. No view was counted.
    Landing = "landing";
    /// A recipient opened a link: one opening was counted and a lease was given.
    Opened = "opened";
    /// Someone tried a link with a wrong proof.
    Refused = "refused";
    /// A link cannot be opened for now: its owner locked it, or its last try was used (by the server).
    Locked = "locked";
    /// The owner lifted the lock of a link, or gave its tries back.
    Unlocked = "unlocked";
    /// A recipient looked at a file.
    Viewed = "viewed";
    /// A recipient saved a file.
    Saved = "saved";
    /// A mail scanner or chat program sent the key in the path of the address.
    KeyInPath = "key_in_path";
    /// A link's expiry was moved to a later time: `limit`, in Unix seconds.
    Extended = "extended";
    /// A link's expiry was moved to an earlier time: `limit`, in Unix seconds.
    Shortened = "shortened";
    /// A link may be opened more often: `limit` times in all, or any number of times.
    OpensRaised = "opens_raised";
    /// A link may be opened less often: `limit` times in all.
    OpensLowered = "opens_lowered";
    /// One link was taken back.
    Revoked = "revoked";
    /// A link's time ran out.
    Expired = "expired";
    /// A link was opened as often as it may be.
    Exhausted = "exhausted";
    /// The share was never sealed, and was given up.
    Abandoned = "abandoned";
    /// The ciphertext is deleted.
    Erased = "erased";
}

impl EventKind {
    /// The kind with this text.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }
}

/// Who did it. What recipients do has no actor: it is told by their link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Whoever sends, before the share is sealed.
    Sender,
    /// Whoever holds the manage link.
    Owner,
    /// An administrator of the server.
    Admin,
    /// The server by itself.
    Server,
}

impl Actor {
    /// Everyone.
    pub const ALL: &[Self] = &[Self::Sender, Self::Owner, Self::Admin, Self::Server];

    /// The stable text, as in JSON, the database and the hash.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Server => "server",
        }
    }

    /// The actor with this text.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|actor| actor.as_str() == text)
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// Who, if not a recipient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Actor>,
    /// To what a limit was changed; see the kind for its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
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
    /// Who.
    pub by: Option<Actor>,
    /// To what.
    pub limit: Option<u64>,
}

impl Occurrence {
    /// Something that happened to the share as a whole.
    pub const fn new(kind: EventKind, at: UnixSeconds) -> Self {
        Self { kind, at, link: None, file: None, by: None, limit: None }
    }

    /// It happened to or by this link.
    pub const fn link(self, link: LinkRef) -> Self {
        Self { link: Some(link), ..self }
    }

    /// It happened to this file of the manifest, from 0.
    pub const fn file(self, file: u32) -> Self {
        Self { file: Some(file), ..self }
    }

    /// This is who did it.
    pub const fn by(self, actor: Actor) -> Self {
        Self { by: Some(actor), ..self }
    }

    /// This is what the limit was changed to.
    pub const fn limit(self, limit: u64) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// Makes the event that follows `previous` (`None`: the first) in the share's log.
    pub fn chain(self, share: ShareId, previous: Option<(u64, EventHash)>) -> Event {
        let (seq, before) = previous.map_or((0, EventHash::START), |(seq, hash)| (seq + 1, hash));
        let hash = hash(&before, share, seq, self);
        let Self { kind, at, link, file, by, limit } = self;
        Event { seq, at, kind, link, file, by, limit, hash }
    }
}

impl Event {
    /// What it says.
    pub const fn occurrence(&self) -> Occurrence {
        let Self { at, kind, link, file, by, limit, .. } = *self;
        Occurrence { kind, at, link, file, by, limit }
    }
}

fn hash(before: &EventHash, share: ShareId, seq: u64, event: Occurrence) -> EventHash {
    let link = event.link.map_or_else(|| "-".to_owned(), |link| link.to_string());
    let file = event.file.map_or_else(|| "-".to_owned(), |file| file.to_string());
    // Absent lines, not empty ones: events from before these existed keep their hash.
    let by = event.by.map(|actor| format!("by={}\n", actor.as_str())).unwrap_or_default();
    let limit = event.limit.map(|limit| format!("limit={limit}\n")).unwrap_or_default();
    let before = crate::encoding::encode(before.as_bytes());
    let (at, kind) = (event.at.0, event.kind.as_str());
    let text = format!("phial/1/event\n{before}\n{share}\n{seq}\n{at}\n{kind}\n{link}\n{file}\n{by}{limit}");
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
    let mut chain = Chain::start(share);
    events.iter().try_for_each(|event| chain.follow(event))
}

/// A share's log as far as it was checked, for logs that arrive piece by piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    share: ShareId,
    head: Option<(u64, EventHash)>,
}

impl Chain {
    /// Before the first event.
    pub const fn start(share: ShareId) -> Self {
        Self { share, head: None }
    }

    /// Position and hash of the last event that was checked; `None` before the first.
    pub const fn head(&self) -> Option<(u64, EventHash)> {
        self.head
    }

    /// Checks that an event follows from those before it, and goes on from there.
    pub fn follow(&mut self, event: &Event) -> Result<(), BrokenChain> {
        let expected = event.occurrence().chain(self.share, self.head);
        if expected != *event {
            return Err(BrokenChain { seq: expected.seq });
        }
        self.head = Some((event.seq, event.hash));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(share: ShareId) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        for (at, kind) in (100..).zip(EventKind::ALL) {
            let link = LinkRef::from_bytes([1; 16]);
            let said = Occurrence::new(*kind, UnixSeconds(at)).link(link).file(3).by(Actor::Owner).limit(9);
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
        let edits: [fn(&mut Vec<Event>); 11] = [
            |events| events[2].at = UnixSeconds(1),
            |events| events[2].kind = EventKind::Erased,
            |events| events[2].link = None,
            |events| events[2].file = Some(4),
            |events| events[2].by = Some(Actor::Server),
            |events| events[2].by = None,
            |events| events[2].limit = Some(8),
            |events| events[2].limit = None,
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
    fn events_from_before_actors_and_limits_keep_their_hash() {
        let link = LinkRef::from_bytes([1; 16]);
        let said = Occurrence::new(EventKind::Viewed, UnixSeconds(1_800_000_000)).link(link).file(3);
        let text = "phial/1/event\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nCQkJCQkJCQkJCQkJCQkJCQ\n0\n1800000000\nviewed\n\
                    AQEBAQEBAQEBAQEBAQEBAQ\n3\n";
        let event = said.chain(ShareId::from_bytes([9; 16]), None);
        assert_eq!(event.hash.as_bytes()[..], Sha256::digest(text)[..]);
        assert_eq!(serde_json::to_value(event).unwrap().as_object().unwrap().len(), 6);
    }

    #[test]
    fn actors_have_their_text() {
        for actor in Actor::ALL {
            assert_eq!(Actor::from_text(actor.as_str()), Some(*actor));
            assert_eq!(serde_json::to_value(actor).unwrap(), actor.as_str());
        }
    }

    #[test]
    fn kinds_have_their_text() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::from_text(kind.as_str()), Some(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
