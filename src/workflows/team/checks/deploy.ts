import { byOthers, type Task, treesOf } from "../../../engine/run.ts";
import { maskOfProject } from "../../../project/secrets.ts";
import { runOne } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import { given } from "../../../text.ts";
import { programRecord } from "../accepted.ts";
import { partText } from "../areas.ts";
import { deploySettingsOf, environmentOf } from "../shows.ts";
import { checkOutcome, statusBy } from "../statuses.ts";
import { cannotRun, currentTree, type Found, type ProgramCommand, type TeamCheck } from "./check.ts";

/** The whole deployment, and how long what was deployed may take to answer well; in milliseconds. */
const MAX_MS = 3_600_000;
const HEALTHY_MS = 120_000;
/** Between two questions, and for one answer. */
const PAUSE_MS = 1_000;
const ANSWER_MS = 5_000;

/**
 * Stage 08: the person's command, then the address of the settings is asked until it answers well; without an address nothing
 * could tell whether it works, which is a warning. Nothing is taken back: the way back is told. Secrets are masked in all that
 * is kept.
 */
export const deploy: TeamCheck = async (scene, task, signal) => {
  const { ask, warnings } = unseen(scene, task);
  if (ask !== null) return ask;
  const { project, run } = scene;
  const set = deploySettingsOf(run);
  if (set === undefined)
    return { ...cannotRun("Nothing was deployed: deploy.command is not set", null), outcome: "fail" };
  const environment = environmentOf(run.options.deploy || "asked", set);
  const env = { ...process.env, DEPLOY_ENVIRONMENT: environment };
  const masked = (text: string): string => maskOfProject(project.root, env, 0)(text);
  const rollback = set.rollback === undefined ? null : masked(set.rollback);
  const options = { env, signal, timeoutMs: MAX_MS, asItStands: true };
  const { ran } = await runOne(project, { text: set.command, shellAllowed: true }, options);
  const { state, exit, lines } = ran;
  const commands: ProgramCommand[] = [{ name: "deploy", command: masked(set.command), state, failed: [], lines }];
  if (state === "passed" && set.health !== undefined) commands.push(await askUntilWell(set.health, signal));
  const isHealthy = commands.some((one) => one.name === "health" && one.state === "passed");
  const blockers = commands.flatMap((one) => (one.state === "passed" ? [] : whyNot(one, exit)));
  const isBegun = blockers.length > 0 && state !== "not_found";
  const back = rollback === null ? "deploy.rollback names no command for that" : `to roll it back, run: ${rollback}`;
  const untold = "It is unknown whether the deployment works; set deploy.health";
  const doubts = given(blockers.length === 0 && !isHealthy, untold);
  const status = statusBy(blockers, doubts);
  return {
    about: status === "FAIL" ? [set.command] : [],
    outcome: checkOutcome(status),
    tree: currentTree(scene).tree,
    commands,
    facts: {
      status,
      blockers: [...blockers, ...given(isBegun, `The deployment was started and not rolled back; ${back}`)],
      warnings: [...warnings, ...given(rollback === null, "Not set: deploy.rollback"), ...doubts],
      deployed: { environment, exit },
      flags: {
        // What nothing could tell has neither passed nor failed.
        ...(doubts.length > 0 ? {} : { smoke_test_passed: isHealthy }),
        runbook_referenced: rollback !== null,
      },
    },
  };
};

/** Why one of its steps did not pass. */
function whyNot({ name, command, state, lines }: ProgramCommand, exit: number | null): string {
  if (name === "health") return `Not healthy: ${command}: ${lines.at(-1)} when time ran out`;
  const why = { timeout: "it did not end in time", not_found: "it could not be started" }[state];
  return `Deployment failed: ${command}: ${why ?? `exit ${exit ?? "by a signal"}`}`;
}

/** Asks an address until it answers with a status of 200 to 299; redirects are not followed. */
async function askUntilWell(url: string, signal: AbortSignal): Promise<ProgramCommand> {
  const until = performance.now() + HEALTHY_MS;
  // Without what may be secret in it: name and password, and what is asked for.
  const { origin, pathname, search } = new URL(url);
  const asked = { name: "health", command: `${origin}${pathname}${search === "" ? "" : "?…"}`, failed: [] };
  for (;;) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    const [state, line] = await fetch(url, { redirect: "manual", signal: limit }).then(
      ({ ok, status }) => [ok ? "passed" : "failed", `status ${status}`] as const,
      ({ code = "none in time" }: { code?: string | number }) =>
        ["failed", `no answer (${typeof code === "string" ? code : "none in time"})`] as const,
    );
    if (state === "passed" || performance.now() >= until || signal.aborted) return { ...asked, state, lines: [line] };
    await Bun.sleep(PAUSE_MS);
  }
}

/** The question about it, and the option by which the person says that what is there goes out as it is. */
const UNSEEN = "deploy-unseen";
const AS_IT_IS = "anyway";

/**
 * What has changed since the run last saw the project, by a hand outside of it: nobody has tested or approved it as it is.
 * `ask`: the outcome that asks about it; null where nothing has, or where the person has said so of this very tree, which
 * then is a warning.
 */
export function unseen(scene: Scene, task: Task): { ask: Found | null; warnings: string[] } {
  const { project, run } = scene;
  const { tree, parts } = currentTree(scene);
  const moved = Object.entries(treesOf(run)).filter(([part, hash]) => (parts.trees?.[part] ?? hash) !== hash);
  const { finished, tree: tested = tree } = run.options;
  if (tree === null || (moved.length === 0 && tested === tree)) return { ask: null, warnings: [] };
  const what = moved.map(([part]) => partText(part)).join(", ") || `files of what ${finished} finished`;
  const decision = run.decisions.findLast((one) => one.task === task.id && one.kind === UNSEEN);
  if (decision?.option === AS_IT_IS && programRecord(project, task)?.tree === tree)
    return { ask: null, warnings: [`Deployed with changes that were neither tested nor approved: ${what}`] };
  const why = `changed ${byOthers(run)} after the tests and the approvals: ${what}`;
  return { ask: { ...cannotRun(why, tree), outcome: "differs" }, warnings: [] };
}
