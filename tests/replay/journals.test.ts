// Guarantee: The journal is the truth; Decisions are reproducible.
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { directive } from "../../src/engine/directive.ts";
import { EVENTS } from "../../src/engine/events.ts";
import { limitOf } from "../../src/engine/rounds.ts";
import type { Run } from "../../src/engine/run.ts";
import { costOf } from "../../src/prices.ts";
import { branchRef } from "../../src/project/worktrees/names.ts";
import { runView } from "../../src/render/view.ts";
import { projections } from "../../src/run/life/projections.ts";
import { foldRecorded } from "../../src/run/life/run.ts";
import { mostCriteria } from "../../src/settings.ts";
import { widthOf } from "../../src/workflows/execute/plan.ts";
import { workflowOf } from "../../src/workflows/index.ts";
import { environmentOf } from "../../src/workflows/team/shows.ts";
import { given, started } from "../workflows/multi-ai/given.ts";
import { Team } from "../workflows/team/given.ts";
import { FOLDER, folded, journalOf, NAMES } from "./recorded.ts";

/**
 * Journals as runs have left them. Each must be read by every later version, and fold to the very bytes beside it: what
 * changes an event's meaning needs a way to read the old ones.
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
      run = foldRecorded(run, batch);
      const ready = run!.tasks.filter((task) => task.status === "ready" || task.status === "running");
      const over = new Set(
        run!.tasks.filter((task) => ["done", "skipped"].includes(task.status)).map((task) => task.id),
      );
      for (const task of ready) expect(task.blocked_by.filter((id) => !over.has(id))).toEqual([]);
      expect(directive(run).do).not.toBe("none");
    }
  });
});

test("a task of before that changes the project is known as one", () => {
  const chains = NAMES.map((name) => folded(journalOf(name).batches)!).filter((run) => run.workflow === "multi-ai");
  expect(chains.length).toBeGreaterThan(0);
  for (const run of chains) {
    const changing = run.tasks.filter((task) => task.edits !== null);
    expect(changing.length).toBeGreaterThan(0);
    expect(new Set(changing.map((task) => `${task.schema} ${task.edits}`))).toEqual(new Set(["impl-result all"]));
    expect(run.tasks.filter((task) => task.schema === "impl-result")).toEqual(changing);
  }
});

test("a run of before goes on with the limits that it recorded, a new one with those of its workflow", () => {
  const shown = (run: Run) =>
    runView(run, {
      kept: "here",
      questions: [],
      findings: [],
      tests: [],
      ownerAlive: null,
      own: () => ({}),
    }).reviewers.map((one) => one.limit);
  expect(new Set(shown(folded(journalOf("host-old-team").batches)!))).toEqual(new Set([10]));
  expect(new Set(shown(new Team().now))).toEqual(new Set([5]));
  expect(new Set(shown(given(started()).now))).toEqual(new Set([10]));
  expect(new Set(shown(new Team({ limits: { per_reviewer: 2 } }).now))).toEqual(new Set([2]));
});

/** What a file of an earlier version could set, and no file can any more, as runs of then have recorded it. */
const GONE: Record<string, Record<string, unknown>> = {
  limits: { iterations: 4, revise: 2, tests: 1, qa: 1, width: 2, tries: 1, execution_s: 60, context_left: 9 },
  budget: { enabled: true, tokens_max: 5_000_000, calls_max: 7, minutes_max: 90, on_exceed: "escalate" },
  codex: { dispatch: "check", timeout_minutes: 20, missing: "ask" },
  team: { profile: "app_worktree", branch_prefix: "build/", approvals: 3 },
  deploy: { environment: "staging", command: "sh deploy.sh", smoke: "sh smoke.sh" },
  execute: { commit_message: "phase task", branch_prefix: "plan/" },
  providers: {
    mistral: { max_output_tokens: 9, timeout_s: 8, structured: "text", price: { input: 3, output: 4 } },
  },
};
const ALONE = { convergence: false, minor_findings: "fix", max_criteria: 5 };

test.each(["host-new-clean", "host-new-team", "host-new-council-veto"])(
  "%s, begun with settings that are gone, is read and goes on with what it recorded",
  (name) => {
    const { batches } = journalOf(name);
    const notify = [{ kind: "command", command: "sh tell.sh", timeout_s: 9 }];
    const all = structuredClone(batches);
    const created = all[0]!.find((event) => event.type === "run_created")!;
    const settings = { ...created.settings, ...GONE, ...ALONE, notify };
    Object.assign(created, { settings });
    expect(EVENTS.run_created.safeParse(created).success).toBe(true);
    const run = folded(all)!;
    expect(run.settings as object).toMatchObject(settings);
    expect(run.status).toBe(folded(batches)!.status);
    expect(mostCriteria(run.settings)).toBe(5);
    expect(limitOf(workflowOf(run.workflow), run, "qa")).toBe(1);
    expect(widthOf(run)).toBe(2);
    expect(branchRef({ run: run.run, area: "web", prefix: run.settings.team!.branch_prefix! })).toBe(
      "refs/heads/build/web",
    );
    expect(environmentOf("asked", run.settings.deploy)).toBe("staging");
    expect(costOf({ provider: "mistral", model: "m" }, { input: 1e6, cached: 0, output: 1e6 }, run.settings)).toBe(7);
    expect(directive(run).do).not.toBe("none");
  },
);
