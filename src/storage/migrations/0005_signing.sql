-- Heads of the chain as they were signed: so that a chain that was cut off or recomputed later no longer fits them.

CREATE TABLE signed_heads (
  id         INTEGER PRIMARY KEY,
  count      INTEGER NOT NULL,                     -- how many entries there were
  hash       TEXT NOT NULL,                        -- of the last of them
  key_id     TEXT NOT NULL,
  checkpoint TEXT NOT NULL,                        -- the signed note, C2SP tlog-checkpoint
  at         TEXT NOT NULL
) STRICT;
CREATE INDEX signed_heads_count ON signed_heads (count);

CREATE TRIGGER signed_heads_never_changed BEFORE UPDATE ON signed_heads
BEGIN SELECT RAISE(ABORT, 'signed heads are never changed'); END;
CREATE TRIGGER signed_heads_never_deleted BEFORE DELETE ON signed_heads
BEGIN SELECT RAISE(ABORT, 'signed heads are never deleted'); END;
