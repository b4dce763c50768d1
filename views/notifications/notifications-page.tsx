import { hrefOf, type Notification, sentenceOf, writeCursor } from "#src/notifications/notification.ts";
import { capital, numberWord } from "#src/number-words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Moment } from "#views/ui/moment.tsx";

type Props = {
  reader: Reader;
  notifications: readonly Notification[];
  /** Only what is unread is shown. */
  unread: boolean;
  more: boolean;
  /** Unread ones. */
  count: number;
  newest: number;
  who: (by: string) => string | null;
};

export function NotificationsPage(props: Props): JSX.Element {
  const { reader, notifications, unread, more, count, newest } = props;
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const last = notifications.at(-1);
  return (
    <Layout title={say({ de: "Mitteilungen", en: "Notifications" })} reader={reader}>
      <div class="lead">
        <h1 safe>{headline(count, reader)}</h1>
        <p class="links">
          {unread ? (
            <a href="/notifications">{say({ de: "Alle zeigen", en: "Show all" })}</a>
          ) : (
            <a href="/notifications?show=unread">{say({ de: "Nur ungelesene", en: "Unread only" })}</a>
          )}
          <a href="/notifications/settings">{say({ de: "Was ich erfahre, und wie", en: "What I am told, and how" })}</a>
        </p>
      </div>
      <section>
        <header>
          <h2>
            {unread ? say({ de: "Ungelesen", en: "Unread" }) : say({ de: "Die neusten zuerst", en: "Newest first" })}
          </h2>
          {count > 0 ? (
            <form method="post" action="/notifications/read">
              <input type="hidden" name="up_to" value={String(newest)} />
              <button type="submit" class="plain">
                {say({ de: "Alle gelesen", en: "Mark all read" })}
              </button>
            </form>
          ) : null}
        </header>
        {notifications.length === 0 ? <Empty reader={reader} /> : null}
        <ul class="told">
          {notifications.map((notification) => (
            <Line {...props} notification={notification} />
          ))}
        </ul>
        {more && last ? (
          <p class="links">
            <a
              href={`/notifications?${unread ? "show=unread&" : ""}before=${encodeURIComponent(writeCursor(last))}`}
              safe
            >
              {tell({ de: "Ältere", en: "Older" })}
            </a>
          </p>
        ) : null}
      </section>
    </Layout>
  );
}

function headline(count: number, { language }: Reader): string {
  const tell = tellIn(language);
  if (count === 0) return tell({ de: "Nichts Neues für Sie.", en: "Nothing new for you." });
  if (count === 1) return tell({ de: "Eine ungelesene Mitteilung.", en: "One unread notification." });
  if (count >= 100) return tell({ de: "Hundert oder mehr ungelesene.", en: "A hundred unread or more." });
  const number = capital(numberWord(count, language));
  return tell({ de: `${number} ungelesene Mitteilungen.`, en: `${number} unread notifications.` });
}

function Empty({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <p class="soft">
      {say({
        de: "Hier steht, wenn jemand Sie in einer Notiz erwähnt, Ihnen eine Anfrage zuweist oder in einer schreibt, der Sie folgen.",
        en: "Here it says when somebody mentions you in a note, assigns a ticket to you or writes in one that you follow.",
      })}
    </p>
  );
}

function Line({ reader, notification, who }: Props & { notification: Notification }): JSX.Element {
  const say = sayIn(reader.language);
  const { id, by, at, read_at, ticket_id, subject, preview, mailbox, check_name } = notification;
  const title = ticket_id === null ? check_name : subject || say({ de: "(ohne Betreff)", en: "(no subject)" });
  return (
    <li class={read_at === null ? "unread" : undefined}>
      <Moment at={at} reader={reader} />
      <div>
        <span safe>{sentenceOf(notification, who(by))[reader.language]}</span>{" "}
        <a href={hrefOf(notification)} dir="auto" safe>
          {ticket_id === null ? title : `${ticket_id} ${title}`}
        </a>
        {preview ? (
          <p class="soft" dir="auto" safe>
            {preview}
          </p>
        ) : null}
      </div>
      <span class="soft" safe>
        {mailbox ?? say({ de: "Prüfungen", en: "Checks" })}
      </span>
      {read_at === null ? (
        <form method="post" action={`/notifications/${id}/read`}>
          <button type="submit" class="link">
            {say({ de: "Gelesen", en: "Mark read" })}
          </button>
        </form>
      ) : (
        <span />
      )}
    </li>
  );
}
