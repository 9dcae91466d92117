// @bun
import {
  fold2
} from "./s28.js";
import {
  commentLines
} from "./s45.js";
import {
  withEarlier
} from "./s171.js";
import {
  codeReview
} from "./s262.js";
import {
  testsNamed,
  sharedTests
} from "./s147.js";
import {
  outgrown3
} from "./s105.js";
import {
  inContext2,
  reviewForm,
  reviewRules
} from "./s104.js";
import {
  nothing,
  judged,
  reviewProblems,
  reviewOutcome,
  claimsOf
} from "./s76.js";
import {
  weight,
  shownLine,
  nearestQuote,
  spotsOf,
  likeliest,
  pathProblem,
  checkPlace,
  checkFindings,
  checkCriteria,
  quoteProblem,
  notFound,
  shownPath
} from "./s145.js";
import {
  titleOf3
} from "./s24.js";

// src/workflows/review/change.ts
var MIN_LINE = 4;
var MIN_PART = 6;
var MIN_REASON = 10;
function tooLittle(quote, { wholeLine }) {
  const enough = weight(quote) >= (wholeLine ? MIN_LINE : MIN_PART) && /[\p{L}\p{N}]/u.test(quote);
  return enough ? null : `quote ${shownLine(quote)} is too short to show anything; copy the whole line, or two`;
}
var touches = (spot, ranges) => ranges.some(([first, last]) => spot.line <= last && spot.last >= first);
var MAX_RANGES = 6;
function rangesText(ranges) {
  const shown = ranges.slice(0, MAX_RANGES).map(([first, last]) => first === last ? `${first}` : `${first}-${last}`);
  return `${ranges.length === 1 && ranges[0][0] === ranges[0][1] ? "line" : "lines"} ${shown.join(", ")}${ranges.length > MAX_RANGES ? ", \u2026" : ""}`;
}
var MAX_PATHS = 5;
function changedText(changed) {
  const shown = changed.slice(0, MAX_PATHS).map(shownPath);
  const more = changed.length - shown.length;
  return changed.length === 0 ? "it changed nothing" : `it changed ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
function isBare(file, { changed, linesOf }) {
  const lines = linesOf(file);
  return changed.includes(file) && lines !== null && lines.added.length + lines.removed.length === 0;
}
function inChange(place, change) {
  const { changed, read, linesOf, hidden } = change;
  const refuse = (problem) => ({ ok: false, problem });
  const bad = pathProblem(place.file);
  if (bad !== null)
    return refuse(bad);
  const file = place.file;
  const text = read(file);
  const quote = place.quote ?? "";
  if (text === null && changed.includes(file)) {
    if (change.readBefore(file) !== null)
      return refuse(`file ${shownLine(file)} was removed by this change; show by "gone" a line that it had`);
    return isBare(file, change) ? { ok: true, spots: [] } : refuse(`file ${shownLine(file)} is too large to be read here, so it shows nothing by its name; name a test`);
  }
  const lines = linesOf(file);
  if (isBare(file, change) && quoteProblem(quote) !== null)
    return { ok: true, spots: [] };
  const found = checkPlace({ ...place, missing: null }, read, undefined, hidden);
  if (!found.ok)
    return refuse(found.problem);
  const spots = [...spotsOf(text, quote)];
  const at = nearestQuote(text, quote, place.line ?? null);
  const little = tooLittle(quote, spots.find((one) => one.wholeLine) ?? at);
  if (little !== null)
    return refuse(little);
  if (!changed.includes(file))
    return refuse(`${shownPath(file)} is not touched by this change (${changedText(changed)})`);
  if (isBare(file, change))
    return { ok: true, spots: [] };
  if (lines === null)
    return { ok: true, spots };
  const inside = spots.filter((one) => touches(one, lines.added));
  if (inside.length > 0)
    return { ok: true, spots: inside };
  const wrote = lines.added.length === 0 ? "it only removed lines there" : `it wrote ${rangesText(lines.added)}`;
  return refuse(`${shownPath(file)}:${at.line} is no line of this change (${wrote})`);
}
var lineAt = (text, line) => text.split(`
`)[line - 1] ?? "";
function stillIn(now, gone, was, line) {
  if (fold2(gone).trim() !== fold2(was).trim())
    return nearestQuote(now, gone, line);
  const at = now.split(`
`).findIndex((one) => fold2(one).trim() === fold2(was).trim());
  return at < 0 ? null : { line: at + 1 };
}
function goneProblem({ file, line, gone }, change) {
  const { read, readBefore, hidden } = change;
  const bad = pathProblem(file);
  if (bad !== null)
    return bad;
  const path = file;
  const before = readBefore(path);
  if (before === null)
    return `gone: ${shownLine(path)} was not there before the change (or is binary or too large)`;
  const short = quoteProblem(gone);
  if (short !== null)
    return `gone: ${short}`;
  const place = { file: path, line, quote: gone };
  const was = nearestQuote(before, gone, line ?? null);
  if (was === null)
    return `gone: before the change, ${notFound(path, before, place, hidden)}`;
  const little = tooLittle(gone, was);
  if (little !== null)
    return `gone: ${little}`;
  const now = read(path);
  const still = now === null ? null : stillIn(now, gone, lineAt(before, was.line), line ?? null);
  if (still !== null)
    return `gone: it still stands at ${shownPath(path)}:${still.line}; quote what is not there any more, with the line beside it where one is like another`;
  const homes = change.homesOf(gone);
  const home = homes.now.find((one) => !homes.before.includes(one));
  return home === undefined ? null : `gone: it was moved, and stands in ${shownPath(home)} now; quote it there, or what is gone for good`;
}
var isReason = (reason) => weight(reason ?? "") >= MIN_REASON;
function testProblem(test, tests) {
  if (testsNamed(tests, test).length > 0)
    return null;
  const near = likeliest(tests.map((one) => fold2(titleOf3(one))).join(`
`), fold2(test), null);
  const there = near === null ? "" : `; it saw ${shownLine(near.text)}`;
  return `the program did not see a test ${shownLine(test)} pass on this tree${there}; give file, line and quote, or a name of its record`;
}
function checkTests(criteria, change) {
  const byTests = criteria.flatMap(({ id, met, evidence }) => {
    const pieces = evidence ?? [];
    const isShown = pieces.some((one) => evidenceProblem({ ...one, test: null }, change, id, new Map) === null);
    const by = pieces.map((one) => one.test ? testsNamed(change.tests, one.test) : []).filter((one) => one.length > 0);
    return met && !isShown && by.length > 0 ? [{ id, by }] : [];
  });
  return sharedTests(byTests).map(({ id, test, other }) => {
    const at = criteria.findIndex((one) => one.id === id);
    return `criteria[${at}] (${id}): test ${shownLine(test)} shows ${other} already, and one test shows one criterion; name another one, the case of it with its parameters, or quote a line of the change`;
  });
}
var HOW = 'quote a line that it wrote, or one that it removed as "gone", or name a test; what holds without a change has "unchanged": true and a "reason"';
function nameProblem(file, id, byName) {
  const first = byName.get(file) ?? id;
  byName.set(file, first);
  return first === id ? null : `${shownPath(file)} has no line that this change wrote, and shows ${shownLine(first)} already; ${HOW}`;
}
function evidenceProblem(evidence, change, id, byName) {
  const { file, line, quote, test, gone, unchanged, reason } = evidence;
  const problems = [];
  if (test) {
    const problem = testProblem(test, change.tests);
    if (problem === null || !file)
      return problem;
    problems.push(problem);
  }
  if (gone) {
    const problem = goneProblem({ file, line, gone }, change);
    if (problem === null || !quote)
      return problem;
    problems.push(problem);
  }
  let found = inChange(evidence, change);
  if (found.ok && found.spots.length === 0) {
    const problem = nameProblem(file, id, byName);
    if (problem === null)
      return null;
    found = { ok: false, problem };
  }
  if (found.ok) {
    const text = file ? change.read(file) : null;
    if (isReason(reason) || text === null)
      return null;
    const isComment = commentLines(file, text);
    const said = found.spots.some((one) => lineNumbers(one).some((at) => !isComment(at) && hasText(text, at)));
    return said ? null : `${shownPath(file)}:${found.spots[0].line} is only a comment; quote the code that does it, or say in "reason" why the comment itself is what is asked for`;
  }
  if (!unchanged)
    return [...problems, isPlaced(evidence, change) ? `${found.problem}; ${HOW}` : found.problem].join("; ");
  const place = checkPlace({ ...evidence, missing: null }, change.read, undefined, change.hidden);
  if (!place.ok)
    return place.problem;
  const little = tooLittle(quote ?? "", nearestQuote(change.read(file), quote ?? "", line ?? null));
  if (little !== null)
    return little;
  return isReason(reason) ? null : 'unchanged: found no reason, expected in "reason" why the criterion holds without a change there';
}
var isPlaced = (evidence, { read, hidden }) => checkPlace({ ...evidence, missing: null }, read, undefined, hidden).ok;
var lineNumbers = ({ line, last }) => Array.from({ length: last - line + 1 }, (_, i) => line + i);
var hasText = (text, line) => (text.split(`
`)[line - 1] ?? "").trim() !== "";
function becauseProblem(because, change) {
  if (because.gone)
    return goneProblem({ ...because, gone: because.gone }, change);
  const found = inChange(because, change);
  return found.ok ? null : found.problem;
}
var checkCauses = (findings, change) => findings.flatMap((finding, index) => {
  const at = `findings[${index}] (${finding.id})`;
  if (finding.because) {
    const problem = becauseProblem(finding.because, change);
    return problem === null ? [] : [`${at}.because: ${problem}; name a line that this change wrote, or "gone": one that it removed`];
  }
  const isElsewhere = finding.file && !finding.missing && !change.changed.includes(finding.file);
  if (isElsewhere && !finding.outside && change.changed.length > 0)
    return [
      `${at}: ${shownPath(finding.file)} is not touched by this change (${changedText(change.changed)}); if the change makes it wrong, name in "because" the line that does: {"file", "line", "quote"}, or {"file", "gone"} for a line that it removed; else set "outside": true, which never holds a change back`
    ];
  return finding.outside && finding.severity !== "minor" && isOfChange(finding, change) ? [
    `${at}: outside is true, but this change wrote ${shownPath(finding.file)}:${finding.line ?? "?"}; leave outside out, or make it minor`
  ] : [];
});
function isOfChange({ file, quote, missing }, change) {
  const text = missing || !file ? null : change.read(file);
  const lines = file && change.changed.includes(file) ? change.linesOf(file) : null;
  if (!text || !quote || lines === null)
    return false;
  const spots = [...spotsOf(text, quote)];
  const isWritten = spots.length > 0 && spots.every((one) => touches(one, lines.added));
  return isWritten && change.homesOf(quote).before.length === 0;
}

// src/workflows/multi-ai/code-review.ts
function checkCodeReview(review, context) {
  const { change } = context;
  const byName = new Map;
  const findings = judged(review.findings, (one) => one.outside === true);
  return {
    ...nothing,
    problems: [
      ...checkCriteria(review.criteria, context.criteria, (evidence, id) => evidenceProblem(evidence, change, id, byName)),
      ...checkTests(review.criteria, change),
      ...checkFindings(review.findings, change.read, context.hasFolder, change.hidden).problems,
      ...checkCauses(review.findings, change),
      ...reviewProblems(review, findings, context)
    ],
    findings,
    ...reviewOutcome(review, findings, context),
    claims: claimsOf(review)
  };
}
function pathsOf({ findings, criteria }) {
  const causes = findings.flatMap((one) => one.because ?? []);
  const named = [...findings, ...causes, ...criteria.flatMap((one) => one.evidence)].map((one) => one.file);
  return [...new Set(named.filter((path) => typeof path === "string"))];
}
var check = withEarlier(inContext2(checkCodeReview, pathsOf));
var kind = {
  schema: codeReview,
  form: (facts) => reviewForm(facts, {
    evidence: '{"file": "<path>", "line": <number>, "quote": "<that line>"}',
    place: '"file": "<path>", "line": <number>, "quote": "<that line>", "missing": false, "outside": false',
    more: []
  }),
  rules: (facts) => [
    'Paths are relative to the project. `quote` is one line, copied exactly, with `"` and `\\` escaped as JSON needs; with `missing: true` it may be empty.',
    `Evidence quotes a line that this change wrote, a comment only with the "reason" why it is what is asked for. Or it is ${facts.tests?.bound ? `{"test": "<name>"}, a test that passed in ${facts.tests.file}, of a criterion's own; ` : ""}{"file": "<path>", "gone": "<a line that the change removed for good>"}; or, for what holds as it was, {"file", "line", "quote", "unchanged": true, "reason": "<why it holds without a change there>"}.`,
    'A finding in a file that the change did not touch, but makes wrong, has "because": {"file", "line", "quote"} of the line of the change that does it, or {"file", "gone": "<the removed line>"}. A problem that the change neither brought nor made worse has `outside: true` and never counts against it.',
    ...reviewRules(facts)
  ],
  check: (value, scene, task, subject) => {
    const checked = check(value, scene, task, subject);
    return checked.problems.length > 0 || checked.outcome !== "approved" ? checked : { ...checked, facts: { ...checked.facts, ...outgrown3(scene, subject) } };
  }
};
export {
  kind
};
