// @bun
import {
  fold2
} from "./s28.js";
import {
  areaNamed
} from "./s150.js";
import {
  documentKind,
  codeList
} from "./s251.js";
import {
  REST,
  TESTS2
} from "./s259.js";
import {
  problemAt,
  refusing,
  nameKey
} from "./s149.js";
import {
  readMarkdown,
  sectionsOf
} from "./s36.js";

// src/workflows/team/documents/peer-review.ts
var VERDICTS = { "REVIEW: APPROVED": "approved", "REVIEW: CHANGES REQUESTED": "changes" };
var EXPECTED = '"REVIEW: APPROVED" or "REVIEW: CHANGES REQUESTED" on a line of its own';
var KEY = /^(REVIEW|BLOCKER|ESCALATE|DECISION|OPTION ([A-Z])):(.*)$/;
var DRESSED = /^[-+*_#\s`]*(REVIEW|BLOCKER|ESCALATE|DECISION|OPTION [A-Z])[*_`\s]*:/;
var [MIN_OPTIONS, MAX_OPTIONS] = [2, 4];
var isVerdict = (line) => (fold2(line.text.replace(/^[>\s]+/, "")) in VERDICTS);
function entriesOf(lines, refuse) {
  const entries = [];
  let open = false;
  for (const line of lines) {
    const text = line.text.trim();
    const found = line.kind === "plain" ? KEY.exec(text) : null;
    if (found !== null) {
      const [, key, letter, rest] = found;
      entries.push({
        entry: { key: letter ? "OPTION" : key, letter: letter ?? null, text: "", line: line.number },
        parts: [rest]
      });
      open = key !== "REVIEW";
    } else if (line.kind !== "plain" || text === "" || line.heading !== null)
      open = false;
    else if (DRESSED.test(text)) {
      refuse(line.number, text, "the key at the line's begin, without a list mark or emphasis");
      open = false;
    } else if (open)
      entries.at(-1).parts.push(text);
  }
  return entries.map(({ entry, parts }) => ({ ...entry, text: fold2(parts.join(" ")) }));
}
function verdictOf(section, entries, refuse) {
  const said = entries.filter((one) => one.key === "REVIEW");
  const [first, second] = said;
  if (second !== undefined) {
    refuse(second.line, `${said.length} REVIEW lines`, `one: ${EXPECTED}`);
    return null;
  }
  if (first !== undefined) {
    const verdict = VERDICTS[`REVIEW: ${first.text}`] ?? null;
    if (verdict === null)
      refuse(first.line, `REVIEW: ${first.text}`, EXPECTED);
    return verdict;
  }
  const hidden = section.lines.find((line) => line.kind !== "plain" && isVerdict(line));
  const where = hidden?.kind === "quote" ? "a block quote (put a blank line behind the quote)" : "a code block";
  if (hidden === undefined)
    refuse(section.line, undefined, EXPECTED);
  else
    refuse(hidden.number, `the verdict in ${where}, where it does not count`, EXPECTED);
  return null;
}
function escalationOf(entries, refuseAt) {
  const refuse = (one, found, expected) => refuseAt(one.line, found, expected);
  const escalations = entries.filter((one) => one.key === "ESCALATE");
  const decisions = entries.filter((one) => one.key === "DECISION");
  const options = entries.filter((one) => one.key === "OPTION");
  const [first, second] = escalations;
  if (first === undefined) {
    for (const one of [...decisions, ...options].slice(0, 1))
      refuse(one, `${one.key} without ESCALATE`, "an ESCALATE line with the reason before it");
    return null;
  }
  if (second !== undefined)
    refuse(second, "ESCALATE again", "one escalation per area; put both reasons into it");
  const at = entries.indexOf(first);
  if (!entries.slice(0, at).some((one) => one.key === "BLOCKER"))
    refuse(first, "ESCALATE without a BLOCKER before it", "it behind its BLOCKER line");
  const lines = `${decisions.length} DECISION lines`;
  if (decisions.length !== 1)
    refuse(decisions[1] ?? first, lines, "one, with the question that the person decides");
  for (const one of [...decisions, ...options])
    if (entries.indexOf(one) < at)
      refuse(one, `${one.key} before ESCALATE`, "it behind the ESCALATE line");
  for (const [nth, one] of options.entries())
    if (one.letter !== String.fromCharCode(65 + nth))
      refuse(one, `OPTION ${one.letter}`, `OPTION ${String.fromCharCode(65 + nth)}, in order`);
  if (options.length > 0 && (options.length < MIN_OPTIONS || options.length > MAX_OPTIONS))
    refuse(options[0], `${options.length} options`, `${MIN_OPTIONS} to ${MAX_OPTIONS}, or none`);
  return { reason: first.text, decision: decisions[0]?.text ?? "", options: options.map((one) => one.text) };
}
function reviewOf(section, area, problems) {
  const refuse = refusing(`## Review of ${area}`, problems);
  const entries = entriesOf(section.lines, refuse);
  for (const one of entries)
    if (one.text === "" && one.key !== "REVIEW")
      refuse(one.line, `${one.key}: without text`, "what it is about");
  const verdict = verdictOf(section, entries, refuse);
  const blockers = entries.filter((one) => one.key === "BLOCKER");
  const [first] = blockers;
  if (verdict === "approved" && first)
    refuse(first.line, "REVIEW: APPROVED with a BLOCKER", "REVIEW: CHANGES REQUESTED, or no BLOCKER");
  const without = "REVIEW: CHANGES REQUESTED without a BLOCKER";
  if (verdict === "changes" && !first)
    refuse(section.line, without, "a BLOCKER: line that says what has to change");
  const escalation = escalationOf(entries, refuse);
  return verdict && { area, verdict, blockers: blockers.map((one) => one.text), escalation };
}
var PREFIX = "review of ";
function areaProblem(name, area, seen, { areas, own, wanted }) {
  if (area === null)
    return `an area of the project: ${areas.join(", ")}`;
  if (own !== null && nameKey(area) === nameKey(own))
    return `another area than your own (yours: ${wanted.join(", ")})`;
  if (!wanted.includes(area))
    return `an area that you have to review: ${wanted.join(", ")}`;
  return seen.has(area) ? `one section for ${name}` : null;
}
function parsePeerReview(text, scope) {
  const problems = [];
  const lines = readMarkdown(text);
  const reviews = [];
  const seen = new Set;
  const inside = new Set;
  for (const section of sectionsOf(lines, 2)) {
    if (!nameKey(section.title).startsWith(PREFIX))
      continue;
    for (const line of section.lines)
      inside.add(line.number);
    const name = fold2(section.title).slice(PREFIX.length);
    const area = areaNamed(name, scope.areas);
    const wrong = areaProblem(name, area, seen, scope);
    if (wrong !== null)
      problems.push(problemAt("## Review of", section.line, name, wrong));
    if (area === null || wrong !== null)
      continue;
    seen.add(area);
    const review = reviewOf(section, area, problems);
    if (review !== null)
      reviews.push(review);
  }
  for (const line of lines)
    if (line.kind === "plain" && !inside.has(line.number) && KEY.test(line.text.trim()))
      problems.push(problemAt("review", line.number, line.text.trim(), "it in a section ## Review of <area>"));
  for (const area of scope.wanted)
    if (!seen.has(area))
      refusing(`## Review of ${area}`, problems)(null, undefined, "this section with its verdict");
  return { sections: reviews, problems };
}

// src/workflows/team/kinds/peer-review.ts
var section = (area) => `
## Review of ${area}
<what you followed, and what you saw>
REVIEW: <APPROVED | CHANGES REQUESTED>
`;
var MEANING = {
  [REST]: ` \`${REST}\` is every changed file of no area.`,
  [TESTS2]: ` \`${TESTS2}\` is the changed test files.`
};
var kind = documentKind({
  form: ({ role, reviews }) => `# Review by ${role.replace(/^dev-/, "")}
${reviews.map(section).join("")}`,
  rules: ({ reviews }) => [
    `${reviews.length === 1 ? "One section, for" : "One section for each of"} ${codeList(reviews)}, and no other.${reviews.map((one) => MEANING[one] ?? "").join("")} Each has one \`REVIEW:\` line. Keywords begin their line, without list mark or emphasis, outside of fences and quotes.`,
    "`REVIEW: CHANGES REQUESTED` needs below it at least one line `BLOCKER: <file>:<line> <what happens, and what brief or design says>`; `REVIEW: APPROVED` has none.",
    "Only where design and code contradict each other and either could be meant, write behind that blocker, each in one line: `ESCALATE: <the contradiction>`, `DECISION: <the question for the person>`, `OPTION A: <one way, with its consequence>`, `OPTION B: <the other>`; two to four options.",
    "What does not hold the change up is a remark without a keyword. Change no file of the project: a reviewer that does has not reviewed."
  ],
  judge(text, { areas, role, reviews, trees, treesBefore }) {
    const own = role.startsWith("dev-") ? areaNamed(role.slice("dev-".length), areas) : null;
    const { sections, problems } = parsePeerReview(text, { areas: [...areas, REST, TESTS2], own, wanted: reviews });
    const seen = treesBefore() ?? {};
    return {
      problems,
      facts: { sections: sections.map((one) => ({ ...one, tree: seen[one.area] ?? "" })), trees: trees() }
    };
  }
});
export {
  kind
};
