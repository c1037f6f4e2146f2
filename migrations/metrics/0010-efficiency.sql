-- What deduplication and compression save: which jobs to judge anew, and their bytes by place, workload and kind of file.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

-- `job_id`: the job's id; of a backup without a job, `backup/` and the backup's id. Read and cleared as the other marks are.
CREATE TABLE efficiency_mark (
  vbr_server_id int NOT NULL,
  job_id text COLLATE "C" NOT NULL,
  read_as uuid,
  PRIMARY KEY (vbr_server_id, job_id)
);
INSERT INTO efficiency_mark (vbr_server_id, job_id)
  SELECT DISTINCT vbr_server_id, coalesce(job_id, 'backup/' || id) FROM backup;

-- Files that VBR still has. Only those that tell both sizes add bytes; the told ones tell both per cents as well.
CREATE TABLE efficiency_part (
  vbr_server_id int NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  repository_id text COLLATE "C" NOT NULL,
  repository_name text,
  workload text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('full', 'increment', 'other')),
  files bigint NOT NULL,
  unknown_files bigint NOT NULL,
  data_bytes double precision NOT NULL,
  backup_bytes double precision NOT NULL,
  told_data_bytes double precision NOT NULL,
  deduped_bytes double precision NOT NULL,
  packed_bytes double precision NOT NULL,
  PRIMARY KEY (vbr_server_id, subject_id, repository_id, workload, kind)
);

CREATE VIEW answers.efficiency_part AS
  SELECT part.vbr_server_id, part.subject_id, part.repository_id, part.repository_name, part.workload, part.kind, part.files,
    part.unknown_files, part.data_bytes, part.backup_bytes, part.told_data_bytes, part.deduped_bytes, part.packed_bytes,
    repository.capacity_gib, repository.free_gib
  FROM efficiency_part AS part
  LEFT JOIN repository ON repository.vbr_server_id = part.vbr_server_id AND repository.id = part.repository_id;

GRANT SELECT, INSERT, UPDATE ON efficiency_mark TO dr365_collector;
GRANT SELECT, UPDATE, DELETE ON efficiency_mark TO dr365_analyst;
GRANT SELECT, INSERT, UPDATE, DELETE ON efficiency_part TO dr365_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA answers TO dr365_mcp;

INSERT INTO schema_migration (number, name) VALUES (10, 'efficiency');
