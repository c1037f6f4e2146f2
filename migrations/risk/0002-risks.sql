-- Risks: what stands open, how it went on, who accepted it; what each workload meets; what is lost with what.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

-- One row an analysis. `inputs_key`: what it was made from; the same key needs no other.
CREATE TABLE risk_analysis (
  vbr_server_id int NOT NULL,
  as_of timestamptz NOT NULL,
  pass_id uuid NOT NULL,
  formula text NOT NULL,
  inputs_key text NOT NULL,
  open_risks int NOT NULL,
  posture jsonb NOT NULL,
  PRIMARY KEY (vbr_server_id, as_of)
);

-- `closed_as`: null while it stands; `fixed` once fresh data shows nothing of it, `merged` once another tells it.
CREATE TABLE risk (
  vbr_server_id int NOT NULL,
  id text COLLATE "C" NOT NULL,
  category text NOT NULL,
  kind text NOT NULL,
  group_id text,
  subject_kind text NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  subject_name text NOT NULL,
  tier text NOT NULL CHECK (tier IN ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
  score int NOT NULL CHECK (score BETWEEN 0 AND 100),
  impact double precision NOT NULL,
  confidence double precision NOT NULL,
  is_confirmed boolean NOT NULL,
  first_seen_at timestamptz NOT NULL,
  as_of timestamptz NOT NULL,
  pass_id uuid NOT NULL,
  closed_as text CHECK (closed_as IN ('fixed', 'merged')),
  closed_at timestamptz,
  document jsonb NOT NULL,
  PRIMARY KEY (vbr_server_id, id)
);
CREATE INDEX risk_open ON risk (vbr_server_id, impact DESC) WHERE closed_as IS NULL;

-- One row for each change of score, tier or state, so that it grows with what happens and not with the passes.
CREATE TABLE risk_history (
  vbr_server_id int NOT NULL,
  risk_id text COLLATE "C" NOT NULL,
  as_of timestamptz NOT NULL,
  pass_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'fixed', 'merged')),
  score int NOT NULL,
  impact double precision NOT NULL,
  PRIMARY KEY (vbr_server_id, risk_id, as_of)
);
CREATE INDEX risk_history_by_time ON risk_history (vbr_server_id, as_of);

-- Accepted until an instant, or until somebody reopened it; past both it counts again by itself.
CREATE TABLE risk_acceptance (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  vbr_server_id int NOT NULL,
  risk_id text COLLATE "C" NOT NULL,
  owner text NOT NULL CHECK (owner <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  accepted_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > accepted_at),
  accepted_score int NOT NULL,
  reopened_at timestamptz,
  FOREIGN KEY (vbr_server_id, risk_id) REFERENCES risk
);
CREATE INDEX risk_acceptance_by_risk ON risk_acceptance (vbr_server_id, risk_id);

-- 3-2-1-1-0 and the targets of the tier, by workload.
CREATE TABLE workload_compliance (
  vbr_server_id int NOT NULL,
  workload_id text COLLATE "C" NOT NULL,
  workload_name text NOT NULL,
  tier text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('met', 'not-met', 'unknown')),
  document jsonb NOT NULL,
  PRIMARY KEY (vbr_server_id, workload_id)
);

CREATE TABLE blast_radius (
  vbr_server_id int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('repository', 'host', 'proxy', 'server')),
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  loses_all int NOT NULL,
  loses_newest int NOT NULL,
  document jsonb NOT NULL,
  PRIMARY KEY (vbr_server_id, kind, id)
);

-- Machines that exist, as a person imported them: VBR shows none that it never backed up.
CREATE TABLE inventory_machine (
  vbr_server_id int NOT NULL,
  name text COLLATE "C" NOT NULL,
  platform text,
  imported_at timestamptz NOT NULL,
  PRIMARY KEY (vbr_server_id, name)
);

CREATE VIEW answers.risk AS
  SELECT vbr_server_id, id, category, kind, group_id, subject_kind, subject_id, subject_name, tier, score, impact, confidence,
    is_confirmed, first_seen_at, as_of, pass_id, closed_as, closed_at, document
  FROM risk;

CREATE VIEW answers.risk_history AS
  SELECT vbr_server_id, risk_id, as_of, pass_id, state, score, impact FROM risk_history;

CREATE VIEW answers.risk_analysis AS
  SELECT vbr_server_id, as_of, pass_id, formula, open_risks, posture FROM risk_analysis;

CREATE VIEW answers.risk_acceptance AS
  SELECT id, vbr_server_id, risk_id, owner, reason, accepted_at, expires_at, accepted_score, reopened_at FROM risk_acceptance;

CREATE VIEW answers.workload_compliance AS
  SELECT vbr_server_id, workload_id, workload_name, tier, verdict, document FROM workload_compliance;

CREATE VIEW answers.blast_radius AS
  SELECT vbr_server_id, kind, id, name, loses_all, loses_newest, document FROM blast_radius;

CREATE OR REPLACE VIEW answers.row_count AS
  SELECT 'passes' AS kind, count(*) AS row_count FROM pass
  UNION ALL SELECT 'journal-events', count(*) FROM journal_event
  UNION ALL SELECT 'audit', count(*) FROM audit
  UNION ALL SELECT 'risks', count(*) FROM risk WHERE closed_as IS NULL
  UNION ALL SELECT 'risk-history', count(*) FROM risk_history
  UNION ALL SELECT 'inventory-machines', count(*) FROM inventory_machine;

-- Least rights: the analyst writes, the others read views. What is gone from VBR leaves the tables of the present state.
GRANT SELECT, INSERT, UPDATE ON risk, risk_analysis, risk_history, risk_acceptance, workload_compliance, blast_radius,
  inventory_machine TO dr365_analyst;
GRANT DELETE ON workload_compliance, blast_radius, inventory_machine TO dr365_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA answers TO dr365_mcp;
GRANT USAGE ON SCHEMA answers TO dr365_remediation;
GRANT SELECT ON answers.risk, answers.risk_history, answers.risk_analysis, answers.risk_acceptance, answers.workload_compliance,
  answers.blast_radius TO dr365_remediation;

INSERT INTO schema_migration (number, name) VALUES (2, 'risks');
