import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import type { Done } from "#src/history/record.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { type RefusedTag, TagPage, TagsPage } from "#views/inbox/tags-page.tsx";
import { ticketAddress } from "./inbox-query.ts";
import { seenTicket } from "./looking.ts";
import { mailboxesOf } from "./mailbox-store.ts";
import { listBehind } from "./place.ts";
import { mergeTag, removeTag, renameTag, sweepTags, tagTicket, untagTicket } from "./tag-actions.ts";
import { mergeTagForm, tagForm, tagNameForm } from "./tag-forms.ts";
import { countedTags } from "./tag-store.ts";

const one = { params: z.object({ id: z.coerce.number().int().positive() }) };
const ofTag = { params: z.object({ tag: z.coerce.number().int().positive() }) };

/** Tags on a ticket, and the company's list of them. */
export function tagRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/inbox" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/:id/tags", ({ params: { id }, redirect }) => redirect(`/inbox/${id}`, 303), one)
    .post(
      "/:id/tags",
      ({ params: { id }, request, body, reader, done, redirect }) => {
        seenTicket(db, id, reader);
        tagTicket(db, id, tagForm.parse(body ?? {}).tag, done);
        return redirect(`${ticketAddress(id, listBehind(request))}#tags`, 303);
      },
      one,
    )
    .get("/:id/tags/remove", ({ params: { id }, redirect }) => redirect(`/inbox/${id}`, 303), one)
    .post(
      "/:id/tags/remove",
      ({ params: { id }, request, body, reader, done, redirect }) => {
        seenTicket(db, id, reader);
        untagTicket(db, id, tagForm.parse(body ?? {}).tag, done);
        return redirect(`${ticketAddress(id, listBehind(request))}#tags`, 303);
      },
      one,
    )
    .get("/tags", ({ reader, html }) => html(<TagsPage reader={reader} tags={tagsFor(reader)} />))
    .get("/tags/:tag", ({ params: { tag }, reader, html }) => html(page(tag, reader, {})), ofTag)
    .post(
      "/tags/:tag",
      ({ params: { tag }, body, reader, done, html, redirect, set }) => {
        const { name } = tagNameForm.parse(body ?? {});
        const wrong = refusedBy(reader, () => renameTag(db, tag, name, done));
        if (wrong === null) return redirect("/inbox/tags", 303);
        set.status = 422;
        return html(page(tag, reader, { name, nameError: wrong }));
      },
      ofTag,
    )
    .get("/tags/:tag/merge", ({ params: { tag }, redirect }) => redirect(`/inbox/tags/${tag}`, 303), ofTag)
    .post(
      "/tags/:tag/merge",
      async ({ params: { tag }, body, reader, done, html, redirect, set }) => {
        const { into } = mergeTagForm.parse(body ?? {});
        const wrong = refusedBy(reader, () => mergeTag(db, tag, into, done));
        if (wrong === null) return redirect(await swept(), 303);
        set.status = 422;
        return html(page(tag, reader, { into, intoError: wrong }));
      },
      ofTag,
    )
    .get("/tags/:tag/remove", ({ params: { tag }, redirect }) => redirect(`/inbox/tags/${tag}`, 303), ofTag)
    .post(
      "/tags/:tag/remove",
      async ({ params: { tag }, done, redirect }) => redirect(await removed(tag, done), 303),
      ofTag,
    );

  function tagsFor(reader: Reader) {
    const mailboxes = mailboxesOf(db, reader.person!.id).map(({ id }) => id);
    return countedTags(db, mailboxes);
  }

  function page(id: number, reader: Reader, refused: RefusedTag): JSX.Element {
    const tags = tagsFor(reader);
    const tag = tags.find((each) => each.id === id);
    if (!tag) throw noTag;
    return <TagPage {...{ reader, tag, refused }} others={tags.filter((each) => each.id !== id)} />;
  }

  async function removed(tag: number, done: Done): Promise<string> {
    removeTag(db, tag, done);
    return await swept();
  }

  async function swept(): Promise<string> {
    await sweepTags(db);
    return "/inbox/tags";
  }
}

/** What is wrong, in the reader's language; null when it is done. */
function refusedBy(reader: Reader, act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof Problem && error.code !== "forbidden") return error.in(reader.language);
    throw error;
  }
}

const noTag = new Problem("not-found", {
  de: "Dieses Schlagwort gibt es nicht mehr.",
  en: "There is no such tag any more.",
});
