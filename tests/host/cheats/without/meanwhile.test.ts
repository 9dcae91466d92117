// The same changes for a moment, and the same verdict of another program, in a plugin that lacks the check: nobody hears of it.
import { afterEach, expect } from "bun:test";
import { join } from "node:path";
import { cleanup, makeProject, tempDir } from "../../../harness/project.ts";
import { ofType } from "../../scenario.ts";
import { worked } from "../cheats.ts";
import { forAMoment, rewritingVerdicts } from "../meanwhile-tries.ts";
import { accepted, slowly, without } from "./play.ts";
import { pluginWithout } from "./plugin.ts";

afterEach(cleanup);

const HOOKS = "hooks are those that the run began with";

slowly("without a second look at the host's settings", async () => {
  const home = tempDir();
  const { project, worker, ran } = forAMoment("hook for a moment", join(home, ".claude/settings.json"));
  const { state, events } = await without(HOOKS, { project, home, worker });
  expect(ran()).toContain("read");
  expect(state).toMatchObject({ status: "complete" });
  expect(ofType(events, "noticed")).toEqual([]);
  worked(HOOKS, "complete, and nobody hears of the hook", "hook for a moment");
});

slowly("without it: the plugin's files", async () => {
  const guard = join(pluginWithout(HOOKS), "hooks/guard.sh");
  const { project, worker, ran } = forAMoment("plugin changed for a moment", guard);
  const { state, events } = await without(HOOKS, { project, worker });
  expect(ran()).toContain("ran");
  expect(state).toMatchObject({ status: "complete" });
  expect(ofType(events, "noticed")).toEqual([]);
  worked(HOOKS, "complete, and nobody hears of the other code", "plugin changed for a moment");
});

slowly("without a look at what Codex has said itself", async () => {
  const guarantee = "an answer is what its program said";
  const [project, home] = [makeProject(), tempDir()];
  const { codex, times } = rewritingVerdicts(project, home);
  const played = await without(guarantee, { project, home, codex, limitMs: 120_000 });
  expect(times()).toBe(1);
  expect(accepted(played)).toContain("T9 approved");
  expect(played.state).toMatchObject({ status: "complete" });
  worked(guarantee, "an objection counts as an approval", "verdict of codex rewritten");
});
