import { Readable } from "node:stream";
import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { attachmentNamed } from "#src/http/attachment.ts";
import { visiting } from "#src/http/gate.ts";
import { ExportPersonPage } from "#views/inbox/export-person-page.tsx";
import { exportPerson, exportPreview } from "./person-export-actions.ts";

const one = { params: z.object({ id: z.coerce.number().int().positive() }) };
const choice = z.object({ notes: z.enum(["yes"]).optional() });

/** A person's own data, for them: asked for on a page, made while it is downloaded. For owners who may read all of it. */
export function personExportRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/inbox/customers/:id/export" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get(
      "/",
      ({ params: { id }, reader, html }) =>
        html(<ExportPersonPage reader={reader} preview={exportPreview(db, id, reader)} />),
      one,
    )
    .post(
      "/",
      ({ params: { id }, body, reader, done }) => {
        const notes = choice.safeParse(body ?? {}).data?.notes === "yes";
        const archive = exportPerson(db, id, { notes, language: reader.language }, done);
        return new Response(Readable.toWeb(archive) as unknown as ReadableStream, {
          headers: {
            "content-type": "application/zip",
            "content-disposition": attachmentNamed(`person-${id}.zip`),
            "cache-control": "no-store",
          },
        });
      },
      one,
    );
}
