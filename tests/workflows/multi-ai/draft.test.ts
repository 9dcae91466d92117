// A quick run that was asked for: one agent writes story and plan, and the person approves both at
// once.
import { afterEach, describe, expect, test } from "bun:test";
import type { Run } from "../../../src/engine/run.ts";
import { readStart } from "../../../src/run/life/start-request.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { kind } from "../../../src/workflows/multi-ai/draft.ts";
import { planOf, storyOf } from "../../../src/workflows/multi-ai/record.ts";
import { cli } from "../../cli/cli.ts";
import { carryOn, type MadeRun, makeRun, type RunOptions } from "../../cli/make-run.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import type { Brief } from "../../harness/team.ts";
import { DRAFT, plan, planObjection } from "../../harness/workers.ts";

afterEach(cleanup);

const APPROVE = { option: "approve", text: null };
const light = (more: RunOptions = {}): Promise<MadeRun> =>
  makeRun({ entry: "light", options: { quick: "yes" }, answers: { draft: APPROVE }, ...more });
const writes = (file: string) => (brief: Brief) => brief.writes.endsWith(file);
const done = (run: Run): string[] =>
  run.tasks.filter(({ status }) => status === "done").map(({ subject }) => subject);
const until = (run: Run): boolean => run.questions.length > 0;

test("--quick starts with the draft; with a plan of the person's, or for a plan alone, as before", () => {
  const entryOf = (line: string) => {
    const got = readStart("multi-ai", line, DEFAULT_SETTINGS, makeProject());
    return got.ok ? got.value.start.entry : got.problem;
  };
  expect(["--quick x", "x", "--full x", "--quick --plan-only x"].map(entryOf)).toEqual([
    "light",
    "start",
    "start",
    "plan",
  ]);
});

test("one agent writes both, each is taken over as its own artifact, and one review of each follows", async () => {
  const { root, project, run } = await light();
  expect([run.status, done(run)]).toEqual([
    "complete",
    [
      "Story and plan",
      "Take the story from the draft",
      "Take the plan from the draft",
      "Plan Review - Sonnet",
      "Implementation",
      "Code Review - Opus",
    ],
  ]);
  expect(storyOf(project, run)).toMatchObject(DRAFT.story);
  expect(planOf(project, run)).toMatchObject(DRAFT.plan);
  expect((await cli(root, ["report"])).out).toContain(DRAFT.story.title);
});

test("the question shows the story and the plan, and nothing goes on before it is answered", async () => {
  const { root, run } = await light({ answers: {}, until });
  expect(run.questions.map(({ kind }) => kind)).toEqual(["draft"]);
  const said = (await cli(root, ["status"])).out.replace(/\s+/g, " ");
  for (const text of [
    "goodbye(name) returns the goodbye for one person",
    "Plan: A pure function beside greet.",
    "S1 Write goodbye (src/goodbye.ts)",
  ])
    expect(said).toContain(text);
});

test("a correction has both written again by who is told what was decided", async () => {
  const told: string[] = [];
  const worker = (brief: Brief) => {
    if (!writes("draft.json")(brief)) return undefined;
    told.push(brief.text);
    const title = told.length === 1 ? DRAFT.story.title : "Say goodbye loudly";
    return { artifact: { ...DRAFT, story: { ...DRAFT.story, title } } };
  };
  const { root } = await light({
    answers: { draft: { option: "correct", text: "Loudly, please." } },
    worker,
    until: (now) => now.decisions.length > 0,
  });
  const { project, run } = await carryOn(root, { answers: { draft: APPROVE }, worker });
  expect([run.status, told.length]).toEqual(["complete", 2]);
  expect(told[1]).toContain("Loudly, please.");
  expect(storyOf(project, run)).toMatchObject({ title: "Say goodbye loudly" });
});

test("a reviewer's finding is mended in the plan by the planner", async () => {
  let objected = false;
  const { run, project } = await light({
    worker: (brief) => {
      if (writes("review-sonnet.json")(brief) && !brief.writes.includes("code") && !objected) {
        objected = true;
        return planObjection(brief);
      }
      if (!writes("plan-refined.json")(brief)) return undefined;
      return { artifact: plan(["F1"], " Empty names, too.") };
    },
  });
  expect(run.status).toBe("complete");
  expect(planOf(project, run)).toMatchObject({
    approach: "A pure function beside greet. Empty names, too.",
  });
  expect(run.findings).toMatchObject([{ state: "fixed" }]);
});

describe("a draft", () => {
  const problemsOf = (draft: object): string[] => {
    const value = kind.schema!.parse({ ...DRAFT, ...draft, task: "T1", nonce: "0".repeat(16) });
    return kind.check(value as never, {} as never, {} as never, null).problems;
  };
  test("is checked as a story and a plan are, and says which of them", () => {
    expect(problemsOf({})).toEqual([]);
    const [one] = DRAFT.plan.steps;
    expect(problemsOf({ plan: { ...DRAFT.plan, steps: [{ ...one, depends_on: [] }] } })).toEqual([
      expect.stringMatching(/^plan\.steps: no step covers AC2/),
    ]);
    const [first] = DRAFT.story.acceptance_criteria;
    expect(
      problemsOf({ story: { ...DRAFT.story, acceptance_criteria: [first, first] } }),
    ).toContainEqual(expect.stringMatching(/^story\.acceptance_criteria/));
  });
});
