import type { Delivery, DeliveryState } from "#src/outbox/delivery.ts";
import type { Reader } from "#src/reader.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { webhookKindWords } from "#src/settings/webhook.ts";
import { Moment } from "#views/ui/moment.tsx";

/** One delivery: when, what, how it went, what the other side said. */
export function DeliveryLine({ reader, delivery }: { reader: Reader; delivery: Delivery }): JSX.Element {
  const { language } = reader;
  const wrong = delivery.last_error !== null && delivery.state !== "delivered";
  return (
    <li>
      <Moment at={delivery.finished_at ?? delivery.created_at} reader={reader} />
      <span safe>{kindIn(delivery.payload, language)}</span>
      <span class={wrong ? "red" : "soft"} safe>
        {[stateWords[delivery.state][language], saidIn(delivery, language)].filter((part) => part !== "").join(": ")}
      </span>
      <span class="soft" safe>
        {triesIn(delivery, language)}
      </span>
    </li>
  );
}

const stateWords: Record<DeliveryState, { de: string; en: string }> = {
  waiting: { de: "wartet", en: "waiting" },
  claimed: { de: "unterwegs", en: "on its way" },
  delivered: { de: "angekommen", en: "delivered" },
  failed: { de: "aufgegeben", en: "given up" },
  unknown: { de: "vielleicht angekommen, wird wiederholt", en: "perhaps delivered, will be repeated" },
};

function kindIn(payload: string, language: Language): string {
  const kind = /"kind":"([a-z.]+)"/.exec(payload)?.[1] ?? "";
  if (kind === "test") return sayIn(language)({ de: "Probe", en: "Trial" });
  if (kind === "mailbox") return sayIn(language)({ de: "Meldung eines Postfachs", en: "Notice of a mailbox" });
  if (kind === "checks.alert") return sayIn(language)({ de: "Alarm einer Prüfung", en: "Alert of a check" });
  return webhookKindWords[kind as keyof typeof webhookKindWords]?.[language] ?? kind;
}

/** "200 in 45 ms", or in words what went wrong. */
function saidIn({ channel, state, answer, last_error }: Delivery, language: Language): string {
  if (state === "delivered") return answer ?? "";
  const [code = "", detail = ""] = (last_error ?? "").split(" ");
  const talk = channel === "talk" && code === "status" ? talkWords[detail] : undefined;
  if (talk) return `${talk[language]} (${detail})`;
  return wrongWords[code]?.[language].replace("%", detail).trim() ?? last_error ?? "";
}

/** What Talk means by its answers. */
const talkWords: Record<string, { de: string; en: string }> = {
  "400": { de: "Talk nimmt diese Nachricht nicht an", en: "Talk does not take this message" },
  "401": {
    de: "der Bot ist in dieser Unterhaltung nicht eingeschaltet, oder sein Geheimnis ist ein anderes",
    en: "the bot is not switched on in this conversation, or its secret is another one",
  },
  "404": {
    de: "diese Unterhaltung gibt es auf dem Server nicht: prüfen Sie das Kürzel",
    en: "there is no such conversation on the server: check the token",
  },
  "413": { de: "die Nachricht ist zu lang", en: "the message is too long" },
  "429": {
    de: "Nextcloud lässt nach zu vielen Fehlversuchen eine Weile nichts mehr zu",
    en: "Nextcloud lets nothing in for a while after too many failures",
  },
};

const wrongWords: Record<string, { de: string; en: string }> = {
  status: { de: "die andere Seite antwortet mit %", en: "the other side answers %" },
  redirect: { de: "eine Umleitung (%), der nicht gefolgt wird", en: "a redirect (%), which is not followed" },
  timeout: { de: "keine Antwort in 10 Sekunden", en: "no answer in 10 seconds" },
  unreachable: { de: "nicht erreichbar %", en: "not reachable %" },
  interrupted: { de: "beim Senden unterbrochen", en: "interrupted while sending" },
  gone: { de: "der Empfänger wurde entfernt", en: "the recipient was removed" },
  sealed: {
    de: "das Geheimnis lässt sich nicht öffnen, geben Sie es noch einmal ein",
    en: "the secret does not open, enter it again",
  },
  "not-wanted": { de: "nicht mehr gewünscht", en: "no longer wanted" },
  pausing: {
    de: "nach mehreren Fehlern eine Weile nichts mehr versucht",
    en: "not tried for a while after several failures",
  },
  "no-channel": { de: "dieser Weg ist nicht eingerichtet", en: "this way is not set up" },
};

function triesIn({ attempts }: Delivery, language: Language): string {
  if (attempts < 2) return "";
  return tellIn(language)({ de: `${attempts} Versuche`, en: `${attempts} attempts` });
}
