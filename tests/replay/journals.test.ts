// Guarantee: The journal is the truth; Decisions are reproducible.
// Runs: together.
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { directive } from "../../src/engine/directive.ts";
import { EVENTS } from "../../src/engine/events.ts";
import { fold } from "../../src/engine/evolve.ts";
import type { Run } from "../../src/engine/run.ts";
import { projections } from "../../src/run/journal/projections.ts";
import { FOLDER, folded, journalOf, NAMES } from "./recorded.ts";

/**
 * Journals as runs have left them. Each must be read by every later version, and fold to the very
 * bytes beside it: what changes an event's meaning needs a way to read the old ones.
 */

/** Where the recorded runs took place: the team's name is made of it. */
const ROOT = "/home/user/project";

test("there are recorded journals", () => {
  expect(NAMES.length).toBeGreaterThan(0);
});

describe.each(NAMES)("%s", (name) => {
  const { batches, broken } = journalOf(name);

  test("is whole, and every event is one that this version knows", () => {
    expect(broken).toBeNull();
    expect(batches.length).toBeGreaterThan(0);
    for (const event of batches.flat())
      expect([event.seq, EVENTS[event.type]?.safeParse(event).success]).toEqual([event.seq, true]);
  });

  test.each(["state", "tasks"])("invariant 1: folds to the recorded %s, byte for byte", (fold) => {
    const run = folded(batches)!;
    const file = projections(run, ROOT)[fold === "state" ? "state.json" : "pipeline-tasks.json"]!;
    const recorded = join(FOLDER, `${name}.${fold}.json`);
    expect(existsSync(recorded)).toBe(true);
    // A run of another folder has another team.
    const sameTeam = (text: string): string => text.replace(/"team": "[^"]*"/, '"team": "…"');
    expect(sameTeam(file)).toBe(sameTeam(readFileSync(recorded, "utf8")));
  });

  test("is in an orderly state after each of its decisions", () => {
    let run: Run | null = null;
    for (const batch of batches) {
      run = fold(run, batch);
      const ready = run!.tasks.filter(
        (task) => task.status === "ready" || task.status === "running",
      );
      const over = new Set(
        run!.tasks
          .filter((task) => ["done", "skipped"].includes(task.status))
          .map((task) => task.id),
      );
      for (const task of ready) expect(task.blocked_by.filter((id) => !over.has(id))).toEqual([]);
      expect(directive(run).do).not.toBe("none");
    }
  });
});

test("a task of before that changes the project is known as one", () => {
  const chains = NAMES.map((name) => folded(journalOf(name).batches)!).filter(
    (run) => run.workflow === "multi-ai",
  );
  expect(chains.length).toBeGreaterThan(0);
  for (const run of chains) {
    const changing = run.tasks.filter((task) => task.edits !== null);
    expect(changing.length).toBeGreaterThan(0);
    expect(new Set(changing.map((task) => `${task.schema} ${task.edits}`))).toEqual(
      new Set(["impl-result all"]),
    );
    expect(run.tasks.filter((task) => task.schema === "impl-result")).toEqual(changing);
  }
});
