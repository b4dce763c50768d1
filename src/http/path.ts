/**
 * The path of a request as everybody here reads it; null when the address cannot be read, or when the router would read another one.
 * Elysia looks for the path from the eleventh character on, so behind a host of three letters (`http://a/login/people`) it would answer
 * `/people` while the gate judges `/login/people`.
 */
export function pathOf(request: Request): string | null {
  const { url } = request;
  if (!URL.canParse(url) || url.indexOf("/", 11) !== url.indexOf("/", 8)) return null;
  return new URL(url).pathname;
}
