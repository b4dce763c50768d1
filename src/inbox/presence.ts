import type { Database } from "bun:sqlite";
import { sessionOf } from "#src/http/visitor.ts";
import type { Sentence } from "#src/problem.ts";

export type Doing = "looking" | "writing";
/** Somebody else at a ticket. */
export type Other = { name: string; doing: Doing };

/** `browser` is the session: what its tabs share. */
type Person = { id: number; name: string; browser: string };
type Place = { ticket_id: number; person: Person; doing: Doing; until: number };

/** A tab says every 25 s that it is there; one that has said nothing for so long is gone. */
const stays_ms = 70_000;

/** A browser whose stream has broken off may come back within so long. */
const returns_ms = 5000;

/** So many tabs of one person are known at a time; more are not at work. */
const mostTabs = 30;

/** What a page is called that was made for a browser which may never say anything: without script it says no more. */
export const pageItself = "page";

/** Who is at which ticket. In memory only, with a time to live: nothing of it is ever stored. */
export class Presence {
  readonly #places = new Map<string, Place>();
  readonly #changed = new Set<number>();

  say(tab: string, ticket_id: number, person: Person, doing: Doing, at: Date): void {
    const key = `${person.id} ${tab}`;
    const before = this.#places.get(key);
    if (before && before.ticket_id !== ticket_id) this.leave(tab, person.id);
    if (tab !== pageItself) this.leave(pageItself, person.id);
    const until = at.getTime() + stays_ms;
    if (before?.ticket_id !== ticket_id || before.doing !== doing) this.#changed.add(ticket_id);
    this.#places.set(key, { ticket_id, person, doing, until });
    const own = [...this.#places].filter(([, place]) => place.person.id === person.id);
    if (own.length > mostTabs) this.#places.delete(own[0]![0]);
  }

  leave(tab: string, personId: number): void {
    const key = `${personId} ${tab}`;
    const place = this.#places.get(key);
    if (place) this.#changed.add(place.ticket_id);
    this.#places.delete(key);
  }

  /** The last stream of a browser has ended: unless it says something soon, all its tabs are gone. */
  lost(browser: string, at: Date): void {
    const until = at.getTime() + returns_ms;
    for (const place of this.#places.values())
      if (place.person.browser === browser) place.until = Math.min(place.until, until);
  }

  /** Everybody but this person, each once: who writes in one tab and reads in another, writes. By name. */
  others(ticketId: number, personId: number, at: Date): Other[] {
    const found = new Map<number, Other>();
    for (const { ticket_id, person, doing, until } of this.#places.values()) {
      if (ticket_id !== ticketId || person.id === personId || until <= at.getTime()) continue;
      if (found.get(person.id)?.doing !== "writing") found.set(person.id, { name: person.name, doing });
    }
    return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, "de"));
  }

  /** The tickets where somebody is. */
  tickets(): number[] {
    return [...new Set([...this.#places.values()].map(({ ticket_id }) => ticket_id))];
  }

  /** The tickets where somebody came or went since this was last asked; whose time is over goes. */
  takeChanged(at: Date): number[] {
    for (const [key, { until, ticket_id }] of this.#places)
      if (until <= at.getTime()) {
        this.#places.delete(key);
        this.#changed.add(ticket_id);
      }
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }
}

/** Somebody with the browser they ask from. */
export function personAt(request: Request, { id, name }: { id: number; name: string }): Person {
  return { id, name, browser: sessionOf(request) };
}

const known = new WeakMap<Database, Presence>();

/** Who is at the tickets of this database, as far as this program knows. */
export function presenceIn(db: Database): Presence {
  const presence = known.get(db) ?? new Presence();
  known.set(db, presence);
  return presence;
}

/** "Anna schreibt · Beat schaut"; empty when nobody is there. */
export function presenceWords(others: readonly Other[]): Sentence {
  const join = (words: Record<Doing, string>) => others.map(({ name, doing }) => `${name} ${words[doing]}`).join(" · ");
  return {
    de: join({ looking: "schaut", writing: "schreibt" }),
    en: join({ looking: "is looking", writing: "is writing" }),
  };
}
