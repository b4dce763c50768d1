-- The public status page: what stands on it, what is said of it, and who is told.

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
INSERT INTO status_page (id, mac_key) VALUES (1, randomblob(32));

-- Rises with every change that the page shows, whichever process makes it: a page that was made is true while this stands still.
CREATE TABLE status_version (id INTEGER PRIMARY KEY CHECK (id = 1), n INTEGER NOT NULL) STRICT;
INSERT INTO status_version (id, n) VALUES (1, 0);

-- Up to which trouble of the checks incidents were made of.
CREATE TABLE status_heard (id INTEGER PRIMARY KEY CHECK (id = 1), trouble_id INTEGER NOT NULL) STRICT;
INSERT INTO status_heard (id, trouble_id) VALUES (1, 0);

CREATE TABLE status_groups (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  name_en     TEXT,
  position    INTEGER NOT NULL DEFAULT 0,
  archived_at TEXT
) STRICT;

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

-- Which checks feed a component; without one it is fed by hand.
CREATE TABLE status_component_checks (
  component_id INTEGER NOT NULL REFERENCES status_components (id) ON DELETE CASCADE,
  check_id     INTEGER NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
  PRIMARY KEY (component_id, check_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX status_component_checks_check ON status_component_checks (check_id);

-- What a person said of a component that is fed by hand, and from when to when it held.
CREATE TABLE status_spells (
  id           INTEGER PRIMARY KEY,
  component_id INTEGER NOT NULL REFERENCES status_components (id) ON DELETE CASCADE,
  state        TEXT NOT NULL CHECK (state IN ('up', 'degraded', 'down', 'unknown')),
  from_at      TEXT NOT NULL,
  until_at     TEXT
) STRICT;
CREATE INDEX status_spells_component ON status_spells (component_id, from_at);
CREATE UNIQUE INDEX status_spells_open ON status_spells (component_id) WHERE until_at IS NULL;

-- A day that is over, in the company's time zone, in seconds.
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

-- Incidents and planned maintenance. What is said of them lies in updates, which are only ever added.
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
CREATE INDEX notices_open ON notices (kind, begins_at) WHERE closed_at IS NULL AND dropped_at IS NULL;
CREATE INDEX notices_begins ON notices (begins_at);

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

-- How bad it is for each component from this update on; the next update says it again, whole.
CREATE TABLE notice_impacts (
  update_id    INTEGER NOT NULL REFERENCES notice_updates (id) ON DELETE CASCADE,
  component_id INTEGER NOT NULL REFERENCES status_components (id) ON DELETE CASCADE,
  impact       TEXT NOT NULL CHECK (impact IN ('none', 'degraded', 'down', 'maintenance')),
  PRIMARY KEY (update_id, component_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_impacts_component ON notice_impacts (component_id);

CREATE TABLE notice_templates (
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL CHECK (kind IN ('incident', 'maintenance')),
  name     TEXT NOT NULL,
  title    TEXT NOT NULL,
  title_en TEXT,
  text     TEXT NOT NULL,
  text_en  TEXT
) STRICT;

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

CREATE TABLE subscriber_components (
  subscriber_id INTEGER NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  component_id  INTEGER NOT NULL REFERENCES status_components (id) ON DELETE CASCADE,
  PRIMARY KEY (subscriber_id, component_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX subscriber_components_component ON subscriber_components (component_id);

-- Who left and must not come back by an import: keyed digests, no addresses.
CREATE TABLE subscriber_suppressions (
  digest TEXT PRIMARY KEY,
  at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- An update on its way to subscribers: how far it was handed to the outbox.
CREATE TABLE notice_fanouts (
  update_id   INTEGER PRIMARY KEY REFERENCES notice_updates (id) ON DELETE CASCADE,
  after_id    INTEGER NOT NULL DEFAULT 0,          -- every subscriber up to here has it in the outbox
  finished_at TEXT
) STRICT;
CREATE INDEX notice_fanouts_open ON notice_fanouts (update_id) WHERE finished_at IS NULL;

CREATE TABLE notice_deliveries (
  update_id     INTEGER NOT NULL REFERENCES notice_updates (id) ON DELETE CASCADE,
  subscriber_id INTEGER NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  queued_at     TEXT NOT NULL,
  PRIMARY KEY (update_id, subscriber_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_deliveries_subscriber ON notice_deliveries (subscriber_id);

CREATE TRIGGER status_page_shown_insert AFTER INSERT ON status_page BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_page_shown_update AFTER UPDATE ON status_page BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_page_shown_delete AFTER DELETE ON status_page BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_groups_shown_insert AFTER INSERT ON status_groups BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_groups_shown_update AFTER UPDATE ON status_groups BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_groups_shown_delete AFTER DELETE ON status_groups BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_components_shown_insert AFTER INSERT ON status_components BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_components_shown_update AFTER UPDATE ON status_components BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_components_shown_delete AFTER DELETE ON status_components BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_component_checks_shown_insert AFTER INSERT ON status_component_checks BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_component_checks_shown_update AFTER UPDATE ON status_component_checks BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_component_checks_shown_delete AFTER DELETE ON status_component_checks BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_spells_shown_insert AFTER INSERT ON status_spells BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_spells_shown_update AFTER UPDATE ON status_spells BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER status_spells_shown_delete AFTER DELETE ON status_spells BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER notices_shown_insert AFTER INSERT ON notices BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER notices_shown_update AFTER UPDATE ON notices BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER notices_shown_delete AFTER DELETE ON notices BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER notice_updates_shown_insert AFTER INSERT ON notice_updates BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER notice_updates_shown_update AFTER UPDATE ON notice_updates BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER notice_updates_shown_delete AFTER DELETE ON notice_updates BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER notice_impacts_shown_insert AFTER INSERT ON notice_impacts BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER notice_impacts_shown_update AFTER UPDATE ON notice_impacts BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER notice_impacts_shown_delete AFTER DELETE ON notice_impacts BEGIN UPDATE status_version SET n = n + 1; END;
CREATE TRIGGER company_shown AFTER UPDATE ON company BEGIN UPDATE status_version SET n = n + 1; END;
