-- Shares, their parts, links, leases and access logs. Times are seconds since 1970-01-01T00:00:00Z.
-- No token is stored, only its SHA-256; no link id, only its reference (see LinkRef).

CREATE TABLE shares (
    id                BYTEA PRIMARY KEY CHECK (length(id) = 16),
    phase             TEXT NOT NULL CHECK (phase IN ('pending', 'sealed', 'erasing', 'erased')),
    ciphertext_len    BIGINT NOT NULL,
    upload_token_hash BYTEA NOT NULL CHECK (length(upload_token_hash) = 32),
    created_at        BIGINT NOT NULL,
    -- Known once sealed.
    sealed_at         BIGINT,
    seal_digest       BYTEA CHECK (length(seal_digest) = 32),
    owner_token_hash  BYTEA CHECK (length(owner_token_hash) = 32),
    -- Known once sealed, emptied once erased.
    owner_wrapped_key BYTEA,
    manifest          BYTEA,
    -- Known once erased. `purged_at`: when the objects were deleted for the second time.
    erased_at         BIGINT,
    purged_at         BIGINT,
    CHECK ((phase = 'erased') = (erased_at IS NOT NULL)),
    CHECK (phase <> 'sealed' OR (sealed_at IS NOT NULL AND owner_token_hash IS NOT NULL))
);

-- What the sweep looks through.
CREATE INDEX shares_alive ON shares (phase, created_at) WHERE phase <> 'erased';
CREATE INDEX shares_erased ON shares (erased_at) WHERE phase = 'erased';

CREATE TABLE parts (
    share_id BYTEA NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    part     BIGINT NOT NULL,
    PRIMARY KEY (share_id, part)
);

CREATE TABLE links (
    link            BYTEA PRIMARY KEY CHECK (length(link) = 16),
    share_id        BYTEA NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    position        BIGINT NOT NULL,
    open_token_hash BYTEA NOT NULL CHECK (length(open_token_hash) = 32),
    expires_at      BIGINT NOT NULL,
    max_opens       BIGINT,
    opens           BIGINT NOT NULL DEFAULT 0,
    revoked_at      BIGINT,
    -- What the log holds already, so that it stays bounded.
    refusals        BIGINT NOT NULL DEFAULT 0,
    expiry_logged   BIGINT NOT NULL DEFAULT 0,
    key_seen        BIGINT NOT NULL DEFAULT 0,
    -- Emptied once the share is erased.
    wrapped_key     BYTEA NOT NULL,
    sealed_note     BYTEA NOT NULL,
    UNIQUE (share_id, position),
    CHECK (max_opens IS NULL OR opens <= max_opens)
);

CREATE INDEX links_to_expire ON links (expires_at) WHERE expiry_logged = 0;

CREATE TABLE leases (
    token_hash BYTEA NOT NULL CHECK (length(token_hash) = 32),
    link       BYTEA NOT NULL REFERENCES links (link) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL,
    reports    BIGINT NOT NULL DEFAULT 0,
    -- Recipients draw their tokens, and one may use the same for two links.
    PRIMARY KEY (token_hash, link)
);

CREATE INDEX leases_of_link ON leases (link, expires_at);
CREATE INDEX leases_to_end ON leases (expires_at);

CREATE TABLE events (
    share_id BYTEA NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    seq      BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    kind     TEXT NOT NULL,
    link     BYTEA,
    file     BIGINT,
    hash     BYTEA NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (share_id, seq)
);
