import { join } from "node:path";
import { Refused } from "../../engine/commands.ts";
import type { Run, Start } from "../../engine/run.ts";
import { entryPoint, hasDialog } from "../../host/entry-points.ts";
import { isTrusted, sandboxHasHoles } from "../../host/program.ts";
import { here, PLUGIN } from "../../plugin.ts";
import { attempt } from "../../process/attempt.ts";
import { apart } from "../../process/files/path.ts";
import { hasTaskfile } from "../../project/commands/taskfile.ts";
import { instructionsOf } from "../../project/instructions.ts";
import type { Project } from "../../project/project.ts";
import { ifReadable } from "../../project/snapshots/trees.ts";
import type { Brings, Worktree } from "../../project/worktrees/linked-worktrees.ts";
import { BASE_OPTION } from "../../record/accepted.ts";
import { noteGit } from "../../record/guarded/git-notice.ts";
import { archiveIndex } from "../../record/history.ts";
import { keepCopy } from "../../record/machine/copies.ts";
import { type Env, noteRun } from "../../record/machine/outside.ts";
import { type NewOwner, noteOwner } from "../../record/machine/owner.ts";
import { partsText } from "../../render/report/print/text.ts";
import type { Settings } from "../../settings.ts";
import { filesBelow } from "../../store/files/plain-file.ts";
import { clean, PLAIN_LAYOUT, plural, sentence } from "../../text.ts";
import {
  type Announcement,
  FROM_OPTION,
  INSTRUCTIONS,
  type Resolved,
} from "../../workflows/contract/contract.ts";
import {
  moduleOf,
  standingParts,
  startNameOf,
  startOf,
  workflowOf,
} from "../../workflows/index.ts";
import { costLines, kindOf, modelsText } from "../../workflows/money/estimate.ts";
import { usualCost } from "../../workflows/money/usual.ts";
import { findingText } from "../checkup/finding.ts";
import { backgroundProblem } from "../driver/background.ts";
import { earlierOf } from "../end/archived-runs.ts";
import { insteadText, parkedText } from "../end/parked-runs.ts";
import { modelFindings } from "../external/absent-reviewers.ts";
import { fenceProblem } from "../fence/fence.ts";
import { renewFence } from "../fence/session-fence.ts";
import type { Changed, JournalStep } from "../journal/change.ts";
import { readable } from "../journal/read-run.ts";
import { startTexts } from "./builds-on.ts";
import { reportingDisplaced } from "./clear-way.ts";
import { insideOf, preflight, projectText } from "./preflight.ts";
import type { Brought } from "./pull-request.ts";
import { hintText, issueIn, issueText, readStart, type Typed } from "./start-request.ts";
import { startRun } from "./start-run.ts";

/** How a run begins, whoever carries it on. */

export interface Beginning {
  project: Project;
  env: Env;
  request: string;
  start: Start;
  settings: Settings;
  /** The folder in which it was asked for; the project's, unless said. */
  from?: string;
  /** The commit that it is about: it begins in a worktree of that. */
  at?: string;
  /** The new branch there; left out: HEAD is detached. */
  branch?: string;
  /** What of the checkout comes into it. */
  brings?: Brings;
  brought?: Brought;
  /** Fingerprint of the key of the job that it is. */
  key?: string | undefined;
}

/**
 * `aside`: that files of the run before, and of somebody else, were moved. `told`: what its agents are told of earlier
 * work.
 */
type Begun = Changed & { aside: string[]; told: string | null };

type Read =
  | { ok: true; value: Beginning }
  | { ok: false; problem: string; refused: boolean; ofIssue?: true };

/**
 * What a start command and what is typed after it begin, with the issue that they name read; or why nothing is
 * started, as `readStart` says it. `given`: an issue that was read before, whose text the line has.
 */
export async function readBeginning(
  { project, env, from }: Pick<Beginning, "project" | "env" | "from">,
  settings: Settings,
  name: string,
  typed: Typed,
  given: { request: string; url: string } | null = null,
): Promise<Read & { background?: true; worktree?: true }> {
  const { workflow, entry } = startOf(name);
  const asked = { workflow, entry, auto: settings.auto, options: {}, settings };
  // Loaded on use, as it starts git a dozen times.
  const { refusal } = await import("../checkup/index.ts");
  const problem = await refusal({ project, env, claude: null, start: asked }, "start");
  if (problem !== null) return { ok: false, problem, refused: true };
  const [named, pull] = [issueIn(name, typed), issueIn(name, typed, "pull")];
  if (Number((named ?? pull)?.number ?? 1) === 0)
    return {
      ...{ ok: false, refused: false },
      problem: `found #0, which is no ${named ? "issue" : "pull request"}: their numbers begin with 1`,
    };
  // Few requests are the number of an issue, and what runs programs takes 40 ms to load.
  const issue =
    named === null ? given : await (await import("./read-issue.ts")).readIssue(project, named, env);
  if (issue !== null && "problem" in issue)
    return { ok: false, problem: issue.problem, refused: true, ofIssue: true };
  const pulled =
    pull &&
    (await (await import("./pull-request.ts")).requestedPull(project, pull, name, typed, env));
  if (pulled?.ok === false) return { ok: false, problem: pulled.problem, refused: true };
  const read = readStart(name, pulled?.typed ?? typed, settings, project.root, issue, from);
  if (!read.ok) return read;
  const { background, worktree, ...value } = pulled ? pulled.of(read.value) : read.value;
  const lack = startTexts(project, env, value.start).problem;
  if (lack !== null) return { ok: false, problem: lack, refused: true };
  // The program finds out what begins where nothing but flags was typed.
  const instead = typed.text === "" ? insteadText(project, value.start, value.request) : null;
  if (instead !== null) return { ok: false, problem: instead, refused: true };
  return {
    ok: true,
    value: {
      project,
      env,
      from,
      settings: pulled?.counts(settings, value.start) ?? settings,
      ...value,
    },
    ...(background && { background }),
    ...(worktree && { worktree }),
  };
}

/**
 * Starts a run that belongs to `by`, and notes outside of the project what is known of it. `after`:
 * recorded with the start.
 */
export function beginRun(
  { project, env, request, start, settings, brought, key, from = project.root }: Beginning,
  by: NewOwner,
  after: JournalStep[] = [],
): Begun {
  const { texts, line, problem } = startTexts(project, env, start);
  if (problem !== null) throw new Refused("not_here", problem);
  renewFence(project, env);
  const before = readable(project);
  const inside = insideOf(project, from);
  const started = () =>
    startRun(
      project,
      {
        ...start,
        options: { ...start.options, ...(inside !== null && { [FROM_OPTION]: inside }) },
        request,
        told: { ...texts, ...brought?.texts, ...instructionsAt(project, env, start, settings) },
        settings,
        session: by.session,
        host: by.host,
        driver: by.driver,
        key,
        note(at, run) {
          noteRun(at, run, env);
          noteOwner(at, run, by, env);
          noteGit(at, run, env);
        },
        keep: (at, run) => keepCopy(at, run, env),
      },
      after,
    );
  const { done, aside } = reportingDisplaced(project, start.workflow, started);
  const earlier = before === null ? null : asideText(project, before);
  return {
    ...done,
    aside: [...aside, ...(earlier === null ? [] : [earlier])],
    told: line ?? brought?.line ?? null,
  };
}

/**
 * What instructs the agents of a run, as it is when that begins; of a change that was there before,
 * as it was before the change. Nothing in a folder that nobody trusts.
 */
function instructionsAt(
  project: Project,
  env: Env,
  { options }: Start,
  { secrets }: Settings,
): Record<string, string> {
  const read = () => instructionsOf(project, options?.[BASE_OPTION] ?? null, secrets);
  const found = isTrusted(env, project.root) ? ifReadable(read, []) : [];
  return found.length === 0 ? {} : { [INSTRUCTIONS]: JSON.stringify(found) };
}

/**
 * Starts what follows a complete run by itself, with the settings that the person's own command
 * began with. Returns the line that says so.
 */
export function beginFollowUp(
  { project, env }: Pick<Beginning, "project" | "env">,
  { run, workflow, auto, settings }: Run,
  { entry, request, options }: Extract<Resolved, { ok: true }>,
  by: NewOwner,
  after: JournalStep[] = [],
): { changed: Changed; line: string } {
  const start = { workflow, entry, auto, options };
  const changed = beginRun({ project, env, settings, request, start }, by, after);
  return {
    changed,
    line: clean(
      [`Run ${run} is complete.`, hintText(start)].filter((one) => one !== null).join(" "),
    ),
  };
}

/**
 * Folders beside `.task/` that runs of this project have written, and that this one will; what
 * outlives runs is the project's.
 */
const foldersOfRuns = (project: Project, workflow: string): string[] => [
  ...new Set(
    [workflow, ...archiveIndex(project).map((one) => one.workflow)].flatMap((name) =>
      attempt(() => {
        const { workflow: of, outlives = [] } = moduleOf(name);
        return outlives.includes(`${of.files}/`) ? [] : [of.files];
      }, []),
    ),
  ),
];

/** That the files of the run before were moved when this one began; null: it had none. */
function asideText(project: Project, before: Run): string | null {
  const folder = earlierOf(before);
  const files = folder === null ? [] : filesBelow(join(project.root, folder));
  return files.length > 0
    ? `The files of ${before.run} are in ${folder}/ now (${plural(files.length, "file")}).`
    : null;
}

/** Where a run's change is at its end. */
const changeText = (worktree: Worktree | null): string =>
  worktree === null || worktree.branch === null
    ? "The change stays uncommitted in your working tree"
    : `The change becomes a commit on ${worktree.branch}; ${PLUGIN} take ${worktree.name} brings it into your checkout`;

/**
 * What happens, when the person is asked, what is left, and how to stop: before anything is spent.
 * `beside`: the same command would work in the background, too.
 */
const toldLines = (
  { does, asks, more = [] }: Announcement,
  left: string,
  auto: boolean,
  beside: boolean,
): string[] => [
  `What happens: ${does}.`,
  `${auto ? "You are asked only when nothing can be assumed" : asks}. ${left}.`,
  `Stop: ${here("park")} or ${here("cancel")}${beside ? ". To keep this session free, start with --background next time" : ""}`,
  ...more,
];

/** Where go-task has its cache; null: the person has said where. `fenced`: agents are in a fence. */
const cacheText = (env: Env, fenced: boolean): string | null =>
  env.TASK_TEMP_DIR
    ? null
    : `There is a Taskfile: go-task's cache would be in .task/, so ${fenced ? "all its commands get" : "the program's tests get"} a temporary folder (TASK_TEMP_DIR).${fenced ? "" : " For agents' commands set it in your environment, such as TASK_TEMP_DIR=~/.cache/go-task."}`;

/** Of the host, in milliseconds; 0: no limit. */
const WAIT = "CLAUDE_CODE_PRINT_BG_WAIT_CEILING_MS";
const ENDS_AGENTS = `claude -p ends agents ten minutes after its last turn, silently, with exit 0: ${WAIT}=0 removes that limit; a run without a session has none.`;

/**
 * What the person is told when a run has begun: where the request comes from, what is missing, what
 * it usually costs. `asks`: somebody is there to be asked, in a session.
 */
export async function beginningText(
  { project, env, from = project.root, start, settings, request }: Beginning,
  { run, aside, told }: Begun,
  mode: string,
  asks = true,
): Promise<string[]> {
  const workflow = workflowOf(start.workflow);
  const announced = run === null ? undefined : startOf(startNameOf(start)).tells?.(run);
  const roles = run === null ? [] : modelsText(workflow, run);
  const cost =
    run === null
      ? []
      : costLines(run, usualCost(project, kindOf(workflow, run)), announced?.measured);
  const auto = start.auto || settings.auto;
  const lack = asks ? null : fenceProblem(env, project.root);
  const isAsked = asks && hasDialog(env);
  const fenced = !asks && lack === null && !sandboxHasHoles(env, project.root);
  const { fenceFound, shellFound } = await import("../checkup/index.ts");
  const lacking = [
    ...(await modelFindings(apart(env, project.root), settings, { ...start, auto })),
    ...(asks ? [] : fenceFound({ env, project }, lack)),
    ...shellFound({ env }),
  ];
  const worktree = (await import("../../project/worktrees/linked-worktrees.ts")).worktreeAt(
    project.root,
  );
  const standing = partsText(standingParts(project.root, start.workflow), PLAIN_LAYOUT);
  return [
    projectText(project, from),
    issueText(start, run?.request.bytes ?? 0),
    hintText(start),
    told,
    parkedText(project, start, request),
    standing || null,
    ...lacking.filter(({ state }) => state !== "ok").map((one) => sentence(findingText(one))),
    ...aside,
    ...preflight(project, mode, {
      asks: isAsked,
      fenced,
      own: [".task", ...foldersOfRuns(project, start.workflow)],
      isAbout: start.options[BASE_OPTION] !== undefined,
      isBeside: worktree !== null,
    }),
    asks && entryPoint(env).shell && !env[WAIT] ? ENDS_AGENTS : null,
    hasTaskfile(project.root) ? cacheText(env, fenced) : null,
    // A small terminal shows the last lines: they are those that say what comes.
    ...roles,
    ...(announced === undefined
      ? []
      : toldLines(
          announced,
          announced.leaves ?? changeText(worktree),
          auto,
          isAsked && backgroundProblem(project, env, mode) === null,
        )),
    ...cost,
  ].filter((line) => line !== null);
}
