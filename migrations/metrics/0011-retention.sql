-- History that grew older than it is wanted goes, by functions that only the collector may call, so that it needs no right to
-- drop or to delete anything else. Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

-- Rows come in the order of time: a few pages tell where the old ones are.
CREATE INDEX task_by_time ON task USING brin (created_at);
CREATE INDEX log_state_by_time ON log_state USING brin (owner_created_at);
CREATE INDEX finding_history_by_day ON finding_history USING brin (day);

-- Each function removes at most so many rows that are older than an instant, and tells how many. A time before 2000 is no
-- time, and what it stands on stays.
CREATE SCHEMA retention;

-- Whoever may call these may not empty the tables: nothing younger than thirty days goes, whatever is asked for.
CREATE FUNCTION retention.require_old(before timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF before IS NULL OR before > now() - interval '30 days' THEN
    RAISE EXCEPTION 'only what is older than thirty days may be removed' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

-- Groups that are over. Their runs may go only after them, so that a group is never shortened.
CREATE FUNCTION retention.forget_groups(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed bigint;
BEGIN
  PERFORM retention.require_old(before);
  DELETE FROM public.failure_group WHERE (vbr_server_id, id) IN (
    SELECT vbr_server_id, id FROM public.failure_group
    WHERE NOT is_open AND last_seen_at < before AND last_seen_at >= '2000-01-01 00:00:00+00' LIMIT most
  );
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;

-- Runs with their causes. The newest of each outcome of a job stays, and what a group that is kept points at.
CREATE FUNCTION retention.forget_runs(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed bigint;
BEGIN
  PERFORM retention.require_old(before);
  WITH grouped AS MATERIALIZED (
    SELECT DISTINCT vbr_server_id, unnest(run_ids) AS id FROM public.failure_group
  ), old AS MATERIALIZED (
    SELECT run.vbr_server_id, run.id FROM public.vbr_server AS server
    JOIN public.run ON run.vbr_server_id = server.id AND run.started_at < before AND run.started_at >= '2000-01-01 00:00:00+00'
    LEFT JOIN grouped ON grouped.vbr_server_id = run.vbr_server_id AND grouped.id = run.id
    WHERE grouped.id IS NULL AND run.outcome <> 'running' AND coalesce(run.ended_at, run.started_at) < before
      AND EXISTS (
        SELECT FROM public.run AS later WHERE later.vbr_server_id = run.vbr_server_id AND later.job_id = run.job_id
          AND later.started_at > run.started_at AND later.outcome = run.outcome
      )
    LIMIT most
  ), causes AS (
    DELETE FROM public.run_cause USING old WHERE run_cause.vbr_server_id = old.vbr_server_id AND run_cause.run_id = old.id
  )
  DELETE FROM public.run USING old WHERE run.vbr_server_id = old.vbr_server_id AND run.id = old.id;
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;

-- Whether a session stays for its own sake: it is at work, ended later, is the newest of its job, or belongs to a run that is kept.
CREATE FUNCTION retention.session_stays(one public.session, before timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT one.created_at >= before OR one.created_at < '2000-01-01 00:00:00+00'
    OR coalesce(one.ended_at >= before, lower(one.state) NOT IN ('stopped', 'vanished'))
    OR one.job_id IS NOT NULL AND (
      NOT EXISTS (
        SELECT FROM public.session AS later WHERE later.vbr_server_id = one.vbr_server_id AND later.job_id = one.job_id
          AND later.created_at > one.created_at
      )
      OR EXISTS (
        SELECT FROM public.run WHERE run.vbr_server_id = one.vbr_server_id AND run.job_id = one.job_id
          AND run.started_at BETWEEN one.created_at - interval '8 days' AND one.created_at AND one.id = ANY (run.session_ids)
      )
    )
$$;

-- Tasks. Those of a session that stays stay, and so does the one that tells how a restore point that is there was made, and
-- the newest one of each workload.
CREATE FUNCTION retention.forget_tasks(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed bigint;
BEGIN
  PERFORM retention.require_old(before);
  DELETE FROM public.task WHERE (vbr_server_id, id) IN (
    SELECT vbr_server_id, id FROM public.task AS old
    WHERE created_at < before AND created_at >= '2000-01-01 00:00:00+00'
      AND NOT coalesce(ended_at >= before, lower(state) <> 'stopped')
      AND NOT EXISTS (
        SELECT FROM public.restore_point AS point WHERE point.vbr_server_id = old.vbr_server_id
          AND point.id = old.restore_point_id AND point.gone_at IS NULL
      )
      AND (task_type NOT IN ('Backup', 'Replica') OR EXISTS (
        SELECT FROM public.task AS later WHERE later.vbr_server_id = old.vbr_server_id AND later.name = old.name
          AND later.created_at > old.created_at AND later.task_type IN ('Backup', 'Replica')
      ))
      AND NOT EXISTS (
        SELECT FROM public.session AS own WHERE own.vbr_server_id = old.vbr_server_id AND own.id = old.session_id
          AND own.created_at BETWEEN old.created_at - interval '8 days' AND old.created_at + interval '1 day'
          AND retention.session_stays(own, before)
      )
    LIMIT most
  );
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;

-- Logs, each with all of its lines; counted are the logs. What is said of a run that is kept can still be looked up.
CREATE FUNCTION retention.forget_logs(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed bigint;
BEGIN
  PERFORM retention.require_old(before);
  WITH old AS MATERIALIZED (
    SELECT vbr_server_id, owner_kind, owner_id FROM public.log_state AS log
    WHERE owner_created_at < before AND owner_created_at >= '2000-01-01 00:00:00+00'
      AND NOT EXISTS (
        SELECT FROM public.session AS own WHERE own.vbr_server_id = log.vbr_server_id AND own.id = log.session_id
          AND own.created_at BETWEEN log.owner_created_at - interval '8 days' AND log.owner_created_at + interval '1 day'
          AND retention.session_stays(own, before)
      )
    LIMIT most
  ), lines AS (
    DELETE FROM public.log_record AS line USING old
    WHERE line.vbr_server_id = old.vbr_server_id AND line.owner_kind = old.owner_kind AND line.owner_id = old.owner_id
  )
  DELETE FROM public.log_state AS log USING old
  WHERE log.vbr_server_id = old.vbr_server_id AND log.owner_kind = old.owner_kind AND log.owner_id = old.owner_id;
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;

-- Sessions that no task and no log needs any more.
CREATE FUNCTION retention.forget_sessions(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed bigint;
BEGIN
  PERFORM retention.require_old(before);
  DELETE FROM public.session WHERE (vbr_server_id, id, created_at) IN (
    SELECT old.vbr_server_id, old.id, old.created_at FROM public.session AS old
    WHERE old.created_at < before AND old.created_at >= '2000-01-01 00:00:00+00' AND NOT retention.session_stays(old, before)
      AND NOT EXISTS (SELECT FROM public.task WHERE task.vbr_server_id = old.vbr_server_id AND task.session_id = old.id)
      AND NOT EXISTS (SELECT FROM public.log_record AS line WHERE line.vbr_server_id = old.vbr_server_id AND line.session_id = old.id)
    LIMIT most
  ) AND created_at < before;
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;

-- Whole months of which no session must stay; counted are the sessions. One month a call, so that nobody waits for long; none
-- where somebody else reads or writes it.
CREATE FUNCTION retention.drop_month(before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '3s' AS $$
DECLARE
  month text;
  must_stay boolean;
  held bigint;
BEGIN
  PERFORM retention.require_old(before);
  FOR month IN
    SELECT part.relname FROM pg_inherits JOIN pg_class AS part ON part.oid = inhrelid
    WHERE inhparent = 'public.session'::regclass AND part.relname ~ '^session_[0-9]{6}$'
      AND (to_date(right(part.relname, 6), 'YYYYMM') + interval '1 month') AT TIME ZONE 'UTC' <= before
    ORDER BY part.relname
  LOOP
    EXECUTE format('LOCK TABLE public.%I IN SHARE ROW EXCLUSIVE MODE', month);
    EXECUTE format(
      'SELECT EXISTS (SELECT FROM public.%I AS old WHERE retention.session_stays(old::public.session, $1)'
      || ' OR EXISTS (SELECT FROM public.task WHERE task.vbr_server_id = old.vbr_server_id AND task.session_id = old.id)'
      || ' OR EXISTS (SELECT FROM public.log_record AS line WHERE line.vbr_server_id = old.vbr_server_id AND line.session_id = old.id))',
      month) INTO must_stay USING before;
    CONTINUE WHEN must_stay;
    EXECUTE format('SELECT count(*) FROM public.%I', month) INTO held;
    EXECUTE format('DROP TABLE public.%I', month);
    RETURN held;
  END LOOP;
  RETURN NULL;
EXCEPTION
  WHEN lock_not_available THEN RETURN NULL;
END
$$;

-- Samples that lie before the newest day they were taken into.
CREATE FUNCTION retention.forget_capacity_samples(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed bigint;
BEGIN
  PERFORM retention.require_old(before);
  DELETE FROM public.capacity_sample WHERE (vbr_server_id, repository_id, taken_at) IN (
    SELECT old.vbr_server_id, old.repository_id, old.taken_at
    FROM (
      SELECT vbr_server_id, repository_id, max(day) AS day FROM public.capacity_day WHERE source = 'measured' GROUP BY 1, 2
    ) AS newest JOIN public.capacity_sample AS old USING (vbr_server_id, repository_id)
    WHERE old.taken_at < before AND old.taken_at >= '2000-01-01 00:00:00+00'
      AND old.taken_at < newest.day::timestamp AT TIME ZONE 'UTC'
    LIMIT most
  );
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;

-- Days but the newest of each repository and source.
CREATE FUNCTION retention.forget_capacity_days(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed bigint;
BEGIN
  PERFORM retention.require_old(before);
  DELETE FROM public.capacity_day WHERE (vbr_server_id, repository_id, day) IN (
    SELECT vbr_server_id, repository_id, day FROM public.capacity_day AS old
    WHERE taken_at < before AND taken_at >= '2000-01-01 00:00:00+00' AND EXISTS (
      SELECT FROM public.capacity_day AS later WHERE later.vbr_server_id = old.vbr_server_id
        AND later.repository_id = old.repository_id AND later.source = old.source AND later.day > old.day
    )
    LIMIT most
  );
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;

-- Forecasts but the newest of each subject.
CREATE FUNCTION retention.forget_forecasts(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed bigint;
BEGIN
  PERFORM retention.require_old(before);
  DELETE FROM public.capacity_forecast WHERE (vbr_server_id, subject_id, made_on) IN (
    SELECT vbr_server_id, subject_id, made_on FROM public.capacity_forecast AS old
    WHERE as_of < before AND as_of >= '2000-01-01 00:00:00+00' AND EXISTS (
      SELECT FROM public.capacity_forecast AS later WHERE later.vbr_server_id = old.vbr_server_id
        AND later.subject_id = old.subject_id AND later.made_on > old.made_on
    )
    LIMIT most
  );
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;

-- The course of findings and of what a server has only one of, by day. What stands now is in other tables and stays.
CREATE FUNCTION retention.forget_findings(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last_day date := (before AT TIME ZONE 'UTC')::date;
  removed bigint;
  facts bigint;
BEGIN
  PERFORM retention.require_old(before);
  DELETE FROM public.finding_history WHERE (vbr_server_id, feature, subject_kind, subject_id, day) IN (
    SELECT vbr_server_id, feature, subject_kind, subject_id, day FROM public.finding_history
    WHERE day < last_day AND as_of < before AND day >= date '2000-01-01' LIMIT most
  );
  GET DIAGNOSTICS removed = ROW_COUNT;
  DELETE FROM public.server_fact_history WHERE (vbr_server_id, name, day) IN (
    SELECT vbr_server_id, name, day FROM public.server_fact_history
    WHERE day < last_day AND seen_at < before AND day >= date '2000-01-01' LIMIT most
  );
  GET DIAGNOSTICS facts = ROW_COUNT;
  RETURN removed + facts;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA retention FROM PUBLIC;
GRANT USAGE ON SCHEMA retention TO dr365_collector;
GRANT EXECUTE ON FUNCTION
  retention.forget_groups(timestamptz, int), retention.forget_runs(timestamptz, int), retention.forget_tasks(timestamptz, int),
  retention.forget_logs(timestamptz, int), retention.forget_sessions(timestamptz, int), retention.drop_month(timestamptz),
  retention.forget_capacity_samples(timestamptz, int), retention.forget_capacity_days(timestamptz, int),
  retention.forget_forecasts(timestamptz, int), retention.forget_findings(timestamptz, int)
  TO dr365_collector;

-- The months that come, so that no first session of a month waits for its partition.
SELECT public.ensure_session_partitions(current_date, (current_date + interval '2 months')::date);

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
  UNION ALL SELECT 'failure-groups', count(*) FROM failure_group
  UNION ALL SELECT 'job-versions', count(*) FROM job_version
  UNION ALL SELECT 'finding-history', count(*) FROM finding_history
  UNION ALL SELECT 'server-fact-history', count(*) FROM server_fact_history
  UNION ALL SELECT 'capacity-days', count(*) FROM capacity_day
  UNION ALL SELECT 'capacity-forecasts', count(*) FROM capacity_forecast
  UNION ALL SELECT 'surebackup-results', count(*) FROM surebackup_result
  UNION ALL SELECT 'restores-and-proofs', count(*) FROM recovery_session
  UNION ALL SELECT 'efficiency-parts', count(*) FROM efficiency_part;
GRANT SELECT ON ALL TABLES IN SCHEMA answers TO dr365_mcp;

INSERT INTO schema_migration (number, name) VALUES (11, 'retention');
