import { describe, expect, test } from "bun:test";
import { startOfDay } from "#src/inbox/day-start.ts";
import { indexMessage } from "#src/inbox/index-store.ts";
import { mergeTickets } from "#src/inbox/merge-actions.ts";
import { type Searching, searchMessages } from "#src/inbox/search.ts";
import { readSearch } from "#src/inbox/search-query.ts";
import { snippetOf } from "#src/inbox/snippet.ts";
import { addNote, assignTicket, closeTicket, markSpam } from "#src/inbox/ticket-actions.ts";
import { chanceFrom } from "../support/chance.ts";
import { aMailbox, anInbox, days, minutes } from "../support/inbox.ts";

function searched() {
  const inbox = anInbox();
  const { db, mailbox, receive } = inbox;
  const mails = {
    rechnung: receive({
      subject: "Rechnung Oktober",
      text: "Die Rechnungen stimmen nicht, bitte prüfen Sie den Betrag.",
      at: minutes(1),
    }),
    server: receive({
      from: "Béatrice Zürcher <bea@firma.ch>",
      subject: "Server",
      text: "Der Server in Zürich steht still.",
      at: minutes(2),
    }),
    datei: receive({
      from: "carla@dritte.ch",
      subject: "Vertrag",
      headers: ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b"],
      text: '--b\n\nIm Anhang.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="Rahmenvertrag 2026.pdf"\n\nx\n--b--',
      at: days(-40),
    }),
  };
  const find = (typed: string, more: Partial<Searching> = {}) =>
    searchMessages(db, typed, { mailboxes: [mailbox], person_id: 1, time_zone: "Europe/Zurich", from: null, ...more });
  const subjects = (typed: string, more: Partial<Searching> = {}) =>
    find(typed, more).hits.map(({ subject }) => subject);
  return { ...inbox, ...mails, find, subjects };
}

describe("words", () => {
  test.each([
    ["rechnung", ["Rechnung Oktober"]],
    ["RECHN", ["Rechnung Oktober"]],
    ["zurich", ["Server"]],
    ["Zürich", ["Server"]],
    ["beatrice", ["Server"]],
    ["bea@firma.ch", ["Server"]],
    ["rahmenvertrag", ["Vertrag"]],
    ["server steht", ["Server"]],
    ["server rechnung", []],
    ['"steht still"', ["Server"]],
    ['"still steht"', []],
    ['"steh"', []],
    ["s", []],
    ["der", ["Server"]],
    ["server -still", []],
    ["im -server", ["Vertrag"]],
    ["subject:server", ["Server"]],
    ["betreff:still", []],
    ["from:carla", ["Vertrag"]],
    ["von:Zürcher", ["Server"]],
    ["an:support", ["Server", "Rechnung Oktober", "Vertrag"]],
    ["from:support", []],
    ["has:attachment", ["Vertrag"]],
    ["hat:anhang rahmen", ["Vertrag"]],
    ["before:2026-11-01", ["Vertrag"]],
    ["nach:1.11.2026", ["Server", "Rechnung Oktober"]],
    ["after:2026-10 before:2026-11-23 vertrag", ["Vertrag"]],
  ])("%s", (typed, found) => {
    expect(searched().subjects(typed).sort()).toEqual([...found].sort());
  });
});

describe("filters", () => {
  test("of states, also together with words", () => {
    const { db, subjects, rechnung, server, by } = searched();
    closeTicket(db, rechnung.ticket.id, by);
    assignTicket(db, server.ticket.id, 1, by);
    expect(subjects("is:closed")).toEqual(["Rechnung Oktober"]);
    expect(subjects("ist:erledigt rechn")).toEqual(["Rechnung Oktober"]);
    expect(subjects("is:mine")).toEqual(["Server"]);
    expect(subjects("is:unassigned")).toEqual(["Vertrag"]);
    expect(subjects("is:mine", { person_id: 2 })).toEqual([]);
    markSpam(db, server.ticket.id, by);
    expect(subjects("is:spam still")).toEqual(["Server"]);
    expect(subjects("is:open is:closed")).toEqual([]);
  });

  test("a day begins at midnight of the company, in winter and in summer", () => {
    expect(startOfDay("2026-11-23", "Europe/Zurich")).toBe("2026-11-22T23:00:00.000Z");
    expect(startOfDay("2026-07-01", "Europe/Zurich")).toBe("2026-06-30T22:00:00.000Z");
    expect(startOfDay("2026-03-29", "Europe/Zurich")).toBe("2026-03-28T23:00:00.000Z");
    expect(startOfDay("2026-03-30", "Europe/Zurich")).toBe("2026-03-29T22:00:00.000Z");
    expect(startOfDay("2026-03-08", "America/New_York")).toBe("2026-03-08T05:00:00.000Z");
  });

  test("what means nothing is told, not left out silently", () => {
    const { find } = searched();
    expect(find("server is:gelb before:gestern has:geld").unknown).toEqual(["is:gelb", "before:gestern", "has:geld"]);
  });

  test("a number leads to the ticket, also to where it was merged", () => {
    const { db, find, rechnung, server, by } = searched();
    expect(find(`#${server.ticket.id}`).ticket_id).toBe(server.ticket.id);
    expect(find(`[#K-${server.ticket.id}]`).ticket_id).toBe(server.ticket.id);
    mergeTickets(db, server.ticket.id, rechnung.ticket.id, by);
    expect(find(`#${server.ticket.id}`).ticket_id).toBe(rechnung.ticket.id);
    expect(find("#999").ticket_id).toBeNull();
  });
});

describe("what may not be seen", () => {
  test("is not found, by words, by number or by time", () => {
    const { db, receive, find, mailbox } = searched();
    const other = aMailbox(db, { address: "datenschutz@example.ch" });
    const secret = receive({ subject: "Geheimnis", text: "Streng vertraulich" }, { mailbox: other });
    for (const typed of ["geheimnis", "vertraulich", "is:open", `#${secret.ticket.id}`, "-nichts geheim"]) {
      const found = find(typed);
      expect([found.hits.some(({ ticket_id }) => ticket_id === secret.ticket.id), found.ticket_id]).toEqual([
        false,
        null,
      ]);
    }
    expect(find("geheimnis", { mailboxes: [mailbox, other] }).hits.length).toBe(1);
    expect(find("geheimnis", { mailboxes: [] }).hits).toEqual([]);
  });
});

test("a small mailbox is found in, whatever lies newer in large ones", () => {
  const { db, receive, find, mailbox } = searched();
  const small = aMailbox(db, { address: "datenschutz@example.ch" });
  receive({ subject: "Selten", text: "allerweltswort" }, { mailbox: small });
  db.transaction(() => {
    for (let id = 10_000; id < 15_001; id += 1)
      indexMessage(db, { id, subject: "", people: "", body: "allerweltswort", files: "", mailbox });
  })();
  expect(find("allerweltswort", { mailboxes: [small] }).hits.map(({ subject }) => subject)).toEqual(["Selten"]);
});

test("the number of a mailbox is no word to be found", () => {
  expect(searched().subjects("1")).toEqual([]);
});

test("a ticket stands once, with its newest message that matches; more are found by going on", () => {
  const { receive, find, db, by } = searched();
  for (let n = 0; n < 30; n += 1) {
    const { ticket } = receive({ subject: `Fall ${n}`, text: "Drucker", id: `d${n}@kunde.ch`, at: minutes(n + 10) });
    addNote(db, ticket.id, "Drucker ausgetauscht", { ...by, at: minutes(n + 11) });
  }
  const first = find("drucker");
  expect(first.hits.map(({ subject, kind }) => `${subject} ${kind}`).slice(0, 2)).toEqual([
    "Fall 29 note",
    "Fall 28 note",
  ]);
  const second = find("drucker", { from: first.more });
  expect([first.hits.length, second.more]).toEqual([25, null]);
  expect(new Set([...first.hits, ...second.hits].map(({ ticket_id }) => ticket_id)).size).toBe(30);
  const byTime = find("is:open");
  const rest = find("is:open", { from: byTime.more });
  expect(new Set([...byTime.hits, ...rest.hits].map(({ ticket_id }) => ticket_id)).size).toBe(33);
});

describe("nothing typed is syntax", () => {
  const hostile = [
    '"',
    '""',
    "*",
    "^server",
    "NEAR(server, 2)",
    "server OR rechnung",
    "server AND",
    "NOT",
    "{subject}:x",
    "(",
    "a:b:c",
    "'; DROP TABLE tickets; --",
    "\u0000",
    "😀",
    "-",
    "--",
    "from:",
    'subject:"',
    "is:",
    "mailbox:1",
    "rowid:5",
    "server* + x",
    "%",
    "[#]",
    "x".repeat(10_000),
    "- ".repeat(300),
  ];

  test.each(hostile.map((typed) => [typed.slice(0, 20), typed]))("%p", (_, typed) => {
    expect(() => searched().find(typed)).not.toThrow();
  });

  test("nor is anything put together from such pieces", () => {
    const { find } = searched();
    const chance = chanceFrom(11);
    for (let n = 0; n < 500; n += 1) {
      const typed = Array.from({ length: chance.count(6) }, () =>
        chance.one([...hostile.slice(0, 24), "server", " ", "is:open", "-still", "\ud800"]),
      ).join(chance.one(["", " "]));
      find(typed);
    }
  });

  test("words of FTS5 are words", () => {
    expect(readSearch("server OR NEAR").terms.map(({ words }) => words.join())).toEqual(["server", "OR", "NEAR"]);
  });
});

describe("snippets", () => {
  const told = (text: string, words: string[]) =>
    snippetOf(text, words)
      .map(({ text, hit }) => (hit ? `[${text}]` : text))
      .join("");

  test("show the first place, on one line, with the words marked", () => {
    expect(told("Guten Tag\n\nder Server in Zürich\nsteht.", ["zurich", "serv"])).toBe(
      "Guten Tag der [Server] in [Zürich] steht.",
    );
    const long = `${"Wort ".repeat(100)}Treffer ${"Ende ".repeat(100)}`;
    expect(told(long, ["treffer"])).toMatch(/^… (Wort )+\[Treffer\] (Ende )+…$/);
  });

  test("show the beginning when the word stands elsewhere, also inside of longer words", () => {
    expect(told("Guten Tag, unser Webserver steht.", ["server"])).toBe("Guten Tag, unser Webserver steht.");
    expect(told("", ["x"])).toBe("");
  });

  test("keep their places where letters fold to more or fewer", () => {
    expect(told("İstanbul und Straße: Server", ["server"])).toBe("İstanbul und Straße: [Server]");
  });

  test("markup stays text", () => {
    expect(snippetOf("<b>Server</b>", ["server"])).toEqual([
      { text: "<b>", hit: false },
      { text: "Server", hit: true },
      { text: "</b>", hit: false },
    ]);
  });
});
