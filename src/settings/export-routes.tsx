import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { noteActivity } from "#src/activity/record.ts";
import type { App } from "#src/context.ts";
import { headOf } from "#src/history/store.ts";
import { attachmentNamed } from "#src/http/attachment.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { ExportPage, ExportStateBox } from "#views/settings/export-page.tsx";
import { exportRuns } from "./export-run.ts";
import { exportForm } from "./forms.ts";

/** The auditor's export, from a page. */
export function exportRoutes({ db, clock, settings }: App) {
  const runs = exportRuns(settings.db);
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .onStop(() => runs.clear())
    .get("/settings/export", ({ reader, request, html, set }) => {
      const state = runs.current(clock());
      // Without JavaScript the browser itself asks again; with it, only the box does.
      if (state.state === "running" && !request.headers.has("hx-request")) set.headers["refresh"] = "2";
      return html(<ExportPage reader={reader} head={headOf(db)} state={state} />);
    })
    .post("/settings/export", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(exportForm(reader.today), body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(<ExportPage reader={reader} head={headOf(db)} state={runs.current(clock())} mistaken={form} />);
      }
      runs.start({ asOf: form.value.as_of, knownAt: form.value.known_at, today: reader.today, at: done.at });
      noteActivity(db, { what: "export.started", about: "company", by: done.by, at: done.at });
      return redirect("/settings/export", 303);
    })
    .get("/settings/export/state", ({ reader, html }) =>
      html(<ExportStateBox reader={reader} state={runs.current(clock())} />),
    )
    .get("/settings/export/file", ({ reader, set }) => {
      const state = runs.current(clock());
      const path = runs.file();
      if (path === null || state.state !== "ready") throw gone;
      set.headers["content-disposition"] = attachmentNamed(`aktion-${state.asOf}.zip`);
      set.headers["content-type"] = "application/zip";
      set.headers["cache-control"] = "no-store";
      noteActivityOf(reader.person?.id ?? null);
      return Bun.file(path);
    });

  function noteActivityOf(person: number | null): void {
    noteActivity(db, { what: "export.downloaded", about: "company", by: `person:${person}`, at: clock() });
  }
}

const gone = new Problem("not-found", {
  de: "Dieser Export ist nicht mehr da. Erstellen Sie ihn neu.",
  en: "This export is no longer there. Make it anew.",
});
