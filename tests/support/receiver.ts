import { onTestFinished } from "bun:test";

export type Received = { id: string; signature: string; body: string; headers: Headers };

type Answering = (received: Received, count: number) => Response | Promise<Response>;

/** A program of somebody else that takes webhooks: what it got, and what it answers. */
export function receiver(answer: Answering = () => new Response("ok")) {
  const received: Received[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const { headers } = request;
      const one = {
        id: headers.get("x-aktion-delivery") ?? "",
        signature: headers.get("x-aktion-signature") ?? "",
        body: await request.text(),
        headers,
      };
      received.push(one);
      return answer(one, received.length);
    },
  });
  onTestFinished(() => void server.stop(true));
  return { received, address: `http://127.0.0.1:${server.port}/hook` };
}
