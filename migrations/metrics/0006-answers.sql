-- What changed: the tasks of a run, versions of a job's definition with the one before, and updates of components.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.
CREATE VIEW answers.run_task AS
  SELECT t.vbr_server_id, t.session_id, t.name, t.processed_bytes,
    coalesce(r.name, s.name) AS repository_name
  FROM task t
  LEFT JOIN repository r ON r.vbr_server_id = t.vbr_server_id AND r.id = t.repository_id
  LEFT JOIN scale_out_repository s ON s.vbr_server_id = t.vbr_server_id AND s.id = t.repository_id;

CREATE VIEW answers.job_definition AS
  SELECT vbr_server_id, job_id, seen_at, definition,
    lag(definition) OVER (PARTITION BY vbr_server_id, job_id ORDER BY seen_at) AS definition_before
  FROM job_version;

-- VBR tells an update of a host's components only as a session of its own.
CREATE VIEW answers.server_event AS
  SELECT vbr_server_id, id AS session_id, created_at, name
  FROM session
  WHERE session_type = 'HostComponentsUpdate';

GRANT SELECT ON ALL TABLES IN SCHEMA answers TO dr365_mcp;

INSERT INTO schema_migration (number, name) VALUES (6, 'answers');
