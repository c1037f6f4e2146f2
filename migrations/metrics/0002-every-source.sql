-- Every source that VBR v13 gives: backups, their files and restore points, infrastructure, security, facts of the server.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

-- Bulk writes go through a temporary table; nobody else may make one.
DO $$
DECLARE
  database_name text := current_database();
  grant_sql text := format('GRANT TEMPORARY ON DATABASE %I TO dr365_collector, dr365_analyst;', database_name);
BEGIN
  EXECUTE grant_sql;
  IF NOT has_database_privilege('dr365_collector', database_name, 'TEMP')
    OR NOT has_database_privilege('dr365_analyst', database_name, 'TEMP') THEN
    RAISE EXCEPTION 'the collector and the analyst may make no temporary tables; run as an administrator: %', grant_sql
      USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

-- What waits for later passes; null for a source that leaves nothing waiting.
ALTER TABLE source_state ADD COLUMN pending bigint;

-- Answers count the runs of a span by outcome and by attempts: both are found in the index.
DROP INDEX run_by_time;
CREATE INDEX run_by_time ON run (vbr_server_id, started_at) INCLUDE (outcome, attempts);

-- From the list of definitions. The documents are parsed where they are read.
ALTER TABLE job
  ADD COLUMN schedule jsonb,
  ADD COLUMN storage jsonb,
  ADD COLUMN is_application_aware boolean,
  ADD COLUMN includes text[];

-- A definition as it was from `seen_at` on, until the next version of the same job.
CREATE TABLE job_version (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  job_id text COLLATE "C" NOT NULL,
  seen_at timestamptz NOT NULL,
  definition jsonb NOT NULL,
  PRIMARY KEY (vbr_server_id, job_id, seen_at)
);

-- Null in the first column: this type of repository does not tell, which is not the same as off.
ALTER TABLE repository
  ADD COLUMN immutability_is_enabled boolean,
  ADD COLUMN immutability_days bigint,
  ADD COLUMN immutability_mode text,
  ADD COLUMN max_tasks bigint,
  ADD COLUMN consumption_limit_gib double precision;

ALTER TABLE task
  ADD COLUMN scan_type text,
  ADD COLUMN scan_result text,
  ADD COLUMN scan_antivirus_name text;

-- Kinds that VBR lists whole at every reading. Rows that a complete list no longer holds stay, no longer listed.
CREATE TABLE scale_out_repository (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  description text,
  performance_extents jsonb NOT NULL,
  capacity_tier jsonb,
  archive_tier jsonb,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  is_listed boolean NOT NULL,
  PRIMARY KEY (vbr_server_id, id)
);

CREATE TABLE proxy (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  host_id text COLLATE "C",
  host_name text,
  is_disabled boolean,
  is_online boolean,
  is_out_of_date boolean,
  max_tasks bigint,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  is_listed boolean NOT NULL,
  PRIMARY KEY (vbr_server_id, id)
);

CREATE TABLE managed_server (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  status text,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  is_listed boolean NOT NULL,
  PRIMARY KEY (vbr_server_id, id)
);

-- `files_read_at`: when its files were last read whole; null when never, or not since it was listed again.
CREATE TABLE backup (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  id text COLLATE "C" NOT NULL,
  job_id text COLLATE "C",
  name text NOT NULL,
  job_type text NOT NULL,
  platform_name text NOT NULL,
  created_at timestamptz NOT NULL,
  repository_id text COLLATE "C",
  repository_name text,
  files_read_at timestamptz,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  is_listed boolean NOT NULL,
  PRIMARY KEY (vbr_server_id, id)
);

CREATE TABLE backup_object (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  id text COLLATE "C" NOT NULL,
  name text,
  type text,
  platform_name text NOT NULL,
  restore_points_count bigint,
  last_run_failed boolean,
  backup_id text COLLATE "C",
  size_bytes bigint,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  is_listed boolean NOT NULL,
  PRIMARY KEY (vbr_server_id, id)
);

CREATE TABLE malware_object (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  platform_name text,
  severity text NOT NULL,
  detected_at timestamptz,
  source_types text[] NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  is_listed boolean NOT NULL,
  PRIMARY KEY (vbr_server_id, id)
);

CREATE TABLE best_practice (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  id text COLLATE "C" NOT NULL,
  text text NOT NULL,
  status text NOT NULL,
  note text,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  is_listed boolean NOT NULL,
  PRIMARY KEY (vbr_server_id, id)
);

-- `gone_at`: when VBR was first seen to have it no longer; null while it has.
CREATE TABLE backup_file (
  vbr_server_id int NOT NULL,
  id text COLLATE "C" NOT NULL,
  backup_id text COLLATE "C" NOT NULL,
  path text NOT NULL,
  object_ids text[] NOT NULL,
  restore_point_ids text[] NOT NULL,
  data_bytes bigint,
  backup_bytes bigint,
  dedup_remaining_percent double precision,
  compress_remaining_percent double precision,
  created_at timestamptz NOT NULL,
  gfs_periods text[] NOT NULL,
  gone_at timestamptz,
  PRIMARY KEY (vbr_server_id, id)
);
CREATE INDEX backup_file_by_backup ON backup_file (vbr_server_id, backup_id);

CREATE TABLE restore_point (
  vbr_server_id int NOT NULL,
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  platform_name text NOT NULL,
  created_at timestamptz NOT NULL,
  backup_id text COLLATE "C" NOT NULL,
  type text,
  session_id text COLLATE "C",
  malware_status text,
  backup_file_id text COLLATE "C",
  guest_os_family text,
  original_bytes bigint,
  is_restorable boolean,
  gfs_periods text[] NOT NULL,
  gone_at timestamptz,
  PRIMARY KEY (vbr_server_id, id)
);
CREATE INDEX restore_point_by_backup ON restore_point (vbr_server_id, backup_id);
CREATE INDEX restore_point_by_workload ON restore_point (vbr_server_id, name, created_at DESC);
CREATE INDEX restore_point_flagged ON restore_point (vbr_server_id)
  WHERE lower(malware_status) IN ('suspicious', 'infected');

-- Backups whose files wait to be read. One that was handed out carries the instant, and a new mark takes it away again:
-- only a mark that nothing has renewed since is cleared.
CREATE TABLE backup_mark (
  vbr_server_id int NOT NULL,
  backup_id text COLLATE "C" NOT NULL,
  waits_since timestamptz NOT NULL DEFAULT now(),
  taken_at timestamptz,
  PRIMARY KEY (vbr_server_id, backup_id)
);

CREATE TABLE malware_event (
  vbr_server_id int NOT NULL,
  id text COLLATE "C" NOT NULL,
  type text NOT NULL,
  created_at timestamptz NOT NULL,
  detected_at timestamptz NOT NULL,
  machine_name text,
  backup_object_id text COLLATE "C",
  restore_point_id text COLLATE "C",
  state text NOT NULL,
  details text NOT NULL,
  source text NOT NULL,
  severity text NOT NULL,
  engine text,
  PRIMARY KEY (vbr_server_id, id)
);
CREATE INDEX malware_event_by_time ON malware_event (vbr_server_id, detected_at);

-- One row for each state a mount was sampled in; from creation to the first sample as Mounted it was being recovered.
CREATE TABLE instant_recovery_mount (
  vbr_server_id int NOT NULL,
  id text COLLATE "C" NOT NULL,
  state text NOT NULL,
  platform text NOT NULL,
  session_id text COLLATE "C" NOT NULL,
  workload_name text NOT NULL,
  job_name text,
  restore_point_at timestamptz,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  PRIMARY KEY (vbr_server_id, id, state)
);
CREATE INDEX instant_recovery_mount_by_session ON instant_recovery_mount (vbr_server_id, session_id);

-- What a server has only one of. The documents are parsed where they are read.
CREATE TABLE server_fact (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  name text NOT NULL,
  value jsonb NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (vbr_server_id, name)
);

-- The last value of each day, in UTC.
CREATE TABLE server_fact_history (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  name text NOT NULL,
  day date NOT NULL,
  value jsonb NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (vbr_server_id, name, day)
);

-- What the doors may read.
CREATE OR REPLACE VIEW answers.source_state AS
  SELECT vbr_server_id, source, availability, checked_at, last_available_at, reason, rows_seen, rows_rejected, pending
  FROM source_state;

CREATE OR REPLACE VIEW answers.server AS
  SELECT s.id, s.entry, s.address, s.revision, s.has_info, s.vbr_id, s.name, s.build_version, s.platform,
    (SELECT c.last_available_at FROM source_state c WHERE c.vbr_server_id = s.id AND c.source = 'sessions') AS sessions_as_of,
    coalesce((SELECT c.pending FROM source_state c WHERE c.vbr_server_id = s.id AND c.source = 'logs'), 0) AS pending_logs
  FROM vbr_server s;

CREATE VIEW answers.job AS
  SELECT vbr_server_id, id, name, type, status, workload, last_result, last_run_at, next_run_at, repository_id,
    repository_name, objects_count, is_disabled, runs_automatically, retry_is_enabled, retry_count, retry_await_minutes,
    schedule, storage, is_application_aware, includes, last_seen_at, is_listed
  FROM job;

CREATE VIEW answers.job_version AS
  SELECT vbr_server_id, job_id, seen_at, definition FROM job_version;

CREATE VIEW answers.repository AS
  SELECT vbr_server_id, id, name, type, description, host_id, host_name, path, capacity_gib, free_gib, reported_used_gib,
    is_online, is_out_of_date, scale_out_repository_id, extent_type, immutability_is_enabled, immutability_days,
    immutability_mode, max_tasks, consumption_limit_gib, seen_at
  FROM repository;

CREATE VIEW answers.scale_out_repository AS
  SELECT vbr_server_id, id, name, description, performance_extents, capacity_tier, archive_tier, first_seen_at,
    last_seen_at, is_listed
  FROM scale_out_repository;

CREATE VIEW answers.proxy AS
  SELECT vbr_server_id, id, name, type, host_id, host_name, is_disabled, is_online, is_out_of_date, max_tasks,
    first_seen_at, last_seen_at, is_listed
  FROM proxy;

CREATE VIEW answers.managed_server AS
  SELECT vbr_server_id, id, name, type, status, first_seen_at, last_seen_at, is_listed FROM managed_server;

CREATE VIEW answers.backup AS
  SELECT vbr_server_id, id, job_id, name, job_type, platform_name, created_at, repository_id, repository_name,
    files_read_at, first_seen_at, last_seen_at, is_listed
  FROM backup;

CREATE VIEW answers.backup_object AS
  SELECT vbr_server_id, id, name, type, platform_name, restore_points_count, last_run_failed, backup_id, size_bytes,
    first_seen_at, last_seen_at, is_listed
  FROM backup_object;

CREATE VIEW answers.backup_file AS
  SELECT vbr_server_id, id, backup_id, path, object_ids, restore_point_ids, data_bytes, backup_bytes,
    dedup_remaining_percent, compress_remaining_percent, created_at, gfs_periods, gone_at
  FROM backup_file;

CREATE VIEW answers.restore_point AS
  SELECT vbr_server_id, id, name, platform_name, created_at, backup_id, type, session_id, malware_status, backup_file_id,
    guest_os_family, original_bytes, is_restorable, gfs_periods, gone_at
  FROM restore_point;

CREATE VIEW answers.malware_event AS
  SELECT vbr_server_id, id, type, created_at, detected_at, machine_name, backup_object_id, restore_point_id, state,
    details, source, severity, engine
  FROM malware_event;

CREATE VIEW answers.malware_object AS
  SELECT vbr_server_id, id, name, platform_name, severity, detected_at, source_types, first_seen_at, last_seen_at, is_listed
  FROM malware_object;

CREATE VIEW answers.best_practice AS
  SELECT vbr_server_id, id, text, status, note, first_seen_at, last_seen_at, is_listed FROM best_practice;

CREATE VIEW answers.instant_recovery_mount AS
  SELECT vbr_server_id, id, state, platform, session_id, workload_name, job_name, restore_point_at, first_seen_at,
    last_seen_at
  FROM instant_recovery_mount;

CREATE VIEW answers.server_fact AS
  SELECT vbr_server_id, name, value, seen_at FROM server_fact;

CREATE VIEW answers.server_fact_history AS
  SELECT vbr_server_id, name, day, value, seen_at FROM server_fact_history;

CREATE OR REPLACE VIEW answers.subject_name AS
  SELECT 'estate' AS kind, entry AS name FROM vbr_server
  UNION SELECT 'job', name FROM job
  UNION SELECT 'repository', name FROM repository
  UNION SELECT 'repository', name FROM scale_out_repository
  UNION SELECT 'workload', name FROM backup_object WHERE name IS NOT NULL
  UNION SELECT 'workload', name FROM task
  UNION SELECT subject_kind, subject_name FROM finding;

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
  UNION ALL SELECT 'server-facts', count(*) FROM server_fact;

-- Least rights. What VBR no longer has is marked, never deleted; only the marks of what waits go away.
GRANT SELECT, INSERT, UPDATE ON
  job_version, scale_out_repository, proxy, managed_server, backup, backup_object, malware_object, best_practice,
  backup_file, restore_point, backup_mark, malware_event, instant_recovery_mount, server_fact, server_fact_history
  TO dr365_collector;
GRANT DELETE ON backup_mark TO dr365_collector;
GRANT SELECT ON
  job_version, scale_out_repository, proxy, managed_server, backup, backup_object, malware_object, best_practice,
  backup_file, restore_point, malware_event, instant_recovery_mount, server_fact, server_fact_history
  TO dr365_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA answers TO dr365_mcp;

INSERT INTO schema_migration (number, name) VALUES (2, 'every-source');
