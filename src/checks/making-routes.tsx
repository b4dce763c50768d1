import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import type { Fields } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { may, type Reader } from "#src/reader.ts";
import { listServices, listSystems } from "#src/services/store.ts";
import { named } from "#src/settings/company.ts";
import { type Choices, FormPage, type Tried } from "#views/checks/form-page.tsx";
import { KindsPage } from "#views/checks/kinds-page.tsx";
import { addCheck, changeCheck, existing } from "./actions.ts";
import type { Check } from "./check.ts";
import { readCheck, type Told } from "./forms.ts";
import { type Kind, typedFrom } from "./kind.ts";
import { kindOf, kinds } from "./kinds/list.ts";
import { findCheckById, listChecks } from "./store.ts";
import type { Outside } from "./surroundings.ts";
import { tryOnce } from "./trying.ts";
import { readConfig, readSecrets } from "./watched.ts";

type Form = { kind: Kind; check: Check | null; values: Fields; errors: Fields; tried: Tried | null };

/** Making a check and changing one: which kind, what it asks, and a try before anything is kept. */
export function makingRoutes({ db, clock, secretsKey }: App, outside: Outside) {
  return new Elysia({ prefix: "/checks" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/new", ({ query, reader, html }) => {
      const kind = kindOf(query["kind"] ?? "");
      if (!kind) return html(<KindsPage reader={reader} kinds={kinds} />);
      return html(page(reader, { kind, check: null, values: suggested(query), errors: {}, tried: null }));
    })
    .post("/new", async ({ body, reader, done, html, redirect, set }) => {
      const kind = knownKind(typed(body)["kind"]);
      const form = readCheck(kind, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(page(reader, { kind, check: null, values: typed(body), errors: form.errors, tried: null }));
      }
      if (typed(body)["do"] !== "try")
        return redirect(`/checks/${addCheck(db, kind, form.value, maker(reader), done)}`, 303);
      const tried = await attempt(kind, form.value, reader);
      return html(page(reader, { kind, check: null, values: typed(body), errors: {}, tried }));
    })
    .get("/offers", ({ redirect }) => redirect("/checks/new", 303))
    .post("/offers", ({ body, reader, done, html, redirect, set }) => {
      const offered = typed(body);
      const kind = knownKind(offered["kind"]);
      const values = { ...suggested(offered), name: offeredName(kind, offered["system"]) };
      const form = readCheck(kind, values, reader.language);
      if (form.ok) return redirect(`/checks/${addCheck(db, kind, form.value, maker(reader), done)}`, 303);
      set.status = 422;
      return html(page(reader, { kind, check: null, values, errors: form.errors, tried: null }));
    })
    .get("/:slug/edit", ({ params, reader, html }) => {
      const check = existing(db, params.slug);
      const kind = knownKind(check.kind);
      return html(page(reader, { kind, check, values: valuesOf(check, kind), errors: {}, tried: null }));
    })
    .post("/:slug/edit", async ({ params, body, reader, done, html, redirect, set }) => {
      const check = existing(db, params.slug);
      const kind = knownKind(check.kind);
      const form = readCheck(kind, body, reader.language, readSecrets(check, secretsKey));
      if (!form.ok) {
        set.status = 422;
        return html(page(reader, { kind, check, values: typed(body), errors: form.errors, tried: null }));
      }
      if (typed(body)["do"] === "try") {
        const tried = await attempt(kind, form.value, reader);
        return html(page(reader, { kind, check, values: typed(body), errors: {}, tried }));
      }
      changeCheck(db, kind, check.slug, form.value, maker(reader), done);
      return redirect(`/checks/${check.slug}`, 303);
    });

  /** As the list tells it apart: "Slack: weg", "Mailchimp: Spuren". */
  function offeredName(kind: Kind, slug: string | undefined): string {
    const system = listSystems(db).find((one) => one.slug === slug)?.name ?? slug ?? "";
    return `${system}: ${kind.name === "trace" ? "Spuren" : "weg"}`;
  }

  function maker(reader: Reader) {
    return { key: secretsKey, mayOwnNetwork: may(reader, "owner") };
  }

  function attempt(kind: Kind, told: Told, reader: Reader): Promise<Tried> {
    if (told.own_network && !may(reader, "owner")) throw ownersOnly;
    return tryOnce(kind, told.config, outside, told.own_network ? "own-network" : "public");
  }

  function page(reader: Reader, form: Form): JSX.Element {
    const shown = Object.fromEntries(
      Object.entries(form.values).filter(([name]) => !form.kind.secrets.includes(name.replace(/^config\./, ""))),
    );
    const keepsSecrets = form.check !== null && form.check.secrets !== null;
    return <FormPage {...form} values={shown} {...{ reader, keepsSecrets }} choices={choices(reader, form.check)} />;
  }

  function choices({ language }: Reader, check: Check | null): Choices {
    return {
      parents: listChecks(db)
        .filter(({ id }) => id !== check?.id)
        .map(({ slug, name }) => ({ value: slug, label: name })),
      services: listServices(db).map((one) => ({ value: one.slug, label: named(one, language) })),
      systems: listSystems(db).map((one) => ({ value: one.slug, label: named(one, language) })),
    };
  }

  function valuesOf(check: Check, kind: Kind): Fields {
    const read = readConfig(check, secretsKey);
    const config = read.ok ? typedFrom(read.config as Record<string, unknown>) : {};
    const known = new Set(kind.fields.map(({ name }) => name));
    const service = listServices(db).find(({ id }) => id === check.service_id)?.slug ?? "";
    const system = listSystems(db).find(({ id }) => id === check.system_id)?.slug ?? "";
    return {
      name: check.name,
      every_s: String(check.every_s),
      confirm_after: String(check.confirm_after),
      recover_after: String(check.recover_after),
      parent: (check.parent_id !== null && findCheckById(db, check.parent_id)?.slug) || "",
      ...{ service, system, note: check.note ?? "" },
      own_network: check.addresses === "own-network" ? "yes" : "",
      ...Object.fromEntries(
        Object.entries(config).flatMap(([name, value]) => (known.has(name) ? [[`config.${name}`, value]] : [])),
      ),
    };
  }
}

/** What a link may put into the form: a target, a name, and what it belongs to. */
function suggested(query: Record<string, string | undefined>): Fields {
  const kind = kindOf(query["kind"] ?? "");
  const target = query["target"] ?? "";
  const config = kind && target ? kind.fromTarget(target) : {};
  const old = query["old"] ? { "config.old": query["old"] } : {};
  const linked = ["name", "system", "service", "parent"].map((name) => [name, query[name] ?? ""]);
  return {
    ...Object.fromEntries(linked.filter(([, value]) => value !== "")),
    ...Object.fromEntries(Object.entries(config).map(([name, value]) => [`config.${name}`, value])),
    ...old,
  };
}

function typed(body: unknown): Fields {
  const pairs = Object.entries(typeof body === "object" && body !== null ? body : {});
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

function knownKind(name: string | undefined): Kind {
  const kind = kindOf(name ?? "");
  if (kind) return kind;
  throw new Problem("not-found", {
    de: "Diese Art von Prüfung kennt Aktion nicht. Wählen Sie unter «Prüfung anlegen» eine andere.",
    en: 'Aktion does not know this kind of check. Choose another under "Make a check".',
  });
}

const ownersOnly = new Problem("forbidden", {
  de: "Nur Inhaberinnen und Inhaber lassen eine Prüfung ins eigene Netz.",
  en: "Only owners let a check reach the company's own network.",
});
