import type { Regime } from "#src/law/interval.ts";
import type { Language } from "#src/say.ts";
import type { Day } from "#src/when.ts";

export type Role = "owner" | "member" | "viewer";

export type { Regime };

/** Where a ticket leads once it is answered, closed or put off: it stays, to the next one of the list, or to the list. */
export type AfterTicket = "stay" | "next" | "list";

/** How somebody works. `single_keys`: single keys are shortcuts. */
export type Working = { single_keys: boolean; after_ticket: AfterTicket };

/** Who looks at a page, and what every page needs to know of the company. Views receive it; nothing in it changes while a page is made. */
export type Reader = {
  person: { id: number; name: string; email: string; role: Role } | null;
  language: Language;
  /** The address of this page, with its query: where to come back to, in the same or the other language. */
  path: string;
  company: { name: string; regime: Regime; time_zone: string };
  now: Date;
  today: Day;
  /** Open tickets in the mailboxes that this person uses. */
  open_tickets?: number;
  working?: Working;
  /** What this person was told of and has not read; a hundred stands for more. */
  unread?: number;
};

const ranks: Record<Role, number> = { viewer: 1, member: 2, owner: 3 };

export function mayAs(role: Role | undefined, needed: Role): boolean {
  return role !== undefined && ranks[role] >= ranks[needed];
}

/** True when the reader may do what a role may do: `may(reader, "member")` shows forms. The gate decides again for the request itself. */
export function may(reader: Reader, needed: Role): boolean {
  return mayAs(reader.person?.role, needed);
}
