/**
 * lunr's ranking: the same works, scores and order as lunr.js 2.3.9 gives on the whole index.
 */

import { PROHIBITED, REQUIRED } from "./parse.js";

/**
 * @typedef {object} Posting
 * @property {number} number the term's place in the order of terms
 * @property {{documents: number[], weights: number[]}[]} fields
 *
 * @typedef {object} Index
 * @property {string[]} fields
 * @property {number} documents how many there are
 * @property {(term: string) => Posting | undefined} posting
 *
 * @typedef {object} Asked
 * @property {string[][]} units a work must, may or must not have one term of every unit
 * @property {string[]} fields
 * @property {number} boost
 * @property {number} presence
 * @property {boolean} [extra] whether it only helps to rank
 *
 * @typedef {{document: number, score: number}} Result
 */

/** @param {Set<number>} a @param {Set<number>} b */
const common = (a, b) => new Set([...a].filter((one) => b.has(one)));

/**
 * @param {Index} index
 * @param {Asked[]} clauses
 * @returns {Result[]} the best first
 */
export function evaluate(index, clauses) {
  const width = index.fields.length;
  const vectors = index.fields.map(() => /** @type {Map<Posting, number>} */ (new Map()));
  /** Document and field in one number, in the order in which lunr meets them.
   * @type {Set<number>} */
  const matching = new Set();
  /** @type {Set<number> | undefined} */
  let required;
  /** @type {Set<number>} */
  const prohibited = new Set();

  for (const { units, fields, boost, presence } of clauses) {
    const numbers = fields.map((field) => index.fields.indexOf(field));
    const sets = units.map((terms) => {
      /** @type {Set<number>} */
      const documents = new Set();
      for (const posting of terms.map((term) => index.posting(term))) {
        for (const field of posting ? numbers : []) {
          const found = /** @type {Posting} */ (posting).fields[field].documents;
          if (presence !== 1) for (const document of found) documents.add(document);
          if (presence === PROHIBITED) continue;
          const vector = vectors[field];
          const held = vector.get(/** @type {Posting} */ (posting));
          vector.set(/** @type {Posting} */ (posting), (held ?? 0) + boost);
          if (held !== undefined) continue;
          for (const document of found) matching.add(document * width + field);
        }
      }
      return documents;
    });
    if (presence === REQUIRED) required = [...(required ? [required] : []), ...sets].reduce(common);
    if (presence === PROHIBITED) for (const one of sets.reduce(common)) prohibited.add(one);
  }

  if (clauses.every((clause) => clause.presence === PROHIBITED)) {
    for (let key = 0; key < index.documents * width; key += 1) matching.add(key);
  }
  const scores = vectors.map(similarities);

  /** @type {Map<number, number>} */
  const totals = new Map();
  for (const key of matching) {
    const document = Math.floor(key / width);
    if ((required && !required.has(document)) || prohibited.has(document)) continue;
    totals.set(document, (totals.get(document) ?? 0) + (scores[key % width].get(document) ?? 0));
  }
  return [...totals].map(([document, score]) => ({ document, score })).sort((a, b) => b.score - a.score);
}

/**
 * One field's score of each document: the dot product with the query's vector, summed in the order
 * of terms as lunr does (another order rounds otherwise), over that vector's length.
 * @param {Map<Posting, number>} vector
 * @param {number} field
 */
function similarities(vector, field) {
  /** @type {Map<number, number>} */
  const scores = new Map();
  const ordered = [...vector].sort(([a], [b]) => a.number - b.number);
  const length = Math.sqrt(ordered.reduce((sum, [, boost]) => sum + boost * boost, 0));
  for (const [posting, boost] of ordered) {
    const { documents, weights } = posting.fields[field];
    documents.forEach((document, at) => {
      scores.set(document, (scores.get(document) ?? 0) + boost * weights[at]);
    });
  }
  for (const [document, dot] of scores) scores.set(document, dot / length || 0);
  return scores;
}
