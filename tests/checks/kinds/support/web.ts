import type { Socket } from "node:net";
import type { Surroundings } from "#src/checks/kind.ts";
import { http } from "#src/checks/kinds/http.ts";
import type { Fields } from "#src/http/form.ts";
import { here, surroundings } from "./surroundings.ts";

/** A world with app.example.ch and other.example.ch on this machine, and two names whose name service fails. */
export const webWorld = (given: Partial<Surroundings> = {}) =>
  surroundings(
    { "app.example.ch": here, "other.example.ch": here, "bad.example.ch": "SERVFAIL", "mute.example.ch": "silent" },
    given,
  );

export const seeIn = (where: Surroundings) => (config: Fields) =>
  http.run(http.form.parse({ timeout_ms: "2000", ...config }), where);

/** Answers every request with these bytes and ends. */
export const answering = (text: string | Buffer) => (socket: Socket) =>
  void socket.once("data", () => socket.end(text));

export const page = (body: string, head = "") =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${head}\r\n${body}`;

export const at = (port: number, path = "/") => `http://app.example.ch:${port}${path}`;
