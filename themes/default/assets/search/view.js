/** What the reader sees, made of elements and text alone: nothing found is ever read as HTML. */

import { matches, passage } from "./passage.js";

/** @import { Found } from "./files.js" */
/** @import { Count } from "./facets.js" */
/** @import { Searched } from "./interpret.js" */
/** @import { Run } from "./passage.js" */
/** @import { Phrases } from "./phrases.js" */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {Partial<Record<string, string | false | undefined>>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/**
 * Whose words these are; their direction only where it is not the page's, as in what the build writes.
 * @param {{lang: string, dir: string}} language
 */
export const tongue = ({ lang, dir }) => ({ lang, dir: dir !== document.documentElement.dir && dir });

/** @param {string} text @param {() => void} act @param {Partial<Record<string, string>>} [attributes] */
export function button(text, act, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}

/** @param {Run[]} runs */
const marked = (runs) => runs.map((run) => (run.marked ? element("mark", {}, run.text) : run.text));

/** All of a short text, with what was asked for marked.
 * @param {string} text @param {Searched} searched @param {Set<string>} terms */
function whole(text, searched, terms) {
  let at = 0;
  const runs = matches(text, searched, terms).flatMap(({ from, to }) => {
    const pair = [{ text: text.slice(at, from), marked: false }, { text: text.slice(from, to), marked: true }];
    at = to;
    return pair;
  });
  return marked([...runs, { text: text.slice(at), marked: false }]);
}

/**
 * One result.
 * @param {Found} found
 * @param {object} context
 * @param {Searched} context.searched
 * @param {Set<string>} context.terms
 * @param {(address: string) => string} context.link
 * @param {{lang: string, dir: string, name: string}} context.language of the result
 * @param {boolean} context.foreign whether it is not the page's language
 * @param {Phrases} context.words
 */
export function result(found, { searched, terms, link, language, foreign, words }) {
  const lang = foreign ? tongue(language) : { lang: undefined };
  const title = element("a", { href: link(found.address) }, ...whole(found.title, searched, terms));
  const facts = [
    ...(found.warning ? [element("strong", { class: "badge" }, words.say("badge.warning"))] : []),
    ...(found.type === "article" ? [] : [words.say(`type.${found.type}`)]),
    ...(found.source ? [element("bdi", {}, found.source)] : []),
    ...(foreign ? [element("span", { class: "own-language", ...lang }, language.name)] : []),
  ].filter((fact) => typeof fact !== "string" || fact);
  const deck = element("p", { class: "card-deck", ...lang }, ...whole(found.deck ?? "", searched, terms));
  return {
    link: title,
    deck,
    item: element("li", { class: "card" },
      element("p", { class: "card-date", ...lang }, found.date ?? ""),
      element("div", { class: "card-text" },
        element("h2", { ...lang, lang: found.lang ?? lang.lang }, title), deck,
        element("ul", { class: "facts" }, ...facts.map((fact) => element("li", {}, fact))))),
  };
}

/**
 * Puts the passage that has the words under a result, and their marks into its link.
 * @param {ReturnType<typeof result>} shown @param {string} text as the work's text.txt has it
 * @param {Searched} searched @param {Set<string>} terms
 */
export function addPassage({ link, deck }, text, searched, terms) {
  const body = text.slice(text.indexOf("\n\n") + 2);
  const runs = passage(body, matches(body, searched, terms));
  if (!runs.length) return;
  deck.after(element("p", { class: "card-passage", lang: deck.lang || undefined, dir: deck.dir || undefined }, ...marked(runs)));
  const words = [...new Set(runs.filter((run) => run.marked).map((run) => run.text))].slice(0, 4);
  const fragment = words.map((word) => `text=${encodeURIComponent(word).replace(/-/g, "%2D")}`);
  link.href = `${link.href.split("#")[0]}#:~:${fragment.join("&")}`;
}

/**
 * One group of choices with their counts; a chosen one is pressed and lets go again.
 * @param {string} title @param {Count[]} counts @param {string} chosen
 * @param {(value: string) => void} choose @param {Phrases} words
 */
export function choices(title, counts, chosen, choose, words) {
  const group = element("section", { class: "facet", "aria-label": title }, element("h2", {}, title));
  const items = counts.map(({ value, label, count }) =>
    element("li", {}, button(label, () => choose(value === chosen ? "" : value),
      { "aria-pressed": String(value === chosen) }), element("span", { class: "count" }, words.number(count))));
  group.append(element("ul", {}, ...items));
  return group;
}

/**
 * The first and the last year wanted.
 * @param {Count[]} years @param {{from: string, to: string}} chosen
 * @param {(name: "from" | "to", value: string) => void} choose @param {Phrases} words
 */
export function yearRange(years, chosen, choose, words) {
  const group = element("section", { class: "facet", "aria-label": words.say("search.facet.year") },
    element("h2", {}, words.say("search.facet.year")));
  for (const name of /** @type {const} */ (["from", "to"])) {
    const select = element("select", { name }, element("option", { value: "" }, "–"),
      ...years.map(({ value, count }) => element("option", { value }, `${words.number(Number(value))} (${words.number(count)})`)));
    select.value = chosen[name];
    select.addEventListener("change", () => choose(name, select.value));
    group.append(element("label", {}, words.say(`search.${name}`), " ", select));
  }
  return group;
}
