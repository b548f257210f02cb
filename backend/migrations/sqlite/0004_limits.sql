-- What is limited over all servers: how often something may happen, and how much may be stored.

-- One row for each thing that happened lately. `key` is a salted hash of what happened and to whom; nothing else tells.
CREATE TABLE rates (
    key     BLOB PRIMARY KEY CHECK (length(key) = 16),
    -- Milliseconds since 1970-01-01T00:00:00Z: when nothing of it is remembered any more.
    free_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX rates_to_forget ON rates (free_at);

-- The salt of those hashes, another one each day (days since 1970-01-01).
CREATE TABLE rate_salts (
    day  INTEGER PRIMARY KEY,
    salt BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

-- What is stored, or reserved for what was announced: from a share's creation to the end of its erasure.
CREATE TABLE usage (
    -- Empty: the whole server. Otherwise the id of an account.
    scope  BLOB PRIMARY KEY,
    shares INTEGER NOT NULL CHECK (shares >= 0),
    bytes  INTEGER NOT NULL CHECK (bytes >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO usage (scope, shares, bytes)
SELECT x'', COUNT(*), COALESCE(SUM(ciphertext_len), 0) FROM shares WHERE phase <> 'erased';

INSERT INTO usage (scope, shares, bytes)
SELECT account, COUNT(*), SUM(ciphertext_len) FROM shares WHERE phase <> 'erased' AND account IS NOT NULL
GROUP BY account;
