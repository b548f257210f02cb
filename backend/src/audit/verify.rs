//! Checking the logs: every event follows from the one before it, and nothing is missing at the end.

use std::collections::HashMap;
use std::fmt;
use std::pin::pin;
use std::sync::Arc;

use futures_util::TryStreamExt;
use phial_shared::encoding::encode;
use phial_shared::events::{Chain, EventHash};
use phial_shared::ids::ShareId;

use super::{events, heads};
use crate::db::audit::LogHead;
use crate::db::{Database, DatabaseError};

/// Shares without a row that are named at most.
const UNKNOWN: u32 = 1000;

/// Something that is not as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// An event was edited, removed, put in or moved: it is the first that does not follow from the one before it.
    Changed(ShareId, u64),
    /// Something in the log cannot be read at all, from this event on.
    Unreadable(ShareId, u64),
    /// The log ends before its head: it has so many events, and had so many.
    Cut(ShareId, u64, u64),
    /// The log goes on after its head: from this event on, something was put in.
    Added(ShareId, u64),
    /// The log and its head are of the same length, and do not fit.
    HeadChanged(ShareId),
    /// There is a log, and no share.
    NoShare(ShareId),
    /// The log is not the one whose head was kept elsewhere: at so many events it has another hash, or is shorter.
    NotAsKept(ShareId, u64),
    /// The share whose head was kept elsewhere is not there. If its log was not kept for its time, somebody removed it.
    NotThere(ShareId),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(share, seq) => write!(f, "{share}: event {seq} was edited, moved, removed or put in"),
            Self::Unreadable(share, seq) => write!(f, "{share}: event {seq}, or one after it, cannot be read"),
            Self::Cut(share, found, expected) => {
                write!(f, "{share}: the end of the log is missing, from event {found} of {expected} on")
            }
            Self::Added(share, seq) => write!(f, "{share}: the log should end before event {seq}, which was put in"),
            Self::HeadChanged(share) => write!(f, "{share}: the log does not fit to the hash in the share's row"),
            Self::NoShare(share) => write!(f, "{share}: there is a log, but no share"),
            Self::NotAsKept(share, len) => {
                write!(
                    f,
                    "{share}: the log is not the one whose head was kept: event {} differs",
                    len.saturating_sub(1)
                )
            }
            Self::NotThere(share) => write!(f, "{share}: the share whose head was kept is not there"),
        }
    }
}

/// A head that was kept elsewhere: a line that `phial audit heads` wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The share.
    pub share: ShareId,
    /// How many events there were.
    pub len: u64,
    /// The hash of the last.
    pub hash: EventHash,
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.share, self.len, encode(self.hash.as_bytes()))
    }
}

/// A line is not one that `phial audit heads` wrote; its number, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {0} is not a share, a number of events and a hash")]
pub struct BadAnchor(pub usize);

/// Reads what `phial audit heads` wrote.
///
/// # Errors
/// When a line is something else.
pub fn anchors(text: &str) -> Result<Vec<Anchor>, BadAnchor> {
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let anchor = Anchor {
            share: words.next()?.parse().ok()?,
            len: words.next()?.parse().ok()?,
            hash: words.next()?.parse().ok()?,
        };
        words.next().is_none().then_some(anchor)
    };
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, text)| line(text).ok_or(BadAnchor(number + 1))).collect()
}

/// Checks all logs, and those heads that were kept elsewhere. `report` is told of each finding; gives how many logs there are.
///
/// # Errors
/// When the database fails.
pub async fn verify(
    db: Arc<dyn Database>,
    anchors: Vec<Anchor>,
    mut report: impl FnMut(Finding),
) -> Result<u64, DatabaseError> {
    let mut kept: HashMap<_, Vec<_>> = HashMap::new();
    anchors.into_iter().for_each(|anchor| kept.entry(anchor.share).or_default().push(anchor));
    let mut shares = 0;
    let mut heads = pin!(heads(db.clone()));
    while let Some(head) = heads.try_next().await? {
        if let Some(finding) = check(&db, head, &kept.remove(&head.share).unwrap_or_default()).await? {
            report(finding);
        }
        shares += 1;
    }
    db.logs_without_share(UNKNOWN).await?.into_iter().for_each(|share| report(Finding::NoShare(share)));
    kept.into_keys().for_each(|share| report(Finding::NotThere(share)));
    Ok(shares)
}

/// Checks the log of one share; `None` when it is as it was written.
///
/// # Errors
/// When the database fails.
pub async fn verify_share(
    db: Arc<dyn Database>,
    share: ShareId,
    anchors: &[Anchor],
) -> Result<Option<Finding>, DatabaseError> {
    match db.log_head(share).await? {
        Some(head) => check(&db, head, anchors).await,
        None => Ok(Some(Finding::NotThere(share))),
    }
}

async fn check(db: &Arc<dyn Database>, head: LogHead, anchors: &[Anchor]) -> Result<Option<Finding>, DatabaseError> {
    let share = head.share;
    let mut chain = Chain::start(share);
    let mut at_head = None;
    let mut anchors: Vec<_> = anchors.iter().collect();
    let mut log = pin!(events(db.clone(), share));
    let len = |chain: &Chain| chain.head().map_or(0, |(seq, _)| seq + 1);
    loop {
        match log.try_next().await {
            Ok(Some(event)) => {
                if let Err(broken) = chain.follow(&event) {
                    return Ok(Some(Finding::Changed(share, broken.seq)));
                }
                at_head = at_head.or((event.seq + 1 == head.len).then_some(event.hash));
                anchors.retain(|anchor| (anchor.len, anchor.hash) != (event.seq + 1, event.hash));
            }
            Ok(None) => break,
            Err(DatabaseError::Corrupt(_)) => return Ok(Some(Finding::Unreadable(share, len(&chain)))),
            Err(error) => return Err(error),
        }
    }
    // Something may have happened since the head was read. An event and the head that names it are committed together.
    let newest = db.log_head(share).await?.map(|newest| newest.len);
    // Forgotten, while this was going on.
    let Some(newest) = newest else { return Ok(None) };
    if len(&chain) < head.len {
        return Ok(Some(Finding::Cut(share, len(&chain), head.len)));
    }
    if newest < len(&chain) {
        return Ok(Some(Finding::Added(share, newest)));
    }
    if at_head.is_none() || at_head != head.hash {
        return Ok(Some(Finding::HeadChanged(share)));
    }
    Ok(anchors.first().map(|anchor| Finding::NotAsKept(share, anchor.len)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_head_is_one_line() {
        let anchor = Anchor { share: ShareId::from_bytes([9; 16]), len: 3, hash: EventHash::from_bytes([7; 32]) };
        assert_eq!(anchors(&format!("{anchor}\n\n  {anchor}  \n")), Ok(vec![anchor, anchor]));
        assert_eq!(anchors(""), Ok(vec![]));
        for wrong in ["x", &format!("{anchor} x"), &anchor.to_string()[..60], "CQkJCQkJCQkJCQkJCQkJCQ -1 x"] {
            assert_eq!(anchors(&format!("{anchor}\n{wrong}")), Err(BadAnchor(2)), "{wrong}");
        }
    }
}
