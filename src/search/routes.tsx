import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { SearchPage } from "#views/search/search-page.tsx";
import { wordsOf } from "./matching.ts";
import { sources } from "./sources.ts";

/** One box for everything, and what this reader may see of it. */
export function searchRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/search" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, query, html }) => {
      const typed = String(query["q"] ?? "")
        .slice(0, 200)
        .trim();
      const words = wordsOf(typed);
      const found = words.length === 0 ? [] : sources.map((source) => source({ db, reader, query: typed, words }));
      return html(<SearchPage reader={reader} query={typed} found={found.filter(({ hits }) => hits.length > 0)} />);
    });
}
