import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visitOf } from "#src/http/visitor.ts";
import { Problem } from "#src/problem.ts";
import type { Public } from "#views/status/public-shell.tsx";
import { ConfirmPage, DonePage, LeavePage, SubscribePage, SubscriptionPage } from "#views/status/subscribe-pages.tsx";
import { listComponents } from "./component-store.ts";
import { limitOf } from "./limit.ts";
import { publicOf } from "./rendering.tsx";
import { mailAddress, publicLanguage, siteOf, takesSubscribers } from "./site.ts";
import type { Subscriber } from "./subscriber.ts";
import { askForNotices, bySecret, choose, confirm, unsubscribe } from "./subscriber-actions.ts";
import { choiceForm, chosenIn, subscribeForm } from "./subscriber-forms.ts";
import { componentsOf } from "./subscriber-store.ts";

const one = { params: z.object({ secret: z.string().min(20).max(100) }) };
const minute_ms = 60_000;

/** Asking for notices, saying that it was oneself, choosing and leaving. Opening an address changes nothing, whoever opens it. */
export function subscriptionRoutes(app: App) {
  const { db, clock, settings } = app;
  const site = siteOf(db, settings);
  const perComputer = limitOf(10, 10 * minute_ms);
  const overall = limitOf(200, 60 * minute_ms);
  const shown = (request: Request, person?: Subscriber): Public =>
    publicOf(db, { language: languageFor(request, person), links: site.links(), at: clock() });

  return new Elysia({ name: "status subscriptions", prefix: "/status" })
    .use(html({ autoDetect: false }))
    .get("/subscribe", ({ request, html }) => {
      refuseWithoutMail();
      return html(<SubscribePage shown={shown(request)} components={listComponents(db)} />);
    })
    .post("/subscribe", ({ request, body, html, redirect, set }) => {
      refuseWithoutMail();
      const page = shown(request);
      const form = readForm(subscribeForm, body, page.language);
      if (!form.ok) {
        set.status = 422;
        return html(
          <SubscribePage shown={page} components={listComponents(db)} values={form.values} errors={form.errors} />,
        );
      }
      refuseHaste(request);
      const { address, wants } = form.value;
      const choice = chosenIn(wants, body);
      const known = new Set(listComponents(db).map(({ id }) => id));
      const asking = {
        address,
        language: page.language,
        ...choice,
        components: choice.components.filter((id) => known.has(id)),
      };
      askForNotices(db, asking, mailAddress(db, settings)!, clock());
      return redirect(`/status/subscribe/sent?lang=${page.language}`, 303);
    })
    .get("/subscribe/sent", ({ request, html }) => html(<DonePage shown={shown(request)} what="sent" />))
    .get(
      "/confirm/:secret",
      ({ params: { secret }, request, html }) => {
        const person = bySecret(db, secret);
        return html(<ConfirmPage shown={shown(request, person)} secret={secret} person={person} />);
      },
      one,
    )
    .post(
      "/confirm/:secret",
      ({ params: { secret }, redirect }) => {
        const { language } = confirm(db, secret, clock());
        return redirect(`/status/subscription/${secret}?lang=${language}`, 303);
      },
      one,
    )
    .get(
      "/subscription/:secret",
      ({ params: { secret }, request, html }) => {
        const person = bySecret(db, secret);
        if (person.confirmed_at === null)
          return html(<ConfirmPage shown={shown(request, person)} secret={secret} person={person} />);
        return html(
          <SubscriptionPage
            shown={shown(request, person)}
            secret={secret}
            person={person}
            components={listComponents(db)}
            chosen={componentsOf(db, person.id)}
          />,
        );
      },
      one,
    )
    .post(
      "/subscription/:secret",
      ({ params: { secret }, request, body, redirect }) => {
        const form = readForm(choiceForm, body, languageFor(request));
        if (!form.ok) throw unread;
        const { wants, language } = form.value;
        const known = new Set(listComponents(db).map(({ id }) => id));
        const { wants_all, components } = chosenIn(wants, body);
        choose(db, secret, { language, wants_all, components: components.filter((id) => known.has(id)) });
        return redirect(`/status/subscription/${secret}?lang=${language}&saved=1`, 303);
      },
      one,
    )
    .get(
      "/unsubscribe/:secret",
      ({ params: { secret }, request, html }) => html(<LeavePage shown={shown(request)} secret={secret} />),
      one,
    )
    .post(
      "/unsubscribe/:secret",
      ({ params: { secret }, request, html }) => {
        unsubscribe(db, secret, clock());
        return html(<DonePage shown={shown(request)} what="left" />);
      },
      one,
    );

  function languageFor(request: Request, person?: Subscriber) {
    return person && !new URL(request.url).searchParams.has("lang") ? person.language : publicLanguage(db, request);
  }

  function refuseWithoutMail(): void {
    if (!takesSubscribers(db, settings)) throw noMail;
  }

  /** The address of a computer is kept in memory for ten minutes and nowhere else. */
  function refuseHaste(request: Request): void {
    const address = visitOf(request)?.address ?? "unknown";
    if (!perComputer(address, clock()) || !overall("", clock())) throw tooMany;
  }
}

const noMail = new Problem("not-found", {
  de: "Meldungen per Mail gibt es hier nicht. Die Seite lässt sich als Atom-Feed abonnieren.",
  en: "There are no notices by mail here. The page can be followed as an Atom feed.",
});
const tooMany = new Problem("too-many", {
  de: "Das waren zu viele Anfragen. Versuchen Sie es in zehn Minuten noch einmal.",
  en: "Those were too many requests. Try again in ten minutes.",
});
const unread = new Problem("invalid", {
  de: "Diese Auswahl liess sich nicht lesen. Öffnen Sie die Seite neu.",
  en: "That choice could not be read. Open the page again.",
});
