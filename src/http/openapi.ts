import { Elysia } from "elysia";
import { z } from "zod";
import { version } from "#src/version.ts";
import { schemaOf } from "./json-form.ts";

/** What a program reads about an address. `gives` is the name of a schema in `components`, where there is one. */
export type Operation = { summary: string; tag: string; query?: Record<string, string>; gives?: string };

/** Where an address keeps its form until the description is asked for: making all of them would delay every start. */
const bodyForm = "x-body-form";

const json = (schema: object) => ({ content: { "application/json": { schema } } });
const failure = (description: string) => ({ description, ...json({ $ref: "#/components/schemas/Failure" }) });

/** Hooks of an API address: its body is read by the handler itself; `body` gives the page's form, for whoever asks what it takes. */
export function described(operation: Operation, body?: () => z.ZodType) {
  const writes = body !== undefined;
  const detail = {
    summary: operation.summary,
    tags: [operation.tag],
    ...(operation.query ? { parameters: Object.entries(operation.query).map(queryParameter) } : {}),
    ...(writes ? { [bodyForm]: body } : {}),
    responses: {
      ...(writes ? { 201: answer("Done. The location header names what was changed.", operation) } : {}),
      ...(writes ? {} : { 200: answer("What was asked for.", operation) }),
      401: failure("No valid token."),
      ...(writes ? { 403: failure("The token may only read.") } : {}),
      404: failure("There is no such thing."),
      ...(writes ? { 409: failure("Somebody was faster, or it was done before.") } : {}),
      422: failure("Something in it does not fit; fields says what."),
    },
  };
  return { parse: "none" as const, detail };
}

function answer(description: string, { gives }: Operation) {
  return { description, ...json(gives ? { $ref: `#/components/schemas/${gives}` } : { type: "object" }) };
}

function queryParameter([name, description]: [string, string]) {
  return { name, in: "query" as const, required: false, description, schema: { type: "string" as const } };
}

const text = { type: "string" } as const;

const failureSchema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "message_de"],
      properties: {
        code: text,
        message: text,
        message_de: text,
        fields: {
          type: "object",
          additionalProperties: { type: "object", properties: { message: text, message_de: text } },
        },
      },
    },
  },
} as const;

/** `/api/openapi.json`: every address under /api/v1. Made when it is first asked for. `schemas` are what answers look like. */
export function openApi(schemas: Record<string, z.ZodType>) {
  const plugin = new Elysia({ name: "openapi" });
  let made: object | null = null;
  return plugin.get("/api/openapi.json", async () => {
    made ??= await documentOf(plugin, schemas);
    return made;
  });
}

async function documentOf(plugin: Elysia, schemas: Record<string, z.ZodType>): Promise<object> {
  const { toOpenAPISchema } = await import("@elysiajs/openapi");
  const { paths } = toOpenAPISchema(plugin, { paths: [/^(?!\/api\/v1\/)/] });
  for (const operations of Object.values(paths as Record<string, Record<string, Record<string, unknown>>>))
    for (const operation of Object.values(operations)) fillBody(operation);
  const given = Object.entries(schemas).map(([name, form]) => [name, z.toJSONSchema(form)]);
  return {
    openapi: "3.1.2",
    info: {
      title: "Aktion",
      version,
      description: "The register for programs. Tokens are issued under /people/tokens or by `aktion token add`.",
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: { Failure: failureSchema, ...Object.fromEntries(given) },
    },
  };
}

function fillBody(operation: Record<string, unknown>): void {
  const form = operation[bodyForm];
  if (typeof form !== "function") return;
  delete operation[bodyForm];
  operation["requestBody"] = { required: true, ...json(schemaOf(form() as z.ZodType)) };
}
