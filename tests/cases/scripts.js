// Scripts whose short form must show the same. A case begins with its name; show() prints.

//# a variable
const answer = 6 * 7;
show(answer);

//# a property of the same name
const text = 'a';
show({ text }.text, { text: 1 }.text);

//# a pattern with a default
const { first, second = [1, 2].length } = { first: 3 };
show(first, second);

//# a default that is a call
const list = ({ of = Math.max(1, 2), by = 'x' } = {}) => [of, by];
show(list());

//# templates in templates
const a1 = 1; const inner = 2; show(`x${`${a1}${{ inner }.inner}`}}y{${inner}`);

//# a brace in a text
const brace = '}'; show(`${'}' + brace}`, "{'", '{\'');

//# a pattern and a division
const width = 8; const half = 2; show(width / half / 2, /[/"'`]+/u.test('/'), width / 2);

//# a class
class Held extends Array {
  constructor(loads) { super(); this.loads = loads; }
  sum() { return this.loads + 1; }
}
const held = new Held(4);
show(held.sum(), held.length);

//# a generator
function* count(most) { for (let n = 0; n < most; n += 1) yield n; }
show([...count(3)]);

//# something in an outer and in an inner scope
const name = 'outer';
function inner(name) {
  { const name = 'inmost'; show(name); }
  show(name);
}
inner('inner');
show(name);

//# a name that the browser has too
function of(document) { return document.length; }
show(of('four'), typeof location);

//# short names that are taken
const a = 1;
const [b, c] = [2, 3];
show(((longer) => [a, b, c, longer].length)(9), a + b + c);

//# a name of one letter that nobody declared
let first = 1, a = 2;
const second = 3;
show(first, a, second);

//# an empty body
let n = 0; while (n++ < 3); { show(n); } for (; n < 9; n += 1); show(n);

//# signs that must not touch
const one = 1;
const minus = -1;
show(one - -minus, one + +one, one - (- -one));

//# holes and trailing commas
const holes = [, 1, , ];
show(holes.length, [1, 2,].length, Math.max(1, 2,));

//# one choice of two
const yes = true;
const no = false;
show({ yes: yes ? no : yes, no }, yes ? 1 : 2);

//# what is caught
try { throw new Error('x'); } catch (error) { show(error.message); }
try { show(1); } catch { show(2); }

//# chains that may end
const none = undefined;
show(none?.some?.['x'] ?? 'none', none ? .5 : 1);

//# waiting
const wait = async (value) => { await null; return value; };
wait(3).then((value) => show(value));

//# getters
const kept = { get size() { return 2; }, async load() { return 1; } };
show(kept.size);

//# remarks
const kept = 1; // const gone = 2;
/* show(gone); */
show(/** @type {number} */ (kept));

//# keys in quotes and made
const key = 'k';
show({ 'key': 1, [key]: 2, key }, { ...{ key } });
