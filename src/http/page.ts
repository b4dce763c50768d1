/** A page that is ready as text: sent as it is, without being looked through for what it might be. */
export function pageOf(text: string): Response {
  return new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } });
}
