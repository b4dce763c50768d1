import { z } from "zod";
import { Problem, type Sentence } from "#src/problem.ts";
import { readBytes } from "./body.ts";
import { sentenceOf } from "./form.ts";

type JsonSchema = { properties?: Record<string, unknown>; [key: string]: unknown };

/** What a form takes, for the API's description: what a page calls ticked is true or false here, and null is the same as left out. */
export function schemaOf(form: z.ZodType): JsonSchema {
  const schema = z.toJSONSchema(form, {
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema }) => tickAsBoolean(jsonSchema),
  });
  const { $schema: _, ...described } = schema;
  return { ...described, additionalProperties: false } as JsonSchema;
}

function tickAsBoolean(schema: { enum?: unknown[]; type?: unknown; default?: unknown }): void {
  if (!schema.enum?.includes("on") || !schema.enum.includes("yes")) return;
  delete schema.enum;
  schema.type = "boolean";
  schema.default = false;
}

type Fields = Record<string, { message: string; message_de: string }>;
export type JsonResult<T> = { ok: true; value: T } | { ok: false; error: ReturnType<typeof refusal> };

const mostBytes = 1024 * 1024;

/** Reads a JSON body with the same form as the page. What the form does not know is refused, so that a slip of the pen is not lost. */
export async function readJson<T>(form: z.ZodType<T>, request: Request): Promise<JsonResult<T>> {
  const body = await parsedBody(request);
  const unknown = Object.keys(body).filter((name) => !Object.hasOwn(schemaOf(form).properties ?? {}, name));
  const read = form.safeParse(asTyped(body));
  if (read.success && unknown.length === 0) return { ok: true, value: read.data };
  const issues = read.success
    ? []
    : read.error.issues.map(({ path, message }) => [path.join("."), sentenceOf(message)] as const);
  return { ok: false, error: refusal([...unknown.map((name) => [name, unknownMember] as const), ...issues]) };
}

/** What a form found wrong, for a program: the first sentence of each field. */
export function refusal(wrong: readonly (readonly [string, Sentence])[]) {
  const fields: Fields = {};
  for (const [name, { de, en }] of wrong) fields[name] ??= { message: en, message_de: de };
  return {
    code: "invalid",
    message: "Something in it does not fit: see fields.",
    message_de: "Etwas darin passt nicht: siehe fields.",
    fields,
  };
}

async function parsedBody(request: Request): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request, mostBytes);
  if (bytes === null) throw tooLarge;
  try {
    const body: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch {
    // the same sentence
  }
  throw noObject;
}

/** As a browser would have sent it. */
function asTyped(body: Record<string, unknown>): Record<string, unknown> {
  const said = Object.entries(body).filter(([, value]) => value !== null);
  return Object.fromEntries(
    said.map(([name, value]) => [name, typeof value === "boolean" ? (value ? "yes" : "no") : value]),
  );
}

const unknownMember: Sentence = { de: "Dieses Feld kennen wir nicht.", en: "We do not know this field." };
const tooLarge = new Problem("invalid", {
  de: "Der Inhalt ist grösser als 1 MB.",
  en: "The body is larger than 1 MB.",
});
const noObject = new Problem("invalid", {
  de: "Erwartet wird ein JSON-Objekt in UTF-8.",
  en: "A JSON object in UTF-8 is expected.",
});
