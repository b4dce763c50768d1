// One line per file, in order. Imported as text so `bun build --compile` carries them in the binary.
import m0001 from "./0001_foundation.sql" with { type: "text" };
import m0002 from "./0002_register.sql" with { type: "text" };
import m0003 from "./0003_deletions.sql" with { type: "text" };
import m0004 from "./0004_offboarding.sql" with { type: "text" };
import m0005 from "./0005_signing.sql" with { type: "text" };
import m0006 from "./0006_round.sql" with { type: "text" };
import m0007 from "./0007_mail.sql" with { type: "text" };
import m0008 from "./0008_checks.sql" with { type: "text" };
import m0009 from "./0009_status.sql" with { type: "text" };
import m0010 from "./0010_ticket_work.sql" with { type: "text" };
import m0011 from "./0011_customers.sql" with { type: "text" };
import m0012 from "./0012_notices.sql" with { type: "text" };
import m0013 from "./0013_loop.sql" with { type: "text" };
import m0014 from "./0014_live.sql" with { type: "text" };

export const migrations: readonly { name: string; sql: string }[] = [
  { name: "0001_foundation", sql: m0001 },
  { name: "0002_register", sql: m0002 },
  { name: "0003_deletions", sql: m0003 },
  { name: "0004_offboarding", sql: m0004 },
  { name: "0005_signing", sql: m0005 },
  { name: "0006_round", sql: m0006 },
  { name: "0007_mail", sql: m0007 },
  { name: "0008_checks", sql: m0008 },
  { name: "0009_status", sql: m0009 },
  { name: "0010_ticket_work", sql: m0010 },
  { name: "0011_customers", sql: m0011 },
  { name: "0012_notices", sql: m0012 },
  { name: "0013_loop", sql: m0013 },
  { name: "0014_live", sql: m0014 },
];
