import { join } from "node:path";
import { isLive } from "../../engine/run.ts";
import { pluginRoot } from "../../host/program.ts";
import { here, PLUGIN } from "../../plugin.ts";
import { runProcess } from "../../process/run.ts";
import { quote } from "../../text.ts";
import { findingText, warning } from "../checkup/finding.ts";
import { fenceProblem } from "../fence/fence.ts";
import {
  putFence,
  SESSION_SETTINGS,
  sessionFence,
  sessionSettings,
} from "../fence/session-fence.ts";
import { readRun } from "../journal/change.ts";
import { type Answer, broken, type Call, type Command, done, no, wrongUsage } from "./command.ts";

const AGAIN = "then run this again.";

const launcher = (): string => join(pluginRoot(), "bin", PLUGIN);

/**
 * Where a session has no task list: the host's own setting that makes a run's tasks visible in it.
 */
const TASK_LIST =
  'To see a run\'s tasks in Claude Code\'s own task list, put "env": {"CLAUDE_CODE_ENABLE_TODO_TOOLS": "1"} into ~/.claude/settings.json. It applies to new sessions.';

/** What needs no Bun is the launcher's own, which a terminal asks first. */
async function byLauncher(
  { env, from, patience, session }: Call,
  words: string[],
): Promise<Answer> {
  const { exitCode, stdout, stderr } = await runProcess({
    // An archive or a mount may have lost its executable bit.
    command: "/bin/sh",
    args: [launcher(), "setup", ...words],
    cwd: from,
    env,
    timeoutMs: patience,
  });
  if (exitCode !== 0) return broken(stderr.trim());
  // npm's own messages are dropped.
  const how = words.length > 0 ? [] : stderr.trim().split("\n");
  const lacksList =
    words.length === 0 && session !== null && env.CLAUDE_CODE_ENABLE_TODO_TOOLS !== "1";
  const offered = lacksList ? ["", TASK_LIST] : [];
  return done([...how.slice(0, 1), stdout.trim(), ...how.slice(1), ...offered].join("\n"), {
    said: stdout.trim(),
  });
}

export const setup: Command = {
  summary:
    "Print the line that adds this program to your PATH; packages: install what is missing; fence: run the commands of sessions here in Claude Code's sandbox",
  usage: "[packages | fence]",
  args: [0, 1],
  words: ["packages", "fence"],
  options: { off: { about: "With fence: remove it from your settings" } },
  foreign: true,
  async run(call) {
    const { project, env, has } = call;
    const [word] = call.args;
    if (has("off") && word !== "fence")
      return wrongUsage(`--off is for the fence: ${here("setup fence --off")}`);
    if (word === undefined || word === "packages")
      return byLauncher(call, word === undefined ? [] : [word]);
    // What a session types may also be a prompt of a schedule, which a model has made.
    if (call.session !== null)
      return no(
        `Type it in a terminal of your own, in this project: ${quote(launcher())} setup fence${has("off") ? " --off" : ""}`,
      );
    const run = readRun(project);
    if (run !== null && isLive(run))
      return no(`Nothing was done: run ${run.run} is not over. Let it end, ${AGAIN}`);
    const found = sessionSettings(project.root);
    if (found === null) return broken(`${SESSION_SETTINGS} is not valid JSON. Fix it, ${AGAIN}`);
    const isOff = has("off");
    if (!found.isOurs && (found.sandbox ?? found.env.GIT_CONFIG_COUNT) !== undefined)
      return no(
        `sandbox or GIT_CONFIG_COUNT in ${SESSION_SETTINGS} is yours, so it was kept. To use this fence, remove it, ${AGAIN}`,
      );
    const lack = isOff ? null : fenceProblem(env, project.root);
    if (lack !== null) return no(findingText(warning(`No fence: ${lack.why}`, lack.remedy)));
    const fence = isOff ? null : sessionFence(project, env);
    if (isOff ? !found.isOurs : Bun.deepEquals(fence?.sandbox, found.sandbox))
      return done(
        `${isOff ? "No fence of this program" : "The fence"} is in ${SESSION_SETTINGS}.`,
        { fence: !isOff },
      );
    const does = isOff ? "removes sandbox and GIT_CONFIG_* from" : "writes into";
    const shown = fence === null ? "." : `:\n${JSON.stringify(fence, null, 2)}`;
    await call.agreed(`This ${does} ${SESSION_SETTINGS}${shown}`, null);
    putFence(project.root, found, fence);
    const now = isOff
      ? "The fence is gone."
      : `The fence is in place; ${here("setup fence --off")} removes it.`;
    return done(`${now} It applies to new sessions.`, { fence: !isOff });
  },
};
