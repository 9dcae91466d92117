// What an implementation says that it did, against the project's own files.
// Runs: in full too.
// Not in npm test: ^a list of any|^what a story
// Not in npm test: nothing, without git
import { afterEach, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { viewQuestion } from "../../../src/run/views/questions.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { carryOn, type MadeRun, makeRun } from "../../cli/made/make-run.ts";
import { cleanup, makeProject, writeFiles } from "../../harness/project.ts";
import type { Brief, Work } from "../../harness/team.ts";
import { codeApproval, implementation, plan, STORY } from "../../harness/workers.ts";
import { BUILD, CODE_SONNET } from "./ids.ts";

afterEach(cleanup);

const APPROVE = { story: { option: "approve", text: null } };
const isBuild = (brief: Brief): boolean => brief.writes.endsWith("impl-result.json");
const without = (brief: Brief): Work => {
  const { artifact } = implementation(brief);
  return {
    artifact: { ...(artifact as object), changed_files: [], deviations: ["greet does it already"] },
  };
};

describe.each([
  ["with git", true],
  ["without git", false],
])("an implementation that says complete and changed nothing, %s", (_, git) => {
  const built = (more: Partial<Parameters<typeof makeRun>[0]> = {}): Promise<MadeRun> =>
    makeRun({
      root: makeProject({ git }),
      answers: APPROVE,
      worker: (brief) => (isBuild(brief) ? without(brief) : undefined),
      ...more,
    });

  test("is asked about, and done by nobody but the person, also with --auto", async () => {
    for (const auto of [false, true]) {
      const { run } = await built({ auto });
      expect(run.questions).toMatchObject([
        {
          kind: "unchanged",
          task: BUILD,
          options: expect.arrayContaining(["again", "accept", "stop"]),
        },
      ]);
      expect(taskOf(run, BUILD)!.status).toBe("waiting");
      expect(taskOf(run, CODE_SONNET)!.status).toBe("blocked");
    }
  });

  test("sent back it is done again, and counts once something has changed", async () => {
    let answers: Record<string, { option: string; text: string | null }> = { ...APPROVE };
    const made = await built();
    answers = { unchanged: { option: "again", text: "goodbye is missing" } };
    let told = "";
    const { run } = await carryOn(made.root, {
      answers,
      worker: (brief) => {
        if (isBuild(brief)) told = brief.text;
        return undefined;
      },
      until: (now) => taskOf(now, CODE_SONNET)!.status === "ready",
    });
    expect(told).toContain("goodbye is missing");
    expect(taskOf(run, BUILD)).toMatchObject({ status: "done", waiver: null });
  });

  test("accepted it is a waiver with its reason, and reviewers show what holds as it was", async () => {
    const made = await built();
    const piece = {
      file: "src/greet.ts",
      line: 2,
      quote: "export function greet(name: string): string {",
    };
    const kept = { ...piece, unchanged: true, reason: "greet has said goodbye all along" };
    const review = (brief: Brief, evidence: object): object => {
      const approval = codeApproval(brief);
      return {
        ...approval,
        criteria: approval.criteria.map((one) => ({ ...one, evidence: [evidence] })),
      };
    };
    const accepted = { answers: { unchanged: { option: "accept", text: "it is there" } } };
    const by = (evidence: object) => ({
      ...accepted,
      worker: (brief: Brief) =>
        brief.writes.includes("/code-review")
          ? (review(brief, evidence) as Work["artifact"])
          : undefined,
    });
    await expect(carryOn((await built()).root, by(piece))).rejects.toThrow(
      /src\/greet\.ts is not touched by this change; quote a line that it wrote, .*what holds without a change has "unchanged": true and a "reason"/,
    );
    const { run, project } = await carryOn(made.root, by(kept));
    expect(run.status).toBe("complete");
    expect(taskOf(run, BUILD)!.waiver).toEqual({ kind: "accepted", reason: "it is there" });
    const { criteria } = reportFacts(project, run);
    expect(criteria[0]!.verdicts[0]!.evidence).toEqual([
      'src/greet.ts:2 "export function greet(name: string): string {" unchanged: greet has said goodbye all along',
    ]);
  });
});

test("a claim of a file that is as it was is refused; a change that nobody named is told in the report", async () => {
  const root = makeProject();
  writeFiles(root, { "src/ignored.log": "x", ".gitignore": "*.log\n" });
  const worker = (named: string[]) => (brief: Brief) => {
    if (!isBuild(brief)) return undefined;
    writeFileSync(join(root, "extra.txt"), "more\n");
    const work = implementation(brief);
    return { ...work, artifact: { ...(work.artifact as object), changed_files: named } };
  };
  const lying = makeRun({
    root,
    answers: APPROVE,
    worker: worker(["src/goodbye.ts", "src/greet.ts"]),
  });
  await expect(lying).rejects.toThrow(/changed_files: "src\/greet\.ts": not changed by this run/);
  const named = ["./src/goodbye.ts", join(root, "tests/goodbye.test.ts"), "src/ignored.log"];
  const made = await makeRun({ root: makeProject(), answers: APPROVE });
  expect(reportFacts(made.project, made.run).deviations).toEqual([]);
  const other = makeProject();
  writeFiles(other, { "src/ignored.log": "x", ".gitignore": "*.log\n" });
  const { run } = await makeRun({
    root: other,
    answers: APPROVE,
    worker: (brief) => {
      if (!isBuild(brief)) return undefined;
      writeFileSync(join(other, "extra.txt"), "more\n");
      const work = implementation(brief);
      const files = named.map((path) => path.replace(root, other));
      return { ...work, artifact: { ...(work.artifact as object), changed_files: files } };
    },
  });
  expect(run.status).toBe("complete");
});

test("a list of any length counts", async () => {
  const root = makeProject();
  const names = Array.from({ length: 300 }, (_, at) => `src/many/file-${at}.ts`);
  const { run } = await makeRun({
    root,
    answers: APPROVE,
    worker: (brief) => {
      if (!isBuild(brief)) return undefined;
      const { artifact, edits } = implementation(brief);
      const many = Object.fromEntries(names.map((name, at) => [name, `export const n = ${at};\n`]));
      const changed_files = [...(artifact as { changed_files: string[] }).changed_files, ...names];
      return { artifact: { ...(artifact as object), changed_files }, edits: { ...edits, ...many } };
    },
    until: (now) => taskOf(now, CODE_SONNET)!.status === "ready",
  });
  expect(taskOf(run, BUILD)!.status).toBe("done");
});

test("what a story or a plan may leave out may be left out", async () => {
  const { title, summary, acceptance_criteria } = STORY;
  const made = await makeRun({
    answers: {},
    worker: (brief) =>
      brief.writes.endsWith("user-story.json")
        ? { title, summary, acceptance_criteria }
        : undefined,
  });
  expect(viewQuestion(made.project, made.run, made.run.questions[0]!)).toBeDefined();
  const { run } = await carryOn(made.root, {
    answers: APPROVE,
    worker: (brief) => {
      if (!brief.writes.endsWith("plan-refined.json")) return undefined;
      const { approach, steps } = plan([]);
      return {
        title: "t",
        approach,
        steps: steps.map(({ id, title: said, covers }) => ({ id, title: said, covers })),
      };
    },
  });
  expect(run.status).toBe("complete");
});
