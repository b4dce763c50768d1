import { z } from "zod";
import { oldDataStates } from "#src/services/old-data.ts";
import { stages } from "#src/services/stage.ts";
import { warningCodes } from "#src/services/warning.ts";

const text = z.string().nullable();
const proof = z.strictObject({
  level: z.enum(["own-statement", "own-evidence", "provider-confirmation", "certificate"]),
  met: z.int(),
  of: z.int(),
});

const system = z.strictObject({
  slug: z.string(),
  name: z.string(),
  old_data: z.enum(oldDataStates),
  deleted_on: text,
  deleted_text: text,
  proof: proof.nullable(),
  seat: text,
  server: text,
  parent: text,
});

const service = z.strictObject({
  slug: z.string(),
  name: z.string(),
  stage: z.enum(stages).nullable(),
  stage_on: text,
  stage_text: text,
  reported_on: text,
  stale: z.boolean(),
  target_on: text,
  target_text: text,
  owner: text,
  from: z.array(system),
  to: z.array(system),
  warnings: z.array(z.enum(warningCodes)),
});

/** The shape of the contract's JSON, for the API's description. A test holds `contractJson` to it. */
export const contractForm = z.strictObject({ as_of: z.string(), known_at: z.string(), services: z.array(service) });
