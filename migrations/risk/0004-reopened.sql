-- Why an acceptance ended before its day: a person ended it, or the score rose beyond what was accepted.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

ALTER TABLE risk_acceptance ADD COLUMN reopened_because text CHECK (reopened_because IN ('person', 'worse'));

CREATE OR REPLACE VIEW answers.risk_acceptance AS
  SELECT id, vbr_server_id, risk_id, owner, reason, accepted_at, expires_at, accepted_score, reopened_at, reopened_because
  FROM risk_acceptance;

INSERT INTO schema_migration (number, name) VALUES (4, 'reopened');
