import type { Status } from "#src/law/status.ts";
import type { Regime } from "#src/reader.ts";

/** What the company itself found out about a country's law, with its source. Days are whole, both inside. */
export type LawEntry = {
  id: number;
  regime: Regime;
  country: string;
  status: Status;
  from_on: string;
  until_on: string | null;
  basis: string;
  source: string;
  by: string;
  recorded_at: string;
  archived_at: string | null;
};

export type NewLawEntry = Omit<LawEntry, "id" | "archived_at">;
