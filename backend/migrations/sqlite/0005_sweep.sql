-- What the sweep looks for, found without a look at every share. SQLite does not see that the condition of `shares_alive`
-- follows from `phase = 'pending'`.

DROP INDEX shares_alive;
CREATE INDEX shares_by_phase ON shares (phase, created_at);
CREATE INDEX shares_to_purge ON shares (erased_at) WHERE phase = 'erased' AND purged_at IS NULL;
-- Tombstones whose logs nobody can read.
CREATE INDEX shares_never_sealed ON shares (erased_at) WHERE phase = 'erased' AND sealed_at IS NULL;
