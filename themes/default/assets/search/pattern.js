/**
 * Which terms a wildcard or a fuzzy word stands for, in the order in which lunr.js 2.3.9 finds
 * them (the order decides between works of equal score).
 */

/**
 * @typedef {object} Node a state of lunr's TokenSet
 * @property {boolean} final
 * @property {Record<string, Node>} edges
 */

/** @returns {Node} */
const node = () => ({ final: false, edges: Object.create(null) });

/** @param {Node} from @param {string} unit */
const edge = (from, unit) => (from.edges[unit] ??= node());

/** A star matches any run of units. @param {string} term @returns {Node} */
export function wildcard(term) {
  const root = node();
  let at = root;
  for (let i = 0; i < term.length; i += 1) {
    if (term[i] === "*") at.edges["*"] = at;
    else at = at.edges[term[i]] = node();
    at.final = i === term.length - 1;
  }
  return root;
}

/**
 * Every way to write a term with so many insertions, deletions, substitutions and transpositions;
 * an edge named star stands for any one unit.
 * @param {string} term @param {number} edits @returns {Node}
 */
export function fuzzy(term, edits) {
  const root = node();
  /** @type {[Node, number, string][]} */
  const stack = [[root, edits, term]];
  for (let frame = stack.pop(); frame; frame = stack.pop()) {
    const [from, left, rest] = frame;
    /** @param {string} unit @param {string} then @param {number} cost */
    const go = (unit, then, cost) => {
      const to = edge(from, unit);
      if (then === "") to.final = true;
      stack.push([to, left - cost, then]);
    };
    if (rest) go(rest[0], rest.slice(1), 0);
    if (left === 0) continue;
    go("*", rest, 1);
    if (rest.length > 1) stack.push([from, left - 1, rest.slice(1)]);
    if (rest.length === 1) from.final = true;
    if (rest) go("*", rest.slice(1), 1);
    if (rest.length > 1) go(rest[1], rest[0] + rest.slice(2), 1);
  }
  return root;
}

/** @param {Node} from @param {string} word @param {number} at @returns {boolean} */
function accepts(from, word, at) {
  if (at === word.length) return from.final;
  const same = from.edges[word[at]];
  if (same && accepts(same, word, at + 1)) return true;
  const any = from.edges["*"];
  return any !== undefined && any !== same && accepts(any, word, at + 1);
}

/**
 * The terms that a pattern accepts, in lunr's order: its own intersection of token sets, run on
 * a tree of the accepted terms alone.
 * @param {Node} pattern @param {Iterable<string>} terms sorted by UTF-16 unit
 */
export function expand(pattern, terms) {
  const tree = node();
  for (const term of terms) {
    if (!accepts(pattern, term, 0)) continue;
    let at = tree;
    for (let i = 0; i < term.length; i += 1) at = edge(at, term[i]);
    at.final = true;
  }
  return listed(intersection(tree, pattern));
}

/** @param {Node} tree @param {Node} pattern */
function intersection(tree, pattern) {
  const output = node();
  /** @type {[Node, Node, Node][]} */
  const stack = [[pattern, output, tree]];
  for (let frame = stack.pop(); frame; frame = stack.pop()) {
    const [asked, out, held] = frame;
    for (const unit of Object.keys(asked.edges)) {
      const matching = unit === "*" ? Object.keys(held.edges) : unit in held.edges ? [unit] : [];
      for (const found of matching) {
        const next = edge(out, found);
        next.final ||= held.edges[found].final && asked.edges[unit].final;
        stack.push([asked.edges[unit], next, held.edges[found]]);
      }
    }
  }
  return output;
}

/** @param {Node} set */
function listed(set) {
  /** @type {string[]} */
  const words = [];
  /** @type {[string, Node][]} */
  const stack = [["", set]];
  for (let frame = stack.pop(); frame; frame = stack.pop()) {
    const [prefix, at] = frame;
    if (at.final) words.push(prefix);
    for (const unit of Object.keys(at.edges)) stack.push([prefix + unit, at.edges[unit]]);
  }
  return words;
}
