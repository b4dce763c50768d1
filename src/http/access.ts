import type { Role } from "#src/reader.ts";

/** Who may use an address: anybody; somebody with a bearer token of that scope; or a person with at least that role. */
export type Needed = "anybody" | "token:read" | "token:write" | Role;

const read = new Set(["GET", "HEAD", "OPTIONS"]);

type Rule = { path: RegExp; needs: Needed | ((method: string) => Needed) };

/** First match wins. What nothing matches needs a viewer to read and a member to change, so a new address is never open by mistake. */
const rules: readonly Rule[] = [
  { path: /^\/(login|setup|invitation|reset)(\/|$)/, needs: "anybody" },
  { path: /^\/(public\/|healthz$|metrics$|favicon\.ico$|robots\.txt$)/, needs: "anybody" },
  { path: /^\/stand(\.md)?$/, needs: "anybody" },
  { path: /^\/status\/manage\/(settings|subscribers\/(import|export\.csv))(\/|$)/, needs: "owner" },
  { path: /^\/status\/manage(\/|$)/, needs: "member" },
  { path: /^\/status(\/|$)/, needs: "anybody" },
  { path: /^\/ping\//, needs: "anybody" },
  { path: /^\/api\/openapi\.json$/, needs: "anybody" },
  { path: /^\/api(\/|$)/, needs: (method) => (read.has(method) ? "token:read" : "token:write") },
  { path: /^\/(logout|people\/me(\/.*)?)$/, needs: "viewer" },
  { path: /^\/notifications(\/|$)/, needs: "viewer" },
  { path: /^\/inbox\/\d+\/presence$/, needs: "viewer" },
  { path: /^\/(people|settings)(\/|$)/, needs: "owner" },
  { path: /^\/inbox\/tags\/\d+\/(merge|remove)$/, needs: "owner" },
  { path: /^\/deletions\/template(\/|$)/, needs: "owner" },
  { path: /^\/deletions\/calendar\/[\w-]{43}\.ics$/, needs: (method) => (read.has(method) ? "anybody" : "viewer") },
  { path: /^\/deletions\/calendar(\/|$)/, needs: "viewer" },
  { path: /^\/inbox\/(customers\/\d+\/(erase|export)|erasures)(\/|$)/, needs: "owner" },
  { path: /^\/services\/export\/exchange\.json(\/|$)/, needs: "owner" },
  { path: /^\/services\/import\/?$/, needs: "member" },
  { path: /^\/checks\/observer\/references(\/|$)/, needs: "owner" },
];

/** The one place where it is written who may use which address. `/x/` is answered as `/x` is, so it is judged as `/x` is. */
export function neededFor(method: string, path: string): Needed {
  const address = path.replace(/\/+$/, "") || "/";
  const rule = rules.find((one) => one.path.test(address));
  if (rule) return typeof rule.needs === "function" ? rule.needs(method) : rule.needs;
  return read.has(method) ? "viewer" : "member";
}
