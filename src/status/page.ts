import type { Language } from "#src/say.ts";

export const incidentsFromChecks = ["never", "draft", "publish"] as const;

/** What an owner sets of the public page. */
export type PageSettings = {
  is_public: 0 | 1;
  name: string | null;
  intro: string | null;
  intro_en: string | null;
  colour: string;
  contact_url: string | null;
  host: string | null;
  stand_host: string | null;
  incidents_from_checks: (typeof incidentsFromChecks)[number];
  takes_subscribers: 0 | 1;
  export_folder: string | null;
};

export type StatusPage = PageSettings & { logo_sha256: string | null };

export function introOf({ intro, intro_en }: PageSettings, language: Language): string | null {
  return language === "en" ? (intro_en ?? intro) : intro;
}
