// A run as it is shown: one that waits for an answer, with a row of each kind.
import type { Run } from "../../src/engine/run.ts";
import type { Project } from "../../src/project/project.ts";
import { type RunView, standingOf, type TaskView } from "../../src/render/view.ts";
import { reportModelOf } from "../../src/run/views/report.ts";

export const taskView = (id: string, subject: string, more: Partial<TaskView> = {}): TaskView => ({
  id,
  subject,
  agent: "planner",
  model: "opus",
  status: "blocked",
  round: 1,
  blocked_by: [],
  waiver: null,
  void: false,
  spent: { tool_calls: 0, minutes: 0, tokens: 0 },
  started_at: null,
  ended_at: null,
  bounds: null,
  outcome: "",
  passed: null,
  at_work: null,
  ...more,
});

const NO_WORDS = { quote: "", fix: "", mended_by: null, closed_by: null };

export const RUN_VIEW: RunView = {
  run: "multi-ai-0a1b2c3d",
  workflow: "multi-ai",
  command: "multi-ai",
  status: "waiting_for_user",
  reason: "",
  phase: "plan_review_sonnet",
  kept: "here",
  reach: "own",
  rolled_back: null,
  started_at: "2030-01-02T03:04:05.678Z",
  updated_at: "2030-01-02T04:00:00.000Z",
  minutes: 55.9,
  auto: false,
  request: "Say goodbye\nby name",
  done: 2,
  total: 4,
  unknown: {
    tasks: [],
    files: [],
    more: 0,
    criteria: [],
    as_before: [],
    outdated: [],
    lost: [],
    proofs: [],
  },
  tasks: [
    taskView("T1", "Gather requirements", {
      status: "done",
      agent: "requirements-gatherer",
      outcome: "3 acceptance criteria",
      spent: { tool_calls: 4, minutes: 2.2, tokens: 41_000 },
    }),
    taskView("T2", "Create implementation plan", {
      status: "done",
      outcome: "accepted by you",
      waiver: { kind: "accepted", reason: "fine" },
    }),
    taskView("T3", "Plan Review - Sonnet", {
      status: "waiting",
      agent: "plan-reviewer",
      model: "sonnet",
      round: 2,
    }),
    taskView("T5", "Plan Review - Codex", { agent: "codex", model: "", blocked_by: ["T3", "T4"] }),
  ],
  groups: [
    {
      name: "plan_reviews",
      rounds: 1,
      limit: 10,
      reviewers: [
        { name: "Plan Review - Sonnet", reviewer: "sonnet", rounds: 1, limit: 1 },
        { name: "Plan Review - Codex", reviewer: "codex", rounds: 0, limit: 1 },
      ],
    },
  ],
  questions: [
    {
      id: "Q2",
      header: "Limit",
      question: "Q2 · How should it continue?\nF1 (major) Too vague",
      parts: { title: "How should it continue?", commands: [], lines: [], price: [], file: null },
      multiple: false,
      options: [
        { label: "One more round", description: "Fix and review again", key: "continue" },
        { label: "Stop", description: "", key: "stop" },
      ],
    },
  ],
  findings: [
    {
      id: "F1",
      task: "T3",
      reviewer: "Plan Review - Sonnet",
      severity: "major",
      place: "S2",
      ...NO_WORDS,
      state: "open",
      problem: "Too\nvague",
    },
    {
      id: "F2",
      task: "T3",
      reviewer: "Plan Review - Sonnet",
      severity: "minor",
      place: null,
      ...NO_WORDS,
      state: "mended",
      problem: "Elsewhere",
    },
  ],
  version: 2,
  ended_at: null,
  story: null,
  criteria: [],
  criteria_in: null,
  criteria_approved: null,
  fixes: 0,
  reviewers: [],
  tested: {
    before: [
      {
        ...{ command: "bun test", state: "failed", passed: 1, failed: 1, skipped: 0 },
        text: "1 passed, 1 failed",
      },
    ],
    after: [],
    lost: [],
  },
  decisions: [],
  moments: [],
  owner: { session: "3f0c2c1e-0000-4000-8000-000000000001", pid: 4711, alive: false },
  spent: { total: { tool_calls: 0, minutes: 0, tokens: 0 }, main_thread: null },
  cost: { usd: null, unknown: [] },
  ceiling_tokens: null,
  held: null,
  unsent: null,
  questions_behind: [],
  next: "answer Q2",
};

/** A run whose files lie nowhere, as its status shows it. */
export function viewOfRun(run: Run, own: (next: string) => object = () => ({})): RunView {
  const kept = { object: () => null, events: [] };
  const project: Project = {
    root: "/dev/null/none",
    task: "/dev/null/none/.task",
    found: "folder",
    kept,
  };
  const standing = standingOf(run, { kept: "here", questions: [], ownerAlive: true });
  return { ...reportModelOf(project, run, null, null), ...standing, ...own(standing.next) };
}
