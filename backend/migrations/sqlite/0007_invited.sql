-- By which invitation an account came, so that the operator, who knows to whom it was given, finds the account of one who has
-- left. Invitations are forgotten before accounts are.

ALTER TABLE accounts ADD COLUMN invite BLOB CHECK (length(invite) = 16);
