import { existsSync } from "node:fs";
import { join } from "node:path";
import { byOthers, type Task, treesOf } from "../../../engine/run.ts";
import { maskOfProject } from "../../../project/secrets/secrets.ts";
import type { Scene } from "../../../record/scene.ts";
import { runOne } from "../../../record/tests/run-tests.ts";
import { given } from "../../../text.ts";
import { partText } from "../areas.ts";
import { programRecord } from "../record/accepted.ts";
import { deploySettingsOf, environmentOf } from "../shows.ts";
import { checkOutcome, statusBy } from "../status/statuses.ts";
import {
  cannotRun,
  currentTree,
  type Found,
  type ProgramCommand,
  type TeamCheck,
} from "./check.ts";

/** For each of its commands. */
const MAX_MS = 3_600_000;

/** Where projects describe how they are run. */
const RUNBOOKS = [
  "RUNBOOK.md",
  "runbook.md",
  "docs/RUNBOOK.md",
  "docs/runbook.md",
  "docs/runbooks",
  "runbooks",
];

/**
 * Stage 08: the person's command, then the check of the settings. Without that the command's own
 * end says that it works. Nothing is taken back. Secrets are masked in all that is kept.
 */
export const deploy: TeamCheck = async (scene, task, signal) => {
  const { ask, warnings } = unseen(scene, task);
  if (ask !== null) return ask;
  const { project, run } = scene;
  const set = deploySettingsOf(run);
  if (set === undefined)
    return {
      ...cannotRun("Nothing was deployed: deploy.command is not set", null),
      outcome: "fail",
    };
  const environment = environmentOf(run.options.deploy || "asked");
  const env = { ...process.env, DEPLOY_ENVIRONMENT: environment };
  const masked = (text: string): string => maskOfProject(project.root, env, 0)(text);
  const options = { env, signal, timeoutMs: MAX_MS, asItStands: true };
  const commands: ProgramCommand[] = [];
  const exits: (number | null)[] = [];
  const holds = (): boolean => commands.every((command) => command.state === "passed");
  for (const [name, text] of [
    ["deploy", set.command] as const,
    ["smoke test", set.check] as const,
  ]) {
    if (text === undefined || !holds()) continue;
    const { state, exit, lines } = (await runOne(project, { text, shellAllowed: true }, options))
      .ran;
    commands.push({ name, command: masked(text), state, lines });
    exits.push(exit);
  }
  const blockers = commands.flatMap((command) =>
    command.state === "passed" ? [] : whyNot(command, exits.at(-1) ?? null),
  );
  const isBegun = blockers.length > 0 && commands[0]!.state !== "not_found";
  const status = statusBy(blockers, []);
  const isSeen = set.check !== undefined;
  return {
    about: status === "FAIL" ? [set.command] : [],
    outcome: checkOutcome(status),
    tree: currentTree(scene).tree,
    commands,
    facts: {
      status,
      blockers: [...blockers, ...given(isBegun, "The deployment was started and not rolled back")],
      warnings,
      deployed: { environment, exit: exits[0] ?? null },
      flags: {
        // What nothing looked at has neither passed nor failed.
        ...(isSeen || status === "FAIL" ? { smoke_test_passed: isSeen && status !== "FAIL" } : {}),
        runbook_referenced: RUNBOOKS.some((one) => existsSync(join(project.root, one))),
      },
    },
  };
};

/** Why one of its steps did not pass. */
function whyNot({ name, command, state }: ProgramCommand, exit: number | null): string {
  const what = name === "deploy" ? "Deployment failed" : "The deployment does not pass its check";
  const why = { timeout: "it did not end in time", not_found: "it could not be started" }[state];
  return `${what}: ${command}: ${why ?? `exit ${exit ?? "by a signal"}`}`;
}

/**
 * The question about it, and the option by which the person says that what is there goes out as it
 * is.
 */
const UNSEEN = "deploy-unseen";
const AS_IT_IS = "anyway";

/**
 * What has changed since the run last saw the project, by a hand outside of it: nobody has tested
 * or approved it as it is.
 * `ask`: the outcome that asks about it; null where nothing has, or where the person has said so of
 * this very tree, which
 * then is a warning.
 */
function unseen(scene: Scene, task: Task): { ask: Found | null; warnings: string[] } {
  const { project, run } = scene;
  const { tree, parts } = currentTree(scene);
  const moved = Object.entries(treesOf(run)).filter(
    ([part, hash]) => (parts.trees?.[part] ?? hash) !== hash,
  );
  const { finished, tree: tested = tree } = run.options;
  if (tree === null || (moved.length === 0 && tested === tree)) return { ask: null, warnings: [] };
  const what =
    moved.map(([part]) => partText(part)).join(", ") || `files of what ${finished} finished`;
  const decision = run.decisions.findLast(
    (decision) => decision.task === task.id && decision.kind === UNSEEN,
  );
  if (decision?.option === AS_IT_IS && programRecord(project, task)?.tree === tree)
    return {
      ask: null,
      warnings: [`Deployed with changes that were neither tested nor approved: ${what}`],
    };
  const why = `changed ${byOthers(run)} after the tests and the approvals: ${what}`;
  return { ask: { ...cannotRun(why, tree), outcome: "differs" }, warnings: [] };
}
