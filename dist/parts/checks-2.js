// @bun
import {
  needsShell
} from "./s2.js";
import {
  runGit,
  hasGit,
  placesOf
} from "./s191.js";
import {
  unlessUnreadable
} from "./s127.js";
import {
  changedFiles
} from "./s265.js";
import {
  runOne
} from "./s218.js";
import {
  projectTree
} from "./s247.js";
import {
  cut,
  someOf,
  oneLine2,
  plural
} from "./s28.js";
import {
  PLANNING,
  PROJECT,
  REQUIREMENTS,
  ROADMAP,
  PHASES
} from "./s40.js";
import {
  readPlanning
} from "./s126.js";
import {
  SURVEY,
  CRITERIA2,
  VERDICT,
  PUBLISH,
  surveyOf,
  criteriaOf,
  verificationOf,
  failedIds,
  verdictTask,
  verdictOf,
  acceptedWhy,
  isSettled,
  nameOf,
  humanAnswers
} from "./s90.js";
import {
  isOwnCommand
} from "./s217.js";
import {
  setRequirementDone
} from "./s102.js";
import {
  setPhaseDone
} from "./s198.js";
import {
  EXCLUDED,
  leftByCommands,
  commitSeen
} from "./s232.js";
import {
  isQuiet
} from "./s245.js";
import {
  problemText
} from "./s72.js";
import {
  twoDigits,
  samePhase
} from "./s43.js";
import {
  splitFrontMatter,
  parseFrontMatter,
  asWritten
} from "./s202.js";
import {
  isThere,
  readText,
  put,
  change,
  applyChanges
} from "./s120.js";
import {
  isInGit,
  result
} from "./s229.js";
import {
  treeOf,
  baseTree
} from "./s230.js";
import {
  limitOf
} from "./s227.js";
import {
  approvedCommands
} from "./s5.js";
import {
  treeStore
} from "./s172.js";

// src/workflows/phases/verify/criteria.ts
var MAX_TESTS = 5000;
var MAX_LINE = 300;
function uncommittedNew({ project: { root }, project }) {
  if (!isInGit(project))
    return null;
  const options = { exclude: EXCLUDED, scratch: treeStore(project) };
  const [base, now] = [baseTree(root, options), treeOf(root, options)];
  if (!base.ok || !now.ok)
    return null;
  const added = () => changedFiles(root, base.tree, now.tree, options.scratch).filter(({ status }) => status === "added");
  return unlessUnreadable(() => added().map(({ path }) => path), null);
}
var MAX_LEFT = 200;
function leftFrom(scene, before) {
  const now = before === null ? null : uncommittedNew(scene);
  if (before === null || now === null)
    return [];
  const earlier = leftByCommands(readPlanning(scene.project.root).phases);
  return now.filter((path) => !before.includes(path) || earlier.includes(path)).slice(0, MAX_LEFT);
}
var criteria = async (scene, task, signal) => {
  const { project, run } = scene;
  const survey = surveyOf(project, run);
  if (survey === null)
    return result(task, "fail", { problems: ["what the phase promises is gone from .task/objects"] });
  const approved = approvedCommands(run);
  const before = uncommittedNew(scene);
  const commands = [];
  const tests = [];
  for (const { id, command } of survey.commands) {
    const by = approved.find((one) => one.text === command)?.by;
    if (by === undefined || by === "auto" && needsShell(command)) {
      commands.push({ id, command, state: "not_run", exit: null, lines: ["nobody has approved it"], log: null });
      continue;
    }
    const { ran } = await runOne(project, { text: command, shellAllowed: by !== "auto" }, { env: process.env, signal, timeoutMs: run.settings.tests.timeout_minutes * 60000 });
    commands.push({ id, command, state: ran.state, exit: ran.exit, lines: ran.lines, log: ran.log });
    tests.push(...ran.tests.filter((one) => one.state === "passed"));
  }
  const missing = survey.artifacts.filter(({ path }) => !/[*?{[]/.test(path)).filter(({ path }) => !isThere(project.root, path)).map(({ id }) => id);
  const tree = projectTree(scene);
  if (!tree.ok || tree.subject === null)
    return result(task, "fail", { problems: [tree.ok ? "the project's files cannot be read" : tree.problem] });
  const left = leftFrom(scene, before);
  const record = { tree: tree.subject, commands, missing, tests: tests.slice(0, MAX_TESTS), left };
  const failed = failedIds(record);
  const red = commands.filter((one) => one.state !== "passed");
  const facts = {
    tree: tree.subject,
    failed,
    ran: `${plural(commands.length, "command")} run, ${red.length} of them did not pass`,
    red: red.slice(0, 12).map((one) => cut(oneLine2(`${one.command}: ${one.state}`), MAX_LINE))
  };
  return { ...result(task, "pass", { tree: tree.subject, facts }), record };
};

// src/workflows/phases/verify/document.ts
var quoted = (text) => JSON.stringify(oneLine2(text));
var cell = (text) => oneLine2(text).replaceAll("|", "\\|");
var SAID = { yes: "holds, as a person saw", revise: "does not hold, as a person saw" };
function markOf(must, { answer, verdict, said, accepted }) {
  const judged = answer.musts.find((one) => one.id === must.id);
  const at = answer.human.findIndex((one) => one.of === must.id);
  const evidence = (judged?.evidence ?? []).map(({ file, line, test, command }) => command ? `command \`${command}\` passed` : test ? `test "${test}" passed` : `${file}:${line ?? "?"}`).join("; ");
  if (judged?.verdict === "met")
    return { mark: "\u2713 VERIFIED", why: evidence };
  const mark = said[at]?.option === "yes" ? "\u2713 VERIFIED" : undefined;
  if (judged?.verdict === "human" && mark)
    return { mark, why: SAID.yes };
  if (verdict.later.includes(must.id))
    return { mark: "? UNCERTAIN", why: judged?.reason ?? "waits for a person" };
  const why = at >= 0 ? `${SAID.revise}: ${said[at]?.text ?? ""}` : judged?.reason ?? "";
  return accepted === null ? { mark: "\u2717 FAILED", why } : { mark: "\u2717 FAILED (accepted by the person)", why };
}
var statusOf = ({ status, later }, accepted) => accepted === null ? status : later.length > 0 ? "human_needed" : "passed";
var each = (gaps) => gaps.flatMap((gap) => gap.of.map((id) => ({ id, gap })));
function verificationText(all) {
  const { survey, criteria, answer, verdict, accepted, commit, now, said } = all;
  const { left = [] } = criteria;
  const status = statusOf(verdict, accepted);
  const met = accepted === null ? verdict.met : verdict.total - verdict.later.length;
  const waived = accepted === null ? [] : [...new Set(verdict.gaps.flatMap((one) => one.of))];
  const open = accepted === null ? verdict.gaps : [];
  const waits = answer.human.filter((one) => verdict.later.includes(one.of));
  const front = [
    `phase: ${survey.folder.split("/").at(-1)}`,
    `verified: ${now}`,
    `status: ${status}`,
    `score: ${met}/${verdict.total} must-haves verified`,
    ...commit === null ? [] : [`commit: ${quoted(commit)}`],
    `tree: ${quoted(criteria.tree)}`,
    ...left.length === 0 ? [] : ["left_by_commands:", ...left.map((path) => `  - ${JSON.stringify(path)}`)],
    `round: ${verdict.round}`,
    `plans_verified: ${survey.plans}`,
    ...all.escalated ? ["escalated: true"] : [],
    ...waived.length === 0 ? [] : [
      `overrides_applied: ${waived.length}`,
      "overrides:",
      ...waived.flatMap((id) => [
        `  - must_have: ${quoted(nameOf(id, survey))}`,
        `    reason: ${quoted(accepted)}`,
        "    accepted_by: person",
        `    accepted_at: ${now}`
      ])
    ],
    ...open.length === 0 ? [] : [
      "gaps:",
      ...each(open).flatMap(({ id, gap }) => [
        `  - truth: ${quoted(nameOf(id, survey))}`,
        "    status: failed",
        `    reason: ${quoted(gap.missing)}`,
        ...gap.files.length === 0 ? ["    artifacts: []"] : [
          "    artifacts:",
          ...gap.files.flatMap((path) => [
            `      - path: ${quoted(path)}`,
            `        issue: ${quoted(gap.missing)}`
          ])
        ],
        "    missing:",
        `      - ${quoted(gap.missing)}`
      ])
    ],
    ...waits.length === 0 ? [] : [
      "human_verification:",
      ...waits.flatMap((one) => [
        `  - test: ${quoted(one.test)}`,
        `    expected: ${quoted(one.expected)}`,
        `    why_human: ${quoted(one.why)}`
      ])
    ]
  ];
  const rows = survey.musts.map((must, index) => {
    const { mark, why } = markOf(must, all);
    return `| ${index + 1} | ${cell(must.text)} | ${mark} | ${cell(why)} |`;
  });
  const ran = criteria.commands.map((one) => `| \`${cell(one.command)}\` | ${one.state} |`);
  const section = (title, lines) => lines.length === 0 ? [] : ["", title, "", ...lines];
  const looked = answer.human.map((one, index) => {
    const word = said[index]?.option ?? "later";
    const words = said[index]?.text;
    return `${index + 1}. ${oneLine2(one.test)} Expected: ${oneLine2(one.expected)} Answer: ${word === "revise" ? "no" : word}${words ? `, ${oneLine2(words)}` : ""}`;
  });
  return [
    "---",
    ...front,
    "---",
    "",
    `# Phase ${twoDigits(survey.phase)}: ${oneLine2(survey.name)} Verification Report`,
    "",
    `**Phase Goal:** ${oneLine2(survey.goal)}`,
    `**Verified:** ${now}`,
    `**Status:** ${status}`,
    `**Round:** ${verdict.round}`,
    "",
    "## Goal Achievement",
    "",
    "### Observable Truths",
    "",
    "| # | Truth | Status | Evidence |",
    "|---|-------|--------|----------|",
    ...rows,
    "",
    `**Score:** ${met}/${verdict.total} truths verified`,
    ...section("### Behavioral Spot-Checks", ran.length === 0 ? [] : ["| Command | Result |", "|---------|--------|", ...ran]),
    ...section("### Human Verification Required", looked),
    ...section("### Accepted by the person, not verified", waived.length === 0 ? [] : [
      `Reason: ${oneLine2(accepted)}`,
      "",
      ...verdict.gaps.map((gap) => `- ${gap.of.map((id) => nameOf(id, survey)).join("; ")}: ${oneLine2(gap.missing)}`)
    ]),
    ...section("### Gaps Summary", open.map((gap) => `- ${gap.of.map((id) => nameOf(id, survey)).join("; ")}: ${oneLine2(gap.missing)}`)),
    ""
  ].join(`
`);
}

// src/workflows/phases/verify/publish.ts
var publish = async ({ project, run }, task) => {
  const [survey, criteria] = [surveyOf(project, run), criteriaOf(project, run)];
  const [answer, verdict] = [verificationOf(project, run), verdictOf(project, run)];
  if (survey === null || criteria === null || answer === null || verdict === null)
    return result(task, "fail", { problems: ["what was found is gone from .task/objects"] });
  const accepted = acceptedWhy(run);
  const now = run.updated_at;
  const path = `${survey.folder}/${twoDigits(survey.phase)}-VERIFICATION.md`;
  const commit = commitSeen(project, criteria.tree, survey.commits);
  const { outcome, facts } = verdictTask(run);
  const escalated = (outcome === "stalled" || outcome === "spent") && !isSettled(run);
  const text = verificationText({
    escalated,
    ...{ survey, criteria, answer, verdict, accepted, commit, now },
    said: humanAnswers(run)
  });
  const isDone = statusOf(verdict, accepted) === "passed";
  const known = new Set(readPlanning(project.root, survey.phase).requirements?.map((one) => one.id));
  const written = applyChanges(project.root, [
    change(ROADMAP, (before) => setPhaseDone(before, survey.phase, isDone, isDone ? now.slice(0, 10) : null)),
    ...survey.requirements.filter((id) => known.has(id)).map((id) => change(REQUIREMENTS, (before) => setRequirementDone(before, id, isDone))),
    put(path, text)
  ]);
  if (!written.ok)
    return result(task, "fail", { problems: written.problems.map(problemText) });
  const { round, met, total, gaps, reason } = facts;
  return result(task, escalated ? "open" : "pass", {
    facts: {
      path,
      status: accepted === null ? verdict.status : "accepted",
      round,
      met,
      total,
      gaps,
      ...reason ? { reason } : {}
    }
  });
};

// src/workflows/phases/verify/commands-in.ts
var SPAN = /`([^`\n]{2,400})`(\s+(?:exits? with 0|exits? 0|succeeds?|passes|is green))?/gi;
var commandsIn = (criterion) => [...criterion.matchAll(SPAN)].flatMap(([, code = "", passes]) => {
  const command = code.trim();
  return passes !== undefined || isOwnCommand(command) ? [command] : [];
});

// src/workflows/phases/verify/context.ts
var WINDOWS = [200000, 1e6];
function contextLeft({ run }) {
  const used = run.main?.findLast((one) => one.session === run.owner?.session)?.now.context;
  if (used === undefined)
    return null;
  const window = WINDOWS.find((one) => used <= one) ?? used;
  return Math.floor((window - used) / window * 100);
}
function lowContext({ workflow, run }) {
  const left = contextLeft({ run });
  const least = limitOf(workflow, run, "context_left");
  return left === null || left >= least ? null : `this session has ${left} % of its context left, and context_left is ${least} %: everything is kept; go on after /clear, or in a new session`;
}

// src/workflows/phases/verify/survey.ts
var MAX_COMMANDS = 1e4;
var COMMIT = /^[0-9a-f]{7,64}$/;
function historyOf(root) {
  if (!hasGit() || placesOf(root) === null)
    return null;
  const said = (...args) => runGit(args, { cwd: root });
  return {
    has(commit) {
      if (!COMMIT.test(commit) || !said("rev-parse", "--verify", "--quiet", `${commit}^{commit}`).ok)
        return false;
      const refs = said("for-each-ref", "--count=1", `--contains=${commit}`, "--format=%(refname)");
      return refs.ok && refs.out.length > 0 || said("merge-base", "--is-ancestor", commit, "HEAD").ok;
    },
    holds: (commit, path) => COMMIT.test(commit) && said("cat-file", "-e", `${commit}:${path}`).ok
  };
}
function summaryProblems(root, plan, summary, history) {
  if (summary.problems.length > 0)
    return summary.problems.map(problemText);
  const told = (problem) => `${summary.path}: ${problem}`;
  if (history !== null && summary.commits.length === 0 && plan.files_modified.length > 0)
    return [told("it names no commit; expected those of its tasks")];
  const unknown = history === null ? [] : summary.commits.filter((one) => !history.has(one));
  const gone = summary.files.filter((path) => !isThere(root, path) && !summary.commits.some((one) => history?.holds(one, path)));
  return [
    ...unknown.map((one) => told(`found commit ${one}, which is in no branch here; expected commits of the history`)),
    ...gone.map((path) => told(`found ${path}, which is neither in the project nor in one of its commits`))
  ];
}
function surveyProblems(root, planning, phase, history) {
  const wrong = (...problems) => ({ problems, folder: null });
  const found = planning.roadmap?.phases.find((one) => samePhase(one.number, phase));
  if (found === undefined)
    return wrong(`${ROADMAP}: it has no phase ${phase}; expected a heading such as "### Phase ${phase}: <name>"`);
  const folders = planning.phases.filter((one) => samePhase(one.number, phase));
  if (folders.length > 1)
    return wrong(`${PHASES}: ${folders.map((one) => one.name).join(" and ")} have the same number; expected one folder for it`);
  const folder = folders[0];
  if (folder === undefined || folder.plans.length === 0)
    return wrong(`${PHASES}: phase ${phase} has no plan; /multi-ai:plan-phase ${phase} makes them`);
  const ofPlans = folder.plans.flatMap((plan) => {
    if (plan.problems.length > 0)
      return plan.problems.map(problemText);
    const summary = folder.summaries.find((one) => one.plan === plan.plan);
    return summary === undefined ? [`${plan.path}: it has no summary; /multi-ai:execute-phase ${phase} carries it out`] : summaryProblems(root, plan, summary, history);
  });
  const state = planning.error === null ? [] : [`STATE.md: the phase is in error: ${planning.error}; /multi-ai:debug takes it up`];
  const shared = [ROADMAP, REQUIREMENTS, PROJECT];
  const files = planning.problems.filter((one) => shared.includes(one.file)).map(problemText);
  return { problems: [...new Set([...files, ...state, ...ofPlans])], folder };
}
var once = (all, key) => all.filter((one, at) => all.findIndex((other) => key(other) === key(one)) === at);
function surveyOfPhase(planning, folder, before) {
  const roadmap = planning.roadmap.phases.find((one) => samePhase(one.number, folder.number));
  const musts = [
    ...roadmap.criteria.map((text, index) => ({
      id: `C${index + 1}`,
      text,
      from: "ROADMAP.md",
      commands: commandsIn(text)
    })),
    ...once(folder.plans.flatMap((plan) => plan.must_haves.truths.map((text) => ({ text, from: plan.id }))), (one) => one.text).filter(({ text }) => !roadmap.criteria.includes(text)).map((one, index) => ({ id: `T${index + 1}`, ...one, commands: commandsIn(one.text) })),
    ...folder.summaries.filter((one) => !one.self_check).map((one, index) => ({
      id: `S${index + 1}`,
      text: `What ${one.path} says is missing is there`,
      from: one.path,
      commands: []
    }))
  ];
  const mended = folder.summaries.at(-1)?.self_check === true && folder.plans.at(-1)?.gap_closure === true;
  const named = [
    ...musts.flatMap(({ commands, from }) => commands.map((command) => ({ command, from }))),
    ...folder.plans.flatMap((plan) => plan.tasks.flatMap(({ commands }) => commands.map((command) => ({ command, from: plan.id }))))
  ];
  const promised = folder.plans.flatMap((plan) => plan.must_haves.artifacts.map((one) => ({ ...one, from: plan.id })));
  return {
    phase: folder.number,
    name: roadmap.name,
    goal: roadmap.goal,
    folder: `${PHASES}/${folder.name}`,
    musts,
    commands: once(named, (one) => one.command).map((one, index) => ({ id: `K${index + 1}`, ...one })),
    artifacts: once(promised, (one) => one.path).map((one, index) => ({ id: `A${index + 1}`, ...one })),
    reads: [
      ROADMAP,
      ...[folder.context].filter((one) => one !== null),
      ...folder.plans.map((one) => one.path),
      ...folder.summaries.map((one) => one.path)
    ],
    requirements: roadmap.requirements,
    commits: folder.summaries.flatMap((one) => one.commits),
    plans: folder.plans.length,
    before,
    held: musts.filter((one) => !mended && one.id.startsWith("S")).map((one) => one.id)
  };
}
var COUNT = /^\d{1,4}$/;
function leftOpen(verification, source, plans) {
  if (verification?.status !== "gaps_found")
    return null;
  const { yaml } = splitFrontMatter(source);
  const front = yaml === null ? null : parseFrontMatter(yaml, () => {});
  const count = (key, otherwise) => {
    const said = front === null ? null : asWritten(front, key);
    return said !== null && COUNT.test(said) ? Number(said) : otherwise;
  };
  const seen = count("plans_verified", plans.filter((one) => !one.gap_closure).length);
  return {
    round: Math.max(1, count("round", 1)),
    gaps: verification.gaps,
    closed: plans.length > seen,
    escalated: verification.escalated === true
  };
}
var survey = async (scene, task) => {
  const { project, run } = scene;
  const phase = run.options.phase ?? "";
  const low = lowContext(scene);
  if (low !== null)
    return result(task, "low", { problems: [low] });
  const planning = readPlanning(project.root, phase);
  const { problems, folder } = surveyProblems(project.root, planning, phase, historyOf(project.root));
  if (problems.length > 0 || folder === null)
    return result(task, "fail", { problems });
  const said = folder.verification === null ? "" : readText(project.root, folder.verification.path, []) ?? "";
  const found = surveyOfPhase(planning, folder, leftOpen(folder.verification, said, folder.plans));
  if (!run.settings.tests.run)
    found.commands = [];
  if (found.musts.length === 0)
    return result(task, "fail", {
      problems: [`${ROADMAP}: phase ${phase} has no success criteria; expected what can be observed once it is done`]
    });
  const commands = found.commands.map((one) => one.command);
  if (Buffer.byteLength(JSON.stringify(commands)) > MAX_COMMANDS)
    return result(task, "fail", {
      problems: [
        `${PLANNING}: the phase has ${commands.length} commands, more than one question can show; expected fewer`
      ]
    });
  const facts = { commands, ...isQuiet(project, planning.config) ? { yolo: true } : {} };
  return { ...result(task, "pass", { facts }), record: found };
};

// src/workflows/phases/verify/verdict.ts
function gapsOf(answer, said) {
  const asked = answer.human.map((item, index) => ({ item, said: said[index] }));
  const isSaid = (option) => asked.filter((one) => one.said?.option === option);
  const later = asked.filter((one) => one.said === undefined || one.said.option === "later").map(({ item }) => item.of);
  const refused = isSaid("revise").map(({ item, said }) => ({
    of: [item.of],
    missing: `${item.test} Expected: ${item.expected} The person says: ${said?.text ?? "it is not so"}`,
    files: []
  }));
  const met = answer.musts.filter((one) => one.verdict === "met").length + isSaid("yes").length;
  return { gaps: [...answer.gaps, ...refused], later, met };
}
var openIds = (gaps) => [...new Set(gaps.flatMap((one) => one.of))].sort();
function outcomeOf(open, before, most) {
  const round = before === null ? 1 : before.round + (before.closed ? 1 : 0);
  if (open.length === 0)
    return { outcome: "pass", round };
  const isStalled = before?.closed ? before.gaps.every((one) => open.includes(one)) : before?.escalated;
  return { outcome: isStalled ? "stalled" : round > most ? "spent" : "gaps", round };
}
var MAX_REASON = 500;
var verdict = async (scene, task) => {
  const { project, workflow, run } = scene;
  const survey = surveyOf(project, run);
  const [answer, ran] = [verificationOf(project, run), criteriaOf(project, run)];
  if (survey === null || answer === null || ran === null)
    return result(task, "fail", { problems: ["what was found is gone from .task/objects"] });
  const now = projectTree(scene);
  if (!now.ok || now.subject !== ran.tree)
    return result(task, "moved", {
      problems: [
        now.ok ? "the project changed after its commands had run: what was found is of another state" : now.problem
      ]
    });
  const { gaps, later, met } = gapsOf(answer, humanAnswers(run));
  const open = openIds(gaps);
  const names = open.map((id) => nameOf(id, survey));
  const { outcome, round } = outcomeOf(names, survey.before, limitOf(workflow, run, "gaps"));
  const status = open.length > 0 ? "gaps_found" : later.length > 0 ? "human_needed" : "passed";
  const record = { status, gaps, later, met, total: answer.musts.length, round };
  const facts = {
    ...{ status, open, later, met, total: record.total, round },
    gaps: gaps.slice(0, 20).map((one) => cut(oneLine2(`${one.of.join(", ")}: ${one.missing}`), 300)),
    ...open.length > 0 ? { reason: cut(`${someOf(open, 12)} does not hold`, MAX_REASON) } : {}
  };
  return { ...result(task, outcome, { tree: ran.tree, facts }), record };
};

// src/workflows/phases/verify/checks.ts
var CHECKS = {
  [SURVEY]: survey,
  [CRITERIA2]: criteria,
  [VERDICT]: verdict,
  [PUBLISH]: publish
};
export {
  CHECKS
};
