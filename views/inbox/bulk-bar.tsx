import { mostInBulk } from "#src/inbox/bulk.ts";
import { type BulkShown, bulkSentence } from "#src/inbox/bulk-shown.ts";
import type { InboxShown } from "#src/inbox/inbox-page.ts";
import { stateWords, ticketStates } from "#src/inbox/ticket.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { UndoBulk } from "./bulk-page.tsx";
import { KnownTags } from "./ticket-tags.tsx";

type Props = { reader: Reader; shown: InboxShown };

/**
 * What can be done with the ticked tickets. It stands below the list and appears as soon as one is ticked (app.css), without any script.
 * Tagging stands first: Enter in a field presses the first button.
 */
export function BulkBar({ reader, shown }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const { values, error } = shown.bulk;
  return (
    <fieldset class="bulk-bar">
      <legend>
        <span data-picked={say({ de: "{n} ausgewählt", en: "{n} chosen" })}>
          {say({ de: "Mit den ausgewählten", en: "With the chosen ones" })}
        </span>
      </legend>
      {error === null ? null : (
        <p class="error" role="alert" safe>
          {error}
        </p>
      )}
      <span class="pick">
        <input
          name="tag"
          list="known-tags"
          autocomplete="off"
          value={values["tag"]}
          aria-label={say({ de: "Schlagwort", en: "Tag" })}
          placeholder={say({ de: "Schlagwort", en: "tag" })}
        />
        <Press verb="tag">{say({ de: "Dazu", en: "Add" })}</Press>
        <Press verb="untag">{say({ de: "Weg", en: "Remove" })}</Press>
        <KnownTags names={shown.bulk.known_tags} />
      </span>
      <span class="pick">
        <select name="state" aria-label={say({ de: "Status", en: "State" })}>
          {ticketStates.map((state) => (
            <option value={state} selected={state === (values["state"] ?? "closed")} safe>
              {stateWords[state][reader.language]}
            </option>
          ))}
        </select>
        <Press verb="state">{say({ de: "Status setzen", en: "Set state" })}</Press>
      </span>
      <span class="pick">
        <select name="person" aria-label={say({ de: "zuständig", en: "assigned to" })}>
          {shown.bulk.members.map(({ id, name }) => (
            <option value={String(id)} selected={String(id) === (values["person"] ?? String(reader.person?.id))} safe>
              {name}
            </option>
          ))}
          <option value="0" selected={values["person"] === "0"}>
            {say({ de: "niemand", en: "nobody" })}
          </option>
        </select>
        <Press verb="assign">{say({ de: "Zuweisen", en: "Assign" })}</Press>
      </span>
      <span class="pick">
        <select name="until" aria-label={say({ de: "bis", en: "until" })}>
          <option value="tomorrow">{say({ de: "bis morgen", en: "until tomorrow" })}</option>
          <option value="monday">{say({ de: "bis Montag", en: "until Monday" })}</option>
          <option value="week">{say({ de: "eine Woche", en: "for a week" })}</option>
        </select>
        <Press verb="snooze">{say({ de: "Zurückstellen", en: "Put off" })}</Press>
      </span>
      {shown.bulk.targets.length > 1 ? (
        <span class="pick">
          <select name="mailbox" aria-label={say({ de: "Postfach", en: "Mailbox" })}>
            {shown.bulk.targets.map(({ slug, name }) => (
              <option value={slug} selected={slug === values["mailbox"]} safe>
                {name}
              </option>
            ))}
          </select>
          <Press verb="move">{say({ de: "Verschieben", en: "Move" })}</Press>
        </span>
      ) : null}
      <span class="pick">
        <Press verb="merge">{say({ de: "Zusammenführen …", en: "Merge …" })}</Press>
      </span>
      <WholeList {...{ reader, shown }} />
    </fieldset>
  );
}

function Press({ verb, children }: { verb: string; children: string }): JSX.Element {
  return (
    <button type="submit" name="do" value={verb} class="plain">
      {children as "safe"}
    </button>
  );
}

/** More than the page shows: all of the list, where its number is known. */
function WholeList({ reader, shown }: Props): JSX.Element {
  const { total } = shown.bulk;
  if (total === null || total <= shown.tickets.length) return <></>;
  const words = tellIn(reader.language)(
    total > mostInBulk
      ? { de: `die ersten ${mostInBulk} dieser Liste`, en: `the first ${mostInBulk} of this list` }
      : { de: `alle ${total} dieser Liste`, en: `all ${total} of this list` },
  );
  return (
    <label class="whole">
      <input type="checkbox" name="all" value="yes" checked={shown.bulk.values["all"] !== undefined} />{" "}
      <span safe>{words}</span>
    </label>
  );
}

/** What was just done, and the way back: the first thing on the list. */
export function BulkFlash({ reader, done }: { reader: Reader; done: BulkShown | null }): JSX.Element {
  const say = sayIn(reader.language);
  if (done === null) return <></>;
  const more = done.reasons.length > 0;
  return (
    <div class="notice bulk-flash" role="status">
      <p>
        <span safe>{bulkSentence(done)[reader.language]}</span>
        {more ? (
          <>
            {" "}
            <span safe>{done.reasons.map(({ why, n }) => `${n}: ${why[reader.language]}`).join(" ")}</span>
          </>
        ) : null}{" "}
        <a href={`/inbox/bulk/${done.id}`}>{say({ de: "Einzelheiten", en: "Details" })}</a>
      </p>
      <UndoBulk reader={reader} shown={done} />
    </div>
  );
}
