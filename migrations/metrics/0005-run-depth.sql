-- What a run tells beside its outcome: its attempts' times, its bytes, its bottleneck, and whether it was a full backup.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.
ALTER TABLE run
  ADD COLUMN first_attempt_ended_at timestamptz,
  ADD COLUMN last_attempt_started_at timestamptz,
  ADD COLUMN read_bytes bigint,
  ADD COLUMN transferred_bytes bigint,
  ADD COLUMN bottleneck text,
  ADD COLUMN is_full boolean;
UPDATE run SET last_attempt_started_at = started_at;
ALTER TABLE run ALTER COLUMN last_attempt_started_at SET NOT NULL;

-- Runs that are there already learn it from their sessions at the next folding.
INSERT INTO fold_mark (vbr_server_id, job_id, changed_since)
SELECT vbr_server_id, job_id, min(started_at) FROM run GROUP BY vbr_server_id, job_id
ON CONFLICT (vbr_server_id, job_id) DO UPDATE SET
  changed_since = least(fold_mark.changed_since, excluded.changed_since), read_as = NULL;

CREATE OR REPLACE VIEW answers.run AS
  SELECT vbr_server_id, id, job_id, started_at, ended_at, outcome, first_attempt_outcome, attempts, grouping, session_ids, message,
    first_attempt_ended_at, last_attempt_started_at, read_bytes, transferred_bytes, bottleneck, is_full
  FROM run;

-- Waiting and "nothing to process" are looked for job by job: these few rows are found without reading the log.
CREATE INDEX log_record_of_waiting ON log_record (vbr_server_id, started_at)
  WHERE title ~* '^(resource not ready|queued for processing|waiting for|nothing to process)';

INSERT INTO schema_migration (number, name) VALUES (5, 'run-depth');
