import { z } from "zod";
import { lineField, nameField } from "#src/http/fields.ts";
import { both, type Fields, type FormResult, readForm, refused } from "#src/http/form.ts";
import type { Language } from "#src/say.ts";
import type { Kind } from "./kind.ts";

const number = (from: number, to: number, fallback: number) => {
  const message = both({
    de: `Eine ganze Zahl von ${from} bis ${to}.`,
    en: `A whole number from ${from} to ${to}.`,
  });
  return z
    .union([z.string(), z.number()])
    .default("")
    .transform((typed, context) => {
      const value = typed === "" ? fallback : Number(typed);
      if (!Number.isInteger(value) || value < from || value > to) context.addIssue({ code: "custom", message });
      return value;
    });
};

const tick = z
  .enum(["yes", "on", "no"])
  .default("no")
  .transform((typed) => typed !== "no");

/** What every check has, whatever its kind. Names of systems, services and parents are their slugs. */
export const checkForm = (every_s: number) =>
  z.object({
    name: nameField("Wie heisst die Prüfung?", "What is the check called?"),
    every_s: number(5, 604_800, every_s),
    confirm_after: number(1, 20, 3),
    recover_after: number(1, 20, 2),
    parent: lineField(),
    service: lineField(),
    system: lineField(),
    own_network: tick,
    note: lineField(2000),
  });

export type CheckWords = z.output<ReturnType<typeof checkForm>>;
export type Told = CheckWords & { config: Record<string, unknown> };

const prefix = "config.";

/** The fields of a kind stand in the form as `config.url`, so that a kind may call a field what it likes. */
function configIn(body: unknown): Fields {
  const fields = Object.entries(typeof body === "object" && body !== null ? body : {});
  return Object.fromEntries(
    fields
      .filter((pair): pair is [string, string] => pair[0].startsWith(prefix) && typeof pair[1] === "string")
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** Reads both parts. `kept` are secrets that are stored and were left empty. */
export function readCheck(kind: Kind, body: unknown, language: Language, kept: Fields = {}): FormResult<Told> {
  const general = readForm(checkForm(kind.every_s), body, language);
  const sent = configIn(body);
  const secrets = Object.entries(kept).filter(([name]) => (sent[name] ?? "") === "");
  const config = readForm(kind.form, { ...sent, ...Object.fromEntries(secrets) }, language);
  if (general.ok && config.ok)
    return { ok: true, value: { ...general.value, config: config.value as Record<string, unknown> } };
  const wrong = config.ok ? {} : config.errors;
  const errors = Object.fromEntries(
    Object.entries(wrong).map(([name, text]) => [name === "form" ? name : prefix + name, text]),
  );
  return refused(body, { ...(general.ok ? {} : general.errors), ...errors });
}

export const muteForm = z.object({
  hours: z.enum(["1", "4", "24", "168", "0"], both({ de: "Wählen Sie, wie lange.", en: "Choose how long." })),
});
