-- Leaving an old system step by step, the dates that watch themselves, and what is sent because of them.

-- What a new offboarding begins with. `code` is what the program knows a step by; a step of the company's own has none.
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
INSERT INTO template_steps (code, name, name_en, position, days_after_start, evidence) VALUES
  ('decide', 'Entscheid, zuständige Person und Termin festhalten', 'Record the decision, who is in charge and by when', 1, 0, 0),
  ('contract', 'Vertrag auf Frist, Löschklausel und Export prüfen', 'Check the contract for notice, deletion clause and export', 2, 7, 0),
  ('legal-hold', 'Aufbewahrungspflicht prüfen (OR 958f)', 'Check for a legal hold (CO 958f)', 3, 7, 0),
  ('export', 'Daten exportieren', 'Export the data', 4, 14, 1),
  ('import', 'Import mit Anzahlen und Stichproben prüfen', 'Verify the import by counts and samples', 5, 21, 1),
  ('people-told', 'Mitarbeitende und Kunden informieren', 'Tell staff and customers', 6, 21, 0),
  ('freeze', 'Umstellen und das alte System einfrieren', 'Switch, and freeze the old system', 7, 28, 0),
  ('access', 'Zugänge, Schlüssel, Integrationen und geteilte Links widerrufen', 'Revoke access, keys, integrations and shared links', 8, 28, 0),
  ('dns', 'DNS, SPF, DKIM und Einbettungen entfernen', 'Remove DNS, SPF, DKIM and embeds', 9, 30, 0),
  ('cancel', 'Vertrag kündigen, Zahlung und Karte entfernen', 'Cancel the contract, remove billing and card', 10, 30, 1),
  ('request', 'Löschung verlangen oder auslösen, samt Backups', 'Request or start the deletion, backups included', 11, 35, 1),
  ('confirmation', 'Bestätigung einholen', 'Obtain the confirmation', 12, 49, 1),
  ('dead', 'Nachprüfen, dass nichts mehr antwortet', 'Verify that nothing answers any more', 13, 49, 1),
  ('backups', 'Ablauf der Backups nachprüfen', 'Follow up on the expiry of backups', 14, 125, 1),
  ('documents', 'Datenschutzerklärung und Verzeichnis nachführen', 'Update the privacy notice and the register', 15, 56, 0),
  ('surplus', 'Überzählige eigene Exporte vernichten', 'Destroy surplus exports of our own', 16, 60, 0),
  ('close', 'Abschliessen durch eine zweite Person', 'Close, by a second person', 17, 130, 0);

-- One per system. It keeps its own copy of the steps, so that a later change of the template leaves it alone.
CREATE TABLE offboardings (
  system_id  INTEGER PRIMARY KEY REFERENCES systems (id),
  started_on TEXT NOT NULL,
  started_by TEXT NOT NULL,
  started_at TEXT NOT NULL
) STRICT;

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

-- A calendar of one's own at a secret address. The secret is shown once.
CREATE TABLE calendar_feeds (
  person_id  INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  scope      TEXT NOT NULL DEFAULT 'mine' CHECK (scope IN ('mine', 'all')),
  created_at TEXT NOT NULL
) STRICT;

-- Of what somebody has been reminded: a date, how near it was, and who ('person:3', 'webhook:2'). Never twice the same.
CREATE TABLE reminders (
  id        INTEGER PRIMARY KEY,
  recipient TEXT NOT NULL,
  item      TEXT NOT NULL,                         -- 'step:17 2026-12-01'
  nearness  TEXT NOT NULL,                         -- 'week', 'day', 'overdue-0', 'overdue-1' …
  at        TEXT NOT NULL,
  UNIQUE (recipient, item, nearness)
) STRICT;

-- The days whose morning has been: one digest a person and day, also after a crash.
CREATE TABLE reminder_mornings (
  day TEXT PRIMARY KEY,
  at  TEXT NOT NULL
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

-- For whom ('person:3', 'webhook:2'), and what the other side answered ('200 in 45 ms').
ALTER TABLE outbox_deliveries ADD COLUMN recipient TEXT;
ALTER TABLE outbox_deliveries ADD COLUMN answer TEXT;
CREATE INDEX outbox_recipient ON outbox_deliveries (recipient, id);
