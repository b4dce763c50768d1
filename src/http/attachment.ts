/** A content-disposition header (RFC 6266) with a file's real name: once in ASCII for old programs, once as it is (RFC 8187). */
export function attachmentNamed(name: string, inline = false): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]/g, "_")
    .replace(/["\\%]/g, "_");
  const exact = encodeURIComponent(name.toWellFormed()).replace(/['()*!]/g, hex);
  return `${inline ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${exact}`;
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
