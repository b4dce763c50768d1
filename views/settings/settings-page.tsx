import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { Company } from "#src/settings/company.ts";
import { Layout } from "#views/layout.tsx";
import { Checkbox, Input, TextArea } from "#views/ui/field.tsx";
import { Sections } from "#views/ui/sections.tsx";
import { CompanyFields } from "./company-fields.tsx";

/** `fixed` is the address that the environment sets; it goes before the one on the form. */
type Props = {
  reader: Reader;
  company: Company;
  fixed: string | null;
  values?: Fields;
  stand?: Fields;
  errors?: Fields;
};

export function SettingsPage({ reader, company, fixed, values, stand, errors = {} }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const typed = values ?? fieldsOf(company);
  return (
    <Layout title={say({ de: "Einstellungen", en: "Settings" })} reader={reader} current="settings">
      <div class="lead">
        <h1 safe>{summary(reader, company)}</h1>
        <SettingsSections reader={reader} current="/settings" />
      </div>
      <section>
        <header>
          <h2>{say({ de: "Firma", en: "Company" })}</h2>
        </header>
        <form method="post" action="/settings" class="fields">
          <CompanyFields reader={reader} values={typed} errors={errors} />
          {fixed ? <FixedAddress reader={reader} address={fixed} /> : null}
          <Input
            name="stale_after_days"
            type="number"
            label={say({ de: "Veraltet nach Tagen ohne Meldung", en: "Stale after days without a report" })}
            value={typed["stale_after_days"]}
            error={errors["stale_after_days"]}
            required
          />
          <div class="buttons full">
            <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
          </div>
        </form>
      </section>
      <StandOf reader={reader} company={company} values={stand} errors={errors} />
    </Layout>
  );
}

function FixedAddress({ reader, address }: { reader: Reader; address: string }): JSX.Element {
  const tell = tellIn(reader.language);
  return (
    <p class="soft full" safe>
      {tell({
        de: `AKTION_PUBLIC_URL ist gesetzt und geht vor: ${address}`,
        en: `AKTION_PUBLIC_URL is set and goes first: ${address}`,
      })}
    </p>
  );
}

function summary(reader: Reader, { name, regime }: Company): string {
  const swiss = regime === "CH";
  return tellIn(reader.language)({
    de: `${name} urteilt nach ${swiss ? "Schweizer Recht" : "dem Recht der EU"}.`,
    en: `${name} judges by ${swiss ? "Swiss" : "EU"} law.`,
  });
}

/** What the form shows of a company. */
export function fieldsOf(company: Company): Fields {
  return {
    name: company.name,
    regime: company.regime,
    time_zone: company.time_zone,
    language: company.language,
    public_address: company.public_address ?? "",
    stale_after_days: String(company.stale_after_days),
  };
}

export function SettingsSections({ reader, current }: { reader: Reader; current: string }): JSX.Element {
  const say = sayIn(reader.language);
  const items = [
    { href: "/settings", label: say({ de: "Firma", en: "Company" }) },
    { href: "/settings/criteria", label: say({ de: "Kriterien", en: "Criteria" }) },
    { href: "/settings/law", label: say({ de: "Recht", en: "Law" }) },
    { href: "/settings/mailboxes", label: say({ de: "Postfächer", en: "Mailboxes" }) },
    { href: "/settings/webhooks", label: say({ de: "Webhooks", en: "Webhooks" }) },
    { href: "/settings/export", label: say({ de: "Export", en: "Export" }) },
    { href: "/settings/history", label: say({ de: "Verlauf", en: "History" }) },
  ];
  return <Sections label={say({ de: "Einstellungen", en: "Settings" })} items={items} current={current} />;
}

type Part = { reader: Reader; company: Company; values: Fields | undefined; errors: Fields };

function StandOf({ reader, company, values, errors }: Part): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="stand">
      <header>
        <h2>{say({ de: "Öffentlicher Fortschrittsbericht", en: "Public progress report" })}</h2>
        {company.stand_is_public ? <a href="/stand">/stand</a> : null}
      </header>
      <form method="post" action="/settings/stand" class="fields">
        <Checkbox
          name="public"
          label={say({ de: "unter /stand für alle sichtbar", en: "visible to everybody at /stand" })}
          checked={values ? values["public"] === "yes" : company.stand_is_public === 1}
        />
        <TextArea
          name="intro"
          label={say({ de: "Text darüber", en: "Text above it" })}
          rows={5}
          value={values?.["intro"] ?? company.stand_intro ?? ""}
          error={errors["intro"]}
          full
        />
        <div class="buttons full">
          <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
        </div>
      </form>
    </section>
  );
}
