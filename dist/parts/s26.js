// @bun
// src/store/json.ts
function readJson(text, twice = "refused") {
  const value = parsed(text);
  if (value === undefined)
    return { ok: false, problem: `it is not JSON: ${faultText(text)}` };
  const doubled = twice === "refused" ? slipIn(text, MAX_DEPTH) : null;
  if (doubled === null)
    return { ok: true, value };
  if (doubled === TOO_DEEP)
    return { ok: false, problem: `it has lists or objects within each other, more than ${MAX_DEPTH} deep` };
  const { name, at } = doubled;
  return {
    ok: false,
    problem: `it has the name ${shownName(name)} twice in one object (again in ${placeOf(text, at)}), expected each name once`
  };
}
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    const mended = escapedControls(text);
    try {
      if (mended !== text)
        return JSON.parse(mended);
    } catch {}
    return;
  }
}
var MAX_NAME = 80;
var shownName = (name) => JSON.stringify(name.length > MAX_NAME ? `${name.slice(0, MAX_NAME).toWellFormed()}\u2026` : name);
var STRING = /"(?:[^"\\]+|\\[\s\S]?)*(?:"|$)/g;
var escaped = (char) => JSON.stringify(char).slice(1, -1);
var CONTROL = /[\u0000-\u001f]/g;
var escapedControls = (text) => text.replace(STRING, (one) => one.replace(CONTROL, escaped));
var MAX_DEPTH = 500;
var TOO_DEEP = "too deep";
var doubledName = (text) => slipIn(text, Number.POSITIVE_INFINITY);
function slipIn(text, maxDepth) {
  const open = [];
  let isName = false;
  for (const { 0: token, index: at } of text.matchAll(/"(?:[^"\\]+|\\[\s\S]?)*(?:"|$)|[{}[\],]/g)) {
    if (open.length > maxDepth)
      return TOO_DEEP;
    if (token === "{")
      open.push(new Set);
    else if (token === "[")
      open.push(null);
    else if (token === "}" || token === "]")
      open.pop();
    else if (token !== "," && isName) {
      const name = JSON.parse(escapedControls(token));
      const names = open.at(-1);
      if (names?.has(name))
        return { name, at };
      names?.add(name);
    }
    isName = token === "{" || token === ",";
  }
  return null;
}
var TOKEN = /[{}[\]:,]|(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
var QUOTED = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
var BLANK = /[ \t\r\n]*/y;
var EXPECTED = {
  value: "a value",
  "first value": 'a value or "]"',
  name: 'a name in quotation marks (a comma before "}" is none of JSON)',
  "first name": 'a name in quotation marks or "}"',
  colon: '":"',
  comma: '"," or the end of what is open (a quotation mark within a text is written \\")'
};
function faultText(text) {
  const { at, problem } = fault(text);
  return `${placeOf(text, at)}: ${problem}`;
}
function placeOf(text, at) {
  const before = text.slice(0, at).split(`
`);
  return `line ${before.length}, column ${before.at(-1).length + 1}`;
}
function fault(text) {
  const open = [];
  let next = "value";
  let at = 0;
  const sticky = (pattern) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  for (;; ) {
    at += sticky(BLANK).length;
    const isOver = next === "comma" && open.length === 0;
    if (at >= text.length)
      return { at, problem: `the text ends here, expected ${EXPECTED[next]}` };
    if (isOver)
      return { at, problem: `found ${shownAt(text, at)} behind the end of the value, expected nothing more` };
    const token = text[at] === '"' ? sticky(QUOTED) : sticky(TOKEN);
    if (token === null)
      return text[at] === '"' ? faultInString(text, at) : expected(text, at, next);
    const then = follows(token, next, open);
    if (then === null)
      return expected(text, at, next);
    next = then;
    at += token.length;
  }
}
function follows(token, next, open) {
  const inside = open.at(-1);
  if (token === "}" || token === "]") {
    const closes = next === "comma" || next === (token === "}" ? "first name" : "first value");
    if (!closes || inside !== (token === "}" ? "{" : "["))
      return null;
    open.pop();
    return "comma";
  }
  if (token === ",")
    return next !== "comma" ? null : inside === "{" ? "name" : "value";
  if (token === ":")
    return next === "colon" ? "value" : null;
  if (next === "name" || next === "first name")
    return token.startsWith('"') ? "colon" : null;
  if (next !== "value" && next !== "first value")
    return null;
  if (token !== "{" && token !== "[")
    return "comma";
  open.push(token);
  return token === "{" ? "first name" : "first value";
}
var expected = (text, at, next) => ({
  at,
  problem: `found ${shownAt(text, at)}, expected ${EXPECTED[next]}`
});
var shownAt = (text, at) => JSON.stringify(/^\S{1,20}/u.exec(text.slice(at, at + 20))?.[0]);
function faultInString(text, start) {
  const good = /(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
  good.lastIndex = start + 1;
  const at = start + 1 + good.exec(text)[0].length;
  if (at >= text.length)
    return { at: start, problem: "the text that begins here has no end" };
  const found = [...text.slice(at, at + 3)].slice(0, 2).join("");
  return { at, problem: `${JSON.stringify(found)} is no escape of JSON; a backslash within a text is written \\\\` };
}

export { readJson, doubledName };
