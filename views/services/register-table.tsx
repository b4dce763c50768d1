import { type Language, sayIn } from "#src/say.ts";
import type { Law } from "#src/services/jurisdiction.ts";
import type { Sorting } from "#src/services/list.ts";
import type { ServiceOn } from "#src/services/register.ts";
import {
  JurisdictionCell,
  NameCell,
  OldDataCell,
  OwnerCell,
  StageCell,
  SwapCell,
  TargetCell,
  WhereCell,
} from "./cells.tsx";

type Props = {
  rows: readonly ServiceOn[];
  language: Language;
  law: Law;
  sort: Sorting;
  sortedBy: (sort: Sorting) => string;
};

/** The register as a list to work with: where each service stands, under which law, what is next. */
export function RegisterTable({ rows, language, law, sort, sortedBy }: Props): JSX.Element {
  const say = sayIn(language);
  const head = { sort, sortedBy };
  return (
    <div class="table">
      <table class="stack">
        <thead>
          <tr>
            <SortHead {...head} by="name" label={say({ de: "Dienst", en: "Service" })} />
            <th scope="col">{say({ de: "bisher → neu", en: "before → after" })}</th>
            <SortHead {...head} by="stage" label={say({ de: "Status", en: "Stage" })} />
            <SortHead {...head} by="old-data" label={say({ de: "alte Daten", en: "Old data" })} />
            <th scope="col">{say({ de: "Rechtsraum", en: "Jurisdiction" })}</th>
            <SortHead {...head} by="target" label={say({ de: "nächster Termin", en: "Next date" })} />
            <SortHead {...head} by="owner" label={say({ de: "zuständig, Hinweis", en: "Owner, warnings" })} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <NameCell row={row} language={language} />
              <SwapCell row={row} language={language} />
              <StageCell row={row} language={language} />
              <OldDataCell row={row} language={language} />
              <JurisdictionCell row={row} language={language} law={law} />
              <TargetCell row={row} language={language} />
              <OwnerCell row={row} language={language} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps = { by: Sorting; label: string; sort: Sorting; sortedBy: (sort: Sorting) => string };

function SortHead({ by, label, sort, sortedBy }: HeadProps): JSX.Element {
  return (
    <th scope="col" aria-sort={sort === by ? "ascending" : undefined}>
      <a href={sortedBy(by)} safe>
        {label}
      </a>
    </th>
  );
}

/** The same register as an owner looks at it: where the data lay and lies. */
export function OverviewTable({ rows, language }: { rows: readonly ServiceOn[]; language: Language }): JSX.Element {
  const say = sayIn(language);
  return (
    <div class="table">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{say({ de: "Dienst", en: "Service" })}</th>
            <th scope="col">{say({ de: "bisher → neu", en: "before → after" })}</th>
            <th scope="col">{say({ de: "Status", en: "Stage" })}</th>
            <th scope="col">{say({ de: "alte Daten", en: "Old data" })}</th>
            <th scope="col">{say({ de: "Daten lagen → liegen", en: "Data lay → lies" })}</th>
            <th scope="col">{say({ de: "zuständig, Hinweis", en: "Owner, warnings" })}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <NameCell row={row} language={language} />
              <SwapCell row={row} language={language} />
              <StageCell row={row} language={language} />
              <OldDataCell row={row} language={language} />
              <WhereCell row={row} language={language} />
              <OwnerCell row={row} language={language} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
