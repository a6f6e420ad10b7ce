/** Reads what shards.py and postings.py write; how it is written stands there. */

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const BLOCKS = "!\"#$%&'()*+,./:;";
const COUNTS = ">?@[\\]^`{";
const KINDS = "abcdefghijklmnopqrstuvwx";

/** @type {Record<string, number>} */
const VALUES = Object.create(null);
for (const [value, digit] of [...DIGITS].entries()) VALUES[digit] = value;

/** @param {string} digits */
export function number(digits) {
  let value = 0;
  for (const digit of digits) value = value * 64 + VALUES[digit];
  return value;
}

/**
 * @typedef {[kind: string, address: string, label: string, languages: string[]]} Name
 *
 * @typedef {object} Entry a word, a term, or both
 * @property {string} text
 * @property {string[]} terms of the word; none where the texts do not have it
 * @property {string} spelling
 * @property {(string | undefined)[]} lists a field each
 * @property {Name[]} names
 *
 * @typedef {object} Ending a word, a term, or both
 * @property {string} text
 * @property {boolean} term
 * @property {boolean} word
 * @property {number} often how common it is, from 0 to 7
 */

/** @param {string} text @returns {Entry[]} */
export function readShard(text) {
  let before = "";
  return text.split("\n").filter(Boolean).map((line) => {
    const [head, ...parts] = line.split("\t");
    before = before.slice(0, VALUES[head[0]]) + head.slice(1);
    /** @type {Entry} */
    const entry = { text: before, terms: [], spelling: before, lists: [], names: [] };
    for (const part of parts) {
      const rest = part.slice(1);
      const less = VALUES[rest[0]];
      if (part[0] === "=") entry.terms.push((less < 63 ? before.slice(0, before.length - less) : "") + rest.slice(1));
      else if (part[0] === "'") entry.spelling = rest;
      else if (part[0] === "@") entry.names = JSON.parse(rest);
      else entry.lists[Number(part[0])] = rest;
    }
    return entry;
  });
}

/** @param {string} text @returns {Ending[]} */
export function readEndings(text) {
  let before = "";
  return text.split("\n").filter(Boolean).map((line) => {
    const share = VALUES[line[0]];
    before = line.slice(2) + before.slice(before.length - share);
    const kind = KINDS.indexOf(line[1]);
    return { text: before, term: kind < 8 || kind >= 16, word: kind >= 8, often: kind % 8 };
  });
}

/** How common the lists of a term are, on the scale of endings. @param {Entry} entry */
export const commonness = ({ lists }) =>
  Math.min(7, Math.floor((32 - Math.clz32(lists.join("").length)) / 2));

/** Four digits each, all first digits first. @param {string} text */
export function readLengths(text) {
  const size = text.length / 4;
  return Int32Array.from({ length: size }, (_, at) =>
    number(text[at] + text[at + size] + text[at + 2 * size] + text[at + 3 * size]));
}

/**
 * Calls back with each (document, how often, length of the field) of a list.
 * @param {string} list @param {ArrayLike<number> | undefined} lengths where the list does not have them
 * @param {(document: number, often: number, length: number) => void} tell
 */
export function readList(list, lengths, tell) {
  let [page, high, document] = [0, 0, -1];
  for (let at = 0; at < list.length;) {
    const char = list[at++];
    const block = BLOCKS.indexOf(char);
    if (char === "=") high = VALUES[list[at++]] * 64;
    else if (char === "<") page = high + VALUES[list[at++]];
    else if (block >= 0) document = (page * 16 + block) * 64 - 1;
    else {
      document += VALUES[char] + 1;
      let often = 1;
      const twice = at < list.length ? COUNTS.indexOf(list[at]) : -1;
      if (twice >= 0) {
        often = twice + 2;
        at += 1;
      } else if (list[at] === "|") {
        often = number(list.slice(at + 1, at + 5));
        at += 5;
      }
      let length = lengths?.[document];
      if (length === undefined) {
        const long = list[at] === "~";
        length = long ? number(list.slice(at + 1, at + 4)) : VALUES[list[at]];
        at += long ? 4 : 1;
      }
      tell(document, often, length);
    }
  }
}
