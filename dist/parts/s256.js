// @bun
import {
  splitLines,
  joinLines,
  endOf,
  putLines
} from "./s42.js";
import {
  splitFrontMatter,
  parseFrontMatter
} from "./s202.js";

// src/workflows/phases/planning/write-front-matter.ts
var PLAIN = /^[A-Za-z_./][\w./+@-]*(?: [\w./+@-]+)*$/;
var WORDS = /^(?:true|false|null|yes|no|on|off|y|n|\.+|\.\d.*|\.?nan|[-+]?\.inf)$/i;
var PADDED = /^0\d{1,3}$/;
var FOLDER = /^\d{2,4}(?:\.\d{1,3})*-[a-z][\w-]*$/;
var DATE = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/;
var MOST_INLINE = 120;
function yamlText(text) {
  if (PLAIN.test(text) && !WORDS.test(text) || FOLDER.test(text))
    return text;
  if (!/["\\\p{Cc}\u2028\u2029\ufeff]/u.test(text))
    return `"${text}"`;
  if (!/['\p{Cc}\u2028\u2029\ufeff]/u.test(text))
    return `'${text}'`;
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
var isList = (value) => Array.isArray(value);
var isNested = (value) => typeof value === "object" && value !== null;
var scalar = (value) => typeof value === "string" ? yamlText(value) : String(value);
function linesOfField(key, value, indent, step) {
  if (!isNested(value))
    return [`${indent}${key}: ${scalar(value)}`];
  const deeper = `${indent}${step}`;
  if (isList(value)) {
    if (value.length === 0)
      return [`${indent}${key}: []`];
    const plain = indent === "" && value.every((one) => !isNested(one) && !/[,[\]{}"'\\]/.test(scalar(one).replace(/^"(.*)"$/, "$1")));
    const inline = plain ? `${indent}${key}: [${value.map((one) => scalar(one)).join(", ")}]` : "";
    if (plain && inline.length <= MOST_INLINE)
      return [inline];
    return [`${indent}${key}:`, ...value.flatMap((one) => linesOfItem(one, `${indent}  `))];
  }
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  if (fields.length === 0)
    return [`${indent}${key}: {}`];
  return [`${indent}${key}:`, ...fields.flatMap(([name, one]) => linesOfField(name, one, deeper, "  "))];
}
function linesOfItem(value, indent) {
  if (!isNested(value))
    return [`${indent}- ${scalar(value)}`];
  if (isList(value))
    return [`${indent}- ${JSON.stringify(value)}`];
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  const lines = fields.flatMap(([name, one]) => linesOfField(name, one, `${indent}  `, "  "));
  return lines.length === 0 ? [`${indent}- {}`] : [`${indent}- ${lines[0].trimStart()}`, ...lines.slice(1)];
}
function linesOf(key, value) {
  if (typeof value === "string" && (PADDED.test(value) || DATE.test(value)))
    return [`${key}: ${value}`];
  const hasLists = isNested(value) && !isList(value) && Object.values(value).some((one) => one !== undefined && isNested(one));
  return linesOfField(key, value, "", hasLists ? "    " : "  ");
}
function renderFrontMatter(fields) {
  const lines = Object.entries(fields).flatMap(([key, value]) => value === undefined ? [] : linesOf(key, value));
  return ["---", ...lines, "---", ""].join(`
`);
}
var FIELD = /^(\s*:[ \t]*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[[^\]]*\]|[^#[{"'|>&*!][^#]*?|)([ \t]+#.*|[ \t]*)$/;
var QUOTED = /"(?:[^"\\\n]|\\.?)*(?:"|(?=\n)|$)|'(?:[^'\n]|'')*(?:'|(?=\n)|$)/g;
function setField(text, key, value) {
  const { yaml } = splitFrontMatter(text);
  const lines = splitLines(text);
  if (yaml === null) {
    if (value === undefined)
      return { ok: true, text };
    const bom = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    const front = renderFrontMatter({ [key]: value }).replaceAll(`
`, endOf(lines));
    return { ok: true, text: `${bom}${front}${endOf(lines)}${text.slice(bom.length)}` };
  }
  const problems = [];
  const unquoted = yaml.replaceAll(QUOTED, (one) => one.length > 1 && one.endsWith(one[0]) ? '""' : one);
  if (/(?:[:[,{-]\s+|[[,{])&\w/.test(unquoted))
    return { ok: false, problem: "the front matter has anchors, expected none" };
  const front = parseFrontMatter(yaml, (line, problem) => problems.push(`line ${line}: ${problem}`));
  if (front === null)
    return { ok: false, problem: problems.join("; ") };
  const close = yaml.split(`
`).length + 1;
  const found = front.at.get(key);
  const written = value === undefined ? [] : linesOf(key, value);
  if (found === undefined) {
    if (value !== undefined)
      putLines(lines, yaml === "" && lines[1]?.text.startsWith("---") ? 1 : close, 0, written);
  } else {
    const from = found.line - 1;
    let to = from + 1;
    for (let at = to;at < close; at++) {
      const line = lines[at].text;
      if (line.trim() === "" || /^[ \t]*#/.test(line))
        continue;
      if (!/^(?:[ \t]|-(?:[ \t]|$)|[\]}])/.test(line))
        break;
      to = at + 1;
    }
    const old = lines[from].text;
    const name = /^(?:"[^"]*"|'[^']*'|[\w.-]+)/.exec(old)[0];
    const behind = to === from + 1 && written.length === 1 ? FIELD.exec(old.slice(name.length)) : null;
    if (behind === null)
      putLines(lines, from, to - from, written);
    else {
      const gap = behind[1].endsWith(":") ? `${behind[1]} ` : behind[1];
      lines[from].text = `${name}${gap}${written[0].slice(key.length + 2)}${behind[3].trimEnd()}`;
    }
  }
  const edited = joinLines(lines);
  return holds(edited, front.fields, key, value === undefined) ? { ok: true, text: edited } : { ok: false, problem: `${key}: found a form in line ${found?.line ?? 1} that cannot be changed in place` };
}
function holds(text, before, key, gone) {
  const { yaml } = splitFrontMatter(text);
  const after = yaml === null ? null : parseFrontMatter(yaml, () => {
    return;
  });
  if (after === null || Object.hasOwn(after.fields, key) === gone)
    return false;
  const others = (fields) => JSON.stringify({ ...fields, [key]: 0 }, sorted);
  return others(after.fields) === others(before);
}
var sorted = (_, value) => typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)) : value;

export { renderFrontMatter, setField };
