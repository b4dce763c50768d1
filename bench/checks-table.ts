import type { Busy, Quiet } from "./checks.ts";

/** What was measured of the checks, beside the aims; the last column is Uptime Kuma 2.5.3 on the same machine (research/status.md, 5). */
export function checksTable(quiet: Quiet, busy: Busy): string {
  return `Status checks, over HTTP against this machine, one minute each after 25 seconds:

| ${quiet.checks} checks every 20 s | measured | aim | Uptime Kuma |
|---|---|---|---|
| of one core | ${quiet.cpu_percent.toFixed(1)} % | under 3 % | 7 % |
| memory | ${quiet.megabytes.toFixed(0)} MB | under 130 MB | 322 to 417 MB |
| written to disk for each check | ${(quiet.bytes_per_check / 1000).toFixed(2)} KB | under 2 KB | 40 KB |
| most started in one second | ${quiet.most_per_second} | 30 | 119 |
| all checked once after a restart | ${quiet.all_after_restart_s.toFixed(1)} s | 20 s | 336 s |
| all failing at once, of one core | ${quiet.failing_cpu_percent.toFixed(1)} % | under 15 % | 35 % |

| ${busy.checks} checks every 20 s, while pages are read | measured | aim |
|---|---|---|
| started in the minute | ${busy.started} | ${busy.checks * 3} |
| 99 of 100 start less late than | ${busy.late_p99_ms.toFixed(0)} ms | 250 ms |
| pages, p99 | ${busy.page_p99_ms.toFixed(0)} ms | |
| of one core | ${busy.cpu_percent.toFixed(0)} % | |
`;
}
