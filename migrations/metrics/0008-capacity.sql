-- Used space by day, and forecasts that are held against what came.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

-- One row a repository and day in UTC: the newest online sample of the day, or what a person imported. Forecasts read this alone.
CREATE TABLE capacity_day (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  repository_id text COLLATE "C" NOT NULL,
  day date NOT NULL,
  taken_at timestamptz NOT NULL,
  capacity_gib double precision,
  used_gib double precision,
  reported_used_gib double precision NOT NULL,
  is_online boolean NOT NULL,
  source text NOT NULL CHECK (source IN ('measured', 'imported')),
  PRIMARY KEY (vbr_server_id, repository_id, day)
);

-- Repositories to be judged anew; a mark younger than the reading of the marks is not cleared.
CREATE TABLE capacity_mark (
  vbr_server_id int NOT NULL,
  repository_id text COLLATE "C" NOT NULL,
  marked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (vbr_server_id, repository_id)
);

-- The last forecast of each day. `subject_id` is that of its finding, `points` is parsed where it is read.
CREATE TABLE capacity_forecast (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  subject_id text COLLATE "C" NOT NULL,
  made_on date NOT NULL,
  as_of timestamptz NOT NULL,
  pass_id uuid NOT NULL,
  points jsonb NOT NULL,
  PRIMARY KEY (vbr_server_id, subject_id, made_on)
);

GRANT SELECT, INSERT, UPDATE ON capacity_day, capacity_mark, capacity_forecast TO dr365_analyst;
GRANT DELETE ON capacity_mark TO dr365_analyst;

INSERT INTO schema_migration (number, name) VALUES (8, 'capacity');
