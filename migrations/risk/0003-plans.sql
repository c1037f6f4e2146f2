-- Plans: advice for one risk each, what people made of it, and the figures that it is checked against.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

-- Risks and plans are kept side by side: a plan outlives its risk, so that it can say that the risk is gone.
CREATE TABLE plan (
  vbr_server_id int NOT NULL,
  risk_id text COLLATE "C" NOT NULL,
  category text NOT NULL,
  kind text NOT NULL,
  cause_class text,
  subject_kind text NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  subject_name text NOT NULL,
  looks_at jsonb NOT NULL,
  title text NOT NULL,
  tier text NOT NULL CHECK (tier IN ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
  score double precision NOT NULL,
  impact double precision NOT NULL,
  confidence double precision NOT NULL,
  benefit double precision NOT NULL,
  effort_hours double precision NOT NULL CHECK (effort_hours > 0),
  is_quick_win boolean NOT NULL,
  content jsonb NOT NULL,
  cause text NOT NULL CHECK (cause IN ('open', 'unconfirmed', 'gone', 'merged', 'below-threshold', 'accepted')),
  verdict text NOT NULL CHECK (verdict IN ('met', 'not-met', 'regressed', 'unknown')),
  verification jsonb NOT NULL,
  pass_id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  status text NOT NULL DEFAULT 'GENERATED'
    CHECK (status IN ('GENERATED', 'REVIEWED', 'INVESTIGATING', 'IMPLEMENTING', 'COMPLETED', 'CANCELLED')),
  status_since timestamptz NOT NULL,
  PRIMARY KEY (vbr_server_id, risk_id)
);
CREATE INDEX plan_by_worth ON plan (vbr_server_id, is_quick_win DESC, (benefit / effort_hours) DESC);

-- One row a change that a person made.
CREATE TABLE plan_status_change (
  vbr_server_id int NOT NULL,
  risk_id text COLLATE "C" NOT NULL,
  changed_at timestamptz NOT NULL,
  status text NOT NULL
    CHECK (status IN ('GENERATED', 'REVIEWED', 'INVESTIGATING', 'IMPLEMENTING', 'COMPLETED', 'CANCELLED')),
  verdict text NOT NULL,
  PRIMARY KEY (vbr_server_id, risk_id, changed_at)
);

-- How many risks have no plan, and why; one row a server.
CREATE TABLE plan_tally (
  vbr_server_id int PRIMARY KEY,
  as_of timestamptz NOT NULL,
  risks int NOT NULL,
  planned int NOT NULL,
  below_score int NOT NULL,
  below_confidence int NOT NULL,
  accepted int NOT NULL,
  without_playbook int NOT NULL,
  minimum_score double precision NOT NULL,
  minimum_confidence double precision NOT NULL
);

-- Figures of what plans look at, written by the analyst: planning enters no other database.
CREATE TABLE plan_fact (
  vbr_server_id int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('job', 'workload', 'repository')),
  name text COLLATE "C" NOT NULL,
  known_until timestamptz NOT NULL,
  metrics jsonb NOT NULL,
  PRIMARY KEY (vbr_server_id, kind, name)
);

CREATE VIEW answers.plan AS
  SELECT vbr_server_id, risk_id, category, kind, cause_class, subject_kind, subject_id, subject_name, looks_at, title, tier, score,
    impact, confidence, benefit, effort_hours, is_quick_win, content, cause, verdict, verification, pass_id, made_at, status, status_since
  FROM plan;

CREATE VIEW answers.plan_status_change AS
  SELECT vbr_server_id, risk_id, changed_at, status, verdict FROM plan_status_change;

CREATE VIEW answers.plan_tally AS
  SELECT vbr_server_id, as_of, risks, planned, below_score, below_confidence, accepted, without_playbook, minimum_score,
    minimum_confidence
  FROM plan_tally;

CREATE VIEW answers.plan_fact AS
  SELECT vbr_server_id, kind, name, known_until, metrics FROM plan_fact;

CREATE OR REPLACE VIEW answers.row_count AS
  SELECT 'passes' AS kind, count(*) AS row_count FROM pass
  UNION ALL SELECT 'journal-events', count(*) FROM journal_event
  UNION ALL SELECT 'audit', count(*) FROM audit
  UNION ALL SELECT 'risks', count(*) FROM risk WHERE closed_as IS NULL
  UNION ALL SELECT 'risk-history', count(*) FROM risk_history
  UNION ALL SELECT 'inventory-machines', count(*) FROM inventory_machine
  UNION ALL SELECT 'plans', count(*) FROM plan
  UNION ALL SELECT 'plan-status-changes', count(*) FROM plan_status_change;

-- The one way in which planning writes to the journal.
CREATE FUNCTION answers.record_journal(
  at timestamptz, level text, kind text, pass_id uuid, vbr_server_id int, message text, data jsonb
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.journal_event (at, level, kind, component, pass_id, vbr_server_id, message, data)
  VALUES ($1, $2, $3, 'remediation', $4, $5, $6, $7)
$$;
REVOKE EXECUTE ON FUNCTION answers.record_journal(timestamptz, text, text, uuid, int, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION answers.record_journal(timestamptz, text, text, uuid, int, text, jsonb) TO dr365_remediation;
REVOKE INSERT ON journal_event FROM dr365_remediation;

-- Least rights: planning reads views and writes plans; of its tables it reads the keys alone, to find its rows.
GRANT SELECT ON answers.plan, answers.plan_status_change, answers.plan_tally, answers.plan_fact TO dr365_remediation;
GRANT INSERT, UPDATE ON plan, plan_status_change, plan_tally TO dr365_remediation;
GRANT SELECT (vbr_server_id, risk_id) ON plan TO dr365_remediation;
GRANT SELECT (vbr_server_id) ON plan_tally TO dr365_remediation;
GRANT SELECT ON answers.plan TO dr365_analyst;
GRANT SELECT, INSERT, UPDATE, DELETE ON plan_fact TO dr365_analyst;
GRANT SELECT ON answers.plan, answers.plan_status_change, answers.plan_tally TO dr365_mcp;

INSERT INTO schema_migration (number, name) VALUES (3, 'plans');
