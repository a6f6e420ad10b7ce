/**
 * Runs the shipped search client under Node for test_search.py: jobs as JSON on standard input,
 * their answers as JSON on standard output. The real lunr.js stands beside it where a job asks.
 */

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { open } from "../themes/default/assets/search/files.js";
import { find } from "../themes/default/assets/search/find.js";
import { folder } from "../themes/default/assets/search/fold.js";
import { answer, ask } from "../themes/default/assets/search/interpret.js";
import { suggestion } from "../themes/default/assets/search/near.js";
import { parse, readQuery } from "../themes/default/assets/search/parse.js";
import { settled } from "../themes/default/assets/search/parts.js";
import { evaluate } from "../themes/default/assets/search/score.js";

const lunr = createRequire(import.meta.url)("lunr");

let archives = 0;
/** Address -> text of every file that may be fetched. @type {Map<string, string>} */
const published = new Map();
globalThis.fetch = async (url) => {
  const text = published.get(new URL(url).pathname);
  return text === undefined ? new Response("", { status: 404 }) : new Response(text);
};

/** The client's files of an archive, which come only when they are asked for. */
function opened(files) {
  archives += 1;
  for (const [name, text] of Object.entries(files)) published.set(`/${archives}/search/xx/${name}`, text);
  return open(new URL(`https://archive.example/${archives}/search/xx/manifest.json`));
}

const shown = (addresses, results) =>
  results.map(({ document, score }) => [addresses[document], score]);

/** lunr.js with the lexicon as its search pipeline, which is what our lookup stands for. */
function stock(serialised, { fold }, lexicon) {
  const index = lunr.Index.load(serialised);
  index.pipeline.add((token) => {
    const key = fold(token.toString());
    return (lexicon[key] ?? [key]).map((term) => new lunr.Token(term));
  });
  return index;
}

const jobs = {
  /** The same queries to the client and to lunr.js on the whole index. */
  async compare({ files, lunr: serialised, lexicon, addresses, queries }) {
    const { searched } = await opened(files);
    const theirs = stock(serialised, searched.folder, Object.assign(Object.create(null), lexicon));
    const answers = [];
    for (const query of queries) {
      const ours = await settled(() => evaluate(searched.index, ask(searched, query).asked));
      answers.push({
        ours: shown(addresses, ours),
        lunr: theirs.search(query).map(({ ref, score }) => [ref, score]),
      });
    }
    return answers;
  },
  /** What lunr.js's own builder makes of the documents' terms. */
  build({ fields, documents }) {
    const builder = new lunr.Builder();
    for (const [name, boost] of fields) builder.field(name, { boost });
    for (const document of documents) builder.add(document);
    return builder.build().toJSON();
  },
  /** What the page shows for each query. */
  async answer({ files, addresses, queries, typing = false }) {
    const { searched } = await opened(files);
    const answers = [];
    for (const query of queries) {
      const { results, some, unknown } = await settled(() => answer(searched, query, typing));
      const better = await settled(() => suggestion(searched, query, unknown));
      answers.push({ results: shown(addresses, results), some, unknown, better });
    }
    return answers;
  },
  /** How many results the page shows for each query, and what it offers instead. */
  async offer({ files, queries }) {
    const home = await opened(files);
    const answers = [];
    for (const q of queries) {
      const { groups, better } = await find(home, { q, lang: "", keyword: "", source: "", from: "", to: "" }, false);
      answers.push([groups.reduce((sum, { answered }) => sum + answered.results.length, 0), better]);
    }
    return answers;
  },
  parse({ fields, queries }) {
    return queries.map((query) => {
      let theirs = null;
      try {
        const read = new lunr.Query(fields);
        new lunr.QueryParser(query, read).parse();
        theirs = read.clauses.map(({ term, fields: within, boost, presence, editDistance }) =>
          [term, within, boost, presence, editDistance ?? null]);
      } catch (error) {
        if (!(error instanceof lunr.QueryParseError)) throw error;
      }
      const ours = parse(query, fields)?.map(({ term, fields: within, boost, presence, edits }) =>
        [term, within, boost, presence, edits ?? null]) ?? null;
      return { ours, lunr: theirs };
    });
  },
  bounds({ fields, queries }) {
    return queries.map((query) => readQuery(query, fields));
  },
  fold({ rules, texts }) {
    const { pieces } = folder(rules);
    return texts.map((text) => pieces(text).map(({ kind, key, parts }) => [kind, key, parts]));
  },
};

const asked = JSON.parse(readFileSync(0, "utf8"));
const answers = [];
for (const { job, ...given } of asked) answers.push(await jobs[job](given));
process.stdout.write(JSON.stringify(answers));
