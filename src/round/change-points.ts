import type { Sentence } from "#src/problem.ts";
import type { Dated } from "#src/services/dated.ts";
import { whenOf } from "#src/services/dated.ts";
import { oldDataWords } from "#src/services/old-data.ts";
import type { Register, RegisterFacts } from "#src/services/register.ts";
import { type Target, targetWhen } from "#src/services/service.ts";
import { stageWords } from "#src/services/stage.ts";
import type { System } from "#src/services/system.ts";
import { type Day, formatWhen } from "#src/when.ts";
import type { AgendaPoint, Since, Subject } from "./agenda.ts";
import { serviceSubject, subjectOfSystem } from "./subject.ts";

/** What was reported since the last round: stages, old data, targets, replacements. A fact taken back since then is not news. */
export function changePoints(facts: RegisterFacts, register: Register, since: Since, today: Day): AgendaPoint[] {
  const news = <T extends Dated>(list: readonly T[]) => newFacts(list, since, today);
  const ofService = new Map(register.services.map(({ service }) => [service.id, serviceSubject(service)]));
  const systems = new Map(facts.systems.map((system) => [system.id, system]));
  const points = [
    ...news(facts.stageReports).map((fact) => point(ofService.get(fact.service_id), fact, stageWords[fact.stage])),
    ...news(facts.targets).map((fact) => point(ofService.get(fact.service_id), fact, targetMoved(fact, facts.targets))),
    ...news(facts.replacements).map((fact) =>
      point(
        ofService.get(fact.service_id),
        fact,
        swapped(systems.get(fact.from_system_id ?? 0), systems.get(fact.to_system_id ?? 0)),
      ),
    ),
    ...news(facts.oldDataReports).map((fact) => {
      const system = systems.get(fact.system_id)!;
      return point(subjectOfSystem(system, register), fact, about(system, oldDataWords[fact.state]));
    }),
  ];
  return points.filter((one) => one !== null);
}

/** Said since then, in time or added later; those that another fact corrects are no longer news. */
function newFacts<T extends Dated>(list: readonly T[], since: Since, today: Day): T[] {
  const known = list.filter((fact) => fact.reported_on <= today);
  const corrected = new Set(known.map((fact) => fact.corrects));
  return known.filter((fact) => fact.withdrawn === 0 && !corrected.has(fact.id) && isNew(fact, since));
}

function isNew({ reported_on, recorded_at }: Dated, since: Since): boolean {
  return reported_on > since.on || (since.at !== null && recorded_at > since.at);
}

function point(subject: Subject | undefined, fact: Dated, text: Sentence): AgendaPoint | null {
  if (!subject) return null;
  const when = (language: "de" | "en") => formatWhen(whenOf(fact), language);
  const dated = (words: string, language: "de" | "en") => (when(language) ? `${words} (${when(language)})` : words);
  return {
    ...subject,
    section: "changed",
    text: { de: dated(text.de, "de"), en: dated(text.en, "en") },
    on: fact.reported_on,
    red: false,
  };
}

function about(system: System, words: Sentence): Sentence {
  return { de: `${system.name}: ${words.de}`, en: `${system.name_en ?? system.name}: ${words.en}` };
}

function targetMoved(target: Target, all: readonly Target[]): Sentence {
  const before = all.filter((one) => one.service_id === target.service_id && one.id < target.id).at(-1);
  const [to, from] = [targetWhen(target), before ? targetWhen(before) : { on: null, text: null }];
  const [de, en] = [formatWhen(to, "de"), formatWhen(to, "en")];
  if (de === "") return { de: "Ziel aufgegeben", en: "Target given up" };
  if (formatWhen(from, "de") === "") return { de: `Ziel: ${de}`, en: `Target: ${en}` };
  return {
    de: `Ziel verschoben von «${formatWhen(from, "de")}» auf «${de}»`,
    en: `Target moved from "${formatWhen(from, "en")}" to "${en}"`,
  };
}

function swapped(from: System | undefined, to: System | undefined): Sentence {
  const names = (system: System) => [system.name, system.name_en ?? system.name] as const;
  if (from && to) {
    const [[fromDe, fromEn], [toDe, toEn]] = [names(from), names(to)];
    return { de: `${toDe} ersetzt ${fromDe}`, en: `${toEn} replaces ${fromEn}` };
  }
  const [de, en] = names((to ?? from)!);
  return to ? { de: `Neu: ${de}`, en: `New: ${en}` } : { de: `Bisher: ${de}`, en: `So far: ${en}` };
}
