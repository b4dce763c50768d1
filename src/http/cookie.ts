const name = "aktion";

/** The secret that the session cookie holds, or null. Read by hand: this runs for every request. */
export function sessionSecret(request: Request): string | null {
  const header = request.headers.get("cookie");
  if (!header) return null;
  const pair = header.split(";").find((one) => one.trimStart().startsWith(`${name}=`));
  return pair ? pair.slice(pair.indexOf("=") + 1).trim() || null : null;
}

type Kept = { secure: boolean; days: number };

export function sessionCookie(secret: string, { secure, days }: Kept): string {
  return `${name}=${secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${days * 86_400}${secure ? "; Secure" : ""}`;
}

export function endedCookie(secure: boolean): string {
  return sessionCookie("", { secure, days: 0 });
}
