/**
 * lunr.js on a few words, for test_search_is_lunr.py: [{texts, query}] as JSON on standard input;
 * for each the numbers of the texts that are found, in their order, or "refused", or "crash".
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const lunr = createRequire(import.meta.url)("lunr");

function found({ texts, query }) {
  const builder = new lunr.Builder();
  builder.field("title");
  texts.forEach((text, at) => builder.add({ id: String(at + 1), title: text.split(" ") }));
  try {
    return builder.build().search(query).map(({ ref }) => ref).join(" ") || "-";
  } catch (error) {
    return error instanceof lunr.QueryParseError ? "refused" : "crash";
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(found)));
