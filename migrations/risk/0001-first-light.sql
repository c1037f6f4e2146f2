-- Risk database: passes, the journal and the audit; risks and plans follow.
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
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO dr365_collector, dr365_analyst, dr365_remediation, dr365_mcp', database_name);
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    REVOKE EXECUTE ON FUNCTION pg_catalog.lo_creat(int), pg_catalog.lo_create(oid), pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;
  END IF;
  IF has_database_privilege('public', database_name, 'TEMP') OR has_schema_privilege('public', 'public', 'CREATE') THEN
    RAISE EXCEPTION 'everybody may create objects in this database; run as an administrator: %', revoke_sql
      USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

CREATE TABLE pass (
  id uuid PRIMARY KEY,
  command text NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  status text NOT NULL CHECK (status IN ('running', 'complete', 'partial', 'failed', 'interrupted')),
  exit_code int CHECK (exit_code IN (0, 10, 20, 30, 40, 50)),
  counts jsonb NOT NULL
);
CREATE INDEX pass_by_time ON pass (started_at DESC);

-- Append only by its grants: the owner alone can shorten it.
CREATE TABLE journal_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  level text NOT NULL CHECK (level IN ('debug', 'info', 'warn', 'error')),
  kind text NOT NULL CHECK (kind IN ('action', 'error', 'figure')),
  component text NOT NULL,
  pass_id uuid,
  vbr_server_id int,
  message text NOT NULL,
  data jsonb NOT NULL
);
CREATE INDEX journal_event_by_time ON journal_event (at);

-- Append only for everybody, the owner included.
CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  recorded_by text NOT NULL DEFAULT session_user,
  door text NOT NULL CHECK (door IN ('mcp', 'cli', 'http')),
  tool text NOT NULL,
  arguments_hash text NOT NULL CHECK (arguments_hash ~ '^[0-9a-f]{64}$'),
  outcome text NOT NULL CHECK (outcome IN ('answered', 'refused', 'failed')),
  duration_ms double precision NOT NULL CHECK (duration_ms >= 0)
);
CREATE INDEX audit_by_time ON audit (at);

CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% is append only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_keeps_its_rows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the doors may use: these views and the one function that writes an audit row.
CREATE SCHEMA answers;

CREATE FUNCTION answers.record_audit(
  called_at timestamptz, door text, tool text, arguments_hash text, outcome text, duration_ms double precision
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.audit (at, door, tool, arguments_hash, outcome, duration_ms) VALUES ($1, $2, $3, $4, $5, $6)
$$;

CREATE VIEW answers.pass AS
  SELECT id, command, started_at, ended_at, status, exit_code, counts FROM pass;

CREATE VIEW answers.row_count AS
  SELECT 'passes' AS kind, count(*) AS row_count FROM pass
  UNION ALL SELECT 'journal-events', count(*) FROM journal_event
  UNION ALL SELECT 'audit', count(*) FROM audit;

-- Least rights.
GRANT USAGE ON SCHEMA public TO dr365_collector, dr365_analyst, dr365_remediation;
GRANT SELECT, INSERT, UPDATE ON pass TO dr365_collector, dr365_analyst;
GRANT INSERT ON journal_event TO dr365_collector, dr365_analyst, dr365_remediation;

GRANT USAGE ON SCHEMA answers TO dr365_collector, dr365_analyst, dr365_mcp;
GRANT SELECT ON ALL TABLES IN SCHEMA answers TO dr365_collector, dr365_analyst, dr365_mcp;
REVOKE EXECUTE ON FUNCTION answers.record_audit(timestamptz, text, text, text, text, double precision) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION refuse_change() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION answers.record_audit(timestamptz, text, text, text, text, double precision) TO dr365_mcp;

INSERT INTO schema_migration (number, name) VALUES (1, 'first-light');
