-- What is limited over all servers: how often something may happen, and how much may be stored.

-- One row for each thing that happened lately. `key` is a salted hash of what happened and to whom; nothing else tells.
CREATE TABLE rates (
    key     BYTEA PRIMARY KEY CHECK (length(key) = 16),
    -- Milliseconds since 1970-01-01T00:00:00Z: when nothing of it is remembered any more.
    free_at BIGINT NOT NULL
);

CREATE INDEX rates_to_forget ON rates (free_at);

-- The salt of those hashes, another one each day (days since 1970-01-01).
CREATE TABLE rate_salts (
    day  BIGINT PRIMARY KEY,
    salt BYTEA NOT NULL CHECK (length(salt) = 16)
);

-- What is stored, or reserved for what was announced: from a share's creation to the end of its erasure.
CREATE TABLE usage (
    -- Empty: the whole server. Otherwise the id of an account.
    scope  BYTEA PRIMARY KEY,
    shares BIGINT NOT NULL CHECK (shares >= 0),
    bytes  BIGINT NOT NULL CHECK (bytes >= 0)
);

INSERT INTO usage (scope, shares, bytes)
SELECT ''::bytea, COUNT(*), COALESCE(SUM(ciphertext_len), 0)::bigint FROM shares WHERE phase <> 'erased';

INSERT INTO usage (scope, shares, bytes)
SELECT account, COUNT(*), SUM(ciphertext_len)::bigint FROM shares WHERE phase <> 'erased' AND account IS NOT NULL
GROUP BY account;
