import { expect, test } from "bun:test";
import { hashSecret } from "#src/people/secret.ts";
import { cheap, logIn, now, visit } from "../support/browser.ts";
import { cookieFrom, secondsLater, withPassword } from "./account.ts";

const right = { email: "olga@example.ch", password: "richtig langes Passwort" };

async function site(at: () => Date = () => now, env: Record<string, string> = {}) {
  const shown = visit({ as: "nobody", at, env });
  logIn(shown.db, "owner");
  await withPassword(shown.db, right.email, right.password);
  return shown;
}

const deleteSessions = "DELETE FROM sessions";

test("the right password begins a session and leads to where somebody was going", async () => {
  const { post, get } = await site();
  const entered = await post("/login?next=%2Fpeople%3Fx%3D1", right);
  expect(entered.status).toBe(303);
  expect(entered.headers.get("location")).toBe("/people?x=1");
  const set = entered.headers.get("set-cookie")!;
  expect(set).toMatch(/^aktion=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=7776000$/);
  expect((await get("/people", { cookie: cookieFrom(entered) })).status).toBe(200);
});

test("the cookie is Secure behind TLS", async () => {
  const { post } = await site(() => now, { AKTION_PUBLIC_URL: "https://aktion.example.ch" });
  expect((await post("/login", right)).headers.get("set-cookie")).toEndWith("; Secure");
});

test("only the hash of a session's secret is stored", async () => {
  const { post, db } = await site();
  db.run(deleteSessions);
  const secret = cookieFrom(await post("/login", right)).slice("aktion=".length);
  const stored = db.query<{ token_hash: string }, []>("SELECT token_hash FROM sessions").all();
  expect(stored).toEqual([{ token_hash: hashSecret(secret) }]);
  expect(JSON.stringify(db.query("SELECT * FROM sessions").all())).not.toContain(secret);
});

test("an address is found however it is typed", async () => {
  const { post } = await site();
  expect((await post("/login", { ...right, email: "  Olga@Example.CH " })).status).toBe(303);
});

test.each(["//evil.example", "/\\evil.example", "https://evil.example/", "/\t/evil.example", "javascript:alert(1)"])(
  "log-in leads to no other site: %s",
  async (next) => {
    const { post } = await site();
    const entered = await post(`/login?next=${encodeURIComponent(next)}`, right);
    expect(entered.headers.get("location")).toBe("/");
  },
);

test("a wrong password, an unknown address, an invited and a disabled person are told the same", async () => {
  const { post, db } = await site();
  logIn(db, "member");
  logIn(db, "viewer");
  db.run("UPDATE people SET password_hash = NULL WHERE email = 'mara@example.ch'");
  await withPassword(db, "vito@example.ch", right.password);
  db.run("UPDATE people SET disabled_at = '2026-11-01T00:00:00.000Z' WHERE email = 'vito@example.ch'");
  const tries = [
    { ...right, password: "falsch" },
    { ...right, email: "niemand@example.ch" },
    { ...right, email: "mara@example.ch" },
    { ...right, email: "vito@example.ch" },
  ];
  for (const typed of tries) {
    const refused = await post("/login", typed);
    expect([typed.email, refused.status, refused.headers.get("set-cookie")]).toEqual([typed.email, 422, null]);
    const page = await refused.text();
    expect(page).toContain("E-Mail oder Passwort stimmt nicht.");
    expect(page).toContain(`value="${typed.email}"`);
    expect(page).not.toContain(typed.password);
  }
});

test("an unknown address costs as much as a wrong password", async () => {
  const { passwordsAt } = await import("#src/people/password.ts");
  const slow = passwordsAt({ memoryCost: 16_384, timeCost: 2 });
  const hash = await slow.hash(right.password);
  const time = async (known: string | null) => {
    const began = performance.now();
    expect(await slow.verify("falsch", known)).toBe(false);
    return performance.now() - began;
  };
  let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < 5; i++) {
    known = Math.min(known, await time(hash));
    unknown = Math.min(unknown, await time(null));
  }
  expect(unknown / known).toBeGreaterThan(0.25); // without the same work it is a hundredth
  expect(unknown / known).toBeLessThan(2);
});

test("empty fields are asked for", async () => {
  const { post } = await site();
  const refused = await post("/login", { email: "olga@example.ch" });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("Hier fehlt das Passwort.");
});

test("after ten tries an account waits a quarter of an hour, even with the right password", async () => {
  const time = { now };
  const { post } = await site(() => time.now);
  for (let i = 0; i < 10; i++) await post("/login", { ...right, password: "falsch" });
  const refused = await post("/login", right);
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("900");
  expect(await refused.text()).toContain("Ab 10:15 Uhr können Sie es wieder versuchen.");
  time.now = secondsLater(now, 901);
  expect((await post("/login", right)).status).toBe(303);
});

test("tries at the same moment all count", async () => {
  const { post } = await site();
  const tries = Array.from({ length: 25 }, () => post("/login", { ...right, password: "falsch" }));
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 422)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(15);
});

test("one computer may try thirty times, whatever the accounts", async () => {
  const { post } = await site();
  for (let i = 0; i < 30; i++) await post("/login", { email: `a${i}@example.ch`, password: "falsch" });
  expect((await post("/login", right)).status).toBe(429);
});

test("the right password forgets the wrong ones before it", async () => {
  const { post } = await site();
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 9; i++) await post("/login", { ...right, password: "falsch" });
    expect((await post("/login", right)).status).toBe(303);
  }
});

test("what is kept of tries names nobody, and is gone after a while", async () => {
  const time = { now };
  const { post, db } = await site(() => time.now);
  await post("/login", { ...right, password: "falsch" });
  expect(JSON.stringify(db.query("SELECT * FROM login_attempts").all())).not.toContain("olga");
  time.now = secondsLater(now, 1000);
  await post("/login", right);
  expect(db.query("SELECT * FROM login_attempts").all()).toEqual([]);
});

test("a log-in form from another site is refused", async () => {
  const { post, db } = await site();
  db.run(deleteSessions);
  expect((await post("/login", right, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await post("/login", right, { "sec-fetch-site": "", origin: "https://evil.example" })).status).toBe(403);
  expect(db.query("SELECT * FROM sessions").all()).toEqual([]);
});

test("whoever is logged in is led past the log-in", async () => {
  const { get } = visit();
  expect((await get("/login?next=/people")).headers.get("location")).toBe("/people");
});

test("logging out ends the session and takes the cookie away", async () => {
  const { get, post } = visit();
  const left = await post("/logout");
  expect([left.status, left.headers.get("location")]).toEqual([303, "/login?left"]);
  expect(left.headers.get("set-cookie")).toBe("aktion=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
  expect((await get("/people/me")).headers.get("location")).toBe("/login?next=%2Fpeople%2Fme");
  expect(await (await get("/login?left")).text()).toContain("Sie sind abgemeldet.");
});

test("logging out needs a form of ours; its address answers a GET", async () => {
  const { get, post } = visit();
  expect((await post("/logout", {}, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await get("/logout")).headers.get("location")).toBe("/people/me");
  expect((await get("/people/me")).status).toBe(200);
});

test("the log-in speaks the browser's language, the address's before it, the company's when there is neither", async () => {
  const { page, db } = await site();
  expect(await page("/login", { "accept-language": "fr, en;q=0.8, de;q=0.7" })).toContain("Log in to Beispiel Hosting");
  expect(await page("/login?lang=de", { "accept-language": "en" })).toContain("Anmelden bei Beispiel Hosting");
  db.run("UPDATE company SET language = 'en'");
  expect(await page("/login", { "accept-language": "fr" })).toContain("Log in");
});

test("the other language keeps where one was going", async () => {
  const { page } = await site();
  expect(await page("/login?next=%2Fpeople")).toContain('href="/login?next=%2Fpeople&lang=en"');
});

test("a password typed with combining letters is the same password", async () => {
  const { passwordsAt } = await import("#src/people/password.ts");
  const passwords = passwordsAt(cheap);
  expect(await passwords.verify("Zu\u0308rich am See", await passwords.hash("Z\u00fcrich am See"))).toBe(true);
});
