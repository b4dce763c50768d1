import { type Dated, knownFacts } from "#src/services/dated.ts";
import { holdsData, type OldData } from "#src/services/old-data.ts";
import { type Day, periodStart } from "#src/when.ts";

const ever: Day = "9999-12-31";

type Use = { reports: readonly (Dated & { state: OldData })[]; takenIntoUse: readonly Dated[] };

/** The first day on which a system is known to have been in use: reported with data in it, or taken into use for a service. */
export function firstUseOf({ reports, takenIntoUse }: Use): Day | null {
  const used = knownFacts(reports, ever).filter(({ state }) => holdsData(state));
  const taken = knownFacts(takenIntoUse, ever).filter(({ happened_on }) => happened_on !== null);
  return [...used, ...taken].map(beginning).sort()[0] ?? null;
}

function beginning({ happened_on, reported_on }: Dated): Day {
  return happened_on ? periodStart(happened_on) : reported_on;
}
