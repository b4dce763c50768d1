-- How a person works: single keys as shortcuts or not (WCAG 2.1.4), and where a ticket leads once it is done.
ALTER TABLE people ADD COLUMN single_keys INTEGER NOT NULL DEFAULT 1 CHECK (single_keys IN (0, 1));
ALTER TABLE people ADD COLUMN after_ticket TEXT NOT NULL DEFAULT 'stay' CHECK (after_ticket IN ('stay', 'next', 'list'));

-- What can still be taken back is looked up for every page of the inbox.
CREATE INDEX outgoing_mails_leaving ON outgoing_mails (not_before) WHERE state = 'queued';
