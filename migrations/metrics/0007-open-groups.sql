-- Whether a group goes on is told once a pass, not once an answer. Until the next pass every group counts as ended.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.
ALTER TABLE failure_group ADD COLUMN is_open boolean NOT NULL DEFAULT false;
CREATE INDEX failure_group_open ON failure_group (vbr_server_id) WHERE is_open;

CREATE OR REPLACE VIEW answers.failure_group AS
  SELECT vbr_server_id, id, cause_class, signature_id, fingerprint, component_kind, component_name,
    first_seen_at, last_seen_at, job_ids, workloads, run_ids, is_open
  FROM failure_group;

INSERT INTO schema_migration (number, name) VALUES (7, 'open-groups');
