// What the agent of a second attempt is told about the first one, in a real project.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, taskOf } from "../../src/engine/run.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { apply, carryOn, dispatchTask, type MadeRun, makeRun } from "../cli/made/make-run.ts";
import { makeTeamRun } from "../cli/made/make-team-run.ts";
import type { Turn } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { gateOf, smallFiles, smallTeam, writes } from "../harness/small-team.ts";
import type { Brief, Work } from "../harness/team.ts";
import { implementation } from "../harness/workers.ts";
import { sectionOf } from "../host/told.ts";
import { BUILD } from "./multi-ai/ids.ts";

afterAll(cleanup);

const FILES = "Left in the tree by the attempt before; go on from it: files";
const DIFF = "Left in the tree by the attempt before; go on from it";
const WHY = "Your last attempt did not count";
const answers = { story: { option: "approve", text: null } };
const ready = (run: Run): boolean => taskOf(run, BUILD)?.status === "ready";
const building = (): Promise<MadeRun> => makeRun({ answers, until: ready });
const start = ({ project }: MadeRun): Promise<Brief> => {
  const run = readRun(project)!;
  return dispatchTask(project, run, taskOf(run, BUILD)!);
};
function loses({ project }: MadeRun, why: string): void {
  const { nonce } = taskOf(readRun(project)!, BUILD)!.dispatch!;
  apply(project, { do: "lost", task: BUILD, nonce, why });
}

describe("the first attempt", () => {
  test("is told of none", async () => {
    const { text } = await start(await building());
    for (const title of [FILES, DIFF, WHY]) expect(text).not.toContain(title);
  });
});

test("a story that the person corrects is told the correction, and of no fault", async () => {
  const made = await makeRun({ until: (run) => run.questions.length > 0 });
  const [open] = readRun(made.project)!.questions;
  const text = "Drop AC2: the library does that anyway";
  apply(made.project, {
    do: "answer",
    question: open!.id,
    option: "correct",
    text,
    via: "cli",
    session: null,
  });
  const run = readRun(made.project)!;
  const brief = await dispatchTask(made.project, run, taskOf(run, "T1")!);
  expect(sectionOf(brief.text, "Decided by the person")).toBe(`- story, correct: ${text}`);
  expect(brief.text).not.toContain(WHY);
});

describe("a second attempt", () => {
  test("is told what the one before left in the tree, file by file and line by line", async () => {
    const made = await building();
    await start(made);
    writeFileSync(join(made.root, "src/goodbye.ts"), "export const half = 1;\n");
    appendFileSync(join(made.root, "src/greet.ts"), "// half of it\n");
    loses(made, "its host died");
    const { text } = await start(made);
    expect(sectionOf(text, WHY)).toBe("its host died");
    expect(sectionOf(text, FILES)).toBe(
      "- src/goodbye.ts (added, +1 -0)\n- src/greet.ts (modified, +1 -0)",
    );
    expect(sectionOf(text, DIFF)).toContain("+export const half = 1;");
    expect(sectionOf(text, DIFF)).toContain("+// half of it");
  });

  test("is told when nothing is left", async () => {
    const made = await building();
    await start(made);
    loses(made, "it never started");
    expect(sectionOf((await start(made)).text, FILES)).toBe(
      "Nothing: the tree is as it was before the run.",
    );
  });

  test("after a partial result is told what that said is missing, beside the person's reason", async () => {
    const made = await building();
    const { run } = await carryOn(made.root, {
      answers,
      worker: (brief) => {
        if (!brief.writes.endsWith("/impl-result.json")) return undefined;
        const work = implementation(brief);
        const artifact = {
          ...(work.artifact as Record<string, unknown>),
          status: "partial",
          reason: "The empty name is open.",
          criteria: [
            { id: "AC1", met: true },
            { id: "AC2", met: false },
          ],
        };
        return { ...work, artifact };
      },
    });
    const [open] = run.questions;
    expect(open!.kind).toBe("partial");
    apply(made.project, {
      do: "answer",
      question: open!.id,
      option: "again",
      text: "Mind the docs.",
      via: "cli",
      session: null,
    });
    const { text } = await start(made);
    expect(sectionOf(text, WHY)).toContain(
      "Mind the docs.\nIt said: The empty name is open.\nNot met: AC2",
    );
    expect(sectionOf(text, FILES)).toContain("- src/goodbye.ts (added");
  });
});

test.each(["stage-01", "stage-04-hello"])(
  "in the team workflow %s is told what stood in its way",
  async (name) => {
    const people = smallTeam();
    const seen: string[] = [];
    await makeTeamRun({
      files: smallFiles(),
      options: { track: "quick" },
      until: () => seen.length === 2,
      worker: (brief) => {
        const work = people(brief, { messages: [] } as unknown as Turn) as Work;
        if (!writes(brief, `gates/${name}.json`) || seen.push(brief.text) > 1) return work;
        const { artifact } = work as { artifact: Record<string, unknown> };
        return {
          ...work,
          artifact: gateOf(brief, {
            ...artifact,
            status: "FAIL",
            blockers: ["Nobody says who pays."],
          }),
        };
      },
      answer: ({ kind }) =>
        kind === "gate-failed"
          ? { option: "again", text: "Mind the docs." }
          : { option: "proceed", text: null },
    });
    expect(seen).toHaveLength(2);
    expect(seen[0]).not.toContain(WHY);
    expect(sectionOf(seen[1]!, WHY)).toContain("Mind the docs.\nIt said: Nobody says who pays.");
  },
);
