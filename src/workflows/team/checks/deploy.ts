import { readCommandLine } from "../../../command-line.ts";
import { acceptedTasks, type Task, treesOf } from "../../../engine/run.ts";
import { runProcess } from "../../../process/run.ts";
import { changedFiles } from "../../../project/changes.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { treeStore } from "../../../project/project.ts";
import { keptOutput, maskOfProject } from "../../../project/secrets.ts";
import { lastLines, withoutAgents } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { fittingText, putObject } from "../../../store/objects.ts";
import { someOf } from "../../../text.ts";
import { programRecord } from "../accepted.ts";
import { partText } from "../areas.ts";
import { deploySettingsOf, environmentOf } from "../named.ts";
import { partsOf } from "../ownership.ts";
import { checkOutcome } from "../statuses.ts";
import { currentTree, type Found, MAX_BLOCKERS, nothing, type ProgramCommand, type TeamCheck } from "./check.ts";

/** The whole deployment, and how long what was deployed may take to answer well; in milliseconds. */
const MAX_MS = 3_600_000;
const HEALTHY_MS = 120_000;
/** Between two questions, and for one answer. */
const PAUSE_MS = 1_000;
const ANSWER_MS = 5_000;
/** Bytes of output that are kept. */
const MAX_LOG = 800_000;

type Settings = NonNullable<ReturnType<typeof deploySettingsOf>>;
type Step = ProgramCommand & { exit: number | null };
/** What was run, and the last answer of the address where that was asked. */
interface Deployed {
  steps: Step[];
  blockers: string[];
  rollback: string | null;
}

/**
 * Stage 08: the person's command, then the address of the settings is asked until it answers well; without an address nothing
 * could tell whether it works, which is a warning. Nothing is taken back: the way back is told.
 */
export const deploy: TeamCheck = async (scene, task, signal) => {
  const { ask, warnings } = unseen(scene, task);
  if (ask !== null) return ask;
  const { run } = scene;
  const set = deploySettingsOf(run);
  const environment = environmentOf(run.options.deploy || "asked", set);
  const unset = { steps: [], blockers: ["Nothing was deployed: deploy.command is not set"], rollback: null };
  const { steps, blockers, rollback } = set?.command ? await deployTo(scene, set, environment, signal) : unset;
  const isHealthy = steps.some((one) => one.name === "health" && one.state === "passed");
  const ended = isHealthy ? "PASS" : "WARN";
  const status = blockers.length > 0 ? "FAIL" : ended;
  return {
    ...nothing,
    about: status === "FAIL" && set?.command ? [set.command] : [],
    outcome: checkOutcome(status),
    tree: currentTree(scene).tree,
    rollback,
    commands: steps.map(({ exit: _exit, ...one }) => one),
    facts: {
      status,
      blockers: blockers.slice(0, MAX_BLOCKERS),
      warnings: [
        ...warnings,
        ...(set !== undefined && rollback === null ? ["Not set: deploy.rollback"] : []),
        ...(status === "WARN" ? ["Nothing could tell whether the deployment works; set deploy.health"] : []),
      ],
      deployed: { environment, exit: steps[0]?.exit ?? null },
      flags: { smoke_test_passed: isHealthy, runbook_referenced: rollback !== null },
    },
  };
};

/** Never rejects because of what it starts; secrets are masked in all that is kept. */
async function deployTo(
  { project }: Scene,
  set: Settings,
  environment: string,
  signal: AbortSignal,
): Promise<Deployed> {
  const env = { ...withoutAgents(process.env), DEPLOY_ENVIRONMENT: environment, NO_COLOR: "1" };
  const mask = maskOfProject(project.root, env, 0);
  const shown = (text: string): string => mask([text])[0]!;
  const rollback = set.rollback === undefined ? null : shown(set.rollback);
  const line = readCommandLine(set.command);
  const words = line.shell ? ["sh", "-c", line.line] : line.words;
  const result = await runProcess({
    command: words[0]!,
    args: words.slice(1),
    cwd: project.root,
    env,
    timeoutMs: MAX_MS,
    maxOutputBytes: MAX_LOG / 2,
    signal,
  });
  const output = keptOutput(result, mask);
  if (output.trim() !== "") putObject(project.task, fittingText(output));
  const ran: Step = {
    name: "deploy",
    command: shown(set.command),
    state: result.exitCode === 0 ? "passed" : "failed",
    exit: result.exitCode,
    failed: [],
    lines: lastLines(output),
  };
  if (ran.state === "passed") {
    const health = set.health === undefined ? [] : [await askUntilWell(set.health, signal)];
    const ill = health
      .filter((one) => one.state === "failed")
      .map(({ command, lines }) => `Not healthy: ${command}: ${lines.at(-1)} when its time was up`);
    return { steps: [ran, ...health], rollback, blockers: ill.length > 0 ? [...ill, wayBack(rollback)] : [] };
  }
  const why = {
    not_found: "the program was not found; install it or mend deploy.command",
    spawn_failed: "it could not be started",
    timeout: "its time was up",
    cancelled: "it was stopped before its end",
    exited: `exit ${ran.exit ?? "by a signal"}`,
  }[result.outcome];
  const begun = result.outcome !== "not_found" && result.outcome !== "spawn_failed";
  const failed = `Deployment failed: ${ran.command}: ${why}`;
  return { steps: [ran], rollback, blockers: begun ? [failed, wayBack(rollback)] : [failed] };
}

const wayBack = (rollback: string | null): string =>
  `The deployment was begun and not taken back; ${rollback === null ? "deploy.rollback names no command for it" : `to do so run: ${rollback}`}`;

/** Asks an address until it answers with a status of 200 to 299; redirects are not followed. */
async function askUntilWell(url: string, signal: AbortSignal): Promise<Step> {
  const until = performance.now() + HEALTHY_MS;
  let said = { well: false, line: "no answer", exit: null as number | null };
  let asked = 0;
  do {
    if (asked++ > 0) await Bun.sleep(PAUSE_MS);
    said = await askOnce(url, signal);
  } while (!said.well && performance.now() < until && !signal.aborted);
  // Without what may be secret in it: name and password, and what is asked for.
  const { origin, pathname, search } = new URL(url);
  return {
    name: "health",
    command: `${origin}${pathname}${search === "" ? "" : "?…"}`,
    state: said.well ? "passed" : "failed",
    exit: said.exit,
    failed: [],
    lines: [`asked ${asked === 1 ? "once" : `${asked} times`}`, said.line],
  };
}

async function askOnce(
  url: string,
  signal: AbortSignal,
): Promise<{ well: boolean; line: string; exit: number | null }> {
  try {
    const limit = AbortSignal.timeout(ANSWER_MS);
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.any([signal, limit]) });
    void response.body?.cancel().catch(() => {});
    return { well: response.ok, line: `status ${response.status}`, exit: response.status };
  } catch (error) {
    return { well: false, line: `no answer (${(error as { code?: string }).code ?? "none in time"})`, exit: null };
  }
}

/** The question about it, and the option by which the person says that what is there goes out as it is. */
const UNSEEN = "deploy-unseen";
const AS_IT_IS = "anyway";

/** Names that are told. */
const MAX_SHOWN = 5;

/**
 * What has changed since the run last saw the project, by a hand outside of it: nobody has tested or approved it as it is.
 * `ask`: the outcome that asks about it; null where nothing has, or where the person has said so of this very tree, which
 * then is a warning.
 */
export function unseen(scene: Scene, task: Task): { ask: Found | null; warnings: string[] } {
  const { project, run } = scene;
  const known = treesOf(run);
  const { tree, parts } = currentTree(scene);
  const now = parts.trees ?? {};
  const moved = Object.keys(known).filter((part) => now[part] !== undefined && now[part] !== known[part]);
  if (tree === null || moved.length === 0) return { ask: null, warnings: [] };
  const before = acceptedTasks(run).findLast((one) => isTree(one.reviewed) && one.facts.trees !== undefined)?.reviewed;
  const of = partsOf(run);
  const files = unlessUnreadable(
    () => (before ? changedFiles(project.root, before, tree, treeStore(project)) : []).map((one) => one.path),
    [],
  ).filter((path) => of(path).some((part) => moved.includes(part)));
  const what = files.length > 0 ? someOf(files, MAX_SHOWN) : moved.map(partText).join(", ");
  const said = run.decisions.findLast((one) => one.task === task.id && one.kind === UNSEEN);
  if (said?.option === AS_IT_IS && programRecord(project, task)?.tree === tree)
    return { ask: null, warnings: [`Deployed with changes that were neither tested nor approved: ${what}`] };
  const blockers = [`changed by hand after the tests and the approvals: ${what}`];
  return { ask: { ...nothing, outcome: "differs", tree, facts: { status: "FAIL", blockers } }, warnings: [] };
}
