import type { AfterTicket, Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Select } from "#views/ui/field.tsx";

const afterWords: Record<AfterTicket, { de: string; en: string }> = {
  stay: { de: "bei der Anfrage bleiben", en: "stay with the ticket" },
  next: { de: "zur nächsten Anfrage der Liste", en: "go to the next ticket of the list" },
  list: { de: "zurück zur Liste", en: "go back to the list" },
};

/** How somebody works: single keys as shortcuts, and where a ticket leads once it is done. */
export function WorkingOf({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  const { single_keys, after_ticket } = reader.working ?? { single_keys: true, after_ticket: "stay" };
  return (
    <section id="working">
      <header>
        <h2>{say({ de: "Arbeiten mit Anfragen", en: "Working with tickets" })}</h2>
        <a href="/inbox/keys">{say({ de: "Alle Tasten", en: "All keys" })}</a>
      </header>
      <form method="post" action="/people/me/working" class="fields" hx-boost="false">
        <Select
          name="after_ticket"
          label={say({ de: "Nach dem Senden, Erledigen, Zurückstellen", en: "After sending, closing, putting off" })}
          options={Object.entries(afterWords).map(([value, words]) => ({ value, label: words[reader.language] }))}
          value={after_ticket}
        />
        <Select
          name="single_keys"
          label={say({ de: "Einzelne Tasten als Kürzel", en: "Single keys as shortcuts" })}
          options={[
            { value: "on", label: say({ de: "ein", en: "on" }) },
            { value: "off", label: say({ de: "aus", en: "off" }) },
          ]}
          value={single_keys ? "on" : "off"}
        />
        <div class="buttons full">
          <button type="submit" class="plain">
            {say({ de: "Arbeitsweise ändern", en: "Change how I work" })}
          </button>
        </div>
      </form>
    </section>
  );
}
