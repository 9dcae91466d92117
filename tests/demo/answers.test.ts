// Runs: in full too, together.
// What the models of the demos answer is taken, by the workflows alone: the demos themselves, in
// the real host, are played by `npm run test:faults`.
import { afterEach, expect, test } from "bun:test";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { answer, REQUEST } from "../../demo/council.ts";
import { CORRECTION, IDEA, phasesWorker } from "../../demo/phases.ts";
import { honestCouncil } from "../harness/council.ts";
import { inFull } from "../harness/in-full.ts";
import type { Turn } from "../harness/model.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import type { Work } from "../harness/team.ts";
import { CouncilRun } from "../workflows/council/run.ts";
import { PhasesRun } from "../workflows/phases/play.ts";

afterEach(cleanup);

/** The demo's project, with these files beside its own. */
function basket(files: Record<string, string> = {}): string {
  const root = makeProject({ files: { "notes.txt": "A basket.\n", ...files } });
  cpSync(join(import.meta.dir, "../../demo/project"), root, { recursive: true });
  return root;
}

inFull("a council's agents: of each role the first answer is taken", async () => {
  const run = new CouncilRun(basket(), honestCouncil(answer));
  await run.start("start", { request: REQUEST, options: { ask: "true" } });
  expect(run.refused).toEqual([]);
  expect(run.task("Vote - mistral-security").outcome).not.toBeNull();
});

test("agents of phases: of each command up to the plans the first answer is taken", async () => {
  const worker = phasesWorker();
  const run = new PhasesRun(
    basket({ "idea.md": IDEA }),
    (brief) => worker(brief, {} as Turn) as Work,
  );
  expect(await run.type("new-project", "@idea.md", { auto: true })).toBeNull();
  expect(await run.type("discuss-phase", "1")).toBeNull();
  await run.answer("correct", CORRECTION);
  await run.answer("accept");
  expect(await run.type("plan-phase", "1", { auto: true })).toBeNull();
  expect([run.refused, run.run.status]).toEqual([[], "complete"]);
});
