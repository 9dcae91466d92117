// What became of a finding's place, read from the trees of a real run: a fix of another part of the
// file is told.
// Runs: in full too, together.

import { afterEach, describe, expect, test } from "bun:test";
import { taskOf } from "../../../src/engine/run.ts";
import { sceneOf } from "../../../src/workflows/index.ts";
import { multiAiModule } from "../../../src/workflows/multi-ai/index.ts";
import { untouchedFixes } from "../../../src/workflows/review/findings/since.ts";
import { makeRun } from "../../cli/made/make-run.ts";
import { firstOf } from "../../harness/in-full.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import type { Brief } from "../../harness/team.ts";
import { codeObjection, implementation, openIds } from "../../harness/workers.ts";

afterEach(cleanup);

const REST = Array.from({ length: 20 }, (_, index) => `// ${index}\n`).join("");

/**
 * A run whose first code review raised a finding on line 2, whose fix is `fixed`, and whose
 * reviewer called it fixed.
 */
async function answeredBy(git: boolean, fixed: (text: string) => string) {
  let raised = false;
  return makeRun({
    root: makeProject({ git }),
    answers: { story: { option: "approve", text: null } },
    worker: (brief: Brief) => {
      if (brief.writes.endsWith("impl-result.json")) {
        const work = implementation(brief, REST);
        const text = work.edits!["src/goodbye.ts"]!;
        return {
          ...work,
          edits: {
            ...work.edits,
            "src/goodbye.ts": openIds(brief).length > 0 ? fixed(text) : text,
          },
        };
      }
      if (!brief.writes.endsWith("code-review-sonnet.json") || raised) return undefined;
      raised = true;
      return codeObjection(brief);
    },
    until: (run) =>
      run.tasks.some((task) => task.gate === "code-review-opus" && task.status === "ready"),
  });
}

describe.each(
  firstOf([
    ["with git", true],
    ["without git", false],
  ] as const),
)("%s", (_, git) => {
  test("a fix at the quoted line is a fix", async () => {
    const { project, run } = await answeredBy(git, (text) =>
      text.replace(".concat(name)", '.concat(name || "you")'),
    );
    expect(run.findings).toMatchObject([{ id: "F1", state: "fixed", untouched: false }]);
    expect(untouchedFixes(sceneOf(project, run))).toEqual([]);
  });

  test("one of another part of the file counts, and is told to those who review next, with the line", async () => {
    const { project, run } = await answeredBy(git, (text) =>
      text.replace("// 19\n", "// 19, mended\n"),
    );
    expect(run.findings).toMatchObject([{ id: "F1", state: "fixed", untouched: true }]);
    expect(untouchedFixes(sceneOf(project, run))).toMatchObject([
      { id: "F1", place: "src/goodbye.ts:2" },
    ]);
    const findings = run.findings.map((one) => ({ ...one, severity: "minor" as const }));
    expect(untouchedFixes(sceneOf(project, { ...run, findings }))).toEqual([]);
    const next = run.tasks.find((task) => task.gate === "code-review-opus")!;
    expect(
      multiAiModule.briefFacts(sceneOf(project, run), taskOf(run, next.id)!, {
        nonce: "0".repeat(32),
        subject: null,
        now: "",
      }).untouched,
    ).toEqual([
      expect.stringMatching(
        /^F1 of .*Sonnet called fixed; src\/goodbye\.ts:2 did not change since\. It was: An empty name gives a dangling comma\. Fix: Say goodbye without the comma then\.$/,
      ),
    ]);
  });
});
