import told from "./tickets.json";

/** Who speaks: the customer, one of us in an answer (`ines`, `toni`), or one of us in a note. */
type Turn = { from: "customer" | "ines" | "toni"; note?: true; hoursAgo: number; text: string };

export type Story = {
  mailbox: "support" | "datenschutz";
  name: string;
  address: string;
  subject: string;
  turns: readonly Turn[];
  state?: "closed" | "waiting-third" | "spam";
  assignee?: "ines" | "toni";
  /** Put off for so many hours from now. */
  snoozed?: number;
  tags?: readonly string[];
  html?: string;
};

/** What a small web host is asked in a few weeks, made up. Names and addresses are examples. */
export const stories = told as readonly Story[];
