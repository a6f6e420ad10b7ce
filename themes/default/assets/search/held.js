/** The lexicon and the index of a language over those of its files that are there. */

import { folder } from "./fold.js";
import { all } from "./parts.js";
import { commonness, readList } from "./shard.js";

/** @import { Manifest } from "./files.js" */
/** @import { Searched } from "./interpret.js" */
/** @import { Part } from "./parts.js" */
/** @import { Posting } from "./score.js" */
/** @import { Ending, Entry } from "./shard.js" */

const K1 = 1.2;
const B = 0.75;
/** Entries of one shard, at most: a term's number is its shard's times this, and its place. */
const SHARD = 1e6;

/** @param {string} text */
const reversed = (text) => Array.from(text).reverse().join("");

/** First place in a sorted list that is not before a text.
 * @template T @param {T[]} list @param {string} text @param {(item: T) => string} of */
function place(list, text, of) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(list[middle]) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Which of the files has a text. @param {string[]} starts @param {string} text */
const fileOf = (starts, text) => {
  const at = place(starts, text, String);
  return starts[at] === text ? at : Math.max(0, at - 1);
};

/**
 * @param {Manifest} manifest
 * @param {Part<Entry[]>[]} shards
 * @param {Part<Ending[]>[]} endings
 * @param {Part<Int32Array>} lengths
 * @returns {Searched}
 */
export function searchedIn(manifest, shards, endings, lengths) {
  const { fields, body, documents, rules } = manifest;
  const { starts } = manifest.shards;
  /** @type {Map<Entry, Posting>} */
  const weighed = new Map();

  /** @param {string} text */
  const shardOf = (text) => fileOf(starts, text);

  /** @param {Entry[]} shard @param {string} text @returns {[Entry | undefined, number]} */
  const within = (shard, text) => {
    const at = place(shard, text, (one) => one.text);
    return [shard[at]?.text === text ? shard[at] : undefined, at];
  };

  /** @param {string} text */
  const entry = (text) => within(all([shards[shardOf(text)]])[0], text)[0];

  /** @param {string} start @param {number} [most] how many shards it may take */
  function* beginning(start, most = Infinity) {
    const last = Math.min(shardOf(`${start}\uffff`), shardOf(start) + most - 1);
    for (let n = shardOf(start); n <= last; n += 1) {
      const [shard] = all([shards[n]]);
      for (let at = within(shard, start)[1]; shard[at]?.text.startsWith(start); at += 1) yield shard[at];
    }
  }

  /** @param {Entry} found @param {number} number @returns {Posting} */
  const weigh = ({ lists }, number) => {
    const [sizes] = lists[body] ? all([lengths]) : [];
    const read = fields.map(([, , total], field) => {
      const [held, often, long] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
      readList(lists[field] ?? "", field === body ? sizes : undefined, (document, count, length) => {
        held.push(document);
        often.push(count);
        long.push(length / (total / documents));
      });
      return { documents: held, often, long };
    });
    const matching = read.reduce((sum, { documents: held }) => sum + held.length, 0);
    const idf = Math.log(1 + Math.abs((documents - matching + 0.5) / (matching + 0.5)));
    // The order of these operations is lunr's: another order rounds otherwise.
    return {
      number,
      fields: read.map(({ documents: held, often, long }, field) => ({
        documents: held,
        weights: held.map((_, at) => {
          const score = idf * ((K1 + 1) * often[at]) / (K1 * (1 - B + B * long[at]) + often[at]);
          return Math.round(score * fields[field][1] * 1000) / 1000;
        }),
      })),
    };
  };

  /** @param {string} term */
  const posting = (term) => {
    const n = shardOf(term);
    const [found, at] = within(all([shards[n]])[0], term);
    if (!found?.lists.length) return undefined;
    const held = weighed.get(found) ?? weigh(found, n * SHARD + at);
    weighed.set(found, held);
    return held;
  };

  return {
    folder: folder(rules),
    lexicon: {
      terms: (key) => {
        const found = entry(key)?.terms;
        return found?.length ? found : undefined;
      },
      peek: (key) => within(shards[shardOf(key)].value ?? [], key)[0]?.terms,
      names: (key) => entry(key)?.names ?? [],
      spelling: (key) => entry(key)?.spelling ?? key,
    },
    index: {
      fields: fields.map(([name]) => name),
      documents,
      posting,
      has: (term) => Boolean(entry(term)?.lists.length),
      want: (terms) => {
        all([...new Set(terms.map(shardOf))].map((n) => shards[n]));
      },
    },
    shardOf,
    beginning,
    range: (start, most) => {
      all(shards.slice(shardOf(start), Math.min(shardOf(`${start}\uffff`) + 1, shardOf(start) + most)));
      return [...beginning(start, most)].map((found) =>
        ({ text: found.text, term: found.lists.length > 0, word: found.terms.length > 0, often: commonness(found) }));
    },
    ending: (end) => {
      const [first, last] = [reversed(end), `${reversed(end)}\uffff`].map((one) => fileOf(manifest.endings.starts, one));
      return all(endings.slice(first, last + 1)).flat().filter(({ text }) => text.endsWith(end));
    },
    ahead: (typed) => {
      const keys = folder(rules).pieces(typed).flatMap(({ kind, key, parts }) => (kind === "word" ? [key] : [key, ...parts]));
      const needed = [...new Set(keys.map(shardOf))].map((n) => shards[n].load());
      return Promise.all([...needed, lengths.load()]);
    },
  };
}
