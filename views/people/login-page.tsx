import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { PlainLayout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";
import { formatTime } from "#views/ui/moment.tsx";

export type LogInTrouble = { kind: "wrong" } | { kind: "too-many"; again_at: string };

type Props = { reader: Reader; left?: boolean; trouble?: LogInTrouble; values?: Fields; errors?: Fields };

export function LogInPage({ reader, left = false, trouble, values = {}, errors = {} }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const company = reader.company.name;
  const heading = left
    ? tell({ de: "Sie sind abgemeldet.", en: "You are logged out." })
    : tell({ de: `Anmelden bei ${company}`, en: `Log in to ${company}` });
  return (
    <PlainLayout title={say({ de: "Anmelden", en: "Log in" })} reader={reader}>
      <div class="lead">
        <p>
          <span class="wordmark">Aktion</span>
        </p>
        <h1 safe>{heading}</h1>
      </div>
      <section>
        {trouble ? (
          <p class="notice" role="alert" safe>
            {sentenceOf(trouble, reader)}
          </p>
        ) : null}
        <form method="post" action={reader.path} class="fields" hx-boost="false">
          <Input
            name="email"
            type="email"
            label={say({ de: "E-Mail", en: "E-mail" })}
            autocomplete="username"
            value={values["email"]}
            error={errors["email"]}
            required
            full
          />
          <Input
            name="password"
            type="password"
            label={say({ de: "Passwort", en: "Password" })}
            autocomplete="current-password"
            error={errors["password"]}
            required
            full
          />
          <div class="buttons full">
            <button type="submit">{say({ de: "Anmelden", en: "Log in" })}</button>
            <span class="soft">
              {say({
                de: "Passwort vergessen? Eine Inhaberin oder ein Inhaber kann Ihnen einen Link ausstellen.",
                en: "Forgot your password? An owner can issue you a link.",
              })}
            </span>
          </div>
        </form>
      </section>
    </PlainLayout>
  );
}

function sentenceOf(trouble: LogInTrouble, reader: Reader): string {
  const tell = tellIn(reader.language);
  if (trouble.kind === "wrong")
    return tell({ de: "E-Mail oder Passwort stimmt nicht.", en: "E-mail or password is not right." });
  const time = formatTime(trouble.again_at, reader.company.time_zone);
  return tell({
    de: `Das waren zu viele Versuche. Ab ${time} Uhr können Sie es wieder versuchen.`,
    en: `That was too many tries. You can try again from ${time}.`,
  });
}
