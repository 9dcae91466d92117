import { closeSync, constants, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isLive, type Run } from "../../engine/run.ts";
import { livingOwner } from "../../host/host.ts";
import { allowRules, findClaude, hostEnvironment, pluginRoot } from "../../host/program.ts";
import { ownBun } from "../../plugin.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project, Rooted } from "../../project/project.ts";
import { dataFolders, type Env } from "../../record/machine/outside.ts";
import { type NewOwner, recordedOwner } from "../../record/machine/owner.ts";
import { openRegular } from "../../store/files/disk.ts";
import { oneLine } from "../../text.ts";

/**
 * A run in the background: a driver carries it on, a process of its own that outlives the session
 * in which the person began it. It ends where the person decides; whoever records the answer starts
 * the next one.
 */

/** In `.task/`: what the drivers of a run have said. */
const DRIVER_LOG = "background.log";

/**
 * The file that sessions watch: it names the project whose driver has said something, and what. One
 * for all projects, in the folder that the host makes for the plugin: what is watched has to lie in
 * a folder that is there. Null: no host has told it.
 */
export const bellOf = ({ CLAUDE_PLUGIN_DATA: data }: Env): string | null =>
  data?.startsWith("/") ? bellIn(data) : null;

const bellIn = (data: string): string => join(data, "background.txt");

/**
 * Has the idle sessions of a project show a line in passing, however the plugin is installed there:
 * a terminal has not been told.
 */
export function ring({ root }: Rooted, env: Env, line: string): void {
  for (const data of dataFolders(env))
    attempt(() => writeFileSync(bellIn(data), `${root}\n${oneLine(line)}\n`), undefined);
}

/** Variables of the hook that starts a driver. */
const OF_HOOK =
  /^(?:AI_AGENT|BUN_JSC_useJIT|CLAUDE_EFFORT|MULTI_AI_(?:AGAIN|COMPILED_FOR|CWD|DOOR|FROM|HOME|HOST_PID))$/;

export const PLAN_MODE =
  "In plan mode agents cannot write their results: leave it (shift+tab), then type the command again.";

/**
 * Whether edits of agents need an approval in this mode, where nobody can give one and no rule
 * allows any. `given`: the start's own rules.
 */
export const editsAreRefused = ({ root }: Project, env: Env, mode: string, given = ""): boolean =>
  /^(?:default|dontAsk|manual)$/.test(mode) &&
  ![given, ...allowRules(env, root)].some((rule) => /(?:^|[\s,])(?:Edit|Write)\b/.test(rule));

/** Why nothing can work in the background of a session in this mode; null: it can. */
export function backgroundProblem(project: Project, env: Env, mode: string): string | null {
  if (mode === "plan") return PLAN_MODE;
  if (editsAreRefused(project, env, mode))
    return `In the background nobody can approve edits, and ${mode === "default" ? "manual" : mode} mode needs that. Choose acceptEdits or auto (shift+tab), or allow Edit and Write in permissions.allow. Then type the command again.`;
  return findClaude(null, env, project.root) === null
    ? "A run in the background starts Claude Code, which was not found on PATH: without --background it continues in this session."
    : null;
}

/** A driver as the owner of a run, before it has a process. */
export const newDriver = ({ root }: Project): NewOwner & { driver: true } => ({
  driver: true,
  host: null,
  session: crypto.randomUUID(),
  transcript: "",
  root,
});

/** The environment of a hook, for what it starts that outlives it. */
export const workEnvironment = (env: Env): Env => ({
  ...Object.fromEntries(
    Object.entries(hostEnvironment(env, pluginRoot())).filter(([name]) => !OF_HOOK.test(name)),
  ),
  CLAUDE_PLUGIN_DATA: env.CLAUDE_PLUGIN_DATA,
});

/**
 * Starts this program beside the caller, who does not wait for it; returns its process. `out`:
 * where it writes. @throws where it cannot be started
 */
export function startDetached(args: string[], env: Env, out: number | "ignore"): number {
  const plugin = pluginRoot();
  const command = [...ownBun(), `${plugin}/src/orchestrator.ts`, ...args];
  const started = Bun.spawn(command, {
    cwd: plugin,
    stdio: ["ignore", out, out],
    env,
    detached: true,
  });
  started.unref();
  return started.pid;
}
/**
 * Starts a driver for the project's run, which has none. Returns its process. @throws where it
 * cannot be started
 */
function startDriver({ root, task }: Project, env: Env): number {
  mkdirSync(task, { recursive: true });
  const log = openRegular(
    join(task, DRIVER_LOG),
    constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT,
  )!;
  const own = { ...workEnvironment(env), MULTI_AI_CALLED: join(pluginRoot(), "bin", "multi-ai") };
  try {
    return startDetached(["run", "--continue", "--project", root], own, log);
  } finally {
    closeSync(log);
  }
}

/**
 * The permission mode of a run that was begun in the background on this machine, and still is
 * there; null: it is none.
 */
export const modeInBackground = (project: Project, env: Env, run: Run): string | null =>
  run.owner?.driver === true ? (recordedOwner(project, run.run, env)?.background ?? null) : null;

/**
 * Has a background run go on where it has something to do and nobody does it. Returns what the
 * person reads of it; null: the run is none, or waits for them.
 */
export function driveOn(project: Project, env: Env, run: Run): string | null {
  if (
    !isLive(run) ||
    run.questions.length > 0 ||
    run.paused !== null ||
    modeInBackground(project, env, run) === null
  )
    return null;
  const driver = livingOwner(run)?.pid ?? startDriver(project, env);
  return `It continues in the background (process ${driver}); its output is in .task/${DRIVER_LOG}.`;
}
