//! Opening a link: the one place where a view is counted.

use std::sync::LazyLock;

use phial_shared::api::LinkState;
use phial_shared::events::{Actor, EventKind, Occurrence};
use phial_shared::ids::{KeyId, ShareId};
use phial_shared::keys::TokenHash;
use phial_shared::time::UnixSeconds;

use super::log::HEAD;
use super::values::{
    LINK_COUNTERS, int, layout, link_counters, optional_bytes, optional_number, phase, sealed, share_id, small_number,
    token_hash,
};
use super::{Connection, Row, limits, lock, log, together};
use crate::db::{DatabaseError, LinkCounters, MAX_LOGGED_REFUSALS, OpenError, Opened, Opening, Phase, committed};

pub(super) async fn open(db: &mut Connection, opening: &Opening) -> Result<Opened, OpenError> {
    lock::behind_link(&mut *db, opening.link).await?;
    let Some(link) = find(&mut *db, opening).await? else {
        if let Some(charge) = opening.wrong_proof {
            limits::allowed(&mut *db, charge, opening.at).await??;
        }
        return Err(OpenError::UnknownLink);
    };
    if let Some(charge) = opening.wrong_proof {
        limits::allows(charge, link.guesses_free_at, opening.at)?;
    }
    // No proof is looked at: it could be guessed.
    if link.phase != Phase::Sealed || link.counters.locked || link.counters.tries_are_used() {
        return Err(why_not(&link, opening.at));
    }
    if link.open_token_hash != opening.proof {
        let tries_left = take_try(&mut *db, &link, opening).await?;
        refuse(&mut *db, &link, opening).await?;
        if tries_left == Some(0) {
            let locked = Occurrence::new(EventKind::Locked, opening.at).link(opening.link).by(Actor::Server);
            log::append(&mut *db, link.share, locked).await?;
        }
        // Refused twice over, where others from there have taken the last attempt meanwhile.
        if let Some(charge) = opening.wrong_proof {
            limits::charge(db, charge, opening.at).await??;
        }
        return Err(OpenError::WrongProof { tries_left });
    }
    if let Some(lease_expires_at) = link.lease_expires_at.filter(|_| !link.counters.revoked) {
        return Ok(link.opened(link.counters, lease_expires_at)?);
    }
    if link.counters.state(opening.at) != LinkState::Live {
        return Err(why_not(&link, opening.at));
    }
    if let Some(charge) = opening.opening {
        limits::allows(charge, link.openings_free_at, opening.at)?;
    }
    let lease_expires_at = opening.at + opening.lease_lasts;
    let counters = count(db, opening, &link, lease_expires_at).await?;
    Ok(link.opened(counters, lease_expires_at)?)
}

struct Found {
    share: ShareId,
    phase: Phase,
    open_token_hash: TokenHash,
    counters: LinkCounters,
    /// The last event of the share's log.
    head: log::Head,
    /// When the recipient's lease ends, if it has one that lives.
    lease_expires_at: Option<UnixSeconds>,
    /// What is remembered of wrong proofs from where this one comes, and of the link's openings.
    guesses_free_at: Option<u64>,
    openings_free_at: Option<u64>,
    /// What is given to whoever has shown the right proof.
    content: Row,
}

/// All that an opening depends on. It is true until the transaction ends, but for what is remembered of wrong proofs.
async fn find(db: &mut Connection, opening: &Opening) -> Result<Option<Found>, DatabaseError> {
    static FIND: LazyLock<String> = LazyLock::new(|| {
        format!(
            "SELECT share_id, phase, open_token_hash, {LINK_COUNTERS}, {HEAD}, ciphertext_len, key_id,
                 CASE WHEN open_token_hash = $4 THEN wrapped_key END AS wrapped_key,
                 CASE WHEN open_token_hash = $4 THEN manifest END AS manifest,
                 (SELECT leases.expires_at FROM leases
                  WHERE token_hash = $2 AND leases.link = $1 AND leases.expires_at > $3) AS lease_expires_at,
                 (SELECT free_at FROM rates WHERE key = $5) AS guesses_free_at,
                 (SELECT free_at FROM rates WHERE key = $6) AS openings_free_at
             FROM links JOIN shares ON shares.id = links.share_id WHERE link = $1"
        )
    });
    let row = sqlx::query(sqlx::AssertSqlSafe(FIND.as_str()))
        .bind(&opening.link.as_bytes()[..])
        .bind(&opening.lease.as_bytes()[..])
        .bind(int(opening.at.0))
        .bind(&opening.proof.as_bytes()[..])
        .bind(opening.wrong_proof.as_ref().map(|charge| charge.key.as_bytes()))
        .bind(opening.opening.as_ref().map(|charge| charge.key.as_bytes()))
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Found {
        share: share_id(&row, "share_id")?,
        phase: phase(&row)?,
        open_token_hash: token_hash(&row, "open_token_hash")?,
        counters: link_counters(&row)?,
        head: log::head(&row)?,
        lease_expires_at: optional_number(&row, "lease_expires_at")?.map(UnixSeconds),
        guesses_free_at: optional_number(&row, "guesses_free_at")?,
        openings_free_at: optional_number(&row, "openings_free_at")?,
        content: row,
    }))
}

impl Found {
    fn opened(&self, counters: LinkCounters, lease_expires_at: UnixSeconds) -> Result<Opened, DatabaseError> {
        Ok(Opened {
            lease_expires_at,
            share: self.share,
            key: optional_bytes(&self.content, "key_id")?.map(KeyId::from_bytes),
            wrapped_key: sealed(&self.content, "wrapped_key")?,
            manifest: sealed(&self.content, "manifest")?,
            layout: layout(&self.content)?,
            expires_at: counters.expires_at,
            opens_left: counters.opens_left(),
        })
    }
}

/// Takes one try from a link with a factor, and gives how many are left: the condition and the count are one statement.
async fn take_try(db: &mut Connection, link: &Found, opening: &Opening) -> Result<Option<u32>, OpenError> {
    if link.counters.factor.is_none() {
        return Ok(None);
    }
    let row = sqlx::query(
        "UPDATE links SET tries_left = tries_left - 1 WHERE link = $1 AND tries_left > 0 RETURNING tries_left",
    )
    .bind(&opening.link.as_bytes()[..])
    .fetch_optional(db)
    .await
    .map_err(DatabaseError::from)?
    .ok_or(OpenError::Locked)?;
    Ok(Some(small_number(&row, "tries_left")?))
}

async fn refuse(db: &mut Connection, link: &Found, opening: &Opening) -> Result<(), DatabaseError> {
    let logged = sqlx::query("UPDATE links SET refusals = refusals + 1 WHERE link = $1 AND refusals < $2")
        .bind(&opening.link.as_bytes()[..])
        .bind(i64::from(MAX_LOGGED_REFUSALS))
        .execute(&mut *db)
        .await?;
    if logged.rows_affected() > 0 {
        log::append(db, link.share, Occurrence::new(EventKind::Refused, opening.at).link(opening.link)).await?;
    }
    Ok(())
}

/// Counts one opening, with all that belongs to it: the condition and the count are one statement. Gives the link's counters
/// after it.
async fn count(
    db: &mut Connection,
    opening: &Opening,
    found: &Found,
    lease_expires_at: UnixSeconds,
) -> Result<LinkCounters, DatabaseError> {
    const CHARGE: &str = "INSERT INTO rates (key, free_at) SELECT $8, $9 WHERE $9 IS NOT NULL
        ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at";
    const EVENT: &str =
        "INSERT INTO events (share_id, seq, at, kind, link, hash) VALUES ($1, $2, $3, 'opened', $4, $5)";
    // A recipient may come back with a lease that is over, for a new opening.
    const LEASE: &str = "INSERT INTO leases (token_hash, link, expires_at) VALUES ($6, $4, $7)
        ON CONFLICT (token_hash, link) DO UPDATE SET expires_at = excluded.expires_at";
    const MOVE_HEAD: &str = "UPDATE shares SET log_len = $2 + 1, log_hash = $5 WHERE id = $1";
    // The share may be over when the last lease is.
    const EXHAUSTED: &str = "INSERT INTO events (share_id, seq, at, kind, link, hash)
        VALUES ($1, $2 + 1, $3, 'exhausted', $4, $10)";
    const MOVE_HEAD_TWICE: &str = "UPDATE shares SET log_len = $2 + 2, log_hash = $10,
        look_at = CASE WHEN look_at > $7 THEN $7 ELSE look_at END WHERE id = $1";
    static COUNT: LazyLock<String> = LazyLock::new(|| {
        format!(
            "UPDATE links SET opens = opens + 1
             WHERE link = $4 AND expires_at > $3 AND revoked_at IS NULL AND (max_opens IS NULL OR opens < max_opens)
                 AND locked_at IS NULL AND (tries_left IS NULL OR tries_left > 0) RETURNING {LINK_COUNTERS}"
        )
    });
    static OPEN: LazyLock<String> = LazyLock::new(|| together(&[CHARGE, EVENT, LEASE, MOVE_HEAD], &COUNT));
    static OPEN_LAST: LazyLock<String> =
        LazyLock::new(|| together(&[CHARGE, EVENT, EXHAUSTED, LEASE, MOVE_HEAD_TWICE], &COUNT));

    let happened = |kind| Occurrence::new(kind, opening.at).link(opening.link);
    let opened = happened(EventKind::Opened).chain(found.share, found.head);
    let is_last = found.counters.opens_left() == Some(1);
    let exhausted = is_last.then(|| happened(EventKind::Exhausted).chain(found.share, Some((opened.seq, opened.hash))));
    let free_at = opening.opening.map(|charge| limits::free_after(charge, found.openings_free_at, opening.at));
    let mut query = sqlx::query(sqlx::AssertSqlSafe(if is_last { OPEN_LAST.as_str() } else { OPEN.as_str() }))
        .bind(&found.share.as_bytes()[..])
        .bind(int(opened.seq))
        .bind(int(opening.at.0))
        .bind(&opening.link.as_bytes()[..])
        .bind(&opened.hash.as_bytes()[..])
        .bind(&opening.lease.as_bytes()[..])
        .bind(int(lease_expires_at.0))
        .bind(opening.opening.as_ref().map(|charge| charge.key.as_bytes()))
        .bind(free_at.map(int));
    if let Some(exhausted) = &exhausted {
        query = query.bind(&exhausted.hash.as_bytes()[..]);
    }
    // What was read is true until the end, so there is a row; if not, all of it is undone.
    let row = query.fetch_optional(db).await?.ok_or(DatabaseError::Corrupt("opens"))?;
    for event in std::iter::once(&opened).chain(&exhausted) {
        committed::appended(found.share, event);
    }
    link_counters(&row)
}

fn why_not(link: &Found, now: UnixSeconds) -> OpenError {
    match link.counters.state(now) {
        LinkState::Expired => OpenError::Expired,
        LinkState::Exhausted => OpenError::Exhausted,
        // A link that could be opened, but for its share: that is being erased.
        LinkState::Revoked | LinkState::Live => OpenError::Revoked,
        LinkState::Locked => OpenError::Locked,
    }
}
