// STATE.md as a projection: what it says of a project, what the end of a run leaves in it, and what
// of it stays.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import type { Run } from "../../../src/engine/run.ts";
import type { Scene } from "../../../src/record/scene.ts";
import { errorOf, outputs } from "../../../src/workflows/phases/ends.ts";
import { readOverview } from "../../../src/workflows/phases/planning/read.ts";
import { writeState } from "../../../src/workflows/phases/state.ts";
import {
  carriedOutByHand,
  file,
  type GivenPhase,
  has,
  planFile,
  planText,
  project,
  read,
  write,
} from "./planning-given.ts";
import { removeAll, scratch } from "./scratch.ts";

afterAll(removeAll);

const PHASES: GivenPhase[] = [
  { number: "1", name: "Base", done: true },
  { number: "2", name: "Search", depends: "Phase 1" },
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

test("what a person has written in a section of ours stays behind what we say there", () => {
  const root = given(oneOfTwo);
  const words = "## Session Continuity\n\nLast session: x\nResume file: notes.md\n\nMy last words";
  write(
    root,
    "STATE.md",
    `# Project State\n\n## Current Position\n\n**Status:** Ready\nMine: 3\n\n${words}\n`,
  );
  const text = stateOf(root);
  expect(text).not.toContain("Ready");
  expect(text).toMatch(/\nProgress: .*\n\nMine: 3\n/);
  expect(text).toMatch(/\nStopped at: .*\n\nResume file: notes.md\n\nMy last words\n/);
  write(root, "STATE.md", text);
  expect(stateOf(root)).toBe(text);
});

test("what a person or GSD has written beside its sections stays, fields of the front matter too", () => {
  const root = given(oneOfTwo);
  const own =
    "---\ntheirs: [1, 2]\nstatus: planning\n---\n\n# Project State\n\nSome prose   with spaces.\n\n";
  write(
    root,
    "STATE.md",
    `${own}## Current Position\n\nPhase: 1 of 2 (Base)\n\n## Mine\n\n- a list\n`,
  );
  const text = stateOf(root);
  expect(text).toContain("theirs:\n  - 1\n  - 2\nstatus: executing\n");
  expect(text).toContain(
    "\nSome prose   with spaces.\n\n## Current Position\n\nPhase: 2 of 2 (Search)\n",
  );
  expect(text).toContain("\n## Mine\n\n- a list\n");
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
      expect(end(root, run({ status: "cancelled" }))).not.toContain("error");
    }
  });

  test("a look before any work, a stop of the person, and a check that passed later are none", () => {
    expect(errorOf(failing("execute-prepare"))).toBeNull();
    expect(errorOf({ ...failing("execute-merge"), status: "cancelled" })).toBeNull();
    expect(errorOf(failing("execute-merge", { outcome: "pass" }))).toBeNull();
    expect(errorOf(failing("execute-merge", { void: true }))).toBeNull();
  });
});
