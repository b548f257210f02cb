-- Who may send. No name, address or subject is stored, and no token, only its SHA-256.

CREATE TABLE accounts (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    origin       TEXT NOT NULL CHECK (origin IN ('invite', 'oidc', 'token')),
    -- One bit for each role: 1 sender, 2 auditor, 4 admin.
    roles        INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    signed_in_at INTEGER NOT NULL,
    revoked_at   INTEGER
) STRICT;

CREATE INDEX accounts_in_order ON accounts (created_at, id);

CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    account    BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL,
    -- How long it may stay unused, and when it was last used. Tokens of programs may stay unused.
    idle       INTEGER,
    seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_of_account ON sessions (account);
CREATE INDEX sessions_to_end ON sessions (expires_at);

CREATE TABLE invites (
    id         BLOB PRIMARY KEY CHECK (length(id) = 16),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    roles      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    max_uses   INTEGER NOT NULL,
    uses       INTEGER NOT NULL DEFAULT 0,
    revoked_at INTEGER,
    CHECK (uses <= max_uses)
) STRICT;

-- Sign-ins that were begun: the SHA-256 of each one's state. Removed when it is used.
CREATE TABLE sign_ins (
    state_hash BLOB PRIMARY KEY CHECK (length(state_hash) = 32),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What all replicas must have in common, drawn by the first that needs it.
CREATE TABLE salts (
    name TEXT PRIMARY KEY,
    salt BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT, WITHOUT ROWID;

-- Who sent it, where that is known. Never shown to recipients.
ALTER TABLE shares ADD COLUMN account BLOB REFERENCES accounts (id);

CREATE INDEX shares_in_order ON shares (created_at, id);
CREATE INDEX shares_of_account ON shares (account, created_at, id) WHERE account IS NOT NULL;
