/** The query as the page's address holds it, so that it can be shared and gone back to. */

const NAMES = /** @type {const} */ (["q", "lang", "keyword", "source", "from", "to"]);

/**
 * @typedef {object} State
 * @property {string} q
 * @property {string} lang empty for the page's language, `all`, or one language's tag
 * @property {string} keyword an id
 * @property {string} source an id
 * @property {string} from a year
 * @property {string} to a year
 */

/** @param {string} search @returns {State} */
export function read(search) {
  const asked = new URLSearchParams(search);
  const [q, lang, keyword, source, from, to] = NAMES.map((name) => asked.get(name) ?? "");
  /** @param {string} text */
  const year = (text) => (/^\d{1,4}$/.test(text) ? text : "");
  return { q: q.slice(0, 400), lang, keyword, source, from: year(from), to: year(to) };
}

/** @param {State} state */
export function written(state) {
  const kept = new URLSearchParams();
  for (const name of NAMES) if (state[name]) kept.set(name, state[name]);
  const text = String(kept);
  return text ? `?${text}` : location.pathname;
}
