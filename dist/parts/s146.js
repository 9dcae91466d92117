// @bun
import {
  fold2
} from "./s28.js";
import {
  refusing,
  tableOf,
  bare
} from "./s149.js";
import {
  readMarkdown
} from "./s36.js";
import {
  pathProblem
} from "./s145.js";
import {
  testOfLine,
  withoutParameters
} from "./s24.js";

// src/workflows/team/documents/test-report.ts
var PLACE = "test report";
var keyOf = ({ test, file }) => `${file}
${fold2(test)}`;
var isOneToOne = (mapping, criteria) => mapping.length === criteria.length && criteria.every((number) => mapping.some((one) => one.criterion === number)) && new Set(mapping.map(keyOf)).size === mapping.length;
var HOLES = /%[a-z#%]|\$\{[^}]*\}|#\{[^}]*\}|\{[^}]*\}|\$[\w.]+/gi;
var QUOTED = /(["'`])((?:(?!\1)[^\\\n]|\\.)+)\1/g;
var MAX_HOLES = 6;
var MADE = /\b(?:test|it|specify)(?:\.\w+)*\(\s*(?:[A-Za-z_$]|(["'`])(?:(?!\1)[^\\\n]|\\.)*\1\s*\+)/;
function mayHave(source, test) {
  const { name } = testOfLine(test, "passed");
  const split = name.split("/").flatMap((one) => [one, one.replaceAll("_", " ")]);
  const forms = [test, name, withoutParameters(name), ...split].map(unescaped);
  if (forms.some((one) => one !== "" && source.includes(one)) || MADE.test(source))
    return true;
  const whole = fold2(test);
  return [...source.matchAll(QUOTED)].some(([, , text]) => {
    const parts = text.split(HOLES);
    if (parts.length > MAX_HOLES || parts.join("").trim().length < 3)
      return false;
    const at = beginOf(parts, whole);
    return at !== null && (whole.startsWith(parts[0]) || areGroups(whole.slice(0, at), source));
  });
}
function beginOf(parts, text) {
  if (!text.endsWith(parts.at(-1)))
    return null;
  return parts.reduceRight((end, part) => {
    const at = end === null || end < part.length ? -1 : text.lastIndexOf(part, end - part.length);
    return at < 0 ? null : at;
  }, text.length);
}
var areGroups = (text, source) => /[^\p{L}\p{N}]$/u.test(text) && (text.match(/[\p{L}\p{N}_]+/gu) ?? []).every((word) => source.includes(word));
var unescaped = (text) => fold2(text.replaceAll("\\", ""));
function parseTestReport(text, criteria, document, isTest) {
  const problems = [];
  const refuseAt = refusing(PLACE, problems);
  const rows = tableOf(readMarkdown(text), ["Criterion", "Test", "File"], PLACE, problems) ?? [];
  const mapping = [];
  const seen = new Set;
  const texts = new Map;
  const textOf = (file) => {
    const found = texts.has(file) ? null : document(file);
    if (found !== null)
      texts.set(file, unescaped(found));
    return texts.get(file) ?? null;
  };
  for (const { cells, line } of rows) {
    const [number, test, file] = cells.map(bare);
    const refuse = (found, expected) => refuseAt(line, found, expected);
    const criterion = /^\d{1,4}$/.test(number) ? Number(number) : 0;
    if (!criteria.includes(criterion)) {
      refuse(number, `the number of a criterion: ${criteria.join(", ")}`);
      continue;
    }
    const bad = pathProblem(file);
    if (bad !== null) {
      problems.push(`${PLACE}, line ${line}: ${bad}`);
      continue;
    }
    const one = { criterion, test, file };
    const key = `${criterion}
${keyOf(one)}`;
    if (seen.has(key))
      refuse(`${criterion} ${test} again`, "each row once");
    else
      mapping.push(one);
    seen.add(key);
    const other = mapping.find((each) => each.criterion !== criterion && keyOf(each) === keyOf(one));
    if (other)
      refuse(test, `a test of its own for criterion ${criterion}: this one shows criterion ${other.criterion}; of a parametrised test name the case with its parameters`);
    const source = textOf(file);
    if (!isTest(file))
      refuse(file, "a test file (the setting team.qa says which are)");
    else if (source === null)
      refuse(file, "a file that is there");
    else if (test === "")
      refuse(undefined, "the test's name");
    else if (!mayHave(source, test))
      refuse(test, `a test's name as ${file} has it`);
  }
  for (const number of criteria)
    if (!mapping.some((one) => one.criterion === number))
      refuseAt(null, undefined, `a test for criterion ${number}`);
  return { mapping, oneToOne: problems.length === 0 && isOneToOne(mapping, criteria), problems };
}

export { parseTestReport };
