import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { countWaitingIn } from "#src/outbox/store.ts";
import { findPerson } from "#src/people/store.ts";
import type { Reader } from "#src/reader.ts";
import { NotificationsPage } from "#views/notifications/notifications-page.tsx";
import { type Typed, WishesPage } from "#views/notifications/wishes-page.tsx";
import { allReadForm, wishForm } from "./forms.ts";
import { mailKinds, notificationKinds } from "./kind.ts";
import { readCursor } from "./notification.ts";
import { previewIn } from "./preview.ts";
import { readAll, readNotification } from "./read-actions.ts";
import { countUnread, listNotifications, newestNotification } from "./store.ts";
import { wayFor } from "./tell-actions.ts";
import { namingIn } from "./who.ts";
import { chooseWishes } from "./wish-actions.ts";
import { habitsOf } from "./wish-store.ts";

const one = { params: z.object({ notificationId: z.coerce.number().int().positive() }) };

/** So many stand on a page. */
const pageLength = 40;

/** What somebody was told of, and what they want to hear. */
export function notificationsRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/notifications" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, query, html }) => html(page(reader, query)))
    .get("/read", ({ redirect }) => redirect("/notifications", 303))
    .post("/read", ({ reader, body, done, redirect }) => {
      const form = readForm(allReadForm, body, reader.language);
      if (form.ok) readAll(db, reader.person!.id, form.value.up_to, done.at);
      return redirect("/notifications", 303);
    })
    .get("/:notificationId/read", ({ redirect }) => redirect("/notifications", 303), one)
    .post(
      "/:notificationId/read",
      ({ params, reader, done, redirect }) => {
        readNotification(db, reader.person!.id, params.notificationId, done.at);
        return redirect("/notifications", 303);
      },
      one,
    )
    .get("/settings", ({ reader, query, html }) => html(wishes(reader, null, "saved" in query)))
    .post("/settings", ({ reader, body, done, html, redirect, set }) => {
      const form = readForm(wishForm, body, reader.language);
      if (form.ok) {
        chooseWishes(db, reader.person!.id, form.value, done);
        return redirect("/notifications/settings?saved", 303);
      }
      set.status = 422;
      const days = [(body as { days?: string | string[] } | null)?.days ?? []].flat();
      return html(wishes(reader, { values: typedText(body), days, errors: form.errors }, false));
    });

  function page(reader: Reader, query: Record<string, unknown>): JSX.Element {
    const person_id = reader.person!.id;
    const unread = query["show"] === "unread";
    const found = listNotifications(db, {
      ...{ person_id, unread, before: readCursor(query["before"]) },
      limit: pageLength + 1,
    });
    return (
      <NotificationsPage
        {...{ reader, unread, who: namingIn(db) }}
        notifications={found.slice(0, pageLength).map((one) => ({ ...one, preview: previewIn(db, one) }))}
        more={found.length > pageLength}
        count={countUnread(db, person_id)}
        newest={newestNotification(db, person_id)}
      />
    );
  }

  function wishes(reader: Reader, typed: Typed | null, saved: boolean): JSX.Element {
    const person = findPerson(db, reader.person!.id)!;
    const kinds = [...notificationKinds, ...mailKinds];
    const ways = new Map(kinds.map((kind) => [kind, wayFor(db, person, kind)]));
    const habits = habitsOf(db, person.id);
    return <WishesPage {...{ reader, ways, habits, typed, saved }} waiting={countWaitingIn(db, "mail")} />;
  }
}
