import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { type Fields, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { deliverOnce } from "#src/outbox/deliver.ts";
import { countWaitingIn, deliveriesAbout } from "#src/outbox/store.ts";
import { talkChannel } from "#src/outbox/talk-channel.ts";
import { listTalkRooms } from "#src/outbox/talk-store.ts";
import { webhookChannel } from "#src/outbox/webhook-channel.ts";
import { listWebhooks } from "#src/outbox/webhook-store.ts";
import { listAssignable } from "#src/people/store.ts";
import type { Reader } from "#src/reader.ts";
import type { FilledRule } from "#views/checks/alert-form.tsx";
import { AlertsPage } from "#views/checks/alerts-page.tsx";
import type { RuleWithWhom } from "./alert.ts";
import { alertForm } from "./alert-forms.ts";
import { addRule, changeRule, existingRule, removeRule, tryRule } from "./alert-rule-actions.ts";
import { listRules } from "./alert-store.ts";
import { listChecks } from "./store.ts";
import { tickedIn } from "./ticks.ts";

const one = { params: z.object({ ruleId: z.coerce.number().int().positive() }) };

/** Who is told of an outage, and when. */
export function alertRoutes({ db, clock, secretsKey }: App) {
  const sending = { db, channels: [webhookChannel(db, clock), talkChannel(db, { key: secretsKey, clock })], clock };
  const back = (ruleId: number) => `/checks/alerts#rule-${ruleId}`;
  return new Elysia({ prefix: "/checks/alerts" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => html(page(reader, null, null)))
    .post("/", ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(alertForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(page(reader, null, filledFrom(body, form)));
      }
      const { recipients, checks, ...words } = form.value;
      return redirect(back(addRule(db, words, { recipients, check_ids: idsOf(checks) }, done)), 303);
    })
    .get("/:ruleId", ({ params, reader, html }) => html(page(reader, existingRule(db, params.ruleId), null)), one)
    .post(
      "/:ruleId",
      ({ params: { ruleId }, body, reader, done, html, redirect, set }) => {
        const form = readForm(alertForm, body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(page(reader, existingRule(db, ruleId), filledFrom(body, form)));
        }
        const { recipients, checks, ...words } = form.value;
        changeRule(db, ruleId, words, { recipients, check_ids: idsOf(checks) }, done);
        return redirect(back(ruleId), 303);
      },
      one,
    )
    .get("/:ruleId/test", ({ params, redirect }) => redirect(back(params.ruleId), 303), one)
    .post(
      "/:ruleId/test",
      async ({ params: { ruleId }, done, redirect }) => {
        await Promise.all(tryRule(db, ruleId, done).map((id) => deliverOnce(sending, id)));
        return redirect(back(ruleId), 303);
      },
      one,
    )
    .get("/:ruleId/removal", ({ redirect }) => redirect("/checks/alerts", 303), one)
    .post(
      "/:ruleId/removal",
      ({ params, done, redirect }) => {
        removeRule(db, params.ruleId, done);
        return redirect("/checks/alerts", 303);
      },
      one,
    );

  function idsOf(slugs: readonly string[]): number[] {
    return listChecks(db).flatMap(({ id, slug }) => (slugs.includes(slug) ? [id] : []));
  }

  function page(reader: Reader, rule: RuleWithWhom | null, filled: FilledRule | null): JSX.Element {
    const checks = listChecks(db);
    const slugs = new Map(checks.map(({ id, slug }) => [id, slug]));
    return (
      <AlertsPage
        {...{ reader, checks, rule }}
        rules={listRules(db)}
        filled={filled ?? filledOf(rule, slugs)}
        people={listAssignable(db)}
        webhooks={listWebhooks(db).filter(({ archived_at }) => archived_at === null)}
        rooms={listTalkRooms(db).filter(({ archived_at }) => archived_at === null)}
        deliveries={deliveriesAbout(db, "checks.alert ", 12)}
        waitingForMail={countWaitingIn(db, "mail")}
      />
    );
  }
}

function filledFrom(body: unknown, { values, errors }: { values: Fields; errors: Fields }): FilledRule {
  const ticks = (name: string) => tickedIn(body, name);
  return {
    values,
    errors,
    kinds: ticks("kinds"),
    days: ticks("days"),
    recipients: ticks("recipients"),
    checks: ticks("checks"),
  };
}

const workdays = ["1", "2", "3", "4", "5"];

function filledOf(rule: RuleWithWhom | null, slugs: ReadonlyMap<number, string>): FilledRule {
  if (!rule)
    return {
      values: {},
      errors: {},
      kinds: ["down", "unstable", "expiry"],
      days: workdays,
      recipients: [],
      checks: [],
    };
  const { name, after_minutes, remind_minutes, from_time, until_time, days, all_checks, recipients } = rule;
  return {
    values: {
      name,
      ...{ from_time: from_time ?? "", until_time: until_time ?? "" },
      ...{
        after_minutes: String(after_minutes),
        remind_minutes: remind_minutes === null ? "" : String(remind_minutes),
      },
      when: days === null && from_time === null && until_time === null ? "always" : "hours",
      scope: all_checks ? "all" : "some",
      email: recipients.find((one) => one.startsWith("email:"))?.slice(6) ?? "",
    },
    errors: {},
    kinds: rule.kinds.split(" "),
    days: days?.split(" ") ?? workdays,
    recipients,
    checks: rule.check_ids.flatMap((id) => slugs.get(id) ?? []),
  };
}
