import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { build } from "../tools/build.ts";
import { install } from "../tools/install.ts";
import { print, project, runStep } from "../tools/step.ts";
import type { Taking } from "./intake.ts";
import { loader } from "./load.ts";
import type { MailParsing } from "./mail-parse.ts";
import type { Page, Start } from "./measure.ts";
import type { Sending } from "./sending.ts";
import type { Verifying } from "./verify.ts";

// One command, about a minute, on loopback only: `npx -y bun@1.4.5 run bench`. Writes bench/results.md.
if (!((await runStep(install)) && (await runStep(build)))) process.exit(1);
const { measurePage, measureStart } = await import("./measure.ts");
const { measureSending } = await import("./sending.ts");
const { measureVerify } = await import("./verify.ts");
const { measureMailParse } = await import("./mail-parse.ts");

const start = await measureStart();
const pages = [await measurePage(10), await measurePage(200)];
const sending = await measureSending(3000);
const { measureHuge, measureIntake } = await import("./intake.ts");
const intake = intakeTable(await measureIntake(10_000), await measureHuge());
const mailParsing = mailTable(await measureMailParse(2000));
const report = `${written(start, pages, await measureVerify(10_000), sending)}\n${intake}\n${mailParsing}`;
writeFileSync(`${project}bench/results.md`, report);
print(report);

function written(
  { best_ms, median_ms, idle_mb }: Start,
  measured: Page[],
  verifying: Verifying,
  sending: Sending,
): string {
  return `# Measured

By \`npx -y bun@1.4.5 run bench\` on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model.trim()}, Bun ${Bun.version}, load by ${loader}.
Everything on one machine: what asks takes a part of it. Ratios say more than numbers.

| | measured | aim |
|---|---|---|
| start to first answer, best of 10 | ${best_ms.toFixed(0)} ms | under 150 ms |
| the same, median | ${median_ms.toFixed(0)} ms | |
| memory, idle | ${idle_mb.toFixed(0)} MB | under 100 MB |
| \`aktion verify\`, ${verifying.entries} entries, each with its row | ${verifying.database_ms.toFixed(0)} ms | under 2000 ms |
| the same of an export | ${verifying.export_ms.toFixed(0)} ms | under 2000 ms |
| notices out through loopback, ${sending.mails} of them | ${sending.perSecond.toFixed(0)} a second | at least 40 |
| a page meanwhile, p99 | ${sending.page_p99_ms.toFixed(0)} ms | under 50 ms |
| a reply, from the end of its undo window until the server has it, median and worst of 20 | ${sending.late_ms} and ${sending.late_most_ms} ms | under 1000 ms |

\`/services\`, logged in, against a bare \`Bun.serve\` that answers as many bytes, in the same run:

| services | page | req/s | p99 | bare req/s | ratio | aim | right after a change |
|---|---|---|---|---|---|---|---|
${measured.map(row).join("\n")}

"Right after a change": the whole page when nothing of it is remembered, median of 20, from the request to the last byte.
`;
}

function row({ services, bytes, ours, bare, afterChange_ms }: Page): string {
  const ratio = `1:${(bare.perSecond / ours.perSecond).toFixed(1)}`;
  const aim = services === 10 ? "1:10" : "1:15";
  const kilobytes = (bytes / 1000).toFixed(1);
  return `| ${services} | ${kilobytes} KB | ${ours.perSecond.toFixed(0)} | ${ours.p99_ms.toFixed(1)} ms | ${bare.perSecond.toFixed(0)} | ${ratio} | ${aim} | ${afterChange_ms.toFixed(1)} ms |`;
}

function mailTable({ perSecond, postalMime_perSecond, broken, slowest_ms, huge }: MailParsing): string {
  const ratio = (perSecond / postalMime_perSecond).toFixed(1);
  return `Mail parsed, by processor time of one core:

| | measured | aim |
|---|---|---|
| usual mails of 7 to 17 KB | ${perSecond.toFixed(0)} a second | over 2000 |
| the same by postal-mime | ${postalMime_perSecond.toFixed(0)} a second (ours: ${ratio} times) | |
| slowest of ${broken} broken ones, folded too | ${slowest_ms.toFixed(0)} ms | under 1000 ms |
${huge.map(({ name, ms, more_mb }) => `| ${name} | ${ms.toFixed(0)} ms, ${more_mb.toFixed(0)} MB more | under 1000 ms |`).join("\n")}
`;
}

function intakeTable(many: Taking, huge: Taking): string {
  const line = (what: string, value: (one: Taking) => string, aim: string) =>
    `| ${what} | ${value(many)} | ${value(huge)} | ${aim} |`;
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const mb = (value: number) => `${value.toFixed(0)} MB`;
  return `Mail in, from a real Dovecot over TLS, while somebody reads \`/inbox\` fifty times a second and writes a note five times a second.
Huge: a mail of 50 MB, one with 50 MB of text, and one of 10'000 parts.

| | ${many.mails} mails, ${many.megabytes} MB | ${huge.mails} huge ones | aim |
|---|---|---|---|
${[
  line("stored, parsed, threaded, indexed", (one) => `${one.perSecond.toFixed(1)} a second`, "1000 a second"),
  line("processor time a mail, with what people did", (one) => ms(one.processor_ms), ""),
  line("a page meanwhile, p50 and p99", ({ page }) => `${ms(page.p50_ms)} and ${ms(page.p99_ms)}`, "p99 under 20 ms"),
  line("a note meanwhile, p50 and p99", ({ write }) => `${ms(write.p50_ms)} and ${ms(write.p99_ms)}`, "under 50 ms"),
  line("memory, at most", (one) => mb(one.peak_mb), "under 320 MB"),
  line("memory, 15 seconds after", (one) => mb(one.after_mb), "under 160 MB"),
].join("\n")}
`;
}
