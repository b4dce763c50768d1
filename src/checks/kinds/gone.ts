import { z } from "zod";
import type { Kind } from "../kind.ts";
import { unresolved } from "../outgoing/dial.ts";
import { down, Finding, unknown } from "../outgoing/finding.ts";
import { bareHost } from "../outgoing/http-exchange.ts";
import { type Followed, follow } from "../outgoing/http-follow.ts";
import { observe, type Run } from "../outgoing/run.ts";
import { flag, limits, text, timeLimitInput } from "./config.ts";
import { addressFields } from "./http.ts";
import { textOf } from "./http-expected.ts";
import { addressField } from "./http-form.ts";
import { lookUp } from "./look-up.ts";

const form = z.object({ url: addressField, text: text(), refused_counts: flag, timeout_ms: limits.timeout_ms });

type GoneConfig = z.infer<typeof form>;

export const gone: Kind<GoneConfig> = {
  name: "gone",
  label: { de: "Ist weg", en: "Is gone" },
  does: {
    de: "Beweist fortlaufend, dass eine alte Adresse nicht mehr antwortet: 404, 410, kein solcher Name, oder der erwartete Text.",
    en: "Keeps proving that an old address no longer answers: 404, 410, no such name, or the expected text.",
  },
  form,
  fields: [
    { name: "url", label: { de: "Alte Adresse", en: "Old address" }, input: "url", required: true },
    {
      name: "text",
      label: { de: "Text, der «weg» bedeutet", en: "Text that means gone" },
      hint: {
        de: "Manche Anbieter sagen mit Status 200, dass es den Arbeitsbereich nicht mehr gibt.",
        en: "Some providers say with status 200 that the workspace does not exist any more.",
      },
      input: "text",
    },
    {
      name: "refused_counts",
      label: { de: "Eine abgewiesene Verbindung gilt als weg", en: "A refused connection counts as gone" },
      hint: {
        de: "Für einen eigenen Server, der abgeschaltet wurde. Sonst beweist sie nichts.",
        en: "For a server of your own that was switched off. Otherwise it proves nothing.",
      },
      input: "checkbox",
      more: true,
    },
    timeLimitInput,
  ],
  secrets: [],
  every_s: 3600,
  fromTarget: (target) => ({ url: addressFields(target)["url"] ?? target }),
  targetOf: ({ url }) => url,
  hostOf: ({ url }) => bareHost(new URL(url)),
  run: (config, surroundings) => observe({ ...config, silence: "unknown" }, surroundings, (run) => look(run, config)),
};

const most_bytes = 1_048_576;

async function look(run: Run, config: GoneConfig): Promise<void> {
  const url = new URL(config.url);
  if (await isUnnamed(run, bareHost(url))) return;
  const answer = await answerOf(run, url, config);
  if (answer === null) return;
  run.details["status"] = answer.status;
  run.details["url"] = answer.url.href;
  if (answer.status === 404 || answer.status === 410) return proven(run, `status-${answer.status}`);
  if (answer.status === 200 && config.text !== null && textOf(answer).includes(config.text)) return proven(run, "text");
  throw stillThere(config, answer);
}

function proven(run: Run, by: string): void {
  run.details["gone_by"] = by;
}

/** A name that does not exist, or that leads to no machine any more. */
async function isUnnamed(run: Run, host: string): Promise<boolean> {
  run.enter("resolve");
  const answer = await run.surroundings.resolver.addressesOf(host, null, run.signal);
  if (answer.outcome === "failed") throw unresolved(host, answer.code);
  if (answer.outcome !== "found") proven(run, answer.outcome);
  return answer.outcome !== "found";
}

/** Null when a refused connection was told to count. */
async function answerOf(run: Run, url: URL, config: GoneConfig): Promise<Followed | null> {
  try {
    return await anyAnswer(run, url);
  } catch (error) {
    if (!(error instanceof Finding) || error.state === "unknown") throw error;
    if (error.reason.code !== "refused" || !config.refused_counts)
      throw whatItMeans(error, url, run.details["redirects"] !== undefined);
    proven(run, "refused");
    return null;
  }
}

/**
 * The certificate of an address that is being given up often ends first: it is not judged. Where encryption is gone already, what
 * is still said without it counts.
 */
async function anyAnswer(run: Run, url: URL): Promise<Followed> {
  try {
    return await follow(run, lookUp(url, most_bytes), 5);
  } catch (error) {
    const isPlainToo =
      error instanceof Finding && error.state === "down" && url.protocol === "https:" && url.port === "";
    if (!isPlainToo || run.details["redirects"] !== undefined) throw error;
    return await follow(run, lookUp(new URL(url.href.replace("https:", "http:")), most_bytes), 5).catch(() => {
      throw error;
    });
  }
}

/** An answer that leads on proves that something is there; no answer at all proves nothing either way. */
function whatItMeans({ reason }: Finding, url: URL, redirected: boolean): Finding {
  if (redirected)
    return down(
      "still-redirects",
      `${url.host} leitet noch weiter. ${reason.de}`,
      `${url.host} still redirects. ${reason.en}`,
    );
  return unknown(
    reason.code,
    `${reason.de} Das beweist nicht, dass nichts mehr da ist.`,
    `${reason.en} That does not prove that nothing is left.`,
  );
}

function stillThere({ text: expected, url: asked }: GoneConfig, { status, url }: Followed): Finding {
  const to =
    url.href === new URL(asked).href ? { de: "", en: "" } : { de: ` über ${url.href}`, en: ` by way of ${url.href}` };
  const wish =
    expected === null
      ? { de: "404 oder 410", en: "404 or 410" }
      : { de: `404, 410 oder «${expected}»`, en: `404, 410 or "${expected}"` };
  return down(
    "still-there",
    `${asked} antwortet noch${to.de}: Status ${status}, erwartet ist ${wish.de}.`,
    `${asked} still answers${to.en}: status ${status}; ${wish.en} is expected.`,
  );
}
