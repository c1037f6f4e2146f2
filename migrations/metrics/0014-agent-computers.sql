-- What protection groups discovered, so that an agent computer that no backup knows is seen.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

-- The id is that of the group and of what it discovered: a computer may be in several groups.
CREATE TABLE agent_computer (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  parent_id text,
  protection_group_id text NOT NULL,
  protection_group_name text,
  is_group_disabled boolean,
  group_read_at timestamptz,
  object_id text COLLATE "C",
  state text,
  agent_status text,
  last_connected_at timestamptz,
  operating_system text,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  is_listed boolean NOT NULL,
  PRIMARY KEY (vbr_server_id, id)
);

CREATE VIEW answers.agent_computer AS
  SELECT vbr_server_id, id, name, type, parent_id, protection_group_id, protection_group_name, is_group_disabled, group_read_at,
    object_id, state, agent_status, last_connected_at, operating_system, first_seen_at, last_seen_at, is_listed
  FROM agent_computer;

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
  UNION ALL SELECT 'agent-computers', count(*) FROM agent_computer
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
  UNION ALL SELECT 'failure-groups', count(*) FROM failure_group
  UNION ALL SELECT 'job-versions', count(*) FROM job_version
  UNION ALL SELECT 'finding-history', count(*) FROM finding_history
  UNION ALL SELECT 'server-fact-history', count(*) FROM server_fact_history
  UNION ALL SELECT 'capacity-days', count(*) FROM capacity_day
  UNION ALL SELECT 'capacity-forecasts', count(*) FROM capacity_forecast
  UNION ALL SELECT 'surebackup-results', count(*) FROM surebackup_result
  UNION ALL SELECT 'restores-and-proofs', count(*) FROM recovery_session
  UNION ALL SELECT 'efficiency-parts', count(*) FROM efficiency_part;

-- Least rights. What VBR no longer has is marked, never deleted.
GRANT SELECT, INSERT, UPDATE ON agent_computer TO dr365_collector;
GRANT SELECT ON agent_computer TO dr365_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA answers TO dr365_mcp;

INSERT INTO schema_migration (number, name) VALUES (14, 'agent-computers');
