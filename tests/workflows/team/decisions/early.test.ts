// What changes between the start of a run and its first owner is in the diff, belongs to a part,
// and is approved like the rest.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run, Task } from "../../../../src/engine/run.ts";
import { baseOf, treeBeforeMove } from "../../../../src/record/accepted.ts";
import { changedParts, REST } from "../../../../src/workflows/team/areas.ts";
import { makeTeamRun } from "../../../cli/made/make-team-run.ts";
import type { Turn } from "../../../harness/model.ts";
import { cleanup } from "../../../harness/project.ts";
import { smallFiles, smallTeam } from "../../../harness/small-team.ts";
import type { Brief, Work } from "../../../harness/team.ts";

afterEach(cleanup);

test("a file that an agent, or a command of the main thread, wrote before the first owner is reviewed as part of the change", async () => {
  const people = smallTeam(() => undefined);
  const briefs = new Map<string, Brief>();
  let root = "";
  const { run } = await makeTeamRun({
    files: smallFiles(),
    options: { track: "quick" },
    begun: (made) => {
      root = made;
    },
    worker: (brief) => {
      briefs.set(brief.task, brief);
      if (briefs.size === 1)
        writeFileSync(join(root, "src/index.js"), "export const sneaked = 1;\n");
      return people(brief, { messages: [] } as unknown as Turn) as Work;
    },
    answer: ({ kind }) =>
      kind.startsWith("checkpoint-") ? { option: "proceed", text: null } : null,
  });
  expect(run.status).toBe("complete");
  expect(changedParts(run)).toContain(REST);
  expect(run.warnings.map((one) => one.text)).toContainEqual(
    "Changed by no task of the run, and reviewed with the change: src/index.js (by hand)",
  );
  const reviews = run.tasks.filter((one) => one.schema === "peer-review" && one.dispatches > 0);
  const told = reviews
    .map((one) => briefs.get(one.id)!.text)
    .filter((text) => text.includes("sneaked = 1"));
  expect(told).not.toEqual([]);
  expect(told[0]).toContain("- src/index.js (modified by hand)");
});

describe("the tree that a change starts from", () => {
  const task = (
    id: string,
    edits: string | null,
    base: string | null,
    more: Partial<Task> = {},
  ): Task =>
    ({
      id,
      edits,
      base,
      dispatches: 1,
      void: false,
      started_at: `2026-01-01T00:0${id.slice(1)}:00Z`,
      ...more,
    }) as Task;
  const run = (tasks: Task[], heads: [task: string, commit: string][] = [["T1", "a"]]): Run =>
    ({
      tasks,
      options: {},
      heads: heads.map(([of, commit]) => ({ task: of, head: { branch: "main", commit } })),
    }) as unknown as Run;
  const two = [task("T1", null, "start"), task("T2", "area", "work")];

  test("is the one that the run found, whatever was changed since", () => {
    expect(baseOf(run(two))).toBe("start");
    expect(baseOf(run([two[0]!]))).toBeNull();
  });

  test("is the one that the first owner found where other commits were checked out before, and only then", () => {
    const moved = run(two, [
      ["T1", "a"],
      ["T2", "b"],
    ]);
    expect(baseOf(moved)).toBe("work");
    const first = task("T2", "area", null, { dispatches: 0 });
    const before = (commit: string, work = first) =>
      treeBeforeMove(run([two[0]!, work]), work, { branch: "main", commit });
    expect([before("a"), before("b"), before("b", two[1])]).toEqual([null, "start", null]);
    const later = [...two, task("T3", "area", "other")];
    expect(
      baseOf(
        run(later, [
          ["T1", "a"],
          ["T3", "b"],
        ]),
      ),
    ).toBe("start");
  });

  test("is that one in a run of before", () => {
    expect(baseOf(run([task("T1", null, null), two[1]!]))).toBe("work");
  });

  test("stays where earlier work counts no more, as that may still lie in the project", () => {
    const again = [
      two[0]!,
      task("T2", "area", "work", { void: true }),
      task("T3", "area", "again"),
    ];
    expect(baseOf(run(again))).toBe("start");
    expect(baseOf(run([task("T1", null, null), ...again.slice(1)]))).toBe("work");
  });
});
