import { type Fault, faultAt, type Witness } from "#src/history/witness.ts";

/** In an export: every file that an entry adds and none removes must be there, in the folder named after its digest. */
export function exportedEvidence(names: readonly string[]): Witness {
  const there = new Set(names.flatMap((name) => /^evidence\/([0-9a-f]{64})\//.exec(name)?.[1] ?? []));
  const added = new Map<number, { seq: number; sha256: string }>();
  let removed = 0;
  return {
    see({ what, facts, seq }) {
      const { evidence, sha256 } = what.startsWith("evidence.") ? JSON.parse(facts) : {};
      if (evidence === undefined) return null;
      if (what === "evidence.added") added.set(evidence, { seq, sha256 });
      if (what === "evidence.removed" && added.delete(evidence)) removed += 1;
      return null;
    },
    rest(): Fault | null {
      const lost = [...added.values()].find(({ sha256 }) => !there.has(sha256));
      if (!lost) return null;
      const path = `evidence/${lost.sha256}`;
      return faultAt("evidence-missing", lost.seq, `${path}, which entry ${lost.seq} tells of, is missing.`, path);
    },
    counted: () => ({ evidence_files: added.size, removed_files: removed }),
  };
}
