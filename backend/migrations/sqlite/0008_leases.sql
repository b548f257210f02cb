-- A lease is looked for by its link and its token, and many by their link alone: one key in this order does both. Half as much
-- is written for each opening.

CREATE TABLE leases_by_link (
    link       BLOB NOT NULL REFERENCES links (link) ON DELETE CASCADE,
    token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
    expires_at INTEGER NOT NULL,
    reports    INTEGER NOT NULL DEFAULT 0,
    -- Recipients draw their tokens, and one may use the same for two links.
    PRIMARY KEY (link, token_hash)
) STRICT, WITHOUT ROWID;
INSERT INTO leases_by_link (link, token_hash, expires_at, reports) SELECT link, token_hash, expires_at, reports FROM leases;
DROP TABLE leases;
ALTER TABLE leases_by_link RENAME TO leases;
CREATE INDEX leases_to_end ON leases (expires_at);
