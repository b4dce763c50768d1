-- The ground: the chain of what must stay provable, deliveries, activity, people, and the company itself.

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

-- The chain only grows. Erasing words is the one change there is.
CREATE TRIGGER history_only_appended BEFORE INSERT ON history_entries
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM history_entries)
BEGIN SELECT RAISE(ABORT, 'history entries are only appended'); END;
CREATE TRIGGER history_never_deleted BEFORE DELETE ON history_entries
BEGIN SELECT RAISE(ABORT, 'history entries are never deleted'); END;
CREATE TRIGGER history_never_changed BEFORE UPDATE ON history_entries
WHEN NEW.seq <> OLD.seq OR NEW.what <> OLD.what OR NEW.about <> OLD.about OR NEW.by <> OLD.by
  OR NEW.happened_on IS NOT OLD.happened_on OR NEW.reported_on <> OLD.reported_on OR NEW.recorded_at <> OLD.recorded_at
  OR NEW.facts <> OLD.facts OR NEW.words_digest IS NOT OLD.words_digest
  OR NEW.previous_hash <> OLD.previous_hash OR NEW.hash <> OLD.hash
  OR (NEW.words IS NOT NULL AND NEW.words IS NOT OLD.words)
BEGIN SELECT RAISE(ABORT, 'history entries are never changed'); END;

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
) STRICT;
CREATE INDEX outbox_due ON outbox_deliveries (state, due_at);

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

CREATE TABLE one_time_links (
  token_hash TEXT PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('setup', 'invitation', 'reset')),
  person_id  INTEGER REFERENCES people (id) ON DELETE CASCADE,   -- null for set-up: nobody is there yet
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at    TEXT
) STRICT;
CREATE INDEX one_time_links_person ON one_time_links (person_id);

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

CREATE TABLE login_attempts (
  key TEXT NOT NULL,                               -- 'address:…' or 'account:…', hashed: no personal data is kept
  at  TEXT NOT NULL
) STRICT;
CREATE INDEX login_attempts_key ON login_attempts (key, at);

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
INSERT INTO company (id, name) VALUES (1, 'Aktion');

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
INSERT INTO criteria (slug, name, name_en, meaning, meaning_en, position) VALUES
  ('self-hosted', 'Self-Hosted', 'Self-hosted',
   'Läuft auf unserem Server in der Schweiz, soweit möglich.', 'Runs on our own server in Switzerland, as far as possible.', 1),
  ('privacy-by-design-default', 'Privacy by Design und Default', 'Privacy by design and by default',
   'Schützt Daten von sich aus, möglichst ohne kommerzielle Dritte.', 'Protects data by itself, as far as possible without commercial third parties.', 2),
  ('open-source', 'Open-Source', 'Open source',
   'Der Quellcode ist offen und lässt sich bei Bedarf anpassen.', 'The code is open and can be adapted when needed.', 3);

-- What the company itself knows of the law: an interval it closed or added, with its source.
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
