/** The passage of a text that shows best why it was found, cut into marked and unmarked runs. */

/** @import { Folder, Piece } from "./fold.js" */
/** @import { Searched } from "./interpret.js" */

const AROUND = 90;
const LONGEST = 240;

/** @typedef {{from: number, to: number, of: string}} Match a place in the text and the term found there */
/** @typedef {{text: string, marked: boolean}} Run */

/**
 * Where a text has any of the terms.
 * @param {string} text @param {Searched} searched @param {Set<string>} terms @returns {Match[]}
 */
export function matches(text, { folder, lexicon }, terms) {
  /** What the files at hand say, or the word without what may be written before it. @param {string} key */
  const known = (key) => [key, ...folder.rules.prefixes.filter((prefix) => key.startsWith(prefix)).map((prefix) => key.slice(prefix.length))]
    .flatMap((one) => [one, ...(lexicon.peek(one) ?? [])]);
  /** @type {Match[]} */
  const found = [];
  for (const word of text.matchAll(/[\p{L}\p{M}\p{N}\u200c\u0640]+/gu)) {
    for (const piece of folder.pieces(word[0])) {
      const term = termOf(piece, known, terms);
      if (term) found.push({ ...within(word, piece, term), of: term });
    }
  }
  return found;
}

/** @param {Piece} piece @param {(key: string) => string[] | undefined} termsOf @param {Set<string>} terms */
function termOf({ kind, key, parts }, termsOf, terms) {
  if (kind === "unspaced") return [...terms].filter((term) => key.includes(term)).sort((a, b) => b.length - a.length)[0];
  const known = [key, ...(kind === "joined" ? parts : [])].flatMap((one) => termsOf(one) ?? []);
  return known.find((term) => terms.has(term)) ?? (kind === "hangul" ? [...terms].find((term) => key.includes(term)) : undefined);
}

/** The term's own place in a run without spaces; the whole word elsewhere.
 * @param {RegExpMatchArray} word @param {Piece} piece @param {string} term */
function within(word, piece, term) {
  const start = word.index ?? 0;
  const at = piece.kind === "unspaced" ? word[0].indexOf(term) : -1;
  return at < 0 ? { from: start, to: start + word[0].length } : { from: start + at, to: start + at + term.length };
}

/**
 * The stretch with the most different terms, as runs; empty where the text has none of them.
 * @param {string} text @param {Match[]} found @returns {Run[]}
 */
export function passage(text, found) {
  if (!found.length) return [];
  const scored = found.map(({ from }, at) => {
    const inside = found.slice(at).filter(({ to }) => to <= from + LONGEST - AROUND);
    return { at, terms: new Set(inside.map(({ of }) => of)).size };
  });
  const best = scored.reduce((a, b) => (b.terms > a.terms ? b : a));
  const start = opening(text, found[best.at].from);
  const end = closing(text, Math.min(text.length, start + LONGEST));
  /** @type {Run[]} */
  const runs = [{ text: start > 0 ? "… " : "", marked: false }];
  let at = start;
  for (const { from, to } of found.filter((one) => one.from >= start && one.to <= end)) {
    if (from < at) continue;
    runs.push({ text: text.slice(at, from), marked: false }, { text: text.slice(from, to), marked: true });
    at = to;
  }
  runs.push({ text: text.slice(at, end) + (end < text.length ? " …" : ""), marked: false });
  return runs
    // A heading does not run into the paragraph below it.
    .map((run) => ({ ...run, text: run.text.replace(/\s*\n\s*\n\s*/g, " – ").replace(/\s+/g, " ") }))
    .filter((run) => run.text);
}

/** The first word boundary a little before a place. @param {string} text @param {number} from */
function opening(text, from) {
  const early = Math.max(0, from - AROUND);
  if (early === 0) return 0;
  const space = text.slice(early, from).search(/\s/);
  return space < 0 ? early : early + space + 1;
}

/** @param {string} text @param {number} to */
function closing(text, to) {
  if (to === text.length) return to;
  const space = text.lastIndexOf(" ", to);
  return space > to - 30 ? space : to;
}
