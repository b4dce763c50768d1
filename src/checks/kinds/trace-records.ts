import type { RecordType } from "../outgoing/resolver.ts";
import type { Run } from "../outgoing/run.ts";
import type { Missed } from "./trace-found.ts";

/** The values of one type under a name: none when there is none, and what was missed when the name service failed. */
export async function recordsOf(
  run: Run,
  name: string,
  type: RecordType,
): Promise<{ values: string[]; missed: Missed[] }> {
  const answer = await run.surroundings.resolver.ask(name, type, run.signal);
  const values = answer.records.filter((record) => record.type === type).map(({ value }) => value);
  if (answer.outcome !== "failed") return { values, missed: [] };
  const why = {
    de: `Der Namensdienst gab keine Auskunft (${answer.code}).`,
    en: `The name service gave no answer (${answer.code}).`,
  };
  return { values, missed: [{ where: `${name} ${type}`, why }] };
}
