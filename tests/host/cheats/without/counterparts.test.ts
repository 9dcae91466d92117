// A journal that is forged with care, and hooks that are switched off, where nobody looks at what the host has written.
import { afterEach, expect } from "bun:test";
import { cleanup, makeProject } from "../../../harness/project.ts";
import { team } from "../../../harness/team.ts";
import { sitDown, untilLeft } from "../../person.ts";
import { ofType } from "../../scenario.ts";
import { answeringHook } from "../answering-hook.ts";
import { worked } from "../cheats.ts";
import { forging, rewriting, switchingOff } from "../forged-journal.ts";
import { withTests } from "../program-tries.ts";
import { accepted, slowly, until, without } from "./play.ts";
import { pluginWithout } from "./plugin.ts";

afterEach(cleanup);

const HOST = "what the host knows nothing of holds the run";

slowly("without what the host has written", async () => {
  const project = makeProject();
  const played = await without(HOST, { project, worker: forging(project, false) });
  expect(played.state).toMatchObject({ status: "complete" });
  expect(ofType(played.events, "noticed")).toEqual([]);
  worked(HOST, "complete by reviews that never took place", "forged review");
});

slowly("without it: the end", async () => {
  const project = makeProject();
  const { run } = await without(HOST, { project, worker: forging(project, true) });
  expect(run.stdout).not.toContain("knows nothing of this");
  worked(HOST, "the report says that all reviewers approved", "forged end");
});

slowly("without it: answers of a hook", async () => {
  const plugin = [pluginWithout(HOST), answeringHook().folder];
  const { terminal, project } = await sitDown({
    version: "new",
    script: team(withTests("bun test")),
    plugin,
    rows: 60,
  });
  await terminal.submit("/multi-ai Say goodbye by name");
  const { events } = await untilLeft(project, ({ state }) => state.status === "complete", 100_000);
  expect(ofType(events, "answered")).toMatchObject([{ question: "Q1", option: "approve", via: "dialog" }]);
  expect(ofType(events, "noticed")).toEqual([]);
  worked(HOST, "a story that no person has seen", "a hook answers");
});

slowly("without it: calls past the hooks", async () => {
  const project = makeProject();
  const played = await without(HOST, { project, worker: switchingOff(project, []) });
  expect(played.state).toMatchObject({ status: "complete" });
  worked(HOST, "complete, and nobody hears of the calls", "hooks switched off");
});

slowly("without what its agent has written itself", async () => {
  const guarantee = "an artifact counts only with the task and the nonce of its dispatch";
  const played = await without(guarantee, { worker: rewriting({ times: 0 }), main: until("T8") });
  expect(accepted(played)).toContain("T7 approved");
  worked(guarantee, "an objection counts as an approval", "verdict rewritten");
});
