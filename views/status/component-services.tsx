import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";

export type ServiceChoice = { id: number; name: string; name_en: string | null };

type Props = {
  reader: Reader;
  action: string;
  services: readonly ServiceChoice[];
  chosen: readonly number[];
  /** Services that the checks behind the component watch: they count by themselves. */
  fed: readonly string[];
};

/** Which services of the register a component stands for: an incident names them, and they name the incident. */
export function ComponentServices({ reader, action, services, chosen, fed }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="services">
      <header>
        <h2>{say({ de: "Dienste im Register", en: "Services of the register" })}</h2>
      </header>
      {fed.length > 0 ? (
        <p class="soft">
          <span>{say({ de: "Durch ihre Prüfungen schon verbunden:", en: "Linked already by its checks:" })}</span>{" "}
          <span safe>{fed.join(", ")}</span>
        </p>
      ) : null}
      <form method="post" action={action} class="fields">
        <fieldset class="full ticks">
          <legend class="soft">{say({ de: "Steht für", en: "Stands for" })}</legend>
          {services.length === 0 ? (
            <p class="soft">{say({ de: "Noch kein Dienst im Register.", en: "No service in the register yet." })}</p>
          ) : null}
          {services.map((service) => (
            <p class="tick">
              <label>
                <input
                  type="checkbox"
                  name={`service-${service.id}`}
                  value="yes"
                  checked={chosen.includes(service.id)}
                />
                <span safe>{named(service, reader.language)}</span>
              </label>
            </p>
          ))}
        </fieldset>
        <div class="buttons full">
          <button type="submit" class="plain">
            {say({ de: "Dienste speichern", en: "Save services" })}
          </button>
        </div>
      </form>
    </section>
  );
}
