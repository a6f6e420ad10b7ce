/**
 * Asks the shipped search client, over HTTP, in Node and in Chromium alike: what it ranks for
 * a query, as lunr would be asked (no typing, no "works with all words first").
 */

/**
 * @param {string} client address of the folder of its modules
 * @param {string} manifest address of a language's manifest
 * @param {string[]} addresses of the language's works, by number
 * @param {string[]} queries
 * @returns {Promise<[string, number][][]>} (address, score) of the works, the best first
 */
export async function ranked(client, manifest, addresses, queries) {
  const [{ open }, { ask }, { evaluate }, { settled }] = await Promise.all(
    ["files.js", "interpret.js", "score.js", "parts.js"].map((name) => import(new URL(name, client).href)));
  const { searched } = await open(new URL(manifest));
  const rankings = [];
  for (const query of queries) {
    const results = await settled(() => evaluate(searched.index, ask(searched, query).asked));
    rankings.push(results.map(({ document, score }) => [addresses[document], score]));
  }
  return rankings;
}
