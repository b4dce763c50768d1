import { describe, expect, test } from "bun:test";
import { type DeletionLetter, deletionLetter, followUpLetter } from "#src/inbox/deletion-letter.ts";

const letter: DeletionLetter = {
  company: "Beispiel Hosting AG",
  regime: "CH",
  system: "Mailchimp",
  vendor: "The Rocket Science Group",
  account: "us19-4711",
  deleted: null,
  categories: "Namen und E-Mail-Adressen",
  subjects: "Kundinnen und Kunden",
  contract: "DPA 2019-03",
  subProcessors: ["AWS", "Twilio"],
  answerBy: "2026-12-23",
  sender: "Ines Huber",
};

describe("the letter to an old provider", () => {
  test("names our account, the data, the law, the contract, backups, sub-processors and a date", () => {
    const { subject, text } = deletionLetter(letter, "de");
    expect(subject).toBe("Löschung unserer Daten bei Mailchimp (us19-4711)");
    for (const said of [
      "unser Konto: us19-4711",
      "Namen und E-Mail-Adressen von Kundinnen und Kunden",
      "Art. 6 Abs. 4 und Art. 9",
      "(DPA 2019-03)",
      "Backups",
      "(AWS, Twilio)",
      "bis zum 23.12.2026",
      "Ines Huber\nBeispiel Hosting AG",
    ])
      expect(text).toContain(said);
  });

  test("says the same in English", () => {
    const { subject, text } = deletionLetter(letter, "en");
    expect(subject).toBe("Deletion of our data at Mailchimp (us19-4711)");
    expect(text).toContain("Art. 6(4) and Art. 9");
    expect(text).toContain("by 23.12.2026");
    expect(text).not.toMatch(/[äöü]/);
  });

  test("rests on European law where the company stands under it", () => {
    expect(deletionLetter({ ...letter, regime: "EU" }, "de").text).toContain("Art. 28 Abs. 3 lit. g und h");
    expect(deletionLetter({ ...letter, regime: "EU" }, "en").text).toContain("clause 8.5");
  });

  test.each(["de", "en"] as const)("leaves out what nobody knows (%s)", (language) => {
    const bare = { ...letter, account: null, categories: null, subjects: null, contract: null, subProcessors: [] };
    const { subject, text } = deletionLetter(bare, language);
    expect(subject + text).not.toMatch(/null|undefined|\(\)|: \.|insbesondere|in particular/);
  });

  test("asks for the rest and the confirmation where we deleted ourselves already", () => {
    const own = { ...letter, deleted: { on: "2020-12-08", text: null } };
    expect(deletionLetter(own, "de").text).toContain(
      "und unsere Daten dort selbst gelöscht (08.12.2020). Bitte löschen Sie alle Daten, die Sie noch",
    );
    expect(deletionLetter(own, "en").text).toContain(
      "deleted our data there ourselves (08.12.2020). Please delete all data that you still",
    );
  });

  test("the reminder names both days, the missing answer and who supervises us", () => {
    const reminder = { ...letter, requestedOn: "2026-11-23", answerWasDue: "2026-12-23", answerBy: "2027-01-06" };
    const text = followUpLetter(reminder, "de");
    for (const said of [
      "Am 23.11.2026",
      "bis zum 23.12.2026",
      "bis zum 06.01.2027",
      "us19-4711",
      "EDÖB",
      "Ines Huber\nBeispiel Hosting AG",
    ])
      expect(text).toContain(said);
    expect(followUpLetter({ ...reminder, regime: "EU" }, "en")).toContain("the competent data protection authority");
    expect(followUpLetter({ ...reminder, account: null }, "en")).not.toMatch(/null|\(\)|[äöü]/);
  });

  test("never writes ß", () => {
    expect(deletionLetter(letter, "de").text).not.toContain("ß");
  });
});
