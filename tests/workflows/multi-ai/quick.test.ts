// Guarantee: A quick run stays small.
// The lighter way through the chain: fewer reviews for a small change, and all of the code where it is none.
import { afterEach, describe, expect, test } from "bun:test";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, tasksOf } from "../../../src/engine/run.ts";
import { hintText, readStart } from "../../../src/run/life/start-request.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { cli } from "../../cli/cli.ts";
import { carryOn, type MadeRun, makeRun, type RunOptions } from "../../cli/make-run.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import type { Brief, Work } from "../../harness/team.ts";
import { codeObjection, implementation } from "../../harness/workers.ts";

afterEach(cleanup);

const APPROVE = {
  story: { option: "approve", text: null },
  // A file that no reviewer can be shown.
  unshown: { option: "waive", text: "It is data." },
};
const quick = (worker?: RunOptions["worker"], more: RunOptions = {}): Promise<MadeRun> =>
  makeRun({ options: { quick: "yes" }, answers: APPROVE, ...(worker ? { worker } : {}), ...more });

const subjects = (run: Run): string[] => run.tasks.filter((task) => !task.void).map((task) => task.subject);
const FEWER = [
  "Gather requirements",
  "Create implementation plan",
  "Plan Review - Sonnet",
  "Implementation",
  "Code Review - Opus",
];

/** An implementer that changes these files beside what the plan says. */
const also =
  (edits: Record<string, string>, named = (brief: Brief) => brief.writes.endsWith("impl-result.json")) =>
  (brief: Brief): Work | undefined => {
    if (!named(brief)) return undefined;
    const work = implementation(brief);
    return { ...work, edits: { ...work.edits, ...edits } };
  };
const files = (count: number, name: (index: number) => string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), `export const n = ${index};\n`]));

describe("a run with --quick", () => {
  test("has one review of the plan and one of the code, each by another model than the author's", async () => {
    const { root, project, run } = await quick();
    expect([run.status, subjects(run)]).toEqual(["complete", FEWER]);
    const models = (gate: string): string => tasksOf(run, gate)[0]!.who.model;
    expect(models("plan-review-sonnet")).not.toBe(models("plan"));
    expect(models("code-review-opus")).not.toBe(models("implementation"));
    const said = "Quick (--quick): one review of the plan, one of the code";
    expect(reportFacts(project, run)).toMatchObject({ quick: said });
    for (const verb of ["status", "report"]) expect((await cli(root, [verb])).out).toContain(`${said}.`);
  });

  test.each<[string, Record<string, string>, string]>([
    ["many files", files(5, (at) => `src/part${at}.ts`), "the diff has 6 files, at most 5"],
    ["many lines", { "src/long.ts": "export const x = 1;\n".repeat(160) }, "changed lines, at most 150"],
    [
      "what no small change touches",
      { "src/auth/login.ts": "export const open = true;\n" },
      "the diff fires path:auth (src/auth/login.ts)",
    ],
    ["a line that runs a text", { "src/tiny.ts": "export const x = eval(text);\n" }, "fires diff:eval (src/tiny.ts)"],
    ["automation", { ".github/workflows/ci.yml": "on: push\n" }, "fires path:ci (.github/workflows/ci.yml)"],
    ["a file that is hidden", { ".env.local": "A=1\n" }, "fires no-content (.env.local)"],
    [
      "much under names of tests",
      { "tests/all.ts": "export const x = 1;\n".repeat(700) },
      "with the tests, at most 600",
    ],
    [
      "one endless line",
      { "src/one.ts": `export const x = "${"y".repeat(3_000)}";\n` },
      "a line of more than 2000 characters",
    ],
    ["what is no text", { "src/data.bin": "\0\0\0" }, "a file that is no text (src/data.bin)"],
  ])("is moved up by a diff with %s: every code reviewer looks", async (_, edits, why) => {
    const { root, run } = await quick(also(edits));
    expect(run.status).toBe("complete");
    expect(run.options).toMatchObject({ quick: "grown", moved: expect.stringContaining(why) });
    const all = ["Sonnet", "Opus", "Codex"].map((name) => expect.stringContaining(`Code Review - ${name}`));
    expect(subjects(run)).toEqual([...FEWER.slice(0, 4), ...all]);
    expect((await cli(root, ["status", "--json"])).json.quick).toContain("moved up: the diff ");
    expect((await cli(root, ["report"])).out).toContain("moved up: the diff ");
  });

  test("is not moved up by its tests", async () => {
    const { run } = await quick(also(files(8, (at) => `tests/part${at}.test.ts`)));
    expect([run.status, subjects(run)]).toEqual(["complete", FEWER]);
  });

  test("is moved up by a fix, too, and who approved looks at the whole again", async () => {
    let asked = false;
    const { run } = await quick((brief) => {
      if (brief.writes.endsWith("code-review-opus.json") && !asked) {
        asked = true;
        return codeObjection(brief);
      }
      const isFix = (one: Brief): boolean => one.writes.endsWith("impl-result.json") && asked;
      return also(
        files(5, (at) => `src/part${at}.ts`),
        isFix,
      )(brief);
    });
    expect([run.status, run.options.quick]).toEqual(["complete", "grown"]);
    const reviews = run.tasks.filter((task) => task.gate.startsWith("code-review") && !task.void);
    const last = ["sonnet", "opus", "codex"].map((name) =>
      reviews.findLast((one) => one.gate === `code-review-${name}`),
    );
    // The approval of each is of the tree with all that the fix changed.
    expect(new Set(last.map((one) => one?.reviewed)).size).toBe(1);
    expect(last.every((one) => one?.status === "done")).toBe(true);
  });

  test("keeps the tests of the program before its code review", async () => {
    const tests = { ...DEFAULT_SETTINGS.tests, run: true, commands: ["true"] };
    const { run } = await quick(also(files(6, (at) => `src/part${at}.ts`)), { settings: { tests } });
    expect([run.status, run.options.quick]).toEqual(["complete", "grown"]);
    const check = run.tasks.findIndex((task) => task.gate === "tests" && task.status === "done");
    expect(check).toBeGreaterThan(0);
    const first = run.tasks.find((task) => task.gate === "code-review-sonnet" && !task.void)!;
    expect(first.acceptedSeq).toBeGreaterThan(run.tasks[check]!.acceptedSeq);
  });
});

describe("a run that is moved up", () => {
  const testing = { ...DEFAULT_SETTINGS.tests, run: true, commands: ["true"] };
  const many = files(6, (at) => `src/part${at}.ts`);
  const isReview = (task: { gate: string }): boolean => task.gate.startsWith("code-review");

  test("has nothing reviewed while the tests of its change have not ended", async () => {
    const isTested = (run: Run): boolean => run.tasks.some((task) => task.gate === "tests" && task.status === "ready");
    const { root, run } = await quick(also(many), { settings: { tests: testing }, until: isTested });
    expect(run.options.quick).toBe("grown");
    const why = "the run is moved up: the diff has 7 files, at most 5";
    const before = run.tasks.find(({ gate, void: isVoid }) => gate === "code-review-opus" && isVoid);
    expect((await cli(root, ["log"])).out.toLowerCase()).toContain(why);
    const explained = (await cli(root, ["explain", before!.id])).out.replace(/\s+/g, " ");
    expect(explained).toContain(`It counts no more, as ${why}.`);
    expect(
      run.tasks
        .filter(({ void: isVoid }) => !isVoid)
        .filter(isReview)
        .map(({ status }) => status),
    ).toEqual(["blocked", "blocked", "blocked"]);
  });

  test.each(["partial", "failed"])(
    "stays as it was while a %s result is asked about, and may become small",
    async (status) => {
      const unfinished = (brief: Brief): Work | undefined => {
        const work = also(many)(brief);
        const artifact = {
          ...(work?.artifact as object),
          status,
          reason: "not all of it",
          criteria: [
            { id: "AC1", met: true },
            { id: "AC2", met: false },
          ],
        };
        return work && { ...work, artifact };
      };
      const made = await quick(unfinished);
      expect([made.run.options.quick, made.run.questions.map(({ kind }) => kind)]).toEqual(["yes", [status]]);
      for (const path of Object.keys(many)) rmSync(join(made.root, path));
      const { run } = await carryOn(made.root, {
        answers: { ...APPROVE, [status]: { option: "again", text: "make it small" } },
        worker: (brief) => (brief.writes.endsWith("impl-result.json") ? implementation(brief) : undefined),
      });
      expect([run.status, run.options.quick]).toEqual(["complete", "yes"]);
    },
  );

  test("keeps what its reviewer has found, and who mended it", async () => {
    let asked = false;
    const { run, project } = await quick((brief) => {
      if (brief.writes.endsWith("code-review-opus.json") && !asked) {
        asked = true;
        return codeObjection(brief);
      }
      const isFix = (one: Brief): boolean => one.writes.endsWith("impl-result.json") && asked;
      return also(many, isFix)(brief);
    });
    expect(run.options.quick).toBe("grown");
    expect(run.findings).toMatchObject([{ gate: "code-review-opus", state: "fixed" }]);
    expect(reportFacts(project, run).findings).toMatchObject([{ state: "mended" }]);
  });

  test("by what came behind the last result, once its reviewer approves it", async () => {
    const isDue = (now: Run): boolean => tasksOf(now, "code-review-opus").some(({ status }) => status === "ready");
    const made = await quick(undefined, { until: isDue });
    for (const [path, text] of Object.entries(many)) writeFileSync(join(made.root, path), text);
    const { run } = await carryOn(made.root);
    expect([run.status, run.options.quick]).toEqual(["complete", "grown"]);
  });
});

describe("what is typed", () => {
  const read = (line: string) => {
    const got = readStart("multi-ai", line, DEFAULT_SETTINGS, makeProject());
    if (!got.ok) throw new Error(got.problem);
    const { request, start } = got.value;
    return { request, options: start.options, told: hintText(start) };
  };

  test("--quick is a flag before the request or behind it, and nothing of it", () => {
    for (const line of ["--quick Fix a typo in the readme", "Fix a typo in the readme --quick"])
      expect(read(line)).toMatchObject({ request: "Fix a typo in the readme", options: { quick: "yes" } });
    expect(read("Add a --quick flag to the tool").options).toEqual({});
    expect(readStart("multi-ai", "--quick=1 x", DEFAULT_SETTINGS, makeProject())).toMatchObject({ ok: false });
  });

  test("no word of a request makes it lighter or heavier", () => {
    expect(read("Fix a typo in the readme")).toMatchObject({ options: {}, told: null });
    expect(read("--quick Fix a typo in the login page")).toMatchObject({
      options: { quick: "yes" },
      told: "Quick (--quick): one review of the plan, one of the code",
    });
  });
});
