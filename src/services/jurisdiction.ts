import { type Assessment, assess, worstOf } from "#src/law/assess.ts";
import type { OwnInterval, Regime } from "#src/law/interval.ts";
import type { Day } from "#src/when.ts";
import { holdsData } from "./old-data.ts";
import type { ServiceOn, SystemOn } from "./register.ts";
import { type Place, type PlaceKind, placeKinds } from "./system.ts";

export type Judged = { one: SystemOn; place: Place & { country: string }; assessment: Assessment };

export type Law = { regime: Regime; on: Day; own: readonly OwnInterval[] };

/** Each known country of a system, judged. Countries nobody could verify are left out: they are shown as such. */
function judgedPlaces(one: SystemOn, { regime, on, own }: Law): Judged[] {
  return placeKinds.flatMap((kind: PlaceKind) => {
    const place = one.places[kind];
    if (!place?.country) return [];
    const certified = one.system.certified === 1;
    const assessment = assess({ regime, country: place.country, on, certified, own });
    return [{ one, place: { ...place, country: place.country }, assessment }];
  });
}

/** The worst case of where a service's data lies: over every country of every system that holds data. Null: no country is known. */
export function worstCase(row: ServiceOn, law: Law): Judged | null {
  const all = [...row.to, ...row.from]
    .filter((one) => holdsData(one.old_data))
    .flatMap((one) => judgedPlaces(one, law));
  const worst = worstOf(all.map(({ assessment }) => assessment));
  return all.find(({ assessment }) => assessment === worst) ?? null;
}

/** The country that says where a system's data is: the server's where it is known, else the seat's. */
export function dataCountry(one: SystemOn): { country: string; kind: PlaceKind; assumed: boolean } | null {
  const place = [one.places.server, one.places.seat].find((known) => known?.country);
  return place?.country ? { country: place.country, kind: place.kind, assumed: place.assumed === 1 } : null;
}
