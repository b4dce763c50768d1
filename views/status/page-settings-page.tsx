import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { StatusPage } from "#src/status/page.ts";
import { Layout } from "#views/layout.tsx";
import { Checkbox, Input, Select, TextArea } from "#views/ui/field.tsx";
import { ManageSections } from "./manage-parts.tsx";

type Props = { reader: Reader; page: StatusPage; typed: { values: Fields; errors: Fields } | null };

/** Name, colours, host name and export of the public page. */
export function PageSettingsPage({ reader, page, typed }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const values = typed && Object.keys(typed.values).length > 0 ? typed.values : fieldsOf(page);
  const errors = typed?.errors ?? {};
  const field = (name: string) => ({ name, value: values[name], error: errors[name] });
  return (
    <Layout title={say({ de: "Öffentliche Seite", en: "Public page" })} reader={reader} current="status">
      <div class="lead">
        <h1 safe>
          {tellIn(reader.language)({
            de: page.is_public ? "Die Statusseite ist für alle sichtbar." : "Die Statusseite ist ausgeschaltet.",
            en: page.is_public ? "Everybody can see the status page." : "The status page is switched off.",
          })}
        </h1>
        <ManageSections reader={reader} current="/status/manage/settings" />
      </div>
      <section>
        <header>
          <h2>{say({ de: "Seite", en: "Page" })}</h2>
        </header>
        <form method="post" action="/status/manage/settings" class="fields">
          <Checkbox
            name="is_public"
            label={say({ de: "unter /status für alle sichtbar", en: "visible to everybody at /status" })}
            checked={isTicked(values["is_public"])}
          />
          <Input
            {...field("name")}
            label={say({ de: "Name der Seite", en: "Name of the page" })}
            hint={say({ de: "Leer: der Name der Firma.", en: "Empty: the company's name." })}
          />
          <Input
            {...field("colour")}
            label={say({ de: "Farbe", en: "Colour" })}
            hint={say({
              de: "Etwa #0b5394. Sie muss sich von Weiss abheben; für dunkle Bildschirme wird sie aufgehellt.",
              en: "Such as #0b5394. It must stand out from white; for dark screens it is lightened.",
            })}
          />
          <TextArea
            {...field("intro")}
            label={say({ de: "Text unter der Überschrift", en: "Text below the heading" })}
            rows={2}
            full
          />
          <TextArea
            {...field("intro_en")}
            label={say({ de: "Text auf Englisch", en: "Text in English" })}
            rows={2}
            full
          />
          <Input {...field("contact_url")} label={say({ de: "Link «Kontakt»", en: 'Link "Contact"' })} full />
          <Input
            {...field("host")}
            label={say({ de: "Eigener Hostname für /status", en: "Host name of its own for /status" })}
            hint={say({
              de: "Etwa status.beispiel.ch. Unter diesem Namen antwortet nur die Statusseite, keine Anmeldung.",
              en: "Such as status.example.ch. Under this name only the status page answers, no log-in.",
            })}
          />
          <Input
            {...field("stand_host")}
            label={say({ de: "Eigener Hostname für /stand", en: "Host name of its own for /stand" })}
            hint={say({ de: "Für den Fortschrittsbericht.", en: "For the progress report." })}
          />
          <Select
            {...field("incidents_from_checks")}
            label={say({ de: "Fällt eine Prüfung aus", en: "When a check fails" })}
            options={[
              { value: "draft", label: say({ de: "entsteht ein Entwurf", en: "a draft is made" }) },
              {
                value: "publish",
                label: say({
                  de: "wird die Störung veröffentlicht und gemeldet",
                  en: "the incident is published and sent",
                }),
              },
              { value: "never", label: say({ de: "geschieht hier nichts", en: "nothing happens here" }) },
            ]}
          />
          <Checkbox
            name="takes_subscribers"
            label={say({
              de: "Wer die Seite liest, kann Meldungen per Mail abonnieren",
              en: "Readers can subscribe to notices by mail",
            })}
            checked={isTicked(values["takes_subscribers"])}
          />
          <Input
            {...field("export_folder")}
            label={say({ de: "Ordner für die Kopie als Dateien", en: "Folder for the copy as files" })}
            hint={say({
              de: "Ein leerer Ordner auf diesem Server. Die Seite wird bei jeder Änderung dorthin geschrieben, damit ein anderer Server sie zeigt, wenn dieser steht.",
              en: "An empty folder on this server. The page is written there on every change, so that another server can show it when this one is down.",
            })}
            full
          />
          <div class="buttons full">
            <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
          </div>
        </form>
      </section>
      <Logo reader={reader} page={page} error={errors["logo"]} />
    </Layout>
  );
}

const isTicked = (value: string | undefined) => value === "yes" || value === "on";

function Logo({ reader, page, error }: { reader: Reader; page: StatusPage; error: string | undefined }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="logo">
      <header>
        <h2>{say({ de: "Logo", en: "Logo" })}</h2>
      </header>
      {page.logo_sha256 ? (
        <p>
          <img
            class="logo"
            src={`/status/logo/${page.logo_sha256.slice(0, 12)}.png`}
            alt={say({ de: "das Logo", en: "the logo" })}
          />
        </p>
      ) : null}
      <form
        method="post"
        action="/status/manage/settings/logo"
        enctype="multipart/form-data"
        class="fields"
        hx-boost="false"
      >
        <div class="field full">
          <label for="logo-file">{say({ de: "PNG, höchstens 200 KB", en: "PNG, at most 200 KB" })}</label>
          <input
            type="file"
            id="logo-file"
            name="logo"
            accept="image/png"
            aria-invalid={error ? "true" : undefined}
            aria-describedby={error ? "logo-error" : undefined}
          />
          {error ? (
            <span id="logo-error" class="error" role="alert" safe>
              {error}
            </span>
          ) : null}
          <small>{say({ de: "Ohne Datei: kein Logo.", en: "Without a file: no logo." })}</small>
        </div>
        <div class="buttons full">
          <button type="submit">{say({ de: "Logo speichern", en: "Save the logo" })}</button>
        </div>
      </form>
    </section>
  );
}

function fieldsOf(page: StatusPage): Fields {
  return {
    is_public: page.is_public ? "yes" : "no",
    name: page.name ?? "",
    intro: page.intro ?? "",
    intro_en: page.intro_en ?? "",
    colour: page.colour,
    contact_url: page.contact_url ?? "",
    host: page.host ?? "",
    stand_host: page.stand_host ?? "",
    incidents_from_checks: page.incidents_from_checks,
    takes_subscribers: page.takes_subscribers ? "yes" : "no",
    export_folder: page.export_folder ?? "",
  };
}
