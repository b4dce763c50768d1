import { describe, expect, test } from "bun:test";
import { writeCase } from "#src/cli/case/aktion-privacy.ts";
import { issueToken } from "#src/people/token-actions.ts";
import { contractForm } from "#src/services/exchange/contract-form.ts";
import { now, visit } from "../support/browser.ts";

const done = { by: "aktion", at: now };

function api(scope: "read" | "write" = "write") {
  const site = visit({ as: "nobody", prepare: (db) => writeCase(db, done) });
  const token = issueToken(site.db, { name: "test", scope }, done);
  const headers = { authorization: `Bearer ${token}` };
  const asked = async (path: string, init: RequestInit = {}) => {
    const answer = await site.app.handle(new Request(`http://localhost/api/v1${path}`, { ...init, headers }));
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: JSON.parse(text) };
  };
  return {
    ...site,
    get: (path: string) => asked(path),
    post: (path: string, body: unknown) =>
      asked(path, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) }),
  };
}

describe("reading", () => {
  test("the register as it stood on a day, in the shape of the contract", async () => {
    const { status, body, headers } = await api("read").get("/register?known_at=2021-02-28&as_of=2020-12-31");
    expect([status, headers.get("content-type")]).toEqual([200, "application/json;charset=utf-8"]);
    const register = contractForm.parse(body);
    expect(Object.keys(body)).toEqual(["as_of", "known_at", "services"]);
    expect(register).toMatchObject({ as_of: "2020-12-31", known_at: "2021-02-28" });
    expect(register.services.find(({ slug }) => slug === "team-chat")!.from).toMatchObject([
      { slug: "slack", old_data: "deleted", deleted_on: "2020-12-08" },
    ]);
    expect(Object.keys(body.services[0])).toEqual(Object.keys(contractForm.shape.services.element.shape));
  });

  test("services and systems, with everything reported of one", async () => {
    const { get } = api("read");
    expect((await get("/services")).body.services).toHaveLength(10);
    expect((await get("/systems")).body.systems.map(({ slug }: { slug: string }) => slug)).toContain("mailchimp");
    const newsletter = (await get("/services/newsletter")).body;
    expect(newsletter.targets.map((one: { target_text: string }) => one.target_text)).toEqual([
      "noch 2020",
      "erste Monate 2021",
    ]);
    expect(newsletter.replacements[0]).toMatchObject({
      from: "mailchimp",
      to: "new-newsletter-software",
      reported_on: "2020-10-31",
      withdrawn: false,
    });
    expect(
      (await get("/systems/slack")).body.old_data.map(({ happened_on }: { happened_on: string }) => happened_on),
    ).toEqual([null, "2020-12", "2020-12-08"]);
  });

  test("a day that does not exist, and what is not there", async () => {
    const { get } = api("read");
    const { status, body } = await get("/register?as_of=2020-02-30");
    expect(status).toBe(422);
    expect(body.error).toMatchObject({
      code: "invalid",
      fields: { as_of: { message: "Please a day such as 08.12.2020.", message_de: "Bitte ein Tag wie 08.12.2020." } },
    });
    for (const path of ["/services/nothing", "/systems/nothing", "/nothing"])
      expect(await get(path)).toMatchObject({ status: 404, body: { error: { code: "not-found" } } });
  });
});

describe("writing", () => {
  test("a service and what is reported of it, as by a person, in the token's name", async () => {
    const { get, post, db } = api();
    const made = await post("/services", {
      name: "Wiki",
      owner: "Zoë",
      from: "Notion",
      customer_data: "no",
      note: null,
    });
    expect([made.status, made.headers.get("location")]).toEqual([201, "/api/v1/services/wiki"]);
    expect(made.body).toMatchObject({ slug: "wiki", owner: "Zoë", replacements: [{ from: "notion", to: null }] });

    const stage = await post("/services/wiki/stages", {
      stage: "testing",
      happened: "Q4 2020",
      reported_on: "2021-01-05",
    });
    expect(stage.status).toBe(201);
    expect(stage.body.stages).toMatchObject([
      { stage: "testing", happened_on: "2020-Q4", reported_on: "2021-01-05", by: "token:1" },
    ]);
    const corrected = await post("/services/wiki/stages", { stage: "building", corrects: stage.body.stages[0].id });
    expect(corrected.body.stages[1]).toMatchObject({ stage: "building", corrects: stage.body.stages[0].id });
    expect(await post("/services/wiki/stages", { stage: "open", corrects: stage.body.stages[0].id })).toMatchObject({
      status: 409,
      body: { error: { code: "conflict" } },
    });

    await post("/services/wiki/targets", { target: "noch 2027" });
    await post("/services/wiki/replacements", { from: "notion", to: "BookStack" });
    const { body } = await get("/services/wiki");
    expect(body).toMatchObject({
      targets: [{ target_on: "2027", target_text: "noch 2027" }],
      replacements: [{}, { from: "notion", to: "bookstack" }],
    });
    expect(db.query("SELECT DISTINCT by FROM history_entries WHERE about = 'service:wiki'").all()).toEqual([
      { by: "token:1" },
    ]);
  });

  test("a system and each kind of fact", async () => {
    const { post } = api();
    const made = await post("/systems", {
      name: "BookStack",
      hosting: "own-server",
      certified: true,
      website: "bookstackapp.com",
    });
    expect(made).toMatchObject({
      status: 201,
      body: { slug: "bookstack", certified: true, website: "https://bookstackapp.com" },
    });
    const facts: Record<string, [object, object]> = {
      "old-data": [{ state: "in-use" }, { old_data: [{ state: "in-use" }] }],
      places: [
        { kind: "seat", country: "Schweiz", assumed: true },
        { places: [{ kind: "seat", country: "CH", assumed: true }] },
      ],
      answers: [
        { criterion: "open-source", answer: "no", reason: "x" },
        { answers: [{ criterion: "open-source", answer: "no" }] },
      ],
      exceptions: [
        { criterion: "open-source", person_name: "Zoë" },
        { exceptions: [{ person_name: "Zoë", review_on: null }] },
      ],
      contracts: [
        { reference: "ABV 7", valid_until: "2027-12-31" },
        { contracts: [{ kind: "processing", reference: "ABV 7" }] },
      ],
      "sub-processors": [{ name: "Host AG", country: "CH" }, { sub_processors: [{ name: "Host AG", country: "CH" }] }],
    };
    for (const [path, [sent, told]] of Object.entries(facts)) {
      const { status, body, headers } = await post(`/systems/bookstack/${path}`, sent);
      expect({ path, status, location: headers.get("location"), body }).toMatchObject({
        path,
        status: 201,
        location: "/api/v1/systems/bookstack",
        body: told,
      });
    }
  });

  test("what does not fit is told by field, in both languages, and nothing is stored", async () => {
    const { post, db } = api();
    const before = db.query("SELECT count(*) AS n FROM history_entries").get();
    const refusals: [string, unknown, string[]][] = [
      ["/services", {}, ["name"]],
      ["/services", { name: "x".repeat(121), stage: "soon", colour: "red" }, ["colour", "name", "stage"]],
      ["/services/newsletter/stages", { stage: "live", happened: "31.02.2021" }, ["happened"]],
      ["/services/newsletter/stages", { stage: "live", happened: "2021", reported_on: "2020-12-31" }, ["happened"]],
      ["/services/newsletter/stages", { stage: "live", reported_on: "2027-01-01" }, ["reported_on"]],
      ["/services/newsletter/replacements", {}, ["from"]],
      ["/systems/slack/places", { kind: "seat", country: "Atlantis", assumed: 1 }, ["assumed", "country"]],
    ];
    for (const [path, sent, fields] of refusals) {
      const { status, body } = await post(path, sent);
      expect({ path, status, fields: Object.keys(body.error.fields).sort() }).toEqual({ path, status: 422, fields });
      for (const { message, message_de } of Object.values(body.error.fields) as Record<string, string>[])
        expect(message !== message_de).toBe(true);
    }
    expect(db.query("SELECT count(*) AS n FROM history_entries").get()).toEqual(before);
  });

  test("what is no JSON object, or too much of it", async () => {
    const { post } = api();
    for (const body of ["", "{", "[]", '"x"', "null", "name=Wiki"])
      expect(await post("/services", body)).toMatchObject({
        status: 422,
        body: { error: { code: "invalid", message: "A JSON object in UTF-8 is expected." } },
      });
    expect((await post("/services", { name: "x", note: "y".repeat(1024 * 1024) })).body.error.message).toBe(
      "The body is larger than 1 MB.",
    );
  });

  test("of what is not there", async () => {
    const { post } = api();
    for (const path of ["/services/nothing/stages", "/systems/nothing/places"])
      expect((await post(path, {})).status).toBe(404);
    expect(await post("/systems/slack/answers", { criterion: "nothing", answer: "yes" })).toMatchObject({
      status: 404,
    });
    const foreign = await post("/services/newsletter/stages", { stage: "live", corrects: 999 });
    expect(foreign.status).toBe(404);
  });

  test("a token that may only read is refused, and so is nobody", async () => {
    expect(await api("read").post("/services", { name: "Wiki" })).toMatchObject({
      status: 403,
      body: { error: { code: "forbidden" } },
    });
    const site = visit();
    const answer = await site.post("/api/v1/services", { name: "Wiki" });
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  });
});
