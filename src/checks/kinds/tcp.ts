import { z } from "zod";
import type { Kind } from "../kind.ts";
import { dial, placeOf } from "../outgoing/dial.ts";
import { converse } from "../outgoing/dialogue.ts";
import { down } from "../outgoing/finding.ts";
import { observe, type Run } from "../outgoing/run.ts";
import {
  familyChoice,
  familyField,
  familyOf,
  hostField,
  hostInput,
  limitFields,
  limits,
  placeFrom,
  portField,
  portInput,
  text,
} from "./config.ts";

const form = z.object({
  host: hostField,
  port: portField(null),
  banner: text(),
  send: text(),
  family: familyField,
  ...limits,
});

type TcpConfig = z.infer<typeof form>;

export const tcp: Kind<TcpConfig> = {
  name: "tcp",
  label: { de: "Port (TCP)", en: "Port (TCP)" },
  does: {
    de: "Verbindet sich mit einem Port und liest auf Wunsch, womit der Server sich meldet.",
    en: "Connects to a port and reads, if wished, what the server says first.",
  },
  form,
  fields: [
    hostInput,
    { ...portInput, required: true },
    {
      name: "banner",
      label: { de: "Erwarteter Text", en: "Expected text" },
      hint: { de: "Zum Beispiel «SSH-2.0»", en: 'For example "SSH-2.0"' },
      input: "text",
    },
    {
      name: "send",
      label: { de: "Vorher senden", en: "Send before" },
      hint: { de: "Eine Zeile, zum Beispiel «PING»", en: 'One line, for example "PING"' },
      input: "text",
      more: true,
    },
    familyChoice,
    ...limitFields,
  ],
  secrets: [],
  every_s: 60,
  fromTarget: placeFrom,
  targetOf: ({ host, port }) => placeOf(host, port),
  hostOf: ({ host }) => host,
  run: (config, surroundings) => observe(config, surroundings, (run) => look(run, config)),
};

async function look(run: Run, { host, port, family, banner, send }: TcpConfig): Promise<void> {
  const socket = await dial(run, { host, port, family: familyOf(family) });
  if (banner === null) return;
  run.enter("ask");
  const where = placeOf(host, port);
  const dialogue = converse(run, socket, where);
  if (send !== null) dialogue.send(send);
  const said = asUtf8(await dialogue.textUntil((text) => asUtf8(text).includes(banner)));
  const first = said.slice(0, 200).trim();
  run.details["banner"] = first;
  if (said.includes(banner)) return;
  throw down(
    "banner",
    `${where} sagt «${first}», erwartet ist «${banner}».`,
    `${where} says "${first}"; "${banner}" is expected.`,
  );
}

function asUtf8(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}
