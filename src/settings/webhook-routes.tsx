import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { deliverOnce } from "#src/outbox/deliver.ts";
import { countWaitingIn, deliveriesTo } from "#src/outbox/store.ts";
import { webhookChannel } from "#src/outbox/webhook-channel.ts";
import { listWebhooks } from "#src/outbox/webhook-store.ts";
import { shownOnce } from "#src/people/shown-once.ts";
import type { Reader } from "#src/reader.ts";
import { type Mistaken, WebhooksPage } from "#views/settings/webhooks-page.tsx";
import { addWebhook, changeWebhook, removeWebhook, renewSecret, tryWebhook } from "./webhook-actions.ts";
import { webhookForm } from "./webhook-forms.ts";

const one = { params: z.object({ webhookId: z.coerce.number().int().positive() }) };

/** Where else the program says what happens. */
export function webhookRoutes({ db, clock }: App) {
  const shown = shownOnce(clock);
  const sending = { db, channels: [webhookChannel(db, clock)], clock };
  const back = (webhookId: number) => `/settings/webhooks#webhook-${webhookId}`;
  return new Elysia({ prefix: "/settings/webhooks" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, done, html }) => html(page(reader, shown.take(done.by, "webhook"))))
    .post("/", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(webhookForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(page(reader, null, { about: "new", ...form }));
      }
      const { id, secret } = addWebhook(db, form.value, done);
      shown.keep(done.by, "webhook", secret);
      return redirect(back(id), 303);
    })
    .get("/:webhookId", ({ params, redirect }) => redirect(back(params.webhookId), 303), one)
    .post(
      "/:webhookId",
      ({ params: { webhookId }, reader, done, body, html, redirect, set }) => {
        const form = readForm(webhookForm, body, reader.language);
        if (form.ok) {
          changeWebhook(db, webhookId, form.value, done);
          return redirect(back(webhookId), 303);
        }
        set.status = 422;
        return html(page(reader, null, { about: webhookId, ...form }));
      },
      one,
    )
    .get("/:webhookId/secret", ({ params, redirect }) => redirect(back(params.webhookId), 303), one)
    .post(
      "/:webhookId/secret",
      ({ params: { webhookId }, done, redirect }) => {
        shown.keep(done.by, "webhook", renewSecret(db, webhookId, done));
        return redirect(back(webhookId), 303);
      },
      one,
    )
    .get("/:webhookId/test", ({ params, redirect }) => redirect(back(params.webhookId), 303), one)
    .post(
      "/:webhookId/test",
      async ({ params: { webhookId }, done, redirect }) => {
        await deliverOnce(sending, tryWebhook(db, webhookId, done));
        return redirect(back(webhookId), 303);
      },
      one,
    )
    .get("/:webhookId/removal", ({ redirect }) => redirect("/settings/webhooks", 303), one)
    .post(
      "/:webhookId/removal",
      ({ params, done, redirect }) => {
        removeWebhook(db, params.webhookId, done);
        return redirect("/settings/webhooks", 303);
      },
      one,
    );

  function page(reader: Reader, secret: string | null, mistaken: Mistaken | null = null): JSX.Element {
    const inUse = listWebhooks(db).filter(({ archived_at }) => archived_at === null);
    const webhooks = inUse.map((webhook) => ({ webhook, deliveries: deliveriesTo(db, `webhook:${webhook.id}`) }));
    return <WebhooksPage {...{ reader, webhooks, secret, mistaken }} waitingForMail={countWaitingIn(db, "mail")} />;
  }
}
