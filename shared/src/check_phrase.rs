//! Two words by which people make sure, on the telephone, that they speak of the same link.

use sha2::{Digest, Sha256};

use crate::ids::LinkId;

/// How many words there are at each of the two places, in every language.
pub const WORDS: usize = 64;

/// Which two words: an animal and a thing. Nothing secret: it follows from the link's id alone, and is the same in the
/// sender's page and in the recipient's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckPhrase {
    animal: u8,
    thing: u8,
}

impl CheckPhrase {
    /// The place of the first word in the list of animals, below [`WORDS`].
    pub fn animal(self) -> usize {
        self.animal.into()
    }

    /// The place of the second word in the list of things, below [`WORDS`].
    pub fn thing(self) -> usize {
        self.thing.into()
    }
}

impl From<LinkId> for CheckPhrase {
    fn from(id: LinkId) -> Self {
        let digest = Sha256::new().chain_update(b"phial/1/check-phrase").chain_update(id.as_bytes()).finalize();
        // 64 divides 256, so that all words are equally likely.
        let below = |byte: u8| byte % WORDS as u8;
        Self { animal: below(digest[0]), thing: below(digest[1]) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// By Python's hashlib: a change would show one phrase to the sender and another to the recipient.
    #[test]
    fn it_stays_as_it_is() {
        for (byte, animal, thing) in [(0, 41, 59), (7, 52, 37), (255, 25, 61)] {
            assert_eq!(CheckPhrase::from(LinkId::from_bytes([byte; 16])), CheckPhrase { animal, thing }, "{byte}");
        }
    }

    #[test]
    fn every_word_is_used() {
        let phrases = (0..2000_u32).map(|n| {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&n.to_be_bytes());
            CheckPhrase::from(LinkId::from_bytes(id))
        });
        let (animals, things): (HashSet<_>, HashSet<_>) =
            phrases.map(|phrase| (phrase.animal(), phrase.thing())).unzip();
        assert_eq!((animals.len(), things.len()), (WORDS, WORDS));
        assert!(animals.into_iter().chain(things).all(|place| place < WORDS));
    }
}
