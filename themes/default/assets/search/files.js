/** A language's search files, fetched as they are needed. */

import { searchedIn } from "./held.js";
import { part } from "./parts.js";
import { readEndings, readLengths, readShard } from "./shard.js";

/** @import { Rules } from "./fold.js" */
/** @import { Searched } from "./interpret.js" */
/** @import { Facets } from "./facets.js" */
/** @import { Part } from "./parts.js" */

/**
 * @typedef {{starts: string[], keys: string}} Family files by number: where each starts; six characters each
 *
 * @typedef {object} Manifest
 * @property {string} language
 * @property {string} lang as HTML says it
 * @property {string} dir
 * @property {string} digits nought to nine in the language's own digits
 * @property {number} documents
 * @property {[name: string, boost: number, total: number][]} fields with how many terms all documents have there
 * @property {number} body which of the fields has its lengths in a file of their own
 * @property {string} key changes whenever a document does
 * @property {Family} shards
 * @property {Family} endings
 * @property {number} records documents in one file of records
 * @property {number} facets documents in one file of facets
 * @property {Rules} rules
 * @property {{language: string, lang: string, dir: string, name: string, manifest: string}[]} languages
 *
 * @typedef {object} Found one work as a result shows it
 * @property {string} address
 * @property {string} title
 * @property {string} [lang] of the title, where it is not the index's
 * @property {string} [deck]
 * @property {string} [date]
 * @property {string} [source]
 * @property {string} type
 * @property {boolean} [warning]
 *
 * @typedef {object} Files
 * @property {Manifest} manifest
 * @property {URL} root of the site
 * @property {Searched} searched
 * @property {(document: number) => Promise<Found>} record
 * @property {Facets} facets
 */

/** @type {Map<string, Part<Files>>} */
const opened = new Map();

/** The files that a manifest names. @param {URL} url */
export function open(url) {
  const known = opened.get(url.href) ?? part(new URL(url), "", (text) => filesOf(JSON.parse(text), url));
  opened.set(url.href, known);
  return known.load();
}

/** @param {Manifest} manifest @param {URL} url @returns {Files} */
function filesOf(manifest, url) {
  const { key, shards, endings, records, facets, documents } = manifest;
  /** @template T @param {string} name @param {string} version @param {(text: string) => T} read */
  const file = (name, version, read) => part(new URL(name, url), version, read);
  /** @template T @param {string} name @param {Family} family @param {(text: string) => T} read */
  const each = (name, { starts, keys }, read) => starts.map((_, n) =>
    file(`${name}-${n}.txt`, keys.slice(n * 6, n * 6 + 6), read));
  /** @param {number} size @param {string} name @param {string} ending */
  const pages = (size, name, ending) => Array.from({ length: Math.ceil(documents / size) }, (_, n) =>
    file(`${name}-${n}.${ending}`, key, (text) => text));
  const recordPages = pages(records, "records", "json");
  return {
    manifest,
    root: new URL("../../", url),
    searched: searchedIn(manifest, each("shard", shards, readShard), each("endings", endings, readEndings),
      file("lengths.txt", key, readLengths)),
    record: async (document) =>
      JSON.parse(await recordPages[Math.floor(document / records)].load())[document % records],
    facets: { size: facets, pages: pages(facets, "facets", "txt"), labels: file("facets.json", key, JSON.parse) },
  };
}
