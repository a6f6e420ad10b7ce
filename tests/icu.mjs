/**
 * What ICU says, for the tests that hold the builder's own tables against it: the order of words
 * in a language, and days in the Persian calendar. Reads a JSON question, writes a JSON answer.
 */

import { readFileSync } from "node:fs";

const { words, locale, from, days } = JSON.parse(readFileSync(0, "utf8"));

const order = () => {
  const collator = new Intl.Collator(locale);
  return { locale: collator.resolvedOptions().locale, words: [...words].sort(collator.compare) };
};

const persian = () => {
  const format = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn",
    { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });
  return Array.from({ length: days }, (_, n) => {
    const parts = format.formatToParts(Date.parse(from) + n * 86_400_000);
    return ["year", "month", "day"].map((type) => Number(parts.find((part) => part.type === type).value));
  });
};

process.stdout.write(JSON.stringify(words ? order() : persian()));
