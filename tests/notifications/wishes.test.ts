import { describe, expect, test } from "bun:test";
import { logIn } from "../support/browser.ts";
import { withMail } from "../support/thread.ts";
import { wishes } from "../support/wishes.ts";

describe("what somebody wants to hear", () => {
  test("is theirs, kept, and filled in again; a viewer may choose too", async () => {
    const site = withMail();
    const vito = { cookie: logIn(site.db, "viewer") };
    for (const as of [vito, { cookie: site.mara }]) {
      const answer = await site.post(
        "/notifications/settings",
        wishes({ late: "mail" }, { mentions_at_once: "yes" }),
        as,
      );
      expect([answer.status, answer.headers.get("location")]).toEqual([303, "/notifications/settings?saved"]);
      const page = await site.page("/notifications/settings?saved", as);
      expect(page).toMatch(/name="way-late" value="mail" checked/);
      expect(page).toMatch(/name="mentions_at_once" value="yes" checked/);
      expect(page).not.toMatch(/name="shows_words" value="yes" checked/);
    }
    expect(await site.page("/notifications/settings")).toMatch(/name="way-late" value="here" checked/);
    expect(await site.page("/people/me")).toContain('href="/notifications/settings"');
  });

  test("typed wrong is told and nothing is lost", async () => {
    const site = withMail();
    const typed = wishes({ late: "mail" }, { when: "hours", from_time: "8 Uhr" });
    const answer = await site.post("/notifications/settings", typed);
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain("Wählen Sie mindestens einen Tag.");
    expect(page).toContain('value="8 Uhr"');
    expect(page).toMatch(/name="way-late" value="mail" checked/);
    expect((await site.post("/notifications/settings", {})).status).toBe(422);
    expect((await site.get("/notifications/settings")).status).toBe(200);
  });
});
