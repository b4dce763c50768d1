import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { timeZones } from "#src/settings/company.ts";
import { Input, Select } from "#views/ui/field.tsx";

type Props = { reader: Reader; values: Fields; errors: Fields };

/** What both the first page and the settings ask about the company. */
export function CompanyFields({ reader, values, errors }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      <Input
        name="name"
        label={say({ de: "Name der Firma", en: "Company name" })}
        autocomplete="organization"
        value={values["name"]}
        error={errors["name"]}
        required
        full
      />
      <Select
        name="regime"
        label={say({ de: "Recht, nach dem geurteilt wird", en: "Law to judge by" })}
        options={[
          { value: "CH", label: say({ de: "Schweiz (DSG)", en: "Switzerland (FADP)" }) },
          { value: "EU", label: say({ de: "EU (DSGVO)", en: "EU (GDPR)" }) },
        ]}
        value={values["regime"]}
        error={errors["regime"]}
      />
      <Select
        name="time_zone"
        label={say({ de: "Zeitzone", en: "Time zone" })}
        options={timeZones().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
        value={values["time_zone"]}
        error={errors["time_zone"]}
      />
      <Select
        name="language"
        label={say({ de: "Sprache der Firma", en: "Language of the company" })}
        options={[
          { value: "de", label: "Deutsch" },
          { value: "en", label: "English" },
        ]}
        value={values["language"]}
        hint={say({ de: "Jede Person kann ihre eigene wählen.", en: "Everybody can choose their own." })}
        error={errors["language"]}
      />
      <Input
        name="public_address"
        type="url"
        label={say({ de: "Öffentliche Adresse", en: "Public address" })}
        value={values["public_address"]}
        hint={say({
          de: "Steht in Einladungen und Meldungen. Leer: die Adresse, die der Browser gerade benutzt.",
          en: "Used in invitations and notices. Empty: the address the browser is using.",
        })}
        error={errors["public_address"]}
      />
    </>
  );
}
