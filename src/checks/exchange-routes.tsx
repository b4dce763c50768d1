import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { attachmentNamed } from "#src/http/attachment.ts";
import { readLimited } from "#src/http/body.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { may } from "#src/reader.ts";
import { ExchangePage } from "#views/checks/exchange-page.tsx";
import { exportedChecks, importChecks } from "./exchange-actions.ts";

const mostBytes = 4 * 1024 * 1024;

/** Checks as a file: out, and in again. */
export function exchangeRoutes({ db, clock, secretsKey }: App) {
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/checks/export.json", () => {
      const text = `${JSON.stringify(exportedChecks(db), null, 2)}\n`;
      return new Response(text, {
        headers: { "content-type": "application/json", "content-disposition": attachmentNamed("aktion-checks.json") },
      });
    })
    .get("/checks/import", ({ reader, html }) => html(<ExchangePage reader={reader} text="" outcome={null} />))
    .post(
      "/checks/import",
      async ({ request, reader, done, html, set }) => {
        const form = await readLimited(request, mostBytes);
        if (form === null) throw tooLarge;
        const text = await textIn(form);
        const outcome = importChecks(db, text, { key: secretsKey, mayOwnNetwork: may(reader, "owner") }, done);
        if (!outcome.ok) set.status = 422;
        return html(<ExchangePage {...{ reader, outcome }} text={outcome.ok ? "" : text} />);
      },
      { parse: "none" },
    );
}

/** A file, or what was pasted. */
async function textIn(form: FormData): Promise<string> {
  const file: unknown = form.get("file");
  if (file instanceof Blob && file.size > 0) return await file.text();
  const pasted = form.get("text");
  return typeof pasted === "string" ? pasted : "";
}

const tooLarge = new Problem("invalid", {
  de: "Die Datei ist grösser als 4 MB.",
  en: "The file is larger than 4 MB.",
});
