import { type Moment, standingOn } from "#src/services/dated.ts";
import type { RegisterFacts, ServiceOn, SystemOn } from "#src/services/register.ts";
import { newSystemsOf, oldSystemsOf } from "#src/services/summary.ts";
import type { Answer } from "#src/services/system.ts";
import type { Criterion } from "#src/settings/company.ts";

/** How systems answer one criterion: how many each answer, and how many nobody judged. */
export type AnswerCounts = Record<Answer, number> & { systems: number; open: number };
export type CriterionCounts = { criterion: Criterion; before: AnswerCounts; after: AnswerCounts };

/** Each criterion before and after: the old systems' answers and the new ones', on a day. */
export function criterionCounts(rows: readonly ServiceOn[], facts: RegisterFacts, moment: Moment): CriterionCounts[] {
  const given = Map.groupBy(facts.answers, (fact) => `${fact.system_id} ${fact.criterion_id}`);
  const answerOf = (one: SystemOn, criterion: Criterion) =>
    standingOn(given.get(`${one.system.id} ${criterion.id}`) ?? [], moment).at(-1)?.answer ?? null;
  return facts.criteria.map((criterion) => ({
    criterion,
    before: counted(oldSystemsOf(rows).map((one) => answerOf(one, criterion))),
    after: counted(newSystemsOf(rows).map((one) => answerOf(one, criterion))),
  }));
}

function counted(answers: readonly (Answer | null)[]): AnswerCounts {
  const number = (wanted: Answer | null) => answers.filter((answer) => answer === wanted).length;
  return {
    systems: answers.length,
    yes: number("yes"),
    partly: number("partly"),
    no: number("no"),
    unverifiable: number("unverifiable"),
    open: number(null),
  };
}
