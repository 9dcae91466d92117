// @bun
import {
  problemsOf
} from "./s61.js";
import {
  isObject
} from "./s81.js";

// src/workflows/phases/planning/front-matter.ts
var MAX_LENGTH = 200000;
var MAX_SOUGHT = 400;
var RULE = /^---[ \t]*$/;
var KEY = /^(?:"([^"]+)"|'([^']+)'|([\w.-]+))[ \t]*:(?:[ \t]+(.*))?$/;
var linesOf = (text) => text.split(/\r\n|\n|\r/);
function splitFrontMatter(text) {
  const lines = linesOf(text.replace(/^\uFEFF/, ""));
  const end = RULE.test(lines[0] ?? "") ? lines.findIndex((line, at) => at > 0 && RULE.test(line)) : -1;
  if (end < 0)
    return { yaml: null, body: lines.join(`
`), bodyLine: 1 };
  return { yaml: lines.slice(1, end).join(`
`), body: lines.slice(end + 1).join(`
`), bodyLine: end + 2 };
}
function wrongLine(lines) {
  if (lines.length > MAX_SOUGHT)
    return null;
  for (let count = lines.length - 1;count >= 0; count--) {
    try {
      Bun.YAML.parse(lines.slice(0, count).join(`
`));
      return count + 2;
    } catch {}
  }
  return 2;
}
function contentProblem(fields) {
  let left = MAX_LENGTH;
  const rest = [fields];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === "string" && value.includes("\x00"))
      return "has a zero byte in a text; expected text";
    if (typeof value === "object" && value !== null)
      for (const [key, one] of Object.entries(value))
        rest.push(key, one);
    left -= 1 + (typeof value === "string" ? value.length : 0);
    if (left < 0 || rest.length > MAX_LENGTH)
      return `comes to more than ${MAX_LENGTH} characters with its aliases; expected fewer`;
  }
  return null;
}
function namesIn(value) {
  let count = 0;
  const rest = [value];
  while (rest.length > 0) {
    const one = rest.pop();
    if (typeof one !== "object" || one === null)
      continue;
    if (!Array.isArray(one))
      count += Object.keys(one).length;
    for (const inner of Object.values(one))
      rest.push(inner);
  }
  return count;
}
var NAME_END = /(?<=\w)["'](?=[ \t]*:)|(?=:(?:[\s,\]}]|$))(?<!["'][ \t]*)(?<!<<)/g;
function doubledLine(yaml, fields) {
  const ends = [...yaml.matchAll(NAME_END)].map((one) => one.index);
  const count = namesIn(fields);
  const isMore = (places) => {
    let text = "";
    let from = 0;
    for (const [index, at] of places.entries()) {
      text += `${yaml.slice(from, at)}_q${index}z`;
      from = at;
    }
    try {
      return namesIn(Bun.YAML.parse(text + yaml.slice(from))) > count;
    } catch {
      return true;
    }
  };
  if (!isMore(ends))
    return null;
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = low + high + 1 >> 1;
    if (isMore(ends.slice(middle)))
      low = middle;
    else
      high = middle - 1;
  }
  return linesOf(yaml.slice(0, ends[low])).length;
}
function parseFrontMatter(yaml, tell) {
  if (yaml.length > MAX_LENGTH) {
    tell(1, `the front matter has ${yaml.length} characters; expected at most ${MAX_LENGTH}`);
    return null;
  }
  const lines = linesOf(yaml);
  let fields;
  try {
    fields = Bun.YAML.parse(yaml);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^YAML Parse error: /, "") : String(error);
    tell(wrongLine(lines), `the front matter is no YAML (${why}); expected fields such as \`plan: 01\``);
    return null;
  }
  if (!isObject(fields ?? {})) {
    tell(2, "the front matter holds no fields; expected lines such as `plan: 01`");
    return null;
  }
  const wrong = contentProblem(fields);
  if (wrong !== null) {
    tell(1, `the front matter ${wrong}`);
    return null;
  }
  const at = new Map;
  for (const [index, text] of lines.entries()) {
    const found = KEY.exec(text);
    if (found === null)
      continue;
    const key = found[1] ?? found[2] ?? found[3];
    const before = at.get(key);
    if (before) {
      tell(index + 2, `found ${key} once more (first in line ${before.line}); expected it once`);
      return null;
    }
    at.set(key, { line: index + 2, rest: (found[4] ?? "").replace(/[ \t]+#.*$/, "").trim() });
  }
  const doubled = doubledLine(yaml, fields);
  if (doubled !== null) {
    const name = lines[doubled - 1].trim().slice(0, 80);
    tell(doubled + 1, `found a name once more that its mapping has already, or that cannot be told from one (\`${name}\`); expected each once`);
    return null;
  }
  return { fields: { ...fields }, at };
}
function asWritten({ fields, at }, key) {
  const value = fields[key];
  if (typeof value === "string")
    return value.trim();
  return typeof value === "number" ? at.get(key)?.rest ?? String(value) : null;
}
function checkedFields(schema, { fields, at }, tell) {
  const parsed = schema.safeParse(fields);
  if (parsed.success)
    return parsed.data;
  for (const issue of parsed.error.issues.slice(0, 12))
    tell(at.get(String(issue.path[0]))?.line ?? 1, problemsOf(fields, [issue]).join("; "));
  return null;
}

export { linesOf, splitFrontMatter, parseFrontMatter, asWritten, checkedFields };
