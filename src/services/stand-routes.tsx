import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { readCompany } from "#src/settings/store.ts";
import { StandPage } from "#views/services/stand-page.tsx";
import { readFacts, readRegister } from "./read.ts";
import { type StandReport, standMarkdown, standReports } from "./stand.ts";

/** The public progress report: off until an owner switches it on, then readable by anybody. */
export function standRoutes({ db, clock }: App) {
  return new Elysia({ name: "stand" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/stand", ({ reader, html }) => {
      const { stand_intro, stand_is_public } = published(reader);
      return html(
        <StandPage reader={reader} intro={stand_intro} isPublic={stand_is_public === 1} reports={reports(reader)} />,
      );
    })
    .get("/stand.md", ({ reader }) => {
      const { name, stand_intro } = published(reader);
      const title = reader.language === "de" ? `Stand der Ablösungen: ${name}` : `Progress of the migration: ${name}`;
      const text = standMarkdown(title, stand_intro, reports(reader), reader.language);
      return new Response(text, { headers: { "content-type": "text/markdown; charset=utf-8" } });
    });

  /** People who are logged in see it before it is public, so that they can look before they switch it on. */
  function published(reader: Reader) {
    const company = readCompany(db);
    if (company.stand_is_public === 1 || reader.person) return company;
    throw new Problem("not-found", { de: "Diese Seite gibt es nicht.", en: "That page does not exist." });
  }

  function reports(reader: Reader): StandReport[] {
    return standReports(
      readFacts(db),
      (day) => readRegister(db, { asOf: day, knownAt: day }).services,
      reader.language,
    );
  }
}
