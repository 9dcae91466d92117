import { isLive } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { broken, type Command, done, no, wrongUsage } from "../run/commands/command.ts";
import { fenceLack, withoutFence } from "../run/life/fence.ts";
import { readRun } from "../run/life/run.ts";
import { fenceIn, putFence, SESSION_SETTINGS, sessionFence } from "../run/life/session-fence.ts";

const AGAIN = "then type this again";

/** Its other words are the launcher's: bin/multi-ai. */
export const setup: Command = {
  summary: "Have Claude Code run the commands of sessions here in its sandbox",
  usage: "fence",
  args: [1, 1],
  options: { off: { about: "Take that out of your settings again" } },
  foreign: true,
  async run(call) {
    const { project, env } = call;
    const { root } = project;
    if (call.args[0] !== "fence") return wrongUsage(`found "${call.args[0]}", expected fence`);
    const run = readRun(project);
    if (run !== null && isLive(run)) return no(`Nothing was done: run ${run.run} is live. Let it end, ${AGAIN}.`);
    const found = fenceIn(project, env);
    if (found === null) return broken(`${SESSION_SETTINGS} is no JSON. Mend it, ${AGAIN}.`);
    const { whose, written } = found;
    if (whose === "persons")
      return no(
        `sandbox or GIT_CONFIG_COUNT in ${SESSION_SETTINGS} is your own, and stays as it is. For this fence take it out, ${AGAIN}.`,
      );
    const isOff = call.has("off");
    if (isOff && whose === null) return done(`No fence stands in ${SESSION_SETTINGS}.`, { fence: false });
    const lack = isOff ? null : fenceLack(env, root);
    if (lack !== null) return no(withoutFence(lack));
    const fence = isOff ? null : sessionFence(project, env);
    if (fence !== null && whose === "ours" && Bun.deepEquals(fence, written))
      return done(`The fence stands in ${SESSION_SETTINGS} already, with the rules of now.`, { fence: true });
    const does =
      fence === null
        ? `This takes sandbox and GIT_CONFIG_* out of ${SESSION_SETTINGS}.`
        : `This writes into ${SESSION_SETTINGS}:\n${JSON.stringify(fence, null, 2)}`;
    const refusal = await call.confirm(does, null);
    if (refusal !== null) return no(refusal);
    putFence(project, env, fence);
    const now =
      fence === null
        ? "The fence is gone"
        : `Commands of sessions run in Claude Code's sandbox (${here("setup fence --off")} ends that)`;
    return done(`${now}. It counts for sessions that start from now on.`, { fence: fence !== null });
  },
};
