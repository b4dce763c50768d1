import { type ParsedMail, parseMail } from "#src/mail/message.ts";

/** A mail from its lines, read. */
export const mailOf = (...lines: string[]): ParsedMail => parseMail(new TextEncoder().encode(lines.join("\r\n")));
