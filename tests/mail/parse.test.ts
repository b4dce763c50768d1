import { describe, expect, test } from "bun:test";
import { type ParsedMail, parseMail } from "#src/mail/message.ts";
import { fixtures } from "./fixture.ts";

describe("what is broken in a mail is read as it was meant", () => {
  for (const { name, raw, expect: expected, stated } of fixtures) {
    test(name.replaceAll("-", " "), () => {
      expect(asJson(parseMail(raw))).toMatchObject(expected);
      if (stated) expect(asJson(parseMail(raw, { guess: false }))).toMatchObject(stated);
    });
  }
});

/** What is computed when asked for is there like everything else. */
function asJson({ attachments, ...mail }: ParsedMail): object {
  return {
    ...mail,
    attachments: attachments.map(({ filename, contentType, contentId, disposition, size, sha256 }) => ({
      filename,
      contentType,
      contentId,
      disposition,
      size,
      sha256,
    })),
  };
}
