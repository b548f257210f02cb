-- Shares, their parts, links, leases and access logs. Times are seconds since 1970-01-01T00:00:00Z.
-- No token is stored, only its SHA-256; no link id, only its reference (see LinkRef).

CREATE TABLE shares (
    id                BLOB PRIMARY KEY CHECK (length(id) = 16),
    phase             TEXT NOT NULL CHECK (phase IN ('pending', 'sealed', 'erasing', 'erased')),
    ciphertext_len    INTEGER NOT NULL,
    upload_token_hash BLOB NOT NULL CHECK (length(upload_token_hash) = 32),
    created_at        INTEGER NOT NULL,
    -- Known once sealed.
    sealed_at         INTEGER,
    seal_digest       BLOB CHECK (length(seal_digest) = 32),
    owner_token_hash  BLOB CHECK (length(owner_token_hash) = 32),
    -- Known once sealed, emptied once erased.
    owner_wrapped_key BLOB,
    manifest          BLOB,
    -- Known once erased. `purged_at`: when the objects were deleted for the second time.
    erased_at         INTEGER,
    purged_at         INTEGER,
    CHECK ((phase = 'erased') = (erased_at IS NOT NULL)),
    CHECK (phase <> 'sealed' OR (sealed_at IS NOT NULL AND owner_token_hash IS NOT NULL))
) STRICT;

-- What the sweep looks through.
CREATE INDEX shares_alive ON shares (phase, created_at) WHERE phase <> 'erased';
CREATE INDEX shares_erased ON shares (erased_at) WHERE phase = 'erased';

CREATE TABLE parts (
    share_id BLOB NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    part     INTEGER NOT NULL,
    PRIMARY KEY (share_id, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    link            BLOB PRIMARY KEY CHECK (length(link) = 16),
    share_id        BLOB NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    open_token_hash BLOB NOT NULL CHECK (length(open_token_hash) = 32),
    expires_at      INTEGER NOT NULL,
    max_opens       INTEGER,
    opens           INTEGER NOT NULL DEFAULT 0,
    revoked_at      INTEGER,
    -- What the log holds already, so that it stays bounded.
    refusals        INTEGER NOT NULL DEFAULT 0,
    expiry_logged   INTEGER NOT NULL DEFAULT 0,
    key_seen        INTEGER NOT NULL DEFAULT 0,
    -- Emptied once the share is erased.
    wrapped_key     BLOB NOT NULL,
    sealed_note     BLOB NOT NULL,
    UNIQUE (share_id, position),
    CHECK (max_opens IS NULL OR opens <= max_opens)
) STRICT;

CREATE INDEX links_to_expire ON links (expires_at) WHERE expiry_logged = 0;

CREATE TABLE leases (
    token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
    link       BLOB NOT NULL REFERENCES links (link) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL,
    reports    INTEGER NOT NULL DEFAULT 0,
    -- Recipients draw their tokens, and one may use the same for two links.
    PRIMARY KEY (token_hash, link)
) STRICT, WITHOUT ROWID;

CREATE INDEX leases_of_link ON leases (link, expires_at);
CREATE INDEX leases_to_end ON leases (expires_at);

CREATE TABLE events (
    share_id BLOB NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    seq      INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    link     BLOB,
    file     INTEGER,
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (share_id, seq)
) STRICT, WITHOUT ROWID;
