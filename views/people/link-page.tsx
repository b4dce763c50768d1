import type { PropsWithChildren } from "@kitajs/html";
import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { PlainLayout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";

type Typing = { reader: Reader; values?: Fields; errors?: Fields };

/** The first page of all: whoever started Aktion makes themselves its first owner. */
export function SetUpPage({ reader, values = {}, errors = {} }: Typing): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <LinkPage
      reader={reader}
      title={say({ de: "Aktion einrichten", en: "Set up Aktion" })}
      lead={say({ de: "Willkommen. Richten Sie Aktion ein.", en: "Welcome. Set up Aktion." })}
      more={say({
        de: "Sie werden die erste Person, die Aktion verwaltet. Danach folgt eine Seite zu Ihrer Firma, dann das Register.",
        en: "You become the first person who manages Aktion. Then comes one page about your company, then the register.",
      })}
    >
      <Input
        name="name"
        label={say({ de: "Ihr Name", en: "Your name" })}
        autocomplete="name"
        value={values["name"]}
        error={errors["name"]}
        required
        full
      />
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
      <NewPassword reader={reader} error={errors["password"]} />
      <div class="buttons full">
        <button type="submit">{say({ de: "Weiter zur Firma", en: "On to the company" })}</button>
      </div>
    </LinkPage>
  );
}

type Known = Typing & { email: string; name: string };

export function InvitationPage({ reader, email, name, values = {}, errors = {} }: Known): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  return (
    <LinkPage
      reader={reader}
      title={say({ de: "Einladung", en: "Invitation" })}
      lead={tell({ de: `Willkommen bei ${reader.company.name}.`, en: `Welcome to ${reader.company.name}.` })}
      more={say({
        de: "Wählen Sie ein Passwort, dann sind Sie angemeldet.",
        en: "Choose a password, and you are logged in.",
      })}
    >
      <Account reader={reader} email={email} />
      <Input
        name="name"
        label={say({ de: "Ihr Name", en: "Your name" })}
        autocomplete="name"
        value={values["name"] ?? name}
        error={errors["name"]}
        required
        full
      />
      <NewPassword reader={reader} error={errors["password"]} />
      <div class="buttons full">
        <button type="submit">{say({ de: "Beitreten", en: "Join" })}</button>
      </div>
    </LinkPage>
  );
}

export function ResetPage({ reader, email, errors = {} }: Omit<Known, "name">): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <LinkPage
      reader={reader}
      title={say({ de: "Neues Passwort", en: "New password" })}
      lead={say({ de: "Wählen Sie ein neues Passwort.", en: "Choose a new password." })}
      more={say({
        de: "Damit enden alle Ihre Anmeldungen auf anderen Geräten.",
        en: "This ends all your sessions on other devices.",
      })}
    >
      <Account reader={reader} email={email} />
      <NewPassword reader={reader} error={errors["password"]} />
      <div class="buttons full">
        <button type="submit">{say({ de: "Passwort setzen", en: "Set password" })}</button>
      </div>
    </LinkPage>
  );
}

type Frame = PropsWithChildren<{ reader: Reader; title: string; lead: string; more: string }>;

function LinkPage({ reader, title, lead, more, children }: Frame): JSX.Element {
  return (
    <PlainLayout title={title} reader={reader}>
      <div class="lead">
        <p>
          <span class="wordmark">Aktion</span>
        </p>
        <h1 safe>{lead}</h1>
        <p safe>{more}</p>
      </div>
      <section>
        <form method="post" action={reader.path} class="fields" hx-boost="false">
          {children}
        </form>
      </section>
    </PlainLayout>
  );
}

/** Not to be changed here, but password managers want to see whose password it is. */
function Account({ reader, email }: { reader: Reader; email: string }): JSX.Element {
  const label = sayIn(reader.language)({ de: "E-Mail", en: "E-mail" });
  return <Input name="email" type="email" label={label} autocomplete="username" value={email} readonly full />;
}

export function NewPassword({ reader, error }: { reader: Reader; error: string | undefined }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Input
      name="password"
      type="password"
      label={say({ de: "Neues Passwort", en: "New password" })}
      autocomplete="new-password"
      hint={say({
        de: "Mindestens 12 Zeichen. Ein kurzer Satz ist leicht zu merken und schwer zu erraten.",
        en: "At least 12 characters. A short sentence is easy to remember and hard to guess.",
      })}
      error={error}
      required
      full
    />
  );
}
