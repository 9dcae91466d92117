// @bun
import {
  someOf,
  fold2,
  plural
} from "./s28.js";
import {
  sha256
} from "./s68.js";
import {
  excludedFolders
} from "./s247.js";
import {
  PLANNING,
  ROADMAP,
  STATE,
  CONFIG,
  PHASES,
  PAUSE_NOTE
} from "./s40.js";
import {
  headOf2
} from "./s224.js";
import {
  readPlanText,
  placeRoadmap,
  readSummaryText,
  readPlanning
} from "./s126.js";
import {
  at
} from "./s61.js";
import {
  accepted
} from "./s121.js";
import {
  TASKS
} from "./s98.js";
import {
  summaryOf,
  doneProblems
} from "./s194.js";
import {
  filesOf2,
  wavesOf
} from "./s254.js";
import {
  setPlanDone
} from "./s198.js";
import {
  planCommits,
  changesOf,
  changesTogether,
  uncommitted,
  isBranchName,
  isBranch
} from "./s228.js";
import {
  inline,
  bullets
} from "./s140.js";
import {
  leftByCommands
} from "./s232.js";
import {
  isQuiet
} from "./s245.js";
import {
  renderFrontMatter
} from "./s256.js";
import {
  problemText,
  findPhase
} from "./s72.js";
import {
  plainNumber,
  twoDigits
} from "./s43.js";
import {
  splitFrontMatter,
  parseFrontMatter
} from "./s202.js";
import {
  readText,
  put,
  change,
  applyChanges
} from "./s120.js";
import {
  fileProblem
} from "./s62.js";
import {
  isInGit,
  initGit,
  result
} from "./s229.js";
import {
  MAX_PLAN_TASKS,
  snapshotFacts,
  planningTask,
  itemOf,
  mayChange,
  branchOf,
  resultsOf,
  checksOf,
  commitsOf,
  isDone
} from "./s241.js";
import {
  isTestFile
} from "./s35.js";
import {
  leftWorktrees
} from "./s277.js";
import {
  typed2
} from "./s240.js";
import {
  isObject
} from "./s81.js";
import {
  readJson
} from "./s26.js";

// src/workflows/phases/execute/kept.ts
import { readdirSync } from "fs";
import { join } from "path";
var MAX_TOLD = 12;
function hashOf(path, text) {
  const roadmap = path === ROADMAP ? placeRoadmap(text, ROADMAP).roadmap : null;
  if (!roadmap)
    return sha256(text);
  return sha256(JSON.stringify(roadmap.phases.map(({ line: _, ...phase }) => phase)));
}
function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
function keptNow(root) {
  const kept = {};
  const look = (folder) => {
    for (const one of entriesOf(join(root, folder))) {
      const path = `${folder}/${one.name}`;
      if (one.isDirectory())
        look(path);
      else if (one.name !== PAUSE_NOTE && path !== STATE)
        kept[path] = hashOf(path, readText(root, path, []) ?? "");
    }
  };
  look(PLANNING);
  return kept;
}
function touchedSince(root, before, own) {
  const now = keptNow(root);
  const changed = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((path) => !own.includes(path) && before[path] !== now[path]).sort();
  const lines = changed.map((path) => `${path} was ${before[path] === undefined ? "made" : now[path] === undefined ? "taken away" : "changed"} while the plans were carried out, and not by the program`);
  return lines.length <= MAX_TOLD ? lines : [...lines.slice(0, MAX_TOLD), `and ${lines.length - MAX_TOLD} more`];
}

// src/workflows/phases/execute/look.ts
import { basename } from "path";

// src/workflows/phases/execute/setup.ts
var texts = (value) => (Array.isArray(value) ? value : []).flatMap((one) => {
  if (typeof one === "string")
    return [fold2(one)];
  if (!isObject(one))
    return [];
  const said = Object.values(one).filter((part) => typeof part === "string");
  return said.length === 0 ? [] : [fold2(said.join(": "))];
});
function setupOf(source) {
  const { yaml } = splitFrontMatter(source);
  const wanted = yaml === null ? undefined : parseFrontMatter(yaml, () => {})?.fields.user_setup;
  return (Array.isArray(wanted) ? wanted : []).flatMap((one) => {
    if (typeof one === "string")
      return [fold2(one)];
    if (!isObject(one))
      return [];
    const { service, why, ...rest } = one;
    const head = [service, why].filter((part) => typeof part === "string").join(": ");
    return [...head === "" ? [] : [fold2(head)], ...Object.values(rest).flatMap(texts)];
  });
}

// src/workflows/phases/execute/tasks.ts
var CHECKPOINT = /^checkpoint:?/;
var INSTALLS = /\b(?:(?:npm|pnpm|yarn|bun) (?:install|i|add)|(?:uv )?pip3? install|uv add|poetry add|pipenv install|pdm add|cargo (?:add|install)|go (?:get|install)|gem install|bundle add|composer require|dotnet add (?:\S+ )?package|mix archive\.install|(?:apt|apt-get|brew|dnf|apk) (?:install|add)|npx (?:-y|--yes))[ \t]+(?=[^\s`"'|;&)])[^\n`"'|;&)]*/gi;
var installsOf = ({ action, commands }) => [
  ...new Set([action, ...commands].flatMap((text) => [...text.matchAll(INSTALLS)].map(([found]) => found.trim().replace(/[.,]$/, ""))))
];
var plainName = (name) => name.replace(/^Task\s+\d+\s*[:.\u2013\u2014-]\s*/i, "").trim() || name;
function commitType({ gap_closure }, { name, files }) {
  const is = (test) => files.length > 0 && files.every(test);
  if (is(isTestFile))
    return "test";
  if (is((path) => /\.(?:md|mdx|rst|adoc)$/i.test(path) || path.startsWith("docs/")))
    return "docs";
  if (/^refactor\b/i.test(plainName(name)))
    return "refactor";
  return gap_closure || /^fix\b/i.test(plainName(name)) ? "fix" : "feat";
}
var MAX_TITLE = 120;
function commitTitle(plan, task, style) {
  const name = plainName(task.name).replace(/\s+/g, " ").replace(/\.$/, "");
  const lower = /^[A-Z][a-z]/.test(name) ? name[0].toLowerCase() + name.slice(1) : name;
  const title = style === "phase task" ? `phase-${plainNumber(plan.phase)} task: ${name}` : `${commitType(plan, task)}(${plan.id}): ${lower}`;
  return title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE - 1)}\u2026` : title;
}
function filesOfPlan(plan) {
  const files = filesOf2(plan);
  const own = files.filter((file) => file !== ".planning" && !file.startsWith(".planning/"));
  return files.length === 0 || files.includes("") ? ["**"] : own;
}
var part = (title, text) => text.trim() === "" ? [] : [`${title}

${text.trim()}`];
var detailsOf = (plan, task, number) => [
  `Task ${number} of plan ${plan.id}: ${plan.objective}`.trim(),
  task.action,
  ...part("What its tests show:", task.behavior),
  ...part("What has to hold:", task.criteria),
  ...part("Done when:", task.done),
  ...part("Files that this task is about; those of the whole plan may change:", task.files.map((file) => `- ${file}`).join(`
`)),
  ...part("What has to be true when the whole plan is done:", plan.must_haves.truths.map((one) => `- ${one}`).join(`
`))
].filter((one) => one !== "").join(`

`);
var isTdd = (plan, task) => task.tdd || plan.type === "tdd" && !plan.tasks.some(({ tdd }) => tdd);
function waitsBefore({ plan, setup }, task, isFirst) {
  const installs = installsOf(task);
  const hasOwn = plan.tasks.some(({ type }) => CHECKPOINT.test(type));
  return [
    ...isFirst && setup.length > 0 ? [{ kind: "external-service", name: `Set up for plan ${plan.id}`, details: setup.join(`
`) }] : [],
    ...isFirst && !plan.autonomous && !hasOwn && setup.length === 0 ? [
      {
        kind: "not-autonomous",
        name: `Look at plan ${plan.id}`,
        details: `${plan.path} says that it is not autonomous, and names no checkpoint: look at what of it is yours.`
      }
    ] : [],
    ...installs.length > 0 ? [
      {
        kind: "package-install",
        name: `Packages for ${plainName(task.name)}`,
        details: `Task ${task.name} of ${plan.id} brings packages in:
${installs.join(`
`)}
Look at each of them, and install it yourself.`
      }
    ] : []
  ];
}
function tasksOf(waves, style) {
  const tasks = [];
  const details = {};
  let before = [];
  for (const wave of waves) {
    const last = [];
    for (const one of wave) {
      let after = before;
      const add = (of, text) => {
        const n = tasks.length + 1;
        tasks.push({ n, after, setup: [], ...of });
        details[n] = text;
        after = [n];
      };
      const { plan } = one;
      const done = Math.max(0, ...one.done.map(({ task }) => task));
      const left = plan.tasks.map((task, index) => ({ task, number: index + 1 })).filter(({ number }) => number > done);
      for (const { task, number } of left) {
        const own = { plan: plan.id, task: number };
        for (const { kind, name, details: text } of waitsBefore(one, task, number === left[0].number))
          add({ name, files: [], criteria: [], ...own, waits: kind }, text);
        if (CHECKPOINT.test(task.type)) {
          const kind = task.type.replace(CHECKPOINT, "") || "human-verify";
          add({ name: plainName(task.name), files: [], criteria: [], ...own, waits: kind }, task.action || task.name);
        } else
          add({
            name: plainName(task.name),
            files: [],
            criteria: task.commands,
            ...own,
            ...isTdd(plan, task) ? { tdd: true } : {},
            commit: commitTitle(plan, task, style)
          }, detailsOf(plan, task, number));
      }
      if (left.length > 0)
        last.push(tasks.length);
    }
    if (last.length > 0)
      before = last;
  }
  return { tasks, details };
}
function doneTasks(plan, commits, styles) {
  const done = [];
  for (const [index, task] of plan.tasks.entries()) {
    if (CHECKPOINT.test(task.type))
      continue;
    const titles = styles.map((style) => commitTitle(plan, task, style));
    const found = commits.findLast((one) => one.task === index + 1 && titles.includes(one.subject));
    if (found === undefined)
      break;
    done.push({ task: index + 1, name: plainName(task.name), commit: found.commit });
  }
  return done;
}
var planFiles = (waves) => Object.fromEntries(waves.flat().map(({ plan }) => [plan.id, filesOfPlan(plan)]));
function planProblems(plan) {
  const files = filesOfPlan(plan).flatMap((file) => {
    const expected = fileProblem(file);
    return expected === null ? [] : [`${plan.path}: found the file ${JSON.stringify(file)}, expected ${expected}`];
  });
  const tasks = plan.tasks.flatMap((task, index) => {
    const at = `${plan.path}: task ${index + 1}`;
    if (!/^(?:auto|tracer|checkpoint(?::[\w-]+)?)$/.test(task.type))
      return [`${at}: type: found ${task.type}, expected auto, or checkpoint with its kind`];
    return isTdd(plan, task) && !CHECKPOINT.test(task.type) && task.commands.length === 0 ? [`${at}: it has to be seen failing first and names no command, expected its tests in <automated>`] : [];
  });
  return [...files, ...tasks];
}

// src/workflows/phases/execute/look.ts
var slug = (text) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
function branchOf2(root, { config, roadmap }, { name, number }) {
  if (config.branching === "none")
    return headOf2(root)?.branch ?? null;
  const read = readJson(readText(root, CONFIG, []) ?? "");
  const wanted = (key) => {
    const said = read.ok ? at(read.value, ["git", key]) ?? at(read.value, [key]) : null;
    return typeof said === "string" && said.trim() !== "" ? said : null;
  };
  const project = slug(basename(root)) || "project";
  if (config.branching === "phase")
    return (wanted("phase_branch_template") ?? "gsd/phase-{phase}-{slug}").replaceAll("{project}", project).replaceAll("{phase}", twoDigits(number)).replaceAll("{slug}", name.slice(name.indexOf("-") + 1) || "phase");
  const milestone = roadmap?.milestone ?? { version: "v1.0", name: "milestone" };
  return (wanted("milestone_branch_template") ?? "gsd/{milestone}-{slug}").replaceAll("{project}", project).replaceAll("{milestone}", milestone.version).replaceAll("{slug}", slug(milestone.name) || "milestone");
}
function lookAtPhase(root, run) {
  const number = run.options.phase ?? "";
  const planning = readPlanning(root, number);
  const found = findPhase(planning, number);
  if (!found.ok)
    return found;
  const { phase, folder, problems } = found;
  const no = (...more) => ({ ok: false, problems: [...problems, ...more] });
  const plans = (folder?.plans ?? []).filter(({ type }) => type !== "council");
  if (folder === undefined || plans.length === 0)
    return no(`phase ${phase.number} has no plan yet: /multi-ai:plan-phase ${phase.number} makes it`);
  for (const [index, { id, path }] of plans.entries()) {
    const before = plans.slice(0, index).find((one) => one.id === id);
    if (before !== undefined)
      problems.push(`${before.path} and ${path} are both plan ${id}, expected one of them`);
  }
  const branch = branchOf2(root, planning, folder);
  const done = new Set;
  const open = [];
  for (const plan of plans) {
    const summary = summaryOf(folder, plan);
    if (summary === undefined) {
      const source = readText(root, plan.path, []) ?? "";
      open.push({ plan, sha256: sha256(source), setup: setupOf(source) });
      problems.push(...planProblems(plan));
      continue;
    }
    const wrong = doneProblems(root, plan, summary, branch ?? "<name>").filter((one) => !problems.includes(one));
    if (wrong.length === 0)
      done.add(plan.id);
    else
      problems.push(...wrong, `${summary.path} does not hold, so plan ${plan.id} is not done: mend it, or take it away to have the plan carried out`);
  }
  if (problems.length > 0)
    return { ok: false, problems };
  if (open.length === 0)
    return no(`all plans of phase ${phase.number} are carried out: /multi-ai:verify-work ${phase.number} looks at them`);
  return { ok: true, phase: { planning, phase, folder, branch, done, open } };
}

// src/workflows/phases/execute/prepare.ts
var MAX_FACTS = 13000;
var STYLES = ["type(phase-plan)", "phase task"];
var prepare = async (scene, task) => {
  const { project, run } = scene;
  const made = initGit(project, run);
  if (made !== null)
    return result(task, "fail", { problems: [made] });
  const looked = lookAtPhase(project.root, run);
  if (!looked.ok)
    return result(task, "fail", { problems: looked.problems });
  const { phase } = looked;
  const { planning, folder, branch, open } = phase;
  const { waves, problems } = wavesOf(open.map(({ plan }) => plan), phase.done);
  if (problems.length > 0)
    return result(task, "fail", { problems: problems.map(problemText) });
  const byId = new Map(open.map((one) => [one.plan.id, one]));
  const ordered = waves.map((wave) => wave.map((id) => toRun(scene, byId.get(id))));
  const { tasks, details } = tasksOf(ordered, run.settings.execute?.commit_message ?? STYLES[0]);
  if (tasks.length > MAX_PLAN_TASKS)
    return result(task, "fail", {
      problems: [
        `the plans of phase ${phase.phase.number} have ${tasks.length} tasks, expected at most ${MAX_PLAN_TASKS} in one run: put plans aside and carry them out behind the others`
      ]
    });
  const facts = {
    tasks,
    plan_files: planFiles(ordered),
    plan_folder: `${PHASES}/${folder.name}`,
    ...branch === null ? {} : { branch },
    ...planning.config.worktrees ? {} : { isolation: "checkout" },
    plans: waves.flat(),
    waves: waves.length,
    yolo: isQuiet(project, planning.config)
  };
  if (Buffer.byteLength(JSON.stringify(facts)) > MAX_FACTS)
    return result(task, "fail", {
      problems: [
        `the plans of phase ${phase.phase.number} are too long for one run's journal: put plans aside and carry them out behind the others`
      ]
    });
  const record = {
    phase: { number: phase.phase.number, name: phase.phase.name, folder: folder.name },
    details,
    sections: sectionsOf(phase),
    kept: keptNow(project.root),
    plans: ordered.flatMap((wave, index) => wave.map((one) => carried(one, byId.get(one.plan.id), index + 1)))
  };
  const commands = [...new Set(tasks.flatMap((one) => one.criteria))];
  return result(task, "pass", { facts: { ...facts }, commands, ...record });
};
function toRun({ project, run }, { plan, setup }) {
  const resumes = run.options.begun === "resume" && isInGit(project);
  if (!resumes)
    return { plan, setup, done: [] };
  const commits = planCommits(project.root, [plan.id], "checkout").filter(({ commit }) => changesOf(project.root, [commit])[0].length > 0);
  return { plan, setup, done: doneTasks(plan, commits, STYLES) };
}
var carried = ({ plan, done }, { sha256 }, wave) => ({
  id: plan.id,
  path: plan.path,
  sha256,
  objective: fold2(plan.objective.split(`
`)[0] ?? ""),
  requirements: plan.requirements,
  wave,
  tasks: plan.tasks.map((task) => ({ name: plainName(task.name), type: commitType(plan, task) })),
  done: [...done],
  unshown: plan.tasks.flatMap((task, index) => task.commands.length === 0 && !task.type.startsWith("checkpoint") ? [index + 1] : [])
});
function sectionsOf({ phase, folder }) {
  const read = [folder.context, folder.patterns].filter((one) => one !== null);
  return [
    { title: `Phase ${phase.number}: ${fold2(phase.name)}`, body: fold2(phase.goal) },
    { title: "To read where it helps, in the project's folder", body: read.map((path) => `- ${path}`).join(`
`) }
  ];
}

// src/workflows/phases/planning/write-summary.ts
var files = (paths, what) => paths.map((path) => `- \`${path}\` - ${what}`);
function renderSummary(summary) {
  const { folder, phase, plan, tasks, deviations, missing } = summary;
  const list = (title, lines, none) => [
    `## ${title}`,
    "",
    ...bullets(lines, none),
    ""
  ];
  const commits = tasks.flatMap(({ name, commit, type }, at) => commit === null ? [] : [`${at + 1}. **Task ${at + 1}: ${inline(name)}** - \`${commit.slice(0, 12)}\` (${type})`]);
  const changed = [...files(summary.created, "created"), ...files(summary.modified, "changed")];
  return [
    renderFrontMatter({
      phase: folder,
      plan: String(plan).padStart(2, "0"),
      subsystem: fold2(summary.subsystem),
      tags: summary.tags,
      provides: summary.provides.map(fold2),
      "key-files": { created: summary.created, modified: summary.modified },
      "key-decisions": summary.decisions.map(fold2),
      "requirements-completed": summary.requirements,
      duration: `${summary.minutes}min`,
      completed: summary.date
    }),
    `# Phase ${plainNumber(phase)} Plan ${plan}: ${inline(summary.name)} Summary`,
    "",
    `**${inline(summary.one_liner)}**`,
    "",
    "## Performance",
    "",
    `- **Duration:** ${summary.minutes} min`,
    `- **Tasks:** ${tasks.length}`,
    `- **Files modified:** ${new Set([...summary.created, ...summary.modified]).size}`,
    "",
    ...list("Accomplishments", summary.provides),
    "## Task Commits",
    "",
    ...commits.length === 0 ? ["None"] : commits,
    "",
    "## Files Created/Modified",
    "",
    ...changed.length === 0 ? ["None"] : changed,
    "",
    ...summary.red.length === 0 ? [] : list("Tests Seen Failing First", summary.red),
    ...list("Decisions Made", summary.decisions),
    "## Deviations from Plan",
    "",
    ...deviations.length === 0 ? ["None", ""] : deviations.flatMap(deviationLines),
    ...list("Issues Encountered", summary.issues),
    ...list("User Setup Required", summary.setup),
    ...list("Next Phase Readiness", summary.concerns),
    `## Self-Check: ${missing.length === 0 ? "PASSED" : "FAILED"}`,
    "",
    ...bullets(missing, "Files and commits that this summary names are there."),
    ""
  ].join(`
`);
}
var deviationLines = ({ title, found, done, files, commit }, at) => [
  `**${at + 1}. ${inline(title)}**`,
  "",
  `- **Issue:** ${inline(found)}`,
  `- **Fix:** ${inline(done)}`,
  ...files.length === 0 ? [] : [`- **Files modified:** ${files.map((path) => `\`${path}\``).join(", ")}`],
  ...commit === null ? [] : [`- **Committed in:** \`${commit.slice(0, 12)}\``],
  ""
];

// src/workflows/phases/execute/summarize.ts
var tasksRecord = ({ project, run }) => accepted(project, planningTask(run, TASKS)?.artifact ?? null);
var summaryPath = ({ path }) => path.replace(/PLAN\.md$/, "SUMMARY.md");
var summarize = async (scene, task) => {
  const { run } = scene;
  const record = tasksRecord(scene);
  const plan = record?.plans.find(({ id }) => id === itemOf(run, task)?.plan);
  if (record === null || plan === undefined)
    return result(task, "cannot", { problems: ["what this run carries out is gone from .task/objects"] });
  const changed = changedPlan(scene, plan);
  if (changed !== null && run.options.changed !== task.item)
    return result(task, "changed", { problems: [changed] });
  const problems = writeSummary(scene, record, plan);
  return problems.length > 0 ? result(task, "cannot", { problems }) : result(task, "pass", { facts: { plan: plan.id, summary: summaryPath(plan) } });
};
function changedPlan({ project }, { path, sha256: before }) {
  const text = readText(project.root, path, []);
  if (text === null)
    return `${path} is gone since you approved it`;
  return sha256(text) === before ? null : `${path} is not as you approved it: what was carried out is the plan of before`;
}
var itemsOf = (run, { id }) => (snapshotFacts(run)?.items ?? []).filter(({ plan }) => plan === id);
function writeSummary(scene, record, plan) {
  const { project, run } = scene;
  const path = summaryPath(plan);
  const open = itemsOf(run, plan).filter(({ n }) => !isDone(run, String(n)));
  if (open.length > 0)
    return open.map(({ n, name }) => `task ${n} ${name} is not done`);
  const summary = summaryOf2(scene, record, plan);
  const place = {
    path,
    phase: record.phase.number,
    file: { name: path.slice(path.lastIndexOf("/") + 1), plan: summary.plan, slug: "" }
  };
  const text = renderSummary(summary);
  const read = readSummaryText(text, place);
  const unread = [];
  const there = readText(project.root, path, unread);
  if (unread.length > 0)
    return unread.map(problemText);
  if (there !== null && readSummaryText(there, place).commits.join() !== read.commits.join())
    return [`${path} is there already, and this run has not written it: take it away, or give the plan up`];
  const source = readText(project.root, plan.path, []) ?? "";
  const asRead = readPlanText(source, { ...place, path: plan.path });
  const problems = doneProblems(project.root, asRead, read, branchOf(run));
  if (problems.length > 0)
    return problems;
  const written = applyChanges(project.root, [put(path, text), change(ROADMAP, (before) => ticked(before, plan))]);
  return written.ok ? [] : written.problems.map(problemText);
}
function ticked(text, { id }) {
  const edited = setPlanDone(text, id, true);
  return edited.ok ? edited : { ok: true, text };
}
function minutesOf(tasks) {
  const spans = tasks.map(({ started_at, ended_at }) => started_at === null || ended_at === null ? 0 : Math.max(0, Date.parse(ended_at) - Date.parse(started_at)));
  return Math.max(1, Math.round(spans.reduce((sum, one) => sum + one, 0) / 60000));
}
var answersOf = (run, item) => run.decisions.filter(({ kind, task, text }) => {
  const of = run.tasks.find((one) => one.id === task);
  return kind === "execute-waits" && of?.item === item && text !== null;
}).map(({ text }) => text);
var said = (texts) => [
  ...new Set(texts.map((text) => text.replace(/\b[0-9a-f]{32}\b/g, "\u2026")))
];
function summaryOf2(scene, { phase }, plan) {
  const { project, run } = scene;
  const items = itemsOf(run, plan);
  const work = items.filter(({ waits }) => waits === undefined);
  const saidOf = ({ n }) => accepted(project, resultsOf(run, String(n)).at(-1)?.artifact ?? null);
  const before = planCommits(project.root, [plan.id], "checkout");
  const commitOf = (number) => {
    const item = work.find(({ task }) => task === number);
    const own = item === undefined ? undefined : commitsOf(run, String(item.n)).at(-1);
    const done = own ?? plan.done.find(({ task }) => task === number)?.commit;
    if (done !== undefined || item === undefined)
      return done ?? null;
    const brought = before.findLast(({ task }) => task === number) ?? before.findLast(({ task }) => task === null);
    return brought?.commit ?? null;
  };
  const tasks = plan.tasks.map((one, index) => ({ ...one, commit: commitOf(index + 1) }));
  const commits = [...new Set(tasks.flatMap(({ commit }) => commit ?? []))];
  const changed = changesTogether(changesOf(project.root, commits));
  const pathsOf = (status) => changed.filter((one) => one.status === status).map((one) => one.path);
  const gone = changed.filter(({ status }) => status === "deleted").map(({ path }) => path);
  const results = work.map((item) => ({ item, result: saidOf(item) }));
  const setup = items.filter(({ waits }) => waits === "external-service" || waits === "package-install");
  return {
    folder: phase.folder,
    phase: phase.number,
    plan: Number(/(\d+)$/.exec(plan.id)?.[1] ?? 1),
    name: phase.name,
    subsystem: phase.folder.replace(/^[\d.]+-/, ""),
    tags: [],
    one_liner: plan.objective || plan.tasks[0]?.name || plan.id,
    provides: said(results.flatMap(({ result }) => result?.summary ?? [])),
    created: pathsOf("added"),
    modified: pathsOf("modified"),
    decisions: [
      ...said(results.flatMap(({ result }) => result?.decisions ?? [])),
      ...items.flatMap(({ n, name }) => answersOf(run, String(n)).map((text) => `${name}: ${text}`))
    ],
    requirements: plan.requirements,
    minutes: minutesOf(run.tasks.filter((task) => work.some(({ n }) => String(n) === task.item))),
    date: run.updated_at.slice(0, 10),
    tasks,
    deviations: results.flatMap(({ item, result }) => said(result?.deviations ?? []).map((found) => ({
      title: `Task ${item.task}: ${item.name}`,
      found,
      done: "As it stands in the commit of the task",
      files: [],
      commit: commitOf(item.task ?? 0)
    }))),
    red: work.flatMap(({ n, task }) => redOf(run, String(n), task ?? n)),
    issues: [
      ...work.flatMap(({ n, task }) => issuesOf(run, String(n), task ?? n)),
      ...work.flatMap(({ n, task }) => commitOf(task ?? n) === null ? [`Task ${task ?? n} changed nothing, and so has no commit.`] : []),
      ...plan.done.map(({ task }) => `Task ${task} was done and committed by an earlier run, which did not come to a summary.`),
      ...plan.unshown.map((task) => `Task ${task}: the plan names no command for it, so no run of the program shows it.`),
      ...gone.length === 0 ? [] : [`Taken away: ${gone.join(", ")}`]
    ],
    setup: setup.map(({ name }) => `${name}: you said that it is done`),
    concerns: said(results.flatMap(({ result }) => result?.concerns ?? [])),
    missing: []
  };
}
function issuesOf(run, item, task) {
  const tries = resultsOf(run, item).length;
  const waived = checksOf(run, item, "accept").findLast(({ waiver }) => waiver !== null);
  return [
    ...tries > 1 ? [`Task ${task} took ${plural(tries, "try", "tries")}.`] : [],
    ...waived === undefined ? [] : [`Task ${task} was taken unchecked, by your own word.`]
  ];
}
function redOf(run, item, task) {
  const red = checksOf(run, item, "accept").findLast(({ facts }) => Array.isArray(facts.red))?.facts.red;
  return Array.isArray(red) && red.length > 0 ? [`Task ${task}, with its tests alone: ${red.join("; ")}. With the work all pass.`] : [];
}

// src/workflows/phases/execute/publish.ts
var publish = async (scene, task) => {
  const record = tasksRecord(scene);
  if (record === null)
    return result(task, "fail", { problems: ["what this run carries out is gone from .task/objects"] });
  const own = record.plans.flatMap((plan) => [plan.path, summaryPath(plan)]);
  const touched = record.kept === undefined ? [] : touchedSince(scene.project.root, record.kept, own);
  if (touched.length > 0 && scene.run.options.touched !== "kept")
    return result(task, "touched", { problems: touched });
  const problems = record.plans.filter((plan) => isFromBefore(scene, plan)).flatMap((plan) => writeSummary(scene, record, plan));
  return problems.length > 0 ? result(task, "fail", { problems }) : result(task, "pass", {
    facts: { plans: record.plans.map(({ id }) => id), paths: record.plans.map(summaryPath) }
  });
};
var isFromBefore = ({ run }, { id }) => !(snapshotFacts(run)?.items ?? []).some(({ plan }) => plan === id);

// src/workflows/phases/execute/survey.ts
var SHOWN = 8;
var survey = async (scene, task) => {
  const { project, run } = scene;
  const looked = lookAtPhase(project.root, run);
  if (!looked.ok)
    return result(task, "fail", { problems: looked.problems });
  const { phase } = looked;
  const { open, branch } = phase;
  const git = isInGit(project);
  const head = git ? headOf2(project.root) : null;
  if (git && branch !== null && !isBranchName(project.root, branch)) {
    const template = `git.${phase.planning.config.branching}_branch_template`;
    const problem = `${CONFIG}: found ${branch} for the branch of this phase, by ${template}; expected a name that git takes for a branch`;
    return result(task, "fail", { problems: [problem] });
  }
  if (git && branch !== null && head?.branch !== branch && isBranch(project.root, branch))
    return result(task, "fail", {
      problems: [`the commits of this phase go onto ${branch}, which is not checked out: git switch ${typed2(branch)}`]
    });
  const ids = open.map(({ plan }) => plan.id);
  const found = git ? planCommits(project.root, ids) : [];
  const here = git ? planCommits(project.root, ids, "checkout") : [];
  const facts = {
    notes: git ? notesOf(scene, phase, head) : [NO_GIT],
    git,
    begun: begunLines(ids, found, here),
    resumable: here.some((one) => one.task !== null)
  };
  const warnings = leftWarnings(scene);
  return result(task, "pass", {
    facts: { ...facts, ...warnings.length === 0 ? {} : { warnings } },
    plans: ids,
    done: [...phase.done],
    commits: found
  });
};
var NO_GIT = "There is no git repository here: a plan is done when its commits are there. A repository can be made now, or by you: git init";
function notesOf({ project, workflow }, { branch, open, planning }, head) {
  const dirty = uncommitted(project.root, [...excludedFolders(workflow), ...leftByCommands(planning.phases)]);
  const where = branch === null ? "a branch of the run" : branch;
  return [
    ...head !== null && head.branch === null ? [
      `HEAD is detached at ${head.commit?.slice(0, 12)}: the commits go onto ${where}, which begins there. To begin on a branch: git switch <branch>`
    ] : [],
    ...dirty === null ? ["git cannot tell what is changed here and not committed: git status"] : [],
    ...dirty === null || dirty.length === 0 ? [] : [
      `${plural(dirty.length, "file is", "files are")} changed and not committed: ${someOf(dirty, SHOWN)}. ${dirty.length === 1 ? "Commit it, put it aside, or go on with it as it is." : "Commit them, put them aside, or go on with them as they are."}`,
      ...taken(dirty, open)
    ]
  ];
}
function taken(dirty, open) {
  return open.flatMap(({ plan: { id, files_modified, tasks } }) => {
    const isOwn = mayChange({ files: [...files_modified, ...tasks.flatMap(({ files }) => files)] });
    const own = dirty.filter(isOwn);
    if (own.length === 0)
      return [];
    return [`Plan ${id} changes ${someOf(own, SHOWN)}, too: lines of yours that meet its work go into its commit.`];
  });
}
function begunLines(ids, found, here) {
  const isHere = new Set(here.map(({ commit }) => commit));
  return ids.flatMap((id) => {
    const own = found.filter(({ plan }) => plan === id);
    if (own.length === 0)
      return [];
    const shown = own.slice(-3).map(({ commit, subject }) => `${commit.slice(0, 12)} ${subject}`);
    const away = own.filter(({ commit }) => !isHere.has(commit)).length;
    const where = away === 0 ? "" : `; ${away === own.length ? "none" : own.length - away} of them in what is checked out`;
    return [`${id}: ${plural(own.length, "commit")} and no summary, the newest: ${shown.join("; ")}${where}`];
  });
}
function leftWarnings({ project, run }) {
  const own = leftWorktrees(project, run.run);
  const left = leftWorktrees(project, null).filter((path) => !own.includes(path));
  return left.length === 0 ? [] : [
    `Worktrees of earlier runs are left: ${someOf(left, SHOWN)}. What was not brought in lies there; to take one away: git worktree remove --force <folder>`
  ];
}

// src/workflows/phases/execute/checks.ts
var CHECKS = {
  "execute-survey": survey,
  "execute-prepare": prepare,
  "execute-summary": summarize,
  "execute-publish": publish
};
export {
  CHECKS
};
