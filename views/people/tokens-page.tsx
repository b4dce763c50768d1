import type { Fields } from "#src/http/form.ts";
import { capital, numberWord } from "#src/number-words.ts";
import type { ApiToken } from "#src/people/token.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Input, Select } from "#views/ui/field.tsx";
import { Moment } from "#views/ui/moment.tsx";
import { Secret } from "#views/ui/secret.tsx";
import { PeopleSections } from "./people-page.tsx";

/** `secret` is a token that was just issued. */
type Props = {
  reader: Reader;
  tokens: readonly ApiToken[];
  secret: string | null;
  values?: Fields;
  errors?: Fields;
};

export function TokensPage({ reader, tokens, secret, values = {}, errors = {} }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  return (
    <Layout title={say({ de: "API-Token", en: "API tokens" })} reader={reader} current="people">
      <div class="lead">
        <h1 safe>{summary(reader, tokens)}</h1>
        <p>
          {say({ de: "Ein Token lässt ein Programm an", en: "A token lets a program use" })} <code>/api/v1</code>
          {say({
            de: " heran, mit «Authorization: Bearer …».",
            en: ', with "Authorization: Bearer …".',
          })}
        </p>
        <PeopleSections reader={reader} current="/people/tokens" />
      </div>
      {secret ? (
        <Secret
          reader={reader}
          title={tell({ de: "Der neue Token", en: "The new token" })}
          secret={secret}
          means={tell({
            de: "Legen Sie ihn dort ab, wo das Programm ihn liest. Gespeichert ist nur ein Prüfwert, wir können ihn nicht nochmals zeigen.",
            en: "Put it where the program reads it. Only a check value is stored, we cannot show it again.",
          })}
        />
      ) : null}
      {tokens.length > 0 ? <Tokens reader={reader} tokens={tokens} /> : null}
      <Issue reader={reader} values={values} errors={errors} />
    </Layout>
  );
}

function summary(reader: Reader, tokens: readonly ApiToken[]): string {
  const tell = tellIn(reader.language);
  const count = tokens.filter(({ revoked_at }) => revoked_at === null).length;
  if (count === 0) return tell({ de: "Kein Programm hat Zugang.", en: "No program has access." });
  if (count === 1) return tell({ de: "Ein Token gilt.", en: "One token works." });
  const number = capital(numberWord(count, reader.language));
  return tell({ de: `${number} Token gelten.`, en: `${number} tokens work.` });
}

function Tokens({ reader, tokens }: { reader: Reader; tokens: readonly ApiToken[] }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Ausgestellt", en: "Issued" })}</h2>
      </header>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{say({ de: "Wofür", en: "For" })}</th>
            <th scope="col">{say({ de: "Darf", en: "May" })}</th>
            <th scope="col">{say({ de: "ausgestellt", en: "issued" })}</th>
            <th scope="col">{say({ de: "zuletzt benutzt", en: "last used" })}</th>
            <th scope="col">{say({ de: "Zustand", en: "State" })}</th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <TokenRow reader={reader} token={token} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TokenRow({ reader, token }: { reader: Reader; token: ApiToken }): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  return (
    <tr>
      <td class="name" safe>
        {token.name}
      </td>
      <td>
        {token.scope === "write"
          ? say({ de: "lesen und schreiben", en: "read and write" })
          : say({ de: "lesen", en: "read" })}
      </td>
      <td class="wide" data-label={say({ de: "ausgestellt", en: "issued" })}>
        <Moment at={token.created_at} reader={reader} />
      </td>
      <td class="wide" data-label={say({ de: "zuletzt benutzt", en: "last used" })}>
        {token.last_used_at ? (
          <Moment at={token.last_used_at} reader={reader} />
        ) : (
          <span>{say({ de: "noch nie", en: "never" })}</span>
        )}
      </td>
      <td>
        {token.revoked_at ? (
          <span class="soft">
            {say({ de: "widerrufen", en: "revoked" })} <Moment at={token.revoked_at} reader={reader} />
          </span>
        ) : (
          <form method="post" action={`/people/tokens/${token.id}/revocation`}>
            <button
              type="submit"
              class="link"
              aria-label={tell({ de: `${token.name} widerrufen`, en: `Revoke ${token.name}` })}
            >
              {say({ de: "Widerrufen", en: "Revoke" })}
            </button>
          </form>
        )}
      </td>
    </tr>
  );
}

function Issue({ reader, values, errors }: { reader: Reader; values: Fields; errors: Fields }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Token ausstellen", en: "Issue a token" })}</h2>
      </header>
      <form method="post" action="/people/tokens" class="fields">
        <Input
          name="name"
          label={say({ de: "Wofür", en: "What for" })}
          autocomplete="off"
          placeholder={say({ de: "Wochenbericht im Intranet", en: "Weekly report on the intranet" })}
          value={values["name"]}
          error={errors["name"]}
          required
        />
        <Select
          name="scope"
          label={say({ de: "Darf", en: "May" })}
          options={[
            { value: "read", label: say({ de: "lesen", en: "read" }) },
            { value: "write", label: say({ de: "lesen und schreiben", en: "read and write" }) },
          ]}
          value={values["scope"] ?? "read"}
          error={errors["scope"]}
        />
        <div class="buttons full">
          <button type="submit">{say({ de: "Ausstellen", en: "Issue" })}</button>
        </div>
      </form>
    </section>
  );
}
