/** The words of the page, in its language and its own digits. */

/**
 * @typedef {object} Phrases
 * @property {(key: string, values?: Record<string, string | number>) => string} say
 * @property {(n: number) => string} number
 */

/**
 * @param {Record<string, string | Record<string, string>>} phrases text, or CLDR plural category -> text
 * @param {string} lang
 * @param {string} [digits] nought to nine
 * @returns {Phrases}
 */
export function phrasebook(phrases, lang, digits = "0123456789") {
  const plural = new Intl.PluralRules([lang, "en"]);
  const own = Array.from(digits);
  /** @param {number} n */
  const number = (n) => String(n).replace(/\d/g, (digit) => own[Number(digit)]);
  return {
    number,
    say: (key, values = {}) => {
      const held = phrases[key] ?? "";
      const text = typeof held === "string" ? held : held[plural.select(Number(values.n ?? 0))] ?? held.other;
      return text.replace(/\{(\w+)\}/g, (_, name) =>
        typeof values[name] === "number" ? number(values[name]) : String(values[name] ?? ""));
    },
  };
}
