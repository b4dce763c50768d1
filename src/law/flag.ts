import type { Day } from "#src/when.ts";
import type { Words } from "./interval.ts";

/** What may bring an adequacy finding down, or what it does not answer. Told so that it holds on any day it is shown. */
export const flagWords = {
  "risk:fisa702": {
    de: "FISA 702: US-Nachrichtendienste können bei Anbietern unter US-Recht Daten von Personen ausserhalb der USA erheben.",
    en: "FISA 702: US intelligence services can collect data of people outside the US from providers under US law.",
  },
  "risk:cloud-act": {
    de: "CLOUD Act: Ein Anbieter unter US-Recht muss Daten herausgeben, über die er verfügt, wo auch immer der Server steht.",
    en: "CLOUD Act: a provider under US law must hand over data within its control, wherever the server stands.",
  },
  "risk:litigation-pending": {
    de: "Das EU-U.S. Data Privacy Framework wird vor den EU-Gerichten angefochten (T-553/23; Rechtsmittel C-703/25 P).",
    en: "The EU-U.S. Data Privacy Framework is being challenged before the EU courts (T-553/23; appeal C-703/25 P).",
  },
  "risk:ftc-independence-lost-2026-06-29": {
    de: "Die US-Aufsicht FTC, auf die sich das Data Privacy Framework stützt, ist seit dem Urteil Trump v. Slaughter vom 29.06.2026 nicht mehr unabhängig.",
    en: "The FTC, the US authority on which the Data Privacy Framework relies, is no longer independent since the ruling Trump v. Slaughter of 29.06.2026.",
  },
} as const satisfies Record<string, Words>;

export type Flag = keyof typeof flagWords;

/** A flag that carries a day in its name was not there before that day. */
export function flagsOn(flags: readonly string[], on: Day): Flag[] {
  return flags.filter(isFlag).filter((flag) => (/\d{4}-\d{2}-\d{2}$/.exec(flag)?.[0] ?? on) <= on);
}

export function isFlag(text: string): text is Flag {
  return Object.hasOwn(flagWords, text);
}
