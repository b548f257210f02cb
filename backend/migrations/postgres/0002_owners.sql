-- What the owner can do with links, second factors, the head of each log, and the keys that erasing destroys.

-- The head of the log: how many events there are, and the hash of the last; changed with every event.
ALTER TABLE shares ADD COLUMN log_len BIGINT NOT NULL DEFAULT 0;
ALTER TABLE shares ADD COLUMN log_hash BYTEA CHECK (length(log_hash) = 32);
-- How many of them the operator's own log collection has been told of.
ALTER TABLE shares ADD COLUMN told_len BIGINT NOT NULL DEFAULT 0;
-- Who began the erasure.
ALTER TABLE shares ADD COLUMN erased_by TEXT;
-- The share's key object, which the wrapped keys are sealed with; shares from before this have none.
ALTER TABLE shares ADD COLUMN key_id BYTEA CHECK (length(key_id) = 16);

UPDATE shares SET
    log_len = (SELECT count(*) FROM events WHERE share_id = shares.id),
    log_hash = (SELECT hash FROM events WHERE share_id = shares.id ORDER BY seq DESC LIMIT 1);

CREATE INDEX shares_to_tell ON shares (id) WHERE told_len < log_len;

-- When the owner locked the link.
ALTER TABLE links ADD COLUMN locked_at BIGINT;
-- The second factor, if there is one; `tries_left` 0: locked.
ALTER TABLE links ADD COLUMN factor_kind TEXT;
ALTER TABLE links ADD COLUMN factor_memory_kib BIGINT;
ALTER TABLE links ADD COLUMN factor_passes BIGINT;
ALTER TABLE links ADD COLUMN factor_lanes BIGINT;
ALTER TABLE links ADD COLUMN max_tries BIGINT;
ALTER TABLE links ADD COLUMN tries_left BIGINT CHECK (tries_left >= 0);
-- What the log holds already, so that it stays bounded.
ALTER TABLE links ADD COLUMN landings BIGINT NOT NULL DEFAULT 0;
ALTER TABLE links ADD COLUMN landed_at BIGINT;
-- Recognises the repeated request that added the link; none for links that were sealed with their share.
ALTER TABLE links ADD COLUMN added_digest BYTEA CHECK (length(added_digest) = 32);

-- Who did it, and to what a limit was changed.
ALTER TABLE events ADD COLUMN actor TEXT;
ALTER TABLE events ADD COLUMN new_limit BIGINT;

-- Work that one server at a time does, and who has it until when.
CREATE TABLE turns (
    name   TEXT PRIMARY KEY,
    holder BYTEA NOT NULL CHECK (length(holder) = 16),
    until  BIGINT NOT NULL
);

-- Keys of the server itself: what erasure receipts are signed with.
CREATE TABLE server_keys (
    name   TEXT PRIMARY KEY,
    secret BYTEA NOT NULL CHECK (length(secret) = 32)
);
