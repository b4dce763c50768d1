-- The register. Each dated table holds facts that are only ever added: happened (cut to its precision, or words),
-- reported (when we first said it), recorded (by the machine). A mistake is named by the fact that corrects it; a fact with
-- withdrawn = 1 corrects another and says that there is nothing in its place.

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

CREATE TABLE stage_reports (
  id         INTEGER PRIMARY KEY,
  service_id INTEGER NOT NULL REFERENCES services (id),
  stage      TEXT NOT NULL CHECK (stage IN ('open', 'searching', 'building', 'testing', 'switching', 'ready', 'live')),
  happened_on TEXT, happened_text TEXT, reported_on TEXT NOT NULL, recorded_at TEXT NOT NULL, by TEXT NOT NULL,
  note TEXT, corrects INTEGER REFERENCES stage_reports (id), withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX stage_reports_service ON stage_reports (service_id);

CREATE TABLE targets (
  id          INTEGER PRIMARY KEY,
  service_id  INTEGER NOT NULL REFERENCES services (id),
  target_on   TEXT, target_text TEXT,              -- both null: the target was given up
  happened_on TEXT, happened_text TEXT, reported_on TEXT NOT NULL, recorded_at TEXT NOT NULL, by TEXT NOT NULL,
  note TEXT, corrects INTEGER REFERENCES targets (id), withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX targets_service ON targets (service_id);

CREATE TABLE old_data_reports (
  id        INTEGER PRIMARY KEY,
  system_id INTEGER NOT NULL REFERENCES systems (id),
  state     TEXT NOT NULL CHECK (state IN ('in-use', 'read-only', 'deletion-requested', 'deleted', 'confirmed', 'backups-expired', 'none', 'unknown')),
  happened_on TEXT, happened_text TEXT, reported_on TEXT NOT NULL, recorded_at TEXT NOT NULL, by TEXT NOT NULL,
  note TEXT, corrects INTEGER REFERENCES old_data_reports (id), withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX old_data_reports_system ON old_data_reports (system_id);

-- happened_on is the day from which the country holds ('seat since 2014-06').
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

-- The processing contract (ABV): happened_on is the day from which it is valid.
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
