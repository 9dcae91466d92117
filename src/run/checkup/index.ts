import { accessSync, constants, existsSync } from "node:fs";
import { isLive, type Start } from "../../engine/run.ts";
import { sandboxIsOn, shellRemedy } from "../../host/program.ts";
import { here } from "../../plugin.ts";
import { attempt, messageOf } from "../../process/attempt.ts";
import { apart } from "../../process/files/path.ts";
import { installing } from "../../process/installing.ts";
import { canRunApart } from "../../process/sandbox/run-apart.ts";
import { runGit, topLevel } from "../../project/git/git.ts";
import type { Project } from "../../project/project.ts";
import { type Env, isForeign, outsideFile, outsideFolders } from "../../record/machine/outside.ts";
import { statusWords } from "../../render/outcome.ts";
import { DEFAULT_SETTINGS, SETTINGS_FILE, type Settings } from "../../settings.ts";
import { ownFolder } from "../../store/files/disk.ts";
import { BrokenChain } from "../../store/journal.ts";
import { given } from "../../text.ts";
import { OLDEST_SUPPORTED_BUN } from "../../version.ts";
import { WORKFLOW_NAMES } from "../../workflows/index.ts";
import { ceilingText } from "../../workflows/money/estimate.ts";
import { modelFindings } from "../external/absent-reviewers.ts";
import { fenceProblem } from "../fence/fence.ts";
import { readRun } from "../journal/change.ts";
import { readSettings } from "../settings/read-settings.ts";
import { firstUnwritable } from "../start/clear-way.ts";
import { noPlace } from "../start/preflight.ts";
import { rehearse } from "../start/rehearsal.ts";
import { takenNames, takenText } from "../start/taken-names.ts";
import { error, type Finding, type Found, findingText, ok, warning } from "./finding.ts";
import { hostFound, hostSays } from "./host.ts";

/**
 * Whether a run can start: one list. `dry-run` asks all of it, a start what it is said to ask here,
 * so that no start is refused for a reason that `dry-run` does not know.
 */

export interface Checkup {
  project: Project;
  env: Env;
  /** Claude Code as the person named it; null: it is looked for. */
  claude: string | null;
  /** What starts, with its settings; null: whatever may be started. */
  start: (Start & { settings: Settings }) | null;
}

interface Check {
  name: string;
  /**
   * Whose start its errors refuse: each, or what starts Claude Code. A run that is not over is asked
   * about in a session, and refused in a terminal. Left out: nobody's, as it asks a program that the
   * first agent starts anyway.
   */
  blocks?: "start" | "drive" | "terminal";
  look(at: Checkup): Found[] | Promise<Found[]>;
}

/** What to say of a Bun of this version. */
export function bunFound(version: string): Found {
  const found = `${version} (${process.execPath})`;
  return Bun.semver.order(version, OLDEST_SUPPORTED_BUN) < 0
    ? error(
        `Bun ${found} is older than ${OLDEST_SUPPORTED_BUN}, the oldest that is supported`,
        "bun upgrade",
      )
    : ok(found);
}

/**
 * What is in the way of a start, by its workflow; of whatever may be started: an error where nothing
 * can, else a warning that names what cannot.
 */
function inTheWay(
  { start }: Checkup,
  look: (workflows: readonly string[]) => { problem: string; remedy: string } | null,
): Found[] {
  const all = start === null ? WORKFLOW_NAMES : [start.workflow];
  const first = look(all);
  if (first === null) return [];
  const stopped = all.length === 1 ? all : all.filter((name) => look([name]) !== null);
  if (stopped.length === all.length) return [error(first.problem, first.remedy)];
  return [warning(`no run of ${stopped.join(", ")} starts: ${first.problem}`, first.remedy)];
}

/** The folder, its git, and what a run will do with that. */
function gitFound(look: Checkup): Found[] {
  const { root } = look.project;
  const place = noPlace({ root }, look.env);
  if (place !== null) return [{ name: "Folder", state: "error", found: place, remedy: null }];
  if (runGit(["--version"], { cwd: root }).problem === "missing")
    return [
      error("git was not found; it is needed to compare the project's files", installing(["git"])),
    ];
  const refused = inTheWay(look, (workflows) => rehearse({ root }, workflows));
  if (refused.length > 0) return refused;
  if (topLevel(root) === null)
    return [
      warning(
        `${root} is not a repository that git can read: runs commit nothing and cannot be rolled back`,
        "git init, or repair it",
      ),
    ];
  return [ok("a repository")];
}

function ignored({ project: { root, task } }: Checkup): Found[] {
  if (topLevel(root) === null) return [];
  if (!existsSync(task))
    return [ok("no .task/ yet; a run creates it with a .gitignore that ignores everything")];
  return runGit(["check-ignore", "-q", ".task/events.jsonl"], { cwd: root }).ok
    ? [ok(".task/ is ignored")]
    : [
        warning(
          ".task/ is not ignored: agents' instructions and answers could be committed",
          "add the line * to .task/.gitignore",
        ),
      ];
}

/** A start has read its settings, and asks this no more. */
export async function settingsFound({ project, env, start }: Checkup): Promise<Found[]> {
  if (start !== null) return [];
  const read = await readSettings(project.root, env);
  if (!read.ok) return read.problems.map((problem) => error(problem, `fix it in ${SETTINGS_FILE}`));
  const { present, waiting, settings } = read;
  const held = waiting?.held.map(({ field }) => field).join(", ");
  return [
    ok(present ? `${SETTINGS_FILE} is valid` : `no ${SETTINGS_FILE}: defaults apply`),
    ...given(
      held !== undefined,
      error(
        `${held}: not approved by you for this project, so no run starts`,
        `${here("trust")} shows them whole, with what to type to approve them or to work without them`,
      ),
    ),
    { name: "Cost", ...ok(ceilingText(settings)) },
  ];
}

/** Where a run is recorded, and where its files are written. */
function recordFound(look: Checkup): Found[] {
  const { project, env } = look;
  const { root, task } = project;
  const remedy = "make it writable";
  try {
    const isClosed = !ownFolder(task) && attempt(() => accessSync(root, constants.W_OK), root);
    if (isClosed) return [error(`${root} is not writable, and runs are recorded there`, remedy)];
  } catch (problem) {
    return [error(messageOf(problem), "move it away")];
  }
  if (outsideFile(env, project, "places/any") === undefined)
    return [
      error(
        "what you start here cannot be recorded outside the project",
        `make ${outsideFolders(env, project).join(" or ")} a folder that only you can write to`,
      ),
    ];
  return inTheWay(look, (workflows) => {
    const closed = workflows
      .map((one) => firstUnwritable(project, one))
      .find((path) => path !== null);
    return closed ? { problem: `${closed} is not writable, and a run writes there`, remedy } : null;
  });
}

/** No run is in the way, and what is there can be read. */
function runFound({ project, env }: Checkup): Found[] {
  try {
    const run = readRun(project);
    if (run !== null && !isLive(run))
      return [ok(`${run.seq} events of ${run.run}, ${statusWords(run.status)}`)];
    if (isForeign(project, env))
      return [
        error(
          `${run?.run} was not started on this machine, or this project was moved or copied`,
          `${here(`trust --run ${run?.run}`)} shows what it would do`,
        ),
      ];
    if (run === null) return [ok("no run")];
    return [
      error(
        `run ${run.run} is not over`,
        `${here("run --continue")} continues it, ${here("park")} sets it aside, and run with --worktree starts another beside it`,
      ),
    ];
  } catch (problem) {
    // What mends a journal is refused for one that came with the project.
    const isOurs = problem instanceof BrokenChain && !isForeign(project, env);
    const remedy = isOurs ? problem.remedyFor(here) : null;
    return [error(messageOf(problem), remedy ?? `${here("cancel --force")} archives the run`)];
  }
}

/**
 * The host's sandbox, in which a run without a session has the commands of its agents, and a
 * session where the person says so.
 */
export function fenceFound(
  { env, project: { root } }: Pick<Checkup, "env" | "project">,
  lack = fenceProblem(env, root),
): Found[] {
  if (lack === null) {
    const inSessions = sandboxIsOn(env, root)
      ? "in sessions too"
      : `not in sessions: ${here("setup fence")}`;
    return [
      ok(`agents' commands run in Claude Code's sandbox in runs without a session; ${inSessions}`),
    ];
  }
  const scripts = canRunApart(env, root) ? "" : ", and no script of a reviewer runs";
  const found = `agents' commands run without a sandbox (fence)${scripts}: ${lack.why}`;
  return [lack.wanted ? ok(found) : warning(found, lack.remedy)];
}

/** A shell for the commands of agents. */
export function shellFound({ env }: Pick<Checkup, "env">): Found[] {
  const remedy = shellRemedy(env);
  const found = "without bash or zsh Claude Code starts no command of an agent";
  return remedy === null ? [] : [warning(found, remedy)];
}

async function modelsFound({ env, project: { root }, start }: Checkup): Promise<Found[]> {
  const read = await readSettings(root, env);
  // Nothing is asked here, so what the person has not approved yet is shown, too.
  const settings = read.ok ? (read.waiting?.whole ?? read.settings) : DEFAULT_SETTINGS;
  return modelFindings(apart(env, root), start?.settings ?? settings, start);
}

function namesFound({ project, env }: Checkup): Found[] {
  const taken = takenText(takenNames(project.root, env));
  return taken === null ? [] : [{ ...error(taken, ""), remedy: null }];
}

/** In the order in which they are shown. */
const CHECKS: readonly Check[] = [
  { name: "Bun", blocks: "start", look: () => [bunFound(Bun.version)] },
  { name: "Claude Code", blocks: "drive", look: hostFound },
  { name: "Claude Code", look: hostSays },
  { name: "Names", blocks: "start", look: namesFound },
  { name: "Shell", look: shellFound },
  { name: "Fence", look: (at) => fenceFound(at) },
  { name: "Models", look: modelsFound },
  { name: "git", blocks: "start", look: gitFound },
  { name: "Ignored", look: ignored },
  { name: "Settings", blocks: "start", look: settingsFound },
  { name: "Record", blocks: "start", look: recordFound },
  { name: "Journal", blocks: "terminal", look: runFound },
];

async function findingsBy({ name, look }: Check, at: Checkup): Promise<Finding[]> {
  return (await look(at)).map((found) => ({ name, ...found }));
}

/** What all checks find for whatever may be started, in their order. */
export async function findingsOf(at: Omit<Checkup, "start">): Promise<Finding[]> {
  const look = { ...at, start: null };
  // One that fails itself is a fault of ours, and must not hide what the others found.
  const failed = (name: string) => (problem: unknown) => ({
    name,
    ...error(messageOf(problem), "run it again with MULTI_AI_DEBUG=1 and report what it prints"),
  });
  const all = CHECKS.map((check) =>
    findingsBy(check, look).catch((problem) => [failed(check.name)(problem)]),
  );
  return (await Promise.all(all)).flat();
}

/** Why nothing starts, by the checks that block it; null: nothing is in the way. */
export async function refusal(
  at: Checkup,
  blocks: NonNullable<Check["blocks"]>,
): Promise<string | null> {
  for (const check of CHECKS.filter((one) => one.blocks === blocks)) {
    const found = (await findingsBy(check, at)).find(({ state }) => state === "error");
    if (found !== undefined) return findingText(found);
  }
  return null;
}
