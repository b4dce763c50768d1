export type HttpRequest = {
  url: URL;
  method: string;
  /** Name and value, in the order they are sent. Host, Connection and Content-Length are added. */
  headers: readonly (readonly [string, string])[];
  body: string | null;
  family: 4 | 6 | null;
  version: "1.1" | "2";
  /** What is read of a body, and what is made of it when it is compressed. */
  most_bytes: number;
  /** Days before a certificate's end from which it is "degraded", or that it is only looked at. */
  certificate: { warn_days: number } | "ignore";
};

export type HttpAnswer = {
  status: number;
  /** "1.1", "1.0" or "2". */
  version: string;
  /** Names in lower case. */
  headers: [string, string][];
  body: Buffer;
  /** The body was longer than what was read of it. */
  truncated: boolean;
};

export function headerOf(answer: Pick<HttpAnswer, "headers">, name: string): string | null {
  return answer.headers.find(([one]) => one === name)?.[1] ?? null;
}
