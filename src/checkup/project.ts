import { accessSync, constants, existsSync, lstatSync } from "node:fs";
import { isLive } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { isForeign } from "../record/outside.ts";
import { readRun } from "../run/life/run.ts";
import { readSettings } from "../run/life/settings.ts";
import { SETTINGS_FILE } from "../settings.ts";
import { BrokenChain } from "../store/journal.ts";
import {
  type Checkup,
  type CheckupInput,
  error,
  type Finding,
  gitIn,
  ok,
  warning,
} from "../workflows/contract/checkup.ts";
import { ceilingText } from "../workflows/money/estimate.ts";

/** Git is there, the project is a repository, and nothing of `.task/` would be committed. */
export const gitCheckup: Checkup = async (input) => {
  const version = await gitIn(input, "--version");
  if (version.exitCode !== 0) return [error("git", "not found: the project's files are compared by it", "install git")];
  const number = /\d+\.\d+(\.\d+)?/.exec(version.stdout)?.[0] ?? "of an unknown version";
  const inside = await gitIn(input, "rev-parse", "--is-inside-work-tree");
  if (inside.stdout.trim() !== "true")
    return [
      warning(
        "git",
        `${number}; ${input.project} is no repository that it reads: nothing of a run is committed, and none can be rolled back`,
        "git init, or repair it",
      ),
    ];
  return [ok("git", `${number}, a repository`), await ignored(input)];
};

async function ignored(input: CheckupInput): Promise<Finding> {
  const name = "Ignored";
  if (!existsSync(input.task))
    return ok(name, "no .task/ yet; a run writes a .gitignore into it that ignores everything");
  const checked = await gitIn(input, "check-ignore", "-q", ".task/events.jsonl");
  if (checked.exitCode === 0) return ok(name, ".task/ is ignored");
  return warning(
    name,
    ".task/ is not ignored: agents' instructions and answers could be committed",
    "add the line * to .task/.gitignore",
  );
}

export const settingsCheckup: Checkup = async ({ project, env }) => {
  const name = "Settings";
  const read = await readSettings(project, env);
  if (!read.ok) return read.problems.map((problem) => error(name, problem, `fix it in ${SETTINGS_FILE}`));
  const { budget } = read.settings;
  const isIdle = budget?.enabled === false && (budget.tokens_max ?? budget.usd_max) !== undefined;
  const { settings } = read;
  return [
    ok(name, read.present ? `${SETTINGS_FILE} is valid` : `no ${SETTINGS_FILE}: the defaults hold`),
    ...(read.waiting === undefined
      ? []
      : [
          {
            ...warning(
              name,
              `${read.waiting.held.map(({ field }) => field).join(", ")}: not approved by you for this project, so no run starts`,
              `${here("trust")} shows them whole, and what to type to approve them or to work without them`,
            ),
            holds: true as const,
          },
        ]),
    ...(isIdle
      ? [warning(name, "budget.enabled is not true: what the budget says bounds nothing", 'add "enabled": true to it')]
      : []),
    ok("Cost", ceilingText(settings)),
  ];
};

/** Where a run would be recorded can be written. */
export const recordCheckup: Checkup = async ({ project, task }) => {
  const folder = existsSync(task) ? task : project;
  try {
    accessSync(folder, constants.W_OK);
    return [];
  } catch {
    return [error("Record", `${folder} cannot be written, and a run is recorded there`, "make it writable for you")];
  }
};

/** The journal can be read to its end, and `.task/` is a folder of this user. */
export const journalCheckup: Checkup = async ({ project, task, env }) => {
  const name = "Journal";
  const place = { root: project, task, found: "journal" } as const;
  try {
    if (existsSync(task) && !lstatSync(task).isDirectory())
      return [error(name, ".task is not a folder", "move it away")];
    const run = readRun(place);
    if (run === null) return [ok(name, "no run")];
    if (isLive(run) && isForeign(place, env))
      return [
        warning(
          name,
          `${run.run} was not started on this machine, or this project was moved or copied`,
          `${here(`trust --run ${run.run}`)} shows what it would do`,
        ),
      ];
    return [ok(name, `${run.seq} events of ${run.run}, ${isLive(run) ? `live (${run.status})` : run.status}`)];
  } catch (problem) {
    const broken = problem instanceof BrokenChain ? problem : null;
    const message = problem instanceof Error ? problem.message : String(problem);
    // What mends a journal is refused for one that came with the project.
    const mends = broken !== null && !isForeign(place, env) ? broken.remedyFor(here) : null;
    const remedy = mends ?? `${here("cancel --force")} sets the run aside`;
    return [error(name, message, remedy)];
  }
};
