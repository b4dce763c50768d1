import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { addService, recordReplacement, reportStage, setTarget } from "#src/services/actions.ts";
import type { Said } from "#src/services/facts.ts";
import type { Stage } from "#src/services/stage.ts";
import {
  acceptException,
  addSystem,
  answerCriterion,
  recordPlace,
  reportOldData,
} from "#src/services/system-actions.ts";
import { type Day, dayIn, periodEnd, type When } from "#src/when.ts";
import published from "./aktion-privacy.json" with { type: "json" };
import { writeDeletionRecords } from "./deletion-records.ts";
import {
  addedLicences,
  addedPlaces,
  answersInReports,
  deletedOn,
  exceptionInReports,
  oldDataInReports,
  phrases,
  placesInReports,
  serviceWords,
  stageNotes,
  targetsInReports,
} from "./own-words.ts";
import { systemWords } from "./systems.ts";

/** There is no report headed 09.2020: what happened in September was told in the October report. */
const toldIn: Record<string, string> = { "2020-09": "2020-10" };

const notKnown: When = { on: null, text: null };

type Told = { report: string; happened?: When; note?: string | null; corrects?: number };

/** What a report of that month says: its month's last day is when we first said it. */
function told({ report, happened = notKnown, note = null, corrects }: Told): Said {
  return { happened, reported_on: periodEnd(report), note, corrects };
}

/**
 * Writes the case into an empty register: ten services, nine replacements, four deletions, told by the reports of 10.2020, 12.2020
 * and 02.2021. What the reports leave open stays open; what we added says so and is reported today.
 */
export function writeCase(db: Database, done: Done): void {
  db.transaction(() => {
    for (const system of systemWords) addSystem(db, system, done);
    for (const { id, label_de, label_en, category } of published.services) {
      addService(db, { ...serviceWords(id), slug: id, name: label_de, name_en: label_en, category }, done);
    }
    writeReplacements(db, done);
    for (const service of published.services) writeStages(db, service, done);
    for (const { service, target, report } of targetsInReports)
      setTarget(db, service, { target, ...told({ report }) }, done);
    writeOldData(db, done);
    writeDeletionRecords(db, done);
    writeJudgements(db, done);
    writeAdditions(db, done);
  }).immediate();
}

function writeReplacements(db: Database, done: Done): void {
  for (const edge of published.replacements) {
    const service = edge.function.split(" ")[0]!;
    const report = "first_reported" in edge && edge.first_reported ? edge.first_reported : "2020-10";
    recordReplacement(db, service, { from: edge.from_id, to: edge.to_id, ...told({ report }) }, done);
  }
  recordReplacement(
    db,
    "cloud-server",
    { from: null, to: "cloud-server-system", ...told({ report: "2020-10" }) },
    done,
  );
  recordReplacement(db, "workspace", { from: null, to: "nextcloud", ...told({ report: "2020-10" }) }, done);
}

type Published = (typeof published.services)[number];

function writeStages(db: Database, { id, stage_by_report }: Published, done: Done): void {
  let last = "";
  for (const [month, stage] of Object.entries(stage_by_report) as [string, Stage | null][]) {
    if (stage === null) continue;
    const report = toldIn[month] ?? month;
    if (last === `${stage} ${report}`) continue; // the October report tells of September and October at once
    last = `${stage} ${report}`;
    const happened = phrases[`${id} ${month}`] ?? { on: month, text: null };
    const note = stageNotes[`${id} ${month}`] ?? null;
    reportStage(db, id, { stage, ...told({ report, happened, note }) }, done);
  }
}

/** Slack's deletion was first told without its day; the day and the other three came with the report of 02.2021. */
function writeOldData(db: Database, done: Done): void {
  for (const { system, state, report } of oldDataInReports)
    reportOldData(db, system, { state, ...told({ report }) }, done);
  const first = told({
    report: "2020-12",
    happened: { on: "2020-12", text: null },
    note: "Im Bericht ohne Tag genannt.",
  });
  reportOldData(db, "slack", { state: "deleted", ...first }, done);
  for (const deletion of published.deletions) {
    const system = deletedOn[deletion.system]!;
    const happened = { on: deletion.date, text: null };
    const note = "Ohne Person, Beleg oder Bestätigung genannt.";
    reportOldData(db, system, { state: "deleted", ...told({ report: "2021-02", happened, note }) }, done);
  }
}

function writeJudgements(db: Database, done: Done): void {
  for (const { system, kind, country, assumed, source, report } of placesInReports) {
    recordPlace(db, system, { kind, country, assumed, source, ...told({ report }) }, done);
  }
  for (const { system, criterion, answer, reason, report } of answersInReports) {
    answerCriterion(db, system, { criterion, answer, reason, ...told({ report }) }, done);
  }
  const { system, report, ...exception } = exceptionInReports;
  acceptException(db, system, { ...exception, ...told({ report }) }, done);
}

/** Not from the reports: reported today, and each says where it comes from. */
function writeAdditions(db: Database, done: Done): void {
  const today: Day = dayIn("Europe/Zurich", done.at);
  for (const { system, kind, country, assumed, source, since } of addedPlaces) {
    const happened = since ? { on: since, text: null } : notKnown;
    const said: Said = { happened, reported_on: today, note: "Von uns ergänzt, nicht aus den Berichten." };
    recordPlace(db, system, { kind, country, assumed, source, ...said }, done);
  }
  for (const { system, reason } of addedLicences) {
    const said: Said = { happened: notKnown, reported_on: today, note: "Von uns ergänzt, nicht aus den Berichten." };
    answerCriterion(db, system, { criterion: "open-source", answer: "yes", reason, ...said }, done);
  }
}
