// Guarantee: Evidence is checked, and unknown is not good; Honest work passes.
// Gate: evidence of a review | the criterion is met | the review goes back | it is met, and counted
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cleanup } from "../../harness/project.ts";
import { DISHONEST, HONEST, reviewing } from "./drive.ts";

describe.each([
  ["with git", true],
  ["without git", false],
])("verdicts on one change, %s", (_, inGit) => {
  let told: Awaited<ReturnType<typeof reviewing>>;
  beforeAll(async () => {
    told = await reviewing(inGit);
  });
  afterAll(cleanup);

  test.each(HONEST.filter((one) => inGit || !one.onlyGit).map((one) => [one.name, one] as const))(
    "honest, counts at the first try: %s",
    async (_name, verdict) => {
      expect(await told(verdict)).toEqual([]);
    },
  );

  test.each(DISHONEST.map((one) => [one.name, one] as const))(
    "dishonest, is stopped: %s",
    async (_name, verdict) => {
      const problems = await told(verdict);
      expect(problems.join("\n")).toMatch(new RegExp(verdict.told));
      for (const one of problems) expect(one).not.toContain("\n");
    },
  );
});
