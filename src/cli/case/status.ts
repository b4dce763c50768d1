import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { readCompany } from "#src/settings/store.ts";
import { addComponent, addGroup } from "#src/status/component-actions.ts";
import { momentOf } from "#src/status/days.ts";
import { checksToChooseFrom } from "#src/status/from-checks.ts";
import { draftMaintenance } from "#src/status/maintenance-actions.ts";
import type { Impact } from "#src/status/notice.ts";
import { draftIncident, publishNotice, updateIncident, writePostmortem } from "#src/status/notice-actions.ts";
import { addTemplate } from "#src/status/template-actions.ts";
import { addDays, type Day, dayIn } from "#src/when.ts";

const day_ms = 86_400_000;

/** What the status page of the demo shows: five components, three of them fed by checks, an incident of twelve days ago with its postmortem, and work next week. */
export function writeStatus(db: Database, { by, at }: Done): void {
  const { time_zone } = readCompany(db);
  const today = dayIn(time_zone, at);
  const born: Done = { by, at: new Date(at.getTime() - 120 * day_ms) };
  const hosting = addGroup(db, { name: "Hosting", name_en: "Hosting" }, born);
  const access = addGroup(db, { name: "Zugang und Hilfe", name_en: "Access and support" }, born);
  const checks = new Map(checksToChooseFrom(db).map(({ id, name }) => [name, id]));
  const add = (name: string, name_en: string, group_id: number, fedBy?: string) => {
    const fed = checks.get(fedBy ?? "");
    const words = { name, name_en, group_id, about: null, about_en: null, rule: "worst" as const };
    return addComponent(db, { ...words, checks: fed === undefined ? [] : [fed] }, born);
  };
  add("Webhosting", "Web hosting", hosting, "Website");
  const mail = add("E-Mail", "E-mail", hosting);
  const panel = add("Controlpanel", "Control panel", access);
  add("Workspace", "Workspace", access, "Workspace");
  add("Hilfe-Center", "Help centre", access, "Hilfe-Center");
  writeIncident(db, mail, (clock) => ({ by, at: new Date(momentOf(`${addDays(today, -12)}T${clock}`, time_zone)) }));
  writeMaintenance(db, panel, nextFriday(today), { by, at: new Date(at.getTime() - day_ms) });
  writeTemplates(db, { by, at });
}

type At = (clock: string) => Done;

function writeIncident(db: Database, mail: number, on: At): void {
  const impacts = (impact: Impact) => [{ component_id: mail, impact }];
  const id = draftIncident(
    db,
    {
      title: "E-Mail wird verzögert zugestellt",
      title_en: "E-mail is delivered late",
      text: "Einzelne Absender erhalten den Fehler 451. Verloren geht nichts: Die Absender versuchen es wieder.",
      text_en: "Some senders receive error 451. Nothing is lost: senders try again.",
      state: "investigating",
      impacts: impacts("down"),
      begins_at: on("08:02").at.toISOString(),
    },
    on("08:12"),
  );
  publishNotice(db, id, true, on("08:12"));
  updateIncident(
    db,
    id,
    {
      state: "identified",
      text: "Ein Filter hat Zustellungen verzögert. Die Warteschlange wird abgearbeitet.",
      text_en: "A filter held deliveries back. The queue is being worked off.",
      impacts: impacts("degraded"),
      tells: 1,
    },
    on("08:40"),
  );
  updateIncident(
    db,
    id,
    {
      state: "resolved",
      text: "Die Warteschlange ist leer, alle Mails sind zugestellt.",
      text_en: "The queue is empty, all mail has been delivered.",
      impacts: impacts("none"),
      tells: 1,
    },
    on("09:35"),
  );
  writePostmortem(
    db,
    id,
    {
      text: "Eine neue Regel des Spamfilters wies Absender vorläufig ab, deren Namensauflösung langsam war. Wir haben die Frist verlängert und prüfen neue Regeln jetzt eine Stunde lang, bevor sie für alle gelten.",
      text_en:
        "A new rule of the spam filter turned away senders whose name resolution was slow. We have extended the limit, and new rules are now tried for an hour before they apply to everybody.",
      tells: 1,
    },
    on("16:00"),
  );
}

function writeMaintenance(db: Database, panel: number, day: Day, done: Done): void {
  const { time_zone } = readCompany(db);
  const id = draftMaintenance(
    db,
    {
      title: "Wartung Controlpanel",
      title_en: "Control panel maintenance",
      text: "Wir spielen eine neue Version ein. Websites und E-Mail laufen weiter.",
      text_en: "We install a new version. Websites and e-mail keep running.",
      begins_at: momentOf(`${day}T22:00`, time_zone),
      ends_at: momentOf(`${day}T23:30`, time_zone),
      components: [panel],
      reminder_min: "1440 60",
    },
    done,
  );
  publishNotice(db, id, true, done);
}

/** At least two days ahead, so that the page always has something planned. */
function nextFriday(today: Day): Day {
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay();
  const ahead = (5 - weekday + 7) % 7;
  return addDays(today, ahead < 2 ? ahead + 7 : ahead);
}

function writeTemplates(db: Database, done: Done): void {
  addTemplate(
    db,
    {
      kind: "incident",
      name: "Zustellung verzögert",
      title: "E-Mail wird verzögert zugestellt",
      title_en: "E-mail is delivered late",
      text: "Mails kommen verspätet an. Verloren geht nichts. Wir melden uns in 30 Minuten wieder.",
      text_en: "Mail arrives late. Nothing is lost. We will write again in 30 minutes.",
    },
    done,
  );
}
