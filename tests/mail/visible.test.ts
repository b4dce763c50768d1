import { describe, expect, test } from "bun:test";
import { parseMail } from "#src/mail/message.ts";
import { visibleHtml, visibleOf, visibleText } from "#src/mail/visible.ts";
import { fixtures } from "./fixture.ts";
import { mailOf } from "./raw.ts";

describe("a quote below a reply is folded, with what introduces it (rule Q3)", () => {
  const introductions = [
    "On Mon, Jan 1, 2024 at 10:00 AM Max Muster <max@firma.example> wrote:",
    "Am 01.01.2024 um 10:00 schrieb Max Muster:",
    "Am Mo., 1. Jan. 2024 um 10:00 Uhr schrieb Max Muster <max@firma.example>:",
    "Max Muster <max@firma.example> schrieb am 01.01.2024:",
    "Le lun. 1 janv. 2024 à 10:00, Max Muster <max@firma.example> a écrit :",
    "Il giorno lun 1 gen 2024 alle ore 10:00 Max Muster <max@firma.example> ha scritto:",
    "El lun, 1 ene 2024 a las 10:00, Max Muster (<max@firma.example>) escribió:",
    "Em seg., 1 de jan. de 2024 às 10:00, Max Muster <max@firma.example> escreveu:",
    "Op ma 1 jan. 2024 om 10:00 schreef Max Muster <max@firma.example>:",
    "Den mån 1 jan. 2024 kl 10:00 skrev Max Muster <max@firma.example>:",
    "man. 1. jan. 2024 kl. 10.00 skrev Max Muster <max@firma.example>:",
    "ma 1. tammik. 2024 klo 10.00 Max Muster (max@firma.example) kirjoitti:",
    "pon., 1 sty 2024 o 10:00 Max Muster <max@firma.example> napisał(a):",
    "po 1. 1. 2024 v 10:00 odesílatel Max Muster <max@firma.example> napsal:",
    "Max Muster <max@firma.example> ezt írta (időpont: 2024. jan. 1., H, 10:00):",
    "În lun., 1 ian. 2024 la 10:00, Max Muster <max@firma.example> a scris:",
    "пн, 1 янв. 2024 г. в 10:00, Max Muster <max@firma.example> написал(а):",
    "1 Oca 2024 Pzt 10:00 tarihinde Max Muster <max@firma.example> şunu yazdı:",
    "Στις Δευ 1 Ιαν 2024 στις 10:00 ο χρήστης Max Muster <max@firma.example> έγραψε:",
    "2024年1月1日(月) 10:00 Max Muster <max@firma.example>:",
    "Max Muster <max@firma.example> 于2024年1月1日周一 10:00写道:",
    "2024년 1월 1일 (월) 오전 10:00, Max Muster <max@firma.example>님이 작성:",
  ];
  for (const introduction of introductions) {
    const folded = `${introduction}\n> Die Frage\n> und mehr`;
    test(introduction, () => expect(visibleText(`Danke!\n\n${folded}\n`)).toEqual({ text: "Danke!", folded }));
  }
  test("an introduction over four lines", () => {
    const folded = "On Mon, Jan 1, 2024 at 10:00 AM\nMax Muster\n<max@firma.example>\nwrote:\n\n> a\n> b";
    expect(visibleText(`Danke!\n\n${folded}`)).toEqual({ text: "Danke!", folded });
  });
  test("an introduction whose quote has no marks", () => {
    const folded = "On 1 Jan 2024, at 10:00, Max Muster <max@firma.example> wrote:\n\nDie Frage";
    expect(visibleText(`Danke!\n\n${folded}`)).toEqual({ text: "Danke!", folded });
  });
});

describe("the copied header of a mail begins what is folded", () => {
  const headers = [
    "From: Max <m@firma.example>\nSent: Monday, January 1, 2024 10:00 AM\nTo: Hilfe\nSubject: RE: Frage",
    "Von: Max <m@firma.example>\nGesendet: Montag, 1. Januar 2024 10:00\nAn: Hilfe\nCc: Wer\nBetreff: AW: Frage",
    "De : Max <m@firma.example>\nEnvoyé : lundi 1 janvier 2024 10:00\nÀ : Aide\nObjet : RE: Question",
    "Da: Max <m@firma.example>\nInviato: lunedì 1 gennaio 2024 10:00\nA: Aiuto\nOggetto: R: Domanda",
    "*Von:* Max\n*Gesendet:* Montag\n*An:* Hilfe\n*Betreff:* Frage",
    "-----Original Message-----\nFrom: Max\nSent: Monday\nTo: Help\nSubject: x",
    "-----Ursprüngliche Nachricht-----\nMax schrieb etwas",
    "________________________________\nVan: Max\nVerzonden: maandag\nAan: Hulp\nOnderwerp: x",
  ];
  for (const header of headers)
    test(header.split("\n")[0]!, () =>
      expect(visibleText(`Danke!\n\n${header}\n\nDie Frage`)).toEqual({
        text: "Danke!",
        folded: `${header}\n\nDie Frage`,
      }),
    );
});

describe("nothing is folded", () => {
  const whole = {
    "where an answer follows the quote": "Am 1.1.2024 um 10:00 schrieb Max:\n> Frage\n\nAntwort",
    "where answers stand between": "Hallo\n\nAm 1.1.2024 um 10:00 schrieb Max:\n> Eins\nja\n> Zwei\nnein\n> Drei",
    "where nothing else would be left": "> Nur das Zitat\n> und sonst nichts",
    "where the mail begins with a copied header": "Von: Max\nGesendet: Montag\nAn: Hilfe\nBetreff: Frage\n\nText",
    "where a sentence ends like an introduction": "Hallo\n\nEr schrieb 2024:\n\n- Punkt eins\n- Punkt zwei",
    "of a signature": "Hallo\n\n-- \nRosa Meier\nFirma AG",
    "of what was sent on":
      "Zur Info\n\n---------- Forwarded message ---------\nFrom: Max\nDate: Mon\nSubject: x\nTo: y\n\nWichtig",
  };
  for (const [when, text] of Object.entries(whole))
    test(when, () => expect(visibleText(text)).toEqual({ text, folded: "" }));
  test("of a mail whose subject says that it was sent on", () => {
    const mail = mailOf(
      "Subject: WG: Frage",
      "",
      "Siehe unten",
      "",
      "Von: Max",
      "Gesendet: Montag",
      "An: y",
      "Betreff: Frage",
      "",
      "Text",
    );
    expect(visibleOf(mail).folded).toBe("");
  });
});

describe("containers of mail programs are folded in HTML (rule Q2)", () => {
  const quote = "<div>Die Frage</div>";
  const header = "<b>From:</b> Max<br><b>Sent:</b> Monday<br><b>To:</b> y<br><b>Subject:</b> x";
  const containers = {
    Gmail: `<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">Am 1.1. schrieb Max:<br></div><blockquote class="gmail_quote">${quote}</blockquote></div>`,
    Proton: `<div class="protonmail_quote">On Monday Max wrote:<br><blockquote class="protonmail_quote" type="cite">${quote}</blockquote></div>`,
    Yahoo: `<div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, Max wrote:</div>${quote}</div>`,
    Thunderbird: `<div class="moz-cite-prefix">Am 1.1. schrieb Max:<br></div><blockquote type="cite" cite="mid:x">${quote}</blockquote>`,
    "Apple Mail": `<blockquote type="cite"><div>Am 01.01.2024 um 10:00 schrieb Max:</div>${quote}</blockquote>`,
    "Outlook on the web": `<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">${header}</div>${quote}`,
    "Outlook quoted again": `<div id="x_divRplyFwdMsg">${header}</div>${quote}`,
    Outlook: `<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class=MsoNormal>${header}</p></div>${quote}`,
    "Outlook for Mac": `<span id="OLK_SRC_BODY_SECTION"><div>${header}</div>${quote}</span>`,
    "Outlook Express": `<div class="OutlookMessageHeader">${header}</div>${quote}`,
    "Outlook mobile": `<div id="mail-editor-reference-message-container"><div>${header}</div>${quote}</div>`,
    "a comment of Exchange": `<!-- originalMessage --><div>${quote}</div>`,
  };
  for (const [program, html] of Object.entries(containers))
    test(program, () => {
      const { text, folded } = visibleHtml(`<html><body><div>Danke!</div><br>${html}</body></html>`);
      expect(text).toBe("Danke!");
      expect(folded).toContain("Die Frage");
    });
  test("answers between the quotes of a container are seen", () => {
    const html =
      '<div>Hallo</div><div class="gmail_quote"><div>Am 1.1. schrieb Max:</div><blockquote>Eins</blockquote><div>ja</div><blockquote>Zwei</blockquote></div>';
    expect(visibleHtml(html).folded).toBe("");
  });
  test("an answer below the container is seen", () => {
    expect(visibleHtml(`<div class="gmail_quote"><blockquote>Frage</blockquote></div><p>Antwort</p>`).folded).toBe("");
  });
});

test("lines that flow are joined within one depth of quotes only (RFC 3676)", () => {
  const head = ["Subject: x", "Content-Type: text/plain; format=flowed", ""];
  expect(
    visibleOf(
      mailOf(
        ...head,
        "Eine lange ",
        "Zeile",
        " >kein Zitat",
        "-- ",
        "Rosa",
        "> Zitat das ",
        "> weitergeht ",
        ">> tiefer",
      ),
    ).text,
  ).toBe("Eine lange Zeile\n>kein Zitat\n-- \nRosa");
  const delsp = mailOf("Subject: x", "Content-Type: text/plain; format=flowed; delsp=yes", "", "Donaudampf ", "schiff");
  expect([visibleOf(delsp).text, delsp.text]).toEqual(["Donaudampfschiff", "Donaudampf \r\nschiff"]);
});

test("what is seen and what is folded are all of the text", () => {
  const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const { raw } of fixtures) {
    const mail = parseMail(raw);
    const { text, folded } = visibleOf(mail);
    expect(words(`${text} ${folded}`)).toEqual(words(mail.text));
  }
});

test("endless mails are folded in linear time (rule Q5)", () => {
  const hostile = [
    "> a\n".repeat(100_000),
    ">".repeat(400_000),
    "a\n> b\n".repeat(50_000),
    "On Mon wrote:\n".repeat(30_000),
    "From: a\n".repeat(50_000),
    "Von: a\n\n".repeat(30_000),
    `${"On 1.1.2024 10:00 ".repeat(20_000)}wrote:`,
    " \n".repeat(200_000),
  ];
  for (const text of hostile) {
    const start = performance.now();
    visibleText(text);
    visibleHtml(`<blockquote>${text}`.repeat(2));
    expect(performance.now() - start).toBeLessThan(2000);
  }
});
