import { type Broken, chainCheck } from "./chain.ts";
import type { Entry } from "./entry.ts";
import { type HeadsCheck, headsCheck, type KnownHead } from "./heads.ts";
import type { PublicKey } from "./note.ts";
import { type Fault, type FaultCode, faultAt, type Witness } from "./witness.ts";

/** What was found. Without a fault, everything that was looked at agrees. */
export type Finding = {
  fault: Fault | null;
  count: number;
  head: string;
  signed: { count: number; key: string; from: string } | null;
  keys: { id: string; since: number; public_key: string }[];
  checked: Record<string, number>;
};

type Against = { heads: readonly KnownHead[]; witnesses: readonly Witness[]; trusted?: PublicKey | null };

/** Takes a chain entry by entry, and compares with it whatever else must fit. The chain's own faults come first. */
export function examination({ heads, witnesses, trusted = null }: Against) {
  const chain = chainCheck();
  const signatures = headsCheck(heads, trusted);
  let disagreement: Fault | null = null;
  return {
    take(entry: Entry): void {
      if (!chain.take(entry)) return; // what does not hold tells nothing
      signatures.take(entry);
      for (const witness of witnesses) disagreement ??= witness.see(entry);
    },
    async finding(): Promise<Finding> {
      const verdict = chain.verdict();
      const fault = verdict.ok
        ? (signatures.fault() ?? disagreement ?? (await firstLeftOver(witnesses)))
        : faultAt(codes[verdict.broken], verdict.seq, sentences[verdict.broken](verdict.seq));
      const [count, head] = verdict.ok ? [verdict.count, verdict.head] : [verdict.seq - 1, ""];
      return { fault, count, head, ...toldOf(signatures), checked: counted(witnesses, heads) };
    },
  };
}

async function firstLeftOver(witnesses: readonly Witness[]): Promise<Fault | null> {
  for (const witness of witnesses) {
    const fault = await witness.rest();
    if (fault) return fault;
  }
  return null;
}

function toldOf(signatures: HeadsCheck): Pick<Finding, "signed" | "keys"> {
  const signed = signatures.signed();
  const key = signed?.checkpoint?.note.signatures[0]?.key_id ?? "";
  return {
    signed: signed ? { count: signed.count, key, from: signed.from } : null,
    keys: signatures
      .keys()
      .map(({ key_id, seq, raw }) => ({ id: key_id, since: seq, public_key: raw.toString("base64") })),
  };
}

function counted(witnesses: readonly Witness[], heads: readonly KnownHead[]): Record<string, number> {
  return Object.assign({ heads: heads.length }, ...witnesses.map((witness) => witness.counted()));
}

const codes: Record<Broken, FaultCode> = {
  changed: "entry-changed",
  removed: "entry-removed",
  reordered: "entry-reordered",
  words: "words-changed",
};

const sentences: Record<Broken, (seq: number) => string> = {
  changed: (seq) => `Entry ${seq} was changed.`,
  removed: (seq) => `Entry ${seq} was removed.`,
  reordered: (seq) => `Entry ${seq} stands in another place: entries were reordered.`,
  words: (seq) => `The words of entry ${seq} were changed.`,
};
