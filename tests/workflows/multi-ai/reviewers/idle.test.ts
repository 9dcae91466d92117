// Reviewers who have found nothing for long: the person is offered to leave them out, and nobody
// else decides that.
// Runs: in full too, together.
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../../src/project/project.ts";
import { worktreeProject } from "../../../../src/project/worktrees/linked-worktrees.ts";
import { lineWithReviews } from "../../../../src/run/end/archived-runs.ts";
import { readRun } from "../../../../src/run/journal/change.ts";
import { storeRequest } from "../../../../src/run/start/start-run.ts";
import { openWorktree, settle } from "../../../../src/run/start/worktree-run.ts";
import { DEFAULT_SETTINGS } from "../../../../src/settings.ts";
import { ENOUGH, foundNothing } from "../../../../src/workflows/idle.ts";
import { cli } from "../../../cli/cli.ts";
import { inProcess, terminalContext } from "../../../cli/in-process.ts";
import {
  APPROVE,
  apply,
  carryOn,
  dispatchTask,
  type MadeRun,
  makeRun,
  type RunOptions,
} from "../../../cli/made/make-run.ts";
import { inFull } from "../../../harness/in-full.ts";
import { allStartedHere } from "../../../harness/known.ts";
import { cleanup, git, makeProject, tempDir } from "../../../harness/project.ts";
import { codeObjection, implementation, planApproval } from "../../../harness/workers.ts";

afterAll(cleanup);

/** More files than a small change has. */
const MANY = Object.fromEntries(
  Array.from({ length: 9 }, (_, at) => [`src/part${at}.ts`, `export const n = ${at};\n`]),
);

/** A project with one complete run in its history, copied for each test. */
let base: Promise<string> | undefined;
async function makeBase(): Promise<string> {
  const { root } = await makeRun({ root: makeProject(), answers: APPROVE });
  git(root, "clean", "-fdq", "src", "tests");
  await makeRun({ root, until: () => true });
  await cli(root, ["cancel"]);
  return root;
}

/** The same with so many complete runs; `changed` alters what is noted of the last one. */
async function withRuns(
  count: number,
  changed: Record<string, boolean> = {},
  looked?: Record<string, undefined>,
): Promise<string> {
  base ??= makeBase();
  const root = join(tempDir(), "project");
  cpSync(await base, root, { recursive: true });
  allStartedHere(root);
  const index = join(root, ".task/history/index.jsonl");
  const line = JSON.parse(readFileSync(index, "utf8").split("\n")[0]!);
  expect(line.nothing).toEqual({
    "plan-review-sonnet": true,
    "plan-review-opus": true,
    "plan-review-codex": true,
    "code-review-sonnet": true,
    "code-review-opus": true,
    "code-review-codex": true,
  });
  const lines = Array.from({ length: count }, (_, at) => ({
    ...{ ...line, run: `multi-ai-${`${at}`.padStart(8, "0")}` },
    nothing: {
      ...(at === 0 && looked ? { ...line.nothing, ...looked } : line.nothing),
      ...(at === count - 1 ? changed : {}),
    },
  }));
  writeFileSync(index, lines.map((one) => `${JSON.stringify(one)}\n`).join(""));
  return root;
}

const asked = (root: string, options: RunOptions = {}): Promise<MadeRun> =>
  makeRun({ root, until: (run) => run.questions.length > 0, ...options });

describe("where no reviewer that a quick run leaves out found anything", () => {
  test("in enough runs, the person may leave them out, is told whom, and it stays so", async () => {
    const root = await withRuns(ENOUGH);
    const { run } = await asked(root);
    expect([run.questions[0]!.kind, run.questions[0]!.options]).toEqual([
      "idle-story",
      ["approve", "quick", "correct", "stop"],
    ]);
    const { out } = await cli(root, ["status"]);
    expect(out.replace(/\s+/g, " ")).toContain(
      "Leaves out Opus and Codex on the plan, Sonnet and Codex on the code",
    );
    await cli(root, ["cancel"]);
    const { run: done } = await makeRun({
      root,
      answers: { ...APPROVE, "idle-story": { option: "quick", text: null } },
      worker: (brief) => {
        if (!brief.writes.endsWith("impl-result.json")) return undefined;
        const work = implementation(brief);
        return { ...work, edits: { ...work.edits, ...MANY } };
      },
    });
    expect(done.status).toBe("complete");
    const came = done.tasks.filter((task) => task.status === "done" && !task.void);
    expect(came.map(({ gate }) => gate).filter((gate) => gate.includes("review"))).toEqual([
      "plan-review-sonnet",
      "code-review-opus",
    ]);
  });

  test("a changed request's story says that they stay out", async () => {
    const root = await withRuns(ENOUGH);
    const { project } = await makeRun({
      root,
      answers: { "idle-story": { option: "quick", text: null } },
      until: ({ tasks }) => tasks.some(({ id, status }) => id === "T3" && status === "ready"),
    });
    apply(project, { do: "change", request: storeRequest(project, "Say hello") });
    await carryOn(root, { answers: { "request-change": { option: "requirements", text: null } } });
    const { out } = await cli(root, ["status"]);
    expect(out.replace(/\s+/g, " ")).toContain("reviewers that you have left out stay out.");
  });

  test.each([
    ["in too few runs", () => withRuns(ENOUGH - 1)],
    [
      "but one of them did not look in each",
      () => withRuns(ENOUGH, {}, { "plan-review-codex": undefined }),
    ],
    ["but one of them once", () => withRuns(ENOUGH, { "code-review-codex": false })],
  ])("%s, all review", async (_when, made) => {
    const { run } = await asked(await made());
    expect(run.questions[0]!.kind).toBe("story");
  });

  test("nobody leaves them out by itself", async () => {
    const root = await withRuns(ENOUGH, { "plan-review-sonnet": false });
    const { run } = await makeRun({ root, auto: true });
    expect([run.status, run.options.quick]).toEqual(["complete", undefined]);
    expect((await asked(root)).run.questions[0]!.kind).toBe("idle-story");
  });
});

describe("what is noted of a reviewer", () => {
  const CODEX = "code-review-codex";
  /** One line of the index for each: whether that reviewer found nothing, and what else differs. */
  const noted = (...lines: [nothing: boolean, more?: object][]): boolean => {
    const root = makeProject();
    const rows = lines.map(([nothing, more], at) => ({
      ...{ run: `multi-ai-${at}`, workflow: "multi-ai", status: "complete" },
      ...{ updated_at: `2026-01-${10 + at}T00:00:00.000Z`, nothing: { [CODEX]: nothing }, ...more },
    }));
    mkdirSync(join(root, ".task/history"), { recursive: true });
    writeFileSync(
      join(root, ".task/history/index.jsonl"),
      rows.map((one) => `${JSON.stringify(one)}\n`).join(""),
    );
    return foundNothing(findProject(root), "multi-ai", [CODEX]);
  };
  const ten = Array.from({ length: ENOUGH }, (): [boolean] => [true]);

  test("counts by when a run ended, and what it found also where that was not complete", () => {
    expect(noted(...ten)).toBe(true);
    expect(noted([false], ...ten)).toBe(true);
    expect(noted([false, { updated_at: "2026-02-01T00:00:00.000Z" }], ...ten)).toBe(false);
    expect(noted(...ten, [false, { status: "cancelled" }])).toBe(false);
    expect(noted(...ten.slice(1), [true, { status: "cancelled" }])).toBe(false);
  });

  inFull("is nothing where another stood in its place", async () => {
    const isDue = (run: MadeRun["run"]) =>
      run.tasks.find(({ gate, status }) => gate === CODEX && status === "ready");
    const settings = { codex: { ...DEFAULT_SETTINGS.codex, missing: "opus" as const } };
    const { project, root, run } = await makeRun({
      ...{ answers: APPROVE, settings, until: (now) => isDue(now) !== undefined },
    });
    const { id } = isDue(run)!;
    await dispatchTask(project, run, isDue(run)!);
    const { nonce } = readRun(project)!.tasks.find((task) => task.id === id)!.dispatch!;
    const failed = { do: "check_failed", failure: "not_installed", message: "gone" } as const;
    apply(project, { ...failed, task: id, nonce, detail: "" });
    const made = await carryOn(root, { answers: APPROVE });
    expect(made.run.status).toBe("complete");
    const { nothing } = lineWithReviews(project, made.run);
    expect(nothing).toMatchObject({ "code-review-opus": true });
    expect(nothing).not.toHaveProperty(CODEX);
  });

  test.each<[string, RunOptions["worker"]]>([
    [
      "that it asked the person about",
      (brief) =>
        brief.writes.endsWith("/review-sonnet.json") && !brief.text.includes("Ada")
          ? {
              ...planApproval(brief),
              status: "needs_clarification",
              questions: [{ question: "Who?", options: ["Ada", "Bob"] }],
            }
          : undefined,
    ],
    [
      "that is minor",
      (brief) => {
        if (!brief.writes.endsWith("/code-review-opus.json")) return undefined;
        const { findings, ...review } = codeObjection(brief);
        return { ...review, findings: findings.map((one) => ({ ...one, severity: "minor" })) };
      },
    ],
  ])("is something %s", async (about, worker) => {
    const { project, run } = await makeRun({
      answers: { ...APPROVE, clarification: { option: "answer", text: "Ada" } },
      worker,
    });
    const finder = about.includes("minor") ? "code-review-opus" : "plan-review-sonnet";
    expect(lineWithReviews(project, run).nothing).toMatchObject({
      "plan-review-opus": true,
      "code-review-sonnet": true,
      [finder]: false,
    });
  });

  inFull("goes into the checkout's history with a worktree that is dropped", async () => {
    const root = makeProject();
    const env = { ...process.env, XDG_DATA_HOME: tempDir() };
    const made = openWorktree({ project: findProject(root), env, request: "Work" });
    if (!made.ok) throw new Error(made.problem);
    const { run } = await makeRun({
      root: made.beside.root,
      auto: true,
      worker: (brief) =>
        brief.writes.endsWith(`/${CODEX}.json`) && brief.round === 1
          ? codeObjection(brief)
          : undefined,
    });
    settle(made.beside, readRun(worktreeProject(made.beside))!);
    await inProcess(["drop", run.run], terminalContext(root, env));
    const line = JSON.parse(readFileSync(join(root, ".task/history/index.jsonl"), "utf8"));
    expect(line).toMatchObject({ run: run.run, nothing: { [CODEX]: false } });
  });
});
