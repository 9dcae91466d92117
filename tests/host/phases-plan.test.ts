// A phase is talked over and planned in the real host: what the person says and what agents write ends in .planning.
import { afterEach, expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readPhase } from "../../src/workflows/phases/planning/read.ts";
import { inFull } from "../harness/in-full.ts";
import { discussAnswer } from "../harness/phases/discuss.ts";
import { greeter } from "../harness/phases/greeter.ts";
import { planAnswer } from "../harness/phases/plan.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import type { Worker } from "../harness/team.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { ofType, play, subjects } from "./scenario.ts";

afterEach(cleanup);

const worker: Worker = (brief) => ({ artifact: planAnswer(brief) ?? discussAnswer(brief)! });

inFull("assumptions that the person corrects, then plans that are checked and written", async () => {
  const project = makeProject({ files: greeter() });
  const asked = await play({ version: "new", project, worker, prompt: "/multi-ai:discuss-phase 1", limitMs: 120_000 });
  expect(asked.state).toMatchObject({ status: "waiting_for_user", phase: "discuss-01" });
  expect(openQuestions(project)).toMatchObject([{ kind: "discuss-assumed" }]);
  answer(project, "accept");
  const talked = await goOn({ version: "new", worker, limitMs: 120_000 }, asked);
  expect(talked.state).toMatchObject({ status: "complete" });
  const context = ".planning/phases/01-farewells/01-CONTEXT.md";
  expect(readFileSync(join(project, context), "utf8")).toContain("(confirmed by the person)");

  const planned = await play({ version: "new", project, worker, prompt: "/multi-ai:plan-phase 1", limitMs: 120_000 });
  expect(planned.state).toMatchObject({ status: "complete", workflow: "phases" });
  expect(ofType(planned.events, "refused")).toEqual([]);
  expect(subjects(planned.tasks)).toContain("Check: Plan the phase");
  const [phase] = readPhase(project, "1").phases;
  expect(phase).toMatchObject({ context, research: ".planning/phases/01-farewells/01-RESEARCH.md" });
  expect(phase?.plans).toMatchObject([
    { id: "01-01", problems: [], tasks: [{ commands: ["bun test tests/goodbye.test.ts"] }] },
    { id: "01-02", problems: [] },
  ]);
});
