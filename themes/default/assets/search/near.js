/** Which terms of the index a wildcard or a fuzzy word stands for, and which word a slip was meant for. */

import { expand, fuzzy, wildcard } from "./pattern.js";

/** @import { Searched } from "./interpret.js" */
/** @import { Ending } from "./shard.js" */

/** Shards that one pattern may ask for. */
const MOST_SHARDS = 40;
/** Shards of words that begin as a mistyped one does. */
const MOST_LIKE = 3;

/**
 * The terms that patterns stand for, in lunr's order; those of the first forty shards.
 * @param {Searched} searched @param {string[]} patterns @param {number} edits nought for a wildcard
 */
export function matching(searched, patterns, edits) {
  const found = [...new Set(patterns.flatMap((pattern) => {
    const near = edits ? like(searched, pattern, edits, MOST_SHARDS + 1) : starred(searched, pattern);
    const terms = [...new Set(near.filter(({ term }) => term).map(({ text }) => text))].sort();
    return expand(edits ? fuzzy(pattern, edits) : wildcard(pattern), terms);
  }))];
  const shards = new Set(found.map(searched.shardOf).sort((a, b) => a - b));
  const allowed = [...shards].slice(0, MOST_SHARDS);
  return found.filter((term) => allowed.includes(searched.shardOf(term)));
}

/** @param {Searched} searched @param {string} pattern */
function starred({ range, ending }, pattern) {
  if (!pattern.startsWith("*")) return range(pattern.split("*")[0], MOST_SHARDS + 1);
  return ending(pattern.endsWith("*") ? "" : pattern.slice(1));
}

/**
 * Words and terms among which are all that a word becomes by so many edits: one edit leaves either
 * its beginning or its end as it was; two may leave neither, and anything may be meant.
 * @param {Searched} searched @param {string} word @param {number} edits @param {number} most shards
 * @returns {Ending[]}
 */
function like({ range, ending }, word, edits, most) {
  const after = Math.min(3, (word.length - 1) >> 1);
  const before = word.length - 1 - after;
  if (edits > 1 || before < 2) return ending("");
  return [...range(word.slice(0, before), most), ...ending(word.slice(-after))];
}

/**
 * The optimal string alignment distance, given up above a bound.
 * @param {string} a @param {string} b @param {number} most
 */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, before[j - 2] + 1);
      }
      next.push(cost);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[b.length];
}

/**
 * The nearest word; of several as near, the commonest.
 * @param {Searched} searched @param {string} key
 */
function nearest(searched, key) {
  let most = key.length < 5 ? 1 : 2;
  let found = "";
  let common = -1;
  const near = key.length < 4 ? searched.range(key.slice(0, 1), 1) : like(searched, key, 1, MOST_LIKE);
  for (const { text, word, often } of near) {
    const far = word ? distance(key, text, most) : Infinity;
    if (far > most || text === key) continue;
    if (far < most || often > common) [most, found, common] = [far, text, often];
  }
  return found && searched.lexicon.spelling(found);
}

/**
 * What was typed, with its unknown words replaced; empty where nothing is near.
 * @param {Searched} searched @param {string} typed @param {string[]} unknown
 */
export function suggestion(searched, typed, unknown) {
  const better = new Map(unknown.map((key) => [key, nearest(searched, key)]));
  let changed = false;
  const text = typed.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => {
    const instead = better.get(searched.folder.fold(word.normalize("NFKC").toLowerCase()));
    changed ||= Boolean(instead);
    return instead || word;
  });
  return changed ? text : "";
}
