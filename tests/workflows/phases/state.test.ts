// STATE.md as a projection: what it says of a project, what the end of a run leaves in it, and what
// of it stays.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import type { Run } from "../../../src/engine/run.ts";
import type { Scene } from "../../../src/record/scene.ts";
import { projectText } from "../../../src/workflows/phases/planning/documents/project.ts";
import { withShipped } from "../../../src/workflows/phases/planning/documents/roadmap.ts";
import { STATE_KIND, stateText } from "../../../src/workflows/phases/planning/documents/state.ts";
import { readOverview } from "../../../src/workflows/phases/planning/read.ts";
import { errorOf, outputs } from "../../../src/workflows/phases/state/ends.ts";
import { writeState } from "../../../src/workflows/phases/state/state.ts";
import type { PhaseGiven } from "../../harness/phases/project.ts";
import {
  carriedOutByHand,
  file,
  has,
  planFile,
  planText,
  project,
  read,
  remove,
  write,
} from "./planning/planning-given.ts";
import { removeAll, scratch } from "./scratch.ts";

afterAll(removeAll);

const PHASES: PhaseGiven[] = [
  { number: "1", name: "Base", done: true },
  { number: "2", name: "Search", depends_on: ["1"] },
];
const TOLD = {
  now: "2026-01-04T10:00:00.000Z",
  last: "plan-phase 2 is done",
  stopped_at: null,
  decisions: [],
  error: null,
};
const given = (edit: (root: string) => void = () => {}): string => {
  const root = scratch();
  project(root, PHASES);
  edit(root);
  return root;
};
const stateOf = (root: string, told: Partial<Parameters<typeof writeState>[1]> = {}): string => {
  const wrote = writeState(root, { ...TOLD, ...told });
  if (!wrote.ok) throw new Error(JSON.stringify(wrote.problems));
  return read(root, "STATE.md");
};
const oneOfTwo = (root: string): void => {
  carriedOutByHand(root, "2", 1);
  write(root, planFile("2", 2), planText("2", 2));
};

describe("what it says", () => {
  test("position, progress and session", () => {
    const text = stateOf(given(oneOfTwo), { decisions: ["[Phase 2]: SQLite"] });
    for (const line of [
      "Phase: 2 of 2 (Search)",
      "Plan: 2 of 2 in current phase",
      "Status: executing",
      "Last activity: 2026-01-04 — plan-phase 2 is done",
      "Progress: [█████░░░░░] 50%",
      "Last session: 2026-01-04T10:00:00.000Z",
      "- [Phase 2]: SQLite",
    ])
      expect(text).toContain(`\n${line}\n`);
    expect(readOverview(given(oneOfTwo)).problems).toEqual([]);
  });

  test.each<[string, (root: string) => void, string]>([
    ["nothing", () => {}, "discussing"],
    ["a context", (root) => write(root, file("2", "CONTEXT"), "# C\n"), "planning"],
    ["open plans", oneOfTwo, "executing"],
    [
      "done plans",
      (root) => {
        oneOfTwo(root);
        carriedOutByHand(root, "2", 2);
      },
      "verifying",
    ],
  ])("with %s about the phase that is due", (_what, edit, status) => {
    expect(stateOf(given(edit))).toContain(`\nStatus: ${status}\n`);
  });

  test("a folder without .planning stays without", () => {
    const root = scratch();
    expect(writeState(root, TOLD)).toEqual({ ok: true, written: [] });
    expect(has(root, "")).toBe(false);
  });

  test("the same state once more changes no byte", () => {
    const root = given(oneOfTwo);
    const first = stateOf(root);
    expect(writeState(root, TOLD)).toEqual({ ok: true, written: [] });
    expect(read(root, "STATE.md")).toBe(first);
  });
});

test("what a person or another tool has written stays: unknown fields, text below, and what has no new value", () => {
  const root = given(oneOfTwo);
  const before = { milestone: "v1.0", milestone_name: "milestone", theirs: [1, 2] };
  write(root, "STATE.md", stateText(before, "\n## Mine\n\nSome prose   with spaces.\n"));
  const text = stateOf(root);
  expect(text).toMatch(
    /^---\nmilestone: v1\.0\nmilestone_name: milestone\n[\s\S]*theirs:\n {2}- 1\n/,
  );
  expect(text).toEndWith("\n## Mine\n\nSome prose   with spaces.\n");
  expect(stateOf(root)).toBe(text);
  write(root, "STATE.md", "# Mine\n\nStatus: error: x\n");
  expect(readOverview(root).error).toBeNull();
  expect(stateOf(root)).toEndWith("\n# Mine\n\nStatus: error: x\n");
});

test("of very many decisions it keeps the newest, so that it can be read", () => {
  const root = given(oneOfTwo);
  const decisions = Array.from({ length: 800 }, (_, at) => `${at} ${"x".repeat(190)}`);
  for (const more of [decisions, ["the last one"]])
    expect(writeState(root, { ...TOLD, decisions: more })).toMatchObject({ ok: true });
  const { fields } = STATE_KIND.read(read(root, "STATE.md"), () => {});
  expect([fields?.decisions.length, fields?.decisions.at(-1)]).toEqual([300, "the last one"]);
});

test("entries that a person takes out or adds count; another change of the text is told", () => {
  const root = given(oneOfTwo);
  const before = { decisions: ["# Keep it"], concerns: ["The key expired", "A"] };
  write(root, "STATE.md", stateText(before));
  write(
    root,
    "STATE.md",
    stateOf(root).replace("- The key expired\n- A\n", "").replace("- \\#", "- B\n- \\#"),
  );
  expect(readOverview(root).problems).toEqual([]);
  const text = stateOf(root);
  expect(text).toContain("\n- B\n- \\# Keep it\n\n### Blockers/Concerns\n\nNone\n");
  expect(text).toEndWith("-->\n");
  write(root, "STATE.md", text.replace("Plan: 2", "Plan: 1"));
  write(
    root,
    "PROJECT.md",
    projectText({ title: "N", active: [{ text: "x" }] }).replace("[ ] x", "[ ] y"),
  );
  expect(readOverview(root).problems.map(({ file, of }) => [file, of])).toEqual([
    [".planning/PROJECT.md", ""],
    [".planning/STATE.md", ""],
  ]);
});

test("numbers that go on over milestones stand beside how many there are", () => {
  const root = scratch();
  project(root, [
    { number: "125", name: "Base", done: true },
    { number: "126", name: "Search" },
  ]);
  expect(stateOf(root)).toContain("\nPhase: 126 (Search), 2 of 2\n");
});

test("behind a milestone what was done is still counted", () => {
  const root = given();
  stateOf(root);
  write(
    root,
    "STATE.md",
    read(root, "STATE.md").replace("completed_phases: 1", "completed_phases: 2"),
  );
  const shipped = { version: "v1.0", name: "x", phases: "Phases 1-2", date: "2026-01-04" };
  write(root, "ROADMAP.md", withShipped(read(root, "ROADMAP.md"), shipped));
  write(root, "milestones/v1.0-ROADMAP.md", read(root, "ROADMAP.md"));
  remove(root, "REQUIREMENTS.md");
  expect(stateOf(root)).toMatch(/total_phases: 2\n {2}completed_phases: 2\n[\s\S]*percent: 100\n/);
});

describe("the end of a run", () => {
  const run = (more: object): Run =>
    ({
      entry: "plan-phase",
      options: { phase: "02" },
      status: "complete",
      reason: "",
      tasks: [],
      decisions: [],
      updated_at: TOLD.now,
      ...more,
    }) as unknown as Run;
  const failing = (gate: string, more: object = {}) =>
    run({
      status: "failed",
      reason: "given up",
      entry: "execute-phase",
      tasks: [
        {
          gate: "x",
          outcome: "pass",
          void: false,
          who: { program: "x" },
          subject: "Before",
          facts: {},
          note: "",
        },
        {
          gate,
          outcome: "fail",
          void: false,
          who: { program: gate },
          subject: "Merge",
          facts: { problems: ["a.ts is in conflict"] },
          note: "",
          ...more,
        },
      ],
    });
  const end = (root: string, one: Run): string => {
    expect(outputs({ project: { root }, run: one } as unknown as Scene)).toEqual({
      files: [],
      problems: [],
    });
    return read(root, "STATE.md");
  };

  test("says what was done, and what the person decided in words", () => {
    const decisions = [
      { kind: "discuss", asked: "Which store?", text: "SQLite", option: "other" },
      { kind: "second-request", asked: null, text: "Add x", option: "x" },
      { kind: "approve", asked: null, text: null, option: "yes" },
      { kind: "plan-limit", asked: null, text: "the search is wrong", option: "revise" },
      { kind: "plan-limit", asked: null, text: "good enough", option: "accept" },
    ];
    const long = {
      kind: "discuss",
      asked: `Which ${"very ".repeat(60)}store?`,
      text: "None of them",
      option: "other",
    };
    const text = end(given(oneOfTwo), run({ decisions: [...decisions, long] }));
    expect(text).toMatch(/- \[Phase 02\]: Which very .*… → None of them\n/);
    expect(text).toContain("Stopped at: plan-phase 02 is done\n");
    expect(text).toContain("- [Phase 02]: Which store? → SQLite\n");
    expect(text).not.toContain("Add x");
    // What is wrong is no decision, and a reason stands behind what it is for.
    expect(text).not.toContain("the search is wrong");
    expect(text).toMatch(/- \[Phase 02\]: \w.* → good enough\n/);
  });

  test("a failed check that nobody took up is an error, until a later run", () => {
    const root = given(oneOfTwo);
    const error = "execute-phase 02, Merge: a.ts is in conflict";
    expect(errorOf(failing("execute-merge"))).toBe(error);
    expect(end(root, failing("execute-merge"))).toContain(`Status: error: ${error}\n`);
    expect(readOverview(root).error).toBe(error);
    expect(end(root, run({}))).toContain("Status: executing\n");
    expect(readOverview(root).error).toBeNull();
  });

  test("a command that was stopped before it had any work leaves the file as it is", () => {
    const root = given(oneOfTwo);
    const before = stateOf(root);
    expect(end(root, run({ status: "cancelled" }))).toBe(before);
  });

  test("an error stays over runs that were stopped or could not begin, and has the words of the check", () => {
    const root = given(oneOfTwo);
    const spent = failing("verify-publish", {
      outcome: "open",
      facts: { reason: "C1 does not hold" },
    });
    expect(end(root, spent)).toMatch(/Status: error: .*C1 does not hold\n/);
    end(root, run({ status: "cancelled" }));
    end(root, failing("verify-survey"));
    expect(readOverview(root).error).toContain("C1 does not hold");
    end(root, run({}));
    expect(readOverview(root).error).toBeNull();
  });

  test("whoever corrects one of the two places has corrected it, also while a run waits", () => {
    const root = given(oneOfTwo);
    for (const place of [/^status: .*/m, /^Status: .*/m]) {
      end(root, failing("execute-merge"));
      expect(readOverview(root).error).toContain("in conflict");
      write(
        root,
        "STATE.md",
        read(root, "STATE.md").replace(place, (line) => line.replace(/:.*/, ": executing")),
      );
      expect(readOverview(root).error).toBeNull();
      const delivered = [{ who: {}, artifact: "x", dispatches: 0 }];
      expect(end(root, run({ status: "cancelled", tasks: delivered }))).not.toContain("error");
    }
  });

  test("a look before any work, a stop of the person, and a check that passed later are none", () => {
    expect(errorOf(failing("execute-prepare"))).toBeNull();
    expect(errorOf({ ...failing("execute-merge"), status: "cancelled" })).toBeNull();
    expect(errorOf(failing("execute-merge", { outcome: "pass" }))).toBeNull();
    expect(errorOf(failing("execute-merge", { void: true }))).toBeNull();
  });
});
