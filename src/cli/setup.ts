import { isLive } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { broken, type Command, done, no, wrongUsage } from "../run/commands/command.ts";
import { fenceLack, withoutFence } from "../run/life/fence.ts";
import { readRun } from "../run/life/run.ts";
import { putFence, SESSION_SETTINGS, sessionFence, sessionSettings } from "../run/life/session-fence.ts";

const AGAIN = "then run this again.";

/** Its other words are the launcher's: bin/multi-ai. */
export const setup: Command = {
  summary: "Have Claude Code run the commands of sessions here in its sandbox",
  usage: "fence",
  args: [1, 1],
  options: { off: { about: "Take that out of your settings again" } },
  foreign: true,
  async run({ project, env, args: [word], has, confirm }) {
    if (word !== "fence") return wrongUsage(`found "${word}", expected fence`);
    const run = readRun(project);
    if (run !== null && isLive(run)) return no(`Nothing was done: run ${run.run} is live. Let it end, ${AGAIN}`);
    const found = sessionSettings(project.root);
    if (found === null) return broken(`${SESSION_SETTINGS} is not valid JSON. Fix it, ${AGAIN}`);
    const isOff = has("off");
    if (!found.isOurs && (found.sandbox ?? found.env.GIT_CONFIG_COUNT) !== undefined)
      return no(
        `sandbox or GIT_CONFIG_COUNT in ${SESSION_SETTINGS} is your own, and stays as it is. For this fence take it out, ${AGAIN}`,
      );
    const lack = isOff ? null : fenceLack(env, project.root);
    if (lack !== null) return no(withoutFence(lack));
    const fence = isOff ? null : sessionFence(project, env);
    if (isOff ? !found.isOurs : Bun.deepEquals(fence?.sandbox, found.sandbox))
      return done(`${isOff ? "No fence of this program" : "The fence"} stands in ${SESSION_SETTINGS}.`, {
        fence: !isOff,
      });
    const does = isOff ? "takes sandbox and GIT_CONFIG_* out of" : "writes into";
    const shown = fence === null ? "." : `:\n${JSON.stringify(fence, null, 2)}`;
    const refusal = await confirm(`This ${does} ${SESSION_SETTINGS}${shown}`, null);
    if (refusal !== null) return no(refusal);
    putFence(project.root, found, fence);
    const now = isOff ? "The fence is gone." : `The fence stands; ${here("setup fence --off")} takes it away.`;
    return done(`${now} It counts for sessions that start from now on.`, { fence: !isOff });
  },
};
