// What executors are told of the plan that was approved: each thing once, and what seats found
// minor.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import {
  approval,
  honestCouncil,
  isVote,
  masterPlan,
  REQUEST,
  revision,
  seatOf,
} from "../../../harness/council.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../../../harness/project.ts";
import type { Brief } from "../../../harness/team.ts";
import { CouncilRun } from "../run.ts";

afterEach(cleanup);

const briefs = async (
  change: Parameters<typeof honestCouncil>[0],
  root = makeProject(),
): Promise<CouncilRun> => {
  const run = new CouncilRun(root, honestCouncil(change));
  await run.type("council", REQUEST, { auto: true });
  expect([run.refused, run.run.status]).toEqual([[], "complete"]);
  return run;
};

/**
 * Three minor findings of one seat that approves: on a task, on a file elsewhere, and on the whole.
 */
const minors = (brief: Brief) => {
  const said = { severity: "minor", fix: "Write it down." };
  return {
    ...approval(brief),
    findings: [
      {
        ...said,
        id: "F1",
        at: "Task 1",
        quote: "Write goodbye(name) beside greet",
        problem: "One test has no name.",
      },
      {
        ...said,
        id: "F2",
        at: "Architecture",
        missing: true,
        problem: "src/thanks.ts has no type that it returns.",
      },
      { ...said, id: "F3", at: "Overview", missing: true, problem: "No word on languages." },
    ],
  };
};

test("minor findings of the plan reach the executors whom they are about; a criterion stands once, in its task's brief", async () => {
  const run = await briefs((brief) =>
    isVote(brief) && seatOf(brief) === "grok-devil" ? minors(brief) : undefined,
  );
  const told = (task: string): string[] =>
    [...run.briefs.get(task)!.matchAll(/^- (F\d) minor at (.+?) \(grok-devil\): /gm)].map(
      ([, id, at]) => `${id} ${at}`,
    );
  expect([told("Task 1"), told("Task 2")]).toEqual([
    ["F1 Task 1", "F3 Overview"],
    ["F2 Architecture", "F3 Overview"],
  ]);
  const [one, two] = ["Task 1", "Task 2"].map((name) => run.briefs.get(name)!);
  expect(one).toContain("## Minor findings of reviewers: do in your work what costs little");
  const times = (text: string) => text.split("bun test tests/goodbye.test.ts").length - 1;
  expect([times(one!), times(two!)]).toEqual([1, 0]);
  expect(one).toMatch(
    /\n## Commands\nThose above run without a question, exactly as they stand, each behind `cd '.+\/1' && `;/,
  );
  expect(one).not.toContain("**Files**");
});

test("what tests the project whole stands in each brief, also where it is another task's criterion", async () => {
  const criteria: [string, string] = ["bun test tests/goodbye.test.ts", "npm test"];
  const files = {
    ...DEFAULT_FILES,
    "package.json": '{ "type": "module", "scripts": { "test": "bun test" } }',
  };
  const run = await briefs(
    (brief) => (brief.writes.endsWith("/master_plan.json") ? masterPlan({ criteria }) : undefined),
    makeProject({ files }),
  );
  const [one, two] = ["Task 1", "Task 2"].map((name) => run.briefs.get(name)!);
  expect(one).toMatch(
    /\n## Commands\nThose above and these run without a question.+:\n- `npm test`\n/,
  );
  expect(two).toMatch(/\n## Commands\nThose above run without a question/);
});

test("a vote names the plan that it is about, also where an earlier one was on another", async () => {
  let votes = 0;
  const run = await briefs((brief) =>
    isVote(brief) && seatOf(brief) === "grok-devil" && votes++ === 0 ? revision(brief) : undefined,
  );
  const plans = run.run.tasks.flatMap(({ facts, schema }) =>
    schema === "master-plan" ? [facts.plan as string] : [],
  );
  expect(new Set(plans).size).toBe(2);
  const again = run.briefs.get("Vote - grok-devil v2")!;
  expect([...again.matchAll(/"plan": "(\w+)"/g)].at(-1)![1]).toBe(plans[1]!);
  expect(again.slice(again.indexOf("## Write"))).not.toContain(plans[0]!);
});
