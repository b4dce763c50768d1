import type { Server } from "#src/inbox/providers.ts";
import type { Tried } from "#src/inbox/trying.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Checkbox, Input, Select, TextArea } from "#views/ui/field.tsx";
import type { FormProps } from "./mailbox-page.tsx";

export function ReceivingSection(props: FormProps): JSX.Element {
  const { reader, shown, tried, errors } = props;
  const { mailbox } = shown;
  const say = sayIn(reader.language);
  const values = mailbox.imap_host === null ? { ...props.values, ...proposed(props, "imap") } : props.values;
  return (
    <section id="receiving">
      <header>
        <h2>{say({ de: "Empfang", en: "Receiving" })}</h2>
        <span class="soft">IMAP</span>
      </header>
      {tried?.part === "receiving" ? <TriedNotice reader={reader} tried={tried} /> : null}
      <form method="post" action={`/settings/mailboxes/${mailbox.slug}/receiving`} class="fields">
        <ServerFields {...props} values={values} kind="imap" stored={shown.has.imap} />
        <details class="fold full" open={hasError(errors, moreOfReceiving)}>
          <summary>{say({ de: "Ordner, Takt, Zertifikat", en: "Folders, pace, certificate" })}</summary>
          <div class="fields">
            <MoreOfReceiving {...props} values={values} />
          </div>
        </details>
        <div class="buttons full">
          <button type="submit" name="try" value="yes">
            {say({ de: "Speichern und Empfang prüfen", en: "Save and check receiving" })}
          </button>
          <button type="submit" class="plain">
            {say({ de: "Nur speichern", en: "Only save" })}
          </button>
        </div>
      </form>
    </section>
  );
}

export function SendingSection(props: FormProps): JSX.Element {
  const { reader, shown, tried } = props;
  const { mailbox } = shown;
  const say = sayIn(reader.language);
  const values = mailbox.smtp_host === null ? { ...props.values, ...proposed(props, "smtp") } : props.values;
  const stored = shown.has.smtp || shown.has.imap;
  return (
    <section id="sending">
      <header>
        <h2>{say({ de: "Versand", en: "Sending" })}</h2>
        <span class="soft">SMTP</span>
      </header>
      {tried?.part === "sending" ? <TriedNotice reader={reader} tried={tried} /> : null}
      <form method="post" action={`/settings/mailboxes/${mailbox.slug}/sending`} class="fields">
        <ServerFields {...props} values={values} kind="smtp" stored={stored} />
        <Input
          name="to"
          type="email"
          label={say({ de: "Probemail an", en: "Trial mail to" })}
          value={values["to"] ?? reader.person?.email ?? ""}
          error={props.errors["to"]}
        />
        <div class="buttons full">
          <button type="submit" name="try" value="yes">
            {say({ de: "Speichern und Versand prüfen", en: "Save and check sending" })}
          </button>
          <button type="submit" class="plain">
            {say({ de: "Nur speichern", en: "Only save" })}
          </button>
        </div>
      </form>
    </section>
  );
}

/** What stands in the fields where nothing is stored and nothing was typed. */
function proposed({ servers, shown, typed }: FormProps, kind: "imap" | "smtp"): Record<string, string> {
  if (typed?.form === (kind === "imap" ? "receiving" : "sending")) return {};
  const { host, port, security }: Server = kind === "imap" ? servers.receiving : servers.sending;
  return {
    [`${kind}_host`]: host,
    [`${kind}_port`]: String(port),
    [`${kind}_security`]: security,
    [`${kind}_user`]: (kind === "smtp" && shown.mailbox.imap_user) || shown.mailbox.address,
  };
}

function TriedNotice({ reader, tried }: { reader: Reader; tried: Tried }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <div class={tried.well ? "notice quiet" : "notice"} role="status">
      <p safe>{tried.sentence[reader.language]}</p>
      {tried.folders.length > 0 ? (
        <details>
          <summary>{say({ de: "Ordner auf dem Server", en: "Folders on the server" })}</summary>
          <p safe>{tried.folders.join(", ")}</p>
        </details>
      ) : null}
    </div>
  );
}

type ServerProps = FormProps & { kind: "imap" | "smtp"; stored: boolean };

function ServerFields({ reader, values, errors, kind, stored }: ServerProps): JSX.Element {
  const say = sayIn(reader.language);
  const field = (name: string) => ({
    name: `${kind}_${name}`,
    value: values[`${kind}_${name}`],
    error: errors[`${kind}_${name}`],
  });
  const kept = values[`${kind}_kept`] ?? "";
  return (
    <>
      <Input {...field("host")} label={say({ de: "Server", en: "Server" })} />
      <Input {...field("port")} type="number" label={say({ de: "Anschluss", en: "Port" })} />
      <Select
        {...field("security")}
        label={say({ de: "Verschlüsselung", en: "Encryption" })}
        options={[
          { value: "tls", label: say({ de: "TLS von Anfang an", en: "TLS from the start" }) },
          { value: "starttls", label: "STARTTLS" },
          { value: "none", label: say({ de: "keine (nur im eigenen Netz)", en: "none (only on your own network)" }) },
        ]}
      />
      <Input {...field("user")} label={say({ de: "Benutzername", en: "User name" })} autocomplete="off" />
      <Input
        {...field("password")}
        type="password"
        label={say({ de: "Passwort", en: "Password" })}
        autocomplete="new-password"
        hint={passwordHint(reader, kept !== "", stored)}
      />
      {kept === "" ? null : <input type="hidden" name={`${kind}_kept`} value={kept} />}
    </>
  );
}

function passwordHint(reader: Reader, kept: boolean, stored: boolean): string | undefined {
  const say = sayIn(reader.language);
  if (kept)
    return say({
      de: "Eben getippt und behalten; leer lassen genügt.",
      en: "Typed just now and kept; leave it empty.",
    });
  if (stored)
    return say({
      de: "Gespeichert, wird nie angezeigt. Leer lassen, um es zu behalten.",
      en: "Stored, never shown. Leave it empty to keep it.",
    });
  return undefined;
}

const moreOfReceiving = ["imap_folder", "imap_sent_folder", "poll_s", "late_after_min", "authority"];

function hasError(errors: Record<string, string>, names: readonly string[]): boolean {
  return names.some((name) => errors[name] !== undefined);
}

function MoreOfReceiving({ reader, values, errors }: FormProps): JSX.Element {
  const say = sayIn(reader.language);
  const field = (name: string) => ({ name, value: values[name], error: errors[name] });
  return (
    <>
      <Input
        {...field("imap_folder")}
        label={say({ de: "Ordner, aus dem abgeholt wird", en: "Folder to fetch from" })}
      />
      <Select
        {...field("after_intake")}
        label={say({ de: "Was auf dem Server geschieht", en: "What happens on the server" })}
        options={[
          { value: "seen", label: say({ de: "als gelesen markiert", en: "marked as read" }) },
          { value: "nothing", label: say({ de: "nichts", en: "nothing" }) },
          { value: "delete", label: say({ de: "gelöscht, sobald es hier liegt", en: "deleted once it lies here" }) },
        ]}
      />
      <Input
        {...field("poll_s")}
        type="number"
        label={say({ de: "Nachsehen alle … Sekunden", en: "Look every … seconds" })}
        hint={say({
          de: "Neue Mails meldet der Server meist von sich aus.",
          en: "The server mostly tells of new mail by itself.",
        })}
      />
      <Input
        {...field("late_after_min")}
        type="number"
        label={say({ de: "Alarm nach … Minuten Stille", en: "Alarm after … minutes of silence" })}
      />
      <Input
        {...field("imap_sent_folder")}
        label={say({ de: "Ordner für Gesendetes", en: "Folder for sent mail" })}
        hint={say({ de: "Leer: den der Server dafür nennt.", en: "Empty: the one the server names for it." })}
      />
      <Checkbox
        name="keeps_sent"
        label={say({ de: "Antworten dort ablegen", en: "File replies there" })}
        checked={values["keeps_sent"] === "yes"}
      />
      <TextArea
        {...field("authority")}
        rows={4}
        full
        label={say({ de: "Eigene Zertifizierungsstelle (PEM)", en: "Own certificate authority (PEM)" })}
        hint={say({
          de: "Nur wenn der Server ein Zertifikat Ihrer eigenen Stelle hat. Gilt auch für den Versand.",
          en: "Only if the server has a certificate of your own authority. Counts for sending too.",
        })}
      />
    </>
  );
}
