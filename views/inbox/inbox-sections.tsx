import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Sections } from "#views/ui/sections.tsx";

/** The pages of the inbox, side by side. */
export function InboxSections({ reader, current }: { reader: Reader; current: string }): JSX.Element {
  const say = sayIn(reader.language);
  const items = [
    { href: "/inbox", label: say({ de: "Anfragen", en: "Tickets" }) },
    { href: "/inbox/customers", label: say({ de: "Kundschaft", en: "Customers" }) },
  ];
  return (
    <Sections label={say({ de: "Seiten der Anfragen", en: "Pages of the inbox" })} items={items} current={current} />
  );
}
