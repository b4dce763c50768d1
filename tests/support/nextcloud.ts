import { webServer } from "./checks.ts";

export const botSecret = "a-secret-that-the-bot-was-installed-with";

const address = "/ocs/v2.php/apps/spreed/api/v1/bot/n3xtc10ud/message";

/**
 * A Nextcloud that knows one conversation and one bot, as docs/bots.md of nextcloud/spreed has it: the signature is made of the random
 * text and the message. `state.answer` is what it answers to what is right.
 */
export function nextcloud() {
  const said: string[] = [];
  const asked: number[] = [];
  const state = { answer: 201 };
  const server = webServer(async (request) => {
    const { message } = (await request.json()) as { message: string };
    const status = refusedWith(request, message) ?? state.answer;
    asked.push(status);
    if (status === 201) said.push(message);
    return new Response('{"ocs":{"data":[]}}', { status });
  });
  return { ...server, said, asked, state };
}

function refusedWith({ headers, url }: Request, message: string): number | null {
  const random = headers.get("x-nextcloud-talk-bot-random") ?? "";
  const expected = new Bun.CryptoHasher("sha256", botSecret).update(random + message).digest("hex");
  const isSigned = headers.get("x-nextcloud-talk-bot-signature") === expected && random.length >= 32;
  if (!isSigned || headers.get("ocs-apirequest") !== "true") return 401;
  if (new URL(url).pathname !== address) return 404;
  return message === "" ? 400 : message.length > 32_000 ? 413 : null;
}
