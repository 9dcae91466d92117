// Work beside the phases: what another workflow has done stands in the project's files as a quick
// task, as GSD keeps those.
// Runs: together.
import { afterAll, afterEach, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { partsText } from "../../../src/render/report/print/text.ts";
import { change } from "../../../src/run/journal/change.ts";
import { PLAIN_LAYOUT } from "../../../src/text.ts";
import { phasesModule } from "../../../src/workflows/phases/index.ts";
import {
  quickId,
  quickText,
  readQuickTasks,
} from "../../../src/workflows/phases/planning/documents/quick.ts";
import {
  stateText,
  withQuickTask,
} from "../../../src/workflows/phases/planning/documents/state.ts";
import { readOverview } from "../../../src/workflows/phases/planning/read.ts";
import { act } from "../../../src/workflows/phases/routes/roadmap-verb.ts";
import { resolves } from "../../../src/workflows/phases/routes/start.ts";
import { writeState } from "../../../src/workflows/phases/state/state.ts";
import { greeter } from "../../harness/phases/project.ts";
import { cleanup, type Files, filesBelow, makeProject, writeFiles } from "../../harness/project.ts";
import type { Work } from "../../harness/team.ts";
import { honest } from "../../harness/workers.ts";
import { project as given } from "./planning/planning-given.ts";
import { PhasesRun } from "./play.ts";
import { removeAll, scratch } from "./scratch.ts";

afterEach(cleanup);
afterAll(removeAll);

const TASK = {
  ...{ id: "260104-f00", about: "Say goodbye | or not", date: "2026-01-04" },
  folder: "260104-f00-say-goodbye",
};
const ROW =
  "| 260104-f00 | Say goodbye \\| or not | 2026-01-04 | — | [260104-f00-say-goodbye](./quick/260104-f00-say-goodbye/) |";

test("its number is the day, and two seconds for each step", () => {
  expect(quickId("2026-01-04T00:00:00.000Z")).toBe("260104-000");
  expect(quickId("2026-01-04T23:59:59.000Z")).toBe("260104-xbz");
});

test("it has one row in the table of STATE.md, which stays when that is written anew", () => {
  const root = scratch();
  given(root, [{ number: "1", name: "Base" }]);
  const once = withQuickTask(stateText({ decisions: ["one"] }, "mine\n"), TASK);
  expect(once).toContain(
    `### Quick Tasks Completed\n\n| # | Description | Date | Commit | Directory |\n|---|-------------|------|--------|-----------|\n${ROW}\n`,
  );
  expect(once).toContain(
    "Last activity: 2026-01-04 — Completed quick task 260104-f00: Say goodbye | or not\n",
  );
  expect(withQuickTask(once, TASK)).toBe(once);
  writeFiles(root, { ".planning/STATE.md": once });
  const now = "2026-01-05T10:00:00.000Z";
  writeState(root, { now, last: "next", stopped_at: null, decisions: ["two"] });
  const after = readFileSync(join(root, ".planning/STATE.md"), "utf8");
  expect([after.includes(ROW), after.endsWith("mine\n")]).toEqual([true, true]);
  expect(withQuickTask("# Mine\n", TASK)).toBe("# Mine\n");
});

class ChainRun extends PhasesRun {
  protected override readonly workflow: string = "multi-ai";
  constructor(root: string) {
    super(root, (brief) => honest()(brief) as Work);
  }
  /** `/multi-ai --quick --auto …`, to its end. */
  async quick(): Promise<this> {
    await this.start("start", { request: "Say goodbye", options: { quick: "yes" }, auto: true });
    expect([this.refused, this.run.status]).toEqual([[], "complete"]);
    return this;
  }
}
const files = (root: string): Files =>
  Object.fromEntries(
    filesBelow(join(root, ".planning")).map((path) => [
      path,
      readFileSync(join(root, ".planning", path), "utf8"),
    ]),
  );

describe("a run of the chain", () => {
  test("in a project with a roadmap is recorded there, once", async () => {
    const root = makeProject({ files: greeter() });
    const before = files(root);
    const run = await new ChainRun(root).quick();
    const id = quickId(run.run.created_at);
    const name = `${id}-say-goodbye-by-name`;
    const after = files(root);
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(changed.sort()).toEqual(["STATE.md", `quick/${name}/${id}-SUMMARY.md`]);
    const summary = after[`quick/${name}/${id}-SUMMARY.md`]!;
    expect(summary).toMatch(/^---\nquick_id: \S+\nstatus: complete\n/);
    expect(summary).toContain("**Request:** Say goodbye\n");
    expect(summary).toContain("## Files\n\n- src/goodbye.ts\n- tests/goodbye.test.ts\n");
    expect(after["STATE.md"]).toContain(`| ${id} | Say goodbye by name | `);
    // Whatever is recorded of the run afterwards.
    change(run.project, () => [{ do: "attach", session: "other", host: null, force: true }]);
    expect(files(root)).toEqual(after);
    expect(readOverview(root).problems).toEqual([]);
    expect(phasesModule.standing!(root)!.rows[0]!.text).toContain(" · 1 quick task done");
  });

  test("elsewhere leaves nothing", async () => {
    const root = makeProject();
    await new ChainRun(root).quick();
    expect(readdirSync(root)).not.toContain(".planning");
  });
});

test("of todos roadmap says how many there are", () => {
  const root = scratch();
  given(root, [{ number: "1", name: "Base" }]);
  expect(act(root).data).toMatchObject({ todos: 0 });
  const pending = ".planning/todos/pending";
  const todos = {
    [`${pending}/a.md`]: "# A\n",
    [`${pending}/b.md`]: "# B\n",
    [`${pending}/notes.txt`]: "x",
  };
  writeFiles(root, { ...todos, ".planning/todos/done/c.md": "# C\n" });
  const { parts, data } = act(root);
  expect(partsText(parts, PLAIN_LAYOUT)).toContain("2 todos in .planning/todos/pending.");
  expect(data).toMatchObject({ todos: 2 });
});

test("how many are done, and which are not, is said by roadmap and by next", () => {
  const root = scratch();
  given(root, [{ number: "1", name: "Base" }]);
  expect(quickText(readQuickTasks(root))).toBeNull();
  writeFiles(root, {
    ".planning/quick/1-old/SUMMARY.md": "# Done\n",
    ".planning/quick/260104-aaa-a/260104-aaa-SUMMARY.md": "---\nstatus: complete\n---\n",
    ".planning/quick/260104-bbb-b/260104-bbb-PLAN.md": "# Plan\n",
    ".planning/quick/README.md": "mine\n",
  });
  const { parts, data } = act(root);
  expect(partsText(parts, PLAIN_LAYOUT)).toContain(
    "2 quick tasks done, 1 not finished: 260104-bbb-b.",
  );
  expect(data).toMatchObject({ quick: { done: 2, unfinished: ["260104-bbb-b"] } });
  expect(resolves(root, "")).toMatchObject({
    options: {
      command_reason: "nothing is written about it yet; unfinished quick tasks: 260104-bbb-b",
    },
  });
});
