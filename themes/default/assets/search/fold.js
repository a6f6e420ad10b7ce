/**
 * Folds what a reader types with the same published rules as the index (analysis.py), and cuts it
 * into pieces. Nothing is stemmed here: the lexicon knows what each word stands for.
 */

/**
 * @typedef {object} Rules
 * @property {Record<string, string>} early replacements before normalisation
 * @property {string} drop inside of a character class: marks that may be left out
 * @property {Record<string, string>} late replacements in lower-case text without marks
 * @property {string} zeros the digit nought of each script
 * @property {string} joiners inside of a character class
 * @property {string} unspaced scripts without spaces between words
 * @property {string} stackers
 * @property {string} hangul
 * @property {number} longest
 * @property {number} extended how many letters longer a found inflection may be
 * @property {boolean} stemmed
 * @property {string[]} prefixes what a query word may have before it and the texts' words not
 *
 * @typedef {object} Piece
 * @property {"word" | "joined" | "unspaced" | "hangul"} kind
 * @property {string} key
 * @property {string[]} parts
 *
 * @typedef {object} Folder
 * @property {Rules} rules
 * @property {(text: string) => string[]} words the words of a text, lower-case, joined ones whole
 * @property {(word: string) => string} fold the key of a word
 * @property {(text: string) => Piece[]} pieces what a query asks for
 */

const MARK = "\\p{M}";
const LETTERS = "[\\p{L}\\p{M}\\p{N}]+";

/** @param {string[]} keys */
const anyOf = (keys) =>
  new RegExp(keys.map((key) => key.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"), "gu");

/** @param {string} text @param {number} longest */
export const cut = (text, longest) => Array.from(text).slice(0, longest).join("");

/** @param {Rules} rules @returns {Folder} */
export function folder(rules) {
  const early = new Map(Object.entries(rules.early));
  const late = new Map(Object.entries(rules.late));
  for (const zero of rules.zeros) {
    const first = /** @type {number} */ (zero.codePointAt(0));
    for (let n = 0; n < 10; n += 1) late.set(String.fromCodePoint(first + n), String(n));
  }
  const earlyPattern = anyOf([...early.keys()].sort((a, b) => b.length - a.length));
  const latePattern = anyOf([...late.keys()]);
  const drop = new RegExp(`[${rules.drop}]+`, "gu");
  const word = new RegExp(`${LETTERS}(?:[${rules.joiners}]${LETTERS})*`, "gu");
  const joiner = new RegExp(`[${rules.joiners}]`, "gu");
  const unspaced = new RegExp(`[${rules.unspaced}]`, "u");
  const runs = new RegExp(
    `([${rules.unspaced}][${rules.unspaced}${MARK}]*|[${rules.hangul}]+)`, "gu");
  const hangul = new RegExp(`^[${rules.hangul}]`, "u");
  const cluster = new RegExp(`.(?:[${rules.stackers}].|${MARK})*`, "gsu");

  /** @param {string} text */
  const words = (text) =>
    text.normalize("NFC").replace(/([א-ת])"(?=[א-ת])/g, "$1'")
      .replace(earlyPattern, (found) => early.get(found) ?? "")
      .normalize("NFKC").toLowerCase().match(word) ?? [];

  /** @param {string} text */
  const fold = (text) =>
    text.normalize("NFKD").replace(drop, "").replace(latePattern, (found) => late.get(found) ?? "")
      .normalize("NFC").replace(joiner, "");

  /** @param {string} part @returns {Piece[]} */
  const piecesOf = (part) =>
    part.split(runs).filter(Boolean).flatMap((run) => {
      const key = cut(fold(run), rules.longest);
      if (run.search(unspaced) === 0) {
        return { kind: "unspaced", key, parts: (run.match(cluster) ?? []).map(fold).filter(Boolean) };
      }
      if (hangul.test(run)) return { kind: "hangul", key, parts: Array.from(key) };
      return key ? { kind: "word", key, parts: [] } : [];
    });

  /** @param {string} text */
  const pieces = (text) =>
    words(text).flatMap((found) => {
      const parts = found.split(joiner);
      if (parts.length === 1 || unspaced.test(found)) return parts.flatMap(piecesOf);
      const keys = parts.map(fold).filter(Boolean);
      return /** @type {Piece[]} */ ([{ kind: "joined", key: keys.join(""), parts: keys }]);
    });

  return { rules, words, fold, pieces };
}

/** Overlapping pairs; a single unit stands alone. @param {string[]} units */
export const bigrams = (units) =>
  units.length < 2 ? units : units.slice(1).map((unit, at) => units[at] + unit);
