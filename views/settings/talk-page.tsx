import type { Fields } from "#src/http/form.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import type { TalkRoom } from "#src/outbox/talk-store.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";
import { DeliveryLine } from "./delivery-line.tsx";
import { SettingsSections } from "./settings-page.tsx";

type Shown = { room: TalkRoom; deliveries: readonly Delivery[] };
type Props = { reader: Reader; rooms: readonly Shown[]; values: Fields; errors: Fields };

export function TalkPage({ reader, rooms, values, errors }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title="Nextcloud Talk" reader={reader} current="settings">
      <div class="lead">
        <h1>
          {rooms.length === 0
            ? say({ de: "In Nextcloud Talk erfährt niemand etwas.", en: "Nobody is told in Nextcloud Talk." })
            : say({ de: "Aktion schreibt in Nextcloud Talk.", en: "Aktion writes to Nextcloud Talk." })}
        </h1>
        <p>
          {say({
            de: "Auf dem Nextcloud-Server legt jemand mit Zugang zur Kommandozeile einen Bot an; das Geheimnis kommt hierher, und der Bot wird in der Unterhaltung eingeschaltet:",
            en: "On the Nextcloud server somebody with access to the command line installs a bot; its secret comes here, and the bot is switched on in the conversation:",
          })}
        </p>
        <code class="secret">occ talk:bot:install --feature=response Aktion GEHEIMNIS https://example.invalid</code>
        <SettingsSections reader={reader} current="/settings/talk" />
      </div>
      {rooms.map((shown) => (
        <RoomSection reader={reader} {...shown} />
      ))}
      <section>
        <header>
          <h2>{say({ de: "Eine Unterhaltung", en: "A conversation" })}</h2>
        </header>
        <form method="post" action="/settings/talk" class="fields">
          <Input name="name" label="Name" value={values["name"]} error={errors["name"]} required />
          <Input
            name="server"
            type="url"
            label={say({ de: "Adresse der Nextcloud", en: "Address of the Nextcloud" })}
            value={values["server"]}
            error={errors["server"]}
            placeholder="https://cloud.example.ch"
            required
          />
          <Input
            name="token"
            label={say({ de: "Kürzel der Unterhaltung", en: "Token of the conversation" })}
            value={values["token"]}
            error={errors["token"]}
            hint={say({ de: "Der letzte Teil ihrer Adresse.", en: "The last part of its address." })}
            required
          />
          <Input
            name="secret"
            type="password"
            label={say({ de: "Geheimnis des Bots", en: "Secret of the bot" })}
            error={errors["secret"]}
            autocomplete="new-password"
            hint={say({ de: "Wird versiegelt und nie wieder gezeigt.", en: "It is sealed, and never shown again." })}
            required
          />
          <div class="buttons full">
            <button type="submit">{say({ de: "Hinzufügen", en: "Add" })}</button>
          </div>
        </form>
      </section>
    </Layout>
  );
}

function RoomSection({ reader, room, deliveries }: Shown & { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  const path = `/settings/talk/${room.id}`;
  return (
    <section id={`room-${room.id}`}>
      <header>
        <h2 safe>{room.name}</h2>
        <form method="post" action={`${path}/test`}>
          <button type="submit" class="plain">
            {say({ de: "Probe senden", en: "Send a trial" })}
          </button>
        </form>
      </header>
      <p class="soft" safe>
        {room.server}
      </p>
      {deliveries.length === 0 ? (
        <p class="soft">{say({ de: "Noch nichts gesendet.", en: "Nothing sent yet." })}</p>
      ) : null}
      <ul class="lines">
        {deliveries.map((delivery) => (
          <DeliveryLine reader={reader} delivery={delivery} />
        ))}
      </ul>
      <form method="post" action={`${path}/removal`} class="buttons soft">
        <button type="submit" class="link">
          {say({ de: "Entfernen", en: "Remove" })}
        </button>
      </form>
    </section>
  );
}
