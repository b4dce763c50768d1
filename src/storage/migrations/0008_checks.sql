-- Status checks: what is watched, what was seen, what is believed of it and since when, and who is told.

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
CREATE INDEX checks_system ON checks (system_id);
CREATE INDEX checks_service ON checks (service_id);

-- What was seen last and what is believed, apart. Written only when something about it changes.
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

-- What was believed, without gaps from the first answer on; an outage begins with its first failure.
CREATE TABLE check_spells (
  id       INTEGER PRIMARY KEY,
  check_id INTEGER NOT NULL REFERENCES checks (id),
  state    TEXT NOT NULL CHECK (state IN ('up', 'degraded', 'down', 'paused')),
  from_at  TEXT NOT NULL,
  until_at TEXT                                    -- null: still
) STRICT;
CREATE INDEX check_spells_check ON check_spells (check_id, from_at);

-- When we ourselves could not tell. This time is left out of every figure.
CREATE TABLE check_blind_spells (
  id       INTEGER PRIMARY KEY,
  check_id INTEGER NOT NULL REFERENCES checks (id),
  from_at  TEXT NOT NULL,
  until_at TEXT
) STRICT;
CREATE INDEX check_blind_spells_check ON check_blind_spells (check_id, from_at);

-- Something a person may have to be told: an outage, slowness, an expiry, something that does not settle.
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
CREATE INDEX check_troubles_open ON check_troubles (over_at, noticed_at);
CREATE INDEX check_troubles_check ON check_troubles (check_id, from_at);

-- Every second's results as they came, until their five minutes are over. What a crash leaves is read again from here.
CREATE TABLE check_journal (
  id      INTEGER PRIMARY KEY,
  results TEXT NOT NULL                            -- JSON: [check, second, state, milliseconds, reason?]
) STRICT;

-- Single results, two days long: in order of time, so that writing five minutes of five hundred checks touches few pages.
CREATE TABLE check_answers (
  starts_at TEXT NOT NULL,
  check_id  INTEGER NOT NULL,
  answers   TEXT NOT NULL,                         -- JSON: [second within, state, milliseconds, index of its reason?]
  reasons   TEXT,                                  -- JSON: the sentences
  PRIMARY KEY (starts_at, check_id)
) STRICT, WITHOUT ROWID;

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

-- A day in the company's time zone, once it is over. Frozen: later changes of rules and windows do not reach it.
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

CREATE TABLE check_pings (
  id        INTEGER PRIMARY KEY,
  check_id  INTEGER NOT NULL REFERENCES checks (id),
  kind      TEXT NOT NULL CHECK (kind IN ('success', 'start', 'fail', 'log')),
  exit_code INTEGER,
  body      TEXT,
  at        TEXT NOT NULL
) STRICT;
CREATE INDEX check_pings_check ON check_pings (check_id, id);

-- Planned work. The rule is kept as wall time and a time zone; occurrences are computed, and written down once they have begun.
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

-- Who is told of what, and when.
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

CREATE TABLE alert_rule_checks (
  rule_id  INTEGER NOT NULL REFERENCES alert_rules (id),
  check_id INTEGER NOT NULL REFERENCES checks (id),
  PRIMARY KEY (rule_id, check_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert_recipients (
  rule_id   INTEGER NOT NULL REFERENCES alert_rules (id),
  recipient TEXT NOT NULL,                         -- 'person:3', 'email:pikett@example.ch', 'webhook:2', 'talk:1'
  PRIMARY KEY (rule_id, recipient)
) STRICT, WITHOUT ROWID;

-- That a rule has told of a trouble: what was told is told to be over, and nothing is told twice.
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

-- Hosts that always answer while our own line works; asked before anything is called down.
CREATE TABLE reference_targets (
  id         INTEGER PRIMARY KEY,
  host       TEXT NOT NULL,
  port       INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (host, port)
) STRICT;

-- When the one who watches could not: the line, the clock, the program itself.
CREATE TABLE observer_faults (
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL CHECK (kind IN ('line', 'clock', 'late', 'stopped')),
  from_at  TEXT NOT NULL,
  until_at TEXT
) STRICT;
CREATE INDEX observer_faults_from ON observer_faults (from_at);

-- Conversations in Nextcloud Talk to which a bot of ours may write.
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
