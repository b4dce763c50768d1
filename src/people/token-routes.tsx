import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm, refused } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { tellIn } from "#src/say.ts";
import { TokensPage } from "#views/people/tokens-page.tsx";
import { tokenForm } from "./forms.ts";
import type { ShownOnce } from "./shown-once.ts";
import { issueToken, revokeToken } from "./token-actions.ts";
import { listTokens } from "./token-store.ts";

const one = { params: z.object({ tokenId: z.coerce.number().int().positive() }) };

export function tokenRoutes(app: App, shown: ShownOnce) {
  const { db, clock } = app;
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/people/tokens", ({ reader, done, html }) =>
      html(<TokensPage reader={reader} tokens={listTokens(db)} secret={shown.take(done.by, "token")} />),
    )
    .post("/people/tokens", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(tokenForm, body, reader.language);
      const secret = form.ok ? issueToken(db, form.value, done) : null;
      if (secret) {
        shown.keep(done.by, "token", secret);
        return redirect("/people/tokens", 303);
      }
      const { values, errors } = form.ok ? refused(body, { name: takenIn(reader.language) }) : form;
      set.status = 422;
      return html(<TokensPage reader={reader} tokens={listTokens(db)} secret={null} values={values} errors={errors} />);
    })
    .get("/people/tokens/:tokenId/revocation", ({ redirect }) => redirect("/people/tokens", 303), one)
    .post(
      "/people/tokens/:tokenId/revocation",
      ({ params, done, redirect }) => {
        revokeToken(db, params.tokenId, done);
        return redirect("/people/tokens", 303);
      },
      one,
    );
}

function takenIn(language: "de" | "en"): string {
  return tellIn(language)({
    de: "Ein Token mit diesem Namen gilt schon. Widerrufen Sie ihn, oder wählen Sie einen anderen Namen.",
    en: "A token of this name works already. Revoke it, or choose another name.",
  });
}
