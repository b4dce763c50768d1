import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { publicKeyText } from "#src/history/archive.ts";
import { signedCheckpoint } from "#src/history/checkpoint.ts";
import { lastSignedHead } from "#src/history/signed-head-store.ts";
import { type KeyBegun, keysBegun, signerIn } from "#src/history/signing.ts";
import { headOf, newestEntries } from "#src/history/store.ts";
import { verifyChainInSlices } from "#src/history/verify.ts";
import { attachmentNamed } from "#src/http/attachment.ts";
import { visiting } from "#src/http/gate.ts";
import { namesOfPeople } from "#src/people/store.ts";
import { namesOfTokens } from "#src/people/token-store.ts";
import { Problem } from "#src/problem.ts";
import type { Language } from "#src/say.ts";
import { HistoryPage } from "#views/settings/history-page.tsx";
import { aboutIn, byIn, saidIn } from "./history.ts";

const shown = {
  query: z.object({ before: z.coerce.number().int().positive().optional(), check: z.string().optional() }),
};

/** The chain, as an owner sees it. */
export function historyRoutes({ db, clock, signingKey }: App) {
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get(
      "/settings/history",
      async ({ reader, query, html }) => {
        const checked = query.check === undefined ? null : await verifyChainInSlices(db);
        const entries = entriesFor(query.before ?? null, reader.language);
        const signing = { keys: keysBegun(db).map(shownKey), signed: lastSignedHead(db) };
        return html(<HistoryPage reader={reader} head={headOf(db)} {...signing} entries={entries} checked={checked} />);
      },
      shown,
    )
    .get("/settings/history/checkpoint.txt", ({ set }) => {
      if (!signingKey) throw noKey;
      set.headers["content-disposition"] = attachmentNamed("checkpoint.txt");
      return signedCheckpoint(headOf(db), signingKey.secret, signerIn(db, signingKey));
    })
    .get("/settings/history/public-key.txt", ({ set }) => {
      const [key] = keysBegun(db);
      if (!key) throw noKey;
      set.headers["content-disposition"] = attachmentNamed("public-key.txt");
      return publicKeyText(key);
    });

  function entriesFor(before: number | null, language: Language) {
    const names = { people: namesOfPeople(db), tokens: namesOfTokens(db), language };
    return newestEntries(db, before, 50).map((entry) => {
      const about = aboutIn(entry.about, names);
      const { seq, what, recorded_at } = entry;
      return { seq, what, recorded_at, by: byIn(entry.by, names), about, said: saidIn(entry, about) };
    });
  }
}

const shownKey = ({ key_id, seq, raw }: KeyBegun) => ({ id: key_id, since: seq, public_key: raw.toString("base64") });

const noKey = new Problem("not-found", {
  de: "Diese Installation hat noch keinen Schlüssel. Er entsteht beim ersten «aktion serve».",
  en: 'This installation has no key yet. The first "aktion serve" makes it.',
});
