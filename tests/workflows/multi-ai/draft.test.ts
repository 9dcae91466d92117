// A quick run that was asked for: one agent writes story and plan, and the person approves both at
// once.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { gatesFrom, gatesOf } from "../../../src/engine/gates.ts";
import type { Run } from "../../../src/engine/run.ts";
import { asking } from "../../../src/record/accepted.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { kind } from "../../../src/workflows/multi-ai/draft.ts";
import { TAKE_PLAN } from "../../../src/workflows/multi-ai/plan-file.ts";
import { planOf, storyOf } from "../../../src/workflows/multi-ai/record.ts";
import { multiAi } from "../../../src/workflows/multi-ai/workflow.ts";
import { cli } from "../../cli/cli.ts";
import { carryOn, type MadeRun, makeRun, type RunOptions } from "../../cli/made/make-run.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { readLine } from "../../harness/start-line.ts";
import type { Brief } from "../../harness/team.ts";
import { DRAFT, plan, planObjection, STORY } from "../../harness/workers.ts";

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
    const got = readLine("multi-ai", line, DEFAULT_SETTINGS, makeProject());
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
    "Steps: S1 Write goodbye (src/goodbye.ts); S2 Test it",
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

test("what a fix has taken out of the plan is asked for no more", async () => {
  const steps = DRAFT.plan.steps.map((one) => ({ ...one, files: [".github/workflows/ci.yml"] }));
  let objected = false;
  const { run, project } = await light({
    worker: (brief) => {
      if (writes("draft.json")(brief))
        return { artifact: { ...DRAFT, plan: { ...DRAFT.plan, steps } } };
      if (writes(".task/review-sonnet.json")(brief) && !objected) {
        objected = true;
        return planObjection(brief);
      }
      return undefined;
    },
    until: (now) =>
      now.tasks.some(({ gate, status }) => gate === "implementation" && status === "ready"),
  });
  expect(planOf(project, run)?.steps.flatMap(({ files }) => files)).not.toContain(
    steps[0]!.files[0]!,
  );
  expect(asking(project, run).join("\n")).not.toContain(steps[0]!.files[0]!);
});

test("a field that no form has is no story, and a command in it none of the plan's", async () => {
  const extra = { ...DRAFT.plan, test_commands: "npm test" };
  const { run } = await light({
    worker: (brief) =>
      writes("draft.json")(brief)
        ? { artifact: { ...DRAFT, plan: extra, story: { ...DRAFT.story, story: "As a user …" } } }
        : undefined,
  });
  expect([run.status, run.questions]).toEqual(["complete", []]);
  const asked = await makeRun({
    worker: (brief) =>
      writes("user-story.json")(brief)
        ? { artifact: { ...STORY, story: "As a user …" } }
        : undefined,
    until,
  });
  expect((await cli(asked.root, ["status"])).out).toContain(STORY.title);
});

test("a changed request begins with the draft again, and with what ran behind the story", () => {
  const run = { entry: "light", options: {}, settings: {}, items: [] } as never;
  const keys = gatesFrom(gatesOf(multiAi, run), "draft").map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(["draft", TAKE_PLAN, "tests-baseline"]));
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
    const twice = { question: "Which tone?", options: ["Warm", "Warm"], answer: null };
    expect(problemsOf({ questions: [twice] })[0]).toStartWith("questions[0]");
  });
});
