// What an executor is told, and what its result is held to.
// Runs: in full too, together.

import { describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bodyText } from "../../../src/run/dispatch/brief.ts";
import { execution } from "../../../src/workflows/execute/index.ts";
import {
  judgeResult,
  kind,
  type ResultContext,
  type TaskResult,
} from "../../../src/workflows/execute/kind.ts";
import type { PlanData } from "../../../src/workflows/execute/plan/document.ts";
import { answered, nonceOf } from "../../engine/given.ts";
import { inFull } from "../../harness/in-full.ts";
import { workstreams } from "../../project/worktrees/projects.ts";
import { Execution, task } from "./given.ts";

const { repository } = workstreams();

const PLAN: PlanData = {
  title: "Plan",
  overview: "A greeting.\n\n#### In short\n\nHello.",
  architecture: "```md\n## Tasks\n```\n\nOne module.",
  tasks: ["Say it loud.\n\n#### Aside\n\nIn one word.", "secret of another task"].map(
    (details) => ({
      ...{ name: "Greet", details, files: ["1.txt"], depends_on: [] },
      ...{ commands: [], success_criteria: ["true"] },
    }),
  ),
  security: "No input is trusted.",
  risks: "None.",
};
const TEXT = JSON.stringify(PLAN);

const briefOf = (run: Execution, name: string, subject: string | null) => {
  const of = run.task(name);
  const facts = execution.facts(run.scene, of, {
    nonce: nonceOf(of),
    subject,
    now: "2026-01-01T00:00:00Z",
  });
  return bodyText(run.project.root, of, execution.briefs[of.brief]!, kind, facts);
};

describe("a brief", () => {
  test("has its own task, what holds for all of them, and nothing of the others", async () => {
    const root = repository({ "a.txt": "a\n" });
    const tasks = [
      task(1, { name: "Greet", setup: ["bun install"], criteria: ["bun test"] }),
      task(2, { name: "Other" }),
    ];
    const run = new Execution(root, { tasks, text: TEXT });
    await run.check("Take a snapshot");
    const brief = briefOf(run, "Task 1", null);
    for (const said of [
      "Greet",
      "Say it loud.",
      "In one word.",
      "`1.txt`",
      "`bun install`",
      "`bun test`",
      "A greeting.",
      "Hello.",
      "One module.",
      "trusted",
    ])
      expect(brief).toContain(said);
    for (const kept of ["Other", "2.txt", "secret of another task"])
      expect(brief).not.toContain(kept);
    expect(brief).toContain(join(root, ".task/worktrees/carry-00000001-1/1"));
  });

  test("to mend says what the program found, with the output and what was changed so far", async () => {
    const root = repository({ "a.txt": "a\n" });
    const criteria = ["sh -c 'echo this is the reason; exit 3'"];
    const run = new Execution(root, { tasks: [task(1, { criteria })], text: TEXT });
    await run.check("Take a snapshot");
    run.work("Task 1", { "1.txt": "wrong word\n" });
    await run.check("Check task 1");
    const place = run.begin("Fix task 1 v1");
    const { dispatch } = run.task("Fix task 1 v1");
    const brief = briefOf(run, "Fix task 1 v1", dispatch!.subject);
    for (const said of ["failed with 3", "this is the reason", "+wrong word", place])
      expect(brief).toContain(said);
  });
});

const RESULT: TaskResult = {
  task: "T5",
  nonce: "0123456789abcdef",
  status: "done",
  summary: "Done.",
  changed_files: ["a.txt"],
  deviations: [],
  reason: null,
  denied: [],
};
const CONTEXT: ResultContext = {
  changed: ["a.txt"],
  pathOf: (one) => one,
};

describe("a result", () => {
  test.each<[string, Partial<TaskResult>, Partial<ResultContext>, string[]]>([
    ["names what was changed", {}, {}, []],
    ["names what was not changed", {}, { changed: [] }, ["changed_files: a.txt: not changed"]],
    ["leaves out what was changed, which the program sees itself", { changed_files: [] }, {}, []],
    ["is of a tree that cannot be read", {}, { changed: null }, []],
    ["is partial without a reason", { status: "partial" }, {}, ["reason: found nothing"]],
    [
      "has failed without a reason",
      { status: "failed", reason: " " },
      {},
      ["reason: found nothing"],
    ],
    [
      "is done, and says that a command was refused",
      { denied: ["x"] },
      {},
      ["denied: found 1, expected none"],
    ],
    ["is partial for a refused command", { status: "partial", reason: "y", denied: ["x"] }, {}, []],
  ])("that %s", (_what, over, context, expected) => {
    const { problems } = judgeResult({ ...RESULT, ...over }, { ...CONTEXT, ...context });
    expect(problems).toEqual(expected.map((one) => expect.stringContaining(one)));
  });

  test("whose command the host refused counts as that where nothing else is missing", () => {
    const said = judgeResult(
      { ...RESULT, status: "partial", reason: "y", denied: ["bun test"] },
      CONTEXT,
    );
    expect([said.outcome, said.if_denied]).toEqual([
      "partial",
      { commands: ["bun test"], outcome: "partial_denied" },
    ]);
  });

  test.each([undefined, "02-01"])(
    "in the form of the brief is one that its schema takes, of plan %s",
    (plan) => {
      const of = {
        task: { id: "T5" },
        nonce: "0123456789abcdef",
        item: task(1, plan ? { plan } : {}),
      };
      const filled = kind
        .form(of as unknown as Parameters<typeof kind.form>[0])
        .replace(/"status": "[^"]*"/, '"status": "done"')
        .replace(/"reason": <[^>]*>/, '"reason": null');
      const read = kind.schema!.safeParse(JSON.parse(filled));
      expect([read.success, "decisions" in (read.data ?? {})]).toEqual([true, plan !== undefined]);
    },
  );
});

inFull("an old SUMMARY and files that say that all is done count for nothing", async () => {
  const root = repository({ "a.txt": "a\n" });
  const run = new Execution(root, { tasks: [task(1, { criteria: ["false"] })] });
  mkdirSync(join(root, ".task"), { recursive: true });
  for (const name of ["SUMMARY.md", ".task/SUMMARY.md"])
    writeFileSync(join(root, name), "# Summary\n\n1 of 1 task done\n");
  await run.check("Take a snapshot");
  run.work("Task 1", { "1.txt": "x\n" });
  for (const name of ["Check task 1", "Check task 1 v2", "Check task 1 v3"]) {
    await run.check(name);
    const next = run.ready().find((one) => one.startsWith("Fix"));
    if (next !== undefined) run.work(next, { "1.txt": `${name}\n` });
  }
  answered("drop")(run);
  expect(await run.check("Final check")).toBe("fail");
  expect(run.task("Final check").facts).toMatchObject({ done: 0, total: 1 });
});
