-- 0003 protection: which workloads can be brought back to a recent state.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

-- What jobs did with one workload, newest first.
CREATE INDEX task_by_workload ON task (vbr_server_id, name, created_at DESC);

-- Workloads whose restore points or tasks changed, by name; read and cleared as the other marks are.
CREATE TABLE workload_mark (
  vbr_server_id int NOT NULL,
  name text COLLATE "C" NOT NULL,
  read_as uuid,
  PRIMARY KEY (vbr_server_id, name)
);
INSERT INTO workload_mark (vbr_server_id, name)
  SELECT vbr_server_id, name FROM restore_point
  UNION SELECT vbr_server_id, name FROM task WHERE task_type IN ('Backup', 'Replica');

-- Every workload has a finding, so the many tasks need not be searched for names.
CREATE OR REPLACE VIEW answers.subject_name AS
  SELECT 'estate' AS kind, entry AS name FROM vbr_server
  UNION SELECT 'job', name FROM job
  UNION SELECT 'repository', name FROM repository
  UNION SELECT 'repository', name FROM scale_out_repository
  UNION SELECT 'workload', name FROM backup_object WHERE name IS NOT NULL
  UNION SELECT subject_kind, subject_name FROM finding;

GRANT SELECT, INSERT, UPDATE ON workload_mark TO dr365_collector;
GRANT SELECT, UPDATE, DELETE ON workload_mark TO dr365_analyst;
-- A renamed workload has no finding under its former name.
GRANT DELETE ON finding TO dr365_analyst;

INSERT INTO schema_migration (number, name) VALUES (3, 'protection');
