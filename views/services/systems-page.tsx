import { countryName } from "#src/law/country.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { SystemOn } from "#src/services/register.ts";
import type { OwnedService } from "#src/services/service.ts";
import { hostingWords, type System } from "#src/services/system.ts";
import type { UsualService } from "#src/services/usual.ts";
import { named } from "#src/settings/company.ts";
import { formatOn, formatWhen } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { Gauge } from "#views/services/gauge.tsx";
import { OldDataMark } from "#views/services/mark.tsx";

type SystemsProps = { reader: Reader; sentence: string; systems: readonly SystemOn[] };

/** Every system, old and new, with its data and its three countries. */
export function SystemsPage({ reader, sentence, systems }: SystemsProps): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const country = (one: SystemOn, kind: "seat" | "server" | "parent") => {
    const iso = one.places[kind]?.country;
    return iso ? countryName(iso, language) : "–";
  };
  return (
    <Layout title={say({ de: "Systeme", en: "Systems" })} reader={reader} current="services">
      <div class="lead">
        <p>
          <a href="/services">{say({ de: "Dienste", en: "Services" })}</a>
        </p>
        <h1 safe>{sentence}</h1>
      </div>
      <section>
        <header>
          <h2>{say({ de: "Systeme", en: "Systems" })}</h2>
          {may(reader, "member") ? (
            <span class="links">
              <a href="/services/systems/new">{say({ de: "System erfassen", en: "Add a system" })}</a>
            </span>
          ) : null}
        </header>
        <div class="table">
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">{say({ de: "System", en: "System" })}</th>
                <th scope="col">{say({ de: "Daten", en: "Data" })}</th>
                <th scope="col">{say({ de: "Nachweis", en: "Proof" })}</th>
                <th scope="col">{say({ de: "Sitz", en: "Seat" })}</th>
                <th scope="col">{say({ de: "Server", en: "Server" })}</th>
                <th scope="col">{say({ de: "Mutterhaus", en: "Parent" })}</th>
                <th scope="col">{say({ de: "läuft", en: "Runs" })}</th>
              </tr>
            </thead>
            <tbody>
              {systems.map((one) => (
                <tr>
                  <td class="name">
                    <a href={`/services/systems/${one.system.slug}`} safe>
                      {named(one.system, language)}
                    </a>
                    {one.system.vendor ? <small safe>{one.system.vendor}</small> : null}
                  </td>
                  <td>
                    <OldDataMark state={one.old_data} language={language} />
                    {one.deleted ? <small safe>{formatWhen(one.deleted, language)}</small> : null}
                  </td>
                  <td>{one.proof ? <Gauge proof={one.proof} language={language} /> : <span class="soft">–</span>}</td>
                  <td>
                    <span class="narrow soft">{say({ de: "Sitz: ", en: "Seat: " })}</span>
                    <span safe>{country(one, "seat")}</span>
                  </td>
                  <td>
                    <span class="narrow soft">{say({ de: "Server: ", en: "Server: " })}</span>
                    <span safe>{country(one, "server")}</span>
                  </td>
                  <td>
                    <span class="narrow soft">{say({ de: "Mutterhaus: ", en: "Parent: " })}</span>
                    <span safe>{country(one, "parent")}</span>
                  </td>
                  <td>{say(hostingWords[one.system.hosting])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </Layout>
  );
}

type ArchivedProps = { reader: Reader; services: readonly OwnedService[]; systems: readonly System[] };

export function ArchivedPage({ reader, services, systems }: ArchivedProps): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const rows = [
    ...services.map((one) => ({ one, path: `/services/${one.slug}`, kind: say({ de: "Dienst", en: "service" }) })),
    ...systems.map((one) => ({
      one,
      path: `/services/systems/${one.slug}`,
      kind: say({ de: "System", en: "system" }),
    })),
  ];
  return (
    <Layout title={say({ de: "Archiv", en: "Archive" })} reader={reader} current="services">
      <div class="lead">
        <p>
          <a href="/services">{say({ de: "Dienste", en: "Services" })}</a>
        </p>
        <h1>
          {rows.length === 0
            ? say({ de: "Nichts ist archiviert.", en: "Nothing is archived." })
            : say({
                de: "Archivierte Einträge: nicht mehr im Register, aber nicht verloren.",
                en: "Archived entries: no longer in the register, but not lost.",
              })}
        </h1>
      </div>
      <section>
        <ul class="lines">
          {rows.map(({ one, path, kind }) => (
            <li>
              <a href={path} safe>
                {named(one, language)}
              </a>
              <span class="soft" safe>
                {`${kind}, ${one.archived_on ? formatOn(one.archived_on, language) : ""}`}
              </span>
              {may(reader, "member") ? (
                <form method="post" action={`${path}/restore`}>
                  <button type="submit" class="link">
                    {say({ de: "zurückholen", en: "bring back" })}
                  </button>
                </form>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
    </Layout>
  );
}

type UsualProps = { reader: Reader; usual: readonly UsualService[]; error: string | null };

/** A start for a company that has no list yet: strike what does not apply, write what is used today. */
export function UsualPage({ reader, usual, error }: UsualProps): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  return (
    <Layout title={say({ de: "Übliche Dienste", en: "Usual services" })} reader={reader} current="services">
      <div class="lead">
        <p>
          <a href="/services">{say({ de: "Dienste", en: "Services" })}</a>
        </p>
        <h1>
          {say({
            de: "Womit die meisten beginnen. Streichen Sie, was nicht zutrifft.",
            en: "What most begin with. Strike what does not apply.",
          })}
        </h1>
        <p>
          {say({
            de: "Wenn Sie wissen, womit Sie heute arbeiten, schreiben Sie es daneben; sonst bleibt das Feld leer.",
            en: "If you know what you use today, write it beside it; else leave the field empty.",
          })}
        </p>
      </div>
      <section>
        <form method="post" action="/services/usual">
          {error ? (
            <p class="error" role="alert" safe>
              {error}
            </p>
          ) : null}
          <ul class="lines usual">
            {usual.map((one) => (
              <li>
                <label class="tick">
                  <input type="checkbox" name="chosen" value={one.slug} checked={true} />
                  <span>
                    <b safe>{named(one, language)}</b>{" "}
                    <span class="soft" safe>
                      {language === "en" ? one.purpose_en : one.purpose}
                    </span>
                  </span>
                </label>
                <input
                  name={`from-${one.slug}`}
                  aria-label={`${language === "de" ? "Womit bisher" : "With what so far"}: ${named(one, language)}`}
                  placeholder={one.often}
                />
              </li>
            ))}
          </ul>
          <div class="buttons">
            <button type="submit">{say({ de: "Ins Register übernehmen", en: "Put into the register" })}</button>
            <a class="button plain" href="/services">
              {say({ de: "Abbrechen", en: "Cancel" })}
            </a>
          </div>
        </form>
      </section>
    </Layout>
  );
}
