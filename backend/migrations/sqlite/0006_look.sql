-- When the sweep is to look whether a sealed share is over: never later than when it is. Shares from before, and those that a
-- server of the version before seals, are looked at by the next sweep.

ALTER TABLE shares ADD COLUMN look_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX shares_to_look_at ON shares (look_at) WHERE phase = 'sealed';

-- Made for telling an operator's log collection of events by turns, and never used: each server tells of what it has
-- written. The index was in the way of every event.
DROP INDEX shares_to_tell;
ALTER TABLE shares DROP COLUMN told_len;
DROP TABLE turns;
