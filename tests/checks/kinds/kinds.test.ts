import { expect, test } from "bun:test";
import { typedFrom } from "#src/checks/kind.ts";
import { kinds } from "#src/checks/kinds/list.ts";

const targets: Record<string, string> = {
  http: "https://www.example.ch/",
  tcp: "db.example.ch:5432",
  ping: "router.example.ch",
  dns: "example.ch",
  tls: "www.example.ch:8443",
  domain: "example.ch",
  smtp: "smtp://mail.example.ch:587",
  imap: "imaps://mail.example.ch",
  heartbeat: "nightly backup",
  gone: "acme.slack.com",
  trace: "https://www.example.ch/",
};

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  "%s: a target alone is enough, and what is stored reads the same again",
  (name, kind) => {
    const typed = { ...kind.fromTarget(targets[name]!), ...(name === "trace" ? { old: "slack" } : {}) };
    const config = kind.form.parse(typed);
    const stored = JSON.parse(JSON.stringify(config));
    expect(kind.form.parse(stored)).toEqual(config);
    expect(kind.form.parse(typedFrom(stored))).toEqual(config);
    expect(kind.targetOf(config)).not.toBe("");
  },
);

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  "%s: every field of the config can be asked for, and the secrets are among them",
  (name, kind) => {
    const config = kind.form.parse({
      ...kind.fromTarget(targets[name]!),
      ...(name === "trace" ? { old: "slack" } : {}),
    });
    const asked = kind.fields.map((field) => field.name);
    expect(Object.keys(config as object).filter((field) => !asked.includes(field) && field !== "name")).toEqual([]);
    expect(
      kind.secrets.filter((secret) => kind.fields.find((field) => field.name === secret)?.input !== "password"),
    ).toEqual([]);
  },
);

test("one option of the command line means one sort of value in every kind", () => {
  const inputs = new Map<string, Set<boolean>>();
  for (const { name, input } of kinds.flatMap(({ fields }) => fields))
    inputs.set(name, (inputs.get(name) ?? new Set()).add(input === "checkbox"));
  expect([...inputs].filter(([, sorts]) => sorts.size > 1)).toEqual([]);
});

test("names of hosts are understood as people write them", () => {
  const hostOf = (name: string, target: string) => {
    const kind = kinds.find((one) => one.name === name)!;
    return kind.hostOf(kind.form.parse(kind.fromTarget(target)));
  };
  expect(hostOf("tcp", "[2001:db8::1]:25")).toBe("2001:db8::1");
  expect(hostOf("tcp", "Müller.example:25")).toBe("xn--mller-kva.example");
  expect(hostOf("http", "https://MÜLLER.example/a")).toBe("xn--mller-kva.example");
  expect(hostOf("dns", "example.ch.")).toBe("example.ch");
});

test("a target without a scheme is encrypted, but for a port that is not one of encryption", () => {
  const urlOf = (target: string) => kinds.find(({ name }) => name === "http")!.fromTarget(target)["url"];
  expect(urlOf("www.example.ch")).toBe("https://www.example.ch/");
  expect(urlOf("www.example.ch:8443/a")).toBe("https://www.example.ch:8443/a");
  expect(urlOf("localhost:8080")).toBe("http://localhost:8080/");
  expect(kinds.find(({ name }) => name === "trace")!.fromTarget("www.example.ch:8080")).toEqual({
    domain: "example.ch",
    pages: "http://www.example.ch:8080/",
  });
});

test("the usual port follows what is spoken first", () => {
  const tls = kinds.find(({ name }) => name === "tls")!;
  const portOf = (starttls: string) => (tls.form.parse({ host: "a.ch", starttls }) as { port: number }).port;
  expect(["none", "smtp", "imap"].map(portOf)).toEqual([443, 25, 143]);
});
