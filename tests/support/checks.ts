import type { Database } from "bun:sqlite";
import { onTestFinished } from "bun:test";
import { addCheck, type CheckTold } from "#src/checks/actions.ts";
import { type Engine, engineOf } from "#src/checks/engine.ts";
import { judgeHeartbeat } from "#src/checks/heartbeats.ts";
import { kindOf } from "#src/checks/kinds/list.ts";
import { OwnLine, type Reference } from "#src/checks/line.ts";
import { registerLive } from "#src/checks/live.ts";
import { outsideOf } from "#src/checks/surroundings.ts";
import { openDatabase } from "#src/storage/database.ts";
import { newSecretsKey } from "#src/storage/sealed.ts";

export const key = newSecretsKey();

/** What answers a test's requests, and can be broken in the middle. */
export type Server = {
  url: string;
  port: number;
  answer: (request: Request) => Response | Promise<Response>;
  stop: () => void;
};

/** A real web server on loopback. Change `answer` to break it. */
export function webServer(answer: Server["answer"] = () => new Response("well")): Server {
  const server: Server = { url: "", port: 0, answer, stop: () => void served.stop(true) };
  const served = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => server.answer(request) });
  onTestFinished(() => void served.stop(true));
  return Object.assign(server, { url: `http://127.0.0.1:${served.port}/`, port: served.port });
}

/** A port on loopback that refuses every connection. */
export function closedPort(): number {
  const served = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const port = served.port!;
  served.stop(true);
  return port;
}

const told: CheckTold = {
  ...{ name: "Website", every_s: 20, confirm_after: 3, recover_after: 2, note: null },
  ...{ parent: null, service: null, system: null, own_network: true, config: {} },
};

const done = (at: Date) => ({ by: "person:1", at });

/** An http check of an address. Gives its slug. */
export function httpCheck(db: Database, url: string, at: Date, given: Partial<CheckTold> = {}): string {
  return someCheck(db, "http", { url }, at, given);
}

export function someCheck(
  db: Database,
  kind: string,
  config: Record<string, unknown>,
  at: Date,
  given: Partial<CheckTold> = {},
): string {
  const found = kindOf(kind)!;
  const read = found.form.parse(config) as Record<string, unknown>;
  return addCheck(db, found, { ...told, ...given, config: read }, { key, mayOwnNetwork: true }, done(at));
}

type Observing = { db?: Database; start?: Date; references?: Reference[]; prepare?: (db: Database) => void };

/** An engine whose time is moved by hand: `pass` moves wall clock and deadlines together, `set` the wall clock alone. */
export function observing({
  db = openDatabase(":memory:"),
  start = new Date("2026-11-23T09:00:00.000Z"),
  references = [],
  prepare = () => {},
}: Observing = {}) {
  prepare(db);
  let wall = start.getTime();
  let mono = 0;
  const clock = () => new Date(wall);
  const logged: Record<string, unknown>[] = [];
  const make = () =>
    engineOf({
      ...{ db, clock, key, mono: () => mono },
      log: (event) => void logged.push(event),
      line: new OwnLine(() => references),
      surroundings: outsideOf(clock),
      heartbeat: (check, config, at) => judgeHeartbeat(db, check, config, at),
    });
  let engine = make();
  registerLive(db, engine);
  return {
    db,
    clock,
    logged,
    references,
    get engine(): Engine {
      return engine;
    },
    /** As after a crash: what was only in memory is lost. */
    restart() {
      engine = make();
      registerLive(db, engine);
    },
    set(by_ms: number) {
      wall += by_ms;
    },
    /** Lets seconds pass; everything that is due runs to its end, and each second is written. */
    async pass(seconds: number) {
      for (let n = 0; n < seconds * 20; n += 1) {
        wall += 50;
        mono += 50;
        engine.tick();
        await engine.idle();
        if (n % 20 === 19) engine.write();
      }
    },
    /** Time in which nothing at all happened: the machine slept. */
    sleep(seconds: number) {
      wall += seconds * 1000;
      mono += seconds * 1000;
    },
  };
}

export const spells = (db: Database) =>
  db
    .query<{ state: string; from_at: string; until_at: string | null }, []>(
      "SELECT state, from_at, until_at FROM check_spells ORDER BY from_at, id",
    )
    .all();

export const troubles = (db: Database) =>
  db
    .query<{ kind: string; from_at: string; noticed_at: string; until_at: string | null }, []>(
      "SELECT kind, from_at, noticed_at, until_at FROM check_troubles ORDER BY from_at, id",
    )
    .all();
