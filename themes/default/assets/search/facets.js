/** Which of the results a reader wants, and how many there are of each. */

import { all } from "./parts.js";
import { number } from "./shard.js";

/** @import { State } from "./address.js" */
/** @import { Part } from "./parts.js" */
/** @import { Result } from "./score.js" */

/**
 * @typedef {{value: string, label: string, count: number}} Count
 * @typedef {[id: string, label: string]} Label
 *
 * @typedef {object} Facets
 * @property {number} size documents in one page
 * @property {Part<string>[]} pages
 * @property {Part<[keywords: Label[], sources: Label[]]>} labels
 */

/** @param {Facets} facets @param {Result[]} results */
export const pagesOf = ({ size }, results) => [...new Set(results.map(({ document }) => Math.floor(document / size)))];

/** Each result with the ids of its keywords, its source and its year. May stop for `Missing`.
 * @param {Facets} facets @param {Result[]} results */
function described({ size, pages, labels }, results) {
  const needed = pagesOf({ size, pages, labels }, results);
  const [[keywords, sources], ...texts] = /** @type {[[Label[], Label[]], ...string[]]} */ (
    all(/** @type {Part<unknown>[]} */ ([labels, ...needed.map((n) => pages[n])])));
  const lines = new Map(needed.map((n, at) => [n, texts[at].split("\n")]));
  return results.map((result) => {
    const line = (lines.get(Math.floor(result.document / size)) ?? [])[result.document % size] ?? "";
    const [source, year, ...about] = (line.match(/../g) ?? []).map(number);
    return { result, year, keyword: about.map((at) => keywords[at]), source: sources[source] };
  });
}

/**
 * The results that the address asks for, by keyword, source and year.
 * @param {Result[]} results @param {Facets} facets @param {State} state
 */
export function narrowed(results, facets, { keyword, source, from, to }) {
  if (!keyword && !source && !from && !to) return results;
  return described(facets, results).filter((one) =>
    (!keyword || one.keyword.some(([id]) => id === keyword)) && (!source || one.source?.[0] === source) &&
    (!from || (one.year > 0 && one.year >= Number(from))) && (!to || (one.year > 0 && one.year <= Number(to))))
    .map(({ result }) => result);
}

/**
 * How many results there are of each keyword, source and year: the commonest first, years in order.
 * @param {Result[]} results @param {Facets} facets
 */
export function counted(results, facets) {
  const counts = { keyword: new Map(), source: new Map(), year: new Map() };
  /** @param {Map<string, Count>} of @param {string} value @param {string} label */
  const count = (of, value, label) => of.set(value, { value, label, count: (of.get(value)?.count ?? 0) + 1 });
  for (const { keyword, source, year } of described(facets, results)) {
    for (const [id, label] of keyword) count(counts.keyword, id, label);
    if (source) count(counts.source, ...source);
    if (year) count(counts.year, String(year), String(year));
  }
  /** @param {Map<string, Count>} of */
  const ranked = (of) => [...of.values()].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  return {
    keyword: ranked(counts.keyword),
    source: ranked(counts.source),
    year: [...counts.year.values()].sort((a, b) => Number(b.value) - Number(a.value)),
  };
}
