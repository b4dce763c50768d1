-- The weekly round. One round is ahead at most, one is running at most; what a closed one was is frozen in its minutes.

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

CREATE TABLE round_present (
  id        INTEGER PRIMARY KEY,
  round_id  INTEGER NOT NULL REFERENCES rounds (id),
  person_id INTEGER REFERENCES people (id),        -- null: a guest
  name      TEXT NOT NULL,
  UNIQUE (round_id, person_id),
  UNIQUE (round_id, name)
) STRICT;

-- One thing the round speaks of: a service, a system, an action, a change of the law.
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

-- Why it is on the agenda, as it stood when the round began.
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

-- What people said of an item. Each saying is a row; the last version holds. Nothing is overwritten.
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

-- Corrections of minutes are added below them.
CREATE TABLE round_addenda (
  id       INTEGER PRIMARY KEY,
  round_id INTEGER NOT NULL REFERENCES rounds (id),
  text     TEXT NOT NULL,
  by       TEXT NOT NULL,
  at       TEXT NOT NULL
) STRICT;
CREATE INDEX round_addenda_round ON round_addenda (round_id);
