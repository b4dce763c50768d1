/** Whether a machine sent it (rule A1), the strongest sign as `why`, and all signs found. Codes are listed in docs/mail-parsing.md. */
export type Automatic = { is: boolean; why: string | null; signs: string[] };
