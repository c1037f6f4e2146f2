-- Passes, journal, audit and the course of risks that grew older than they are wanted go, by functions that only the collector
-- may call. Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

-- The audit stays append only for everybody: what is younger than a year can be removed by nobody, and nothing can be changed.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF greatest(OLD.at, OLD.recorded_at) < now() - interval '365 days' THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

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

CREATE FUNCTION retention.forget_journal(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed bigint;
BEGIN
  PERFORM retention.require_old(before);
  DELETE FROM public.journal_event WHERE id IN (
    SELECT id FROM public.journal_event WHERE at < before AND at >= '2000-01-01 00:00:00+00' ORDER BY at LIMIT most
  );
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;

CREATE FUNCTION retention.forget_audit(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last timestamptz := least(before, now() - interval '366 days');
  removed bigint;
BEGIN
  PERFORM retention.require_old(before);
  DELETE FROM public.audit WHERE id IN (
    SELECT id FROM public.audit WHERE at < last AND recorded_at < last AND at >= '2000-01-01 00:00:00+00' ORDER BY at LIMIT most
  );
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;

-- Passes that ended, but the five newest.
CREATE FUNCTION retention.forget_passes(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed bigint;
BEGIN
  PERFORM retention.require_old(before);
  DELETE FROM public.pass WHERE id IN (
    SELECT id FROM public.pass WHERE started_at < before AND started_at >= '2000-01-01 00:00:00+00'
      AND status <> 'running' AND coalesce(ended_at, started_at) < before
      AND id NOT IN (SELECT newest.id FROM public.pass AS newest ORDER BY newest.started_at DESC, newest.id DESC LIMIT 5)
    LIMIT most
  );
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;

-- The course of risks and analyses. The last line before the instant stays, for it says how a risk stood then; risks,
-- acceptances and plans stay all.
CREATE FUNCTION retention.forget_risk_history(before timestamptz, most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed bigint;
  analyses bigint;
BEGIN
  PERFORM retention.require_old(before);
  DELETE FROM public.risk_history WHERE (vbr_server_id, risk_id, as_of) IN (
    SELECT vbr_server_id, risk_id, as_of FROM public.risk_history AS old
    WHERE as_of < before AND as_of >= '2000-01-01 00:00:00+00' AND EXISTS (
      SELECT FROM public.risk_history AS later WHERE later.vbr_server_id = old.vbr_server_id AND later.risk_id = old.risk_id
        AND later.as_of > old.as_of AND later.as_of < before
    )
    LIMIT most
  );
  GET DIAGNOSTICS removed = ROW_COUNT;
  DELETE FROM public.risk_analysis WHERE (vbr_server_id, as_of) IN (
    SELECT vbr_server_id, as_of FROM public.risk_analysis AS old
    WHERE as_of < before AND as_of >= '2000-01-01 00:00:00+00' AND EXISTS (
      SELECT FROM public.risk_analysis AS later WHERE later.vbr_server_id = old.vbr_server_id
        AND later.as_of > old.as_of AND later.as_of < before
    )
    LIMIT most
  );
  GET DIAGNOSTICS analyses = ROW_COUNT;
  RETURN removed + analyses;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA retention FROM PUBLIC;
GRANT USAGE ON SCHEMA retention TO dr365_collector;
GRANT EXECUTE ON FUNCTION
  retention.forget_journal(timestamptz, int), retention.forget_audit(timestamptz, int), retention.forget_passes(timestamptz, int),
  retention.forget_risk_history(timestamptz, int)
  TO dr365_collector;

INSERT INTO schema_migration (number, name) VALUES (5, 'retention');
