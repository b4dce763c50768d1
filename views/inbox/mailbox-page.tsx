import type { Fields } from "#src/http/form.ts";
import type { ImportProgress } from "#src/inbox/import-actions.ts";
import { isAlarm } from "#src/inbox/mailbox-health.ts";
import { type AccessChoices, fieldsOf, type ShownMailbox } from "#src/inbox/mailbox-page.ts";
import type { Servers } from "#src/inbox/providers.ts";
import type { Tried } from "#src/inbox/trying.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { SettingsSections } from "#views/settings/settings-page.tsx";
import { AccessSection } from "./mailbox-access.tsx";
import { AutoReplySection } from "./mailbox-auto-reply.tsx";
import { HistorySection } from "./mailbox-history.tsx";
import { IdentitySection } from "./mailbox-identity.tsx";
import { ReceivingSection, SendingSection } from "./mailbox-servers.tsx";
import { TellingSection, type TellingShown } from "./mailbox-telling.tsx";
import { Unaccounted } from "./mailboxes-page.tsx";
import { RetentionSection } from "./retention-page.tsx";

/** The one form that came back with mistakes. */
export type TypedForm = {
  form: "receiving" | "sending" | "identity" | "auto-reply";
  values: Fields;
  errors: Fields;
};

export type MailboxProps = {
  reader: Reader;
  shown: ShownMailbox;
  typed: TypedForm | null;
  /** What came of the try that was just made. */
  tried: Tried | null;
  /** What to propose where nothing is set. */
  servers: Servers;
  access: AccessChoices;
  telling: TellingShown;
  /** What of its history was taken in, or is on its way. */
  imports: readonly ImportProgress[];
};

/** What a form of the page shows: what was typed, else what is stored. */
export type FormProps = MailboxProps & { values: Fields; errors: Fields };

export function MailboxPage(props: MailboxProps): JSX.Element {
  const { reader, shown } = props;
  const { mailbox, condition } = shown;
  const say = sayIn(reader.language);
  const isNew = condition === "waiting";
  return (
    <Layout title={mailbox.name} reader={reader} current="settings">
      <div class="lead">
        <p>
          <a href="/settings/mailboxes">{say({ de: "Postfächer", en: "Mailboxes" })}</a>
          {" · "}
          <span safe>{mailbox.address}</span>
        </p>
        <h1 safe>{isNew ? nextStep(props) : mailbox.name}</h1>
        {isNew ? null : (
          <p class={isAlarm(condition) ? "red" : undefined} safe>
            {shown.health}
          </p>
        )}
        {shown.sending ? (
          <p class="red" safe>
            {shown.sending}
          </p>
        ) : null}
        {shown.unaccounted > 0 ? <Unaccounted reader={reader} count={shown.unaccounted} /> : null}
        <Running {...props} />
        <SettingsSections reader={reader} current="/settings/mailboxes" />
      </div>
      {condition === "archived" ? null : (
        <>
          <ReceivingSection {...formOf(props, "receiving")} />
          <SendingSection {...formOf(props, "sending")} />
          <AccessSection {...props} />
          <TellingSection {...props} />
          <IdentitySection {...formOf(props, "identity")} />
          <AutoReplySection {...formOf(props, "auto-reply")} />
          <HistorySection {...props} />
          <RetentionSection {...props} />
          <Ending {...props} />
        </>
      )}
    </Layout>
  );
}

function formOf(props: MailboxProps, form: TypedForm["form"]): FormProps {
  const own = props.typed?.form === form ? props.typed : null;
  return { ...props, values: own?.values ?? fieldsOf(props.shown.mailbox), errors: own?.errors ?? {} };
}

function nextStep({ reader, shown: { mailbox } }: MailboxProps): string {
  const tell = tellIn(reader.language);
  const { name, imap_host, smtp_host } = mailbox;
  if (imap_host === null && smtp_host === null)
    return tell({ de: `${name}: als Nächstes der Empfang.`, en: `${name}: receiving comes next.` });
  if (smtp_host === null) return tell({ de: `${name}: jetzt noch der Versand.`, en: `${name}: now sending.` });
  return tell({ de: `${name} ist bereit.`, en: `${name} is ready.` });
}

/** Start, pause, back from the archive: the one button that fits. */
function Running({ reader, shown: { mailbox, condition } }: MailboxProps): JSX.Element {
  const say = sayIn(reader.language);
  const path = `/settings/mailboxes/${mailbox.slug}`;
  const isSet = mailbox.imap_host !== null || mailbox.smtp_host !== null;
  if (condition === "archived")
    return (
      <form method="post" action={`${path}/restore`}>
        <button type="submit">{say({ de: "Zurückholen", en: "Bring back" })}</button>
      </form>
    );
  if (mailbox.paused_at === null)
    return (
      <form method="post" action={`${path}/pause`}>
        <button type="submit" class="plain">
          {say({ de: "Anhalten", en: "Pause" })}
        </button>
      </form>
    );
  if (!isSet) return <></>;
  return (
    <form method="post" action={`${path}/start`}>
      <button type="submit">{say({ de: "In Betrieb nehmen", en: "Take into use" })}</button>
    </form>
  );
}

/** What the program's own mail leaves from, and the way into the archive. */
function Ending({ reader, shown: { mailbox } }: MailboxProps): JSX.Element {
  const say = sayIn(reader.language);
  const path = `/settings/mailboxes/${mailbox.slug}`;
  const sends = mailbox.sends_notices === 1;
  return (
    <section id="notices">
      <header>
        <h2>{say({ de: "Meldungen von Aktion", en: "Aktion's own notices" })}</h2>
      </header>
      <p>
        {sends
          ? say({
              de: "Erinnerungen und Einladungen verlassen das Haus über dieses Postfach.",
              en: "Reminders and invitations leave through this mailbox.",
            })
          : say({
              de: "Erinnerungen und Einladungen können über dieses Postfach verschickt werden; es kann nur eines sein.",
              en: "Reminders and invitations can be sent through this mailbox; it can only be one.",
            })}
      </p>
      <div class="buttons">
        <form method="post" action={`${path}/${sends ? "notices-off" : "notices-on"}`}>
          <button type="submit" class="plain">
            {sends
              ? say({ de: "Nicht mehr von hier senden", en: "No longer send from here" })
              : say({ de: "Von hier senden", en: "Send from here" })}
          </button>
        </form>
        <form method="post" action={`${path}/archive`} class="soft">
          <button type="submit" class="link">
            {say({ de: "Postfach archivieren", en: "Archive the mailbox" })}
          </button>
        </form>
      </div>
    </section>
  );
}
