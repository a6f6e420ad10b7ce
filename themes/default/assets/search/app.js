/** The search page: what is typed, asked, shown and kept in the address. */

import { read, written } from "./address.js";
import { find } from "./find.js";
import { open } from "./files.js";
import { phrasebook } from "./phrases.js";
import { addPassage, button, choices, element, result, tongue, yearRange } from "./view.js";

/** @import { State } from "./address.js" */
/** @import { Group, Outcome } from "./find.js" */
/** @import { Files } from "./files.js" */

const AT_ONCE = 10;
/** Of each other language that a name leads to. */
const BESIDE = 3;
const PAUSE = 120;

/** @param {HTMLFormElement} form */
export function start(form) {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const [list, status, facets, said] = ["results", "status", "facets", "phrases"].map(
    (name) => /** @type {HTMLElement} */ (document.getElementById(`search-${name}`)));
  const offers = element("div", { class: "search-offers" });
  status.after(offers);
  const phrases = JSON.parse(said.textContent ?? "{}");
  const manifest = new URL(form.dataset.manifest ?? "", document.baseURI);
  let words = phrasebook(phrases, document.documentElement.lang);
  let state = read(location.search);
  let turn = 0;
  let timer = 0;
  /** @type {IntersectionObserver | undefined} */
  let watcher;

  /** @param {Partial<State>} change @param {boolean} [lasting] whether "back" leads here again */
  const go = (change, lasting = true) => {
    state = { ...state, ...change };
    history[lasting ? "pushState" : "replaceState"](null, "", written(state));
    show(!lasting);
  };

  /** @param {boolean} typing */
  async function show(typing) {
    const mine = (turn += 1);
    window.clearTimeout(timer);
    if (!state.q.trim()) {
      clear();
      return;
    }
    const late = window.setTimeout(() => mine === turn && (status.textContent = words.say("search.loading")), 300);
    try {
      const home = await open(manifest);
      words = phrasebook(phrases, home.manifest.lang, home.manifest.digits);
      const outcome = await find(home, state, typing);
      if (mine === turn) await render(home, outcome, mine, late);
    } catch (error) {
      if (mine === turn) failed(typing);
      console.error(error);
    } finally {
      window.clearTimeout(late);
    }
  }

  const clear = () => {
    watcher?.disconnect();
    for (const part of [list, status, offers, facets]) part.replaceChildren();
    form.removeAttribute("data-asked");
  };

  /** @param {boolean} typing */
  const failed = (typing) => {
    clear();
    status.replaceChildren(words.say("search.failed"), " ", button(words.say("search.retry"), () => show(typing)));
  };

  /** @param {Files} home @param {Outcome} outcome @param {number} mine @param {number} late what would say that it takes long */
  async function render(home, outcome, mine, late) {
    const { groups, some, names, better } = outcome;
    const own = home.manifest.language;
    const first = await Promise.all(groups.map(({ files, answered, tag }) => {
      const most = state.lang || tag === own ? AT_ONCE : BESIDE;
      return Promise.all(answered.results.slice(0, most).map(({ document }) => shown(files, answered, document)));
    }));
    if (mine !== turn) return;
    const focused = linksIn(list).indexOf(/** @type {HTMLElement} */ (document.activeElement));
    window.clearTimeout(late);
    clear();
    const n = groups.reduce((sum, { answered }) => sum + answered.results.length, 0);
    if (n) form.setAttribute("data-asked", "found");
    const count = n ? words.say("search.results", { n }) : words.say("search.none");
    status.textContent = some ? `${words.say("search.some")} ${count}` : count;
    offers.append(...names.map(([, address, label]) => element("p", {}, element("a",
      { href: link(home, address) }, words.say("search.term", { label })))));
    if (better) suggest(better);
    watch();
    groups.forEach((group, at) => {
      const found = element("ol", {});
      list.append(element("section", { "aria-label": group.language },
        ...(groups.length > 1 ? [element("h2", { class: "search-language", ...tongue(group.files.manifest) }, group.language)] : []), found));
      append(found, first[at]);
      more(found, group, first[at].length);
    });
    // What is typed last may be answered while a reader walks the results of what came before.
    if (focused >= 0) (linksIn(list)[focused] ?? input).focus();
    scope(home, outcome);
    const chosen = state.keyword || state.source || state.from || state.to;
    if (!n && !chosen) return;
    if (outcome.counts.light || chosen) await choose(outcome, mine);
    else {
      const what = ["keyword", "source", "year"].map((name) => words.say(`search.facet.${name}`)).join(", ");
      facets.append(button(what, () => choose(outcome, mine).catch(() => failed(false)), { "aria-expanded": "false" }));
    }
  }

  /** @param {string} better */
  const suggest = (better) => {
    offers.append(element("p", {}, button(words.say("search.suggest", { word: better }), () => {
      input.value = better;
      go({ q: better });
      input.focus();
    })));
  };

  /** @param {Files} files @param {string} address */
  const link = (files, address) => new URL(address.slice(1), files.root).href;

  /** @param {Files} files @param {Group["answered"]} answered @param {number} number */
  async function shown(files, { terms }, number) {
    const found = await files.record(number);
    const { lang, dir } = files.manifest;
    const made = result(found, {
      searched: files.searched,
      terms,
      link: (address) => link(files, address),
      language: { lang, dir, name: nameOf(files) },
      foreign: lang !== document.documentElement.lang,
      words,
    });
    return { searched: files.searched, terms, made, text: new URL("text.txt", link(files, found.address)) };
  }

  /** A language's name in itself. @param {Files} files */
  const nameOf = ({ manifest: { language, languages } }) =>
    languages.find((one) => one.language === language)?.name ?? language;

  /** @param {HTMLElement} to @param {Awaited<ReturnType<typeof shown>>[]} results */
  const append = (to, results) => {
    for (const one of results) {
      to.append(one.made.item);
      waiting.set(one.made.item, one);
      watcher?.observe(one.made.item);
    }
  };

  /** @param {HTMLElement} to @param {Group} group @param {number} from */
  const more = (to, group, from) => {
    const { files, answered } = group;
    if (from >= answered.results.length) return;
    const mine = turn;
    const next = button(words.say("search.more"), async () => {
      try {
        const results = await Promise.all(answered.results.slice(from, from + AT_ONCE)
          .map(({ document }) => shown(files, answered, document)));
        if (mine !== turn) return;
        row.remove();
        append(to, results);
        results[0].made.link.focus();
        more(to, group, from + AT_ONCE);
      } catch {
        next.textContent = `${words.say("search.failed")} ${words.say("search.retry")}`;
      }
    });
    const row = element("li", { class: "search-more" }, next);
    to.append(row);
  };

  /** @type {WeakMap<Element, Awaited<ReturnType<typeof shown>>>} */
  const waiting = new WeakMap();
  const watch = () => {
    watcher = new IntersectionObserver((entries, self) => {
      for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
        self.unobserve(target);
        const one = waiting.get(target);
        if (one) quote(one);
      }
    });
  };

  /** @param {Awaited<ReturnType<typeof shown>>} one */
  const quote = async ({ searched, terms, made, text }) => {
    try {
      const response = await fetch(text);
      if (response.ok) addPassage(made, await response.text(), searched, terms);
    } catch {
      // A result without its passage is still a result.
    }
  };

  /** @param {Files} home @param {Outcome} outcome */
  const scope = ({ manifest: { languages } }, outcome) => {
    if (languages.length < 2) return;
    const everywhere = String(state.lang !== "");
    offers.prepend(element("div", { class: "facet scope", role: "group", "aria-label": words.say("search.scope") },
      button(words.say("search.scope.this"), () => go({ lang: "" }), { "aria-pressed": String(state.lang === "") }),
      button(words.say("search.scope.all"), () => go({ lang: "all" }), { "aria-pressed": everywhere })));
    if (outcome.languages.length > 1 || state.lang) {
      facets.append(choices(words.say("search.facet.language"), outcome.languages,
        state.lang, (value) => go({ lang: value || "all" }), words));
    }
  };

  /** @param {Outcome} outcome @param {number} mine */
  const choose = async (outcome, mine) => {
    const counts = await outcome.counts();
    if (mine !== turn) return;
    facets.querySelector("[aria-expanded]")?.remove();
    for (const name of /** @type {const} */ (["keyword", "source"])) {
      if (!counts[name].length) continue;
      facets.append(choices(words.say(`search.facet.${name}`), counts[name].slice(0, 12), state[name],
        (value) => go({ [name]: value }), words));
    }
    if (counts.year.length) {
      facets.append(yearRange(counts.year, state, (name, value) => go({ [name]: value }), words));
    }
    if (state.keyword || state.source || state.from || state.to) {
      facets.append(button(words.say("search.clear"), () => go({ keyword: "", source: "", from: "", to: "" })));
    }
  };

  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => go({ q: input.value }, false), PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ q: input.value });
  });
  window.addEventListener("popstate", () => {
    state = read(location.search);
    input.value = state.q;
    show(false);
  });
  document.addEventListener("keydown", (event) => keys(event, input, list, () => {
    input.value = "";
    go({ q: "" }, false);
  }));
  // A box that was filled before this ran says what is wanted now.
  if (input.value && input.value !== state.q) state.q = input.value;
  input.value = state.q;
  show(false);
}

/** @param {HTMLElement} list @returns {HTMLElement[]} */
const linksIn = (list) => [...list.querySelectorAll(".card h2 a")].map((link) => /** @type {HTMLElement} */ (link));

/** Arrows walk the results, Esc clears. @param {KeyboardEvent} event @param {HTMLInputElement} input
 * @param {HTMLElement} list @param {() => void} clear */
function keys(event, input, list, clear) {
  const links = linksIn(list);
  const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const inside = document.activeElement === input || at >= 0;
  if (!inside || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") {
    clear();
    input.focus();
  } else if (event.key === "ArrowDown" && at + 1 < links.length) {
    links[at + 1].focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    (at ? links[at - 1] : input).focus();
  } else {
    return;
  }
  event.preventDefault();
}
