import { countryName } from "#src/law/country.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { dataCountry, type Law, worstCase } from "#src/services/jurisdiction.ts";
import { isDeleted, isSettled } from "#src/services/old-data.ts";
import type { ServiceOn, SystemOn } from "#src/services/register.ts";
import { placeWords } from "#src/services/system.ts";
import { needsSomebody, warningWords } from "#src/services/warning.ts";
import { named } from "#src/settings/company.ts";
import { formatOn, formatWhen } from "#src/when.ts";
import { OldDataMark, StageMark } from "#views/services/mark.tsx";

type Cell = { row: ServiceOn; language: Language };

export function NameCell({ row: { service }, language }: Cell): JSX.Element {
  const purpose = language === "en" ? (service.purpose_en ?? service.purpose) : service.purpose;
  return (
    <td class="name">
      <a href={`/services/${service.slug}`} safe>
        {named(service, language)}
      </a>
      {purpose ? <small safe>{purpose}</small> : null}
    </td>
  );
}

/** Before is struck, after stands. */
export function SwapCell({ row, language }: Cell): JSX.Element {
  return (
    <td class="wide">
      <Swap from={row.from} to={row.to} language={language} />
    </td>
  );
}

export function Swap({ from, to, language }: { from: SystemOn[]; to: SystemOn[]; language: Language }): JSX.Element {
  const say = sayIn(language);
  return (
    <span class="swap">
      {from.length > 0 ? <SystemNames systems={from} language={language} struck={true} /> : null}
      {from.length > 0 && to.length > 0 ? (
        <i>
          <span class="hidden">{say({ de: "wird zu", en: "becomes" })}</span>
          <span aria-hidden="true">→</span>
        </i>
      ) : null}
      {to.length > 0 ? <SystemNames systems={to} language={language} struck={false} /> : null}
      {to.length === 0 ? (
        <span class="soft">{from.length > 0 ? say({ de: "→ noch offen", en: "→ still open" }) : "–"}</span>
      ) : null}
    </span>
  );
}

function SystemNames({
  systems,
  language,
  struck,
}: {
  systems: SystemOn[];
  language: Language;
  struck: boolean;
}): JSX.Element {
  return (
    <span>
      {systems.map(({ system }, index) => (
        <>
          {index > 0 ? ", " : ""}
          <a href={`/services/systems/${system.slug}`}>
            {struck ? <s safe>{named(system, language)}</s> : <span safe>{named(system, language)}</span>}
          </a>
        </>
      ))}
    </span>
  );
}

export function StageCell({ row, language }: Cell): JSX.Element {
  const tell = tellIn(language);
  const since = row.stage_when ? formatWhen(row.stage_when, language) : "";
  const reported = row.reported_on ? formatOn(row.reported_on.slice(0, 7), language) : "";
  return (
    <td>
      <StageMark stage={row.stage} language={language} />
      {row.stale ? (
        <small class="red" safe>
          {tell({ de: `Stand ${reported}, veraltet`, en: `as of ${reported}, stale` })}
        </small>
      ) : since ? (
        <small safe>{sinceWords(since, language)}</small>
      ) : null}
    </td>
  );
}

/** "seit 12.2020", but "seit längerem" stays as it was said. */
function sinceWords(when: string, language: Language): string {
  if (/^(seit|since|ab|from)\s/i.test(when)) return when;
  return language === "de" ? `seit ${when}` : `since ${when}`;
}

export function OldDataCell({ row, language }: Cell): JSX.Element {
  const say = sayIn(language);
  if (row.from.length === 0) {
    return (
      <td class="nothing">
        <OldDataMark state="none" language={language} />
      </td>
    );
  }
  return (
    <td>
      {row.from.map((one) => (
        <div>
          <OldDataMark state={one.old_data} language={language} />
          <small class={row.stage === "live" && !isSettled(one.old_data) ? "red" : undefined}>
            {row.from.length > 1 ? <span safe>{`${named(one.system, language)}: `}</span> : null}
            {one.deleted ? (
              <span safe>{formatWhen(one.deleted, language)}</span>
            ) : isDeleted(one.old_data) ? null : row.stage === "live" && !isSettled(one.old_data) ? (
              say({ de: "keine Löschung erfasst", en: "no deletion recorded" })
            ) : null}
          </small>
        </div>
      ))}
    </td>
  );
}

/** Where the data lies now, with the worst case and why. */
export function JurisdictionCell({ row, language, law }: Cell & { law: Law }): JSX.Element {
  const say = sayIn(language);
  const tell = tellIn(language);
  const worst = worstCase(row, law);
  if (!worst) {
    const local = row.to.some(({ system }) => system.hosting === "local");
    return (
      <td>
        {local ? (
          say({ de: "auf unseren Geräten", en: "on our devices" })
        ) : (
          <span class="soft">{say({ de: "nicht angegeben", en: "not stated" })}</span>
        )}
        {local ? <small>{say({ de: "keine Bekanntgabe", en: "no disclosure" })}</small> : null}
      </td>
    );
  }
  const { place, assessment, one } = worst;
  const bad = assessment.effective === "inadequate";
  const why = `${say(placeWords[place.kind])} ${named(one.system, language)}`;
  return (
    <td>
      <span safe>{countryName(place.country, language)}</span>
      {place.assumed ? <span class="soft">{say({ de: " (angenommen)", en: " (assumed)" })}</span> : null}
      <small class={bad ? "red" : undefined} safe>
        {bad
          ? tell({ de: `kein angemessener Schutz: ${why}`, en: `no adequate protection: ${why}` })
          : assessment.effective === "partial"
            ? tell({ de: `teilweise angemessen: ${why}`, en: `partly adequate: ${why}` })
            : place.country === law.regime
              ? tell({ de: "Inland", en: "at home" })
              : tell({ de: `angemessen (${law.regime})`, en: `adequate (${law.regime})` })}
      </small>
    </td>
  );
}

/** Where the data lay, struck, and where it lies. */
export function WhereCell({ row, language }: Cell): JSX.Element {
  const before = placeNames(row.from, language);
  const after = placeNames(row.to, language);
  return (
    <td class="wide">
      <span class="swap">
        {before ? <s safe>{before}</s> : null}
        {before && after ? <i aria-hidden="true">→</i> : null}
        {after ? <span safe>{after}</span> : <span class="soft">–</span>}
      </span>
    </td>
  );
}

function placeNames(systems: SystemOn[], language: Language): string {
  const names = systems.map((one) => {
    const data = dataCountry(one);
    if (!data) return one.system.hosting === "local" ? onDevices[language] : notStated[language];
    const parent = one.places.parent?.country;
    const name = countryName(data.country, language);
    if (!parent || parent === data.country) return name;
    return `${name}, ${language === "de" ? "Mutterhaus" : "parent"} ${countryName(parent, language)}`;
  });
  return [...new Set(names)].join(", ");
}

const onDevices = { de: "auf unseren Geräten", en: "on our devices" };
const notStated = { de: "nicht angegeben", en: "not stated" };

export function TargetCell({ row, language }: Cell): JSX.Element {
  const say = sayIn(language);
  const slipped = row.warnings.some(({ code }) => code === "target-slipped");
  if (!row.target || row.stage === "live") return <td class="nothing">–</td>;
  return (
    <td>
      <span safe>{formatWhen(row.target, language)}</span>
      {slipped ? <small>{say({ de: "verschoben oder verpasst", en: "moved or missed" })}</small> : null}
    </td>
  );
}

export function OwnerCell({ row, language }: Cell): JSX.Element {
  const say = sayIn(language);
  return (
    <td class="wide">
      {row.service.owner ? (
        <span safe>{row.service.owner}</span>
      ) : (
        <span class="soft">{say({ de: "niemand", en: "nobody" })}</span>
      )}
      {row.warnings.map(({ code }) => (
        <small class={needsSomebody(code) ? "red" : undefined}>{say(warningWords[code])}</small>
      ))}
    </td>
  );
}
