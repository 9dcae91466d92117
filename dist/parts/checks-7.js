// @bun
import {
  runGit
} from "./s131.js";
import {
  sha256
} from "./s18.js";
import {
  ROADMAP,
  CONFIG,
  PHASES
} from "./s32.js";
import {
  headOf2
} from "./s149.js";
import {
  at
} from "./s49.js";
import {
  plainNumber,
  twoDigits,
  readPlanText,
  readSummaryText,
  readPlanning
} from "./s55.js";
import {
  accepted
} from "./s164.js";
import {
  TASKS
} from "./s57.js";
import {
  setPlanDone
} from "./s132.js";
import {
  filesOf2,
  wavesOf
} from "./s171.js";
import {
  problemText,
  findPhase
} from "./s61.js";
import {
  renderFrontMatter
} from "./s173.js";
import {
  splitFrontMatter,
  parseFrontMatter
} from "./s137.js";
import {
  readText,
  put,
  change,
  applyChanges
} from "./s53.js";
import {
  fileProblem
} from "./s50.js";
import {
  isTestFile
} from "./s27.js";
import {
  isInGit,
  result
} from "./s111.js";
import {
  MAX_PLAN_TASKS,
  snapshotFacts,
  planningTask,
  itemOf,
  branchOf,
  resultsOf,
  checksOf,
  commitsOf,
  isDone
} from "./s165.js";
import {
  leftWorktrees
} from "./s191.js";
import {
  isObject
} from "./s70.js";
import {
  excludedFolders
} from "./s170.js";
import {
  someOf,
  fold2,
  plural
} from "./s20.js";
import {
  readJson
} from "./s19.js";

// src/workflows/phases/execute/history.ts
var COMMIT = /^[0-9a-f]{7,64}$/;
var SUBJECT = /^\w+\((\d+(?:\.\d+)*-\d+)\)!?:/;
var lines = (out) => out.toString().split(`
`).filter((one) => one !== "");
var tips = (root) => ["--branches", ...headOf2(root)?.commit ? ["HEAD"] : []];
function planCommits(root, ids) {
  if (ids.length === 0)
    return [];
  const said = ids.flatMap((id) => [`--grep=(${id})`, `--grep=Plan: ${id}`]);
  const log = runGit(["log", "-z", "--reverse", "--fixed-strings", ...said, "--format=%H%n%B", ...tips(root)], {
    cwd: root
  });
  if (!log.ok)
    return [];
  const found = log.out.toString().split("\x00").filter((one) => one.trim() !== "");
  return found.flatMap((one) => {
    const [commit = "", subject = "", ...rest] = one.trim().split(`
`);
    const trailer = (name) => rest.findLast((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const plan = trailer("Plan") ?? SUBJECT.exec(subject)?.[1];
    const task = trailer("Plan") === undefined ? null : Number(trailer("Task"));
    return plan !== undefined && ids.includes(plan) ? [{ commit, subject, plan, task: Number.isInteger(task) ? task : null }] : [];
  });
}
function lostReason(root, commit, branch) {
  if (!COMMIT.test(commit))
    return `${commit}: found no commit of that name`;
  const found = runGit(["rev-parse", "--verify", "--quiet", `${commit}^{commit}`], { cwd: root });
  if (!found.ok)
    return `commit ${commit} is not in this repository`;
  const whole = found.out.toString().trim();
  const refs = runGit([
    "for-each-ref",
    "--count=1",
    `--contains=${whole}`,
    "--format=%(refname)",
    "refs/heads",
    "refs/remotes",
    "refs/tags"
  ], { cwd: root });
  if (refs.ok && refs.out.length > 0)
    return null;
  if (runGit(["merge-base", "--is-ancestor", whole, "HEAD"], { cwd: root }).ok)
    return null;
  return `commit ${commit} is on no branch any more; bring it back: git branch ${branch} ${commit}`;
}
var STATUS = { A: "added", D: "deleted" };
function changesOf(root, commits) {
  return commits.map((commit) => {
    const args = ["diff-tree", "-r", "-z", "--root", "--no-commit-id", "--no-renames", "--name-status", "--relative"];
    const { ok, out } = runGit([...args, commit], { cwd: root });
    const words = ok ? out.toString().split("\x00") : [];
    const changed = [];
    for (let at = 0;at + 1 < words.length; at += 2)
      changed.push({ status: STATUS[words[at].trim()] ?? "modified", path: words[at + 1] });
    return changed;
  });
}
function changesTogether(all) {
  const files = new Map;
  for (const { path, status } of all.flat()) {
    const before = files.get(path);
    if (before === "added" && status === "deleted")
      files.delete(path);
    else if (before === "added")
      files.set(path, "added");
    else
      files.set(path, before === "deleted" && status === "added" ? "modified" : status);
  }
  return [...files].map(([path, status]) => ({ path, status })).sort((a, b) => a.path < b.path ? -1 : 1);
}
var MOST_FILES = 2000;
function uncommitted(root, commits, aside) {
  const status = runGit([
    "status",
    "--porcelain=v1",
    "-z",
    "--no-renames",
    "--untracked-files=all",
    "--",
    ".",
    ...aside.map((one) => `:(exclude)${one}`)
  ], { cwd: root });
  const prefix = runGit(["rev-parse", "--show-prefix"], { cwd: root });
  if (!status.ok || !prefix.ok)
    return null;
  const skip = prefix.out.toString().trim().length;
  const dirty = status.out.toString().split("\x00").filter((one) => one.length > 3).map((one) => one.slice(3 + skip));
  if (dirty.length === 0 || commits.length === 0 || dirty.length > MOST_FILES)
    return dirty;
  const known = contentsOf(root, commits);
  return dirty.filter((path) => !known.get(path)?.has(blobAt(root, path)));
}
var NONE = "-";
function blobAt(root, path) {
  const hashed = runGit(["hash-object", "--", path], { cwd: root });
  return hashed.ok ? hashed.out.toString().trim() : NONE;
}
function contentsOf(root, commits) {
  const args = [
    "diff-tree",
    "-r",
    "-z",
    "--root",
    "--no-commit-id",
    "--no-renames",
    "--raw",
    "--no-abbrev",
    "--relative"
  ];
  const known = new Map;
  for (const commit of commits) {
    const { ok, out } = runGit([...args, commit], { cwd: root });
    const words = ok ? out.toString().split("\x00") : [];
    for (let at = 0;at + 1 < words.length; at += 2) {
      const [, , , blob = "", status] = words[at].trim().split(" ");
      const path = words[at + 1];
      known.set(path, (known.get(path) ?? new Set).add(status === "D" ? NONE : blob));
    }
  }
  return known;
}
var knownCommits = (root, commits) => commits.filter((one) => COMMIT.test(one)).flatMap((one) => {
  const found = runGit(["rev-parse", "--verify", "--quiet", `${one}^{commit}`], { cwd: root });
  return found.ok ? lines(found.out) : [];
});

// src/workflows/phases/execute/look.ts
import { basename } from "path";

// src/workflows/phases/execute/done.ts
import { lstatSync } from "fs";
import { isAbsolute, join } from "path";
var summaryOf = (folder, { plan }) => folder.summaries.find((one) => one.plan === plan);
var waitsAlone = ({ tasks }) => tasks.length > 0 && tasks.every(({ type }) => type.startsWith("checkpoint"));
function doneProblems(root, plan, summary, branch) {
  const { path, commits, files, self_check, problems } = summary;
  return [
    ...problems.map(problemText),
    ...self_check ? [] : [`${path}: its self-check says that something is missing`],
    ...commits.length === 0 && !waitsAlone(plan) ? [`${path}: found no commit, expected those of its tasks under "Task Commits", such as \`1a2b3c4\``] : [],
    ...commits.flatMap((one) => lostReason(root, one, branch) ?? []).map((one) => `${path}: ${one}`),
    ...files.filter((one) => !isThere(root, one)).map((one) => `${path}: ${one} is not there`)
  ];
}
var isThere = (root, path) => !isAbsolute(path) && !path.split("/").includes("..") && lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined;

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
  ...part("Files that this task is about:", task.files.map((file) => `- ${file}`).join(`
`)),
  ...part("What has to be true when the whole plan is done:", plan.must_haves.truths.map((one) => `- ${one}`).join(`
`))
].filter((one) => one !== "").join(`

`);
var isTdd = (plan, task) => task.tdd || plan.type === "tdd";
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
      const files = filesOfPlan(plan);
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
            files,
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
    return null;
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
  const planning = readPlanning(root);
  const found = findPhase(planning, run.options.phase ?? "");
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
var STYLES = ["type(phase-plan)", "phase task"];
var prepare = async (scene, task) => {
  const { project, run } = scene;
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
    plan_folder: `${PHASES}/${folder.name}`,
    ...branch === null ? {} : { branch },
    ...planning.config.worktrees ? {} : { isolation: "checkout" },
    plans: waves.flat(),
    waves: waves.length,
    yolo: planning.config.mode === "yolo"
  };
  const record = {
    phase: { number: phase.phase.number, name: phase.phase.name, folder: folder.name },
    details,
    sections: sectionsOf(phase),
    plans: ordered.flatMap((wave, index) => wave.map((one) => carried(one, byId.get(one.plan.id), index + 1)))
  };
  const commands = [...new Set(tasks.flatMap((one) => one.criteria))];
  return result(task, "pass", { facts: { ...facts }, commands, ...record });
};
function toRun({ project, run }, { plan, setup }) {
  const resumes = run.options.begun === "resume" && isInGit(project);
  return { plan, setup, done: resumes ? doneTasks(plan, planCommits(project.root, [plan.id]), STYLES) : [] };
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
    { title: "To read where it helps", body: read.map((path) => `- ${path}`).join(`
`) }
  ];
}

// src/workflows/phases/planning/write-summary.ts
var bullets = (lines, none = "None") => lines.length === 0 ? [none] : lines.map((one) => `- ${fold2(one)}`);
var files = (paths, what) => paths.map((path) => `- \`${path}\` - ${what}`);
function renderSummary(summary) {
  const { folder, phase, plan, tasks, deviations, missing } = summary;
  const list = (title, lines, none) => [
    `## ${title}`,
    "",
    ...bullets(lines, none),
    ""
  ];
  const commits = tasks.flatMap(({ name, commit, type }, at) => commit === null ? [] : [`${at + 1}. **Task ${at + 1}: ${fold2(name)}** - \`${commit.slice(0, 12)}\` (${type})`]);
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
    `# Phase ${plainNumber(phase)} Plan ${plan}: ${fold2(summary.name)} Summary`,
    "",
    `**${fold2(summary.one_liner)}**`,
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
  `**${at + 1}. ${fold2(title)}**`,
  "",
  `- **Issue:** ${fold2(found)}`,
  `- **Fix:** ${fold2(done)}`,
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
  const written = applyChanges(project.root, [put(path, text)]);
  return written.ok ? [] : written.problems.map(problemText);
}
function minutesOf(tasks) {
  const spans = tasks.map(({ started_at, ended_at }) => started_at === null || ended_at === null ? 0 : Math.max(0, Date.parse(ended_at) - Date.parse(started_at)));
  return Math.max(1, Math.round(spans.reduce((sum, one) => sum + one, 0) / 60000));
}
var answersOf = (run, item) => run.decisions.filter(({ kind, task, text }) => {
  const of = run.tasks.find((one) => one.id === task);
  return kind === "execute-waits" && of?.item === item && text !== null;
}).map(({ text }) => text);
function summaryOf2(scene, { phase }, plan) {
  const { project, run } = scene;
  const items = itemsOf(run, plan);
  const work = items.filter(({ waits }) => waits === undefined);
  const saidOf = ({ n }) => accepted(project, resultsOf(run, String(n)).at(-1)?.artifact ?? null);
  const commitOf = (number) => {
    const item = work.find(({ task }) => task === number);
    const own = item === undefined ? undefined : commitsOf(run, String(item.n)).at(-1);
    return own ?? plan.done.find(({ task }) => task === number)?.commit ?? null;
  };
  const tasks = plan.tasks.map((one, index) => ({ ...one, commit: commitOf(index + 1) }));
  const commits = tasks.flatMap(({ commit }) => commit ?? []);
  const changed = changesTogether(changesOf(project.root, commits));
  const pathsOf = (status) => changed.filter((one) => one.status === status).map((one) => one.path);
  const gone = changed.filter(({ status }) => status === "deleted").map(({ path }) => path);
  const said = work.map((item) => ({ item, said: saidOf(item) }));
  const setup = items.filter(({ waits }) => waits === "external-service" || waits === "package-install");
  return {
    folder: phase.folder,
    phase: phase.number,
    plan: Number(/(\d+)$/.exec(plan.id)?.[1] ?? 1),
    name: phase.name,
    subsystem: phase.folder.replace(/^[\d.]+-/, ""),
    tags: [],
    one_liner: plan.objective || plan.tasks[0]?.name || plan.id,
    provides: said.flatMap((one) => one.said?.summary ?? []),
    created: pathsOf("added"),
    modified: pathsOf("modified"),
    decisions: [
      ...said.flatMap((one) => one.said?.decisions ?? []),
      ...items.flatMap(({ n, name }) => answersOf(run, String(n)).map((text) => `${name}: ${text}`))
    ],
    requirements: plan.requirements,
    minutes: minutesOf(run.tasks.filter((task) => work.some(({ n }) => String(n) === task.item))),
    date: run.updated_at.slice(0, 10),
    tasks,
    deviations: said.flatMap(({ item, said: one }) => (one?.deviations ?? []).map((found) => ({
      title: `Task ${item.task}: ${item.name}`,
      found,
      done: "As it stands in the commit of the task",
      files: [],
      commit: commitOf(item.task ?? 0)
    }))),
    issues: [
      ...work.flatMap(({ n, task }) => issuesOf(run, String(n), task ?? n)),
      ...plan.done.map(({ task }) => `Task ${task} was done and committed by an earlier run, which did not come to a summary.`),
      ...plan.unshown.map((task) => `Task ${task}: the plan names no command for it, so no run of the program shows it.`),
      ...gone.length === 0 ? [] : [`Taken away: ${gone.join(", ")}`]
    ],
    setup: setup.map(({ name }) => `${name}: you said that it is done`),
    concerns: said.flatMap((one) => one.said?.concerns ?? []),
    missing: []
  };
}
function issuesOf(run, item, task) {
  const tries = resultsOf(run, item).length;
  const waived = checksOf(run, item, "accept").findLast(({ waiver }) => waiver !== null);
  const red = checksOf(run, item, "accept").findLast(({ facts }) => Array.isArray(facts.red))?.facts.red;
  return [
    ...tries > 1 ? [`Task ${task} took ${plural(tries, "try", "tries")}.`] : [],
    ...waived === undefined ? [] : [`Task ${task} was taken unchecked, by your own word.`],
    ...red === undefined || red.length === 0 ? [] : [`Task ${task}, with its tests alone: ${red.join("; ")}. With the work all pass.`]
  ];
}

// src/workflows/phases/execute/publish.ts
var publish = async (scene, task) => {
  const record = tasksRecord(scene);
  if (record === null)
    return result(task, "fail", { problems: ["what this run carries out is gone from .task/objects"] });
  const problems = record.plans.filter((plan) => isFromBefore(scene, plan)).flatMap((plan) => writeSummary(scene, record, plan));
  if (problems.length > 0)
    return result(task, "fail", { problems });
  const missing = [];
  const ticked = applyChanges(scene.project.root, [change(ROADMAP, (text) => tickPlans(text, record, missing))]);
  const warnings = ticked.ok ? missing : ticked.problems.map(problemText);
  return result(task, "pass", {
    facts: { plans: record.plans.map(({ id }) => id), ...warnings.length === 0 ? {} : { warnings } },
    summaries: record.plans.map(summaryPath)
  });
};
var isFromBefore = ({ run }, { id }) => !(snapshotFacts(run)?.items ?? []).some(({ plan }) => plan === id);
function tickPlans(before, { plans }, missing) {
  missing.length = 0;
  let text = before;
  for (const { id } of plans) {
    const edited = setPlanDone(text, id, true);
    if (edited.ok)
      text = edited.text;
    else
      missing.push(`${ROADMAP}: ${edited.problem}`);
  }
  return { ok: true, text };
}

// src/workflows/phases/execute/survey.ts
var SHOWN = 8;
var MOST_COMMITS = 200;
var survey = async (scene, task) => {
  const { project, run } = scene;
  const looked = lookAtPhase(project.root, run);
  if (!looked.ok)
    return result(task, "fail", { problems: looked.problems });
  const { phase } = looked;
  const { open, branch } = phase;
  const git = isInGit(project);
  const head = git ? headOf2(project.root) : null;
  if (branch !== null && head?.branch === branch)
    return result(task, "fail", {
      problems: [
        `the branch ${branch} is checked out, and the program commits beside the checkout; take the one that it came from: git checkout <branch>`
      ]
    });
  const found = git ? planCommits(project.root, open.map(({ plan }) => plan.id)) : [];
  const facts = {
    notes: git ? notesOf(scene, phase, found, head) : [NO_GIT],
    git,
    begun: begunLines(open.map(({ plan }) => plan.id), found),
    resumable: found.some((one) => one.task !== null)
  };
  const warnings = leftWarnings(scene);
  return result(task, "pass", {
    facts: { ...facts, ...warnings.length === 0 ? {} : { warnings } },
    plans: open.map(({ plan }) => plan.id),
    done: [...phase.done],
    commits: found
  });
};
var NO_GIT = "There is no git repository here: a plan is done when its commits are there. A repository can be made now, or by you: git init";
function notesOf({ project, workflow }, { planning, branch }, begun, head) {
  const named = planning.phases.flatMap(({ summaries }) => summaries.flatMap(({ commits }) => commits));
  const commits = [...knownCommits(project.root, named), ...begun.map(({ commit }) => commit)].slice(-MOST_COMMITS);
  const dirty = uncommitted(project.root, commits, excludedFolders(workflow));
  const where = branch === null ? "a branch of the run" : branch;
  return [
    ...head !== null && head.branch === null ? [
      `HEAD is detached at ${head.commit?.slice(0, 12)}: the commits go onto ${where}, which begins there. To begin on a branch: git switch <branch>`
    ] : [],
    ...dirty === null ? ["git cannot tell what is changed here and not committed: git status"] : [],
    ...dirty === null || dirty.length === 0 ? [] : [
      `${plural(dirty.length, "file is", "files are")} changed and not committed: ${someOf(dirty, SHOWN)}. Commit them, put them aside, or go on with them as they are.`
    ]
  ];
}
function begunLines(ids, found) {
  return ids.flatMap((id) => {
    const own = found.filter(({ plan }) => plan === id);
    if (own.length === 0)
      return [];
    const shown = own.slice(-3).map(({ commit, subject }) => `${commit.slice(0, 12)} ${subject}`);
    return [`${id}: ${plural(own.length, "commit")} and no summary, the newest: ${shown.join("; ")}`];
  });
}
function leftWarnings({ project, run }) {
  const left = leftWorktrees(project, "").filter((path) => !path.includes(`/${run.run}`));
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
