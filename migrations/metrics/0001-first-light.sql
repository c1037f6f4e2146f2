-- Metrics database: what was read from VBR, the runs folded from it and the findings of F1-F4.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.
CREATE TABLE IF NOT EXISTS schema_migration (
  number int PRIMARY KEY,
  name text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);

-- The four group roles belong to the whole cluster: another database may have made them, or be making them now.
DO $$
DECLARE
  role_name text;
  missing text[] := '{}';
BEGIN
  FOREACH role_name IN ARRAY ARRAY['dr365_collector', 'dr365_analyst', 'dr365_remediation', 'dr365_mcp'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
      END IF;
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN missing := missing || format('CREATE ROLE %I NOLOGIN;', role_name);
    END;
  END LOOP;
  IF missing <> '{}' THEN
    RAISE EXCEPTION 'the right to make roles is missing; run as an administrator: %', array_to_string(missing, ' ')
      USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

-- Nobody but the owner may create anything, temporary tables and large objects included.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
DO $$
DECLARE
  database_name text := current_database();
  revoke_sql text := format('REVOKE ALL ON DATABASE %I FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC;', database_name);
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', database_name);
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO dr365_collector, dr365_analyst, dr365_mcp', database_name);
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    REVOKE EXECUTE ON FUNCTION pg_catalog.lo_creat(int), pg_catalog.lo_create(oid), pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;
  END IF;
  IF has_database_privilege('public', database_name, 'TEMP') OR has_schema_privilege('public', 'public', 'CREATE') THEN
    RAISE EXCEPTION 'everybody may create objects in this database; run as an administrator: %', revoke_sql
      USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

-- Collected from VBR. Ids are VBR's own, compared by bytes; vbr_server_id is ours.
CREATE TABLE vbr_server (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry text NOT NULL UNIQUE,
  address text NOT NULL,
  revision text NOT NULL,
  has_info boolean NOT NULL DEFAULT false,
  vbr_id text,
  name text,
  build_version text,
  platform text,
  clock_server_time timestamptz,
  clock_offset_minutes int,
  clock_zone text,
  clock_skew_seconds double precision,
  registered_at timestamptz NOT NULL DEFAULT now()
);

-- The columns from status to last_session_id come from the list of states, the four after them from the list of definitions.
CREATE TABLE job (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  status text,
  workload text,
  last_result text,
  last_run_at timestamptz,
  next_run_at timestamptz,
  repository_id text COLLATE "C",
  repository_name text,
  objects_count bigint,
  last_session_id text COLLATE "C",
  is_disabled boolean,
  runs_automatically boolean,
  retry_is_enabled boolean,
  retry_count bigint,
  retry_await_minutes bigint,
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  is_listed boolean NOT NULL DEFAULT true,
  PRIMARY KEY (vbr_server_id, id)
);

-- One month a partition, by the creation time, which VBR does not change.
CREATE TABLE session (
  vbr_server_id int NOT NULL,
  id text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  job_id text COLLATE "C",
  name text NOT NULL,
  session_type text NOT NULL,
  state text NOT NULL,
  result text,
  message text,
  is_canceled boolean NOT NULL,
  ended_at timestamptz,
  usn bigint,
  parent_session_id text COLLATE "C",
  related_session_id text COLLATE "C",
  original_session_id text COLLATE "C",
  retry_number bigint,
  is_recheck_retry boolean NOT NULL,
  algorithm text,
  initiated_by text,
  processed_bytes bigint,
  read_bytes bigint,
  transferred_bytes bigint,
  bottleneck text,
  PRIMARY KEY (vbr_server_id, id, created_at)
) PARTITION BY RANGE (created_at);
-- Partial, so that it is never taken for a search by session id.
CREATE INDEX session_by_job ON session (vbr_server_id, job_id, created_at DESC) WHERE job_id IS NOT NULL;
CREATE INDEX session_by_time ON session USING brin (created_at);
CREATE INDEX session_unfinished ON session (vbr_server_id, created_at) WHERE ended_at IS NULL;
CREATE TABLE session_default PARTITION OF session DEFAULT;

-- Makes the monthly partitions from one day to another, so that nobody but the owner needs a right to make tables.
-- Rows that waited in the default partition move along. Months before 2000 and after 2099 stay in the default.
CREATE FUNCTION ensure_session_partitions(first_day date, last_day date) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  month date := date_trunc('month', greatest(first_day, date '2000-01-01')::timestamp)::date;
  last_month date := date_trunc('month', least(last_day, date '2099-12-31')::timestamp)::date;
  partition_name text;
  starts text;
  ends text;
  made int := 0;
BEGIN
  WHILE month <= last_month LOOP
    partition_name := 'session_' || to_char(month, 'YYYYMM');
    IF to_regclass('public.' || partition_name) IS NULL THEN
      -- Conflicts with itself, and unlike an advisory lock makes the partition that another process made visible.
      LOCK TABLE public.session IN SHARE UPDATE EXCLUSIVE MODE;
      IF to_regclass('public.' || partition_name) IS NULL THEN
        starts := to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00';
        ends := to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00';
        LOCK TABLE public.session_default IN ACCESS EXCLUSIVE MODE;
        EXECUTE format('CREATE TABLE public.%I (LIKE public.session INCLUDING ALL)', partition_name);
        EXECUTE format(
          'WITH moved AS (DELETE FROM public.session_default WHERE created_at >= %L AND created_at < %L RETURNING *)'
          || ' INSERT INTO public.%I SELECT * FROM moved', starts, ends, partition_name);
        EXECUTE format('ALTER TABLE public.session ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
          partition_name, starts, ends);
        made := made + 1;
      END IF;
    END IF;
    month := month + interval '1 month';
  END LOOP;
  RETURN made;
END
$$;

CREATE TABLE task (
  vbr_server_id int NOT NULL,
  id text COLLATE "C" NOT NULL,
  session_id text COLLATE "C" NOT NULL,
  task_type text NOT NULL,
  session_type text NOT NULL,
  name text NOT NULL,
  state text NOT NULL,
  result text,
  message text,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  algorithm text,
  repository_id text COLLATE "C",
  restore_point_id text COLLATE "C",
  processed_bytes bigint,
  read_bytes bigint,
  transferred_bytes bigint,
  bottleneck text,
  PRIMARY KEY (vbr_server_id, id)
);
CREATE INDEX task_by_session ON task (vbr_server_id, session_id);

CREATE TABLE log_record (
  vbr_server_id int NOT NULL,
  owner_kind text NOT NULL CHECK (owner_kind IN ('session', 'task')),
  owner_id text COLLATE "C" NOT NULL,
  record_id bigint NOT NULL,
  session_id text COLLATE "C" NOT NULL,
  status text NOT NULL,
  title text NOT NULL,
  description text NOT NULL,
  started_at timestamptz NOT NULL,
  updated_at timestamptz,
  PRIMARY KEY (vbr_server_id, owner_kind, owner_id, record_id)
);
CREATE INDEX log_record_by_session ON log_record (vbr_server_id, session_id);

-- The backlog of logs: `gone` means that VBR no longer had it. `result` is the one it was put on the backlog for.
CREATE TABLE log_state (
  vbr_server_id int NOT NULL,
  owner_kind text NOT NULL CHECK (owner_kind IN ('session', 'task')),
  owner_id text COLLATE "C" NOT NULL,
  session_id text COLLATE "C" NOT NULL,
  owner_created_at timestamptz NOT NULL,
  result text,
  state text NOT NULL CHECK (state IN ('pending', 'read', 'gone')),
  read_at timestamptz,
  PRIMARY KEY (vbr_server_id, owner_kind, owner_id)
);
CREATE INDEX log_state_pending ON log_state (vbr_server_id, owner_created_at DESC) WHERE state = 'pending';

-- The columns from host_name to extent_type come from the list of states.
CREATE TABLE repository (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  description text,
  host_id text COLLATE "C",
  host_name text,
  path text,
  capacity_gib double precision,
  free_gib double precision,
  reported_used_gib double precision,
  is_online boolean,
  is_out_of_date boolean,
  scale_out_repository_id text COLLATE "C",
  extent_type text,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (vbr_server_id, id)
);

CREATE TABLE capacity_sample (
  vbr_server_id int NOT NULL,
  repository_id text COLLATE "C" NOT NULL,
  taken_at timestamptz NOT NULL,
  capacity_gib double precision,
  free_gib double precision,
  used_gib double precision,
  reported_used_gib double precision NOT NULL,
  is_online boolean NOT NULL,
  PRIMARY KEY (vbr_server_id, repository_id, taken_at)
);

CREATE TABLE collection_cursor (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  source text NOT NULL,
  position timestamptz NOT NULL,
  PRIMARY KEY (vbr_server_id, source)
);

CREATE TABLE source_state (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  source text NOT NULL,
  pass_id uuid NOT NULL,
  availability text NOT NULL CHECK (availability IN ('available', 'forbidden', 'unsupported', 'failed')),
  checked_at timestamptz NOT NULL,
  last_available_at timestamptz,
  reason text,
  rows_seen bigint NOT NULL,
  rows_rejected bigint NOT NULL,
  PRIMARY KEY (vbr_server_id, source)
);

-- What waits to be folded and analysed. A reader stamps `read_as`, a new change takes the stamp away: only a mark whose
-- stamp is still the reader's own is cleared, and a mark that nobody has read is not rewritten.
CREATE TABLE fold_mark (
  vbr_server_id int NOT NULL,
  job_id text COLLATE "C" NOT NULL,
  changed_since timestamptz NOT NULL,
  read_as uuid,
  PRIMARY KEY (vbr_server_id, job_id)
);

CREATE TABLE analysis_mark (
  vbr_server_id int NOT NULL,
  job_id text COLLATE "C" NOT NULL,
  read_as uuid,
  PRIMARY KEY (vbr_server_id, job_id)
);

-- Derived by analysis.
CREATE TABLE run (
  vbr_server_id int NOT NULL,
  id text COLLATE "C" NOT NULL,
  job_id text COLLATE "C" NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  outcome text NOT NULL,
  first_attempt_outcome text NOT NULL,
  attempts int NOT NULL,
  grouping text NOT NULL CHECK (grouping IN ('exact', 'inferred')),
  session_ids text[] NOT NULL,
  message text,
  PRIMARY KEY (vbr_server_id, id)
);
CREATE INDEX run_by_job ON run (vbr_server_id, job_id, started_at);
CREATE INDEX run_by_time ON run (vbr_server_id, started_at);

CREATE TABLE finding (
  vbr_server_id int NOT NULL,
  feature text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  subject_name text NOT NULL,
  as_of timestamptz NOT NULL,
  pass_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('scored', 'insufficient-data', 'failed')),
  score double precision CHECK (score BETWEEN 0 AND 100),
  grade text CHECK (grade IN ('A', 'B', 'C', 'D', 'F')),
  parts jsonb,
  confidence jsonb,
  reason text,
  method text NOT NULL,
  measures jsonb NOT NULL,
  PRIMARY KEY (vbr_server_id, feature, subject_kind, subject_id),
  CONSTRAINT finding_says_what_its_status_means CHECK (
    CASE status
      WHEN 'scored' THEN score IS NOT NULL AND grade IS NOT NULL AND parts IS NOT NULL AND confidence IS NOT NULL
      ELSE score IS NULL AND grade IS NULL AND reason IS NOT NULL
    END
  )
);

CREATE TABLE finding_history (
  vbr_server_id int NOT NULL,
  feature text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  day date NOT NULL,
  as_of timestamptz NOT NULL,
  status text NOT NULL,
  score double precision,
  grade text,
  PRIMARY KEY (vbr_server_id, feature, subject_kind, subject_id, day)
);

-- What the doors may read: these views and nothing else.
CREATE SCHEMA answers;

CREATE VIEW answers.server AS
  SELECT s.id, s.entry, s.address, s.revision, s.has_info, s.vbr_id, s.name, s.build_version, s.platform,
    (SELECT c.last_available_at FROM source_state c WHERE c.vbr_server_id = s.id AND c.source = 'sessions') AS sessions_as_of,
    (SELECT count(*) FROM log_state l WHERE l.vbr_server_id = s.id AND l.state = 'pending') AS pending_logs
  FROM vbr_server s;

CREATE VIEW answers.source_state AS
  SELECT vbr_server_id, source, availability, checked_at, last_available_at, reason, rows_seen, rows_rejected
  FROM source_state;

CREATE VIEW answers.finding AS
  SELECT vbr_server_id, pass_id, feature, subject_kind, subject_id, subject_name, as_of, status, score, grade, parts,
    confidence, reason, method, measures
  FROM finding;

CREATE VIEW answers.run AS
  SELECT vbr_server_id, id, job_id, started_at, ended_at, outcome, first_attempt_outcome, attempts, grouping, session_ids, message
  FROM run;

CREATE VIEW answers.failure_line AS
  SELECT r.vbr_server_id, r.session_id, t.id AS task_id, t.name AS task_name, r.record_id, r.status, r.title, r.description,
    r.started_at, r.updated_at
  FROM log_record r
  LEFT JOIN task t ON r.owner_kind = 'task' AND t.vbr_server_id = r.vbr_server_id AND t.id = r.owner_id
  WHERE lower(r.status) IN ('failed', 'warning');

CREATE VIEW answers.subject_name AS
  SELECT 'estate' AS kind, entry AS name FROM vbr_server
  UNION SELECT 'job', name FROM job
  UNION SELECT 'repository', name FROM repository
  UNION SELECT 'workload', name FROM task
  UNION SELECT subject_kind, subject_name FROM finding;

CREATE VIEW answers.row_count AS
  SELECT 'servers' AS kind, count(*) AS row_count FROM vbr_server
  UNION ALL SELECT 'sessions', count(*) FROM session
  UNION ALL SELECT 'runs', count(*) FROM run
  UNION ALL SELECT 'tasks', count(*) FROM task
  UNION ALL SELECT 'logs', count(*) FROM log_record
  UNION ALL SELECT 'jobs', count(*) FROM job
  UNION ALL SELECT 'repositories', count(*) FROM repository
  UNION ALL SELECT 'capacity-samples', count(*) FROM capacity_sample
  UNION ALL SELECT 'findings', count(*) FROM finding;

-- Least rights. dr365_remediation has none here.
GRANT USAGE ON SCHEMA public TO dr365_collector, dr365_analyst;
GRANT SELECT, INSERT, UPDATE ON
  vbr_server, job, session, task, log_record, log_state, repository, collection_cursor, source_state, fold_mark, analysis_mark
  TO dr365_collector;
GRANT DELETE ON session, log_state, log_record TO dr365_collector;
GRANT SELECT, INSERT ON capacity_sample TO dr365_collector;
REVOKE EXECUTE ON FUNCTION ensure_session_partitions(date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_session_partitions(date, date) TO dr365_collector;

GRANT SELECT ON
  vbr_server, job, session, task, log_record, log_state, repository, capacity_sample, collection_cursor, source_state
  TO dr365_analyst;
GRANT SELECT, INSERT, UPDATE ON run, finding, finding_history, analysis_mark TO dr365_analyst;
GRANT SELECT, UPDATE (read_as) ON fold_mark TO dr365_analyst;
GRANT DELETE ON run, fold_mark, analysis_mark TO dr365_analyst;

GRANT USAGE ON SCHEMA answers TO dr365_mcp;
GRANT SELECT ON ALL TABLES IN SCHEMA answers TO dr365_mcp;

INSERT INTO schema_migration (number, name) VALUES (1, 'first-light');
