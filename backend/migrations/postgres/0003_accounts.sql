-- Who may send. No name, address or subject is stored, and no token, only its SHA-256.

CREATE TABLE accounts (
    id           BYTEA PRIMARY KEY CHECK (length(id) = 16),
    origin       TEXT NOT NULL CHECK (origin IN ('invite', 'oidc', 'token')),
    -- One bit for each role: 1 sender, 2 auditor, 4 admin.
    roles        BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    signed_in_at BIGINT NOT NULL,
    revoked_at   BIGINT
);

CREATE INDEX accounts_in_order ON accounts (created_at, id);

CREATE TABLE sessions (
    token_hash BYTEA PRIMARY KEY CHECK (length(token_hash) = 32),
    account    BYTEA NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL,
    -- How long it may stay unused, and when it was last used. Tokens of programs may stay unused.
    idle       BIGINT,
    seen_at    BIGINT NOT NULL
);

CREATE INDEX sessions_of_account ON sessions (account);
CREATE INDEX sessions_to_end ON sessions (expires_at);

CREATE TABLE invites (
    id         BYTEA PRIMARY KEY CHECK (length(id) = 16),
    token_hash BYTEA NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    roles      BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    max_uses   BIGINT NOT NULL,
    uses       BIGINT NOT NULL DEFAULT 0,
    revoked_at BIGINT,
    CHECK (uses <= max_uses)
);

-- Sign-ins that were begun: the SHA-256 of each one's state. Removed when it is used.
CREATE TABLE sign_ins (
    state_hash BYTEA PRIMARY KEY CHECK (length(state_hash) = 32),
    expires_at BIGINT NOT NULL
);

-- What all replicas must have in common, drawn by the first that needs it.
CREATE TABLE salts (
    name TEXT PRIMARY KEY,
    salt BYTEA NOT NULL CHECK (length(salt) = 32)
);

-- Who sent it, where that is known. Never shown to recipients.
ALTER TABLE shares ADD COLUMN account BYTEA REFERENCES accounts (id);

CREATE INDEX shares_in_order ON shares (created_at, id);
CREATE INDEX shares_of_account ON shares (account, created_at, id) WHERE account IS NOT NULL;
