// @bun
import {
  getObject,
  accepted,
  handedText,
  acceptedText
} from "./s121.js";
import {
  fit,
  oneLine2,
  plural
} from "./s28.js";
import {
  again,
  stop3,
  accept,
  waive,
  overrule,
  stuck,
  bounded2,
  stale,
  stuckOrWaived,
  boundedOrWaived
} from "./s29.js";
import {
  needsShell
} from "./s2.js";
import {
  nameAnother,
  baselineCannotRun
} from "./s179.js";
import {
  noDeployment,
  foundBefore,
  named,
  commandSettings,
  deploySettingsOf
} from "./s118.js";
import {
  areasOf,
  PRINCIPAL,
  ownerRole,
  REST,
  TESTS2,
  changedParts,
  changedAreas,
  authorsOf,
  areasWithWork
} from "./s259.js";
import {
  teamFacts,
  changesAsked,
  roleOf
} from "./s49.js";
import {
  refusing,
  nameKey,
  requiredSections,
  textOf,
  itemsOf,
  saysNone,
  tableOf,
  bare
} from "./s149.js";
import {
  readMarkdown,
  titleOf
} from "./s36.js";
import {
  TRACKS,
  trackOf,
  hasStage,
  hasChecks,
  isExpected
} from "./s50.js";
import {
  pathProblem
} from "./s145.js";
import {
  stripStamp
} from "./s47.js";
import {
  seatsOf,
  isDecided
} from "./s128.js";
import {
  review
} from "./s6.js";
import {
  gatesOf,
  isOf
} from "./s100.js";
import {
  isLive,
  isOver,
  tasksOf2,
  approvedCommands,
  acceptedTasks,
  treesOf,
  BUDGET_ID
} from "./s5.js";
import {
  readArtifact
} from "./s81.js";
import {
  spentBy,
  minutesOf
} from "./s3.js";

// src/workflows/team/paths.ts
var P = "pipeline";
var GATES = `${P}/gates`;
var BRIEF = `${P}/brief.md`;
var SPEC = `${P}/design-spec.md`;
var ADR_FOLDER = `${P}/adr`;
var ADRS = `${ADR_FOLDER}/`;
var REVIEW_FOLDER = `${P}/design-review`;
var ANSWERS = `${REVIEW_FOLDER}/principal.md`;
var CLARIFICATION = `${P}/clarification.md`;
var TEST_REPORT = `${P}/test-report.md`;
var DEPLOY_LOG = `${P}/deploy-log.md`;
var CONTEXT = `${P}/context.md`;
var RETROSPECTIVE = `${P}/retrospective.md`;
var LESSONS = `${P}/lessons-learned.md`;
var pullRequestPath = (area) => `${P}/pr-${area}.md`;
var LOCK_FILE = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|go\.sum|[^/]+\.lockb?)$/i;
var isOwnFile = (path) => path.startsWith(`${P}/`);

// src/workflows/team/accepted.ts
import { join } from "path";

// src/workflows/team/documents/brief.ts
var SECTIONS = [
  "Problem Statement",
  "User Stories",
  "Acceptance Criteria",
  "Out of Scope",
  "Open Questions"
];
var [MIN_OPTIONS, MAX_OPTIONS, MAX_LABEL] = [2, 4, 80];
function listOf(section, problems) {
  if (section === null)
    return [];
  const found = itemsOf(section.lines);
  if (saysNone(found))
    return [];
  const refuse = refusing(`## ${section.title}`, problems);
  if (found.items.length === 0 && section.lines.some((line) => line.kind !== "comment" && line.text.trim() !== ""))
    refuse(section.line, "no list", 'a list, or "None"');
  for (const { text, line } of found.items)
    if (text === "")
      refuse(line, "an empty item", "some text");
  return found.items.filter((item) => item.text !== "");
}
function criteriaOf(section, problems) {
  if (section === null)
    return [];
  const items = itemsOf(section.lines).items;
  const refuse = refusing("## Acceptance Criteria", problems);
  if (items.length === 0)
    refuse(section.line, "no numbered list", "criteria as 1. \u2026, 2. \u2026");
  return items.map(({ number, text, line }, index) => {
    if (number !== index + 1)
      refuse(line, number ?? "no number", `number ${index + 1}`);
    if (text === "")
      refuse(line, "an empty item", "the criterion's text");
    return { number: index + 1, text };
  });
}
function questionOf({ text, line }, problems) {
  const at = text.lastIndexOf("Options:");
  if (at < 0)
    return { text, options: [] };
  const refuse = refusing("## Open Questions", problems);
  const options = text.slice(at + 8).split(";").map((one) => one.trim()).filter(Boolean);
  if (options.length < MIN_OPTIONS || options.length > MAX_OPTIONS)
    refuse(line, `${options.length} options`, `${MIN_OPTIONS} to ${MAX_OPTIONS}, with ";" between them`);
  for (const one of options)
    if (one.length > MAX_LABEL)
      refuse(line, one, `an option of at most ${MAX_LABEL} characters`);
  if (new Set(options.map((one) => one.toLowerCase())).size < options.length)
    refuse(line, text.slice(at), "options that differ");
  const question = text.slice(0, at).trim();
  if (question === "")
    refuse(line, text, "the question before its options");
  return { text: question, options };
}
function parseBrief(text) {
  const problems = [];
  const lines = readMarkdown(text);
  const sections = requiredSections(lines, SECTIONS, problems);
  return {
    brief: {
      title: titleOf(lines) ?? "",
      problem: textOf(sections["Problem Statement"]),
      stories: listOf(sections["User Stories"], problems).map((item) => item.text),
      criteria: criteriaOf(sections["Acceptance Criteria"], problems),
      outOfScope: listOf(sections["Out of Scope"], problems).map((item) => item.text),
      openQuestions: listOf(sections["Open Questions"], problems).map((item) => questionOf(item, problems))
    },
    problems
  };
}

// src/workflows/team/documents/design-notes.ts
function parseNotes(text) {
  const found = itemsOf(readMarkdown(text));
  if (saysNone(found))
    return { notes: [], problems: [] };
  const problems = [];
  const refuse = refusing("notes", problems);
  for (const { text, line } of found.items)
    if (text === "")
      refuse(line, "an empty item", "the note's text");
  const [loose] = found.loose;
  if (found.items.length === 0)
    refuse(loose?.number ?? null, loose?.text.trim(), 'a list with one item per note, or "None"');
  return { notes: found.items.map((item) => item.text), problems };
}
var FORM = '"- <role> <number>: taken \u2014 \u2026" or "- <role> <number>: not taken \u2014 <reason>"';
var ANSWER = /^(\S+) (\d{1,4})\s?:\s?(not taken|taken)(?=$|[\s.,;:\u2014\u2013-])/i;
function parseNoteAnswers(whole, notes) {
  const problems = [];
  const answers = [];
  const answered = new Set;
  const refuse = refusing("answers", problems);
  for (const { text, line } of itemsOf(readMarkdown(whole)).items) {
    const plain = text.replaceAll("**", "");
    const found = ANSWER.exec(plain);
    if (found === null) {
      refuse(line, text, FORM);
      continue;
    }
    const [begin, said, digits, verdict] = found;
    const of = notes.find((one) => nameKey(one.role) === nameKey(said));
    const number = Number(digits);
    if (of === undefined) {
      refuse(line, said, `a role that has notes: ${notes.map((one) => one.role).join(", ") || "there is none"}`);
      continue;
    }
    const name = `${of.role} ${number}`;
    if (number < 1 || number > of.notes.length) {
      refuse(line, name, `a note of ${of.role}: 1 to ${of.notes.length}`);
      continue;
    }
    const reason = plain.slice(begin.length).replace(/^[\s.,;:\u2014\u2013-]+/, "");
    const taken = verdict.toLowerCase() === "taken";
    if (!taken && reason === "")
      refuse(line, text, "a reason behind it");
    if (answered.has(name))
      refuse(line, `${name} again`, "each note answered once");
    else
      answers.push({ role: of.role, number, taken, reason });
    answered.add(name);
  }
  for (const { role, notes: list } of notes)
    for (const [at, note] of list.entries())
      if (!answered.has(`${role} ${at + 1}`))
        refuse(null, undefined, `an answer to ${role} ${at + 1} (${note.slice(0, 60)})`);
  return { answers, problems };
}
function assembled(title, parts) {
  const out = [`# ${title}`];
  for (const { heading, text } of parts) {
    const body = readMarkdown(stripStamp(text)).map((line) => line.heading === null ? line.text : `${"#".repeat(Math.min(6, line.heading.level + 2))} ${line.heading.title}`);
    out.push(`## ${heading}`, body.join(`
`).trim());
  }
  return `${out.filter(Boolean).join(`

`)}
`;
}

// src/workflows/team/documents/design-spec.ts
var SECTIONS2 = ["Architecture", "API Contracts", "Component Ownership", "Security"];
var OWNERSHIP = "## Component Ownership";
var COLUMNS = ["Component", "Area", "Criteria", "Paths"];
var MAX_RANGE = 60;
var MAX_NAMED = 5;
function statusOf2(lines, problems) {
  const found = lines.filter((line) => line.kind === "plain" && line.text.trim().startsWith("STATUS:"));
  const expected = '"STATUS: DRAFT" or "STATUS: APPROVED" on a line of its own, once';
  const refuse = refusing("STATUS", problems);
  const [first, second] = found;
  const said = first?.text.trim().slice("STATUS:".length).trim();
  if (first === undefined)
    refuse(null, undefined, expected);
  else if (second !== undefined)
    refuse(second.number, `${found.length} lines`, expected);
  else if (said === "DRAFT" || said === "APPROVED")
    return said;
  else
    refuse(first.number, said, expected);
  return null;
}
function numbersOf(cell) {
  if (/^[-\u2013\u2014]?$/.test(cell))
    return [];
  const numbers = [];
  for (const part of cell.split(",")) {
    const found = /^(\d{1,4})(?:\s?[-\u2013]\s?(\d{1,4}))?$/.exec(part.trim());
    if (found === null)
      return null;
    const [first, last] = [Number(found[1]), Number(found[2] ?? found[1])];
    if (last < first || last - first > MAX_RANGE)
      return null;
    for (let one = first;one <= last; one++)
      numbers.push(one);
  }
  return [...new Set(numbers)];
}
function pathsOf(cell) {
  if (!cell.includes("`"))
    return cell.split(/,(?![^{}]*\})/).map((one) => one.trim()).filter(Boolean);
  const around = cell.replaceAll(/`[^`]*`/g, "");
  const paths = [...cell.matchAll(/`([^`]*)`/g)].flatMap((found) => found[1].trim() || []);
  return /^[\s,]*$/.test(around) ? paths : null;
}
var areaNamed = (name, areas) => areas.find((area) => nameKey(area) === nameKey(name)) ?? null;
function parseDesignSpec(text, { areas, criteria }) {
  const problems = [];
  const lines = readMarkdown(text);
  const status = statusOf2(lines, problems);
  const section = requiredSections(lines, SECTIONS2, problems)["Component Ownership"];
  const rows = (section && tableOf(section.lines, COLUMNS, OWNERSHIP, problems)) ?? [];
  const seen = new Set;
  const covered = new Set;
  const refuseAt = refusing(OWNERSHIP, problems);
  const components = rows.map(({ cells, line }) => {
    const [name, areaCell, criteriaCell] = cells.map(bare);
    const refuse = (found, expected) => refuseAt(line, found, expected);
    if (name === "")
      refuse(undefined, "the component's name");
    else if (seen.has(nameKey(name)))
      refuse(name, "each component once");
    seen.add(nameKey(name));
    const area = areaNamed(areaCell, areas);
    if (area === null)
      refuse(areaCell, `one of the areas: ${areas.join(", ")}`);
    const numbers = numbersOf(criteriaCell);
    if (numbers === null)
      refuse(criteriaCell, "numbers of criteria such as 1, 3-5, or - for none");
    for (const one of numbers ?? [])
      covered.add(one);
    const unknown = (numbers ?? []).filter((one) => !criteria.includes(one));
    if (unknown.length > 0)
      refuse(`criterion ${unknown.slice(0, MAX_NAMED).join(", ")}`, `criteria of the brief: ${criteria.join(", ")}`);
    const paths = pathsOf(cells[3]);
    if (paths === null)
      refuse(cells[3], "globs, each in back-ticks, with commas between");
    else if (paths.length === 0)
      refuse(undefined, "the component's files or folders");
    for (const path of paths ?? []) {
      const problem = pathProblem(path.replace(/\/$/, ""));
      if (problem !== null)
        problems.push(`${OWNERSHIP}, line ${line}: ${problem}`);
    }
    return { name, area: area ?? areaCell, criteria: numbers ?? [], paths: paths ?? [] };
  });
  if (rows.length === 0 && section !== null)
    refuseAt(section.line, "no row", "a row per component");
  for (const one of criteria)
    if (!covered.has(one))
      refuseAt(section?.line ?? null, `no component for criterion ${one}`, "each criterion in a row");
  return { spec: { status, components }, problems };
}

// src/workflows/team/accepted.ts
function briefOf({ project, run }) {
  const text = handedText(project, run, BRIEF);
  return text === null ? null : parseBrief(text).brief;
}
function componentsOf({ project, run }, criteria) {
  const text = acceptedText(project, run, SPEC);
  const areas = Object.keys(areasOf(run.settings));
  return text === null ? [] : parseDesignSpec(text, { areas, criteria }).spec.components;
}
var notesOf = ({ project, run }) => run.tasks.filter((task) => task.schema === "design-notes" && task.artifact !== null && !task.void).map((task) => ({ role: roleOf(task), notes: parseNotes(objectText(project, task.artifact) ?? "").notes }));
var programRecord = (project, task) => task.who.program ? accepted(project, task.artifact) : null;
var MAX_HEAD = 20000;
var KIND = /^(?:feature )?brief ?[:\u2014\u2013-] ?/i;
function featureOf({ project, run }) {
  const request = oneLine2(run.request.text.split(`
`).find((line) => line.trim() !== "") ?? "");
  const title = titleOf(readMarkdown(handedText(project, run, BRIEF)?.slice(0, MAX_HEAD) ?? ""));
  return (title === null ? "" : oneLine2(title).replace(KIND, "")) || request;
}
function objectText(project, sha) {
  const bytes = getObject(project.task, sha);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}
function documentText(root, path) {
  const file = readArtifact(join(root, path));
  return file.ok ? new TextDecoder().decode(file.bytes) : null;
}

// src/workflows/team/statuses.ts
var OUTCOME = {
  done: "PASS",
  questions: "PASS",
  scope_changed: "FAIL",
  fail: "FAIL",
  escalate: "ESCALATE",
  approved: "PASS",
  needs_changes: "FAIL",
  veto: "FAIL",
  pass: "PASS",
  warn: "WARN",
  differs: "FAIL",
  cannot_run: "FAIL",
  unchanged: "FAIL",
  unclear: "FAIL",
  outdated: "FAIL",
  no_baseline: "WARN"
};
var STATUSES = {
  PASS: {
    holds: true,
    gate: { outcome: "done", words: "all that was asked for is done, and `blockers` is empty" },
    check: "pass"
  },
  WARN: { holds: true, gate: null, check: "warn" },
  FAIL: {
    holds: false,
    gate: { outcome: "fail", words: "it is not, and each blocker says what is missing" },
    check: "fail"
  },
  ESCALATE: {
    holds: false,
    gate: { outcome: "escalate", words: "a person has to decide, and a blocker says what, with the options" },
    check: null
  }
};
var GATE_STATUSES = Object.keys(STATUSES);
var statusOfOutcome = (outcome) => Object.hasOwn(OUTCOME, outcome) ? OUTCOME[outcome] : "FAIL";
var SCOPE_STATUSES = {
  approved: { counts: "approval" },
  needs_changes: { counts: "changes" }
};
var SECURITY_STATUSES = {
  approved: { counts: "approval" },
  veto: { counts: "rejection" }
};
var worst = (statuses) => GATE_STATUSES[Math.max(-1, ...statuses.map((one) => GATE_STATUSES.indexOf(one)))] ?? null;
var statusBy = (blockers, warnings) => blockers.length > 0 ? "FAIL" : warnings.length > 0 ? "WARN" : "PASS";
var isGateStatus = (status) => Object.hasOwn(STATUSES, status);
var isBad = (status) => isGateStatus(status) && !STATUSES[status].holds;

// src/workflows/team/gates/parts.ts
var bounds = {
  pm: { tool_calls: 200, minutes: 60, tokens: 4000000 },
  principal: { tool_calls: 300, minutes: 90, tokens: 6000000 },
  "area-owner": { tool_calls: 600, minutes: 180, tokens: 15000000 },
  "dev-qa": { tool_calls: 600, minutes: 180, tokens: 15000000 },
  security: { tool_calls: 300, minutes: 90, tokens: 6000000 }
};
var ofStage = (stage) => ({ token: `stage-${stage}`, part: stage });
var failed = { ask: "gate-failed", options: { again: { move: "again", reason: true }, accept, stop: stop3 } };
var gateMoves = { done: "next", fail: failed, escalate: failed };
var produce = ({ stage, ...gate }) => ({
  ...gate,
  ...ofStage(stage),
  gate: "produce",
  stuck,
  bounded: bounded2
});
var clarification = (gate) => produce({
  ...gate,
  when: "openQuestions",
  who: { role: "pm" },
  reads: [CONTEXT],
  writes: `${GATES}/stage-03.json`,
  documents: [CLARIFICATION],
  schema: "stage-03",
  brief: "clarify",
  on: { ...gateMoves, scope_changed: failed }
});
var checkpoint = (which, after, stage, redo, unless) => ({
  gate: "checkpoint",
  key: `checkpoint-${which}`,
  title: `Checkpoint ${which.toUpperCase()}`,
  token: `checkpoint-${which}`,
  part: stage,
  after: [after],
  ask: {
    ask: `checkpoint-${which}`,
    auto: "proceed",
    shows: which === "c" ? "deploy" : "checks",
    passes: { when: `passes${which.toUpperCase()}`, option: "proceed" },
    options: {
      proceed: { move: "next", unless },
      ...which === "c" ? { deploy: { move: "next", when: "canDeploy", unless, sets: { deploy: "asked" } } } : {},
      revise: { move: { redo }, reason: true },
      stop: stop3,
      name: {
        move: "next",
        reason: true,
        tests: "named",
        unless,
        ...which === "c" ? { when: "deploysByCommand" } : {}
      }
    }
  }
});
var ownersWork = {
  who: { role: "{role}" },
  writes: `${GATES}/stage-04-{item}.json`,
  documents: [pullRequestPath("{item}")],
  edits: "area",
  schema: "stage-04"
};
var ownerFix = (title, token, brief) => ({
  ...ownersWork,
  each: { over: "owners" },
  title: `${title} - {item}`,
  token,
  brief
});
var check = (gate, mend, past = "next") => {
  const { stage, program, ...rest } = gate;
  return {
    ...rest,
    ...ofStage(stage),
    gate: "check",
    who: { program },
    reads: [],
    writes: `.task/${gate.key}.json`,
    schema: "program-record",
    brief: "check",
    fixes: "qa",
    limit: {
      ask: "check-limit",
      options: { continue: { move: mend }, accept: { ...accept, move: past }, stop: stop3, ...another(program) }
    },
    stuck: { ask: "stuck", options: { again, waive: { ...waive, move: past }, stop: stop3 } }
  };
};
var another = (program) => program === "merge" ? {} : { name: nameAnother };
var cannotRun = (program, past = "next") => ({
  ask: "check-cannot-run",
  options: { again, waive: { ...waive, move: past }, stop: stop3, ...another(program) }
});
var unclear = (mend, past = "next") => ({
  ask: "tests-unclear",
  options: { continue: { move: mend }, accept: { ...accept, move: past }, stop: stop3, name: nameAnother }
});
var mendMerge = { fix: ownerFix("Mend merge", "stage-04", "fix-merge"), then: "self" };
var mendOutdated = { fix: ownerFix("Update tests", "stage-05", "fix-outdated"), then: "self" };
var mendChecks = { fix: ownerFix("Mend checks", "stage-05", "fix-checks"), then: "self" };
var mendTests = { fix: ownerFix("Mend tests", "stage-07", "fix-team-tests"), then: "self" };
var mendSecurity = { fix: ownerFix("Mend security", "stage-05", "fix-security"), then: "self" };

// src/workflows/team/gates/review.ts
var build = [
  check({
    key: "baseline",
    title: "Baseline",
    stage: "04",
    when: "nothingBuilt",
    after: ["clarify"],
    program: "baseline",
    on: { pass: "next", no_baseline: baselineCannotRun }
  }, "again"),
  produce({
    key: "build",
    stays: true,
    title: "Build - {item}",
    stage: "04",
    each: { over: "areas", in_turn: "in_checkout" },
    when: "areaHasWork",
    after: ["baseline"],
    ...ownersWork,
    reads: [BRIEF, SPEC, ADRS],
    brief: "build",
    on: gateMoves
  }),
  check({
    key: "merge",
    title: "Merge",
    stage: "04",
    when: "inWorktrees",
    after: ["build"],
    program: "merge",
    on: { pass: "next", fail: mendMerge, cannot_run: cannotRun("merge") }
  }, mendMerge),
  clarification({ key: "clarify-build", title: "Clarification before review", stage: "04", after: ["merge"] })
];
var security = review({
  key: "security",
  title: "Security review",
  token: ofStage("05").token,
  when: "securityDue",
  after: ["pre-review"],
  reviewer: "security",
  group: "security",
  who: { role: "security" },
  of: { tree: "all" },
  reads: [BRIEF, SPEC, ADRS],
  writes: `${GATES}/stage-05-security.json`,
  schema: "stage-05-security",
  brief: "security",
  bounded: boundedOrWaived,
  stuck: stuckOrWaived,
  stale,
  statuses: SECURITY_STATUSES,
  on: {
    approved: "next",
    veto: {
      ask: "veto",
      auto: "fix",
      options: { fix: { move: mendSecurity }, lift: overrule, stop: stop3 }
    }
  },
  limit: { ask: "escalation", options: { continue: { move: mendSecurity }, lift: overrule, stop: stop3 } }
});
var checks = [
  check({
    key: "pre-review",
    title: "Pre-review checks",
    stage: "05",
    after: ["clarify-build"],
    program: "pre-review",
    on: {
      pass: "next",
      warn: "next",
      fail: mendChecks,
      outdated: mendOutdated,
      unclear: unclear(mendChecks),
      cannot_run: cannotRun("pre-review"),
      unchanged: { ask: "unbuilt", options: { build: { move: mendChecks }, accept, stop: stop3 } }
    }
  }, mendChecks),
  security
];
var peer = {
  gate: "panel",
  key: "peer",
  panel: "peer",
  title: "Peer review - {item}",
  ...ofStage("06"),
  each: { over: "seats" },
  when: "seatNeeded",
  after: ["security"],
  who: { role: "{role}" },
  reads: [BRIEF, SPEC, ADRS],
  writes: `${P}/code-review/by-{item}.md`,
  schema: "peer-review",
  brief: "peer-review",
  bounded: bounded2,
  stuck,
  revise: ownerFix("Revise", "stage-06", "fix-review"),
  arbiter: {
    who: { role: "principal" },
    title: "Ruling",
    token: "stage-06",
    writes: `${P}/ruling.json`,
    documents: [SPEC, ADRS],
    schema: "ruling",
    brief: "ruling"
  },
  rounds: "peer",
  escalation: { ask: "peer-escalation", options: { answer: { move: { tally: "peer" } } } },
  undecided: {
    ask: "peer-undecided",
    options: {
      owner: { move: { tally: "peer" }, reason: true },
      reviewer: { move: { tally: "peer" } },
      stop: stop3
    }
  },
  on: { done: "next" }
};

// src/workflows/team/peer-review/tally.ts
var APPROVALS = 2;
var reviewShape = (run) => changedAreas(run).length > 1 ? "matrix" : "scoped";
function eligible(run, part) {
  const alone = reviewShape(run) === "scoped" ? changedAreas(run) : [];
  const authors = part === REST || part === TESTS2 ? [...authorsOf(run, part), ...alone] : [part];
  const others = Object.keys(areasOf(run.settings)).filter((one) => !authors.includes(one));
  const fair = part === TESTS2 ? others.filter((one) => !judgedByTests(run).includes(one)) : others;
  return fair.length > 0 ? fair : others.length > 0 ? others : [PRINCIPAL];
}
var judgedByTests = (run) => acceptedTasks(run).flatMap((task) => teamFacts(task).judged ?? []);
function requiredApprovals(run, part) {
  const one = part === TESTS2 || reviewShape(run) === "scoped" || run.options.approvals === "1" || trackOf(run) === "dep-update";
  return Math.min(one ? 1 : run.settings.team?.approvals ?? APPROVALS, eligible(run, part).length);
}
function inOrder(run, part) {
  const changed = changedAreas(run);
  const may = eligible(run, part);
  const isChanged = (one) => changed.includes(one);
  const first = reviewShape(run) === "matrix" && part !== TESTS2 ? may.filter(isChanged) : [];
  const all = Object.keys(areasOf(run.settings));
  const from = Math.max(0, all.indexOf(all.includes(part) ? part : changed[0] ?? ""));
  const inTurn = [...may].sort((a, b) => (all.indexOf(a) - from + all.length) % all.length - (all.indexOf(b) - from + all.length) % all.length);
  const last = all[from];
  const then = inTurn.filter((one) => !first.includes(one));
  const asked = [...then.filter((one) => one !== last), ...then.filter((one) => one === last)];
  return {
    first,
    then: part === TESTS2 ? [...asked.filter((one) => !isChanged(one)), ...asked.filter(isChanged)] : asked
  };
}
function reviewersOf(run, part) {
  const { first, then } = inOrder(run, part);
  const required = requiredApprovals(run, part);
  const all = Object.hasOwn(areasOf(run.settings), part) ? first : first.slice(0, required);
  return [...all, ...then.slice(0, Math.max(0, required - all.length))];
}
function isTestingAhead(run) {
  if (!hasStage(trackOf(run), "01"))
    return false;
  const tasks = tasksOf2(run, TESTER);
  return tasks.length > 0 && !tasks.some(isOver);
}
var TESTER = "qa";
var dueParts = (run) => changedParts(run).filter((part) => part !== TESTS2 || !isTestingAhead(run));
function reviewsOf(run, seat) {
  if (seat.scope.length > 0)
    return seat.scope;
  return dueParts(run).filter((part) => reviewersOf(run, part).includes(seat.item ?? ""));
}
var OWNERS_WAY = "owner";
function standings(run, gate, seats) {
  const trees = treesOf(run);
  const spoken = acceptedTasks(run).filter((task) => seats.some((seat) => seat.id === task.id));
  return dueParts(run).map((area) => {
    const may = eligible(run, area);
    const newest = new Map;
    for (const task of spoken) {
      const section = teamFacts(task).sections?.find((one) => one.area === area);
      if (!section || task.item === null || !may.includes(task.item))
        continue;
      const overruled = run.decisions.some((one) => one.task === task.id && one.kind === gate.undecided.ask && one.option === OWNERS_WAY);
      newest.delete(task.item);
      const { area: part, ...said } = section;
      const stale = said.tree !== trees[area];
      newest.set(task.item, { ...said, part, seat: task.item, task, stale, overruled });
    }
    const verdicts = [...newest.values()];
    const approved = verdicts.filter((one) => one.verdict === "approved" && !one.stale).map((one) => one.seat);
    const changes = verdicts.filter((one) => one.verdict === "changes" && !one.overruled);
    const required = requiredApprovals(run, area);
    const open = changes.some((one) => one.escalation !== null && !isDecided(run, gate, one));
    const enough = approved.length + verdicts.filter((one) => one.overruled).length >= required;
    const status = open ? "ESCALATE" : enough && changes.length === 0 ? "PASS" : "FAIL";
    const { first, then } = inOrder(run, area);
    return { part: area, required, reviewers: [...first, ...then], verdicts, approved, changes, status };
  });
}
var changesIn = (task) => changesAsked(task).map((one) => one.area);

// src/workflows/team/standing.ts
function latestVerdicts(run) {
  const last = new Map;
  for (const task of acceptedTasks(run)) {
    if (task.kind === "fix")
      continue;
    if (task.who.program) {
      for (const [gate, before] of last)
        if (before.token === task.token)
          last.delete(gate);
    }
    last.set(task.gate, task);
  }
  return [...last.values()];
}
function verdictOf2(task) {
  const { outcome } = task;
  if (outcome === null)
    return null;
  const { status } = teamFacts(task);
  return worst([statusOfOutcome(outcome), ...status === undefined ? [] : [status]]);
}
function taskStatus(run, task) {
  const verdict = verdictOf2(task);
  switch (task.status) {
    case "skipped":
      return "skipped";
    case "failed":
      return "FAIL";
    case "cancelled":
      return verdict !== null && isBad(verdict) ? verdict : "none";
    case "done":
      return task.waiver !== null ? "WARN" : verdict ?? "none";
    case "waiting": {
      if (verdict !== null && isBad(verdict))
        return verdict;
      const asked = run.questions.filter((one) => one.task === task.id);
      return asked.some((one) => one.text === null) ? "ESCALATE" : "running";
    }
    default:
      return task.dispatches > 0 ? "running" : "none";
  }
}
function gateStatus(run, all) {
  const tasks = all.some((task) => task.outcome !== null) ? all.filter((task) => task.status !== "skipped") : all;
  const last = tasks.at(-1);
  if (!last)
    return "none";
  const now = taskStatus(run, last);
  if (now !== "none" && now !== "running")
    return now;
  const before = tasks.slice(0, -1).findLast((task) => task.outcome !== null);
  if (!before)
    return now;
  const was = taskStatus(run, before);
  return isBad(was) ? was : unfinished(run);
}
var unfinished = (run) => isLive(run) ? "running" : "none";
var tasksOf = (run, key) => run.tasks.filter((task) => isOf(task.gate, key) && task.kind !== "fix" && !task.void);
var newestOf = (run, key) => acceptedTasks(run).findLast((task) => isOf(task.gate, key) && task.kind !== "fix");
function worstPart(run, parts) {
  const counted = parts.filter((part) => part !== "skipped");
  if (counted.length === 0)
    return parts.length > 0 ? "skipped" : "none";
  const verdicts = counted.filter(isGateStatus);
  const verdict = worst(verdicts);
  if (verdict !== null && isBad(verdict))
    return verdict;
  if (counted.every((part) => part === "none"))
    return "none";
  return verdicts.length < counted.length || verdict === null ? unfinished(run) : verdict;
}
function statusOf(run, keys) {
  const all = keys.flatMap((key) => tasksOf(run, key));
  const seen = all.filter((task) => task.who.program && task.outcome !== null).map((task) => task.acceptedSeq);
  const parts = [...Map.groupBy(all, (task) => task.gate).values()].filter((tasks) => {
    const last = tasks.findLast((task) => task.status !== "skipped");
    return !last || last.who.program !== undefined || last.outcome === null || last.acceptedSeq > Math.max(0, ...seen);
  });
  const statuses = parts.map((tasks) => gateStatus(run, tasks));
  return worstPart(run, statuses);
}
var panelOf = (workflow, run, panel) => gatesOf(workflow, run).find((gate) => gate.gate === "panel" && gate.panel === panel);
function areaStandings(workflow, run, panel) {
  const gate = panelOf(workflow, run, panel);
  if (!gate)
    return [];
  const seats = seatsOf(workflow, run, panel);
  return standings(run, gate, seats).map((own) => {
    const area = own.part;
    const looking = seats.filter((seat) => seat.status !== "skipped" && looksAt(run, seat).includes(area));
    const said = own.verdicts.map((one) => one.seat);
    const decided = seats.filter((task) => teamFacts(task).sections?.some(({ area: of, verdict, escalation }) => of === area && verdict === "changes" && isDecided(run, gate, { task, escalation })));
    return {
      area,
      status: standingStatus(run, own, looking),
      reviewers: [...new Set([...said, ...looking.map((seat) => seat.item ?? "")])],
      resolved: decided.length,
      standing: own
    };
  });
}
var looksAt = (run, seat) => teamFacts(seat).sections?.map((one) => one.area) ?? reviewsOf(run, seat);
function standingStatus(run, { status, verdicts, changes }, looking) {
  if (status === "ESCALATE")
    return "ESCALATE";
  if (status === "PASS")
    return verdicts.some((one) => one.overruled) ? "WARN" : "PASS";
  if (changes.length > 0)
    return "FAIL";
  if (looking.some((seat) => isBad(taskStatus(run, seat))))
    return "ESCALATE";
  return looking.some((seat) => seat.dispatches > 0) ? unfinished(run) : "none";
}

// src/workflows/team/warnings.ts
function warningsOf(run) {
  const all = run.warnings.map(({ at: _at, closed, ...one }) => ({ ...one, closed: closed?.reason ?? null }));
  const budget = budgetWarning(run);
  return budget === null ? all : [...all, { id: BUDGET_ID, text: budget, task: "", closed: null }];
}
var openWarnings = (run) => warningsOf(run).filter((one) => one.closed === null);
var openAt = (run, acceptedSeq) => run.warnings.filter((one) => one.at <= acceptedSeq && (one.closed === null || one.closed.at > acceptedSeq)).map(({ id, text, task }) => ({ id, text, task, closed: null }));
function budgetWarning(run) {
  const { budget } = run.settings;
  if (budget?.enabled !== true || budget.on_exceed !== "warn")
    return null;
  const { tokens } = spentBy(run);
  const passed = [
    ...budget.tokens_max !== undefined && tokens > budget.tokens_max ? [`${tokens} of ${budget.tokens_max} tokens`] : [],
    ...budget.minutes_max !== undefined && minutesOf(run) > budget.minutes_max ? [`${Math.round(minutesOf(run))} of ${budget.minutes_max} minutes`] : []
  ];
  return passed.length === 0 ? null : `The budget is passed: ${passed.join(", ")}`;
}

// src/workflows/team/rules.ts
var key = (text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
function questionsOf(run) {
  const all = new Map;
  for (const task of acceptedTasks(run)) {
    for (const text of teamFacts(task).questions ?? [])
      if (!all.has(key(text)))
        all.set(key(text), { text, role: roleOf(task), answer: null });
    for (const { question, answer } of teamFacts(task).answered ?? []) {
      const known = all.get(key(question));
      if (known)
        known.answer = answer;
    }
  }
  return [...all.values()];
}
var openQuestions = (run) => questionsOf(run).filter((one) => one.answer === null);
var failing = (run) => latestVerdicts(run).filter((task) => isBad(teamFacts(task).status ?? "none") && task.waiver === null && !isWaivedSince(run, task)).map((task) => `${task.subject} is ${teamFacts(task).status}`);
function unapproved(run) {
  if (!TRACKS[trackOf(run)].includes("06"))
    return [];
  const seats = run.tasks.filter((task) => task.schema === peer.schema && task.kind !== "fix" && !task.void);
  return standings(run, peer, seats).filter((one) => one.status !== "PASS").map(({ part, approved, required }) => `${part} has ${approved.length} of ${plural(required, "approval")}`);
}
var isWaivedSince = (run, task) => tasksOf(run, task.gate).at(-1)?.waiver != null;
var overrules = ({ kind, option }) => kind === "peer-undecided" && option === "owner";
var passesBy = (run, which) => {
  const rule = run.settings.checkpoints?.[which]?.auto_pass_when ?? null;
  if (rule === null || failing(run).length > 0 || which === "c" && unapproved(run).length > 0)
    return false;
  const isWarning = (task) => task.waiver !== null || verdictOf2(task) === "WARN";
  if (run.tasks.some((task) => !task.void && isWarning(task)) || run.decisions.some(overrules))
    return false;
  if (openWarnings(run).some((one) => one.id === BUDGET_ID))
    return false;
  const isAnswered = openQuestions(run).length === 0;
  if (rule === "no_warnings")
    return openWarnings(run).length === 0 && (which === "b" || isAnswered);
  return allCriteriaMet(run) && isAnswered;
};
function allCriteriaMet(run) {
  const { flags } = teamFacts(newestOf(run, "qa-tests"));
  return flags?.all_criteria_met === true && flags.one_to_one === true;
}
var isDeployAsked = (run) => (run.options.deploy ?? "") !== "";
var TEAM_RULES = {
  openQuestions: (run) => openQuestions(run).length > 0,
  briefHolds: (run) => {
    const brief = newestOf(run, "brief");
    return run.auto || brief?.outcome !== "questions" || !isBad(teamFacts(brief).status ?? "none");
  },
  nothingBuilt: (run) => !run.tasks.some((task) => task.dispatches > 0 && task.edits !== null),
  areaHasWork: (run, gate) => areasWithWork(run).includes(gate.item ?? ""),
  inWorktrees: (run) => run.settings.team?.profile === "app_worktree",
  securityDue: (run) => {
    const fired = (task) => {
      const { rules = [] } = teamFacts(task);
      return rules === null || rules.some((rule) => !isExpected(trackOf(run), rule));
    };
    const tested = newestOf(run, "qa-tests");
    if (hasChecks(trackOf(run))) {
      const checked = newestOf(run, "pre-review");
      return checked === undefined || fired(checked) || fired(tested);
    }
    const hasBegun = tasksOf(run, "qa-tests").some((task) => task.dispatches > 0);
    return hasBegun && (teamFacts(tested).rules === undefined || fired(tested));
  },
  seatNeeded: (run, gate) => reviewsOf(run, { item: gate.item ?? "", scope: [] }).length > 0,
  checkDue: (run, gate) => {
    const last = newestOf(run, gate.key);
    const moved = acceptedTasks(run).findLast((task) => task.edits !== null)?.acceptedSeq ?? 0;
    return last === undefined || teamFacts(last).status !== "PASS" || moved > last.acceptedSeq;
  },
  signedByHand: (run) => trackOf(run) === "hotfix" || !allCriteriaMet(run) || TEAM_BARS.release(run).length > 0,
  canDeploy: (run) => noDeployment(trackOf(run), run.settings) === null && !isDeployAsked(run),
  deployAsked: isDeployAsked,
  deploysByCommand: (run) => isDeployAsked(run) && run.settings.deploy?.adapter === "command",
  deployed: (run) => {
    const last = newestOf(run, "deploy");
    return last !== undefined && last.waiver === null;
  },
  tookPart: (run, gate) => run.tasks.some((task) => task.who.role === gate.item && task.dispatches > 0 && !task.gate.startsWith("retro")),
  passesA: (run) => passesBy(run, "a"),
  passesB: (run) => passesBy(run, "b"),
  passesC: (run) => passesBy(run, "c")
};
var held = (run) => [
  ...failing(run),
  ...openQuestions(run).map((one) => `an open question: ${one.text}`)
];
var TEAM_BARS = {
  proceed: held,
  release: (run) => [...held(run), ...unapproved(run)],
  proceedWithQuestions: failing
};
var refusesRuling = (run, behind) => {
  const early = "nothing is built yet; what is wrong with the design is said at its checkpoint, with revise";
  const counting = run.tasks.filter((task) => !task.void);
  if (!counting.some(({ edits, status }) => edits !== null && status !== "blocked" && status !== "skipped"))
    return { code: "too_early", why: early };
  const isBehind = ({ gate }) => behind.some((one) => one.key === gate);
  const passed = counting.find((task) => isBehind(task) && task.schema === "decision" && task.status === "done");
  return passed ? { code: "too_late", why: `${passed.subject} is passed: what is signed off is changed by a run of its own` } : null;
};
var regrade = (run) => {
  const last = acceptedTasks(run).at(-1);
  const outgrown = last && teamFacts(last).outgrown;
  const before = run.options.track;
  if (!outgrown || before === outgrown.to)
    return null;
  return { track: outgrown.to, approvals: "", moved: `${before ?? ""} to ${outgrown.to}: ${outgrown.reason}` };
};
function barsBy(bar, run) {
  const bars = TEAM_BARS[bar];
  if (!bars)
    throw new Error(`no bar is called "${bar}"`);
  return bars(run);
}
var byOwner = (item) => ({ item, role: ownerRole(item) });
var byRole = (role) => ({ item: role, role });
var areas = (run) => Object.keys(areasOf(run.settings)).map(byOwner);
var SELECTORS = {
  areas,
  seats: (run) => [...areas(run), byOwner(PRINCIPAL)],
  roles: (run) => ["pm", PRINCIPAL, ...areas(run).map(({ role }) => role), "dev-qa", "security"].map(byRole),
  owners: (_run, task) => {
    const owners = task?.facts.owners ?? [];
    return (owners.length > 0 ? owners : [PRINCIPAL]).map(byOwner);
  },
  in_checkout: (run) => run.settings.team?.profile === "app_worktree" ? [] : [byRole("checkout")]
};

// src/workflows/team/gates/design.ts
var requirements = [
  produce({
    key: "brief",
    title: "Brief",
    stage: "01",
    after: [],
    who: { role: "pm" },
    reads: [],
    writes: `${GATES}/stage-01.json`,
    documents: [BRIEF],
    schema: "stage-01",
    brief: "team-brief",
    on: {
      ...gateMoves,
      done: { if: "briefHolds", then: "next", else: "again" },
      questions: { ask: "brief-questions", options: { answer: again }, auto: "answer", assumes: true }
    }
  }),
  checkpoint("a", "brief", "01", "brief", "proceed")
];
var approvedDesign = {
  who: { role: "principal" },
  writes: `${GATES}/stage-02.json`,
  documents: [SPEC, ADRS, ANSWERS],
  schema: "stage-02"
};
var scope = review({
  key: "scope",
  title: "Confirm scope",
  ...ofStage("02"),
  after: ["answers"],
  reviewer: "pm",
  group: "scope",
  who: { role: "pm" },
  of: { file: SPEC },
  reads: [BRIEF, SPEC],
  writes: `${REVIEW_FOLDER}/pm.json`,
  schema: "scope-review",
  brief: "scope",
  bounded: boundedOrWaived,
  stuck: stuckOrWaived,
  stale,
  statuses: SCOPE_STATUSES,
  on: {
    approved: "next",
    needs_changes: {
      fix: {
        ...approvedDesign,
        title: "Amend design",
        token: "stage-02",
        brief: "design-fix"
      },
      then: "self"
    }
  },
  limit: {
    ask: "escalation",
    options: { accept, redo: { move: { redo: "design" }, reason: true }, stop: stop3 }
  }
});
var design = [
  produce({
    key: "design",
    title: "Draft design",
    stage: "02",
    after: ["checkpoint-a"],
    who: { role: "principal" },
    reads: [BRIEF],
    writes: SPEC,
    schema: "design-draft",
    brief: "design",
    on: { done: "next" }
  }),
  produce({
    key: "notes",
    title: "Design notes - {item}",
    stage: "02",
    each: { over: "areas" },
    after: ["design"],
    who: { role: "{role}" },
    reads: [BRIEF, SPEC],
    writes: `${REVIEW_FOLDER}/{role}.md`,
    schema: "design-notes",
    brief: "notes",
    on: { done: "next" }
  }),
  produce({
    key: "answers",
    title: "Answer notes",
    stage: "02",
    ...approvedDesign,
    after: ["notes"],
    reads: [BRIEF, SPEC, `${REVIEW_FOLDER}/`],
    brief: "answers",
    on: gateMoves
  }),
  scope,
  checkpoint("b", "scope", "02", "design", "proceedWithQuestions"),
  produce({
    key: "clarify",
    title: "Clarification",
    stage: "03",
    when: "openQuestions",
    after: ["checkpoint-b"],
    who: { role: "pm" },
    reads: [BRIEF, SPEC, CONTEXT],
    writes: `${GATES}/stage-03.json`,
    documents: [CLARIFICATION, BRIEF],
    schema: "stage-03",
    brief: "clarify",
    on: { ...gateMoves, scope_changed: { redo: "brief" } }
  })
];

// src/workflows/team/gates/release.ts
var testersWork = {
  who: { role: "dev-qa" },
  writes: `${GATES}/stage-07.json`,
  documents: [TEST_REPORT],
  edits: "tests",
  schema: "stage-07",
  brief: "qa"
};
var mendReport = {
  fix: { ...testersWork, title: "Correct report", token: "stage-07" },
  then: "self"
};
var approvals = { tally: "peer", reviews: ["security"] };
var testing = [
  produce({
    key: "qa",
    title: "Write tests",
    stage: "07",
    ...testersWork,
    after: ["peer"],
    reads: [BRIEF, SPEC],
    on: { ...gateMoves, fail: "next" }
  }),
  check({
    key: "qa-tests",
    title: "Run tests",
    stage: "07",
    when: "checkDue",
    after: ["qa"],
    program: "qa",
    on: {
      pass: approvals,
      fail: mendTests,
      differs: mendReport,
      unclear: unclear(mendTests, approvals),
      cannot_run: cannotRun("qa", approvals)
    }
  }, mendTests, approvals),
  clarification({ key: "clarify-late", title: "Clarification before sign-off", stage: "07", after: ["qa-tests"] }),
  checkpoint("c", "clarify-late", "07", "qa", "release")
];
var release = [
  produce({
    key: "signoff",
    title: "Sign off",
    stage: "08",
    when: "signedByHand",
    after: ["checkpoint-c"],
    who: { role: "pm" },
    reads: [BRIEF, TEST_REPORT, CONTEXT],
    writes: `${GATES}/stage-08.json`,
    schema: "stage-08",
    brief: "signoff",
    on: gateMoves
  }),
  check({
    key: "deploy",
    title: "Deploy",
    stage: "08",
    when: "deployAsked",
    after: ["signoff"],
    program: "deploy",
    on: {
      pass: "next",
      warn: "next",
      fail: {
        ask: "deploy-failed",
        options: { again, without: waive, stop: stop3, name: { ...nameAnother, when: "deploysByCommand" } }
      },
      differs: {
        ask: "deploy-unseen",
        options: {
          check: { move: { redo: "qa-tests" } },
          anyway: { move: "again", reason: true },
          without: waive,
          stop: stop3
        }
      }
    }
  }, "again"),
  produce({
    key: "summary",
    title: "Stakeholder summary",
    stage: "08",
    when: "deployed",
    after: ["deploy"],
    who: { role: "pm" },
    reads: [BRIEF, CONTEXT],
    writes: DEPLOY_LOG,
    schema: "deploy-log",
    brief: "summary",
    on: { done: "next" }
  }),
  produce({
    key: "retro",
    title: "Retrospective - {item}",
    stage: "09",
    each: { over: "roles" },
    when: "tookPart",
    after: ["summary"],
    who: { role: "{role}" },
    reads: [BRIEF, CONTEXT],
    writes: `${P}/retro/{role}.md`,
    schema: "retro",
    brief: "retro",
    on: { done: "next" }
  }),
  produce({
    key: "lessons",
    title: "Lessons",
    stage: "09",
    after: ["retro"],
    who: { role: "principal" },
    reads: [RETROSPECTIVE, LESSONS],
    writes: `${GATES}/stage-09.json`,
    schema: "stage-09",
    brief: "lessons",
    on: gateMoves
  })
];

// src/workflows/team/shows.ts
var line = (what, command) => `${what}${needsShell(command) ? ", in a shell" : ""}: ${command}`;
var foundIn = (run) => teamFacts(foundBefore(run)).found;
var lacksTests = (run) => foundIn(run) !== undefined && run.settings.tests.run && commandSettings(run).tests !== false && !checks2(run).some((text) => text.startsWith("Tests"));
var otherTests3 = (run) => checks2(run).some((text) => text.startsWith("Tests (")) ? teamFacts(foundBefore(run)).other_tests ?? [] : [];
function checks2(run) {
  const isRun = (text) => text.startsWith("Tests") ? run.settings.tests.run : hasChecks(trackOf(run));
  const found = foundIn(run) ?? [];
  const { lint, types, tests, dependencies } = commandSettings(run);
  const approved = approvedCommands(run).map((one) => one.text);
  const isReplaced = (text) => lint && text.startsWith("Lint ") || types && text.startsWith("Types ") || dependencies && text.startsWith("Dependencies ") || approved.length > 0 && text.startsWith("Tests ") || false;
  const set = Object.entries({
    Lint: lint,
    Types: types,
    Tests: approved.length > 0 ? undefined : tests,
    Dependencies: dependencies
  });
  return [
    ...set.flatMap(([what, command]) => typeof command === "string" ? [line(what, command)] : []),
    ...approved.map((command) => line("Tests", command)),
    ...found.filter((text) => !isReplaced(text))
  ].filter(isRun);
}
function deploy(run) {
  const set = deploySettingsOf(run);
  if (set === undefined || noDeployment(trackOf(run), run.settings) !== null)
    return [];
  const { adapter, compose_file, services = [], command = "", health, smoke, rollback } = set;
  const asked = run.options.deploy ?? "";
  const to = asked === "" || asked === "asked" ? set.environment : asked;
  const file = compose_file === undefined ? "" : ` -f ${compose_file}`;
  return [
    adapter === "command" ? line(`Deploy to ${to}`, command) : ["Deploy to ", to, ": docker compose", file, " up -d --wait", ...services.map((one) => ` ${one}`)].join(""),
    ...health?.command === undefined ? [] : [line("Health", health.command)],
    ...health?.url === undefined ? [] : [`Health: GET ${health.url}`],
    ...smoke === undefined ? [] : [line("Smoke test", smoke)],
    ...rollback === undefined ? [] : [`Way back, told and never run: ${rollback}`]
  ];
}
var SHOWS = { checks: checks2, deploy };

// src/workflows/team/workflow.ts
var gates = [...requirements, ...design, ...build, ...checks, peer, ...testing, ...release];
var team = {
  name: "team",
  files: P,
  limits: { per_reviewer: 5, scope: 5, security: 5, peer: 2, qa: 3 },
  bounds,
  roles: {
    pm: { agent: "pm", model: "opus" },
    principal: { agent: "principal", model: "opus" },
    "dev-qa": { agent: "dev-qa", model: "sonnet" },
    "dev-*": { agent: "area-owner", model: "sonnet" },
    security: { agent: "security", model: "opus" }
  },
  rules: TEAM_RULES,
  selectors: SELECTORS,
  bars: TEAM_BARS,
  shows: SHOWS,
  named,
  panels: { peer: { standings, changesIn, ownerOf: byOwner, refuses: refusesRuling } },
  regrade,
  idle: "idle",
  complete: "complete",
  entries: {
    start: {
      gates,
      variants: { option: "track", of: TRACKS },
      back: { planning: "design", requirements: "brief" }
    }
  }
};

// src/workflows/team/words/notes.ts
var SKIP_REASONS = {
  always: "",
  openQuestions: "no open questions",
  nothingBuilt: "the build has begun",
  areaHasWork: "the area has no work",
  inWorktrees: "built in the checkout",
  securityDue: "no rule asked for it",
  seatNeeded: "nothing for it to look at",
  checkDue: "unchanged since it last passed",
  signedByHand: "signed off automatically",
  deployAsked: "not deployed",
  passesA: "the settings pass it as it stands",
  passesB: "the settings pass it as it stands",
  passesC: "the settings pass it as it stands",
  deployed: "nothing was deployed",
  tookPart: "the role took no part"
};
var MAX_NOTE_LENGTH = 40;
var shortly = (text) => fit(oneLine2(text), MAX_NOTE_LENGTH);
function skipped(run, key) {
  const last = tasksOf(run, key).at(-1);
  return last?.status === "skipped" && last.skipped !== null ? [SKIP_REASONS[last.skipped] ?? last.skipped] : [];
}
var countOf = (run, name) => acceptedTasks(run).map((task) => teamFacts(task).counts?.[name]).findLast((count) => count !== undefined);
function trouble(run, keys) {
  return keys.flatMap((key) => {
    const last = newestOf(run, key);
    const waived = tasksOf(run, key).findLast((task) => task.waiver !== null)?.waiver;
    const blocker = last && isBad(taskStatus(run, last)) ? teamFacts(last).blockers?.[0] : undefined;
    const partly = last && verdictOf2(last) === "WARN" ? last.facts.warnings?.[0] : undefined;
    return [
      ...blocker === undefined ? [] : [shortly(blocker)],
      ...waived ? [shortly(`${waived.kind} by the person: ${waived.reason}`)] : [],
      ...partly === undefined ? [] : [shortly(partly)]
    ];
  });
}
var counted = (count, one, many) => count === undefined ? [] : [plural(count, one, many)];
function answersNote(run) {
  const said = teamFacts(newestOf(run, "clarify")).note;
  if (said !== undefined)
    return [shortly(said)];
  const answered = questionsOf(run).flatMap((one) => one.answer === null ? [] : [one.answer]);
  const why = skipped(run, "clarify");
  if (why.length > 0)
    return why;
  return answered.length > 1 ? [`${answered.length} answers`, shortly(answered[0])] : answered.map(shortly);
}
function triggerNote(run) {
  const why = skipped(run, "security");
  if (why.length > 0)
    return why;
  const checked = newestOf(run, "pre-review");
  if (checked === undefined)
    return [];
  const { rules = [] } = teamFacts(checked);
  if (rules === null)
    return ["the changed files are not known"];
  if (rules.length === 0)
    return [];
  return [`${rules[0]}${rules.length > 1 ? ` and ${rules.length - 1} more` : ""} triggered`];
}
function testsNote(run) {
  const total = countOf(run, "tests_total");
  const skipped = countOf(run, "tests_skipped") ?? 0;
  const more = skipped > 0 ? `, ${skipped} skipped` : "";
  return total === undefined ? [] : [`${countOf(run, "tests_passed") ?? 0}/${total} pass${more}`];
}
function releaseNote(run) {
  const deployed = newestOf(run, "deploy");
  if (deployed)
    return teamFacts(deployed).flags?.smoke_test_passed === true ? ["smoke tests pass"] : [];
  const signed = tasksOf(run, "signoff").at(-1);
  if (signed?.status !== "skipped" && signed?.status !== "done")
    return [];
  const by = signed.status === "done" ? ["signed off by pm"] : skipped(run, "signoff");
  return [...by, ...skipped(run, "deploy")];
}
var lessonsNote = (run) => counted(teamFacts(newestOf(run, "lessons")).counts?.lessons, "lesson promoted", "lessons promoted");
var NOTES = {
  "01": (run) => [...counted(countOf(run, "criteria"), "criterion", "criteria"), ...trouble(run, ["brief"])],
  "02": (run) => [...counted(countOf(run, "adrs"), "ADR"), ...trouble(run, ["answers", "scope"])],
  "03": (run) => [...answersNote(run), ...trouble(run, ["clarify"])],
  "05a": (run) => trouble(run, ["pre-review"]),
  "05b": (run) => [...triggerNote(run), ...trouble(run, ["security"])],
  "07": (run) => [...testsNote(run), ...trouble(run, ["qa-tests"])],
  "08": (run) => [...releaseNote(run), ...trouble(run, ["signoff", "deploy", "summary"])],
  "09": (run) => [...lessonsNote(run), ...trouble(run, ["lessons"])]
};

export { P, GATES, BRIEF, SPEC, ADR_FOLDER, ADRS, ANSWERS, CLARIFICATION, TEST_REPORT, CONTEXT, RETROSPECTIVE, LESSONS, pullRequestPath, LOCK_FILE, isOwnFile, parseBrief, parseNotes, parseNoteAnswers, assembled, areaNamed, parseDesignSpec, briefOf, componentsOf, notesOf, programRecord, featureOf, objectText, documentText, STATUSES, GATE_STATUSES, statusOfOutcome, SCOPE_STATUSES, worst, statusBy, isGateStatus, isBad, reviewShape, reviewsOf, verdictOf2, taskStatus, tasksOf, newestOf, worstPart, statusOf, areaStandings, warningsOf, openWarnings, openAt, questionsOf, openQuestions, barsBy, lacksTests, otherTests3, team, SKIP_REASONS, countOf, trouble, NOTES };
