-- Mailboxes, what comes in, tickets and their messages, and what goes out.

-- What makes our reply addresses and Message-IDs recognisable as ours. Not a secret of people; it lies in the file so that a copy knows its own mail.
CREATE TABLE mail_identity (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  install TEXT NOT NULL,                           -- stands in X-Loop
  mac_key BLOB NOT NULL
) STRICT;
INSERT INTO mail_identity (id, install, mac_key) VALUES (1, lower(hex(randomblob(8))), randomblob(32));

CREATE TABLE mailboxes (
  id              INTEGER PRIMARY KEY,
  slug            TEXT NOT NULL UNIQUE,            -- 'support'
  name            TEXT NOT NULL,                   -- 'Support'
  address         TEXT NOT NULL UNIQUE CHECK (address = lower(address)),
  from_name       TEXT NOT NULL,
  reply_to        TEXT,
  signature       TEXT NOT NULL DEFAULT '',
  language        TEXT NOT NULL DEFAULT 'de' CHECK (language IN ('de', 'en')),
  -- receiving: none without a host
  imap_host       TEXT,
  imap_port       INTEGER,
  imap_security   TEXT CHECK (imap_security IN ('tls', 'starttls', 'none')),
  imap_user       TEXT,
  imap_secret     TEXT,                            -- sealed; purpose 'mailbox:ID imap'
  imap_folder     TEXT NOT NULL DEFAULT 'INBOX',
  imap_sent_folder TEXT,                           -- null: none is written, or the one the server marks as \Sent
  keeps_sent      INTEGER NOT NULL DEFAULT 1 CHECK (keeps_sent IN (0, 1)),
  after_intake    TEXT NOT NULL DEFAULT 'seen' CHECK (after_intake IN ('nothing', 'seen', 'delete')),
  poll_s          INTEGER NOT NULL DEFAULT 60 CHECK (poll_s BETWEEN 5 AND 86400),
  -- sending: none without a host
  smtp_host       TEXT,
  smtp_port       INTEGER,
  smtp_security   TEXT CHECK (smtp_security IN ('tls', 'starttls', 'none')),
  smtp_user       TEXT,
  smtp_secret     TEXT,                            -- sealed; purpose 'mailbox:ID smtp'
  authority       TEXT,                            -- PEM of an own certificate authority, for both
  login_method    TEXT NOT NULL DEFAULT 'password' CHECK (login_method IN ('password')),  -- the place for XOAUTH2
  undo_s          INTEGER NOT NULL DEFAULT 15 CHECK (undo_s BETWEEN 0 AND 300),
  plus_addressing INTEGER NOT NULL DEFAULT 0 CHECK (plus_addressing IN (0, 1)),   -- replies come back to box+t-…@: rule M1
  subject_token   TEXT NOT NULL DEFAULT 'K',       -- '[#K-1234]': rule M7
  new_ticket_after_days INTEGER NOT NULL DEFAULT 30 CHECK (new_ticket_after_days BETWEEN 0 AND 3650),  -- veto V2
  same_subject_hours INTEGER NOT NULL DEFAULT 0 CHECK (same_subject_hours BETWEEN 0 AND 720),  -- rule M9; 0: off
  tracker_senders TEXT NOT NULL DEFAULT '[]',      -- JSON: addresses and domains whose numbers ("INC0012345") we follow: rule M8
  authserv_id     TEXT,                            -- how our own server signs Authentication-Results; null: none is believed (S4)
  sends_notices   INTEGER NOT NULL DEFAULT 0 CHECK (sends_notices IN (0, 1)),     -- the program's own mail leaves from here
  auto_reply      TEXT NOT NULL DEFAULT 'never' CHECK (auto_reply IN ('never', 'always', 'outside-hours')),
  auto_reply_subject TEXT NOT NULL DEFAULT '',
  auto_reply_text TEXT NOT NULL DEFAULT '',
  office_hours    TEXT NOT NULL DEFAULT '{}',      -- JSON: {"mon":[["08:00","12:00"],["13:00","17:00"]], …}, in the company's time zone
  late_after_min  INTEGER NOT NULL DEFAULT 15,     -- no successful poll for so long is an alarm
  created_at      TEXT NOT NULL,
  paused_at       TEXT,
  archived_at     TEXT
) STRICT;
CREATE UNIQUE INDEX mailboxes_notices ON mailboxes (sends_notices) WHERE sends_notices = 1;

CREATE TABLE mailbox_members (
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  PRIMARY KEY (mailbox_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mailbox_members_person ON mailbox_members (person_id, mailbox_id);

-- Which tokens may see a mailbox: none unless said.
CREATE TABLE mailbox_tokens (
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  token_id   INTEGER NOT NULL REFERENCES api_tokens (id) ON DELETE CASCADE,
  PRIMARY KEY (mailbox_id, token_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE mailbox_health (
  mailbox_id    INTEGER PRIMARY KEY REFERENCES mailboxes (id) ON DELETE CASCADE,
  polled_at     TEXT,                              -- the last poll that went through
  tried_at      TEXT,
  trouble       TEXT,                              -- a code: 'name-not-found', 'certificate', 'password' …; null: well
  trouble_detail TEXT,                             -- what the server said
  trouble_since TEXT,
  alarmed_at    TEXT,
  unaccounted   INTEGER NOT NULL DEFAULT 0         -- mails that lie on the server and not here, after the last reconciliation
) STRICT;

-- What keeps mail from leaving a mailbox. A row only while something does, or automatic mail was stopped.
CREATE TABLE mailbox_sending (
  mailbox_id      INTEGER PRIMARY KEY REFERENCES mailboxes (id) ON DELETE CASCADE,
  trouble         TEXT,                            -- a code as in mailbox_health; null: the last mail was taken
  trouble_detail  TEXT,
  trouble_since   TEXT,
  automatic_until TEXT                             -- the breaker: nothing automatic leaves before
) STRICT;

CREATE TABLE imap_cursors (
  mailbox_id    INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  folder        TEXT NOT NULL,
  uidvalidity   INTEGER NOT NULL,
  last_uid      INTEGER NOT NULL DEFAULT 0,
  reconciled_at TEXT,
  PRIMARY KEY (mailbox_id, folder)
) STRICT, WITHOUT ROWID;

CREATE TABLE customers (                           -- who writes in
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  blocked_at TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE customer_addresses (
  address     TEXT PRIMARY KEY CHECK (address = lower(address) AND address <> ''),
  customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  name        TEXT NOT NULL DEFAULT '',            -- as it last stood in From
  bounced_at  TEXT                                 -- the last final bounce
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_addresses_customer ON customer_addresses (customer_id);

CREATE TABLE tickets (
  id            INTEGER PRIMARY KEY AUTOINCREMENT, -- the number that people say; an erased one never comes back
  mailbox_id    INTEGER NOT NULL REFERENCES mailboxes (id),
  subject       TEXT NOT NULL,
  state         TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'waiting-customer', 'waiting-third', 'closed', 'spam')),
  kind          TEXT NOT NULL DEFAULT 'request',
  assignee_id   INTEGER REFERENCES people (id) ON DELETE SET NULL,
  customer_id   INTEGER REFERENCES customers (id),
  waiting_since TEXT,                              -- the first message from outside that nobody has answered
  snoozed_until TEXT,                              -- set: out of the lists until then
  has_trouble   INTEGER NOT NULL DEFAULT 0 CHECK (has_trouble IN (0, 1)),   -- a reply did not arrive, or a mail could not be read
  merged_into   INTEGER REFERENCES tickets (id),
  created_at    TEXT NOT NULL,
  last_at       TEXT NOT NULL,                     -- what lists are sorted by
  closed_at     TEXT,
  last_message_id INTEGER,                         -- what a reply is checked against, so that two never cross
  preview       TEXT NOT NULL DEFAULT '',          -- the first line of the newest message
  erased_at     TEXT,                              -- its customer was erased: nothing new ever joins it
  CHECK (merged_into IS NULL OR merged_into <> id)
) STRICT;
CREATE INDEX tickets_list ON tickets (mailbox_id, state, last_at DESC, id DESC) WHERE merged_into IS NULL AND snoozed_until IS NULL;
CREATE INDEX tickets_assignee ON tickets (mailbox_id, assignee_id, state, coalesce(waiting_since, '9' || last_at), id)
  WHERE merged_into IS NULL AND snoozed_until IS NULL;
CREATE INDEX tickets_clock ON tickets (mailbox_id, state, coalesce(waiting_since, '9' || last_at), id)
  WHERE merged_into IS NULL AND snoozed_until IS NULL;  -- whoever waits longest first, then what waits for nobody
CREATE INDEX tickets_customer ON tickets (customer_id, last_at DESC) WHERE customer_id IS NOT NULL;
CREATE INDEX tickets_snoozed ON tickets (mailbox_id, snoozed_until, id) WHERE snoozed_until IS NOT NULL AND merged_into IS NULL;
CREATE INDEX tickets_trouble ON tickets (mailbox_id, last_at DESC) WHERE has_trouble = 1 AND merged_into IS NULL;
CREATE INDEX tickets_merged ON tickets (merged_into) WHERE merged_into IS NOT NULL;

-- Counters that are right at once: changed by triggers, in the transaction of whatever changes a ticket.
CREATE TABLE ticket_counts (
  mailbox_id  INTEGER NOT NULL,
  state       TEXT NOT NULL,
  assignee_id INTEGER NOT NULL,                    -- 0: nobody
  snoozed     INTEGER NOT NULL,
  n           INTEGER NOT NULL,
  PRIMARY KEY (mailbox_id, state, assignee_id, snoozed)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER tickets_counted_in AFTER INSERT ON tickets WHEN NEW.merged_into IS NULL
BEGIN
  INSERT INTO ticket_counts VALUES (NEW.mailbox_id, NEW.state, coalesce(NEW.assignee_id, 0), NEW.snoozed_until IS NOT NULL, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tickets_counted_out AFTER DELETE ON tickets WHEN OLD.merged_into IS NULL
BEGIN
  UPDATE ticket_counts SET n = n - 1 WHERE mailbox_id = OLD.mailbox_id AND state = OLD.state
    AND assignee_id = coalesce(OLD.assignee_id, 0) AND snoozed = (OLD.snoozed_until IS NOT NULL);
END;
CREATE TRIGGER tickets_recounted AFTER UPDATE OF mailbox_id, state, assignee_id, snoozed_until, merged_into ON tickets
BEGIN
  UPDATE ticket_counts SET n = n - 1 WHERE OLD.merged_into IS NULL AND mailbox_id = OLD.mailbox_id AND state = OLD.state
    AND assignee_id = coalesce(OLD.assignee_id, 0) AND snoozed = (OLD.snoozed_until IS NOT NULL);
  INSERT INTO ticket_counts SELECT NEW.mailbox_id, NEW.state, coalesce(NEW.assignee_id, 0), NEW.snoozed_until IS NOT NULL, 1
  WHERE NEW.merged_into IS NULL
  ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE ticket_participants (
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  address   TEXT NOT NULL,
  since     TEXT NOT NULL,
  PRIMARY KEY (ticket_id, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_participants_address ON ticket_participants (address);

-- Where a ticket was before it was moved: answers to what was sent from there still find it.
CREATE TABLE ticket_former_mailboxes (
  ticket_id  INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  PRIMARY KEY (ticket_id, mailbox_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_former_mailboxes_mailbox ON ticket_former_mailboxes (mailbox_id);

-- What a merge moved, so that it can be undone.
CREATE TABLE ticket_merges (
  id        INTEGER PRIMARY KEY,
  from_id   INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  into_id   INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  moved     TEXT NOT NULL,                         -- JSON: the ids of the messages that moved
  before    TEXT NOT NULL,                         -- JSON: state and participants of both as they were
  by        TEXT NOT NULL,
  at        TEXT NOT NULL,
  undone_at TEXT
) STRICT;
CREATE INDEX ticket_merges_from ON ticket_merges (from_id);
CREATE INDEX ticket_merges_into ON ticket_merges (into_id);

-- The numbers that other people's trackers give to what is a ticket here: rule M8.
CREATE TABLE ticket_outside_numbers (
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  domain     TEXT NOT NULL,
  number     TEXT NOT NULL,
  ticket_id  INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  PRIMARY KEY (mailbox_id, domain, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_outside_numbers_ticket ON ticket_outside_numbers (ticket_id);

-- Tickets that may belong together, and why: 'forwarded', 'closed-long-ago', 'new-subject', 'token-without-participant', 'other-mailbox', 'blocked', 'moved', 'split'.
CREATE TABLE ticket_links (
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  other_id  INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  why       TEXT NOT NULL,
  PRIMARY KEY (ticket_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_links_other ON ticket_links (other_id);

CREATE TABLE messages (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id      INTEGER NOT NULL REFERENCES tickets (id),
  kind           TEXT NOT NULL CHECK (kind IN ('in', 'out', 'note', 'unread')),  -- unread: came in and could not be read
  at             TEXT NOT NULL,                    -- what the thread is sorted by: arrival, or when it was written here
  sent_at        TEXT,                             -- the Date header, as its sender claims
  person_id      INTEGER REFERENCES people (id) ON DELETE SET NULL,   -- who wrote it here
  by             TEXT NOT NULL,                    -- 'person:3', 'token:2', 'aktion', 'outside'
  from_address   TEXT NOT NULL DEFAULT '',
  from_name      TEXT NOT NULL DEFAULT '',
  to_addresses   TEXT NOT NULL DEFAULT '[]',       -- JSON: [{"name","address"}]
  cc_addresses   TEXT NOT NULL DEFAULT '[]',
  bcc_addresses  TEXT NOT NULL DEFAULT '[]',
  reply_to       TEXT NOT NULL DEFAULT '[]',
  subject        TEXT NOT NULL DEFAULT '',
  mail_id        TEXT CHECK (mail_id <> ''),       -- Message-ID without <>: rule R3
  in_reply_to    TEXT CHECK (in_reply_to <> ''),
  thread_index   TEXT,
  raw_blob_id    INTEGER REFERENCES blobs (id),
  raw_sha256     TEXT,
  canonical_hash TEXT,                             -- rule R4
  size           INTEGER NOT NULL DEFAULT 0,       -- bytes of the raw mail
  has_html       INTEGER NOT NULL DEFAULT 0 CHECK (has_html IN (0, 1)),
  automatic      TEXT,                             -- why it counts as automatic: a code; null: a person wrote it
  same_id_as     INTEGER REFERENCES messages (id) ON DELETE SET NULL,  -- another mail with the same Message-ID and other content
  matched_by     TEXT,                             -- 'M1' … 'M9', 'new', 'moved'
  matched_how    TEXT,                             -- JSON: what the rule found, and the veto that stopped a better one
  ticket_before  TEXT,                             -- of a reply: JSON, what the ticket was before, for undoing it
  error          TEXT                              -- of an unread one: what went wrong
) STRICT;
CREATE INDEX messages_ticket ON messages (ticket_id, at, id);
CREATE INDEX messages_at ON messages (at, id);
CREATE INDEX messages_mail_id ON messages (mail_id) WHERE mail_id IS NOT NULL;
CREATE INDEX messages_raw ON messages (raw_sha256) WHERE raw_sha256 IS NOT NULL;
CREATE INDEX messages_blob ON messages (raw_blob_id) WHERE raw_blob_id IS NOT NULL;

-- The text that people read and search, whole: quotes are folded when it is shown. zstd.
CREATE TABLE message_texts (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  text       BLOB NOT NULL,                        -- the first 256 K characters, which are searched
  rest       BLOB                                  -- what comes after them; null: nothing
) STRICT;

-- Every id a mail refers to, so that two mails which share an ancestor that we never saw come together: rules M3 and M6.
CREATE TABLE message_references (
  mail_id    TEXT NOT NULL CHECK (mail_id <> ''),
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,                     -- the oldest first; what it answers is the last
  PRIMARY KEY (mail_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_references_message ON message_references (message_id);

-- What hangs on a message. Of what came in, the bytes lie in the raw mail (part says which); of what goes out, in a blob.
CREATE TABLE message_attachments (
  id           INTEGER PRIMARY KEY,
  message_id   INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  part         INTEGER NOT NULL,                   -- its place among the attachments of the mail, from 0
  filename     TEXT NOT NULL DEFAULT '',
  content_type TEXT NOT NULL,
  content_id   TEXT,
  disposition  TEXT,
  size         INTEGER NOT NULL,
  sha256       TEXT NOT NULL,
  blob_id      INTEGER REFERENCES blobs (id)
) STRICT;
CREATE INDEX message_attachments_message ON message_attachments (message_id, part);
CREATE INDEX message_attachments_blob ON message_attachments (blob_id) WHERE blob_id IS NOT NULL;

-- Without contentless_delete: that one leaves the words of a deleted row in the file until its segment is merged. The 'delete'
-- command is given the words and takes them out at once (secure-delete).
CREATE VIRTUAL TABLE message_index USING fts5 (
  subject, people, body, files, mailbox,           -- rowid = messages.id; mailbox: its number, so that a search reads only what one may see
  content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
);
INSERT INTO message_index (message_index, rank) VALUES ('secure-delete', 1), ('automerge', 0), ('crisismerge', 400);

-- One row for each mail that lies on a server, or stood in an import: whatever becomes of it, it is accounted for.
CREATE TABLE arrivals (
  id            INTEGER PRIMARY KEY,
  mailbox_id    INTEGER NOT NULL REFERENCES mailboxes (id),
  folder        TEXT NOT NULL,                     -- 'INBOX'; 'import:3' for a file
  uidvalidity   INTEGER NOT NULL,
  uid           INTEGER NOT NULL,                  -- of an import: its place in the file
  source        TEXT NOT NULL CHECK (source IN ('imap', 'import')),
  state         TEXT NOT NULL CHECK (state IN ('stored', 'filed', 'duplicate', 'unreadable', 'erased')),
  raw_sha256    TEXT,
  blob_id       INTEGER REFERENCES blobs (id),
  size          INTEGER NOT NULL DEFAULT 0,
  received_at   TEXT NOT NULL,                     -- the server's INTERNALDATE
  was_read      INTEGER NOT NULL DEFAULT 0 CHECK (was_read IN (0, 1)),   -- \Seen when we came
  message_id    INTEGER REFERENCES messages (id) ON DELETE SET NULL,
  error         TEXT,
  attempts      INTEGER NOT NULL DEFAULT 0,
  stored_at     TEXT NOT NULL,
  finished_on_server_at TEXT,                      -- flagged or deleted there, as the mailbox says
  UNIQUE (mailbox_id, folder, uidvalidity, uid)
) STRICT;
CREATE INDEX arrivals_unfiled ON arrivals (id) WHERE state = 'stored';
CREATE INDEX arrivals_unreadable ON arrivals (id) WHERE state = 'unreadable';
CREATE INDEX arrivals_unfinished ON arrivals (mailbox_id, folder, uid) WHERE finished_on_server_at IS NULL AND source = 'imap';
CREATE INDEX arrivals_message ON arrivals (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX arrivals_raw ON arrivals (mailbox_id, raw_sha256) WHERE raw_sha256 IS NOT NULL;
CREATE INDEX arrivals_blob ON arrivals (blob_id) WHERE blob_id IS NOT NULL;

-- Mail that was erased and must not come back when the server offers it again: keyed digests, nothing of the mail itself.
CREATE TABLE mail_tombstones (
  digest TEXT PRIMARY KEY,                         -- HMAC of the raw mail's SHA-256, or of its Message-ID and canonical hash
  at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE mail_imports (
  id         INTEGER PRIMARY KEY,
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id),
  source     TEXT NOT NULL CHECK (source IN ('folder', 'mbox')),
  folder     TEXT,                                 -- of the server
  uidvalidity INTEGER,                             -- of that folder, when it was begun
  file_name  TEXT,
  blob_id    INTEGER REFERENCES blobs (id),        -- the mbox, until it is done
  state      TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'stopped', 'failed')),
  total      INTEGER,
  done       INTEGER NOT NULL DEFAULT 0,
  position   INTEGER NOT NULL DEFAULT 0,           -- where to go on: above this UID, or at this byte of the file
  error      TEXT,
  by         TEXT NOT NULL,
  created_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;
CREATE INDEX mail_imports_open ON mail_imports (id) WHERE state IN ('waiting', 'running');
CREATE INDEX mail_imports_mailbox ON mail_imports (mailbox_id, id);

-- Who takes deliveries one after the other: a mailbox, a webhook. One that is slow holds up nobody else.
ALTER TABLE outbox_deliveries ADD COLUMN lane TEXT NOT NULL DEFAULT 'mail';   -- 'mail': the program's own mail
UPDATE outbox_deliveries SET lane = coalesce(recipient, channel) WHERE channel = 'webhook';
DROP INDEX outbox_due;
CREATE INDEX outbox_lanes ON outbox_deliveries (lane, state, due_at);
CREATE INDEX outbox_state ON outbox_deliveries (state, due_at);

-- A mail of ours. What it says is fixed when it is queued, its bytes before the first attempt; a delivery of the outbox ('mail:ID') sends it.
CREATE TABLE outgoing_mails (
  id            INTEGER PRIMARY KEY,
  message_id    INTEGER REFERENCES messages (id) ON DELETE SET NULL,   -- of a ticket; null: the program's own mail
  mailbox_id    INTEGER REFERENCES mailboxes (id),                     -- null: the one that sends notices
  mail_id       TEXT NOT NULL UNIQUE CHECK (mail_id <> ''),            -- Message-ID without <>; the same for every attempt
  envelope_from TEXT NOT NULL,                     -- '' for automatic mail
  content       TEXT NOT NULL,                     -- JSON: what the MIME is made of
  automatic     TEXT CHECK (automatic IN ('auto-replied', 'auto-generated')),
  blob_id       INTEGER REFERENCES blobs (id),     -- the MIME, once made
  state         TEXT NOT NULL DEFAULT 'queued'
                CHECK (state IN ('queued', 'undone', 'sending', 'unknown', 'accepted', 'failed')),
  not_before    TEXT NOT NULL,                     -- the end of the undo window
  looked_up     INTEGER NOT NULL DEFAULT 0,        -- how often it was looked for after the connection broke at the final dot
  resent_at     TEXT,                              -- sent once more though it may have arrived: nothing told whether it had
  answer        TEXT,                              -- the server's last word
  sent_copy     TEXT NOT NULL DEFAULT 'none' CHECK (sent_copy IN ('none', 'wanted', 'done', 'failed')),
  created_at    TEXT NOT NULL,
  accepted_at   TEXT
) STRICT;
CREATE INDEX outgoing_mails_message ON outgoing_mails (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outgoing_mails_blob ON outgoing_mails (blob_id) WHERE blob_id IS NOT NULL;

CREATE TABLE outgoing_recipients (
  mail_id  INTEGER NOT NULL REFERENCES outgoing_mails (id) ON DELETE CASCADE,
  address  TEXT NOT NULL,
  state    TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'accepted', 'refused', 'delayed', 'bounced', 'delivered')),
  status   TEXT,                                   -- '5.1.1'
  answer   TEXT,                                   -- what a server said of it
  at       TEXT,
  PRIMARY KEY (mail_id, address)
) STRICT, WITHOUT ROWID;

-- What the program sent by itself, for the ladders and the breaker. Addresses as keyed digests.
CREATE TABLE automatic_sends (
  id         INTEGER PRIMARY KEY,
  mailbox_id INTEGER NOT NULL,
  address    TEXT NOT NULL,
  ticket_id  INTEGER,
  kind       TEXT NOT NULL,                        -- 'auto-reply', 'notice', 'alert' …
  at         TEXT NOT NULL
) STRICT;
CREATE INDEX automatic_sends_address ON automatic_sends (address, at);
CREATE INDEX automatic_sends_mailbox ON automatic_sends (mailbox_id, at);

-- Which webhooks hear of a mailbox's tickets: none unless said.
CREATE TABLE mailbox_webhooks (
  mailbox_id INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
  webhook_id INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  PRIMARY KEY (mailbox_id, webhook_id)
) STRICT, WITHOUT ROWID;

-- What somebody is writing and has not sent: one for each person and ticket, or for a new ticket (ticket_id 0).
CREATE TABLE ticket_drafts (
  id         INTEGER PRIMARY KEY,
  person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  ticket_id  INTEGER NOT NULL,
  fields     TEXT NOT NULL,                        -- JSON: the form as it was typed
  updated_at TEXT NOT NULL,
  UNIQUE (person_id, ticket_id)
) STRICT;

CREATE TABLE draft_files (
  id       INTEGER PRIMARY KEY,
  draft_id INTEGER NOT NULL REFERENCES ticket_drafts (id) ON DELETE CASCADE,
  name     TEXT NOT NULL,
  type     TEXT NOT NULL,
  size     INTEGER NOT NULL,
  sha256   TEXT NOT NULL,
  blob_id  INTEGER NOT NULL REFERENCES blobs (id)
) STRICT;
CREATE INDEX draft_files_draft ON draft_files (draft_id);
CREATE INDEX draft_files_blob ON draft_files (blob_id);

-- What a program asked for under a key of its own, so that asking again does nothing twice and gives the same answer.
CREATE TABLE api_requests (
  token_id   INTEGER NOT NULL REFERENCES api_tokens (id) ON DELETE CASCADE,
  key        TEXT NOT NULL,
  digest     TEXT NOT NULL,                        -- of the address and the body: the same key for something else is refused
  location   TEXT NOT NULL,                        -- what was made
  created_at TEXT NOT NULL,
  PRIMARY KEY (token_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX api_requests_age ON api_requests (created_at);
