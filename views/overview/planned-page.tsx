import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";

export type Planned = "inbox";

const words = {
  inbox: {
    title: { de: "Anfragen", en: "Inbox" },
    headline: {
      de: "Hier kommen die gemeinsamen Postfächer zusammen.",
      en: "Here the shared mailboxes will come together.",
    },
    text: {
      de: "Anfragen an support@ und datenschutz@, von mehreren beantwortet, ohne dass eine verloren geht oder eine Antwort zweimal hinausgeht.",
      en: "Requests to support@ and datenschutz@, answered by several people, none lost and no reply sent twice.",
    },
    link: { de: "Zum Register", en: "To the register" },
    href: "/services",
  },
} as const;

/** An area that is still to come: what will be there, and what can be done already. */
export function PlannedPage({ reader, area }: { reader: Reader; area: Planned }): JSX.Element {
  const say = sayIn(reader.language);
  const { title, headline, text, link, href } = words[area];
  return (
    <Layout title={say(title)} reader={reader} current={area}>
      <div class="lead">
        <h1>{say(headline)}</h1>
        <p>{say(text)}</p>
        <p class="links">
          <a href={href}>{say(link)}</a>
        </p>
      </div>
    </Layout>
  );
}
