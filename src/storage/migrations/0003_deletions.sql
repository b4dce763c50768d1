-- Files of any size, and the deletion log that they are evidence for.

-- A blob without a name (sha256 null) is being uploaded, or is no longer used: nobody can find it, and the next start collects it.
CREATE TABLE blobs (
  id         INTEGER PRIMARY KEY,
  sha256     TEXT UNIQUE,
  size       INTEGER NOT NULL,                     -- bytes, uncompressed
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE blob_rows (
  id       INTEGER PRIMARY KEY,
  blob_id  INTEGER NOT NULL REFERENCES blobs (id),
  position INTEGER NOT NULL,                       -- 0, 1, 2 …
  encoding TEXT NOT NULL CHECK (encoding IN ('raw', 'zstd')),
  bytes    BLOB NOT NULL,                          -- at most 256 KB once decoded
  UNIQUE (blob_id, position)
) STRICT;

-- The deletion log. A record is never changed: what was wrong is said by a new one that names it, and each is named once.
-- Everything in *_on is cut to its precision, with the words that were used in *_text.
CREATE TABLE deletion_records (
  id          INTEGER PRIMARY KEY,                 -- the number people use
  system_id   INTEGER NOT NULL REFERENCES systems (id),
  executed_on TEXT, executed_text TEXT,
  executed_by TEXT NOT NULL,
  method      TEXT NOT NULL CHECK (method IN ('self-service', 'api', 'written-request', 'contract-end', 'provider', 'other')),
  account     TEXT,                                -- which workspace or tenant
  categories  TEXT,
  subjects    TEXT,
  approximate_count TEXT,                          -- 'rund 4000 Adressen'
  places      TEXT NOT NULL DEFAULT '',            -- 'production,backups,logs,exports,local'
  sub_processors TEXT,
  not_deleted TEXT,                                -- what was not deleted, and why
  exported_on TEXT, exported_text TEXT,
  export_format TEXT,
  export_place  TEXT,
  export_sha256 TEXT,
  imported_on TEXT, imported_text TEXT,            -- when the import was verified
  imported_by TEXT,
  hold_checked_on TEXT, hold_checked_text TEXT,
  hold_checked_by TEXT,
  hold_result     TEXT,
  requested_on TEXT, requested_text TEXT,
  requested_by TEXT,
  request_channel   TEXT,
  request_reference TEXT,
  confirmed_on TEXT, confirmed_text TEXT,
  confirmed_from TEXT,
  confirmation_reference TEXT,
  verified_on TEXT, verified_text TEXT,
  verified_by TEXT,
  verified_how TEXT,
  backup_period TEXT,
  backups_expire_on TEXT, backups_expire_text TEXT,
  backups_follow_up_by TEXT,
  contract_end_on TEXT, contract_end_text TEXT,
  documents_updated_on TEXT, documents_updated_text TEXT,
  documents   TEXT,                                -- which: 'Datenschutzerklärung, Verzeichnis'
  note        TEXT,
  reported_on TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  by          TEXT NOT NULL,
  corrects    INTEGER UNIQUE REFERENCES deletion_records (id)
) STRICT;
CREATE INDEX deletion_records_system ON deletion_records (system_id);
CREATE TRIGGER deletion_records_never_changed BEFORE UPDATE ON deletion_records
BEGIN SELECT RAISE(ABORT, 'deletion records are never changed'); END;
CREATE TRIGGER deletion_records_never_deleted BEFORE DELETE ON deletion_records
BEGIN SELECT RAISE(ABORT, 'deletion records are never deleted'); END;

-- Removing a file is the one change there is: its digest stays, its blob goes unless something else uses it.
CREATE TABLE evidence_files (
  id          INTEGER PRIMARY KEY,
  system_id   INTEGER NOT NULL REFERENCES systems (id),
  record_id   INTEGER REFERENCES deletion_records (id),   -- null: it belongs to leaving the system, before there is a record
  supports    TEXT NOT NULL CHECK (supports IN ('deletion', 'scope', 'export', 'request', 'confirmation', 'certificate', 'second-person', 'backups', 'documents')),
  name        TEXT NOT NULL,
  type        TEXT NOT NULL,                       -- sniffed from the bytes
  size        INTEGER NOT NULL,
  sha256      TEXT NOT NULL,
  blob_id     INTEGER REFERENCES blobs (id),       -- null once removed
  uploaded_by TEXT NOT NULL,
  uploaded_at TEXT NOT NULL,
  removed_by  TEXT,
  removed_at  TEXT,
  removed_reason TEXT
) STRICT;
CREATE INDEX evidence_files_system ON evidence_files (system_id);
CREATE INDEX evidence_files_record ON evidence_files (record_id);
CREATE INDEX evidence_files_blob ON evidence_files (blob_id);
CREATE TRIGGER evidence_files_only_removed BEFORE UPDATE ON evidence_files
WHEN OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL OR NEW.blob_id IS NOT NULL
  OR NEW.id <> OLD.id OR NEW.system_id <> OLD.system_id OR NEW.record_id IS NOT OLD.record_id OR NEW.supports <> OLD.supports
  OR NEW.name <> OLD.name OR NEW.type <> OLD.type OR NEW.size <> OLD.size OR NEW.sha256 <> OLD.sha256
  OR NEW.uploaded_by <> OLD.uploaded_by OR NEW.uploaded_at <> OLD.uploaded_at
BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_files_never_deleted BEFORE DELETE ON evidence_files
BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;

-- Files that came with a form which was refused: kept for a day, so that nobody uploads them twice.
CREATE TABLE pending_files (
  handle      TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  type        TEXT NOT NULL,
  blob_id     INTEGER NOT NULL REFERENCES blobs (id),
  uploaded_by TEXT NOT NULL,
  uploaded_at TEXT NOT NULL
) STRICT;
CREATE INDEX pending_files_blob ON pending_files (blob_id);
