/**
 * Stock lunr.js with lunr-languages on the table of what readers type. Standard input:
 * [{language, texts, queries}]; standard output: for each the numbers of the texts found, or null
 * where lunr refuses the query.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

console.log = console.info = console.error;
const require = createRequire(import.meta.url);
const lunr = require("lunr");
require("lunr-languages/lunr.stemmer.support")(lunr);
require("lunr-languages/tinyseg")(lunr);
lunr.wordcut = require("lunr-languages/wordcut");

/** Its own pipeline of a language, where it has one that runs without a compiled module. */
function plugin(language) {
  if (language === "en") return "en";
  try {
    require(`lunr-languages/lunr.${language}`)(lunr);
    new lunr.Builder().use(lunr[language]);
    return language;
  } catch {
    return "";
  }
}

function asked({ language, texts, queries }) {
  const used = plugin(language);
  const index = lunr(function () {
    if (used && used !== "en") this.use(lunr[used]);
    this.field("title");
    texts.forEach((title, at) => this.add({ id: String(at + 1), title }));
  });
  const found = queries.map((query) => {
    try {
      return index.search(query).map(({ ref }) => ref);
    } catch {
      return null;
    }
  });
  return { used, found };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(asked)));
