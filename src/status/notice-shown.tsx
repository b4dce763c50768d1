import type { Database } from "bun:sqlite";
import type { Reader } from "#src/reader.ts";
import type { Wrong } from "#views/status/notice-forms.tsx";
import { NoticeManagePage } from "#views/status/notice-manage-page.tsx";
import { servicesOf } from "./affected.ts";
import { listComponents } from "./component-store.ts";
import { wallOf } from "./days.ts";
import { countReceivers, progressOf } from "./fanout-store.ts";
import { mailIsReady } from "./mail-out.ts";
import { type Told, touched } from "./notice.ts";
import { namesIn } from "./rendering.tsx";

/** The team's page of one notice, with a form that was wrong where there was one. */
export function noticeShown(db: Database, reader: Reader, notice: Told, wrong: Wrong | null = null): JSX.Element {
  const zone = reader.company.time_zone;
  const wall = {
    begins_at: wallOf(notice.begins_at, zone),
    ends_at: notice.ends_at ? wallOf(notice.ends_at, zone) : "",
  };
  const names = namesIn(db, reader.language);
  const props = { reader, notice, names, wall, wrong, components: listComponents(db), mailReady: mailIsReady(db) };
  return (
    <NoticeManagePage
      {...props}
      affected={servicesOf(db, touched(notice), reader.today)}
      count={countReceivers(db, touched(notice))}
      progress={progressOf(db, notice.id)}
    />
  );
}
