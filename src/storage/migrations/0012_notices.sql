-- What people are told, and how: who follows a ticket, who is mentioned, and what was told to whom. Only references, no copies: what
-- a notification says is read from its ticket when it is shown or sent, so that what is erased there is nowhere else.

CREATE TABLE ticket_followers (
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  since     TEXT NOT NULL,
  PRIMARY KEY (ticket_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_followers_person ON ticket_followers (person_id);

CREATE TABLE message_mentions (
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  PRIMARY KEY (message_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_mentions_person ON message_mentions (person_id);

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

CREATE INDEX ticket_news_ticket ON ticket_news (ticket_id);

CREATE INDEX ticket_news_message ON ticket_news (message_id) WHERE message_id IS NOT NULL;

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

CREATE TABLE late_tickets (                        -- that a ticket waits too long was told
  ticket_id     INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  waiting_since TEXT NOT NULL,
  PRIMARY KEY (ticket_id, waiting_since)
) STRICT, WITHOUT ROWID;

CREATE TABLE notification_mails (                  -- several notifications that go as one mail
  id         INTEGER PRIMARY KEY AUTOINCREMENT,    -- the outbox knows the mail by it
  person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX notification_mails_age ON notification_mails (created_at);

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

CREATE INDEX notifications_page ON notifications (person_id, at, id);

CREATE INDEX notifications_unread ON notifications (person_id) WHERE read_at IS NULL;

CREATE INDEX notifications_mail_due ON notifications (mail_due_at) WHERE mail_due_at IS NOT NULL;

CREATE INDEX notifications_age ON notifications (at);

CREATE INDEX notifications_ticket ON notifications (ticket_id) WHERE ticket_id IS NOT NULL;

CREATE INDEX notifications_message ON notifications (message_id) WHERE message_id IS NOT NULL;

CREATE INDEX notifications_trouble ON notifications (trouble_id) WHERE trouble_id IS NOT NULL;

CREATE INDEX notifications_mail ON notifications (mail_id) WHERE mail_id IS NOT NULL;

CREATE TABLE notification_wishes (                 -- none: as the defaults say
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  kind      TEXT NOT NULL,
  way       TEXT NOT NULL CHECK (way IN ('off', 'here', 'mail')),
  PRIMARY KEY (person_id, kind)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE told_rounds (round_id INTEGER PRIMARY KEY REFERENCES rounds (id) ON DELETE CASCADE) STRICT;

INSERT INTO told_rounds SELECT id FROM rounds WHERE state = 'closed';

CREATE TABLE weekly_digests (                      -- the last moment for which somebody's digest was made
  person_id INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  last_at   TEXT NOT NULL
) STRICT;

-- Whoever waits already is not announced as if it began today.
INSERT INTO late_tickets SELECT id, waiting_since FROM tickets WHERE waiting_since IS NOT NULL;

-- Mail that is written when it leaves is forgotten once it has: its words are its tickets'.
ALTER TABLE outgoing_mails ADD COLUMN is_forgotten_after INTEGER NOT NULL DEFAULT 0 CHECK (is_forgotten_after IN (0, 1));

CREATE INDEX outgoing_mails_forgotten ON outgoing_mails (id) WHERE is_forgotten_after = 1;
