import type { Language } from "#src/say.ts";

/** Without its passwords: those are read only where a server is logged in to. */
export type MailboxRow = {
  id: number;
  slug: string;
  name: string;
  address: string;
  from_name: string;
  reply_to: string | null;
  signature: string;
  language: Language;
  imap_host: string | null;
  imap_port: number | null;
  imap_security: "tls" | "starttls" | "none" | null;
  imap_user: string | null;
  imap_folder: string;
  imap_sent_folder: string | null;
  keeps_sent: 0 | 1;
  after_intake: "nothing" | "seen" | "delete";
  poll_s: number;
  smtp_host: string | null;
  smtp_port: number | null;
  smtp_security: "tls" | "starttls" | "none" | null;
  smtp_user: string | null;
  authority: string | null;
  login_method: "password";
  undo_s: number;
  plus_addressing: 0 | 1;
  subject_token: string;
  new_ticket_after_days: number;
  same_subject_hours: number;
  /** JSON: addresses and domains whose tracker numbers are followed (rule M8). */
  tracker_senders: string;
  authserv_id: string | null;
  sends_notices: 0 | 1;
  auto_reply: "never" | "always" | "outside-hours";
  auto_reply_subject: string;
  auto_reply_text: string;
  /** JSON, as `OfficeHours`. */
  office_hours: string;
  late_after_min: number;
  created_at: string;
  paused_at: string | null;
  archived_at: string | null;
};

/** What stands after the @ of its address: the right side of the ids of its mail. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
