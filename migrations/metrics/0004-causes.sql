-- Why runs failed or warned: lines matched against the catalogue of failure texts, the cause of each failed workload, and
-- causes that are one failure. Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

-- Failed and warned lines are matched once. `matched_version`: the version of the catalogue; of a log, once all its lines are.
-- `matches` is parsed where it is read.
ALTER TABLE log_record
  ADD COLUMN matched_version int,
  ADD COLUMN is_noise boolean,
  ADD COLUMN fingerprint text COLLATE "C",
  ADD COLUMN matches jsonb;
ALTER TABLE log_state ADD COLUMN matched_version int;
CREATE INDEX log_state_by_version ON log_state (vbr_server_id, matched_version) WHERE state <> 'pending';
CREATE INDEX log_record_unknown ON log_record (vbr_server_id, fingerprint) WHERE matches = '[]' AND NOT is_noise;

-- Runs whose causes are to be told anew. Only the analyst reads and writes it, under the server's lock.
CREATE TABLE cause_mark (
  vbr_server_id int NOT NULL,
  run_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (vbr_server_id, run_id)
);

-- One row for each failed or warned workload of a run; an empty workload is the run itself. `cause_key`: the class, or the
-- fingerprint where no signature names it. `components` is parsed where it is read.
CREATE TABLE run_cause (
  vbr_server_id int NOT NULL,
  run_id text COLLATE "C" NOT NULL,
  workload text COLLATE "C" NOT NULL,
  job_id text COLLATE "C" NOT NULL,
  run_started_at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('failed', 'warning')),
  cause_key text COLLATE "C" NOT NULL,
  cause_class text NOT NULL,
  signature_id text,
  fingerprint text NOT NULL,
  session_id text COLLATE "C" NOT NULL,
  task_id text COLLATE "C",
  record_id bigint,
  at timestamptz NOT NULL,
  text text NOT NULL,
  span_start int,
  span_end int,
  components jsonb NOT NULL,
  PRIMARY KEY (vbr_server_id, run_id, workload)
);
CREATE INDEX run_cause_by_key ON run_cause (vbr_server_id, cause_key, at);
CREATE INDEX run_cause_by_job ON run_cause (vbr_server_id, job_id, run_started_at);

-- Kinds of causes whose groups are to be made anew, from the earliest change on. The analyst's alone, like the marks above.
CREATE TABLE group_mark (
  vbr_server_id int NOT NULL,
  cause_key text COLLATE "C" NOT NULL,
  changed_since timestamptz NOT NULL,
  PRIMARY KEY (vbr_server_id, cause_key)
);

CREATE TABLE failure_group (
  vbr_server_id int NOT NULL,
  id text COLLATE "C" NOT NULL,
  cause_key text COLLATE "C" NOT NULL,
  cause_class text NOT NULL,
  signature_id text,
  fingerprint text,
  component_kind text,
  component_name text,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  job_ids text[] NOT NULL,
  workloads text[] NOT NULL,
  run_ids text[] NOT NULL,
  PRIMARY KEY (vbr_server_id, id)
);
CREATE INDEX failure_group_by_key ON failure_group (vbr_server_id, cause_key, last_seen_at);

-- What the doors may read.
CREATE VIEW answers.run_cause AS
  SELECT vbr_server_id, run_id, job_id, run_started_at, outcome, cause_class, signature_id, fingerprint,
    nullif(workload, '') AS workload, session_id, task_id, record_id, at, text, span_start, span_end, components
  FROM run_cause;

-- A group is open while the newest run that came to an end, of at least one of its jobs, still ends so.
CREATE VIEW answers.failure_group AS
  SELECT g.vbr_server_id, g.id, g.cause_class, g.signature_id, g.fingerprint, g.component_kind, g.component_name,
    g.first_seen_at, g.last_seen_at, g.job_ids, g.workloads, g.run_ids,
    EXISTS (
      SELECT FROM unnest(g.job_ids) AS member (job_id) CROSS JOIN LATERAL (
        SELECT run.id FROM run
        WHERE run.vbr_server_id = g.vbr_server_id AND run.job_id = member.job_id
          AND run.outcome IN ('success', 'warning', 'failed')
        ORDER BY run.started_at DESC, run.id DESC LIMIT 1
      ) AS newest
      WHERE newest.id = ANY (g.run_ids)
    ) AS is_open
  FROM failure_group g;

-- Texts that no signature names, with the newest line as an example.
CREATE VIEW answers.unknown_text AS
  SELECT r.vbr_server_id, r.fingerprint, count(*) AS line_count, count(DISTINCT s.job_id) AS job_count,
    min(r.started_at) AS first_seen_at, max(r.started_at) AS last_seen_at,
    (array_agg(r.title ORDER BY r.started_at DESC, r.record_id))[1] AS title,
    (array_agg(r.description ORDER BY r.started_at DESC, r.record_id))[1] AS description
  FROM log_record r
  LEFT JOIN session s ON s.vbr_server_id = r.vbr_server_id AND s.id = r.session_id
  WHERE r.matches = '[]' AND NOT r.is_noise
  GROUP BY r.vbr_server_id, r.fingerprint;

CREATE OR REPLACE VIEW answers.row_count AS
  SELECT 'servers' AS kind, count(*) AS row_count FROM vbr_server
  UNION ALL SELECT 'sessions', count(*) FROM session
  UNION ALL SELECT 'runs', count(*) FROM run
  UNION ALL SELECT 'tasks', count(*) FROM task
  UNION ALL SELECT 'logs', count(*) FROM log_record
  UNION ALL SELECT 'jobs', count(*) FROM job
  UNION ALL SELECT 'repositories', count(*) FROM repository
  UNION ALL SELECT 'capacity-samples', count(*) FROM capacity_sample
  UNION ALL SELECT 'findings', count(*) FROM finding
  UNION ALL SELECT 'scale-out-repositories', count(*) FROM scale_out_repository
  UNION ALL SELECT 'proxies', count(*) FROM proxy
  UNION ALL SELECT 'managed-servers', count(*) FROM managed_server
  UNION ALL SELECT 'backups', count(*) FROM backup
  UNION ALL SELECT 'backup-objects', count(*) FROM backup_object
  UNION ALL SELECT 'restore-points', count(*) FROM restore_point
  UNION ALL SELECT 'backup-files', count(*) FROM backup_file
  UNION ALL SELECT 'malware-events', count(*) FROM malware_event
  UNION ALL SELECT 'malware-objects', count(*) FROM malware_object
  UNION ALL SELECT 'best-practices', count(*) FROM best_practice
  UNION ALL SELECT 'mounts', count(DISTINCT (vbr_server_id, id)) FROM instant_recovery_mount
  UNION ALL SELECT 'server-facts', count(*) FROM server_fact
  UNION ALL SELECT 'causes', count(*) FROM run_cause
  UNION ALL SELECT 'failure-groups', count(*) FROM failure_group;

-- Least rights: of a line the analyst writes what the catalogue says of it, and nothing else.
GRANT UPDATE (matched_version, is_noise, fingerprint, matches) ON log_record TO dr365_analyst;
GRANT UPDATE (matched_version) ON log_state TO dr365_analyst;
GRANT SELECT, INSERT, UPDATE, DELETE ON cause_mark, run_cause, group_mark, failure_group TO dr365_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA answers TO dr365_mcp;

INSERT INTO schema_migration (number, name) VALUES (4, 'causes');
