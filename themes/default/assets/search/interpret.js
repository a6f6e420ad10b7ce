/**
 * From what a reader typed to what is asked of the index: each word is folded and looked up in
 * the archive's own lexicon. Mirrors interpret.py.
 */

import { bigrams } from "./fold.js";
import { matching } from "./near.js";
import { OPTIONAL, PROHIBITED, readQuery, REQUIRED } from "./parse.js";
import { evaluate } from "./score.js";
import { commonness } from "./shard.js";

/** @import { Folder, Piece } from "./fold.js" */
/** @import { Clause } from "./parse.js" */
/** @import { Asked, Index, Result } from "./score.js" */
/** @import { Ending, Entry, Name } from "./shard.js" */

const SHORTEST_STEM = 3;
const LONGEST_ENDING = 6;
const MOST_EXTENDED = 64;
const MOST_NEAR = 8;
const LONGEST_ELISION = 2;
/** Shards in which the endings of what is being typed are looked for. */
const MOST_TYPED = 2;
/** How much more the word as typed counts than a word that only begins so. */
const EXACT = 4;

/**
 * @typedef {object} Lexicon
 * @property {(key: string) => string[] | undefined} terms
 * @property {(key: string) => string[] | undefined} peek the same, of the files that are there
 * @property {(key: string) => Name[]} names the terms whose page is offered for a key
 * @property {(key: string) => string} spelling the commonest of a word
 *
 * @typedef {object} Searched what a language's files hold; its functions may stop for `Missing`
 * @property {Folder} folder
 * @property {Lexicon} lexicon
 * @property {Index & {has: (term: string) => boolean, want: (terms: string[]) => void}} index
 * @property {(text: string) => number} shardOf
 * @property {(start: string, most?: number) => Iterable<Entry>} beginning in UTF-16 order
 * @property {(start: string, most: number) => Ending[]} range the same, with all its shards at once
 * @property {(end: string) => Ending[]} ending the words and terms that end so
 * @property {(typed: string) => Promise<unknown>} ahead fetches what words are sure to need
 *
 * @typedef {object} Answer
 * @property {Result[]} results
 * @property {boolean} some whether no work has all of the words
 * @property {Set<string>} terms that were asked for
 * @property {string[]} unknown keys that the lexicon does not know
 */

/** @param {string[]} list */
const unique = (list) => [...new Set(list)];

/** @template T @param {Iterable<T>} items @param {number} most */
function* first(items, most) {
  let left = most;
  for (const item of items) if (left-- > 0) yield item; else return;
}

/** @param {Searched} searched */
function lookups({ folder, lexicon, index, beginning }) {
  const { extended, stemmed, prefixes } = folder.rules;

  /** @param {string} start @param {number} [most] */
  function* words(start, most) {
    for (const { text, terms } of beginning(start, most)) if (terms.length) yield text;
  }

  /** @param {string[]} words */
  const termsOf = (words) => unique(words.flatMap((word) => lexicon.terms(word) ?? []));

  /** @param {string} key */
  const known = (key) => {
    if (stemmed || key.length < SHORTEST_STEM) return lexicon.terms(key) ?? [];
    const longer = [...first(words(key), MOST_EXTENDED)]
      .filter((word) => word.length <= key.length + extended);
    return termsOf([key, ...longer, ...prefixes.map((prefix) => prefix + key)]);
  };

  /** @param {string} term */
  const itself = (term) => (index.has(term) ? [term] : []);

  /** The terms of the words, and the terms, that share the most letters with a key from the start:
   * another inflection of it, most likely. Else the longest stem that it begins with.
   * @param {string} key */
  const near = (key) => {
    let most = Math.max(SHORTEST_STEM, Math.ceil((key.length * 7) / 10));
    const start = key.slice(0, most);
    /** @type {string[]} */
    let found = [];
    for (const what of /** @type {const} */ (["terms", "lists"])) {
      for (const entry of beginning(start)) {
        const word = entry.text;
        let shared = start.length;
        while (shared < key.length && word[shared] === key[shared]) shared += 1;
        if (!entry[what].length || word.length > shared + LONGEST_ENDING || shared < most) continue;
        if (shared > most) [most, found] = [shared, []];
        found.push(...(what === "lists" ? [word] : entry.terms));
      }
    }
    const shortest = Math.max(SHORTEST_STEM, Math.ceil(key.length / 2));
    for (let length = key.length - 1; length >= shortest && !found.length; length -= 1) {
      found = itself(key.slice(0, length));
    }
    return unique(found).slice(0, MOST_NEAR);
  };

  /** The terms a folded word stands for; of a word that no text has, those nearest to it.
   * @param {string} key @returns {string[]} */
  const ofKey = (key) => {
    const exact = known(key);
    if (exact.length) return exact;
    if (index.has(key)) return [key];
    const bare = prefixes.filter((prefix) => key.startsWith(prefix)).map((prefix) => key.slice(prefix.length));
    const worn = prefixes.map((prefix) => prefix + key);
    for (const [look, keys] of /** @type {const} */ ([[known, [...bare, ...worn]], [near, [key, ...bare]]])) {
      for (const one of keys) {
        const found = look(one);
        if (found.length) return found;
      }
    }
    return [];
  };

  /** @param {string} key */
  const prefixed = (key) => termsOf([...beginning(key, MOST_TYPED)]
    .filter(({ terms }) => terms.length)
    .sort((a, b) => commonness(b) - commonness(a))
    .slice(0, MOST_EXTENDED)
    .map(({ text }) => text));

  /** @param {Piece} piece @returns {string[][]} */
  const unitsOf = ({ kind, key, parts }) => {
    if (kind === "word") return [ofKey(key)];
    if (kind === "unspaced") {
      return bigrams(parts).map(itself);
    }
    const whole = lexicon.terms(key);
    if (kind === "joined") {
      return whole && parts[0].length > LONGEST_ELISION ? [whole] : parts.map(ofKey);
    }
    if (whole || parts.length < 2) return [whole ?? []];
    // Korean particles stand at the end: what no text has is left off there.
    const pairs = bigrams(parts).map(itself);
    const missing = pairs.findIndex((pair) => !pair.length);
    return missing > 0 ? pairs.slice(0, missing) : pairs;
  };
  return { unitsOf, prefixed };
}

/**
 * What is asked of the index, clause by clause.
 * @param {Searched} searched
 * @param {string} typed
 * @param {boolean} [typing] whether the last word may go on
 */
export function ask(searched, typed, typing = false) {
  const { folder, index, lexicon } = searched;
  const { unitsOf, prefixed } = lookups(searched);
  const clauses = readQuery(typed, index.fields);
  /** @type {Asked[]} */
  const asked = [];
  /** @type {string[]} */
  const unknown = [];

  /** @param {Clause} clause @returns {string[][]} */
  const patternUnits = ({ term, edits }) => {
    const bare = term.replaceAll("*", "");
    if (!edits) {
      const inner = folder.words(bare).map(folder.fold).join("");
      return inner ? [matching(searched, [term.replace(/[^*]+/, inner)], 0)] : [];
    }
    const bases = folder.pieces(bare).flatMap(({ key }) => lexicon.terms(key) ?? [key]);
    return bases.length ? [matching(searched, bases, edits)] : [];
  };

  clauses.forEach((clause, at) => {
    const { term, fields, boost, presence, edits } = clause;
    if (edits || term.includes("*")) {
      const units = patternUnits(clause);
      if (units.length) asked.push({ units, fields, boost, presence });
      return;
    }
    const pieces = folder.pieces(term);
    const units = pieces.map(unitsOf);
    const last = pieces.at(-1);
    if (typing && last && last.kind !== "unspaced" && presence === OPTIONAL &&
        at === clauses.length - 1 && /[\p{L}\p{M}\p{N}]$/u.test(typed)) {
      const exact = lexicon.terms(last.key);
      if (exact) asked.push({ units: [exact], fields, boost: boost * EXACT, presence, extra: true });
      units[units.length - 1] = [unique([...(exact ?? []), ...prefixed(last.key)])];
    }
    pieces.forEach(({ kind, key }, nth) => {
      if (kind === "word" && !lexicon.terms(key) && !(typing && units[nth][0].length)) unknown.push(key);
    });
    if (pieces.length) asked.push({ units: units.flat(), fields, boost, presence });
  });
  return { asked, unknown };
}

/**
 * Works with every word; where there are none, works with some.
 * @param {Searched} searched
 * @param {string} typed
 * @param {boolean} [typing]
 * @returns {Answer}
 */
export function answer(searched, typed, typing = false) {
  const { index } = searched;
  const { asked, unknown } = ask(searched, typed, typing);
  const terms = new Set(asked.flatMap(({ presence, units }) =>
    presence === PROHIBITED ? [] : units.flat()));
  index.want(asked.flatMap(({ units }) => units.flat()));
  const optional = asked.filter((one) => one.presence === OPTIONAL && !one.extra);
  if (!asked.length) return { results: [], some: false, terms, unknown };
  if (!optional.length || asked.some(({ presence }) => presence === REQUIRED)) {
    return { results: evaluate(index, asked), some: false, terms, unknown };
  }
  const results = evaluate(index,
    asked.map((one) => (optional.includes(one) ? { ...one, presence: REQUIRED } : one)));
  if (results.length) return { results, some: false, terms, unknown };
  const some = evaluate(index, asked);
  return { results: some, some: some.length > 0, terms, unknown };
}
