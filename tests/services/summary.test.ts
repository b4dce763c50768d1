import { describe, expect, test } from "bun:test";
import { type Counts, stagesSentence, summaryOf } from "#src/services/summary.ts";

const none = { open: 0, searching: 0, building: 0, testing: 0, switching: 0, ready: 0, live: 0 };

function counts(services: number, live: number, oldSystems = 0, deleted = 0, proven = 0): Counts {
  return { services, byStage: { ...none, live, open: services - live }, notReported: 0, oldSystems, deleted, proven };
}

describe("the sentence of the overview", () => {
  test.each([
    [
      counts(10, 8, 7, 4, 0),
      "Acht von zehn Diensten produktiv. Vier von sieben alten Systemen gelöscht, keines mit Beleg.",
    ],
    [
      counts(10, 1, 7, 1, 0),
      "Einer von zehn Diensten produktiv. Eines von sieben alten Systemen gelöscht, ohne Beleg.",
    ],
    [counts(10, 0, 7, 0, 0), "Keiner von zehn Diensten produktiv. Keines von sieben alten Systemen gelöscht."],
    [
      counts(10, 10, 2, 2, 2),
      "Zehn von zehn Diensten produktiv. Zwei von zwei alten Systemen gelöscht, alle mit Beleg.",
    ],
    [
      counts(10, 10, 3, 2, 1),
      "Zehn von zehn Diensten produktiv. Zwei von drei alten Systemen gelöscht, eines mit Beleg.",
    ],
    [counts(1, 1, 1, 1, 1), "Der eine Dienst ist produktiv. Das alte System ist gelöscht, mit Beleg."],
    [counts(1, 0, 1, 0, 0), "Der eine Dienst ist noch nicht produktiv. Das alte System ist nicht gelöscht."],
    [counts(3, 2), "Zwei von drei Diensten produktiv."],
    [counts(40, 20, 30, 13, 12), "20 von 40 Diensten produktiv. 13 von 30 alten Systemen gelöscht, zwölf mit Beleg."],
  ])("in German (%#)", (given, sentence) => {
    expect(summaryOf(given, "de")).toBe(sentence);
  });

  test.each([
    [counts(10, 8, 7, 4, 0), "Eight of ten services live. Four of seven old systems deleted, none with proof."],
    [counts(10, 0, 7, 1, 0), "None of ten services live. One of seven old systems deleted, without proof."],
    [counts(1, 1, 1, 1, 0), "The one service is live. The old system is deleted, without proof."],
    [counts(3, 3, 2, 2, 2), "Three of three services live. Two of two old systems deleted, all with proof."],
  ])("in English (%#)", (given, sentence) => {
    expect(summaryOf(given, "en")).toBe(sentence);
  });
});

test("the sentence of a list counts the furthest first, in words up to twelve", () => {
  const given = { ...counts(13, 8), byStage: { ...none, live: 8, ready: 1, testing: 2, open: 1 }, notReported: 1 };
  expect(stagesSentence(given, "de")).toBe(
    "13 Dienste: acht produktiv, einer bereit, zwei im Test, einer offen, einer ohne Meldung.",
  );
  expect(stagesSentence(given, "en")).toBe(
    "13 services: eight live, one ready, two in test, one open, one not reported.",
  );
  expect(stagesSentence(counts(0, 0), "de")).toBe("Kein Dienst passt zur Auswahl.");
});
