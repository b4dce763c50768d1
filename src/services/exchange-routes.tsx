import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { readLimited } from "#src/http/body.ts";
import { visiting } from "#src/http/gate.ts";
import { may } from "#src/reader.ts";
import type { Language } from "#src/say.ts";
import { ImportPage } from "#views/services/import-page.tsx";
import { jsonText, registerCsv } from "./exchange/archive.ts";
import { contractJson } from "./exchange/contract.ts";
import { decode, mostBytes, tooLarge } from "./exchange/decode.ts";
import { documentOf, documentText } from "./exchange/document-write.ts";
import { type ImportReport, importFile, tryImport } from "./exchange/import-file.ts";
import { templateCsv } from "./exchange/template.ts";
import { nowhere } from "./exchange/trouble.ts";
import { momentOf, readListQuery } from "./list-query.ts";
import { readRegister } from "./read.ts";

/** Reading in a list, and taking the register out as a file. */
export function exchangeRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/services" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/import", ({ reader, html }) => html(<ImportPage reader={reader} text="" report={null} />))
    .post(
      "/import",
      async ({ request, reader, done, html, redirect, set }) => {
        const sent = await readSent(request);
        const importing = { done, mayChangeCriteria: may(reader, "owner") };
        const report =
          sent.bytes === null ? unread(sent) : (sent.sure ? importFile : tryImport)(db, sent.bytes, importing);
        if (sent.sure && report.troubles.length === 0) return redirect("/services", 303);
        if (report.troubles.length > 0) set.status = 422;
        return html(<ImportPage reader={reader} text={sent.text} report={report} />);
      },
      { parse: "none" },
    )
    .get("/import/template.csv", ({ reader, query }) =>
      file(templateCsv(languageOf(query, reader.language)), "csv", reader.language === "de" ? "dienste" : "services"),
    )
    .get("/export/register.csv", ({ reader, query }) => {
      const moment = momentOf(readListQuery(query), reader.today);
      return file(registerCsv(db, moment, languageOf(query, "de")), "csv", `register-${moment.asOf}`);
    })
    .get("/export/register.json", ({ reader, query }) => {
      const moment = momentOf(readListQuery(query), reader.today);
      return file(jsonText(contractJson(readRegister(db, moment))), "json", `register-${moment.asOf}`);
    })
    .get("/export/exchange.json", ({ reader }) =>
      file(documentText(documentOf(db)), "json", `aktion-register-${reader.today}`),
    );
}

/** What a form sent: a file, or text that was pasted or is sent again to confirm. `bytes` null: nothing, or too much. */
type Sent = { bytes: Uint8Array | null; text: string; sure: boolean; tooLarge: boolean };

async function readSent(request: Request): Promise<Sent> {
  const nothing = { bytes: null, text: "", sure: false };
  const form = await readLimited(request, mostBytes + 64 * 1024);
  if (form === null) return { ...nothing, tooLarge: true };
  const [file, pasted] = [form.get("file"), form.get("text")];
  const sure = form.get("sure") === "yes";
  if (file instanceof File && file.size > 0) return fromFile(new Uint8Array(await file.arrayBuffer()), sure);
  const text = typeof pasted === "string" ? pasted : "";
  if (text.trim() === "") return { ...nothing, tooLarge: false };
  return { bytes: new TextEncoder().encode(text), text, sure, tooLarge: false };
}

function fromFile(bytes: Uint8Array, sure: boolean): Sent {
  const decoded = decode(bytes);
  return { bytes, text: decoded.ok ? decoded.text : "", sure, tooLarge: false };
}

function unread(sent: Sent): ImportReport {
  const counts = { services: 0, systems: 0, facts: 0, criteria: 0, skipped: 0, more: 0 };
  return { ...counts, troubles: [{ ...nowhere, sentence: sent.tooLarge ? tooLarge : nothingSent }] };
}

const nothingSent = {
  de: "Wählen Sie eine Datei, oder fügen Sie die Zeilen ein.",
  en: "Choose a file, or paste the rows.",
};

function languageOf(query: Record<string, string | undefined>, fallback: Language): Language {
  const asked = query["lang"];
  return asked === "de" || asked === "en" ? asked : fallback;
}

const types = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" };

function file(text: string, kind: keyof typeof types, name: string): Response {
  const headers = { "content-type": types[kind], "content-disposition": `attachment; filename="${name}.${kind}"` };
  return new Response(text, { headers });
}
