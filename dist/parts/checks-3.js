// @bun
import {
  ownFolder,
  makeFolders,
  removeFile
} from "./s25.js";
import {
  runGit,
  hasGit,
  placesOf,
  gitErrors
} from "./s191.js";
import {
  someOf,
  fold2,
  plural
} from "./s28.js";
import {
  PLANNING,
  REQUIREMENTS,
  ROADMAP,
  PHASES,
  MILESTONES
} from "./s40.js";
import {
  MILESTONE_SURVEY,
  MILESTONES_FILE,
  archiveOf,
  milestoneOf
} from "./s98.js";
import {
  placeRoadmap,
  readPlanning
} from "./s126.js";
import {
  unlessUnreadable
} from "./s127.js";
import {
  changedFiles
} from "./s265.js";
import {
  EXCLUDED,
  isExcluded,
  leftByCommands,
  treeish,
  commitSeen,
  staleReason
} from "./s232.js";
import {
  archivedMilestones,
  nextVersion
} from "./s63.js";
import {
  splitLines,
  joinLines,
  putLines
} from "./s42.js";
import {
  problemText
} from "./s72.js";
import {
  samePhase
} from "./s43.js";
import {
  namesIn,
  readText,
  alone,
  isSafe,
  writeBelow
} from "./s120.js";
import {
  result
} from "./s229.js";
import {
  readMarkdown
} from "./s36.js";
import {
  treeOf
} from "./s230.js";
import {
  _regex,
  string,
  number2,
  _null,
  array,
  object,
  union,
  nullable
} from "./s1.js";
import {
  readJson
} from "./s26.js";
import {
  treeStore
} from "./s172.js";

// src/workflows/phases/milestone/archive.ts
import { renameSync } from "fs";
import { join } from "path";

// src/workflows/phases/milestone/text.ts
var called = ({ version, name }) => fold2(`${version} ${name}`);
function phasesOf({ phases }) {
  const numbers = phases.map((one) => one.number);
  return numbers.length === 1 ? `Phase ${numbers[0]}` : `Phases ${numbers[0]}-${numbers.at(-1)}`;
}
var archivedRequirements = (text, milestone) => [
  `# Requirements Archive: ${called(milestone)}`,
  "",
  `**Archived:** ${milestone.date}`,
  "**Status:** SHIPPED",
  "",
  "---",
  "",
  text
].join(`
`);
function entry(milestone) {
  const { phases, plans, tasks, done, open, waived, date } = milestone;
  const counts = [plural(phases.length, "phase"), plural(plans, "plan"), plural(tasks, "task")].join(", ");
  return [
    `## ${called(milestone)} (Shipped: ${date})`,
    "",
    `**Phases completed:** ${counts}`,
    "",
    ...done.length === 0 ? [] : ["**Key accomplishments:**", "", ...done.map((one) => `- ${fold2(one)}`), ""],
    ...open.length === 0 ? [] : [`**Left open by the person** (${fold2(waived ?? "")}):`, "", ...open.map((one) => `- ${fold2(one)}`), ""],
    "---",
    ""
  ];
}
function withEntry(text, milestone) {
  const added = entry(milestone);
  if (text === null)
    return ["# Milestones", "", ...added].join(`
`);
  const read = readMarkdown(text);
  const isOwn = (title) => `${title} `.startsWith(`${milestone.version} `);
  if (read.some(({ heading }) => heading?.level === 2 && isOwn(heading.title)))
    return text;
  const first = read.findIndex(({ heading }) => heading?.level === 2);
  const lines = splitLines(text);
  const isApart = first >= 0 || lines.at(-1).text.trim() === "";
  putLines(lines, first < 0 ? lines.length : first, 0, isApart ? added : ["", ...added]);
  return joinLines(lines);
}
var UNDER_WAY = /^(\s*[-*+]\s+)(?:\uD83D\uDEA7|\uD83D\uDD04)(.*)$/u;
function foldedRoadmap(text, milestone) {
  const { phases } = placeRoadmap(text, "");
  if (phases.length === 0)
    return text;
  const from = Math.min(...phases.flatMap((one) => [one.from, ...one.boxes]));
  const to = Math.max(...phases.flatMap((one) => [one.to, ...one.boxes.map((at) => at + 1)]));
  const shipped = `(shipped ${milestone.date})`;
  const lines = splitLines(text);
  const own = lines.filter((one) => UNDER_WAY.test(one.text) && one.text.includes(`**${milestone.version} `));
  for (const one of own)
    one.text = one.text.replace(UNDER_WAY, (_, before, rest) => `${before}\u2705${rest.replace(/\s*\([^()]*\)\s*$/, "")} ${shipped}`);
  const isApart = lines[to - 1].text.trim() === "";
  putLines(lines, to, 0, [...isApart ? [] : [""], "</details>", ""]);
  putLines(lines, from, 0, [
    ...own.length > 0 ? [] : [`- \u2705 **${called(milestone)}** - ${phasesOf(milestone)} ${shipped}`, ""],
    "<details>",
    `<summary>\u2705 ${called(milestone)} (${phasesOf(milestone)}) - SHIPPED ${milestone.date}</summary>`,
    ""
  ]);
  return joinLines(lines);
}
var tagMessage = (milestone) => [called(milestone), "", ...milestone.done.map((one) => `- ${fold2(one)}`), ""].join(`
`);

// src/workflows/phases/milestone/archive.ts
function archiveMilestone(root, milestone) {
  let left = [];
  const done = alone(root, () => {
    left = moveAll(root, milestone);
    return { ok: true };
  });
  return done.ok ? left : done.problems.map(problemText);
}
function moveAll(root, milestone) {
  const at = archiveOf(milestone);
  const unread = [];
  const read = (path) => readText(root, path, unread);
  const write = (path, text) => {
    if (read(path) !== text && isSafe(root, path, unread))
      writeBelow(root, path, text);
  };
  const [roadmap, requirements, entries] = [ROADMAP, REQUIREMENTS, MILESTONES_FILE].map(read);
  if (unread.length > 0)
    return unread.map(problemText);
  makeFolders(root, at.phases);
  if (read(at.begun) === null)
    write(at.begun, `${JSON.stringify(milestone, null, 2)}
`);
  if (roadmap && read(at.roadmap) === null)
    write(at.roadmap, roadmap);
  if (requirements && read(at.requirements) === null)
    write(at.requirements, archivedRequirements(requirements, milestone));
  write(MILESTONES_FILE, withEntry(entries ?? null, milestone));
  for (const { folder } of milestone.phases) {
    if (folder === null || !ownFolder(join(root, PHASES, folder)))
      continue;
    if (ownFolder(join(root, at.phases, folder)))
      return [`${at.phases}/${folder}: it is there already, expected none`];
    renameSync(join(root, PHASES, folder), join(root, at.phases, folder));
  }
  if (unread.length > 0)
    return unread.map(problemText);
  if (requirements)
    removeFile(join(root, REQUIREMENTS));
  if (roadmap)
    write(ROADMAP, foldedRoadmap(roadmap, milestone));
  return unread.map(problemText);
}
var archive = async ({ project, run }, task) => {
  const milestone = milestoneOf(project, run);
  if (milestone === null)
    return result(task, "fail", { problems: ["what was found is gone from .task/objects"] });
  const problems = archiveMilestone(project.root, milestone);
  const { version } = milestone;
  const at = archiveOf(milestone);
  return result(task, problems.length > 0 ? "fail" : "pass", {
    problems,
    facts: { version, paths: [at.roadmap, at.requirements, `${at.phases}/`, MILESTONES_FILE, ROADMAP] }
  });
};

// src/workflows/phases/milestone/survey.ts
var MOST = 5;
function phaseStanding(phase, folders) {
  const { number } = phase;
  const wrong = (...hard) => ({ hard, open: [] });
  if (folders.length > 1)
    return wrong(`${PHASES}: ${folders.map((one) => one.name).join(" and ")} have the same number, expected one folder`);
  const folder = folders[0];
  if (folder === undefined || folder.plans.length === 0)
    return phase.done ? { hard: [], open: [`phase ${number} is ticked and has no plan: nothing of it was verified`] } : wrong(`phase ${number} has no plan; /multi-ai:plan-phase ${number} makes them`);
  const unread = folder.plans.flatMap((one) => one.problems.map(problemText));
  const open = folder.plans.filter((plan) => !folder.summaries.some((one) => one.plan === plan.plan));
  if (unread.length > 0)
    return wrong(...unread);
  if (open.length > 0)
    return wrong(`phase ${number}: ${someOf(open.map((one) => one.id), MOST)} without a summary; /multi-ai:execute-phase ${number} carries them out`);
  const { verification } = folder;
  const verify = `/multi-ai:verify-work ${number}`;
  if (verification === null)
    return { hard: [], open: [`phase ${number} is not verified; ${verify}`] };
  if (verification.problems.length > 0)
    return wrong(...verification.problems.map(problemText));
  if (verification.status === "gaps_found" || verification.status === "passed" && verification.met < verification.total)
    return wrong(`phase ${number}: ${verification.met} of ${verification.total} criteria hold; ${verify}`);
  if (verification.status === "human_needed")
    return { hard: [], open: [`phase ${number} waits for what only a person can judge; ${verify}`] };
  return { hard: [], open: [] };
}
function staleProblem(project, phases, folders) {
  let newest = null;
  for (const { number } of phases.toReversed()) {
    const said = folders.find((one) => samePhase(one.number, number))?.verification;
    if (!said)
      continue;
    const why = staleReason(project, said);
    if (why === null)
      return [];
    newest ??= `no verification is about the project as it is now: ${why}; /multi-ai:verify-work ${number}`;
  }
  return newest === null ? [] : [newest];
}
function standingOf(project, planning) {
  const { roadmap, requirements } = planning;
  const none = { hard: [], open: [] };
  if (roadmap === null || roadmap.phases.length === 0)
    return { ...none, hard: [`${ROADMAP}: it has no phases; there is nothing to complete`] };
  const each = roadmap.phases.map((phase) => phaseStanding(phase, planning.phases.filter((one) => samePhase(one.number, phase.number))));
  const unticked = (requirements ?? []).filter((one) => one.scope === "v1" && !one.done).map((one) => one.id);
  return {
    hard: [
      ...planning.problems.map(problemText),
      ...planning.error === null ? [] : [`STATE.md: the project is in error: ${planning.error}; /multi-ai:debug takes it up`],
      ...planning.paused ? ["the work is paused; /multi-ai:next --resume ends that"] : [],
      ...each.flatMap((one) => one.hard)
    ],
    open: [
      ...each.flatMap((one) => one.open),
      ...staleProblem(project, roadmap.phases, planning.phases),
      ...unticked.length === 0 ? [] : [`${REQUIREMENTS}: ${someOf(unticked, MOST)} not ticked`]
    ]
  };
}
var ONE_LINE = /^\*\*([^*\n]+)\*\*[ \t]*$/m;
function doneIn(root, folders) {
  return folders.flatMap((one) => one.summaries).flatMap(({ path }) => {
    const line = ONE_LINE.exec(readText(root, path, []) ?? "")?.[1];
    return line === undefined ? [] : [fold2(line)];
  });
}
function tagOf(project, version, folders) {
  const { root } = project;
  const named = folders.flatMap((one) => one.summaries).flatMap((one) => one.commits);
  const left = leftByCommands(folders);
  const none = (why, open = [], hard = []) => ({ tag: { commit: null, why }, open, hard });
  if (!hasGit() || placesOf(root) === null)
    return none("the project is not in git");
  const scratch = treeStore(project);
  const now = treeOf(root, { exclude: EXCLUDED, scratch });
  const commit = now.ok ? commitSeen(project, now.tree, named) : null;
  if (!now.ok || commit === null)
    return none("there is no commit yet", ["there is no commit that a tag could name"]);
  const changed = unlessUnreadable(() => changedFiles(root, treeish(root, commit), now.tree, scratch).map((one) => one.path).filter((path) => !left.includes(path) && !isExcluded(path)), ["?"]);
  if (changed.length > 0) {
    const why = `no commit has the project as it is: ${someOf(changed, MOST)} differs`;
    return none(why, [`there will be no tag: ${why}; commit it first`]);
  }
  const there = runGit(["rev-parse", "--verify", "--quiet", `refs/tags/${version}^{commit}`], { cwd: root });
  const at = there.ok ? there.out.toString().trim() : commit;
  if (at !== commit)
    return none("", [], [`the tag ${version} is there, at ${at.slice(0, 12)} and not at ${commit.slice(0, 12)}; name another version`]);
  return { tag: { commit }, open: [], hard: [] };
}
var survey = async ({ project, run }, task) => {
  const { root } = project;
  const begun = begunMilestone(root);
  if (begun !== null)
    return { ...result(task, "pass", { facts: { version: begun.version } }), record: begun };
  const planning = readPlanning(root);
  const { roadmap } = planning;
  const archived = archivedMilestones(root);
  const version = run.options.version ?? roadmap?.milestone?.version ?? nextVersion(archived);
  const { hard, open } = standingOf(project, planning);
  if (archived.includes(version))
    hard.push(`${MILESTONES}: ${version} is there already; name another: /multi-ai:complete-milestone ${nextVersion(archived)}`);
  const folders = planning.phases;
  const { tag, ...git } = tagOf(project, version, folders);
  const problems = [...hard, ...git.hard];
  if (problems.length > 0)
    return result(task, "fail", { problems });
  const folderOf = (number) => folders.find((one) => samePhase(one.number, number));
  const record = {
    version,
    name: run.options.name ?? roadmap.milestone?.name ?? roadmap.title,
    date: run.created_at.slice(0, 10),
    phases: roadmap.phases.map(({ number, name }) => ({ number, name, folder: folderOf(number)?.name ?? null })),
    plans: folders.reduce((sum, one) => sum + one.plans.length, 0),
    tasks: folders.reduce((sum, one) => sum + one.plans.reduce((more, plan) => more + plan.tasks.length, 0), 0),
    done: doneIn(root, folders),
    tag,
    open: [...open, ...git.open],
    waived: null
  };
  const facts = { version, name: record.name, tag: tag.commit, ...tag.commit === null ? { untagged: tag.why } : {} };
  const outcome = record.open.length > 0 ? "open" : "pass";
  return { ...result(task, outcome, { facts, problems: record.open }), record };
};
var NAME = /^[^/\\\0]{1,200}$/;
var begunSchema = object({
  version: string().check(_regex(/^v\d+(?:\.\d+){0,2}$/)),
  name: string(),
  date: string(),
  phases: array(object({ number: string(), name: string(), folder: nullable(string().check(_regex(NAME))) })),
  plans: number2(),
  tasks: number2(),
  done: array(string()),
  tag: union([
    object({ commit: string().check(_regex(/^[0-9a-f]{40,64}$/)) }),
    object({ commit: _null(), why: string() })
  ]),
  open: array(string()),
  waived: nullable(string())
});
function begunMilestone(root) {
  const name = namesIn(root, MILESTONES, []).find((one) => /^v[\d.]+\.json$/.test(one));
  const text = name === undefined ? null : readText(root, `${MILESTONES}/${name}`, []);
  const read = text === null ? null : readJson(text);
  const parsed = read?.ok ? begunSchema.safeParse(read.value) : null;
  return parsed?.success && name === `${parsed.data.version}.json` ? parsed.data : null;
}

// src/workflows/phases/milestone/tag.ts
import { existsSync } from "fs";
import { join as join2 } from "path";
function tagMilestone(root, milestone, commit, now) {
  const ref = `refs/tags/${milestone.version}`;
  const said = (args, stdin) => runGit(args, { cwd: root, ...stdin === undefined ? {} : { stdin } });
  const at = said(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  if (at.ok) {
    const found = at.out.toString().trim();
    return found === commit ? null : `the tag ${milestone.version} names ${found.slice(0, 12)}, expected ${commit.slice(0, 12)}`;
  }
  const [name, email] = ["user.name", "user.email"].map((key) => said(["config", key]).out.toString().trim());
  let target = commit;
  if (name && email) {
    const seconds = Math.floor(Date.parse(now) / 1000);
    const head = [
      `object ${commit}`,
      "type commit",
      `tag ${milestone.version}`,
      `tagger ${name} <${email}> ${seconds} +0000`
    ];
    const made = said(["hash-object", "-t", "tag", "-w", "--stdin"], `${head.join(`
`)}

${tagMessage(milestone)}`);
    if (!made.ok)
      return `git made no tag: ${gitErrors(made)}`;
    target = made.out.toString().trim();
  }
  const set = said(["update-ref", ref, target, "0".repeat(commit.length)]);
  return set.ok ? null : `git made no tag: ${gitErrors(set)}`;
}
function newest(root, commit) {
  const said = (...args) => runGit(args, { cwd: root });
  const head = said("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
  const isSame = head.ok && said("merge-base", "--is-ancestor", commit, "HEAD").ok && said("diff-tree", "-r", "--quiet", commit, "HEAD", "--", ":/", `:(exclude)${PLANNING}`).ok;
  return isSame ? head.out.toString().trim() : commit;
}
var tag = async ({ project, run }, task) => {
  const milestone = milestoneOf(project, run);
  if (milestone === null)
    return result(task, "fail", { problems: ["what was found is gone from .task/objects"] });
  const { version } = milestone;
  const commit = milestone.tag.commit && newest(project.root, milestone.tag.commit);
  const problem = commit === null ? null : tagMilestone(project.root, milestone, commit, run.created_at);
  if (problem !== null)
    return result(task, "fail", { problems: [problem] });
  const begun = join2(project.root, archiveOf(milestone).begun);
  if (existsSync(begun))
    removeFile(begun);
  return result(task, "pass", { facts: { version, tagged: commit } });
};

// src/workflows/phases/milestone/checks.ts
var CHECKS = {
  [MILESTONE_SURVEY]: survey,
  "milestone-archive": archive,
  "milestone-tag": tag
};
export {
  CHECKS
};
