import type { Database } from "bun:sqlite";
import type { Erasing } from "./erase-message-actions.ts";
import type { ErasureRow } from "./erasure.ts";
import { setProgress } from "./erasure-store.ts";

/** One small step of an erasure. `blobs` are to be discarded. `wait`: a mail is on its way, or somebody reads; it is tried again later. */
export type Progress = { state: "more" | "done" | "wait"; blobs?: number[] };
export type Running = { db: Database; erasure: ErasureRow; erasing: Erasing; listPath: string | null };
export type Step = { name: string; run: (running: Running) => Progress | Promise<Progress> };

/** Notes how far the present step is. */
export const moveTo = ({ db, erasure }: Running, position: number) => setProgress(db, { ...erasure, position });
/** One short transaction. */
export const inOne = ({ db }: Running, act: () => Progress) => db.transaction(act).immediate();
