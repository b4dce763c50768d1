-- What people do with tickets all day: tags, many at once, saved replies, forwarding, and moves that hold up nobody.

CREATE TABLE tags (                                -- the company's own list of words
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE CHECK (key <> ''),  -- as it is compared: small letters, one space between words
  name       TEXT NOT NULL,
  becomes    INTEGER REFERENCES tags (id),         -- being merged into that one, ticket by ticket
  removed_at TEXT,                                 -- being taken off, ticket by ticket
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX tags_leaving ON tags (id) WHERE becomes IS NOT NULL OR removed_at IS NOT NULL;

-- Mailbox and time are the ticket's, so that the list of a tag has an index of its own. A ticket that was merged is in no list: null.
CREATE TABLE ticket_tags (
  ticket_id  INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  tag_id     INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  mailbox_id INTEGER,
  last_at    TEXT NOT NULL,
  PRIMARY KEY (ticket_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_tags_list ON ticket_tags (tag_id, mailbox_id, last_at DESC, ticket_id DESC);
CREATE TRIGGER tickets_tags_follow AFTER UPDATE OF mailbox_id, merged_into, last_at ON tickets
WHEN OLD.last_at <> NEW.last_at OR OLD.mailbox_id <> NEW.mailbox_id OR OLD.merged_into IS NOT NEW.merged_into
BEGIN
  UPDATE ticket_tags SET last_at = NEW.last_at, mailbox_id = CASE WHEN NEW.merged_into IS NULL THEN NEW.mailbox_id END
  WHERE ticket_id = NEW.id;
END;

-- How many tickets of each mailbox carry a tag, right at once.
CREATE TABLE tag_counts (
  tag_id     INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  mailbox_id INTEGER NOT NULL,
  n          INTEGER NOT NULL,
  PRIMARY KEY (tag_id, mailbox_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ticket_tags_counted_in AFTER INSERT ON ticket_tags WHEN NEW.mailbox_id IS NOT NULL
BEGIN
  INSERT INTO tag_counts VALUES (NEW.tag_id, NEW.mailbox_id, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER ticket_tags_counted_out AFTER DELETE ON ticket_tags WHEN OLD.mailbox_id IS NOT NULL
BEGIN
  UPDATE tag_counts SET n = n - 1 WHERE tag_id = OLD.tag_id AND mailbox_id = OLD.mailbox_id;
END;
CREATE TRIGGER ticket_tags_recounted AFTER UPDATE OF mailbox_id ON ticket_tags WHEN OLD.mailbox_id IS NOT NEW.mailbox_id
BEGIN
  UPDATE tag_counts SET n = n - 1 WHERE tag_id = OLD.tag_id AND mailbox_id = OLD.mailbox_id;
  INSERT INTO tag_counts SELECT NEW.tag_id, NEW.mailbox_id, 1 WHERE NEW.mailbox_id IS NOT NULL
  ON CONFLICT DO UPDATE SET n = n + 1;
END;

-- Something done with many tickets at once. Its tickets are fixed when it is asked for; each is done or refused on its own.
CREATE TABLE bulk_actions (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id   INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  act         TEXT NOT NULL,                       -- JSON: {"verb": "state", "state": "closed"}
  state       TEXT NOT NULL CHECK (state IN ('doing', 'done', 'undoing', 'undone')),
  list        TEXT NOT NULL,                       -- the address of the list it was asked from
  created_at  TEXT NOT NULL,
  finished_at TEXT
) STRICT;
CREATE INDEX bulk_actions_open ON bulk_actions (id) WHERE state IN ('doing', 'undoing');
CREATE INDEX bulk_actions_created ON bulk_actions (created_at);
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

-- Messages that the search index still has under the mailbox in which they were: searches look there too until the words have moved.
CREATE TABLE index_moves (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  indexed_in INTEGER NOT NULL,
  belongs_in INTEGER NOT NULL
) STRICT;
CREATE INDEX index_moves_mailbox ON index_moves (belongs_in, indexed_in);

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

-- Of a mail of ours that passes messages on to somebody outside: JSON, their ids. It is no answer to the customer: the clock runs on.
ALTER TABLE messages ADD COLUMN forwarded TEXT;
