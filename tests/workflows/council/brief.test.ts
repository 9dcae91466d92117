// Which files a seat is told to read.
import { expect, test } from "bun:test";
import { BRIEFS } from "../../../src/workflows/council/brief.ts";
import type { CouncilFacts } from "../../../src/workflows/council/facts.ts";
import { AUDIT, MASTER_PLAN, REFINED, RESEARCH } from "../../../src/workflows/council/paths.ts";

const needed = (confirm: CouncilFacts["confirm"]): string[] =>
  [REFINED, AUDIT, RESEARCH, MASTER_PLAN].filter((path) => BRIEFS.vote!.needs!(path, { confirm } as CouncilFacts));

test("a seat that confirms what changed since its approval reads the plan alone, any other all there is", () => {
  expect(needed(null)).toEqual([REFINED, AUDIT, RESEARCH, MASTER_PLAN]);
  expect(needed([{ part: "Task 1", before: "a", after: "b" }])).toEqual([MASTER_PLAN]);
});
