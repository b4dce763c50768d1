-- What all migrations together make, for reading. Written by `bun tools/schema.ts --write`, never by hand.

CREATE TABLE activity (
  id     INTEGER PRIMARY KEY,
  what   TEXT NOT NULL,
  about  TEXT NOT NULL,
  by     TEXT NOT NULL,
  at     TEXT NOT NULL,
  detail TEXT                                      -- JSON
) STRICT;

CREATE INDEX activity_about ON activity (about, id);

CREATE INDEX activity_at ON activity (at);

CREATE TABLE api_tokens (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL,
  token_hash   TEXT NOT NULL UNIQUE,
  scope        TEXT NOT NULL DEFAULT 'read' CHECK (scope IN ('read', 'write')),
  created_by   TEXT NOT NULL,
  created_at   TEXT NOT NULL,
  last_used_at TEXT,
  revoked_at   TEXT
) STRICT;

CREATE TABLE blob_rows (
  id       INTEGER PRIMARY KEY,
  blob_id  INTEGER NOT NULL REFERENCES blobs (id),
  position INTEGER NOT NULL,                       -- 0, 1, 2 …
  encoding TEXT NOT NULL CHECK (encoding IN ('raw', 'zstd')),
  bytes    BLOB NOT NULL,                          -- at most 256 KB once decoded
  UNIQUE (blob_id, position)
) STRICT;

CREATE TABLE blobs (
  id         INTEGER PRIMARY KEY,
  sha256     TEXT UNIQUE,
  size       INTEGER NOT NULL,                     -- bytes, uncompressed
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE calendar_feeds (
  person_id  INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  scope      TEXT NOT NULL DEFAULT 'mine' CHECK (scope IN ('mine', 'all')),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE company (
  id                INTEGER PRIMARY KEY CHECK (id = 1),
  name              TEXT NOT NULL,
  regime            TEXT NOT NULL DEFAULT 'CH' CHECK (regime IN ('CH', 'EU')),
  time_zone         TEXT NOT NULL DEFAULT 'Europe/Zurich',
  language          TEXT NOT NULL DEFAULT 'de' CHECK (language IN ('de', 'en')),
  public_address    TEXT,                          -- 'https://aktion.example.ch'; null: whatever the browser used
  stale_after_days  INTEGER NOT NULL DEFAULT 35 CHECK (stale_after_days BETWEEN 1 AND 3650),
  stand_is_public   INTEGER NOT NULL DEFAULT 0 CHECK (stand_is_public IN (0, 1)),
  stand_intro       TEXT,
  set_up_at         TEXT
) STRICT;

CREATE TABLE contracts (
  id        INTEGER PRIMARY KEY,
  system_id INTEGER NOT NULL REFERENCES systems (id),
  kind      TEXT NOT NULL CHECK (kind IN ('processing', 'service')),
  reference TEXT NOT NULL,
  valid_until TEXT,                                -- a whole day; null: until it is given notice
  happened_on TEXT, happened_text TEXT, reported_on TEXT NOT NULL, recorded_at TEXT NOT NULL, by TEXT NOT NULL,
  note TEXT, corrects INTEGER REFERENCES contracts (id), withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX contracts_system ON contracts (system_id);

CREATE TABLE criteria (
  id          INTEGER PRIMARY KEY,
  slug        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  name_en     TEXT,
  meaning     TEXT,
  meaning_en  TEXT,
  position    INTEGER NOT NULL,
  archived_at TEXT
) STRICT;

CREATE TABLE criterion_answers (
  id           INTEGER PRIMARY KEY,
  system_id    INTEGER NOT NULL REFERENCES systems (id),
  criterion_id INTEGER NOT NULL REFERENCES criteria (id),
  answer       TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'partly', 'unverifiable')),
  reason       TEXT,
  happened_on TEXT, happened_text TEXT, reported_on TEXT NOT NULL, recorded_at TEXT NOT NULL, by TEXT NOT NULL,
  note TEXT, corrects INTEGER REFERENCES criterion_answers (id), withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX criterion_answers_system ON criterion_answers (system_id);

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

CREATE TRIGGER deletion_records_never_changed BEFORE UPDATE ON deletion_records
BEGIN SELECT RAISE(ABORT, 'deletion records are never changed'); END;

CREATE TRIGGER deletion_records_never_deleted BEFORE DELETE ON deletion_records
BEGIN SELECT RAISE(ABORT, 'deletion records are never deleted'); END;

CREATE INDEX deletion_records_system ON deletion_records (system_id);

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

CREATE INDEX evidence_files_blob ON evidence_files (blob_id);

CREATE TRIGGER evidence_files_never_deleted BEFORE DELETE ON evidence_files
BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;

CREATE TRIGGER evidence_files_only_removed BEFORE UPDATE ON evidence_files
WHEN OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL OR NEW.blob_id IS NOT NULL
  OR NEW.id <> OLD.id OR NEW.system_id <> OLD.system_id OR NEW.record_id IS NOT OLD.record_id OR NEW.supports <> OLD.supports
  OR NEW.name <> OLD.name OR NEW.type <> OLD.type OR NEW.size <> OLD.size OR NEW.sha256 <> OLD.sha256
  OR NEW.uploaded_by <> OLD.uploaded_by OR NEW.uploaded_at <> OLD.uploaded_at
BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;

CREATE INDEX evidence_files_record ON evidence_files (record_id);

CREATE INDEX evidence_files_system ON evidence_files (system_id);

CREATE TABLE exceptions (
  id           INTEGER PRIMARY KEY,
  system_id    INTEGER NOT NULL REFERENCES systems (id),
  criterion_id INTEGER NOT NULL REFERENCES criteria (id),
  reason       TEXT,
  person_name  TEXT,                               -- who accepts it; null until somebody does
  review_on    TEXT,                               -- a whole day
  happened_on TEXT, happened_text TEXT, reported_on TEXT NOT NULL, recorded_at TEXT NOT NULL, by TEXT NOT NULL,
  note TEXT, corrects INTEGER REFERENCES exceptions (id), withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX exceptions_system ON exceptions (system_id);

CREATE TABLE history_entries (
  seq              INTEGER PRIMARY KEY CHECK (seq > 0),
  what             TEXT NOT NULL,                 -- 'stage.reported', 'person.invited' …
  about            TEXT NOT NULL,                 -- 'service:newsletter', 'person:3'
  by               TEXT NOT NULL,                 -- 'person:3', 'token:2', 'command line', 'aktion'
  happened_on      TEXT,                          -- cut to its precision; null when only words are known
  reported_on      TEXT NOT NULL,                 -- a whole day
  recorded_at      TEXT NOT NULL,                 -- the machine's clock, never settable
  facts            TEXT NOT NULL,                 -- canonical JSON: codes, slugs, dates. Hashed as it is
  words            TEXT,                          -- canonical JSON: names and free text. Hashed as a salted digest, so that it can be erased
  words_salt       TEXT,
  words_digest     TEXT,
  previous_hash    TEXT NOT NULL,
  hash             TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX history_about ON history_entries (about, seq);

CREATE TRIGGER history_never_changed BEFORE UPDATE ON history_entries
WHEN NEW.seq <> OLD.seq OR NEW.what <> OLD.what OR NEW.about <> OLD.about OR NEW.by <> OLD.by
  OR NEW.happened_on IS NOT OLD.happened_on OR NEW.reported_on <> OLD.reported_on OR NEW.recorded_at <> OLD.recorded_at
  OR NEW.facts <> OLD.facts OR NEW.words_digest IS NOT OLD.words_digest
  OR NEW.previous_hash <> OLD.previous_hash OR NEW.hash <> OLD.hash
  OR (NEW.words IS NOT NULL AND NEW.words IS NOT OLD.words)
BEGIN SELECT RAISE(ABORT, 'history entries are never changed'); END;

CREATE TRIGGER history_never_deleted BEFORE DELETE ON history_entries
BEGIN SELECT RAISE(ABORT, 'history entries are never deleted'); END;

CREATE TRIGGER history_only_appended BEFORE INSERT ON history_entries
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM history_entries)
BEGIN SELECT RAISE(ABORT, 'history entries are only appended'); END;

CREATE TABLE law_intervals (
  id          INTEGER PRIMARY KEY,
  regime      TEXT NOT NULL CHECK (regime IN ('CH', 'EU')),
  country     TEXT NOT NULL,
  status      TEXT NOT NULL CHECK (status IN ('adequate', 'partial', 'certified-only', 'inadequate')),
  from_on     TEXT NOT NULL,
  until_on    TEXT,
  basis       TEXT NOT NULL,
  source      TEXT NOT NULL,
  by          TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  archived_at TEXT
) STRICT;

CREATE TABLE login_attempts (
  key TEXT NOT NULL,                               -- 'address:…' or 'account:…', hashed: no personal data is kept
  at  TEXT NOT NULL
) STRICT;

CREATE INDEX login_attempts_key ON login_attempts (key, at);

CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE offboarding_steps (
  id           INTEGER PRIMARY KEY,
  system_id    INTEGER NOT NULL REFERENCES offboardings (system_id),
  position     INTEGER NOT NULL,
  code         TEXT,
  name         TEXT NOT NULL,
  name_en      TEXT,
  evidence     INTEGER NOT NULL DEFAULT 0 CHECK (evidence IN (0, 1)),
  state        TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'not-needed')),
  person_id    INTEGER REFERENCES people (id),
  person_name  TEXT,
  due_on       TEXT,
  done_on      TEXT, done_text TEXT,               -- cut to its precision, or words
  done_by_id   INTEGER REFERENCES people (id),
  done_by_name TEXT,
  reason       TEXT,                               -- not needed, because
  note         TEXT,
  old_data_report_id INTEGER REFERENCES old_data_reports (id)   -- what ticking it said of the data; taken back with the tick
) STRICT;

CREATE INDEX offboarding_steps_system ON offboarding_steps (system_id, position);

CREATE TABLE offboardings (
  system_id  INTEGER PRIMARY KEY REFERENCES systems (id),
  started_on TEXT NOT NULL,
  started_by TEXT NOT NULL,
  started_at TEXT NOT NULL
) STRICT;

CREATE TABLE old_data_reports (
  id        INTEGER PRIMARY KEY,
  system_id INTEGER NOT NULL REFERENCES systems (id),
  state     TEXT NOT NULL CHECK (state IN ('in-use', 'read-only', 'deletion-requested', 'deleted', 'confirmed', 'backups-expired', 'none', 'unknown')),
  happened_on TEXT, happened_text TEXT, reported_on TEXT NOT NULL, recorded_at TEXT NOT NULL, by TEXT NOT NULL,
  note TEXT, corrects INTEGER REFERENCES old_data_reports (id), withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX old_data_reports_system ON old_data_reports (system_id);

CREATE TABLE one_time_links (
  token_hash TEXT PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('setup', 'invitation', 'reset')),
  person_id  INTEGER REFERENCES people (id) ON DELETE CASCADE,   -- null for set-up: nobody is there yet
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at    TEXT
) STRICT;

CREATE INDEX one_time_links_person ON one_time_links (person_id);

CREATE TABLE outbox_deliveries (
  id          INTEGER PRIMARY KEY,
  channel     TEXT NOT NULL,                       -- 'mail', 'webhook' …
  subject_key TEXT NOT NULL UNIQUE,                -- the same thing is never delivered twice
  payload     TEXT NOT NULL,                       -- JSON, fixed when it was written
  state       TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'claimed', 'delivered', 'failed', 'unknown')),
  attempts    INTEGER NOT NULL DEFAULT 0,
  due_at      TEXT NOT NULL,
  claimed_at  TEXT,
  finished_at TEXT,
  last_error  TEXT,
  created_at  TEXT NOT NULL
, recipient TEXT, answer TEXT) STRICT;

CREATE INDEX outbox_due ON outbox_deliveries (state, due_at);

CREATE INDEX outbox_recipient ON outbox_deliveries (recipient, id);

CREATE TABLE pending_files (
  handle      TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  type        TEXT NOT NULL,
  blob_id     INTEGER NOT NULL REFERENCES blobs (id),
  uploaded_by TEXT NOT NULL,
  uploaded_at TEXT NOT NULL
) STRICT;

CREATE INDEX pending_files_blob ON pending_files (blob_id);

CREATE TABLE people (
  id            INTEGER PRIMARY KEY,
  email         TEXT NOT NULL UNIQUE CHECK (email = lower(email)),
  name          TEXT NOT NULL,
  role          TEXT NOT NULL CHECK (role IN ('owner', 'member', 'viewer')),
  language      TEXT NOT NULL DEFAULT 'de' CHECK (language IN ('de', 'en')),
  password_hash TEXT,                              -- null until the invitation is accepted
  created_at    TEXT NOT NULL,
  disabled_at   TEXT,
  seen_before_at TEXT,                             -- when the visit before this one ended: what 'since your last visit' means
  last_seen_at  TEXT
) STRICT;

CREATE TABLE places (
  id        INTEGER PRIMARY KEY,
  system_id INTEGER NOT NULL REFERENCES systems (id),
  kind      TEXT NOT NULL CHECK (kind IN ('seat', 'server', 'parent')),
  country   TEXT,                                  -- ISO 3166-1 alpha-2; null: not verifiable, or none
  assumed   INTEGER NOT NULL DEFAULT 0 CHECK (assumed IN (0, 1)),
  source    TEXT,
  happened_on TEXT, happened_text TEXT, reported_on TEXT NOT NULL, recorded_at TEXT NOT NULL, by TEXT NOT NULL,
  note TEXT, corrects INTEGER REFERENCES places (id), withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX places_system ON places (system_id);

CREATE TABLE reminder_mornings (
  day TEXT PRIMARY KEY,
  at  TEXT NOT NULL
) STRICT;

CREATE TABLE reminders (
  id        INTEGER PRIMARY KEY,
  recipient TEXT NOT NULL,
  item      TEXT NOT NULL,                         -- 'step:17 2026-12-01'
  nearness  TEXT NOT NULL,                         -- 'week', 'day', 'overdue-0', 'overdue-1' …
  at        TEXT NOT NULL,
  UNIQUE (recipient, item, nearness)
) STRICT;

CREATE TABLE replacements (
  id             INTEGER PRIMARY KEY,
  service_id     INTEGER NOT NULL REFERENCES services (id),
  from_system_id INTEGER REFERENCES systems (id),
  to_system_id   INTEGER REFERENCES systems (id),
  happened_on TEXT, happened_text TEXT, reported_on TEXT NOT NULL, recorded_at TEXT NOT NULL, by TEXT NOT NULL,
  note TEXT, corrects INTEGER REFERENCES replacements (id), withdrawn INTEGER NOT NULL DEFAULT 0,
  CHECK (from_system_id IS NOT NULL OR to_system_id IS NOT NULL)
) STRICT;

CREATE INDEX replacements_service ON replacements (service_id);

CREATE TABLE round_actions (
  id          INTEGER PRIMARY KEY,
  round_id    INTEGER REFERENCES rounds (id),      -- null: set outside a round
  subject     TEXT,                                -- what it is about, as in round_items
  task        TEXT NOT NULL,
  person_id   INTEGER REFERENCES people (id),
  person_name TEXT,                                -- somebody without a log-in
  due_on      TEXT,                                -- a whole day
  set_by      TEXT NOT NULL,
  set_at      TEXT NOT NULL,
  set_on      TEXT NOT NULL,                       -- a whole day
  done_by     TEXT,
  done_at     TEXT,
  done_on     TEXT                                 -- a whole day; null: open
) STRICT;

CREATE INDEX round_actions_open ON round_actions (due_on) WHERE done_on IS NULL;

CREATE TABLE round_addenda (
  id       INTEGER PRIMARY KEY,
  round_id INTEGER NOT NULL REFERENCES rounds (id),
  text     TEXT NOT NULL,
  by       TEXT NOT NULL,
  at       TEXT NOT NULL
) STRICT;

CREATE INDEX round_addenda_round ON round_addenda (round_id);

CREATE TABLE round_entries (
  id          INTEGER PRIMARY KEY,
  item_id     INTEGER NOT NULL REFERENCES round_items (id),
  version     INTEGER NOT NULL,
  health      TEXT CHECK (health IN ('on-track', 'at-risk', 'off-track')),
  sentence    TEXT,
  decision    TEXT,
  nothing_new INTEGER NOT NULL DEFAULT 0 CHECK (nothing_new IN (0, 1)),
  by          TEXT NOT NULL,
  at          TEXT NOT NULL,
  UNIQUE (item_id, version)
) STRICT;

CREATE TABLE round_items (
  id        INTEGER PRIMARY KEY,
  round_id  INTEGER NOT NULL REFERENCES rounds (id),
  subject   TEXT NOT NULL,                         -- 'service:newsletter', 'system:slack', 'action:3', 'law:US'
  position  INTEGER NOT NULL DEFAULT 0,
  title     TEXT NOT NULL,
  title_en  TEXT NOT NULL,
  href      TEXT NOT NULL,
  owner     TEXT,
  carried   INTEGER NOT NULL DEFAULT 0 CHECK (carried IN (0, 1)),  -- somebody put it there by hand from the round before
  UNIQUE (round_id, subject)
) STRICT;

CREATE TABLE round_points (
  id      INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES round_items (id),
  section TEXT NOT NULL,
  text    TEXT NOT NULL,
  text_en TEXT NOT NULL,
  on_day  TEXT,                                    -- a date as precise as it is known
  red     INTEGER NOT NULL DEFAULT 0 CHECK (red IN (0, 1))
) STRICT;

CREATE INDEX round_points_item ON round_points (item_id);

CREATE TABLE round_present (
  id        INTEGER PRIMARY KEY,
  round_id  INTEGER NOT NULL REFERENCES rounds (id),
  person_id INTEGER REFERENCES people (id),        -- null: a guest
  name      TEXT NOT NULL,
  UNIQUE (round_id, person_id),
  UNIQUE (round_id, name)
) STRICT;

CREATE TABLE rounds (
  id          INTEGER PRIMARY KEY,                 -- 1, 2, 3 …: also how people call it
  state       TEXT NOT NULL CHECK (state IN ('open', 'closed', 'planned', 'skipped')),
  held_on     TEXT NOT NULL,                       -- a whole day: planned for, held on, or the week that was skipped
  opened_at   TEXT,
  opened_by   TEXT,
  closed_at   TEXT,
  closed_by   TEXT,
  item_id     INTEGER REFERENCES round_items (id), -- what everybody is looking at; null: the end, before closing
  version     INTEGER NOT NULL DEFAULT 1,          -- moves with every change, so that a page knows whether it is up to date
  reason      TEXT,                                -- why a week was skipped
  minutes     TEXT NOT NULL DEFAULT ''             -- canonical JSON, once closed; its SHA-256 is in the history
) STRICT;

CREATE UNIQUE INDEX rounds_one_of_each ON rounds (state) WHERE state IN ('planned', 'open');

CREATE TABLE services (
  id          INTEGER PRIMARY KEY,
  slug        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  name_en     TEXT,
  purpose     TEXT,
  purpose_en  TEXT,
  category    TEXT,
  owner_id    INTEGER REFERENCES people (id),
  owner_name  TEXT,                                -- a team or somebody without a log-in
  priority    TEXT CHECK (priority IN ('high', 'normal', 'low')),
  priority_reason TEXT,
  customer_data TEXT NOT NULL DEFAULT 'unknown' CHECK (customer_data IN ('yes', 'no', 'unknown')),
  note        TEXT,
  created_at  TEXT NOT NULL,
  archived_on TEXT
) STRICT;

CREATE TABLE sessions (
  token_hash   TEXT PRIMARY KEY,                   -- SHA-256 of what the cookie holds
  handle       TEXT NOT NULL UNIQUE,               -- names the session on a page, opens nothing
  person_id    INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  created_at   TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  expires_at   TEXT NOT NULL,
  device       TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_person ON sessions (person_id);

CREATE TABLE signed_heads (
  id         INTEGER PRIMARY KEY,
  count      INTEGER NOT NULL,                     -- how many entries there were
  hash       TEXT NOT NULL,                        -- of the last of them
  key_id     TEXT NOT NULL,
  checkpoint TEXT NOT NULL,                        -- the signed note, C2SP tlog-checkpoint
  at         TEXT NOT NULL
) STRICT;

CREATE INDEX signed_heads_count ON signed_heads (count);

CREATE TRIGGER signed_heads_never_changed BEFORE UPDATE ON signed_heads
BEGIN SELECT RAISE(ABORT, 'signed heads are never changed'); END;

CREATE TRIGGER signed_heads_never_deleted BEFORE DELETE ON signed_heads
BEGIN SELECT RAISE(ABORT, 'signed heads are never deleted'); END;

CREATE TABLE stage_reports (
  id         INTEGER PRIMARY KEY,
  service_id INTEGER NOT NULL REFERENCES services (id),
  stage      TEXT NOT NULL CHECK (stage IN ('open', 'searching', 'building', 'testing', 'switching', 'ready', 'live')),
  happened_on TEXT, happened_text TEXT, reported_on TEXT NOT NULL, recorded_at TEXT NOT NULL, by TEXT NOT NULL,
  note TEXT, corrects INTEGER REFERENCES stage_reports (id), withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX stage_reports_service ON stage_reports (service_id);

CREATE TABLE sub_processors (
  id        INTEGER PRIMARY KEY,
  system_id INTEGER NOT NULL REFERENCES systems (id),
  name      TEXT NOT NULL,
  country   TEXT,
  purpose   TEXT,
  happened_on TEXT, happened_text TEXT, reported_on TEXT NOT NULL, recorded_at TEXT NOT NULL, by TEXT NOT NULL,
  note TEXT, corrects INTEGER REFERENCES sub_processors (id), withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX sub_processors_system ON sub_processors (system_id);

CREATE TABLE systems (
  id              INTEGER PRIMARY KEY,
  slug            TEXT NOT NULL UNIQUE,
  name            TEXT NOT NULL,
  name_en         TEXT,
  vendor          TEXT,
  website         TEXT,
  hosting         TEXT NOT NULL DEFAULT 'unknown' CHECK (hosting IN ('own-server', 'provider', 'local', 'unknown')),
  licence         TEXT,
  certified       INTEGER NOT NULL DEFAULT 0 CHECK (certified IN (0, 1)),  -- holds a data-privacy-framework certification
  data_categories TEXT,
  data_subjects   TEXT,
  retention       TEXT,
  note            TEXT,
  created_at      TEXT NOT NULL,
  archived_on     TEXT
) STRICT;

CREATE TABLE targets (
  id          INTEGER PRIMARY KEY,
  service_id  INTEGER NOT NULL REFERENCES services (id),
  target_on   TEXT, target_text TEXT,              -- both null: the target was given up
  happened_on TEXT, happened_text TEXT, reported_on TEXT NOT NULL, recorded_at TEXT NOT NULL, by TEXT NOT NULL,
  note TEXT, corrects INTEGER REFERENCES targets (id), withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX targets_service ON targets (service_id);

CREATE TABLE template_steps (
  id                  INTEGER PRIMARY KEY,
  code                TEXT,
  name                TEXT NOT NULL,
  name_en             TEXT,
  position            INTEGER NOT NULL,
  person_id           INTEGER REFERENCES people (id),
  person_name         TEXT,                        -- a team or somebody without a log-in
  days_after_start    INTEGER CHECK (days_after_start BETWEEN 0 AND 3650),
  evidence            INTEGER NOT NULL DEFAULT 0 CHECK (evidence IN (0, 1)),   -- a file counts here
  archived_at         TEXT
) STRICT;

CREATE TABLE webhooks (
  id          INTEGER PRIMARY KEY,
  address     TEXT NOT NULL,
  kinds       TEXT NOT NULL,                       -- 'dates.digest offboarding.changed'
  secret      TEXT NOT NULL,                       -- signs what is sent; who reads this file could sign too
  created_by  TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  archived_at TEXT
) STRICT;
