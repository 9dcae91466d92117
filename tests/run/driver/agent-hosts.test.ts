// Which Claude Code is started ahead: that of the agent that comes next, and of nothing else.
// Runs: in full too.
// Not in npm test: ^while the tasks
import { afterAll, expect, test } from "bun:test";
import { agentNext } from "../../../src/run/driver/agent-hosts.ts";
import { answered, dispatched } from "../../engine/given.ts";
import { cleanup } from "../../harness/project.ts";
import { bringer, execute, project, twoWaves } from "../../workflows/phases/execute/given.ts";
import type { PhasesRun } from "../../workflows/phases/play.ts";
import { Team } from "../../workflows/team/given.ts";

afterAll(cleanup);

test("nothing is started behind what a person decides first, and the next agent once they have", () => {
  const run = new Team().until("Brief");
  dispatched("Brief")(run);
  expect(agentNext(run.now)).toBeUndefined();
  run.end("Brief").until("checkpoint-a");
  expect(agentNext(run.now)).toBeUndefined();
  answered("proceed")(run);
  expect(agentNext(run.now)).toMatchObject({ subject: "Draft design" });
});

test("while the tasks of plans are done it is another of them, and never the one that joins them", async () => {
  const seen: (string | undefined)[] = [];
  const run: PhasesRun = execute(project(twoWaves()), (brief) => {
    seen.push(agentNext(run.run)?.subject);
    return bringer(brief);
  });
  await run.start("execute-phase", { options: { phase: "01" }, auto: true });
  expect(run.run.status).toBe("complete");
  expect(seen[0]).toMatch(/^Task \d$/);
  for (const one of seen) expect(one ?? "Task 0").toMatch(/^Task \d$/);
});
