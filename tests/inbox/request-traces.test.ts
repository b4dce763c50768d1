import { expect, test } from "bun:test";
import { requestDeletion } from "#src/deletions/request-actions.ts";
import { privacyContact } from "#src/deletions/request-store.ts";
import { personalTraces } from "#src/inbox/personal-traces.ts";
import { findSystem } from "#src/services/store.ts";
import { now, visit } from "../support/browser.ts";
import { aService } from "../support/case.ts";

const by = "person:1";
const kinds = ["privacy-contacts", "deletion-requests"];
const traces = () => personalTraces().filter(({ kind }) => kinds.includes(kind));

function asked() {
  const { db } = visit();
  aService(db, { name: "Chat", stage: "live", from: "Slack", to: "Nextcloud Talk" });
  const day = "2026-11-23";
  const to = { way: "mail", recipient: "Dana@slack.example", account: null, reference: null } as const;
  requestDeletion(db, "slack", { ...to, requested_on: day, answer_by: "2026-12-23" }, { by, at: now });
  return db;
}

test("somebody at a provider is found by their address; where the next request goes is forgotten, that we asked them stays", () => {
  const db = asked();
  const addresses = ["dana@slack.example"];
  expect(traces().map(({ kind, count }) => [kind, count(db, addresses)])).toEqual(kinds.map((kind) => [kind, 1]));
  expect(traces().map(({ count }) => count(db, ["ana@slack.example"]))).toEqual([0, 0]);
  expect(traces().flatMap((one) => one.export(db, addresses))).toMatchObject([
    { address: "Dana@slack.example" },
    { recipient: "Dana@slack.example", requested_on: "2026-11-23" },
  ]);
  for (const { erase } of traces()) erase?.(db, { addresses, by, at: now });
  expect(privacyContact(db, findSystem(db, "slack")!.id)).toBeNull();
  expect(traces().map(({ stays }) => stays?.en)).toEqual([
    undefined,
    "Whom we asked to delete, and when, is part of the proof of the deletion.",
  ]);
});
