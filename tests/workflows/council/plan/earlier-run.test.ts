// A council that an earlier version began: its tasks name the documents themselves.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { MASTER_PLAN, PLANS } from "../../../../src/workflows/council/paths.ts";
import { council } from "../../../../src/workflows/council/workflow.ts";
import {
  honestCouncil,
  isVote,
  masterPlan,
  REQUEST,
  revision,
  SEAT_PLAN,
  seatOf,
} from "../../../harness/council.ts";
import { cleanup, makeProject } from "../../../harness/project.ts";
import type { Brief } from "../../../harness/team.ts";
import { CouncilRun } from "../run.ts";

afterEach(cleanup);

const gateOf = (name: string) =>
  council.entries.start!.gates.find(({ key }) => key === name) as { key: string; writes: string };
const GATES = [gateOf("synthesis"), gateOf("seat-plan")];
const NOW = GATES.map(({ writes }) => writes);
const BEFORE = [MASTER_PLAN, `${PLANS}{item}.md`];
const writing = (paths: string[]): void =>
  GATES.forEach((gate, at) => {
    gate.writes = paths[at]!;
  });
afterEach(() => writing(NOW));

test("goes on to its end, through a vote for changes and a plan that is written anew", async () => {
  let votes = 0;
  const honest = honestCouncil((brief: Brief) => {
    writing(NOW);
    if (brief.writes.endsWith("/master_plan.md")) return masterPlan();
    if (brief.writes.includes(`/${PLANS}`)) return { ...SEAT_PLAN };
    return isVote(brief) && seatOf(brief) === "grok-devil" && votes++ === 0
      ? revision(brief)
      : undefined;
  });
  const run = new CouncilRun(makeProject(), honest);
  writing(BEFORE);
  await run.type("council", REQUEST, { auto: true });
  const made = run.run.tasks.filter(({ schema }) => schema === "master-plan");
  expect(made.map((one) => one.writes)).toEqual([MASTER_PLAN, NOW[0]!]);
  expect(run.text(`${PLANS}grok-devil.md`)).toStartWith("## Approach\n\n");
  expect([run.refused, run.run.status]).toEqual([[], "complete"]);
});
