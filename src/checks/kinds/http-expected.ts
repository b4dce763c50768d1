import { query } from "json-p3";
import { down, type Finding } from "../outgoing/finding.ts";
import type { Followed } from "../outgoing/http-follow.ts";
import type { HttpConfig } from "./http-form.ts";
import { isExpected } from "./status-list.ts";

/** Throws what is not as expected in an answer that came. */
export function judgeAnswer(config: HttpConfig, answer: Followed): void {
  const finding = statusFinding(config, answer) ?? keywordFinding(config, answer) ?? jsonFinding(config, answer);
  if (finding) throw finding;
}

function statusFinding({ status: expected }: HttpConfig, { status }: Followed): Finding | null {
  if (isExpected(status, expected)) return null;
  return down("status", `Status ${status}, erwartet ist ${expected}.`, `Status ${status}; ${expected} is expected.`);
}

function keywordFinding({ keyword, keyword_absent }: HttpConfig, answer: Followed): Finding | null {
  if (keyword === null && keyword_absent === null) return null;
  const text = textOf(answer);
  if (keyword !== null && !text.includes(keyword)) {
    const read = answer.truncated
      ? { de: ` in den ersten ${text.length} Zeichen`, en: ` in the first ${text.length} characters` }
      : { de: "", en: "" };
    return down("keyword-missing", `«${keyword}» kommt${read.de} nicht vor.`, `"${keyword}" is not there${read.en}.`);
  }
  if (keyword_absent !== null && text.includes(keyword_absent))
    return down(
      "keyword-present",
      `«${keyword_absent}» kommt vor und darf nicht.`,
      `"${keyword_absent}" is there and must not be.`,
    );
  return null;
}

function jsonFinding({ json_path, json_value }: HttpConfig, answer: Followed): Finding | null {
  if (json_path === null) return null;
  const found = valuesAt(json_path, textOf(answer));
  if (found === null) return down("not-json", "Die Antwort ist kein JSON.", "The answer is no JSON.");
  if (found.length === 0)
    return down("json-missing", `Bei ${json_path} steht nichts.`, `There is nothing at ${json_path}.`);
  if (json_value === null || found.some((value) => value === json_value)) return null;
  const seen = found.slice(0, 3).join(", ").slice(0, 200);
  return down(
    "json-value",
    `Bei ${json_path} steht «${seen}», erwartet ist «${json_value}».`,
    `At ${json_path} there is "${seen}"; "${json_value}" is expected.`,
  );
}

/** What stands at a JSON path, each as text: a text as it is, anything else as JSON. Null when the text is no JSON. */
function valuesAt(path: string, text: string): string[] | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const values = query(path, json as Parameters<typeof query>[1]).values();
  return values.map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
}

/** In the letters that the answer says it is written in; UTF-8 unless it says. */
export function textOf({ headers, body }: Pick<Followed, "headers" | "body">): string {
  const type = headers.find(([name]) => name === "content-type")?.[1] ?? "";
  const charset = /charset=["']?([\w-]+)/i.exec(type)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(charset as Bun.Encoding).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}
