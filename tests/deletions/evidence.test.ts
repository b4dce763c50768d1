import { describe, expect, test } from "bun:test";
import { dropOldPending } from "#src/deletions/evidence-actions.ts";
import { verifyChain } from "#src/history/verify.ts";
import { logIn, now, visit } from "../support/browser.ts";
import { aService } from "../support/case.ts";
import { blobs, files, four, png, proof, type Site, send, slack } from "../support/evidence.ts";

describe("a file that comes with a record", () => {
  test("is stored with its digest and raises the level", async () => {
    const site = visit(slack);
    const posted = await send(site, "/deletions", { ...four, supports: "deletion" }, [new File([png], "schluss.png")]);
    expect(posted.headers.get("location")).toBe("/deletions/1");
    const page = await site.page("/deletions/1");
    expect(page).toContain("schluss.png");
    expect(page).toContain(`SHA-256 ${new Bun.CryptoHasher("sha256").update(png).digest("hex")}`);
    expect(proof(site.db)).toEqual({ level: "own-evidence", met: 0, of: 7 });
    const told = site.db.query("SELECT what, about FROM history_entries WHERE what LIKE 'evidence%'").all();
    expect(told).toEqual([{ what: "evidence.added", about: "deletion:1" }]);
    expect(verifyChain(site.db)).toMatchObject({ ok: true });
  });

  test("that confirms moves the old data to confirmed", async () => {
    const site = visit(slack);
    await send(site, "/deletions", { ...four, supports: "confirmation" }, [new File(["Deleted."], "mail.eml")]);
    expect(site.db.query("SELECT state FROM old_data_reports ORDER BY id").all()).toEqual([
      { state: "deleted" },
      { state: "confirmed" },
    ]);
    expect(proof(site.db)).toEqual({ level: "provider-confirmation", met: 1, of: 7 });
  });

  test("is kept when the form is refused, and goes with the next attempt", async () => {
    const site = visit(slack);
    const refused = await send(site, "/deletions", { ...four, executed: "24.11.2026" }, [
      new File([png], "schluss.png"),
    ]);
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain("schluss.png, 58 Bytes");
    const handle = /name="pending" value="([^"]+)"/.exec(page)![1]!;
    const accepted = await send(site, "/deletions", { ...four, pending: handle }, []);
    expect(accepted.status).toBe(303);
    expect(files(site.db)).toMatchObject([{ name: "schluss.png", type: "image/png", size: 58 }]);
    expect(site.db.query("SELECT * FROM pending_files").all()).toEqual([]);
    expect(blobs(site.db)).toBe(1);
  });

  test("that waits is nobody else's, and is let go after a day", async () => {
    const site = visit(slack);
    const page = await (
      await send(site, "/deletions", { ...four, executed: "" }, [new File([png], "schluss.png")])
    ).text();
    const handle = /name="pending" value="([^"]+)"/.exec(page)![1]!;
    const cookie = logIn(site.db, "member");
    const theirs = await send(site, "/deletions", { ...four, pending: handle }, [], { cookie });
    expect(theirs.status).toBe(422);
    expect(await theirs.text()).toContain("wartet nicht mehr");
    await dropOldPending(site.db, new Date(now.getTime() + 90_000_000));
    expect(blobs(site.db)).toBe(0);
    expect((await send(site, "/deletions", { ...four, pending: handle }, [])).status).toBe(422);
  });
});

describe("adding a file later", () => {
  test("raises gauge and level, the same file counts once", async () => {
    const site = visit(slack);
    await site.post("/deletions", four);
    const certificate = () => new File(["%PDF-1.7 …"], "Bestätigung «Slack».pdf");
    for (let n = 0; n < 2; n += 1) {
      const posted = await send(site, "/deletions/1/evidence", { supports: "certificate" }, [certificate()]);
      expect([posted.status, posted.headers.get("location")]).toEqual([303, "/deletions/1#evidence"]);
    }
    expect(files(site.db)).toHaveLength(1);
    expect(proof(site.db)).toEqual({ level: "certificate", met: 1, of: 7 });
    expect(await site.page("/deletions/1")).toContain("1/7");
  });

  test("from a second person counts as verified, from the executor not", async () => {
    const site = visit(slack);
    await site.post("/deletions", four);
    await send(site, "/deletions/1/evidence", { supports: "second-person" }, [new File([png], "a.png")]);
    expect(proof(site.db)!.met).toBe(0);
    const cookie = logIn(site.db, "member");
    await send(site, "/deletions/1/evidence", { supports: "second-person" }, [new File([png, "x"], "b.png")], {
      cookie,
    });
    expect(proof(site.db)!.met).toBe(1);
  });

  test("goes on counting after a correction", async () => {
    const site = visit(slack);
    await send(site, "/deletions", { ...four, supports: "certificate" }, [new File(["%PDF-1.7"], "z.pdf")]);
    await site.post("/deletions/1/correction", { ...four, executed: "18.11.2026" });
    expect(proof(site.db)!.level).toBe("certificate");
    expect(await site.page("/deletions/2")).toContain("z.pdf");
    expect((await send(site, "/deletions/1/evidence", {}, [new File(["%PDF-1.7 b"], "y.pdf")])).status).toBe(409);
    expect(blobs(site.db)).toBe(1);
  });

  test("needs a file, a record and a member", async () => {
    const site = visit(slack);
    expect((await send(site, "/deletions/1/evidence", {}, [new File([png], "a.png")])).status).toBe(404);
    await site.post("/deletions", four);
    expect(await (await send(site, "/deletions/1/evidence", {}, [])).text()).toContain("Wählen Sie eine Datei.");
    const viewer = { cookie: logIn(site.db, "viewer") };
    expect((await send(site, "/deletions/1/evidence", {}, [new File([png], "a.png")], viewer)).status).toBe(403);
    const elsewhere = { "sec-fetch-site": "cross-site" };
    expect((await send(site, "/deletions/1/evidence", {}, [new File([png], "a.png")], elsewhere)).status).toBe(403);
    expect([files(site.db), blobs(site.db)]).toEqual([[], 0]);
    expect((await site.get("/deletions/1/evidence")).headers.get("location")).toBe("/deletions/1#evidence");
  });
});

describe("looking at a file", () => {
  async function stored(name: string, content: BlobPart, supports = "deletion"): Promise<Site> {
    const site = visit(slack);
    await send(site, "/deletions", { ...four, supports }, [new File([content], name)]);
    return site;
  }

  test("gives the bytes under the real name, in a sandbox, as nothing a browser runs", async () => {
    const site = await stored('Bestätigung «Löschung» "x".html', "<!doctype html><script>alert(1)</script>");
    const answer = await site.get("/deletions/evidence/1?show");
    expect(await answer.text()).toBe("<!doctype html><script>alert(1)</script>");
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    const disposition = answer.headers.get("content-disposition")!;
    expect(disposition).toStartWith("attachment; filename=");
    expect(decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(disposition)![1]!)).toContain("Bestätigung «Löschung»");
    expect(files(site.db)[0]!.type).toBe("text/html");
  });

  test.each([
    ["bild.png", png, "image/png"],
    ["blatt.pdf", "%PDF-1.7 x", "application/pdf"],
  ] as const)("%s is shown when that is asked for, with its own type", async (name, content, type) => {
    const site = await stored(name, content);
    const shown = await site.get("/deletions/evidence/1?show");
    expect(shown.headers.get("content-disposition")).toStartWith("inline");
    expect(shown.headers.get("content-type")).toBe(type);
    expect(shown.headers.get("content-security-policy")).toContain("sandbox");
    const plain = await site.get("/deletions/evidence/1");
    expect(plain.headers.get("content-disposition")).toStartWith("attachment");
  });

  test.each([
    ["bild.png", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/svg+xml"],
    ["blatt.pdf", " \n<html>", "text/html"],
    ["mail.png", "Received: from x\r\nFrom: a@b.ch\r\n\r\n<b>", "message/rfc822"],
    ["x.png", "Nur Text", "text/plain"],
    ["x.png", new Uint8Array([0, 1, 2, 3]), "application/octet-stream"],
  ] as [string, BlobPart, string][])("what calls itself %s is looked at, not believed", async (name, content, type) => {
    const site = await stored(name, content);
    expect(files(site.db)[0]!.type).toBe(type);
    const answer = await site.get("/deletions/evidence/1?show");
    expect(answer.headers.get("content-disposition")).toStartWith("attachment");
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  });

  test("is for people who are logged in", async () => {
    const site = await stored("bild.png", png);
    const stranger = await site.app.handle(new Request("http://localhost/deletions/evidence/1"));
    expect(stranger.headers.get("location")).toStartWith("/login");
    expect((await site.get("/deletions/evidence/9")).status).toBe(404);
  });
});

describe("removing a file", () => {
  test("needs a reason, is an entry, keeps digest and reason, lowers the level, and the bytes go", async () => {
    const site = visit(slack);
    await send(site, "/deletions", { ...four, supports: "certificate" }, [new File(["%PDF-1.7"], "z.pdf")]);
    const bare = await site.post("/deletions/evidence/1/removal", { reason: " " });
    expect(bare.status).toBe(422);
    expect(await bare.text()).toContain("Warum wird die Datei entfernt?");
    expect((await site.post("/deletions/evidence/1/removal", { reason: "falsche Firma" })).status).toBe(303);
    const page = await site.page("/deletions/1");
    for (const text of ["Entfernt am 23.11.2026, 10:00 von Olga: falsche Firma", "SHA-256"])
      expect(page).toContain(text);
    expect(proof(site.db)!.level).toBe("own-statement");
    expect(blobs(site.db)).toBe(0);
    expect((await site.get("/deletions/evidence/1")).status).toBe(404);
    expect((await site.post("/deletions/evidence/1/removal", { reason: "noch einmal" })).status).toBe(409);
    expect(site.db.query("SELECT what FROM history_entries ORDER BY seq DESC LIMIT 1").get()).toEqual({
      what: "evidence.removed",
    });
    expect(verifyChain(site.db)).toMatchObject({ ok: true });
  });

  test("leaves bytes that another record uses", async () => {
    const site = visit({
      prepare(db) {
        slack.prepare(db);
        aService(db, { name: "Status", from: "Sorry" });
      },
    });
    const file = () => new File([png], "schluss.png");
    await send(site, "/deletions", four, [file()]);
    await send(site, "/deletions", { ...four, system: "sorry" }, [file()]);
    expect(blobs(site.db)).toBe(1);
    await site.post("/deletions/evidence/1/removal", { reason: "doppelt" });
    expect(blobs(site.db)).toBe(1);
    expect(new Uint8Array(await (await site.get("/deletions/evidence/2")).arrayBuffer())).toEqual(png);
  });

  test("is refused to viewers, from elsewhere, and for a file that is not there", async () => {
    const site = visit(slack);
    await send(site, "/deletions", four, [new File([png], "a.png")]);
    const reason = { reason: "weg" };
    expect(
      (await site.post("/deletions/evidence/1/removal", reason, { cookie: logIn(site.db, "viewer") })).status,
    ).toBe(403);
    expect((await site.post("/deletions/evidence/1/removal", reason, { "sec-fetch-site": "cross-site" })).status).toBe(
      403,
    );
    expect((await site.post("/deletions/evidence/9/removal", reason)).status).toBe(404);
    expect(files(site.db)[0]!.removed_at).toBeNull();
    expect(() => site.db.run("UPDATE evidence_files SET name = 'x'")).toThrow("never changed");
    expect(() => site.db.run("DELETE FROM evidence_files")).toThrow("never deleted");
  });
});

test("files that are gathered before there is a record count for it", async () => {
  const site = visit(slack);
  const place = "/deletions/systems/slack/evidence";
  const posted = await send(site, place, { supports: "export" }, [new File(["csv"], "export.csv")]);
  expect([posted.status, posted.headers.get("location")]).toEqual([303, place]);
  expect(await site.page(place)).toContain("export.csv");
  expect(await (await send(site, place, {}, [])).text()).toContain("Wählen Sie eine Datei.");
  await site.post("/deletions", four);
  expect(proof(site.db)).toEqual({ level: "own-statement", met: 1, of: 7 });
  expect(await site.page("/deletions/1")).toContain("export.csv");
  expect((await send(site, "/deletions/systems/nothing/evidence", {}, [new File(["x"], "x")])).status).toBe(404);
});
