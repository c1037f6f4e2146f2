-- Groups that older programs made joined causes by components that their signatures do not reach; the next pass makes all anew.
INSERT INTO group_mark (vbr_server_id, cause_key, changed_since)
  SELECT vbr_server_id, cause_key, min(at) FROM run_cause GROUP BY vbr_server_id, cause_key
  ON CONFLICT (vbr_server_id, cause_key) DO UPDATE SET changed_since = excluded.changed_since
    WHERE group_mark.changed_since > excluded.changed_since;

INSERT INTO schema_migration (number, name) VALUES (12, 'groups-anew');
