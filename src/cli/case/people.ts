import type { Database } from "bun:sqlite";
import { invitePerson } from "#src/people/actions.ts";
import { acceptInvitation, issueSetupLink, setUpFirstOwner } from "#src/people/link-actions.ts";
import { passwordsAt } from "#src/people/password.ts";
import type { Role } from "#src/reader.ts";
import { setUpCompany } from "#src/settings/actions.ts";
import { listCriteria } from "#src/settings/store.ts";

/** Who can log in to the demo. They are ours: the reports name nobody. */
const people: readonly { email: string; name: string; role: Role }[] = [
  { email: "owner@example.ch", name: "Ines Huber", role: "owner" },
  { email: "member@example.ch", name: "Toni Frei", role: "member" },
  { email: "viewer@example.ch", name: "Vera Blum", role: "viewer" },
];

export type LogIn = { email: string; role: Role; password: string };

/** Sets the company up and lets the demo's people in, all with one password that is made anew each time. */
export async function writePeople(db: Database, at: Date): Promise<LogIn[]> {
  const password = newPassword();
  const password_hash = await passwordsAt().hash(password);
  db.transaction(() => {
    const [owner, ...others] = people;
    const { email, name } = owner!;
    const id = setUpFirstOwner(db, issueSetupLink(db, { at })!, { email, name, language: "de", password_hash }, at);
    const done = { by: `person:${id}`, at };
    const criteria = listCriteria(db).map((one) => ({ id: one.id, words: one, used: true }));
    setUpCompany(db, { company, criteria, added: null }, done);
    for (const other of others) {
      const { secret } = invitePerson(db, { ...other, language: "de" }, done)!;
      acceptInvitation(db, secret, { name: other.name, password_hash }, at);
    }
  }).immediate();
  return people.map(({ email, role }) => ({ email, role, password }));
}

const company = {
  name: "Beispiel Hosting",
  regime: "CH",
  time_zone: "Europe/Zurich",
  language: "de",
  public_address: null,
  stale_after_days: 35,
} as const;

/** Three groups of letters that cannot be misread. */
function newPassword(): string {
  const letters = "abcdefghkmnpqrstuvwxyz23456789";
  const random = crypto.getRandomValues(new Uint8Array(12));
  const text = [...random].map((byte) => letters[byte % letters.length]).join("");
  return text.match(/.{4}/g)!.join("-");
}
