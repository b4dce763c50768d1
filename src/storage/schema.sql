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

CREATE TABLE alert_recipients (
  rule_id   INTEGER NOT NULL REFERENCES alert_rules (id),
  recipient TEXT NOT NULL,                         -- 'person:3', 'email:pikett@example.ch', 'webhook:2', 'talk:1'
  PRIMARY KEY (rule_id, recipient)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert_rule_checks (
  rule_id  INTEGER NOT NULL REFERENCES alert_rules (id),
  check_id INTEGER NOT NULL REFERENCES checks (id),
  PRIMARY KEY (rule_id, check_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert_rules (
  id              INTEGER PRIMARY KEY,
  name            TEXT NOT NULL,
  kinds           TEXT NOT NULL,                   -- codes, separated by spaces: down degraded unstable expiry
  all_checks      INTEGER NOT NULL DEFAULT 1 CHECK (all_checks IN (0, 1)),
  after_minutes   INTEGER NOT NULL DEFAULT 0 CHECK (after_minutes BETWEEN 0 AND 10080),
  remind_minutes  INTEGER CHECK (remind_minutes BETWEEN 5 AND 10080),
  days            TEXT,                            -- '1 2 3 4 5', Monday is 1; null: always
  from_time       TEXT,                            -- '08:00' in the company's time zone
  until_time      TEXT,
  created_by      TEXT NOT NULL,
  created_at      TEXT NOT NULL,
  archived_at     TEXT
) STRICT;

CREATE TABLE api_requests (
  token_id   INTEGER NOT NULL REFERENCES api_tokens (id) ON DELETE CASCADE,
  key        TEXT NOT NULL,
  digest     TEXT NOT NULL,                        -- of the address and the body: the same key for something else is refused
  location   TEXT NOT NULL,                        -- what was made
  created_at TEXT NOT NULL,
  PRIMARY KEY (token_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX api_requests_age ON api_requests (created_at);

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

CREATE TABLE arrivals (
  id            INTEGER PRIMARY KEY,
  mailbox_id    INTEGER NOT NULL REFERENCES mailboxes (id),
  folder        TEXT NOT NULL,                     -- 'INBOX'; 'import:3' for a file
  uidvalidity   INTEGER NOT NULL,
  uid           INTEGER NOT NULL,                  -- of an import: its place in the file
  source        TEXT NOT NULL CHECK (source IN ('imap', 'import')),
  state         TEXT NOT NULL CHECK (state IN ('stored', 'filed', 'duplicate', 'unreadable', 'erased')),
  raw_sha256    TEXT,
  blob_id       INTEGER REFERENCES blobs (id),
  size          INTEGER NOT NULL DEFAULT 0,
  received_at   TEXT NOT NULL,                     -- the server's INTERNALDATE
  was_read      INTEGER NOT NULL DEFAULT 0 CHECK (was_read IN (0, 1)),   -- \Seen when we came
  message_id    INTEGER REFERENCES messages (id) ON DELETE SET NULL,
  error         TEXT,
  attempts      INTEGER NOT NULL DEFAULT 0,
  stored_at     TEXT NOT NULL,
  finished_on_server_at TEXT,                      -- flagged or deleted there, as the mailbox says
  UNIQUE (mailbox_id, folder, uidvalidity, uid)
) STRICT;

CREATE INDEX arrivals_blob ON arrivals (blob_id) WHERE blob_id IS NOT NULL;

CREATE INDEX arrivals_message ON arrivals (message_id) WHERE message_id IS NOT NULL;

CREATE INDEX arrivals_raw ON arrivals (mailbox_id, raw_sha256) WHERE raw_sha256 IS NOT NULL;

CREATE INDEX arrivals_unfiled ON arrivals (id) WHERE state = 'stored';

CREATE INDEX arrivals_unfinished ON arrivals (mailbox_id, folder, uid) WHERE finished_on_server_at IS NULL AND source = 'imap';

CREATE INDEX arrivals_unreadable ON arrivals (id) WHERE state = 'unreadable';

CREATE TABLE automatic_sends (
  id         INTEGER PRIMARY KEY,
  mailbox_id INTEGER NOT NULL,
  address    TEXT NOT NULL,
  ticket_id  INTEGER,
  kind       TEXT NOT NULL,                        -- 'auto-reply', 'notice', 'alert' …
  at         TEXT NOT NULL
) STRICT;

CREATE INDEX automatic_sends_address ON automatic_sends (address, at);

CREATE INDEX automatic_sends_mailbox ON automatic_sends (mailbox_id, at);

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

CREATE TABLE bulk_actions (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id   INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  act         TEXT NOT NULL,                       -- JSON: {"verb": "state", "state": "closed"}
  state       TEXT NOT NULL CHECK (state IN ('doing', 'done', 'undoing', 'undone')),
  list        TEXT NOT NULL,                       -- the address of the list it was asked from
  created_at  TEXT NOT NULL,
  finished_at TEXT
) STRICT;

CREATE INDEX bulk_actions_created ON bulk_actions (created_at);

CREATE INDEX bulk_actions_open ON bulk_actions (id) WHERE state IN ('doing', 'undoing');

CREATE INDEX bulk_actions_person ON bulk_actions (person_id);

CREATE TABLE bulk_tickets (
  bulk_id   INTEGER NOT NULL REFERENCES bulk_actions (id) ON DELETE CASCADE,
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  state     TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'refused', 'undone', 'left')),
  why       TEXT,                                  -- JSON: the sentence in both languages, where it was refused or left
  before    TEXT,                                  -- JSON: what is put back when it is undone, and what shows that nobody changed it since
  PRIMARY KEY (bulk_id, ticket_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX bulk_tickets_state ON bulk_tickets (bulk_id, state, ticket_id);

CREATE INDEX bulk_tickets_ticket ON bulk_tickets (ticket_id);

CREATE TABLE calendar_feeds (
  person_id  INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  scope      TEXT NOT NULL DEFAULT 'mine' CHECK (scope IN ('mine', 'all')),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE check_alerts (
  id         INTEGER PRIMARY KEY,
  rule_id    INTEGER NOT NULL REFERENCES alert_rules (id),
  trouble_id INTEGER NOT NULL REFERENCES check_troubles (id),
  told_at    TEXT NOT NULL,
  reminded_at TEXT,
  closed_at  TEXT,
  UNIQUE (rule_id, trouble_id)
) STRICT;

CREATE INDEX check_alerts_open ON check_alerts (closed_at, rule_id);

CREATE TABLE check_answers (
  starts_at TEXT NOT NULL,
  check_id  INTEGER NOT NULL,
  answers   TEXT NOT NULL,                         -- JSON: [second within, state, milliseconds, index of its reason?]
  reasons   TEXT,                                  -- JSON: the sentences
  PRIMARY KEY (starts_at, check_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE check_blind_spells (
  id       INTEGER PRIMARY KEY,
  check_id INTEGER NOT NULL REFERENCES checks (id),
  from_at  TEXT NOT NULL,
  until_at TEXT
) STRICT;

CREATE INDEX check_blind_spells_check ON check_blind_spells (check_id, from_at);

CREATE TABLE check_days (
  check_id       INTEGER NOT NULL,
  day            TEXT NOT NULL,
  up_ms          INTEGER NOT NULL,
  degraded_ms    INTEGER NOT NULL,
  down_ms        INTEGER NOT NULL,
  unknown_ms     INTEGER NOT NULL,
  maintenance_ms INTEGER NOT NULL,
  none_ms        INTEGER NOT NULL,
  answers        INTEGER NOT NULL,
  sum_ms         INTEGER NOT NULL,
  max_ms         INTEGER NOT NULL,
  PRIMARY KEY (check_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE check_evidence (
  check_id    INTEGER NOT NULL REFERENCES checks (id),
  green_since TEXT NOT NULL,
  filed_at    TEXT NOT NULL,
  PRIMARY KEY (check_id, green_since)
) STRICT, WITHOUT ROWID;

CREATE TABLE check_hours (
  check_id  INTEGER NOT NULL,
  starts_at TEXT NOT NULL,
  up        INTEGER NOT NULL,
  degraded  INTEGER NOT NULL,
  down      INTEGER NOT NULL,
  unknown   INTEGER NOT NULL,
  sum_ms    INTEGER NOT NULL,
  max_ms    INTEGER NOT NULL,
  PRIMARY KEY (check_id, starts_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE check_journal (
  id      INTEGER PRIMARY KEY,
  results TEXT NOT NULL                            -- JSON: [check, second, state, milliseconds, reason?]
) STRICT;

CREATE TABLE check_minutes (
  starts_at TEXT NOT NULL,                         -- of five minutes
  check_id  INTEGER NOT NULL,
  up        INTEGER NOT NULL,
  degraded  INTEGER NOT NULL,
  down      INTEGER NOT NULL,
  unknown   INTEGER NOT NULL,
  sum_ms    INTEGER NOT NULL,                      -- of the answers that came: up and degraded
  max_ms    INTEGER NOT NULL,
  PRIMARY KEY (starts_at, check_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE check_pings (
  id        INTEGER PRIMARY KEY,
  check_id  INTEGER NOT NULL REFERENCES checks (id),
  kind      TEXT NOT NULL CHECK (kind IN ('success', 'start', 'fail', 'log')),
  exit_code INTEGER,
  body      TEXT,
  at        TEXT NOT NULL
) STRICT;

CREATE INDEX check_pings_check ON check_pings (check_id, id);

CREATE TABLE check_spells (
  id       INTEGER PRIMARY KEY,
  check_id INTEGER NOT NULL REFERENCES checks (id),
  state    TEXT NOT NULL CHECK (state IN ('up', 'degraded', 'down', 'paused')),
  from_at  TEXT NOT NULL,
  until_at TEXT                                    -- null: still
) STRICT;

CREATE INDEX check_spells_check ON check_spells (check_id, from_at);

CREATE TABLE check_states (
  check_id       INTEGER PRIMARY KEY REFERENCES checks (id),
  observed       TEXT NOT NULL CHECK (observed IN ('new', 'up', 'degraded', 'down', 'unknown')),
  confirmed      TEXT NOT NULL CHECK (confirmed IN ('new', 'up', 'degraded', 'down')),
  since          TEXT,
  last_at        TEXT,
  unknown_since  TEXT,
  unstable_since TEXT,
  runs           TEXT NOT NULL,                    -- JSON: how often in a row, and since when
  turned_at      TEXT NOT NULL,                    -- JSON: the changes of the last hour
  seen           TEXT                              -- JSON: the answer behind it: reason, details, first kilobyte
) STRICT;

CREATE TABLE check_troubles (
  id         INTEGER PRIMARY KEY,
  check_id   INTEGER NOT NULL REFERENCES checks (id),
  kind       TEXT NOT NULL CHECK (kind IN ('down', 'degraded', 'unstable', 'expiry')),
  subject    TEXT NOT NULL,                        -- the same trouble is there once: the moment it began, a certificate and a threshold
  from_at    TEXT NOT NULL,                        -- dated back to the first failure
  noticed_at TEXT NOT NULL,                        -- when it was certain
  until_at   TEXT,
  over_at    TEXT,                                 -- when its end was certain
  seen       TEXT,                                 -- JSON: the answer that showed it
  UNIQUE (check_id, kind, subject)
) STRICT;

CREATE INDEX check_troubles_check ON check_troubles (check_id, from_at);

CREATE INDEX check_troubles_open ON check_troubles (over_at, noticed_at);

CREATE TABLE checks (
  id             INTEGER PRIMARY KEY,
  slug           TEXT NOT NULL UNIQUE,
  name           TEXT NOT NULL,
  kind           TEXT NOT NULL,                    -- the name of a kind in src/checks/kinds
  config         TEXT NOT NULL,                    -- JSON, as the kind's form gives it, without its secrets
  secrets        TEXT,                             -- JSON, sealed
  every_s        INTEGER NOT NULL CHECK (every_s BETWEEN 5 AND 604800),
  confirm_after  INTEGER NOT NULL DEFAULT 3 CHECK (confirm_after BETWEEN 1 AND 20),
  recover_after  INTEGER NOT NULL DEFAULT 2 CHECK (recover_after BETWEEN 1 AND 20),
  addresses      TEXT NOT NULL DEFAULT 'public' CHECK (addresses IN ('public', 'own-network')),
  parent_id      INTEGER REFERENCES checks (id),   -- while it fails, nobody is told of this one
  service_id     INTEGER REFERENCES services (id),
  system_id      INTEGER REFERENCES systems (id),
  ping_key       TEXT UNIQUE,                      -- heartbeats come to /ping/KEY
  note           TEXT,
  created_by     TEXT NOT NULL,
  created_at     TEXT NOT NULL,
  changed_at     TEXT NOT NULL,                    -- the running checks are read anew when this moves
  paused_at      TEXT,
  muted_until    TEXT,
  archived_at    TEXT
) STRICT;

CREATE INDEX checks_changed ON checks (changed_at);

CREATE INDEX checks_service ON checks (service_id);

CREATE INDEX checks_system ON checks (system_id);

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

CREATE TRIGGER company_shown AFTER UPDATE ON company BEGIN UPDATE status_version SET n = n + 1; END;

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

CREATE TABLE customer_addresses (
  address     TEXT PRIMARY KEY CHECK (address = lower(address) AND address <> ''),
  customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  name        TEXT NOT NULL DEFAULT '',            -- as it last stood in From
  bounced_at  TEXT                                 -- the last final bounce
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_addresses_customer ON customer_addresses (customer_id);

CREATE TABLE customer_merges (
  id        INTEGER PRIMARY KEY,
  from_id   INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  into_id   INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  addresses TEXT NOT NULL,                         -- JSON: those that moved
  tickets   TEXT NOT NULL,                         -- JSON: the numbers of those that moved
  by        TEXT NOT NULL,
  at        TEXT NOT NULL,
  undone_at TEXT
) STRICT;

CREATE INDEX customer_merges_from ON customer_merges (from_id);

CREATE INDEX customer_merges_into ON customer_merges (into_id);

CREATE TABLE customers (                           -- who writes in
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  blocked_at TEXT,
  created_at TEXT NOT NULL
, merged_into INTEGER REFERENCES customers (id)) STRICT;

CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;

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

CREATE TABLE deletion_requests (
  id           INTEGER PRIMARY KEY,
  system_id    INTEGER NOT NULL REFERENCES systems (id),
  way          TEXT NOT NULL CHECK (way IN ('mail', 'letter', 'form')),
  recipient    TEXT NOT NULL,
  account      TEXT,
  reference    TEXT,                                              -- theirs, or of a registered letter
  requested_on TEXT NOT NULL,
  answer_by    TEXT NOT NULL,
  follows      INTEGER REFERENCES deletion_requests (id),         -- the request that it reminds of
  by           TEXT NOT NULL,
  at           TEXT NOT NULL,
  step_id      INTEGER REFERENCES offboarding_steps (id),         -- the step that it ticked
  old_data_report_id INTEGER REFERENCES old_data_reports (id),    -- what it said of the data where no step did
  due_before   TEXT,                                              -- when the confirmation was due before it
  withdrawn_at TEXT,
  withdrawn_by TEXT,
  answered_on  TEXT
) STRICT;

CREATE INDEX deletion_requests_system ON deletion_requests (system_id, id);

CREATE TABLE draft_files (
  id       INTEGER PRIMARY KEY,
  draft_id INTEGER NOT NULL REFERENCES ticket_drafts (id) ON DELETE CASCADE,
  name     TEXT NOT NULL,
  type     TEXT NOT NULL,
  size     INTEGER NOT NULL,
  sha256   TEXT NOT NULL,
  blob_id  INTEGER NOT NULL REFERENCES blobs (id)
) STRICT;

CREATE INDEX draft_files_blob ON draft_files (blob_id);

CREATE INDEX draft_files_draft ON draft_files (draft_id);

CREATE TABLE erasure_messages (
  erasure_id INTEGER NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
  message_id INTEGER NOT NULL,
  own        INTEGER NOT NULL CHECK (own IN (0, 1)),
  how        TEXT NOT NULL CHECK (how IN ('empty', 'clean')),
  PRIMARY KEY (erasure_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE erasure_tickets (
  erasure_id INTEGER NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
  ticket_id  INTEGER NOT NULL,
  own        INTEGER NOT NULL CHECK (own IN (0, 1)),  -- theirs; else one in which they take part
  planned    INTEGER NOT NULL DEFAULT 0 CHECK (planned IN (0, 1)),
  PRIMARY KEY (erasure_id, ticket_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE erasure_tombstones (
  erasure_id INTEGER NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
  digest     TEXT NOT NULL,
  PRIMARY KEY (erasure_id, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE erasures (
  id               INTEGER PRIMARY KEY,
  uid              TEXT NOT NULL UNIQUE,           -- the same in the list beside the database, so that a restored backup knows what it lacks
  way              TEXT NOT NULL CHECK (way IN ('redact', 'delete')),
  state            TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done')),
  step             INTEGER NOT NULL DEFAULT 0,
  position         INTEGER NOT NULL DEFAULT 0,     -- how far that step is
  customer_id      INTEGER,                        -- null once it is done
  person           TEXT,                           -- JSON: addresses and names; null once it is done
  digests          TEXT NOT NULL,                  -- JSON: keyed digests of the addresses
  until_message_id INTEGER NOT NULL,               -- what came later is new, and stays
  counts           TEXT NOT NULL DEFAULT '{}',     -- JSON: numbers
  by               TEXT NOT NULL,
  begun_at         TEXT NOT NULL,
  finished_at      TEXT
) STRICT;

CREATE INDEX erasures_running ON erasures (id) WHERE state = 'running';

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

CREATE TABLE imap_cursors (
  mailbox_id    INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  folder        TEXT NOT NULL,
  uidvalidity   INTEGER NOT NULL,
  last_uid      INTEGER NOT NULL DEFAULT 0,
  reconciled_at TEXT,
  PRIMARY KEY (mailbox_id, folder)
) STRICT, WITHOUT ROWID;

CREATE TABLE index_moves (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  indexed_in INTEGER NOT NULL,
  belongs_in INTEGER NOT NULL
) STRICT;

CREATE INDEX index_moves_mailbox ON index_moves (belongs_in, indexed_in);

CREATE TABLE late_tickets (                        -- that a ticket waits too long was told
  ticket_id     INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  waiting_since TEXT NOT NULL,
  PRIMARY KEY (ticket_id, waiting_since)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE mail_identity (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  install TEXT NOT NULL,                           -- stands in X-Loop
  mac_key BLOB NOT NULL
) STRICT;

CREATE TABLE mail_imports (
  id         INTEGER PRIMARY KEY,
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id),
  source     TEXT NOT NULL CHECK (source IN ('folder', 'mbox')),
  folder     TEXT,                                 -- of the server
  uidvalidity INTEGER,                             -- of that folder, when it was begun
  file_name  TEXT,
  blob_id    INTEGER REFERENCES blobs (id),        -- the mbox, until it is done
  state      TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'stopped', 'failed')),
  total      INTEGER,
  done       INTEGER NOT NULL DEFAULT 0,
  position   INTEGER NOT NULL DEFAULT 0,           -- where to go on: above this UID, or at this byte of the file
  error      TEXT,
  by         TEXT NOT NULL,
  created_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;

CREATE INDEX mail_imports_mailbox ON mail_imports (mailbox_id, id);

CREATE INDEX mail_imports_open ON mail_imports (id) WHERE state IN ('waiting', 'running');

CREATE TABLE mail_tombstones (
  digest TEXT PRIMARY KEY,                         -- HMAC of the raw mail's SHA-256, or of its Message-ID and canonical hash
  at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE mailbox_customers (
  mailbox_id  INTEGER NOT NULL,
  customer_id INTEGER NOT NULL,
  tickets     INTEGER NOT NULL,
  last_at     TEXT NOT NULL,                       -- when the newest of them was opened
  PRIMARY KEY (mailbox_id, customer_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX mailbox_customers_customer ON mailbox_customers (customer_id);

CREATE INDEX mailbox_customers_last ON mailbox_customers (mailbox_id, last_at DESC, customer_id DESC);

CREATE TABLE mailbox_health (
  mailbox_id    INTEGER PRIMARY KEY REFERENCES mailboxes (id) ON DELETE CASCADE,
  polled_at     TEXT,                              -- the last poll that went through
  tried_at      TEXT,
  trouble       TEXT,                              -- a code: 'name-not-found', 'certificate', 'password' …; null: well
  trouble_detail TEXT,                             -- what the server said
  trouble_since TEXT,
  alarmed_at    TEXT,
  unaccounted   INTEGER NOT NULL DEFAULT 0         -- mails that lie on the server and not here, after the last reconciliation
) STRICT;

CREATE TABLE mailbox_members (
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  PRIMARY KEY (mailbox_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX mailbox_members_person ON mailbox_members (person_id, mailbox_id);

CREATE TABLE mailbox_sending (
  mailbox_id      INTEGER PRIMARY KEY REFERENCES mailboxes (id) ON DELETE CASCADE,
  trouble         TEXT,                            -- a code as in mailbox_health; null: the last mail was taken
  trouble_detail  TEXT,
  trouble_since   TEXT,
  automatic_until TEXT                             -- the breaker: nothing automatic leaves before
) STRICT;

CREATE TABLE mailbox_talk_rooms (                  -- which conversations in Talk hear of a mailbox, and of what
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  room_id    INTEGER NOT NULL REFERENCES talk_rooms (id) ON DELETE CASCADE,
  kinds      TEXT NOT NULL,                        -- codes, separated by spaces
  PRIMARY KEY (mailbox_id, room_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE mailbox_telling (                     -- none: as the defaults say
  mailbox_id  INTEGER PRIMARY KEY REFERENCES mailboxes (id) ON DELETE CASCADE,
  mail_words  TEXT NOT NULL DEFAULT 'subject' CHECK (mail_words IN ('none', 'subject', 'line'))
) STRICT;

CREATE TABLE mailbox_tokens (
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  token_id   INTEGER NOT NULL REFERENCES api_tokens (id) ON DELETE CASCADE,
  PRIMARY KEY (mailbox_id, token_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE mailbox_webhooks (
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  webhook_id INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  PRIMARY KEY (mailbox_id, webhook_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE mailboxes (
  id              INTEGER PRIMARY KEY,
  slug            TEXT NOT NULL UNIQUE,            -- 'support'
  name            TEXT NOT NULL,                   -- 'Support'
  address         TEXT NOT NULL UNIQUE CHECK (address = lower(address)),
  from_name       TEXT NOT NULL,
  reply_to        TEXT,
  signature       TEXT NOT NULL DEFAULT '',
  language        TEXT NOT NULL DEFAULT 'de' CHECK (language IN ('de', 'en')),
  -- receiving: none without a host
  imap_host       TEXT,
  imap_port       INTEGER,
  imap_security   TEXT CHECK (imap_security IN ('tls', 'starttls', 'none')),
  imap_user       TEXT,
  imap_secret     TEXT,                            -- sealed; purpose 'mailbox:ID imap'
  imap_folder     TEXT NOT NULL DEFAULT 'INBOX',
  imap_sent_folder TEXT,                           -- null: none is written, or the one the server marks as \Sent
  keeps_sent      INTEGER NOT NULL DEFAULT 1 CHECK (keeps_sent IN (0, 1)),
  after_intake    TEXT NOT NULL DEFAULT 'seen' CHECK (after_intake IN ('nothing', 'seen', 'delete')),
  poll_s          INTEGER NOT NULL DEFAULT 60 CHECK (poll_s BETWEEN 5 AND 86400),
  -- sending: none without a host
  smtp_host       TEXT,
  smtp_port       INTEGER,
  smtp_security   TEXT CHECK (smtp_security IN ('tls', 'starttls', 'none')),
  smtp_user       TEXT,
  smtp_secret     TEXT,                            -- sealed; purpose 'mailbox:ID smtp'
  authority       TEXT,                            -- PEM of an own certificate authority, for both
  login_method    TEXT NOT NULL DEFAULT 'password' CHECK (login_method IN ('password')),  -- the place for XOAUTH2
  undo_s          INTEGER NOT NULL DEFAULT 15 CHECK (undo_s BETWEEN 0 AND 300),
  plus_addressing INTEGER NOT NULL DEFAULT 0 CHECK (plus_addressing IN (0, 1)),   -- replies come back to box+t-…@: rule M1
  subject_token   TEXT NOT NULL DEFAULT 'K',       -- '[#K-1234]': rule M7
  new_ticket_after_days INTEGER NOT NULL DEFAULT 30 CHECK (new_ticket_after_days BETWEEN 0 AND 3650),  -- veto V2
  same_subject_hours INTEGER NOT NULL DEFAULT 0 CHECK (same_subject_hours BETWEEN 0 AND 720),  -- rule M9; 0: off
  tracker_senders TEXT NOT NULL DEFAULT '[]',      -- JSON: addresses and domains whose numbers ("INC0012345") we follow: rule M8
  authserv_id     TEXT,                            -- how our own server signs Authentication-Results; null: none is believed (S4)
  sends_notices   INTEGER NOT NULL DEFAULT 0 CHECK (sends_notices IN (0, 1)),     -- the program's own mail leaves from here
  auto_reply      TEXT NOT NULL DEFAULT 'never' CHECK (auto_reply IN ('never', 'always', 'outside-hours')),
  auto_reply_subject TEXT NOT NULL DEFAULT '',
  auto_reply_text TEXT NOT NULL DEFAULT '',
  office_hours    TEXT NOT NULL DEFAULT '{}',      -- JSON: {"mon":[["08:00","12:00"],["13:00","17:00"]], …}, in the company's time zone
  late_after_min  INTEGER NOT NULL DEFAULT 15,     -- no successful poll for so long is an alarm
  created_at      TEXT NOT NULL,
  paused_at       TEXT,
  archived_at     TEXT
) STRICT;

CREATE UNIQUE INDEX mailboxes_notices ON mailboxes (sends_notices) WHERE sends_notices = 1;

CREATE TABLE maintenance_checks (
  window_id INTEGER NOT NULL REFERENCES maintenance_windows (id),
  check_id  INTEGER NOT NULL REFERENCES checks (id),
  PRIMARY KEY (window_id, check_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE maintenance_spells (
  id        INTEGER PRIMARY KEY,
  window_id INTEGER NOT NULL REFERENCES maintenance_windows (id),
  check_id  INTEGER NOT NULL REFERENCES checks (id),
  from_at   TEXT NOT NULL,
  until_at  TEXT NOT NULL,
  UNIQUE (window_id, check_id, from_at)
) STRICT;

CREATE INDEX maintenance_spells_check ON maintenance_spells (check_id, from_at);

CREATE TABLE maintenance_windows (
  id          INTEGER PRIMARY KEY,
  title       TEXT NOT NULL,
  starts      TEXT NOT NULL,                       -- wall time: '2027-03-27T23:00'
  minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 44640),
  time_zone   TEXT NOT NULL,
  rule        TEXT,                                -- RRULE of RFC 5545; null: once
  all_checks  INTEGER NOT NULL DEFAULT 1 CHECK (all_checks IN (0, 1)),
  note        TEXT,
  created_by  TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  archived_at TEXT
) STRICT;

CREATE TABLE message_attachments (
  id           INTEGER PRIMARY KEY,
  message_id   INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  part         INTEGER NOT NULL,                   -- its place among the attachments of the mail, from 0
  filename     TEXT NOT NULL DEFAULT '',
  content_type TEXT NOT NULL,
  content_id   TEXT,
  disposition  TEXT,
  size         INTEGER NOT NULL,
  sha256       TEXT NOT NULL,
  blob_id      INTEGER REFERENCES blobs (id)
) STRICT;

CREATE INDEX message_attachments_blob ON message_attachments (blob_id) WHERE blob_id IS NOT NULL;

CREATE INDEX message_attachments_message ON message_attachments (message_id, part);

CREATE VIRTUAL TABLE message_index USING fts5 (
  subject, people, body, files, mailbox,           -- rowid = messages.id; mailbox: its number, so that a search reads only what one may see
  content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
);

CREATE TABLE 'message_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'message_index_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'message_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'message_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE message_mentions (
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  PRIMARY KEY (message_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_mentions_person ON message_mentions (person_id);

CREATE TABLE message_references (
  mail_id    TEXT NOT NULL CHECK (mail_id <> ''),
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,                     -- the oldest first; what it answers is the last
  PRIMARY KEY (mail_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_references_message ON message_references (message_id);

CREATE TABLE message_texts (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  text       BLOB NOT NULL,                        -- the first 256 K characters, which are searched
  rest       BLOB                                  -- what comes after them; null: nothing
) STRICT;

CREATE TABLE messages (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id      INTEGER NOT NULL REFERENCES tickets (id),
  kind           TEXT NOT NULL CHECK (kind IN ('in', 'out', 'note', 'unread')),  -- unread: came in and could not be read
  at             TEXT NOT NULL,                    -- what the thread is sorted by: arrival, or when it was written here
  sent_at        TEXT,                             -- the Date header, as its sender claims
  person_id      INTEGER REFERENCES people (id) ON DELETE SET NULL,   -- who wrote it here
  by             TEXT NOT NULL,                    -- 'person:3', 'token:2', 'aktion', 'outside'
  from_address   TEXT NOT NULL DEFAULT '',
  from_name      TEXT NOT NULL DEFAULT '',
  to_addresses   TEXT NOT NULL DEFAULT '[]',       -- JSON: [{"name","address"}]
  cc_addresses   TEXT NOT NULL DEFAULT '[]',
  bcc_addresses  TEXT NOT NULL DEFAULT '[]',
  reply_to       TEXT NOT NULL DEFAULT '[]',
  subject        TEXT NOT NULL DEFAULT '',
  mail_id        TEXT CHECK (mail_id <> ''),       -- Message-ID without <>: rule R3
  in_reply_to    TEXT CHECK (in_reply_to <> ''),
  thread_index   TEXT,
  raw_blob_id    INTEGER REFERENCES blobs (id),
  raw_sha256     TEXT,
  canonical_hash TEXT,                             -- rule R4
  size           INTEGER NOT NULL DEFAULT 0,       -- bytes of the raw mail
  has_html       INTEGER NOT NULL DEFAULT 0 CHECK (has_html IN (0, 1)),
  automatic      TEXT,                             -- why it counts as automatic: a code; null: a person wrote it
  same_id_as     INTEGER REFERENCES messages (id) ON DELETE SET NULL,  -- another mail with the same Message-ID and other content
  matched_by     TEXT,                             -- 'M1' … 'M9', 'new', 'moved'
  matched_how    TEXT,                             -- JSON: what the rule found, and the veto that stopped a better one
  ticket_before  TEXT,                             -- of a reply: JSON, what the ticket was before, for undoing it
  error          TEXT                              -- of an unread one: what went wrong
, forwarded TEXT) STRICT;

CREATE INDEX messages_at ON messages (at, id);

CREATE INDEX messages_blob ON messages (raw_blob_id) WHERE raw_blob_id IS NOT NULL;

CREATE INDEX messages_mail_id ON messages (mail_id) WHERE mail_id IS NOT NULL;

CREATE INDEX messages_raw ON messages (raw_sha256) WHERE raw_sha256 IS NOT NULL;

CREATE INDEX messages_ticket ON messages (ticket_id, at, id);

CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE notice_deliveries (
  update_id     INTEGER NOT NULL REFERENCES notice_updates (id) ON DELETE CASCADE,
  subscriber_id INTEGER NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  queued_at     TEXT NOT NULL,
  PRIMARY KEY (update_id, subscriber_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX notice_deliveries_subscriber ON notice_deliveries (subscriber_id);

CREATE TABLE notice_fanouts (
  update_id   INTEGER PRIMARY KEY REFERENCES notice_updates (id) ON DELETE CASCADE,
  after_id    INTEGER NOT NULL DEFAULT 0,          -- every subscriber up to here has it in the outbox
  finished_at TEXT
) STRICT;

CREATE INDEX notice_fanouts_open ON notice_fanouts (update_id) WHERE finished_at IS NULL;

CREATE TABLE notice_impacts (
  update_id    INTEGER NOT NULL REFERENCES notice_updates (id) ON DELETE CASCADE,
  component_id INTEGER NOT NULL REFERENCES status_components (id) ON DELETE CASCADE,
  impact       TEXT NOT NULL CHECK (impact IN ('none', 'degraded', 'down', 'maintenance')),
  PRIMARY KEY (update_id, component_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX notice_impacts_component ON notice_impacts (component_id);

CREATE TRIGGER notice_impacts_shown_delete AFTER DELETE ON notice_impacts BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER notice_impacts_shown_insert AFTER INSERT ON notice_impacts BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER notice_impacts_shown_update AFTER UPDATE ON notice_impacts BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TABLE notice_templates (
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL CHECK (kind IN ('incident', 'maintenance')),
  name     TEXT NOT NULL,
  title    TEXT NOT NULL,
  title_en TEXT,
  text     TEXT NOT NULL,
  text_en  TEXT
) STRICT;

CREATE TABLE notice_updates (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  notice_id INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
  state     TEXT NOT NULL CHECK (state IN ('investigating', 'identified', 'monitoring', 'resolved', 'postmortem',
                                           'scheduled', 'reminder', 'begun', 'moved', 'done', 'cancelled')),
  text      TEXT NOT NULL,
  text_en   TEXT,
  at        TEXT NOT NULL,
  by        TEXT NOT NULL,
  tells     INTEGER NOT NULL DEFAULT 0 CHECK (tells IN (0, 1)),      -- goes to subscribers
  key       TEXT UNIQUE                            -- what the program does by itself it does once: 'reminder 12 1440 2026-11-27T21:00Z'
) STRICT;

CREATE INDEX notice_updates_notice ON notice_updates (notice_id, id);

CREATE TRIGGER notice_updates_shown_delete AFTER DELETE ON notice_updates BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER notice_updates_shown_insert AFTER INSERT ON notice_updates BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER notice_updates_shown_update AFTER UPDATE ON notice_updates BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TABLE notices (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  kind         TEXT NOT NULL CHECK (kind IN ('incident', 'maintenance')),
  title        TEXT NOT NULL,
  title_en     TEXT,
  source       TEXT NOT NULL DEFAULT 'hand' CHECK (source IN ('hand', 'checks')),
  begins_at    TEXT NOT NULL,                      -- when it began, or is planned to
  ends_at      TEXT,                               -- planned end of a maintenance; when an incident was resolved
  published_at TEXT,                               -- null: a draft
  closed_at    TEXT,                               -- resolved, done or called off
  dropped_at   TEXT,                               -- a draft that nobody wanted
  window_id    INTEGER,                            -- of a maintenance: the window that mutes the checks
  reminder_min TEXT NOT NULL DEFAULT '',           -- '1440 60': so many minutes before the beginning
  tells        INTEGER NOT NULL DEFAULT 1 CHECK (tells IN (0, 1)),   -- beginning and end are told to subscribers
  created_by   TEXT NOT NULL,
  created_at   TEXT NOT NULL
) STRICT;

CREATE INDEX notices_begins ON notices (begins_at);

CREATE INDEX notices_open ON notices (kind, begins_at) WHERE closed_at IS NULL AND dropped_at IS NULL;

CREATE TRIGGER notices_shown_delete AFTER DELETE ON notices BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER notices_shown_insert AFTER INSERT ON notices BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER notices_shown_update AFTER UPDATE ON notices BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TABLE notification_habits (                 -- none: as the defaults say
  person_id        INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  bundle_minutes   INTEGER NOT NULL CHECK (bundle_minutes BETWEEN 0 AND 1440),
  mentions_at_once INTEGER NOT NULL DEFAULT 1 CHECK (mentions_at_once IN (0, 1)),
  shows_words      INTEGER NOT NULL DEFAULT 1 CHECK (shows_words IN (0, 1)),
  days             TEXT,                           -- '1 2 3 4 5', Monday is 1; null: mail comes on every day
  from_time        TEXT,                           -- '08:00' in the company's time zone
  until_time       TEXT,
  digest_day       INTEGER NOT NULL CHECK (digest_day BETWEEN 1 AND 7),
  digest_hour      INTEGER NOT NULL CHECK (digest_hour BETWEEN 0 AND 23)
) STRICT;

CREATE TABLE notification_mails (                  -- several notifications that go as one mail
  id         INTEGER PRIMARY KEY AUTOINCREMENT,    -- the outbox knows the mail by it
  person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX notification_mails_age ON notification_mails (created_at);

CREATE TABLE notification_wishes (                 -- none: as the defaults say
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  kind      TEXT NOT NULL,
  way       TEXT NOT NULL CHECK (way IN ('off', 'here', 'mail')),
  PRIMARY KEY (person_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE notifications (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  kind        TEXT NOT NULL CHECK (kind IN ('mention', 'assigned', 'reply', 'new-ticket', 'late', 'check')),
  ticket_id   INTEGER REFERENCES tickets (id) ON DELETE CASCADE,
  message_id  INTEGER REFERENCES messages (id) ON DELETE CASCADE,
  trouble_id  INTEGER REFERENCES check_troubles (id) ON DELETE CASCADE,
  subject_key TEXT NOT NULL,                       -- the same thing is told to somebody once
  by          TEXT NOT NULL,
  at          TEXT NOT NULL,
  read_at     TEXT,
  mail_due_at TEXT,                                -- a mail is wanted and not made yet
  mail_id     INTEGER REFERENCES notification_mails (id) ON DELETE SET NULL,
  UNIQUE (person_id, subject_key)
) STRICT;

CREATE INDEX notifications_age ON notifications (at);

CREATE INDEX notifications_mail ON notifications (mail_id) WHERE mail_id IS NOT NULL;

CREATE INDEX notifications_mail_due ON notifications (mail_due_at) WHERE mail_due_at IS NOT NULL;

CREATE INDEX notifications_message ON notifications (message_id) WHERE message_id IS NOT NULL;

CREATE INDEX notifications_page ON notifications (person_id, at, id);

CREATE INDEX notifications_ticket ON notifications (ticket_id) WHERE ticket_id IS NOT NULL;

CREATE INDEX notifications_trouble ON notifications (trouble_id) WHERE trouble_id IS NOT NULL;

CREATE INDEX notifications_unread ON notifications (person_id) WHERE read_at IS NULL;

CREATE TABLE observer_faults (
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL CHECK (kind IN ('line', 'clock', 'late', 'stopped')),
  from_at  TEXT NOT NULL,
  until_at TEXT
) STRICT;

CREATE INDEX observer_faults_from ON observer_faults (from_at);

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
, ticked_by TEXT) STRICT;

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
, recipient TEXT, answer TEXT, lane TEXT NOT NULL DEFAULT 'mail') STRICT;

CREATE INDEX outbox_lanes ON outbox_deliveries (lane, state, due_at);

CREATE INDEX outbox_recipient ON outbox_deliveries (recipient, id);

CREATE INDEX outbox_state ON outbox_deliveries (state, due_at);

CREATE TABLE outgoing_mails (
  id            INTEGER PRIMARY KEY,
  message_id    INTEGER REFERENCES messages (id) ON DELETE SET NULL,   -- of a ticket; null: the program's own mail
  mailbox_id    INTEGER REFERENCES mailboxes (id),                     -- null: the one that sends notices
  mail_id       TEXT NOT NULL UNIQUE CHECK (mail_id <> ''),            -- Message-ID without <>; the same for every attempt
  envelope_from TEXT NOT NULL,                     -- '' for automatic mail
  content       TEXT NOT NULL,                     -- JSON: what the MIME is made of
  automatic     TEXT CHECK (automatic IN ('auto-replied', 'auto-generated')),
  blob_id       INTEGER REFERENCES blobs (id),     -- the MIME, once made
  state         TEXT NOT NULL DEFAULT 'queued'
                CHECK (state IN ('queued', 'undone', 'sending', 'unknown', 'accepted', 'failed')),
  not_before    TEXT NOT NULL,                     -- the end of the undo window
  looked_up     INTEGER NOT NULL DEFAULT 0,        -- how often it was looked for after the connection broke at the final dot
  resent_at     TEXT,                              -- sent once more though it may have arrived: nothing told whether it had
  answer        TEXT,                              -- the server's last word
  sent_copy     TEXT NOT NULL DEFAULT 'none' CHECK (sent_copy IN ('none', 'wanted', 'done', 'failed')),
  created_at    TEXT NOT NULL,
  accepted_at   TEXT
, is_forgotten_after INTEGER NOT NULL DEFAULT 0 CHECK (is_forgotten_after IN (0, 1))) STRICT;

CREATE INDEX outgoing_mails_blob ON outgoing_mails (blob_id) WHERE blob_id IS NOT NULL;

CREATE INDEX outgoing_mails_forgotten ON outgoing_mails (id) WHERE is_forgotten_after = 1;

CREATE INDEX outgoing_mails_leaving ON outgoing_mails (not_before) WHERE state = 'queued';

CREATE INDEX outgoing_mails_message ON outgoing_mails (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE outgoing_recipients (
  mail_id  INTEGER NOT NULL REFERENCES outgoing_mails (id) ON DELETE CASCADE,
  address  TEXT NOT NULL,
  state    TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'accepted', 'refused', 'delayed', 'bounced', 'delivered')),
  status   TEXT,                                   -- '5.1.1'
  answer   TEXT,                                   -- what a server said of it
  at       TEXT,
  PRIMARY KEY (mail_id, address)
) STRICT, WITHOUT ROWID;

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
, single_keys INTEGER NOT NULL DEFAULT 1 CHECK (single_keys IN (0, 1)), after_ticket TEXT NOT NULL DEFAULT 'stay' CHECK (after_ticket IN ('stay', 'next', 'list'))) STRICT;

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

CREATE TABLE privacy_contacts (
  system_id INTEGER PRIMARY KEY REFERENCES systems (id),
  address   TEXT NOT NULL,
  at        TEXT NOT NULL
) STRICT;

CREATE TABLE privacy_requests (
  ticket_id       INTEGER PRIMARY KEY REFERENCES tickets (id) ON DELETE CASCADE,
  kind            TEXT NOT NULL CHECK (kind IN ('access', 'erasure')),
  received_on     TEXT NOT NULL,
  due_on          TEXT NOT NULL,
  extended_reason TEXT,                            -- told to the person before the first day was over
  extended_on     TEXT,
  answered_on     TEXT,
  answer          TEXT,                            -- what was sent or done
  by              TEXT NOT NULL,
  at              TEXT NOT NULL
) STRICT;

CREATE INDEX privacy_requests_open ON privacy_requests (due_on) WHERE answered_on IS NULL;

CREATE TABLE reference_targets (
  id         INTEGER PRIMARY KEY,
  host       TEXT NOT NULL,
  port       INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (host, port)
) STRICT;

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

CREATE TABLE request_messages (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  request_id INTEGER NOT NULL UNIQUE REFERENCES deletion_requests (id)
) STRICT;

CREATE TABLE retention_rules (
  mailbox_id    INTEGER PRIMARY KEY REFERENCES mailboxes (id) ON DELETE CASCADE,
  closed_months INTEGER CHECK (closed_months BETWEEN 1 AND 600),
  spam_days     INTEGER CHECK (spam_days BETWEEN 1 AND 3650),
  raw_months    INTEGER CHECK (raw_months BETWEEN 1 AND 600),
  by            TEXT NOT NULL,
  at            TEXT NOT NULL
) STRICT;

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

CREATE TABLE saved_replies (
  id         INTEGER PRIMARY KEY,
  mailbox_id INTEGER REFERENCES mailboxes (id) ON DELETE CASCADE,  -- null: for all of them
  title      TEXT NOT NULL CHECK (title <> ''),
  text_de    TEXT NOT NULL DEFAULT '',
  text_en    TEXT NOT NULL DEFAULT '',
  used       INTEGER NOT NULL DEFAULT 0,           -- how often it was put into a reply
  used_at    TEXT,
  changed_by TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  CHECK (text_de <> '' OR text_en <> '')
) STRICT;

CREATE INDEX saved_replies_mailbox ON saved_replies (mailbox_id, title);

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

CREATE TABLE status_component_checks (
  component_id INTEGER NOT NULL REFERENCES status_components (id) ON DELETE CASCADE,
  check_id     INTEGER NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
  PRIMARY KEY (component_id, check_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX status_component_checks_check ON status_component_checks (check_id);

CREATE TRIGGER status_component_checks_shown_delete AFTER DELETE ON status_component_checks BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER status_component_checks_shown_insert AFTER INSERT ON status_component_checks BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER status_component_checks_shown_update AFTER UPDATE ON status_component_checks BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TABLE status_component_services (
  component_id INTEGER NOT NULL REFERENCES status_components (id),
  service_id   INTEGER NOT NULL REFERENCES services (id),
  PRIMARY KEY (component_id, service_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX status_component_services_service ON status_component_services (service_id);

CREATE TABLE status_components (
  id          INTEGER PRIMARY KEY,
  slug        TEXT NOT NULL UNIQUE,
  group_id    INTEGER REFERENCES status_groups (id) ON DELETE SET NULL,
  name        TEXT NOT NULL,
  name_en     TEXT,
  about       TEXT,
  about_en    TEXT,
  position    INTEGER NOT NULL DEFAULT 0,
  rule        TEXT NOT NULL DEFAULT 'worst' CHECK (rule IN ('worst', 'all')),   -- all: down when every check is, degraded when some are
  created_at  TEXT NOT NULL,
  archived_at TEXT
) STRICT;

CREATE TRIGGER status_components_shown_delete AFTER DELETE ON status_components BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER status_components_shown_insert AFTER INSERT ON status_components BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER status_components_shown_update AFTER UPDATE ON status_components BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TABLE status_days (
  component_id  INTEGER NOT NULL REFERENCES status_components (id) ON DELETE CASCADE,
  day           TEXT NOT NULL,
  up_s          INTEGER NOT NULL,
  degraded_s    INTEGER NOT NULL,
  down_s        INTEGER NOT NULL,
  maintenance_s INTEGER NOT NULL,
  unknown_s     INTEGER NOT NULL,
  PRIMARY KEY (component_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE status_groups (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  name_en     TEXT,
  position    INTEGER NOT NULL DEFAULT 0,
  archived_at TEXT
) STRICT;

CREATE TRIGGER status_groups_shown_delete AFTER DELETE ON status_groups BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER status_groups_shown_insert AFTER INSERT ON status_groups BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER status_groups_shown_update AFTER UPDATE ON status_groups BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TABLE status_heard (id INTEGER PRIMARY KEY CHECK (id = 1), trouble_id INTEGER NOT NULL) STRICT;

CREATE TABLE status_page (
  id             INTEGER PRIMARY KEY CHECK (id = 1),
  is_public      INTEGER NOT NULL DEFAULT 1 CHECK (is_public IN (0, 1)),
  name           TEXT,                             -- null: the company's
  intro          TEXT,
  intro_en       TEXT,
  colour         TEXT NOT NULL DEFAULT '#111110',  -- '#rrggbb', at least 4.5:1 on white
  logo           BLOB,                             -- a PNG
  logo_sha256    TEXT,
  contact_url    TEXT,                             -- where a reader turns to
  host           TEXT,                             -- a host name that answers /status and nothing else
  stand_host     TEXT,                             -- the same for /stand
  incidents_from_checks TEXT NOT NULL DEFAULT 'draft' CHECK (incidents_from_checks IN ('never', 'draft', 'publish')),
  takes_subscribers INTEGER NOT NULL DEFAULT 1 CHECK (takes_subscribers IN (0, 1)),
  export_folder  TEXT,                             -- the page is written there on every change
  mac_key        BLOB NOT NULL                     -- secrets in links to subscribers, and digests of those who left
) STRICT;

CREATE TRIGGER status_page_shown_delete AFTER DELETE ON status_page BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER status_page_shown_insert AFTER INSERT ON status_page BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER status_page_shown_update AFTER UPDATE ON status_page BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TABLE status_spells (
  id           INTEGER PRIMARY KEY,
  component_id INTEGER NOT NULL REFERENCES status_components (id) ON DELETE CASCADE,
  state        TEXT NOT NULL CHECK (state IN ('up', 'degraded', 'down', 'unknown')),
  from_at      TEXT NOT NULL,
  until_at     TEXT
) STRICT;

CREATE INDEX status_spells_component ON status_spells (component_id, from_at);

CREATE UNIQUE INDEX status_spells_open ON status_spells (component_id) WHERE until_at IS NULL;

CREATE TRIGGER status_spells_shown_delete AFTER DELETE ON status_spells BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER status_spells_shown_insert AFTER INSERT ON status_spells BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TRIGGER status_spells_shown_update AFTER UPDATE ON status_spells BEGIN UPDATE status_version SET n = n + 1; END;

CREATE TABLE status_version (id INTEGER PRIMARY KEY CHECK (id = 1), n INTEGER NOT NULL) STRICT;

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

CREATE TABLE subscriber_components (
  subscriber_id INTEGER NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  component_id  INTEGER NOT NULL REFERENCES status_components (id) ON DELETE CASCADE,
  PRIMARY KEY (subscriber_id, component_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX subscriber_components_component ON subscriber_components (component_id);

CREATE TABLE subscriber_suppressions (
  digest TEXT PRIMARY KEY,
  at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE subscribers (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  address        TEXT NOT NULL UNIQUE CHECK (address = lower(address) AND address <> ''),
  language       TEXT NOT NULL DEFAULT 'de' CHECK (language IN ('de', 'en')),
  source         TEXT NOT NULL CHECK (source IN ('form', 'import', 'hand')),
  salt           TEXT NOT NULL,                    -- what the secret of the links is made of, with mac_key
  token_hash     TEXT NOT NULL UNIQUE,
  wants_all      INTEGER NOT NULL DEFAULT 1 CHECK (wants_all IN (0, 1)),
  asked_at       TEXT NOT NULL,                    -- the proof of consent: when it was asked for, under which words, when confirmed
  form_version   TEXT NOT NULL,
  confirmed_at   TEXT,
  mailed_at      TEXT,                             -- the last mail about the subscription itself
  mailed_count   INTEGER NOT NULL DEFAULT 0,
  quarantined_at TEXT,                             -- a final bounce: nothing is sent there any more
  quarantine_why TEXT
) STRICT;

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

CREATE TABLE tag_counts (
  tag_id     INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  mailbox_id INTEGER NOT NULL,
  n          INTEGER NOT NULL,
  PRIMARY KEY (tag_id, mailbox_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (                                -- the company's own list of words
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE CHECK (key <> ''),  -- as it is compared: small letters, one space between words
  name       TEXT NOT NULL,
  becomes    INTEGER REFERENCES tags (id),         -- being merged into that one, ticket by ticket
  removed_at TEXT,                                 -- being taken off, ticket by ticket
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX tags_leaving ON tags (id) WHERE becomes IS NOT NULL OR removed_at IS NOT NULL;

CREATE TABLE talk_rooms (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  server      TEXT NOT NULL,                       -- 'https://cloud.example.ch'
  token       TEXT NOT NULL,                       -- of the conversation
  secret      TEXT NOT NULL,                       -- sealed
  created_by  TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  archived_at TEXT
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

CREATE TABLE ticket_counts (
  mailbox_id  INTEGER NOT NULL,
  state       TEXT NOT NULL,
  assignee_id INTEGER NOT NULL,                    -- 0: nobody
  snoozed     INTEGER NOT NULL,
  n           INTEGER NOT NULL,
  PRIMARY KEY (mailbox_id, state, assignee_id, snoozed)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket_drafts (
  id         INTEGER PRIMARY KEY,
  person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  ticket_id  INTEGER NOT NULL,
  fields     TEXT NOT NULL,                        -- JSON: the form as it was typed
  updated_at TEXT NOT NULL,
  UNIQUE (person_id, ticket_id)
) STRICT;

CREATE TABLE ticket_followers (
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  since     TEXT NOT NULL,
  PRIMARY KEY (ticket_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_followers_person ON ticket_followers (person_id);

CREATE TABLE ticket_former_mailboxes (
  ticket_id  INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  PRIMARY KEY (ticket_id, mailbox_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_former_mailboxes_mailbox ON ticket_former_mailboxes (mailbox_id);

CREATE TABLE ticket_holds (
  ticket_id INTEGER PRIMARY KEY REFERENCES tickets (id) ON DELETE CASCADE,
  reason    TEXT NOT NULL,
  by        TEXT NOT NULL,
  at        TEXT NOT NULL
) STRICT;

CREATE TABLE ticket_links (
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  other_id  INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  why       TEXT NOT NULL,
  PRIMARY KEY (ticket_id, other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_links_other ON ticket_links (other_id);

CREATE TABLE ticket_merges (
  id        INTEGER PRIMARY KEY,
  from_id   INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  into_id   INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  moved     TEXT NOT NULL,                         -- JSON: the ids of the messages that moved
  before    TEXT NOT NULL,                         -- JSON: state and participants of both as they were
  by        TEXT NOT NULL,
  at        TEXT NOT NULL,
  undone_at TEXT
) STRICT;

CREATE INDEX ticket_merges_from ON ticket_merges (from_id);

CREATE INDEX ticket_merges_into ON ticket_merges (into_id);

CREATE TABLE ticket_news (                         -- what happened and nobody was told of yet; a row is gone once it is told
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('created', 'message', 'assigned', 'late')),
  ticket_id  INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  message_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
  person_id  INTEGER REFERENCES people (id) ON DELETE CASCADE,   -- to whom it was assigned
  by         TEXT NOT NULL,
  at         TEXT NOT NULL,
  due_at     TEXT NOT NULL                         -- when it can no longer be taken back
) STRICT;

CREATE INDEX ticket_news_due ON ticket_news (due_at, id);

CREATE INDEX ticket_news_message ON ticket_news (message_id) WHERE message_id IS NOT NULL;

CREATE INDEX ticket_news_ticket ON ticket_news (ticket_id);

CREATE TABLE ticket_outside_numbers (
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  domain     TEXT NOT NULL,
  number     TEXT NOT NULL,
  ticket_id  INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  PRIMARY KEY (mailbox_id, domain, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_outside_numbers_ticket ON ticket_outside_numbers (ticket_id);

CREATE TABLE ticket_participants (
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  address   TEXT NOT NULL,
  since     TEXT NOT NULL,
  PRIMARY KEY (ticket_id, address)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_participants_address ON ticket_participants (address);

CREATE TABLE ticket_subjects (
  id         INTEGER PRIMARY KEY,
  ticket_id  INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  service_id INTEGER REFERENCES services (id),
  system_id  INTEGER REFERENCES systems (id),
  by         TEXT NOT NULL,
  at         TEXT NOT NULL,
  CHECK ((service_id IS NULL) <> (system_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX ticket_subjects_once ON ticket_subjects (ticket_id, coalesce(service_id, 0), coalesce(system_id, 0));

CREATE INDEX ticket_subjects_service ON ticket_subjects (service_id) WHERE service_id IS NOT NULL;

CREATE INDEX ticket_subjects_system ON ticket_subjects (system_id) WHERE system_id IS NOT NULL;

CREATE TABLE ticket_tags (
  ticket_id  INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  tag_id     INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  mailbox_id INTEGER,
  last_at    TEXT NOT NULL,
  PRIMARY KEY (ticket_id, tag_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ticket_tags_counted_in AFTER INSERT ON ticket_tags WHEN NEW.mailbox_id IS NOT NULL
BEGIN
  INSERT INTO tag_counts VALUES (NEW.tag_id, NEW.mailbox_id, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER ticket_tags_counted_out AFTER DELETE ON ticket_tags WHEN OLD.mailbox_id IS NOT NULL
BEGIN
  UPDATE tag_counts SET n = n - 1 WHERE tag_id = OLD.tag_id AND mailbox_id = OLD.mailbox_id;
END;

CREATE INDEX ticket_tags_list ON ticket_tags (tag_id, mailbox_id, last_at DESC, ticket_id DESC);

CREATE TRIGGER ticket_tags_recounted AFTER UPDATE OF mailbox_id ON ticket_tags WHEN OLD.mailbox_id IS NOT NEW.mailbox_id
BEGIN
  UPDATE tag_counts SET n = n - 1 WHERE tag_id = OLD.tag_id AND mailbox_id = OLD.mailbox_id;
  INSERT INTO tag_counts SELECT NEW.tag_id, NEW.mailbox_id, 1 WHERE NEW.mailbox_id IS NOT NULL
  ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE tickets (
  id            INTEGER PRIMARY KEY AUTOINCREMENT, -- the number that people say; an erased one never comes back
  mailbox_id    INTEGER NOT NULL REFERENCES mailboxes (id),
  subject       TEXT NOT NULL,
  state         TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'waiting-customer', 'waiting-third', 'closed', 'spam')),
  kind          TEXT NOT NULL DEFAULT 'request',
  assignee_id   INTEGER REFERENCES people (id) ON DELETE SET NULL,
  customer_id   INTEGER REFERENCES customers (id),
  waiting_since TEXT,                              -- the first message from outside that nobody has answered
  snoozed_until TEXT,                              -- set: out of the lists until then
  has_trouble   INTEGER NOT NULL DEFAULT 0 CHECK (has_trouble IN (0, 1)),   -- a reply did not arrive, or a mail could not be read
  merged_into   INTEGER REFERENCES tickets (id),
  created_at    TEXT NOT NULL,
  last_at       TEXT NOT NULL,                     -- what lists are sorted by
  closed_at     TEXT,
  last_message_id INTEGER,                         -- what a reply is checked against, so that two never cross
  preview       TEXT NOT NULL DEFAULT '',          -- the first line of the newest message
  erased_at     TEXT,                              -- its customer was erased: nothing new ever joins it
  CHECK (merged_into IS NULL OR merged_into <> id)
) STRICT;

CREATE INDEX tickets_assignee ON tickets (mailbox_id, assignee_id, state, coalesce(waiting_since, '9' || last_at), id)
  WHERE merged_into IS NULL AND snoozed_until IS NULL;

CREATE INDEX tickets_clock ON tickets (mailbox_id, state, coalesce(waiting_since, '9' || last_at), id)
  WHERE merged_into IS NULL AND snoozed_until IS NULL;

CREATE TRIGGER tickets_counted_in AFTER INSERT ON tickets WHEN NEW.merged_into IS NULL
BEGIN
  INSERT INTO ticket_counts VALUES (NEW.mailbox_id, NEW.state, coalesce(NEW.assignee_id, 0), NEW.snoozed_until IS NOT NULL, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER tickets_counted_out AFTER DELETE ON tickets WHEN OLD.merged_into IS NULL
BEGIN
  UPDATE ticket_counts SET n = n - 1 WHERE mailbox_id = OLD.mailbox_id AND state = OLD.state
    AND assignee_id = coalesce(OLD.assignee_id, 0) AND snoozed = (OLD.snoozed_until IS NOT NULL);
END;

CREATE INDEX tickets_customer ON tickets (customer_id, last_at DESC) WHERE customer_id IS NOT NULL;

CREATE TRIGGER tickets_customer_in AFTER INSERT ON tickets WHEN NEW.customer_id IS NOT NULL AND NEW.merged_into IS NULL
BEGIN
  INSERT INTO mailbox_customers VALUES (NEW.mailbox_id, NEW.customer_id, 1, NEW.created_at)
  ON CONFLICT DO UPDATE SET tickets = tickets + 1, last_at = max(last_at, excluded.last_at);
END;

CREATE TRIGGER tickets_customer_moved AFTER UPDATE OF mailbox_id, customer_id, merged_into ON tickets
WHEN OLD.mailbox_id <> NEW.mailbox_id OR OLD.customer_id IS NOT NEW.customer_id OR OLD.merged_into IS NOT NEW.merged_into
BEGIN
  UPDATE mailbox_customers SET tickets = tickets - 1,
    last_at = coalesce((SELECT max(created_at) FROM tickets WHERE customer_id = OLD.customer_id AND mailbox_id = OLD.mailbox_id
                          AND merged_into IS NULL), last_at)
  WHERE mailbox_id = OLD.mailbox_id AND customer_id = OLD.customer_id AND OLD.merged_into IS NULL;
  DELETE FROM mailbox_customers WHERE mailbox_id = OLD.mailbox_id AND customer_id = OLD.customer_id AND tickets <= 0;
  INSERT INTO mailbox_customers SELECT NEW.mailbox_id, NEW.customer_id, 1, NEW.created_at
  WHERE NEW.customer_id IS NOT NULL AND NEW.merged_into IS NULL
  ON CONFLICT DO UPDATE SET tickets = tickets + 1, last_at = max(last_at, excluded.last_at);
END;

CREATE TRIGGER tickets_customer_out AFTER DELETE ON tickets WHEN OLD.customer_id IS NOT NULL AND OLD.merged_into IS NULL
BEGIN
  UPDATE mailbox_customers SET tickets = tickets - 1 WHERE mailbox_id = OLD.mailbox_id AND customer_id = OLD.customer_id;
  DELETE FROM mailbox_customers WHERE mailbox_id = OLD.mailbox_id AND customer_id = OLD.customer_id AND tickets <= 0;
END;

CREATE INDEX tickets_list ON tickets (mailbox_id, state, last_at DESC, id DESC) WHERE merged_into IS NULL AND snoozed_until IS NULL;

CREATE INDEX tickets_merged ON tickets (merged_into) WHERE merged_into IS NOT NULL;

CREATE TRIGGER tickets_recounted AFTER UPDATE OF mailbox_id, state, assignee_id, snoozed_until, merged_into ON tickets
BEGIN
  UPDATE ticket_counts SET n = n - 1 WHERE OLD.merged_into IS NULL AND mailbox_id = OLD.mailbox_id AND state = OLD.state
    AND assignee_id = coalesce(OLD.assignee_id, 0) AND snoozed = (OLD.snoozed_until IS NOT NULL);
  INSERT INTO ticket_counts SELECT NEW.mailbox_id, NEW.state, coalesce(NEW.assignee_id, 0), NEW.snoozed_until IS NOT NULL, 1
  WHERE NEW.merged_into IS NULL
  ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE INDEX tickets_snoozed ON tickets (mailbox_id, snoozed_until, id) WHERE snoozed_until IS NOT NULL AND merged_into IS NULL;

CREATE TRIGGER tickets_tags_follow AFTER UPDATE OF mailbox_id, merged_into, last_at ON tickets
WHEN OLD.last_at <> NEW.last_at OR OLD.mailbox_id <> NEW.mailbox_id OR OLD.merged_into IS NOT NEW.merged_into
BEGIN
  UPDATE ticket_tags SET last_at = NEW.last_at, mailbox_id = CASE WHEN NEW.merged_into IS NULL THEN NEW.mailbox_id END
  WHERE ticket_id = NEW.id;
END;

CREATE INDEX tickets_trouble ON tickets (mailbox_id, last_at DESC) WHERE has_trouble = 1 AND merged_into IS NULL;

CREATE TABLE told_rounds (round_id INTEGER PRIMARY KEY REFERENCES rounds (id) ON DELETE CASCADE) STRICT;

CREATE TABLE webhooks (
  id          INTEGER PRIMARY KEY,
  address     TEXT NOT NULL,
  kinds       TEXT NOT NULL,                       -- 'dates.digest offboarding.changed'
  secret      TEXT NOT NULL,                       -- signs what is sent; who reads this file could sign too
  created_by  TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  archived_at TEXT
) STRICT;

CREATE TABLE weekly_digests (                      -- the last moment for which somebody's digest was made
  person_id INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  last_at   TEXT NOT NULL
) STRICT;
