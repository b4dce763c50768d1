import type { Language } from "#src/say.ts";

type ProblemCode =
  | "unreadable"
  | "not-found"
  | "unauthorized"
  | "forbidden"
  | "conflict"
  | "invalid"
  | "too-many"
  | "unavailable";

const statusOf: Record<ProblemCode, number> = {
  unreadable: 400,
  "not-found": 404,
  unauthorized: 401,
  forbidden: 403,
  conflict: 409,
  invalid: 422,
  "too-many": 429,
  unavailable: 503,
};

export type Sentence = { de: string; en: string };

/** Something a person can be told about. Anything else that is thrown is our bug: it is logged and shown as a 500. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly sentence: Sentence;

  constructor(code: ProblemCode, sentence: Sentence) {
    super(sentence.en);
    this.code = code;
    this.sentence = sentence;
  }

  get status(): number {
    return statusOf[this.code];
  }

  in(language: Language): string {
    return this.sentence[language];
  }
}
