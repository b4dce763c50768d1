import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { type Fields, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { deliverOnce } from "#src/outbox/deliver.ts";
import { deliveriesTo } from "#src/outbox/store.ts";
import { talkChannel } from "#src/outbox/talk-channel.ts";
import { listTalkRooms } from "#src/outbox/talk-store.ts";
import type { Reader } from "#src/reader.ts";
import { TalkPage } from "#views/settings/talk-page.tsx";
import { addTalkRoom, removeTalkRoom, tryTalkRoom } from "./talk-actions.ts";
import { talkForm } from "./talk-forms.ts";

const one = { params: z.object({ roomId: z.coerce.number().int().positive() }) };

/** Conversations in Nextcloud Talk to which the program may write. */
export function talkRoutes({ db, clock, secretsKey }: App) {
  const sending = { db, channels: [talkChannel(db, { key: secretsKey, clock })], clock };
  const back = (roomId: number) => `/settings/talk#room-${roomId}`;
  return new Elysia({ prefix: "/settings/talk" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => html(page(reader, { values: {}, errors: {} })))
    .post("/", ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(talkForm, body, reader.language);
      if (form.ok) return redirect(back(addTalkRoom(db, form.value, secretsKey, done)), 303);
      set.status = 422;
      return html(page(reader, form));
    })
    .get("/:roomId", ({ params, redirect }) => redirect(back(params.roomId), 303), one)
    .get("/:roomId/test", ({ params, redirect }) => redirect(back(params.roomId), 303), one)
    .post(
      "/:roomId/test",
      async ({ params: { roomId }, done, redirect }) => {
        await deliverOnce(sending, tryTalkRoom(db, roomId, done));
        return redirect(back(roomId), 303);
      },
      one,
    )
    .get("/:roomId/removal", ({ redirect }) => redirect("/settings/talk", 303), one)
    .post(
      "/:roomId/removal",
      ({ params, done, redirect }) => {
        removeTalkRoom(db, params.roomId, done);
        return redirect("/settings/talk", 303);
      },
      one,
    );

  function page(reader: Reader, typed: { values: Fields; errors: Fields }): JSX.Element {
    const inUse = listTalkRooms(db).filter(({ archived_at }) => archived_at === null);
    const rooms = inUse.map((room) => ({ room, deliveries: deliveriesTo(db, `talk:${room.id}`) }));
    return <TalkPage {...{ reader, rooms, ...typed }} />;
  }
}
