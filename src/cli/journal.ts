import type { Log } from "#src/http/log.ts";
import type { Settings } from "#src/settings.ts";
import type { World } from "./command.ts";

export type Journal = { log: Log; flush: () => void };

const gather_ms = 100;

/** JSON lines on stderr, without personal data. Lines are gathered for a moment, so that no request waits for a disk; errors never wait. */
export function journalTo(settings: Settings, world: World): Journal {
  let lines: string[] = [];
  let timer: Timer | null = null;
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (lines.length > 0) world.note(lines.join("\n"));
    lines = [];
  };
  const log: Log = (event) => {
    if (settings.log === "off" || (settings.log === "error" && event.level === "info")) return;
    lines.push(JSON.stringify({ at: world.clock().toISOString(), ...event }));
    if (event.level === "error") flush();
    else timer ??= setTimeout(flush, gather_ms);
  };
  return { log, flush };
}
