// @bun
import {
  fold2
} from "./s28.js";
import {
  readJson
} from "./s26.js";

// src/workflows/review/quote.ts
var solid = (text) => [...text].filter((char) => !/\s/u.test(char)).length;
var WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
var weight = (text) => [...text].reduce((sum, char) => sum + (/\s/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1), 0);
function shownLine(text) {
  const line = text.trim();
  return JSON.stringify(line.length > 120 ? `${line.slice(0, 119)}\u2026` : line);
}
function nearestQuote(text, quote, line) {
  let best = null;
  const away = (spot) => Math.abs(spot.line - (line ?? 0));
  for (const spot of spotsOf(text, quote)) {
    if (best === null || away(spot) < away(best))
      best = spot;
    if (line === null || spot.line >= line)
      break;
  }
  return best;
}
function* spotsOf(text, quote) {
  const lines = foldLines(text);
  for (const wanted of readings(quote)) {
    const found = foundIn(lines, fold2(wanted));
    const first = found.next();
    if (first.done)
      continue;
    yield first.value;
    yield* found;
    return;
  }
}
function* foundIn({ text, starts, lines }, wanted) {
  if (wanted === "")
    return;
  let row = 0;
  for (let at = text.indexOf(wanted);at >= 0; ) {
    while (row + 1 < starts.length && starts[row + 1] <= at)
      row++;
    const end = at + wanted.length;
    let last = row;
    while (last + 1 < starts.length && starts[last + 1] < end)
      last++;
    const wholeLine = at === starts[row] && (end === text.length || starts[last + 1] === end + 1);
    yield { line: lines[row], last: lines[last], wholeLine };
    const next = starts[row + 1];
    if (next === undefined)
      return;
    at = text.indexOf(wanted, next);
  }
}
function foldLines(text) {
  const folded = text.split(`
`).map((line, at) => ({ text: fold2(line), line: at + 1 }));
  const said = folded.filter((one) => one.text !== "");
  let length = 0;
  const starts = said.map((one) => {
    const start = length;
    length += one.text.length + 1;
    return start;
  });
  return { text: said.map((one) => one.text).join(" "), starts, lines: said.map((one) => one.line) };
}
var MIN_BEGINNING = 12;
var ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
function withoutDots(quote) {
  const said = quote.trimEnd();
  const dots = ["\u2026", "..."].find((one) => said.endsWith(one));
  return dots === undefined ? quote : said.slice(0, -dots.length).trimEnd();
}
function readings(quote) {
  const ofLines = (mark) => {
    const lines = quote.split(`
`).filter((line) => line.trim() !== "");
    return lines.every((line) => mark.test(line)) ? lines.map((line) => line.replace(mark, "")).join(`
`) : quote;
  };
  const begun = withoutDots(quote);
  const all = [
    quote,
    ofLines(/^\s*\d+(?:\u2192|\t|: |\s?[|\u2502] ?)/),
    ofLines(/^[-+ ]/),
    quote.replace(/^\s*`+([^`][\s\S]*?)`+\s*$/, "$1"),
    quote.trim().replace(/[\b\f\n\r\t]/g, (char) => JSON.stringify(char).slice(1, -1)),
    quote.replace(/\\(["\\/])/g, "$1"),
    quote.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity]),
    weight(begun) >= MIN_BEGINNING ? begun : quote
  ];
  return [...new Set(all)];
}
var MAX_SEARCHED = 1e6;
var ALIKE = 0.55;
function likeliest(text, quote, line) {
  const [said] = quote.split(`
`).map(fold2).sort((a, b) => b.length - a.length);
  if (text.length > MAX_SEARCHED || solid(said) < 3)
    return null;
  const wanted = pairsOf(said);
  let best = null;
  text.split(`
`).forEach((raw, index) => {
    const folded = fold2(raw.slice(0, 500));
    if (folded === "")
      return;
    const score = alike(wanted, said.length - 1, folded);
    const at = index + 1;
    const isNearer = best !== null && score === best.score && Math.abs(at - (line ?? 0)) < Math.abs(best.line - (line ?? 0));
    if (score >= ALIKE && (best === null || score > best.score || isNearer))
      best = { line: at, text: raw, score };
  });
  return best;
}
function pairsOf(text) {
  const pairs = new Map;
  for (let at = 0;at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}
function alike(wanted, size, text) {
  const left = new Map(wanted);
  let shared = 0;
  for (let at = 0;at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2);
    const count = left.get(pair) ?? 0;
    if (count === 0)
      continue;
    left.set(pair, count - 1);
    shared++;
  }
  return 2 * shared / (size + text.length - 1);
}

// src/workflows/review/evidence.ts
var MAX_QUOTE = 4000;
var MIN_SOLID = 3;
function pathProblem(path) {
  const rule = 'expected a path relative to the project, such as "src/a.ts"';
  if (path === null || path === undefined || path === "")
    return `file is missing; ${rule}`;
  const said = shownLine(path);
  if (path.includes("\x00"))
    return `file ${said} holds a NUL character; ${rule}`;
  if (path.startsWith("/") || path.startsWith("~") || /^[A-Za-z]:[\\/]/.test(path))
    return `file ${said} is absolute; ${rule}`;
  const segments = path.split("/");
  if (segments.includes(".."))
    return `file ${said} leaves the project by ".."; ${rule}`;
  if (segments.some((segment) => segment === "" || segment === "."))
    return `file ${said} has an empty or "." part; ${rule}`;
  return null;
}
function checkPlace(place, read, hasFolder = () => false, hidden = () => false) {
  const bad = pathProblem(place.file);
  if (bad !== null)
    return refuse(bad);
  const file = place.file;
  const quote = place.quote ?? "";
  const text = read(file);
  if (place.missing)
    return checkMissing(file, text, place, hasFolder);
  if (text === null)
    return refuse(`file ${shownLine(file)} is not in the reviewed tree (or is ignored, binary or too large)`);
  const short = quoteProblem(quote);
  if (short !== null)
    return refuse(short);
  const found = nearestQuote(text, quote, place.line ?? null);
  if (found === null)
    return refuse(notFound(file, text, place, hidden));
  if (solid(quote) < MIN_SOLID && !found.wholeLine)
    return refuse(tooShort(quote));
  return { ok: true, line: found.line, moved: found.line !== place.line };
}
function checkMissing(file, text, place, hasFolder) {
  const quote = place.quote ?? "";
  if (text !== null) {
    const found = quoteProblem(quote) === null ? nearestQuote(text, quote, place.line ?? null) : null;
    if (found !== null)
      return { ok: true, line: found.line, moved: found.line !== place.line };
    const line = Math.min(place.line ?? 0, text.split(`
`).length);
    return { ok: true, line, moved: line !== (place.line ?? 0) };
  }
  const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "";
  if (hasFolder(folder) || hasFolder(file) || solid(quote) >= MIN_SOLID)
    return { ok: true, line: 0, moved: false };
  return refuse(`neither file ${shownLine(file)} nor its folder is in the reviewed tree; name a file or folder that exists, or say in quote what is missing`);
}
function checkPlanPlace(place, plan) {
  const known = [...plan.steps.map((step) => step.id), ...plan.criteria.map((criterion) => criterion.id)];
  const at = place.at ?? "";
  if (!known.includes(at)) {
    const found = at === "" ? "at is missing" : `at ${shownLine(at)} is not in the plan`;
    return refuse(`${found}; expected one of ${known.slice(0, 40).join(", ")}`);
  }
  const quote = place.quote ?? "";
  if (place.missing)
    return { ok: true };
  const short = quoteProblem(quote);
  if (short !== null)
    return refuse(short);
  const own = plan.steps.find((step) => step.id === at)?.texts ?? [];
  const said = plan.criteria.find((criterion) => criterion.id === at)?.text;
  const demanded = plan.criteria.flatMap((criterion) => criterion.text ?? []);
  const texts = [...own, ...demanded, plan.text, ...stringsOf(plan.text)];
  const found = texts.flatMap((text) => nearestQuote(text, quote, null) ?? []);
  if (found.some((one) => one.wholeLine) || found.length > 0 && solid(quote) >= MIN_SOLID)
    return { ok: true };
  if (found.length > 0)
    return refuse(tooShort(quote));
  const near = likeliest(texts.join(`
`), quote, null);
  const says = own[0] ?? said;
  const there = near ? `; the nearest is ${shownLine(near.text)}` : says ? `; ${at} says ${shownLine(says)}` : "";
  return refuse(`quote not found in the plan${there}; copy one line or one value exactly, or set "missing": true`);
}
function checkFindings(findings, read, hasFolder, hidden) {
  const problems = repeatedIds(findings);
  const lines = new Map;
  findings.forEach((finding, i) => {
    const check = checkPlace(finding, read, hasFolder, hidden);
    if (!check.ok)
      problems.push(`findings[${i}] (${finding.id}): ${check.problem}`);
    else if (check.moved && check.line > 0)
      lines.set(finding.id, check.line);
  });
  return { problems, lines };
}
var checkPlanFindings = (findings, plan) => [
  ...repeatedIds(findings),
  ...findings.flatMap((finding, i) => {
    const check = checkPlanPlace(finding, plan);
    return check.ok ? [] : [`findings[${i}] (${finding.id}): ${check.problem}`];
  })
];
function checkCriteria(criteria, known, evidenceCheck) {
  const entry = (id) => `{"id": "${id}", "met": \u2026, "evidence": [\u2026]}`;
  const problems = answeredOnce("criteria", criteria, known, "criterion", entry);
  criteria.forEach((answer, i) => {
    if (!answer.met || !known.includes(answer.id))
      return;
    const evidence = answer.evidence ?? [];
    const at = `criteria[${i}] (${answer.id})`;
    if (evidence.length === 0)
      problems.push(`${at}: met is true without evidence; expected at least one entry in evidence`);
    const wrong = evidence.map((piece) => evidenceCheck(piece, answer.id));
    if (wrong.includes(null))
      return;
    wrong.forEach((problem, j) => {
      problems.push(`criteria[${i}].evidence[${j}] (${answer.id}): ${problem}`);
    });
  });
  return problems;
}
function checkPrior(prior, open) {
  const entry = (id) => `{"id": "${id}", "state": "fixed" or "open"}`;
  const problems = answeredOnce("prior", prior, open, "open finding", entry);
  prior.forEach(({ id, state, reason }, i) => {
    if (state === "withdrawn" && !reason?.trim())
      problems.push(`prior[${i}] (${id}): state is "withdrawn" without a reason; expected why the finding was wrong`);
    if (!["fixed", "open", "withdrawn"].includes(state))
      problems.push(`prior[${i}] (${id}): state is ${shownLine(state)}; expected "fixed", "open" or "withdrawn"`);
  });
  return problems;
}
function answeredOnce(field, answers, known, noun, entry) {
  const problems = [];
  const seen = new Set;
  answers.forEach(({ id }, i) => {
    const expected = known.length === 0 ? `there is no ${noun}: leave ${field} empty` : `expected one of ${known.join(", ")}`;
    if (!known.includes(id))
      problems.push(`${field}[${i}]: ${shownLine(id)} is no ${noun}; ${expected}`);
    else if (seen.has(id))
      problems.push(`${field}[${i}]: ${id} is answered twice; keep one entry`);
    seen.add(id);
  });
  for (const id of known)
    if (!seen.has(id))
      problems.push(`${field}: ${id} is not answered; add ${entry(id)}`);
  return problems;
}
function repeatedIds(findings) {
  const seen = new Set;
  return findings.flatMap(({ id }, i) => {
    const repeated = seen.has(id);
    seen.add(id);
    return repeated ? [`findings[${i}]: id ${shownLine(id)} is used twice; give each finding its own id`] : [];
  });
}
function quoteProblem(quote) {
  if (solid(quote) === 0)
    return "quote is missing; copy the line that the claim is about";
  return quote.length > MAX_QUOTE ? `quote has ${quote.length} characters; copy at most ${MAX_QUOTE}, best one line` : null;
}
var tooShort = (quote) => `quote ${shownLine(quote)} is too short to name a place; copy the whole line`;
function notFound(file, text, place, hidden) {
  const there = hidden(file) ? "its lines are not shown here" : whatIsThere(text, place);
  return `quote not found in ${shownPath(file)}; ${there}; copy one line exactly`;
}
function whatIsThere(text, { line, quote }) {
  const near = likeliest(text, quote ?? "", line ?? null);
  if (near !== null)
    return `the nearest is line ${near.line}: ${shownLine(near.text)}`;
  const lines = text.split(`
`);
  if (text.endsWith(`
`))
    lines.pop();
  if (!line || !Number.isInteger(line) || line < 1)
    return "no line was given";
  const there = lines[line - 1];
  return there === undefined ? `the file has ${lines.length} lines` : `line ${line} there is ${shownLine(there)}`;
}
function stringsOf(json) {
  const read = readJson(json, "last");
  return read.ok ? stringsIn(read.value) : [];
}
function stringsIn(value) {
  if (typeof value === "string")
    return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
var shownPath = (path) => /^[\w@+./-]+$/.test(path) ? path : shownLine(path);
var refuse = (problem) => ({ ok: false, problem });

export { solid, weight, shownLine, nearestQuote, spotsOf, likeliest, pathProblem, checkPlace, checkFindings, checkPlanFindings, checkCriteria, checkPrior, quoteProblem, notFound, stringsOf, shownPath };
