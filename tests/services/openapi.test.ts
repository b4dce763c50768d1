import { expect, test } from "bun:test";
import { visit } from "../support/browser.ts";

test("/api/openapi.json describes every address of the API and no other, for anybody", async () => {
  const site = visit({ as: "nobody" });
  const document = (await (await site.get("/api/openapi.json")).json()) as OpenApi;
  const told = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = site.app.routes
    .filter(({ path }) => path.startsWith("/api/v1/"))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
  expect(told.sort()).toEqual(served.sort());
  expect(document.openapi).toStartWith("3.1");
  expect(document.components.securitySchemes).toEqual({ token: { type: "http", scheme: "bearer" } });
});

test("it says of each what it takes, and refers only to what is there", async () => {
  const document = (await (await visit({ as: "nobody" }).get("/api/openapi.json")).json()) as OpenApi;
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      expect(operation.summary.length).toBeGreaterThan(5);
      if (method === "post")
        expect({ path, takes: Object.keys(operation.requestBody!.content) }).toEqual({
          path,
          takes: ["application/json"],
        });
    }
  const stages =
    document.paths["/api/v1/services/{slug}/stages"]!["post"]!.requestBody!.content["application/json"]!.schema;
  expect(stages).toMatchObject({ required: ["stage"], additionalProperties: false });
  for (const [, name] of JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g))
    expect(document.components.schemas).toHaveProperty(name!);
  expect(JSON.stringify(document)).not.toContain("x-body-form");
});

type Described = { summary: string; requestBody?: { content: Record<string, { schema: object }> } };
type OpenApi = {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
  components: { securitySchemes: object; schemas: object };
};
