import type { Check } from "#src/checks/check.ts";
import type { MaintenanceWindow } from "#src/checks/maintenance.ts";
import { lasting, namesOf } from "#src/checks/words.ts";
import type { Fields } from "#src/http/form.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { timeZones } from "#src/settings/company.ts";
import { Layout } from "#views/layout.tsx";
import { Input, Select, TextArea } from "#views/ui/field.tsx";
import { formatMoment } from "#views/ui/moment.tsx";
import { CheckTicks } from "./check-ticks.tsx";
import { CheckSections } from "./sections.tsx";

type Window = MaintenanceWindow & { check_ids: readonly number[] };
export type PlannedWork = { window: Window; next: { from: number; until: number } | null };
type Filled = { values: Fields; errors: Fields; checks: readonly string[] };

type Props = {
  reader: Reader;
  planned: readonly PlannedWork[];
  checks: readonly Check[];
  /** The one that is being changed; null for a new one. */
  window: Window | null;
  filled: Filled;
};

/** Planned work, the next first, and the form for more. */
export function MaintenancePage(props: Props): JSX.Element {
  const { reader, planned, window } = props;
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Wartung", en: "Maintenance" })} reader={reader} current="checks">
      <div class="lead">
        <h1 safe>{sentence(planned, reader)}</h1>
        <p>
          {say({
            de: "Während einer Wartung wird weiter geprüft, aber niemand gestört. Ihre Zeit zählt nicht zur Verfügbarkeit und ist auf der Seite der Prüfung hell gezeichnet.",
            en: "During maintenance checks go on, but nobody is disturbed. Its time does not count for availability, and is drawn pale on the check's page.",
          })}
        </p>
        <CheckSections reader={reader} current="/checks/maintenance" />
      </div>
      {planned.length > 0 ? (
        <section>
          <header>
            <h2>{say({ de: "Geplant", en: "Planned" })}</h2>
          </header>
          <ul class="lines">
            {planned.map((one) => (
              <WindowLine {...props} one={one} />
            ))}
          </ul>
        </section>
      ) : null}
      {may(reader, "member") ? (
        <section id="plan">
          <header>
            <h2>
              {window ? say({ de: "Ändern", en: "Change" }) : say({ de: "Wartung planen", en: "Plan maintenance" })}
            </h2>
            {window ? <a href="/checks/maintenance#plan">{say({ de: "Eine neue", en: "A new one" })}</a> : null}
          </header>
          <WindowForm {...props} />
        </section>
      ) : null}
    </Layout>
  );
}

function sentence(planned: readonly PlannedWork[], { language, now, company }: Reader): string {
  const tell = tellIn(language);
  const next = planned.find(({ next }) => next !== null);
  if (!next?.next) return tell({ de: "Keine Wartung ist geplant.", en: "No maintenance is planned." });
  const { title } = next.window;
  if (next.next.from <= now.getTime()) {
    const until = formatMoment(new Date(next.next.until).toISOString(), company.time_zone);
    return tell({ de: `Jetzt läuft: ${title}, bis ${until}.`, en: `Going on now: ${title}, until ${until}.` });
  }
  const from = formatMoment(new Date(next.next.from).toISOString(), company.time_zone);
  return tell({ de: `Als Nächstes: ${title}, ${from}.`, en: `Next: ${title}, ${from}.` });
}

function WindowLine({ reader, checks, one: { window, next } }: Props & { one: PlannedWork }): JSX.Element {
  const say = sayIn(reader.language);
  const names = window.all_checks
    ? say({ de: "alle Prüfungen", en: "all checks" })
    : namesOf(
        checks.filter(({ id }) => window.check_ids.includes(id)),
        reader.language,
      );
  return (
    <li>
      <a href={`/checks/maintenance/${window.id}#plan`} safe>
        {window.title}
      </a>
      <span class="soft" safe>
        {names}
      </span>
      <span class="soft num" safe>
        {whenWords(window, next, reader)}
      </span>
      {may(reader, "member") ? (
        <form method="post" action={`/checks/maintenance/${window.id}/end`} class="inline">
          <button type="submit" class="link">
            {next && next.from <= reader.now.getTime()
              ? say({ de: "Jetzt beenden", en: "End now" })
              : say({ de: "Absagen", en: "Call off" })}
          </button>
        </form>
      ) : (
        <span />
      )}
    </li>
  );
}

function whenWords(window: Window, next: PlannedWork["next"], { language, company }: Reader): string {
  if (!next) return { de: "vorbei", en: "over" }[language];
  const from = formatMoment(new Date(next.from).toISOString(), company.time_zone);
  const took = lasting(next.until - next.from, language);
  return `${from}, ${took}${window.rule ? ` · ${window.rule}` : ""}`;
}

function WindowForm({ reader, window, checks, filled: { values, errors, checks: chosen } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const zone = values["time_zone"] ?? reader.company.time_zone;
  return (
    <form method="post" action={window ? `/checks/maintenance/${window.id}` : "/checks/maintenance"} class="fields">
      <Input
        name="title"
        label={say({ de: "Worum es geht", en: "What it is about" })}
        value={values["title"]}
        error={errors["title"]}
        required
        full
      />
      <Input
        name="starts"
        label={say({ de: "Beginn", en: "Begins" })}
        value={values["starts"]}
        error={errors["starts"]}
        placeholder="27.03.2027 23:00"
        hint={say({ de: "So steht es auf der Uhr an der Wand.", en: "As the clock on the wall says." })}
        required
      />
      <Input
        name="minutes"
        type="number"
        label={say({ de: "Dauer in Minuten", en: "Minutes" })}
        value={values["minutes"] ?? "60"}
        error={errors["minutes"]}
        required
      />
      <Select
        name="time_zone"
        label={say({ de: "Zeitzone", en: "Time zone" })}
        value={zone}
        error={errors["time_zone"]}
        options={timeZones().map((name) => ({ value: name, label: name }))}
      />
      <Select
        name="repeats"
        label={say({ de: "Wiederholt sich", en: "Repeats" })}
        value={values["repeats"] ?? "once"}
        error={errors["repeats"]}
        options={[
          { value: "once", label: say({ de: "nicht", en: "never" }) },
          { value: "weekly", label: say({ de: "jede Woche am gleichen Tag", en: "every week on the same day" }) },
          { value: "monthly", label: say({ de: "jeden Monat am gleichen Tag", en: "every month on the same day" }) },
          { value: "rule", label: say({ de: "nach der Regel daneben", en: "by the rule beside" }) },
        ]}
      />
      <Input
        name="rule"
        label={say({ de: "Regel (RRULE)", en: "Rule (RRULE)" })}
        value={values["rule"]}
        error={errors["rule"]}
        placeholder="FREQ=MONTHLY;BYDAY=1SU"
      />
      <CheckTicks reader={reader} checks={checks} scope={values["scope"] ?? "all"} chosen={chosen} />
      <TextArea
        name="note"
        label={say({ de: "Notiz", en: "Note" })}
        value={values["note"]}
        error={errors["note"]}
        rows={2}
        full
      />
      <div class="buttons full">
        <button type="submit">
          {window ? say({ de: "Speichern", en: "Save" }) : say({ de: "Planen", en: "Plan" })}
        </button>
      </div>
    </form>
  );
}
