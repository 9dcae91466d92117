// What earlier runs of a kind have taken is what the next one is said to take.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../src/project/project.ts";
import { addWorktree, worktreeProject } from "../../src/project/worktrees/linked-worktrees.ts";
import { archiveIndex } from "../../src/record/history.ts";
import { archiveRun } from "../../src/run/end/archived-runs.ts";
import { viewQuestions } from "../../src/run/views/questions.ts";
import { usualCost } from "../../src/workflows/money/usual.ts";
import { makeRun } from "../cli/made/make-run.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";

afterAll(cleanup);

const KIND = { workflow: "multi-ai", entry: "start" };

function noted(...lines: (object | string)[]) {
  const project = findProject(makeProject());
  mkdirSync(join(project.task, "history"), { recursive: true });
  const text = lines.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("\n");
  writeFileSync(join(project.task, "history/index.jsonl"), text);
  return project;
}
const line = (tokens: unknown, minutes: unknown = 10, more: object = {}) => ({
  run: "multi-ai-1",
  ...KIND,
  status: "complete",
  tokens,
  minutes,
  ...more,
});

describe("what a run usually takes", () => {
  test("is the median of the newest ten that are complete, of this workflow and entry", () => {
    expect(usualCost(noted(line(1_000), line(9_000, 60), line(2_000, 20)), KIND)).toEqual({
      runs: 3,
      tokens: 2_000,
      minutes: 20,
      money: "cost not known",
    });
    // Without a main thread a run takes less; where all had one, they still tell more than nothing.
    const [own, driven] = [line(9_000, 9, { main_tokens: 1 }), line(1_000, 9, { main_tokens: 0 })];
    const direct = { ...KIND, isDirect: true };
    expect([noted(own, driven), noted(own)].map((one) => usualCost(one, direct)?.tokens)).toEqual([
      1_000, 9_001,
    ]);
    expect(usualCost(noted(line(1_000), line(2_000, 30)), KIND)).toMatchObject({
      runs: 2,
      tokens: 1_500,
      minutes: 20,
    });
    const old = Array.from({ length: 10 }, () => line(5_000_000));
    expect(
      usualCost(noted(...old, ...Array.from({ length: 10 }, () => line(1_000))), KIND)?.tokens,
    ).toBe(1_000);
  });

  test("in a worktree is what the checkout's history says, with its own runs", () => {
    const project = noted(line(1_000), line(1_000));
    const made = addWorktree(project, tempDir("data-"), {
      name: "beside",
      commit: "HEAD",
      branch: null,
    });
    if (!made.ok) throw new Error(made.problem);
    const place = worktreeProject(made.worktree);
    expect(usualCost(place, KIND)).toMatchObject({ runs: 2, tokens: 1_000 });
    mkdirSync(join(place.task, "history"), { recursive: true });
    writeFileSync(join(place.task, "history/index.jsonl"), JSON.stringify(line(9_000)));
    expect(usualCost(place, KIND)).toMatchObject({ runs: 3 });
    expect(usualCost(project, KIND)).toMatchObject({ runs: 2 });
  });

  test("has the main thread's tokens, and dollars of the runs that know some", () => {
    const priced = (usd: unknown, unpriced: unknown, main_tokens: unknown) =>
      line(1_000, 10, { usd, unpriced, main_tokens });
    const lines = [
      priced(3, ["codex"], 500),
      priced(null, ["host"], "much"),
      priced(5, [], 500),
      line(1_000),
    ];
    expect(usualCost(noted(...lines), KIND)).toEqual({
      runs: 4,
      tokens: 1_250,
      minutes: 10,
      money: "$4.00 at API list prices without Codex",
    });
  });

  test("is told by runs that were carried on alike: one without a main thread took none of it", () => {
    const lines = [line(9_000, 10, { main_tokens: 9_000 }), line(2_000, 10, { main_tokens: 0 })];
    expect(usualCost(noted(...lines), KIND)?.tokens).toBe(18_000);
    expect(usualCost(noted(...lines), { ...KIND, isDirect: true })?.tokens).toBe(2_000);
  });

  test("is not known from runs of another kind, that did not end well, or that say nothing, nor from a spoilt index", () => {
    const others = [
      line(1_000, 1, { status: "cancelled" }),
      line(1_000, 1, { entry: "other" }),
      line(1_000, 1, { workflow: "team" }),
      line(1_000, 1, { variant: "yes" }),
      line(0),
      line("1000"),
      line(1_000, null),
      line(undefined),
    ];
    expect(usualCost(noted(...others, "{torn", "null", "[]", "5"), KIND)).toBeNull();
    expect(usualCost(findProject(makeProject()), KIND)).toBeNull();
    expect(usualCost(noted(...others), { ...KIND, variant: "yes" })).toMatchObject({
      runs: 1,
      tokens: 1_000,
    });
  });
});

test("an archived run notes what it took, and the next story is asked about with that", async () => {
  const { root, project, run } = await makeRun({
    answers: { story: { option: "approve", text: null } },
  });
  expect(run.status).toBe("complete");
  archiveRun(project, run);
  const index = join(project.task, "history/index.jsonl");
  const [made] = archiveIndex(project);
  expect(made).toMatchObject({ run: run.run, entry: run.entry, tokens: 0, minutes: 0 });
  const took = readFileSync(index, "utf8").replace('"tokens":0', '"tokens":345678');
  writeFileSync(index, took.replace('"main_tokens":0', '"main_tokens":100'));
  const next = await makeRun({ root });
  const [story] = viewQuestions(project, next.run);
  expect(story!.question).toContain(
    "Cost: usually 346 k tokens, 0 s of agents' work, cost not known (1 earlier",
  );
});
