import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { headOf, newestEntries } from "#src/history/store.ts";
import { verifyChainInSlices } from "#src/history/verify.ts";
import { visiting } from "#src/http/gate.ts";
import { namesOfPeople } from "#src/people/store.ts";
import { namesOfTokens } from "#src/people/token-store.ts";
import type { Language } from "#src/say.ts";
import { HistoryPage } from "#views/settings/history-page.tsx";
import { aboutIn, byIn, saidIn } from "./history.ts";

const shown = {
  query: z.object({ before: z.coerce.number().int().positive().optional(), check: z.string().optional() }),
};

/** The chain, as an owner sees it. */
export function historyRoutes({ db, clock }: App) {
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get(
      "/settings/history",
      async ({ reader, query, html }) => {
        const checked = query.check === undefined ? null : await verifyChainInSlices(db);
        const entries = entriesFor(query.before ?? null, reader.language);
        return html(<HistoryPage reader={reader} head={headOf(db)} entries={entries} checked={checked} />);
      },
      shown,
    );

  function entriesFor(before: number | null, language: Language) {
    const names = { people: namesOfPeople(db), tokens: namesOfTokens(db), language };
    return newestEntries(db, before, 50).map((entry) => {
      const about = aboutIn(entry.about, names);
      const { seq, what, recorded_at } = entry;
      return { seq, what, recorded_at, by: byIn(entry.by, names), about, said: saidIn(entry, about) };
    });
  }
}
