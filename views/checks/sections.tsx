import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Sections } from "#views/ui/sections.tsx";

/** The pages of the checks, side by side. */
export function CheckSections({ reader, current }: { reader: Reader; current: string }): JSX.Element {
  const say = sayIn(reader.language);
  const items = [
    { href: "/checks", label: say({ de: "Prüfungen", en: "Checks" }) },
    { href: "/checks/maintenance", label: say({ de: "Wartung", en: "Maintenance" }) },
    { href: "/checks/alerts", label: say({ de: "Alarme", en: "Alerts" }) },
    { href: "/checks/observer", label: say({ de: "Beobachter", en: "Observer" }) },
    { href: "/checks/import", label: say({ de: "Export, Import", en: "Export, import" }) },
    ...(may(reader, "member")
      ? [{ href: "/checks/new", label: say({ de: "Prüfung anlegen", en: "Make a check" }) }]
      : []),
  ];
  return <Sections label={say({ de: "Prüfungen", en: "Checks" })} items={items} current={current} />;
}
