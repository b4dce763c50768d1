import type { Day } from "#src/when.ts";
import { type Flag, flagsOn } from "./flag.ts";
import {
  type Confidence,
  holdsOn,
  type Interval,
  intervalsOf,
  type OwnInterval,
  ownIntervalsOf,
  type Regime,
} from "./interval.ts";
import { type Effective, effectiveOf, type Status } from "./status.ts";

export type Question = {
  regime: Regime;
  country: string;
  on: Day;
  /** Whether this recipient held an active certification on the day; null when nobody knows, which counts as no. */
  certified: boolean | null;
  own: readonly OwnInterval[];
};

/** `from` and `until` are those of the interval that answered, both inside, null when open or when our list is silent. */
export type Assessment = {
  country: string;
  regime: Regime;
  on: Day;
  status: Status;
  effective: Effective;
  basis: string;
  from: Day | null;
  until: Day | null;
  source: string;
  confidence: Confidence;
  scope: string | null;
  note: string | null;
  flags: Flag[];
  /** True when the company's own interval answered. */
  ours: boolean;
};

type Answer = Omit<Interval, "regime">;

/** Was a transfer to this country covered by adequacy on that day? `country` is an ISO code, `on` a whole day. */
export function assess({ regime, country, on, certified, own }: Question): Assessment {
  const ours = newestOf(ownIntervalsOf(own, country, regime).filter((interval) => holdsOn(interval, on)));
  const law = intervalsOf(country, regime).find((interval) => holdsOn(interval, on));
  const answer: Answer = ours ? { ...ours, confidence: "medium" } : (law ?? silence(regime, on));
  return {
    country,
    regime,
    on,
    status: answer.status,
    effective: effectiveOf(answer.status, certified),
    basis: answer.basis,
    from: answer.from,
    until: answer.until,
    source: answer.source,
    confidence: answer.confidence,
    scope: answer.scope ?? null,
    note: answer.note ?? null,
    flags: flagsOn(answer.flags ?? [], on),
    ours: ours !== null,
  };
}

/** The one to show where several countries are involved: the first of the worst; null when nothing was assessed. */
export function worstOf<A extends { effective: Effective }>(assessments: readonly A[]): A | null {
  const order: Effective[] = ["inadequate", "partial", "adequate"];
  const worst = order.find((effective) => assessments.some((assessment) => assessment.effective === effective));
  return assessments.find((assessment) => assessment.effective === worst) ?? null;
}

/** The latest beginning wins; of two that begin together the one entered later. */
function newestOf(own: readonly OwnInterval[]): OwnInterval | null {
  return own.reduce<OwnInterval | null>((newest, one) => (newest && newest.from > one.from ? newest : one), null);
}

/** The default rule of the law data (`_meta.default_rule`): nothing is listed for the country on that day. */
function silence(regime: Regime, on: Day): Answer {
  return {
    status: "inadequate",
    basis: "kein Angemessenheitsentscheid",
    from: null,
    until: null,
    source: listOf(regime, on),
    confidence: "medium",
  };
}

const swissList = "https://www.bj.admin.ch/bj/de/home/staat/datenschutz/internationales/anerkennung-staaten.html";
const europeanList =
  "https://commission.europa.eu/law/law-topic/data-protection/international-dimension-data-protection/adequacy-decisions_en";

/** Where one looks to see that a country is not there. */
function listOf(regime: Regime, on: Day): string {
  if (regime === "EU") return `${europeanList} (Länderliste der Kommission)`;
  return on < "2023-09-01" ? `${swissList} (EDÖB-Staatenliste, bis 31.08.2023)` : `${swissList} (DSV Anhang 1)`;
}
