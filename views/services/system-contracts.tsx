import { countryName } from "#src/law/country.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { StoryItem } from "#src/services/story.ts";
import type { Contract, SubProcessor } from "#src/services/system.ts";
import { formatOn, formatWhen } from "#src/when.ts";
import { Provenance, WithdrawButton } from "./story.tsx";
import { ContractForm, SubProcessorForm } from "./system-forms.tsx";
import type { SystemProps } from "./system-page.tsx";

export function Contracts({
  reader,
  contracts,
  names,
  path,
  typed = null,
}: SystemProps & { path: string }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Verträge", en: "Contracts" })}</h2>
      </header>
      {contracts.length === 0 ? (
        <p class="soft">
          {say({
            de: "Kein Vertrag erfasst, auch keine Auftragsbearbeitung (ABV).",
            en: "No contract recorded, not even a data processing agreement.",
          })}
        </p>
      ) : null}
      <ul class="lines">
        {contracts.map(({ fact, standing }) => (
          <li class={standing === "holds" ? undefined : "past"}>
            <span>
              <b safe>{fact.reference}</b>{" "}
              {fact.kind === "processing"
                ? say({ de: "Auftragsbearbeitung (ABV)", en: "data processing agreement" })
                : say({ de: "Dienstvertrag", en: "service contract" })}
            </span>
            <span class="soft" safe>
              {validity(fact, reader)}
            </span>
            <Said {...{ fact, standing, reader, names, path }} table="contracts" />
          </li>
        ))}
      </ul>
      {may(reader, "member") ? (
        <div class="folds">
          <ContractForm reader={reader} typed={typed} action={`${path}/contracts`} />
        </div>
      ) : null}
    </section>
  );
}

function validity(fact: Contract, { language }: Reader): string {
  const from = formatWhen({ on: fact.happened_on, text: fact.happened_text }, language);
  const until = fact.valid_until ? formatOn(fact.valid_until, language) : "";
  if (language === "de")
    return `${from ? `gültig ab ${from}` : "Beginn nicht angegeben"}, ${until ? `bis ${until}` : "unbefristet"}`;
  return `${from ? `valid from ${from}` : "beginning not stated"}, ${until ? `until ${until}` : "no end"}`;
}

export function SubProcessors({
  reader,
  subProcessors,
  names,
  path,
  typed = null,
}: SystemProps & { path: string }): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Unterauftragsbearbeiter", en: "Sub-processors" })}</h2>
      </header>
      {subProcessors.length === 0 ? <p class="soft">{say({ de: "Keine erfasst.", en: "None recorded." })}</p> : null}
      <ul class="lines">
        {subProcessors.map(({ fact, standing }) => (
          <li class={standing === "holds" ? undefined : "past"}>
            <span>
              <b safe>{fact.name}</b> <span safe>{fact.purpose ?? ""}</span>
            </span>
            <span class="soft" safe>
              {fact.country
                ? countryName(fact.country, language)
                : { de: "Land nicht überprüfbar", en: "country not verifiable" }[language]}
            </span>
            <Said {...{ fact, standing, reader, names, path }} table="sub_processors" />
          </li>
        ))}
      </ul>
      {may(reader, "member") ? (
        <div class="folds">
          <SubProcessorForm reader={reader} typed={typed} action={`${path}/sub-processors`} />
        </div>
      ) : null}
    </section>
  );
}

type SaidProps = {
  fact: Contract | SubProcessor;
  standing: StoryItem["standing"];
  reader: Reader;
  names: ReadonlyMap<string, string>;
  path: string;
  table: string;
};

function Said({ fact, standing, reader, names, path, table }: SaidProps): JSX.Element {
  return (
    <Provenance fact={fact} standing={standing} reader={reader} names={names}>
      {standing === "holds" && may(reader, "member") ? (
        <WithdrawButton to={`${path}/withdrawals`} table={table} id={fact.id} reader={reader} />
      ) : null}
    </Provenance>
  );
}
