import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { pageOf } from "#src/http/page.ts";
import { Problem } from "#src/problem.ts";
import type { Language } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { readCompany } from "#src/settings/store.ts";
import type { Public } from "#views/status/public-shell.tsx";
import { scriptText } from "./assets.ts";
import { badgeOf } from "./badge.ts";
import { summedOf } from "./board.ts";
import type { State } from "./component.ts";
import { atomOf } from "./feed.ts";
import { isMonth } from "./links.ts";
import { maintenanceCalendar } from "./maintenance-calendar.ts";
import { titleOf } from "./notice.ts";
import { findNotice, latestNotices } from "./notice-store.ts";
import { readLogo, readPage } from "./page-store.ts";
import { monthsOf, monthText, noticeText, publicOf } from "./rendering.tsx";
import { publicLanguage, siteOf, statusAddress } from "./site.ts";
import { answerWith, readyFrom } from "./snapshot.ts";
import { worstOf } from "./sum.ts";
import { summaryOf } from "./summary.ts";

const htmlType = { "content-type": "text/html; charset=utf-8" };
const forEver = { "cache-control": "public, max-age=31536000, immutable" };

/** What anybody may read of the status page. Nothing here sets a cookie, looks at one, or changes anything. */
export function publicStatusRoutes(app: App) {
  const { db, clock } = app;
  const site = siteOf(db, app.settings);
  const open = () => {
    if (readPage(db).is_public !== 1) throw missing;
  };
  const shown = (request: Request): Public =>
    publicOf(db, { language: publicLanguage(db, request), links: site.links(), at: clock() });

  return new Elysia({ name: "status public", prefix: "/status" })
    .onBeforeHandle(({ request }) => {
      if (!new URL(request.url).pathname.startsWith("/status/manage")) open();
    })
    .get("/", ({ request }) => answerWith(request, site.snapshot.page(publicLanguage(db, request), clock()), htmlType))
    .get("/summary.json", ({ request }) => {
      const text = JSON.stringify(summaryOf(site.snapshot.board(clock()), publicLanguage(db, request)));
      return answerWith(request, readyFrom(text), { "content-type": "application/json; charset=utf-8" });
    })
    .get("/history", ({ request, redirect }) =>
      redirect(site.links().month(monthsOf(db, clock()).last, publicLanguage(db, request)), 303),
    )
    .get(
      "/history/:month",
      ({ params: { month }, request }) => {
        if (!isMonth(month)) throw missing;
        return pageOf(monthText(db, month, shown(request)));
      },
      { params: z.object({ month: z.string() }) },
    )
    .get(
      "/notices/:noticeId",
      ({ params: { noticeId }, request }) => {
        const notice = findNotice(db, noticeId);
        if (!notice || notice.published_at === null) throw missing;
        return pageOf(noticeText(db, notice, shown(request)));
      },
      { params: z.object({ noticeId: z.coerce.number().int().positive() }) },
    )
    .get("/feed.atom", ({ request }) => {
      const language = publicLanguage(db, request);
      const { page, feed, notice } = site.links();
      const text = atomOf({
        notices: latestNotices(db, 30),
        name: nameOfPage(),
        language,
        address: statusAddress(app, request),
        pageAt: page(language),
        feedAt: feed(language),
        noticeAt: (id) => notice(id, language),
        at: clock(),
      });
      return answerWith(request, readyFrom(text), { "content-type": "application/atom+xml; charset=utf-8" });
    })
    .get("/maintenance.ics", ({ request }) => {
      const language = publicLanguage(db, request);
      const notices = latestNotices(db, 200).filter(({ kind }) => kind === "maintenance");
      const text = maintenanceCalendar({
        notices,
        name: `${nameOfPage()}: ${language === "de" ? "Wartung" : "maintenance"}`,
        language,
        address: statusAddress(app, request),
        at: clock(),
      });
      const named = { "content-disposition": 'inline; filename="maintenance.ics"' };
      return answerWith(request, readyFrom(text), { "content-type": "text/calendar; charset=utf-8", ...named });
    })
    .get(
      "/badge/:file",
      ({ params: { file }, request }) => {
        const found = badgeFor(file.replace(/\.svg$/, ""), publicLanguage(db, request));
        if (!found) throw missing;
        return answerWith(request, readyFrom(found), {
          "content-type": "image/svg+xml; charset=utf-8",
          "cross-origin-resource-policy": "cross-origin",
        });
      },
      { params: z.object({ file: z.string() }) },
    )
    .get(
      "/look/:file",
      ({ params: { file }, request }) => {
        const type = file.endsWith(".js") ? "text/javascript" : file.endsWith(".css") ? "text/css" : null;
        if (!type) throw missing;
        const text = type === "text/css" ? site.style() : scriptText;
        return answerWith(request, readyFrom(text), { "content-type": `${type}; charset=utf-8`, ...forEver });
      },
      { params: z.object({ file: z.string() }) },
    )
    .get(
      "/logo/:file",
      ({ params: { file } }) => {
        const stored = readLogo(db);
        if (!stored || file !== `${stored.logo_sha256.slice(0, 12)}.png`) throw missing;
        return new Response(stored.logo as BodyInit, { headers: { "content-type": "image/png", ...forEver } });
      },
      { params: z.object({ file: z.string() }) },
    );

  function nameOfPage(): string {
    return readPage(db).name ?? readCompany(db).name;
  }

  /** `status` is the page as a whole. */
  function badgeFor(slug: string, language: Language): string | null {
    const board = site.snapshot.board(clock());
    if (slug === "status") return badgeOf(nameOfPage(), wholeState(), language);
    const line = board.components.find(({ component }) => component.slug === slug);
    return line ? badgeOf(named(line.component, language), line.state, language) : null;
  }

  function wholeState(): State {
    const board = site.snapshot.board(clock());
    return worstOf(
      summedOf(
        board,
        ({ name }) => name,
        (notice) => titleOf(notice, "de"),
      ),
    );
  }
}

const missing = new Problem("not-found", { de: "Diese Seite gibt es nicht.", en: "That page does not exist." });
