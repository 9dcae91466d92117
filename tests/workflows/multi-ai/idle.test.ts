// Reviewers who have found nothing for long: the person is offered to leave them out, and nobody
// else decides that.
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENOUGH } from "../../../src/workflows/idle.ts";
import { cli } from "../../cli/cli.ts";
import { APPROVE, type MadeRun, makeRun, type RunOptions } from "../../cli/make-run.ts";
import { allStartedHere } from "../../harness/known.ts";
import { cleanup, git, makeProject, tempDir } from "../../harness/project.ts";
import { implementation } from "../../harness/workers.ts";

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
      ["quick", "approve", "correct", "stop"],
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
