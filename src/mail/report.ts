/** What became of one recipient; `status` as in RFC 3463 ("5.1.1"). Each is null when the report does not say it. */
export type ReportRecipient = {
  address: string;
  action: "failed" | "delayed" | "delivered" | "relayed" | "expanded" | null;
  status: string | null;
  diagnostic: string | null;
};

/** What a server or a mail program says about a mail sent earlier (RFC 3464, RFC 8098, RFC 5965, and the common free forms). */
export type Report = {
  kind: "delivery-status" | "disposition" | "feedback" | "other";
  recipients: ReportRecipient[];
  /** The Message-ID of the mail that this is about, normalised as R3. */
  originalMessageId: string | null;
  /** The ENVID given when the mail was sent. */
  envid: string | null;
};
