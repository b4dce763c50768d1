-- People who write in: their pages, what they ask about their data, erasing them, and how long mail is kept.

-- Who wrote to which mailbox: what its members see of people. Changed by triggers, so it is right at once; a ticket merged into another does
-- not count.
CREATE TABLE mailbox_customers (
  mailbox_id  INTEGER NOT NULL,
  customer_id INTEGER NOT NULL,
  tickets     INTEGER NOT NULL,
  last_at     TEXT NOT NULL,                       -- when the newest of them was opened
  PRIMARY KEY (mailbox_id, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mailbox_customers_last ON mailbox_customers (mailbox_id, last_at DESC, customer_id DESC);
CREATE INDEX mailbox_customers_customer ON mailbox_customers (customer_id);
INSERT INTO mailbox_customers SELECT mailbox_id, customer_id, count(*), max(created_at) FROM tickets
  WHERE customer_id IS NOT NULL AND merged_into IS NULL GROUP BY mailbox_id, customer_id;
CREATE TRIGGER tickets_customer_in AFTER INSERT ON tickets WHEN NEW.customer_id IS NOT NULL AND NEW.merged_into IS NULL
BEGIN
  INSERT INTO mailbox_customers VALUES (NEW.mailbox_id, NEW.customer_id, 1, NEW.created_at)
  ON CONFLICT DO UPDATE SET tickets = tickets + 1, last_at = max(last_at, excluded.last_at);
END;
CREATE TRIGGER tickets_customer_out AFTER DELETE ON tickets WHEN OLD.customer_id IS NOT NULL AND OLD.merged_into IS NULL
BEGIN
  UPDATE mailbox_customers SET tickets = tickets - 1 WHERE mailbox_id = OLD.mailbox_id AND customer_id = OLD.customer_id;
  DELETE FROM mailbox_customers WHERE mailbox_id = OLD.mailbox_id AND customer_id = OLD.customer_id AND tickets <= 0;
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

-- One person who wrote under two names: the one that went into the other keeps its row, so that it can be taken out again.
ALTER TABLE customers ADD COLUMN merged_into INTEGER REFERENCES customers (id);
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;
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

-- A ticket in which somebody asks for their data, or that it be erased: the law gives a time for the answer.
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

-- What must be kept whatever a rule says: a dispute, a duty of the law.
CREATE TABLE ticket_holds (
  ticket_id INTEGER PRIMARY KEY REFERENCES tickets (id) ON DELETE CASCADE,
  reason    TEXT NOT NULL,
  by        TEXT NOT NULL,
  at        TEXT NOT NULL
) STRICT;

-- Erasing a person, as far as it is. Once it is done, the row holds numbers and nothing of the person.
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

-- What is still to be done of an erasure, by number. Empty between erasures.
CREATE TABLE erasure_tickets (
  erasure_id INTEGER NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
  ticket_id  INTEGER NOT NULL,
  own        INTEGER NOT NULL CHECK (own IN (0, 1)),  -- theirs; else one in which they take part
  planned    INTEGER NOT NULL DEFAULT 0 CHECK (planned IN (0, 1)),
  PRIMARY KEY (erasure_id, ticket_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE erasure_messages (
  erasure_id INTEGER NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
  message_id INTEGER NOT NULL,
  own        INTEGER NOT NULL CHECK (own IN (0, 1)),
  how        TEXT NOT NULL CHECK (how IN ('empty', 'clean')),
  PRIMARY KEY (erasure_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE erasure_tombstones (
  erasure_id INTEGER NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
  digest     TEXT NOT NULL,
  PRIMARY KEY (erasure_id, digest)
) STRICT, WITHOUT ROWID;

-- How long a mailbox keeps what is over; null: for good.
CREATE TABLE retention_rules (
  mailbox_id    INTEGER PRIMARY KEY REFERENCES mailboxes (id) ON DELETE CASCADE,
  closed_months INTEGER CHECK (closed_months BETWEEN 1 AND 600),
  spam_days     INTEGER CHECK (spam_days BETWEEN 1 AND 3650),
  raw_months    INTEGER CHECK (raw_months BETWEEN 1 AND 600),
  by            TEXT NOT NULL,
  at            TEXT NOT NULL
) STRICT;
