-- The parts know each other: what was asked of old providers, what tickets and components are about, and what checks proved.

-- What an old provider was asked to delete, and by when it shall answer. A row is taken back or answered, never changed otherwise.
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

-- Where a provider takes such requests, remembered for the next one.
CREATE TABLE privacy_contacts (
  system_id INTEGER PRIMARY KEY REFERENCES systems (id),
  address   TEXT NOT NULL,
  at        TEXT NOT NULL
) STRICT;

-- What ticked a step by itself: `request:3`, `record:2`, `evidence:5`, `check:slack-weg`. NULL: a person did.
ALTER TABLE offboarding_steps ADD COLUMN ticked_by TEXT;

-- The mails that are such requests.
CREATE TABLE request_messages (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  request_id INTEGER NOT NULL UNIQUE REFERENCES deletion_requests (id)
) STRICT;

-- What tickets are about.
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

-- Which services of the register a component of the status page stands for.
CREATE TABLE status_component_services (
  component_id INTEGER NOT NULL REFERENCES status_components (id),
  service_id   INTEGER NOT NULL REFERENCES services (id),
  PRIMARY KEY (component_id, service_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX status_component_services_service ON status_component_services (service_id);

-- Since when a check had been green when its result was filed as evidence: each time once.
CREATE TABLE check_evidence (
  check_id    INTEGER NOT NULL REFERENCES checks (id),
  green_since TEXT NOT NULL,
  filed_at    TEXT NOT NULL,
  PRIMARY KEY (check_id, green_since)
) STRICT, WITHOUT ROWID;
