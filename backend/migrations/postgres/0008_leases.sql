-- A lease is looked for by its link and its token, and many by their link alone: one key in this order does both. Half as much
-- is written for each opening.

ALTER TABLE leases DROP CONSTRAINT leases_pkey, ADD PRIMARY KEY (link, token_hash);
DROP INDEX leases_of_link;
