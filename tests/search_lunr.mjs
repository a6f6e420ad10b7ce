/**
 * Runs the shipped search client in Node beside the real lunr.js, for test_search_is_lunr.py.
 * Standard input: {client, jobs: [{manifest, lunr, addresses, lexicon, queries}]};
 * standard output: for each job {ours, theirs}, one ranking a query.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { folder } from "../themes/default/assets/search/fold.js";
import { ranked } from "./search_ranked.mjs";

const lunr = createRequire(import.meta.url)("lunr");

/** lunr.js on the published standard index, with the archive's lexicon where it would stem. */
async function stock(address, rules, lexicon) {
  const index = lunr.Index.load(await (await fetch(address)).json());
  const { fold } = folder(rules);
  const terms = new Map(Object.entries(lexicon));
  index.pipeline.add((token) => {
    const key = fold(token.toString());
    return (terms.get(key) ?? [key]).map((term) => new lunr.Token(term));
  });
  return (query) => index.search(query).map(({ ref, score }) => [ref, score]);
}

const { client, jobs } = JSON.parse(readFileSync(0, "utf8"));
const answers = [];
for (const { manifest, lunr: address, addresses, lexicon, queries } of jobs) {
  const { rules } = await (await fetch(manifest)).json();
  const search = await stock(address, rules, lexicon);
  answers.push({ ours: await ranked(client, manifest, addresses, queries), theirs: queries.map(search) });
}
process.stdout.write(JSON.stringify(answers));
