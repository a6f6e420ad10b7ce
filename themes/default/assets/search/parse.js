/**
 * Reads lunr's query language (`+must -not field:word wild* fuzzy~1 boost^2`) as lunr.js 2.3.9
 * does, within bounds that keep any query cheap.
 */

import { cut } from "./fold.js";

export const OPTIONAL = 1;
export const REQUIRED = 2;
export const PROHIBITED = 3;

export const BOUNDS = Object.freeze({ text: 400, terms: 8, letters: 40, edits: 2 });

/**
 * @typedef {object} Clause
 * @property {string} term
 * @property {string[]} fields
 * @property {number} boost
 * @property {number} presence
 * @property {number} [edits] edit distance, where one is asked for
 *
 * @typedef {{type: "term" | "field" | "edits" | "boost" | "presence", text: string}} Lexeme
 */

/** @param {string} text @returns {Lexeme[]} */
function lexemes(text) {
  /** @type {Lexeme[]} */
  const found = [];
  let held = "";
  let width = 0;
  /** @param {Lexeme["type"]} type */
  const emit = (type) => {
    found.push({ type, text: held });
    held = "";
    width = 0;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === "\\") {
      at += 1;
      held += text[at] ?? "";
      width += 2;
    } else if (char === ":") {
      emit("field");
    } else if (char === "~" || char === "^") {
      if (width > 0) emit("term");
      const digits = /^[0-9]*/.exec(text.slice(at + 1))?.[0] ?? "";
      found.push({ type: char === "~" ? "edits" : "boost", text: digits });
      at += digits.length;
    } else if (width === 0 && (char === "+" || char === "-")) {
      held = char;
      emit("presence");
    } else if (/[\s-]/.test(char)) {
      if (width > 0) emit("term");
    } else {
      held += char;
      width += 1;
    }
  }
  if (width > 0) emit("term");
  return found;
}

/**
 * The clauses of a query exactly as lunr.js reads them; null where it would refuse the query.
 * @param {string} text
 * @param {string[]} fields
 * @returns {Clause[] | null}
 */
export function parse(text, fields) {
  const queue = lexemes(text);
  /** @type {Clause[]} */
  const clauses = [];
  for (let at = 0; at < queue.length; ) {
    /** @type {Clause} */
    const clause = { term: "", fields, boost: 1, presence: OPTIONAL };
    if (queue[at].type === "presence") {
      clause.presence = queue[at].text === "+" ? REQUIRED : PROHIBITED;
      at += 1;
    }
    if (queue[at]?.type === "field") {
      if (!fields.includes(queue[at].text)) return null;
      clause.fields = [queue[at].text];
      at += 1;
    }
    if (queue[at]?.type !== "term") return null;
    clause.term = queue[at].text.toLowerCase();
    for (at += 1; queue[at]?.type === "edits" || queue[at]?.type === "boost"; at += 1) {
      const number = parseInt(queue[at].text, 10);
      if (Number.isNaN(number)) return null;
      if (queue[at].type === "edits") clause.edits = number;
      else clause.boost = number;
    }
    clauses.push(clause);
  }
  return clauses;
}

/** At most one star at the start and one at the end; a star inside ends the word. @param {string} term */
export function bounded(term) {
  const [, start, inner, end] = /** @type {string[]} */ (/^(\**)([^*]*)(.*)$/su.exec(term));
  return inner ? (start && "*") + inner + (end && "*") : "";
}

/**
 * The clauses of what a reader typed: never refused, never costly.
 * @param {string} typed
 * @param {string[]} fields
 */
export function readQuery(typed, fields) {
  const text = typed.slice(0, BOUNDS.text);
  // A colon or caret in ordinary words is not a mistake to be told about.
  const plain = () => text.replace(/[:~^*+\\]/g, " ").replace(/(^|\s)-+/g, "$1");
  const clauses = parse(text, fields) ?? parse(plain(), fields) ?? [];
  return clauses
    .map((clause) => ({
      ...clause,
      term: bounded(cut(clause.term, BOUNDS.letters)),
      edits: Math.min(clause.edits ?? 0, BOUNDS.edits),
    }))
    .filter((clause) => clause.term)
    .slice(0, BOUNDS.terms);
}
