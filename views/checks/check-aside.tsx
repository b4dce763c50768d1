import { isAboutOld, settled_days } from "#src/checks/check.ts";
import { everyWords, faceOf, momentWords } from "#src/checks/words.ts";
import { may } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { CheckProps } from "./check-page.tsx";

/** What is asked, how often, what it belongs to, and what can be done with it. */
export function CheckAside({ reader, now, target, parent, system, service, heartbeat }: CheckProps): JSX.Element {
  const { check, latest } = now;
  const { language } = reader;
  const say = sayIn(language);
  const asked = latest ? momentWords(latest.at, reader.company.time_zone, reader.now) : "";
  return (
    <section>
      <header>
        <h2>{say({ de: "Auf einen Blick", en: "At a glance" })}</h2>
      </header>
      <dl class="facts">
        <Fact label={say({ de: "Art", en: "kind" })} text={check.kind} />
        <Fact label={say({ de: "Ziel", en: "target" })} text={target} />
        {heartbeat ? null : (
          <>
            <Fact label={say({ de: "wie oft", en: "how often" })} text={everyWords(check.every_s, language)} />
            <Fact label={say({ de: "gestört nach", en: "down after" })} text={tries(check.confirm_after, language)} />
          </>
        )}
        <Fact label={say({ de: "zuletzt", en: "last" })} text={asked} />
        <Fact
          label={say({ de: "System", en: "system" })}
          text={system?.name ?? ""}
          href={`/services/systems/${system?.slug}`}
        />
        <Fact
          label={say({ de: "Dienst", en: "service" })}
          text={service?.name ?? ""}
          href={`/services/${service?.slug}`}
        />
        <Fact
          label={say({ de: "hängt ab von", en: "depends on" })}
          text={parent?.name ?? ""}
          href={`/checks/${parent?.slug}`}
        />
        <Fact
          label={say({ de: "eigenes Netz", en: "own network" })}
          text={check.addresses === "own-network" ? say({ de: "erlaubt", en: "allowed" }) : ""}
        />
        <Fact label={say({ de: "stumm bis", en: "muted until" })} text={mutedWords(now, reader)} />
        <Fact label={say({ de: "Notiz", en: "note" })} text={check.note ?? ""} />
      </dl>
      {may(reader, "member") ? <Deeds {...{ reader, now }} /> : null}
    </section>
  );
}

/** One line; none where nothing is known. */
function Fact({ label, text, href }: { label: string; text: string; href?: string }): JSX.Element {
  if (text === "") return <></>;
  return (
    <>
      <dt safe>{label}</dt>
      <dd>
        {href ? (
          <a href={href} safe>
            {text}
          </a>
        ) : (
          <span safe>{text}</span>
        )}
      </dd>
    </>
  );
}

function tries(count: number, language: "de" | "en"): string {
  return tellIn(language)({
    de: count === 1 ? "einem Fehlschlag" : `${count} Fehlschlägen`,
    en: count === 1 ? "one failure" : `${count} failures`,
  });
}

function mutedWords({ check }: CheckProps["now"], { now, company }: CheckProps["reader"]): string {
  if (check.muted_until === null || check.muted_until <= now.toISOString()) return "";
  return momentWords(check.muted_until, company.time_zone, now);
}

function Deeds({ reader, now }: Pick<CheckProps, "reader" | "now">): JSX.Element {
  const say = sayIn(reader.language);
  const { check } = now;
  const path = `/checks/${check.slug}`;
  const isMuted = mutedWords(now, reader) !== "";
  if (check.archived_at !== null) return <></>;
  return (
    <>
      <div class="deeds">
        {check.paused_at === null && check.ping_key === null ? (
          <form method="post" action={`${path}/run`}>
            <button type="submit" class="plain">
              {say({ de: "Jetzt prüfen", en: "Check now" })}
            </button>
          </form>
        ) : null}
        <a class="button plain" href={`${path}/edit`}>
          {say({ de: "Ändern", en: "Change" })}
        </a>
      </div>
      {isAboutOld(check) && check.system_id !== null && faceOf(now) === "up" ? (
        <form method="post" action={`${path}/evidence`} class="deeds">
          <button type="submit" class="plain">
            {say({ de: "Als Beleg der Löschung ablegen", en: "File as evidence of the deletion" })}
          </button>
          <small class="soft" safe>
            {tellIn(reader.language)({
              de: `Nach ${settled_days} Tagen geschieht es von selbst.`,
              en: `After ${settled_days} days it happens by itself.`,
            })}
          </small>
        </form>
      ) : null}
      <form method="post" action={`${path}/mute`} class="deeds">
        {isMuted ? (
          <button type="submit" name="hours" value="0" class="link">
            {say({ de: "Wieder melden", en: "Alert again" })}
          </button>
        ) : (
          <>
            <span class="soft">{say({ de: "Stumm für", en: "Mute for" })}</span>
            <button type="submit" name="hours" value="1" class="link">
              {say({ de: "1 Std.", en: "1 h" })}
            </button>
            <button type="submit" name="hours" value="4" class="link">
              {say({ de: "4 Std.", en: "4 h" })}
            </button>
            <button type="submit" name="hours" value="24" class="link">
              {say({ de: "1 Tag", en: "1 day" })}
            </button>
          </>
        )}
      </form>
      <div class="deeds">
        {check.paused_at === null ? (
          <form method="post" action={`${path}/pause`}>
            <button type="submit" class="link">
              {say({ de: "Pausieren", en: "Pause" })}
            </button>
          </form>
        ) : null}
        <form method="post" action={`${path}/archive`}>
          <button type="submit" class="link">
            {say({ de: "Archivieren", en: "Archive" })}
          </button>
        </form>
      </div>
    </>
  );
}
