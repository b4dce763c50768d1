export type Scope = "read" | "write";

export type ApiToken = {
  id: number;
  name: string;
  scope: Scope;
  created_by: string;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
};
