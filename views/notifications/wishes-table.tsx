import { kindWords, mailKinds, notificationKinds, type Way, type WishKind } from "#src/notifications/kind.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { WishesProps } from "./wishes-page.tsx";

const wayWords = {
  off: { de: "nicht", en: "not" },
  here: { de: "hier", en: "here" },
  mail: { de: "hier und per Mail", en: "here and by mail" },
} as const;

/** What there is to hear of, a line each, and by which way. */
export function WishesTable({ reader, ways, typed }: WishesProps): JSX.Element {
  const say = sayIn(reader.language);
  const { language } = reader;
  const chosen = (kind: WishKind) => typed?.values[`way-${kind}`] ?? ways.get(kind);
  return (
    <section>
      <header>
        <h2>{say({ de: "Wovon", en: "Of what" })}</h2>
      </header>
      <div class="table">
        <table class="wishes stack">
          <thead>
            <tr>
              <th scope="col">{say({ de: "Wovon", en: "Of what" })}</th>
              {(["off", "here", "mail"] as const).map((way) => (
                <th scope="col">{wayWords[way][language]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...notificationKinds, ...mailKinds].map((kind) => (
              <tr>
                <th scope="row" id={`kind-${kind}`} safe>
                  {kindWords[kind][language]}
                </th>
                {(["off", "here", "mail"] as const).map((way) => (
                  <td>
                    {way === "here" && isMailOnly(kind) ? null : (
                      <Choice {...{ reader, kind, way }} checked={chosen(kind) === way} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const isMailOnly = (kind: WishKind) => (mailKinds as readonly WishKind[]).includes(kind);

type ChoiceProps = { reader: Reader; kind: WishKind; way: Way; checked: boolean };

function Choice({ reader, kind, way, checked }: ChoiceProps): JSX.Element {
  const say = sayIn(reader.language);
  const word =
    way === "mail" && isMailOnly(kind) ? say({ de: "per Mail", en: "by mail" }) : wayWords[way][reader.language];
  return (
    <label class="tick">
      <input
        type="radio"
        name={`way-${kind}`}
        value={way}
        checked={checked}
        aria-label={`${kindWords[kind][reader.language]}: ${word}`}
      />{" "}
      <span class="narrow">{word}</span>
    </label>
  );
}
