import type { PropsWithChildren } from "@kitajs/html";
import { type Language, sayIn } from "#src/say.ts";
import type { Links } from "#src/status/links.ts";
import { formatMoment } from "#views/ui/moment.tsx";

/** What every public page of the status area is given: nothing in it says who reads. */
export type Public = {
  language: Language;
  name: string;
  contact_url: string | null;
  links: Links;
  at: string;
  time_zone: string;
};

type Props = PropsWithChildren<{
  shown: Public;
  title: string;
  /** The same page in a language. */
  self: (language: Language) => string;
  /** False where a page is for one person only. */
  listed?: boolean;
}>;

/** A public page: the company's name, the page, a few links. No cookie, nothing from elsewhere, whole without script. */
export function PublicShell({ shown, title, self, listed = true, children }: Props): JSX.Element {
  const { language, name, links } = shown;
  const say = sayIn(language);
  const other = language === "de" ? "en" : "de";
  return (
    <html lang={language === "de" ? "de-CH" : "en"}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {listed ? null : <meta name="robots" content="noindex" />}
        <title safe>{`${title} · ${name}`}</title>
        <link rel="icon" href={links.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={links.style} />
        <link rel="alternate" type="application/atom+xml" href={links.feed(language)} title={name} />
        <link rel="alternate" hreflang={other} href={self(other)} />
        <script src={links.script} defer />
      </head>
      <body>
        <main id="main">
          <p class="wordmark">
            <a href={links.page(language)}>
              {links.logo ? <img src={links.logo} alt={name} /> : <span safe>{name}</span>}
            </a>
          </p>
          {children}
          <footer>
            <time datetime={shown.at} safe>
              {formatMoment(shown.at, shown.time_zone)}
            </time>{" "}
            <a href={links.month(monthIn(shown), language)}>{say({ de: "Verlauf", en: "History" })}</a>{" "}
            {links.subscribe ? (
              <a href={links.subscribe(language)}>{say({ de: "Abonnieren", en: "Subscribe" })}</a>
            ) : null}{" "}
            <a href={links.feed(language)}>Atom</a>{" "}
            <a href={links.calendar(language)}>{say({ de: "Kalender", en: "Calendar" })}</a>{" "}
            {shown.contact_url ? (
              <a href={shown.contact_url} rel="noreferrer">
                {say({ de: "Kontakt", en: "Contact" })}
              </a>
            ) : null}{" "}
            <a href={self(other)} lang={other} hreflang={other}>
              {other === "en" ? "English" : "Deutsch"}
            </a>{" "}
          </footer>
        </main>
      </body>
    </html>
  );
}

function monthIn({ at, time_zone }: Public): string {
  const [, month, year] = formatMoment(at, time_zone).slice(0, 10).split(".");
  return `${year}-${month}`;
}
