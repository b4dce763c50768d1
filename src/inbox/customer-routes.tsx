import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import type { Done } from "#src/history/record.ts";
import { readForm, refused, sentenceOf } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { CustomerPage, type Mistaken } from "#views/inbox/customer-page.tsx";
import { CustomersPage } from "#views/inbox/customers-page.tsx";
import {
  addAddress,
  addCustomer,
  blockCustomer,
  changeCustomer,
  mergeCustomers,
  partAddress,
  unblockCustomer,
  undoCustomerMerge,
} from "./customer-actions.ts";
import {
  addressForm,
  customerForm,
  mergeCustomerForm,
  newCustomerForm,
  partForm,
  unmergeCustomerForm,
} from "./customer-forms.ts";
import { customerShown, customersShown, seenCustomer } from "./customer-page.ts";
import { findCustomerAt } from "./customer-store.ts";

const one = { params: z.object({ id: z.coerce.number().int().positive() }) };
const at = (id: number) => `/inbox/customers/${id}`;

type Doing = { id: number; body: unknown; reader: Reader; done: Done };

/** People who write in: found, named, put together, taken apart, blocked. */
export function customerRoutes({ db, clock }: App) {
  /** What a form with one field does; each gives the person to show then. */
  const verbs: Record<string, (doing: Doing) => number> = {
    part: ({ id, body, done }) => partAddress(db, id, read(partForm, body).address, done),
    unmerge: ({ body, done }) => undoCustomerMerge(db, read(unmergeCustomerForm, body).from, done),
    block({ id, done }) {
      blockCustomer(db, id, done);
      return id;
    },
    unblock({ id, done }) {
      unblockCustomer(db, id, done);
      return id;
    },
  };
  const routes = new Elysia({ prefix: "/inbox/customers" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ query, reader, html }) =>
      html(<CustomersPage reader={reader} shown={customersShown(db, query, reader)} />),
    )
    .post("/", ({ body, query, reader, done, html, redirect, set }) => {
      const form = readForm(newCustomerForm, body, reader.language);
      if (form.ok) {
        const known = findCustomerAt(db, form.value.address);
        if (known) return redirect(at(seenCustomer(db, known.id, reader).id), 303);
        return redirect(at(addCustomer(db, form.value, done)), 303);
      }
      set.status = 422;
      return html(<CustomersPage reader={reader} shown={customersShown(db, query, reader)} mistaken={form} />);
    })
    .get(
      "/:id",
      ({ params: { id }, query, reader, html, redirect }) => {
        const { merged_into } = seenCustomer(db, id, reader);
        if (merged_into !== null) return redirect(at(merged_into), 303);
        return html(page(id, reader, null, query["after"]));
      },
      one,
    )
    .post(
      "/:id",
      ({ params: { id }, body, reader, done, html, redirect, set }) => {
        seenCustomer(db, id, reader);
        const form = readForm(customerForm, body, reader.language);
        if (!form.ok) return again(set, html, page(id, reader, { form: "named", ...form }));
        changeCustomer(db, id, form.value, done);
        return redirect(at(id), 303);
      },
      one,
    )
    .get("/:id/addresses", ({ params: { id }, redirect }) => redirect(at(id), 303), one)
    .post(
      "/:id/addresses",
      ({ params: { id }, body, reader, done, html, redirect, set }) => {
        seenCustomer(db, id, reader);
        const form = readForm(addressForm, body, reader.language);
        if (!form.ok) return again(set, html, page(id, reader, { form: "address", ...form }));
        addAddress(db, id, form.value.address, done);
        return redirect(at(id), 303);
      },
      one,
    )
    .get("/:id/merge", ({ params: { id }, redirect }) => redirect(at(id), 303), one)
    .post(
      "/:id/merge",
      ({ params: { id }, body, reader, done, html, redirect, set }) => {
        seenCustomer(db, id, reader);
        const form = readForm(mergeCustomerForm, body, reader.language);
        const other = form.ok ? called(form.value.with) : null;
        if (!form.ok || other === null) {
          const mistaken = form.ok ? refused(body, { with: noSuch[reader.language] }) : form;
          return again(set, html, page(id, reader, { form: "merge", ...mistaken }));
        }
        seenCustomer(db, other, reader);
        mergeCustomers(db, other, id, done);
        return redirect(at(id), 303);
      },
      one,
    );
  for (const [verb, act] of Object.entries(verbs))
    routes
      .get(`/:id/${verb}`, ({ params: { id }, redirect }) => redirect(at(id), 303), one)
      .post(
        `/:id/${verb}`,
        ({ params: { id }, body, reader, done, redirect }) => {
          seenCustomer(db, id, reader);
          return redirect(at(act({ id, body, reader, done })), 303);
        },
        one,
      );
  return routes;

  function page(id: number, reader: Reader, mistaken: Mistaken | null, after?: string): JSX.Element {
    return <CustomerPage reader={reader} shown={customerShown(db, id, reader, after)} mistaken={mistaken} />;
  }

  /** By number or by one of their addresses. */
  function called(typed: string): number | null {
    if (/^\d{1,12}$/.test(typed)) return Number(typed);
    return findCustomerAt(db, typed.toLowerCase())?.id ?? null;
  }
}

type Answering = { status?: number | string };

function again(set: Answering, html: (page: JSX.Element) => unknown, page: JSX.Element) {
  set.status = 422;
  return html(page) as Response;
}

/** These forms have one field: what is wrong with it is a page of its own, and the way back keeps everything. */
function read<T>(form: z.ZodType<T>, body: unknown): T {
  const result = form.safeParse(body ?? {});
  if (result.success) return result.data;
  throw new Problem("invalid", sentenceOf(result.error.issues[0]!.message));
}

const noSuch = { de: "Unter dieser Adresse kennen wir niemanden.", en: "We know nobody by that address." };
