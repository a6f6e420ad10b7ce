/** Asks one language or several, and narrows and counts what they answer. */

import { counted, narrowed, pagesOf } from "./facets.js";
import { open } from "./files.js";
import { answer } from "./interpret.js";
import { suggestion } from "./near.js";
import { all, settled } from "./parts.js";

/** @import { State } from "./address.js" */
/** @import { Count, Label } from "./facets.js" */
/** @import { Files } from "./files.js" */
/** @import { Answer } from "./interpret.js" */
/** @import { Result } from "./score.js" */
/** @import { Name } from "./shard.js" */

/** Pages of facets that are fetched unasked. */
const UNASKED = 6;
/** Fewer results than this may come of a slip, where another word finds so many times as many. */
const FEW = 3;

/**
 * @typedef {object} Group what one language answers
 * @property {string} tag
 * @property {string} language its name in itself
 * @property {Files} files
 * @property {Answer} answered narrowed to what is wanted
 *
 * @typedef {Record<"keyword" | "source" | "year", Count[]>} Counts
 *
 * @typedef {object} Outcome
 * @property {Group[]} groups to be shown: the reader's own language first, none without results
 * @property {Count[]} languages what is found in each
 * @property {boolean} some whether no work has all of the words
 * @property {string} better what was meant, where a word is in no text and another finds clearly more
 * @property {Name[]} names terms that the query names
 * @property {(() => Promise<Counts>) & {light: boolean}} counts; light where little is fetched for it
 */

/**
 * @param {Files} home the page's language
 * @param {State} state
 * @param {boolean} typing
 * @returns {Promise<Outcome>}
 */
export async function find(home, state, typing) {
  const { languages, language: own } = home.manifest;
  const { searched } = home;
  const named = searched.folder.pieces(state.q).map(({ key }) => key).join(" ");
  const [answers, names] = await Promise.all([ask(home),
    settled(() => (named ? searched.lexicon.names(named).slice(0, 4) : []))]);
  // A name finds its works in whatever language they are.
  const wanted = languages.filter(({ language }) => state.lang || names.some(([, , , its]) => its.includes(language)));
  const asked = await Promise.all([answers, ...wanted.filter(({ language }) => language !== own)
    .map(async ({ manifest }) => ask(await open(new URL(manifest.slice(1), home.root))))]);

  /** @param {Files} files @returns {Promise<Group>} */
  async function ask(files) {
    await files.searched.ahead(state.q);
    const answered = await settled(() => answer(files.searched, state.q, typing));
    const results = await settled(() => narrowed(answered.results, files.facets, state));
    const { language: tag } = files.manifest;
    const language = languages.find((one) => one.language === tag)?.name ?? tag;
    return { tag, language, files, answered: { ...answered, results } };
  }

  const found = asked.filter(({ answered }) => answered.results.length);
  const full = found.filter(({ answered }) => !answered.some);
  const kept = full.length ? full : found;
  const single = languages.some(({ language }) => language === state.lang);
  const groups = single ? kept.filter(({ tag }) => tag === state.lang) : kept;
  const reader = asked.find(({ tag }) => single && tag === state.lang) ?? asked[0];
  const some = kept.some(({ answered }) => answered.some);
  const light = groups.every(({ files, answered }) => pagesOf(files.facets, answered.results).length <= UNASKED);
  return {
    groups,
    languages: kept.map(({ tag, language, answered }) => ({ value: tag, label: language, count: answered.results.length })),
    some,
    better: await meant(reader, state, some ? 0 : groups.reduce((sum, { answered }) => sum + answered.results.length, 0)),
    names,
    counts: Object.assign(async () => relabelled(home, together(await Promise.all(groups.map(({ files, answered }) =>
      settled(() => counted(answered.results, files.facets)))))), { light }),
  };
}

/**
 * What a reader may have meant; empty where what was typed finds enough, or the other finds hardly more.
 * @param {Group} reader whose words are looked through
 * @param {State} state
 * @param {number} found works that have all of the words
 */
async function meant({ files, answered }, state, found) {
  if (!answered.unknown.length || found >= FEW) return "";
  const { searched, facets } = files;
  const better = await settled(() => suggestion(searched, state.q, answered.unknown));
  if (!better) return "";
  const { results, some } = await settled(() => answer(searched, better));
  const more = some ? [] : await settled(() => narrowed(results, facets, state));
  return more.length > found * FEW ? better : "";
}

/** Counts with the labels that the reader's own language has. @param {Files} home @param {Counts} counts */
async function relabelled({ facets, manifest }, counts) {
  if (!manifest.documents) return counts;
  const [keywords, sources] = await settled(() => all([facets.labels])[0]);
  /** @param {Label[]} labels @param {Count[]} list */
  const own = (labels, list) => {
    const known = new Map(labels);
    return list.map((one) => ({ ...one, label: known.get(one.value) ?? one.label }));
  };
  return { ...counts, keyword: own(keywords, counts.keyword), source: own(sources, counts.source) };
}

/** Counts of several languages as one; labels are those of the first. @param {Counts[]} each @returns {Counts} */
function together(each) {
  if (each.length === 1) return each[0];
  /** @param {"keyword" | "source" | "year"} name */
  const sum = (name) => {
    /** @type {Map<string, Count>} */
    const sums = new Map();
    for (const { value, label, count } of each.flatMap((counts) => counts[name])) {
      const held = sums.get(value);
      sums.set(value, { value, label: held?.label ?? label, count: (held?.count ?? 0) + count });
    }
    return [...sums.values()].sort((a, b) => b.count - a.count);
  };
  return { keyword: sum("keyword"), source: sum("source"), year: sum("year").sort((a, b) => Number(b.value) - Number(a.value)) };
}
