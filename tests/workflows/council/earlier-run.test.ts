// A council that an earlier version began: its plan maker's task names the document itself.
import { afterEach, expect, test } from "bun:test";
import { MASTER_PLAN } from "../../../src/workflows/council/paths.ts";
import { council } from "../../../src/workflows/council/workflow.ts";
import {
  honestCouncil,
  isVote,
  masterPlan,
  REQUEST,
  revision,
  seatOf,
} from "../../harness/council.ts";
import type { Turn } from "../../harness/model.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import type { Brief, Work } from "../../harness/team.ts";
import { PhasesRun } from "../phases/play.ts";

afterEach(cleanup);

const synthesis = council.entries.start!.gates.find(({ key }) => key === "synthesis") as {
  writes: string;
};
const { writes } = synthesis;
afterEach(() => {
  synthesis.writes = writes;
});

test("goes on to its end, through a vote for changes and a plan that is written anew", async () => {
  let votes = 0;
  const honest = honestCouncil((brief: Brief) => {
    synthesis.writes = writes;
    if (brief.writes.endsWith("/master_plan.md")) return masterPlan();
    return isVote(brief) && seatOf(brief) === "grok-devil" && votes++ === 0
      ? revision(brief)
      : undefined;
  });
  class CouncilRun extends PhasesRun {
    protected override readonly workflow = "council";
  }
  const run = new CouncilRun(makeProject(), (brief) => honest(brief, {} as Turn) as Work);
  synthesis.writes = MASTER_PLAN;
  await run.type("council", REQUEST, { auto: true });
  const made = run.run.tasks.filter(({ schema }) => schema === "master-plan");
  expect(made.map((one) => one.writes)).toEqual([MASTER_PLAN, writes]);
  expect([run.refused, run.run.status]).toEqual([[], "complete"]);
});
