import type { PropsWithChildren } from "@kitajs/html";
import { assetAddresses } from "#src/http/assets.ts";
import { inLanguage } from "#src/http/language.ts";
import { goesTo } from "#src/inbox/keys.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

export type Area =
  | "overview"
  | "services"
  | "deletions"
  | "inbox"
  | "checks"
  | "status"
  | "round"
  | "people"
  | "settings";

type Props = PropsWithChildren<{ title: string; reader: Reader; current?: Area | undefined }>;

/** Every page for people who are logged in. `title` is plain text; the company's name follows it. */
export function Layout({ title, reader, current, children }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Shell title={title} reader={reader}>
      <a class="skip" href="#main">
        {say({ de: "Zum Inhalt", en: "Skip to content" })}
      </a>
      <header
        class="masthead"
        data-events="/inbox/events"
        data-goes={goesTo}
        data-keys={reader.working?.single_keys === false ? "off" : undefined}
      >
        <a class="wordmark" href="/">
          Aktion
        </a>
        <nav aria-label={say({ de: "Bereiche", en: "Areas" })}>
          <ul>
            <NavItem area="overview" href="/" current={current} label={say({ de: "Übersicht", en: "Overview" })} />
            <NavItem
              area="services"
              href="/services"
              current={current}
              label={say({ de: "Dienste", en: "Services" })}
            />
            <NavItem
              area="deletions"
              href="/deletions"
              current={current}
              label={say({ de: "Löschungen", en: "Deletions" })}
            />
            <NavItem
              area="inbox"
              href="/inbox"
              current={current}
              label={say({ de: "Anfragen", en: "Inbox" })}
              count={reader.open_tickets}
            />
            <NavItem area="checks" href="/checks" current={current} label={say({ de: "Prüfungen", en: "Checks" })} />
            <NavItem
              area="status"
              href="/status/manage"
              current={current}
              label={say({ de: "Status", en: "Status" })}
            />
            <NavItem
              area="round"
              href="/round"
              current={current}
              label={say({ de: "Wochenrunde", en: "Weekly round" })}
            />
          </ul>
        </nav>
        <Me reader={reader} current={current} />
      </header>
      <main id="main">{children}</main>
      <Colophon reader={reader} />
    </Shell>
  );
}

type NavProps = { area: Area; href: string; current: Area | undefined; label: string; count?: number | undefined };

function NavItem({ area, href, current, label, count = 0 }: NavProps): JSX.Element {
  return (
    <li>
      <a href={href} aria-current={area === current ? "page" : undefined}>
        <span safe>{label}</span>
        {area === "inbox" ? (
          <span class="count" data-open hidden={count === 0}>
            {count}
          </span>
        ) : null}
      </a>
    </li>
  );
}

function Me({ reader, current }: { reader: Reader; current: Area | undefined }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <div class="me">
      <form class="find" action="/search" method="get">
        <input
          type="search"
          name="q"
          size="10"
          data-slash
          aria-label={say({ de: "Suche", en: "Search" })}
          aria-keyshortcuts="/"
          placeholder={say({ de: "Suche /", en: "Search /" })}
        />
      </form>
      {may(reader, "owner") ? (
        <>
          <a href="/people" aria-current={current === "people" ? "page" : undefined}>
            {say({ de: "Personen", en: "People" })}
          </a>
          <a href="/settings" aria-current={current === "settings" ? "page" : undefined}>
            {say({ de: "Einstellungen", en: "Settings" })}
          </a>
        </>
      ) : null}
      <a href="/notifications">
        {say({ de: "Mitteilungen", en: "Notifications" })}
        {reader.unread ? <span class="count">{reader.unread < 100 ? reader.unread : "99+"}</span> : null}
      </a>
      <a href="/people/me" class="own" safe>
        {reader.person?.name ?? ""}
      </a>
    </div>
  );
}

function Colophon({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  const other = reader.language === "de" ? "en" : "de";
  return (
    <footer class="colophon">
      <span safe>{reader.company.name}</span>
      <span safe>
        {`${reader.language === "de" ? "Stand" : "As of"} ${reader.today.slice(8)}.${reader.today.slice(5, 7)}.${reader.today.slice(0, 4)}`}
      </span>
      <a href="/inbox/keys" data-key="?">
        {say({ de: "Tasten", en: "Keys" })}
      </a>
      <form method="post" action="/people/me/language" hx-boost="false">
        <input type="hidden" name="language" value={other} />
        <input type="hidden" name="back" value={reader.path} />
        <button type="submit" class="link" lang={other}>
          {other === "en" ? "English" : "Deutsch"}
        </button>
      </form>
      <form method="post" action="/logout" hx-boost="false">
        <button type="submit" class="link">
          {say({ de: "Abmelden", en: "Log out" })}
        </button>
      </form>
    </footer>
  );
}

/** Pages before log-in, and errors: the wordmark, the page, a way to the other language. */
export function PlainLayout({
  title,
  reader,
  children,
}: PropsWithChildren<{ title: string; reader: Reader }>): JSX.Element {
  const other = reader.language === "de" ? "en" : "de";
  return (
    <Shell title={title} reader={reader}>
      <main id="main" class="plain">
        {children}
        <footer class="colophon">
          <a href={inLanguage(reader.path, other)} lang={other} hreflang={other}>
            {other === "en" ? "English" : "Deutsch"}
          </a>
        </footer>
      </main>
    </Shell>
  );
}

function Shell({ title, reader, children }: PropsWithChildren<{ title: string; reader: Reader }>): JSX.Element {
  return (
    <html lang={reader.language === "de" ? "de-CH" : "en"}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content='{"includeIndicatorCSS":false}' />
        <title safe>{`${title} · ${reader.company.name}`}</title>
        <link rel="icon" href={assetAddresses.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={assetAddresses.css} />
        <script src={assetAddresses.htmx} defer />
      </head>
      <body hx-boost:inherited="true">{children}</body>
    </html>
  );
}
