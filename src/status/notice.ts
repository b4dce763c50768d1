import type { Language } from "#src/say.ts";

export type NoticeKind = "incident" | "maintenance";

export const incidentStates = ["investigating", "identified", "monitoring", "resolved"] as const;
export type IncidentState = (typeof incidentStates)[number];
export type MaintenanceState = "scheduled" | "reminder" | "begun" | "moved" | "done" | "cancelled";
export type UpdateState = IncidentState | "postmortem" | MaintenanceState;

export const impacts = ["none", "degraded", "down"] as const;
export type Impact = (typeof impacts)[number] | "maintenance";

export type Notice = {
  id: number;
  kind: NoticeKind;
  title: string;
  title_en: string | null;
  source: "hand" | "checks";
  begins_at: string;
  ends_at: string | null;
  published_at: string | null;
  closed_at: string | null;
  dropped_at: string | null;
  window_id: number | null;
  /** Minutes before the beginning at which subscribers are reminded, separated by spaces. */
  reminder_min: string;
  tells: 0 | 1;
  created_by: string;
  created_at: string;
};

export type Update = {
  id: number;
  notice_id: number;
  state: UpdateState;
  text: string;
  text_en: string | null;
  at: string;
  by: string;
  tells: 0 | 1;
};

export type ImpactOn = { component_id: number; impact: Impact };

/** A notice with everything said of it, the first word first. */
export type Told = Notice & { updates: (Update & { impacts: ImpactOn[] })[] };

export const updateWords: Record<UpdateState, { de: string; en: string }> = {
  investigating: { de: "Wird untersucht", en: "Investigating" },
  identified: { de: "Ursache gefunden", en: "Identified" },
  monitoring: { de: "Wird beobachtet", en: "Monitoring" },
  resolved: { de: "Behoben", en: "Resolved" },
  postmortem: { de: "Nachbericht", en: "Postmortem" },
  scheduled: { de: "Geplant", en: "Scheduled" },
  reminder: { de: "Erinnerung", en: "Reminder" },
  begun: { de: "Hat begonnen", en: "Begun" },
  moved: { de: "Verschoben", en: "Moved" },
  done: { de: "Abgeschlossen", en: "Completed" },
  cancelled: { de: "Abgesagt", en: "Called off" },
};

export const impactWords: Record<Impact, { de: string; en: string }> = {
  none: { de: "nicht betroffen", en: "not affected" },
  degraded: { de: "eingeschränkt", en: "degraded" },
  down: { de: "gestört", en: "down" },
  maintenance: { de: "Wartung", en: "maintenance" },
};

type Words = { title: string; title_en: string | null };

export function titleOf({ title, title_en }: Words, language: Language): string {
  return language === "en" ? (title_en ?? title) : title;
}

/** A text and the language it is in: what nobody translated stays in German, and is marked as such. */
export function textOf(words: { text: string; text_en: string | null }, language: Language) {
  return language === "en" && words.text_en
    ? { text: words.text_en, language: "en" as const }
    : { text: words.text, language: "de" as const };
}

function isOpen({ published_at, closed_at, dropped_at }: Notice): boolean {
  return published_at !== null && closed_at === null && dropped_at === null;
}

/** Maintenance that has begun by a moment and is not over. */
export function isRunning(notice: Notice, at: string): boolean {
  return notice.kind === "maintenance" && isOpen(notice) && notice.begins_at <= at;
}

/** What a notice says now of the components: the last update says it whole. */
export function impactsNow({ updates }: Told): ImpactOn[] {
  return updates.findLast(({ state }) => state !== "postmortem")?.impacts ?? [];
}

/** Every component a notice ever touched: whoever was told of the beginning is told of the end. */
export function touched({ updates }: Told): number[] {
  return [...new Set(updates.flatMap(({ impacts }) => impacts.map(({ component_id }) => component_id)))];
}

export function stateNow({ updates }: Told): UpdateState | null {
  return updates.findLast(({ state }) => state !== "postmortem" && state !== "reminder")?.state ?? null;
}
