import type { Answer, DecodedPacket } from "dns-packet";
import type { DnsAnswer, DnsRecord, RecordType } from "./resolver.ts";

/** What a name server's message says about the question. Null stands for no usable answer. */
export function answerFrom(message: DecodedPacket | null, type: RecordType): DnsAnswer {
  if (!message) return { outcome: "failed", code: "no-answer", records: [] };
  const records = (message.answers ?? []).filter(({ type: of }) => of !== "OPT").map(recordFrom);
  const code = (message.flags ?? 0) & 0b1111;
  if (code === 3) return { outcome: "no-such-name", records };
  if (code !== 0) return { outcome: "failed", code: failures[code] ?? `RCODE ${code}`, records };
  return records.some((record) => record.type === type)
    ? { outcome: "found", records }
    : noSuchRecord(message, records);
}

const failures: Record<number, string> = { 1: "FORMERR", 2: "SERVFAIL", 4: "NOTIMP", 5: "REFUSED" };

/** A referral (no answer, not authoritative, no recursion offered) is a server that does not know, not a name without the record. */
function noSuchRecord(message: DecodedPacket, records: DnsRecord[]): DnsAnswer {
  const referral =
    records.length === 0 && !message.flag_aa && !message.flag_ra && (message.authorities ?? []).length > 0;
  const onlyServers = referral && (message.authorities ?? []).every(({ type }) => type === "NS");
  if (onlyServers) return { outcome: "failed", code: "referral", records };
  return { outcome: "no-such-record", records };
}

function recordFrom(answer: Answer): DnsRecord {
  const ttl = "ttl" in answer && typeof answer.ttl === "number" ? answer.ttl : 0;
  return { name: plainName(answer.name), type: answer.type, ttl, value: valueIn(answer) };
}

function valueIn(answer: Answer): string {
  switch (answer.type) {
    case "MX":
      return `${answer.data.preference ?? 0} ${plainName(answer.data.exchange)}`;
    case "TXT":
      return [answer.data].flat().map(String).join("");
    case "SRV":
      return `${answer.data.priority ?? 0} ${answer.data.weight ?? 0} ${answer.data.port} ${plainName(answer.data.target)}`;
    case "CAA":
      return `${answer.data.flags ?? 0} ${answer.data.tag} "${answer.data.value}"`;
    case "SOA":
      return `${plainName(answer.data.mname)} ${plainName(answer.data.rname)} ${answer.data.serial ?? 0}`;
    case "CNAME":
    case "NS":
    case "PTR":
      return plainName(answer.data);
    default:
      return "data" in answer ? String(answer.data) : "";
  }
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
