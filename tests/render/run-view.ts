// A run as it is shown: one that waits for an answer, with a row of each kind.
import { foundIn } from "../../src/render/caught.ts";
import type { RunView, TaskView } from "../../src/render/view.ts";

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
  bounds: null,
  outcome: "",
  passed: null,
  at_work: null,
  ...more,
});

export const RUN_VIEW: RunView = {
  run: "multi-ai-0a1b2c3d",
  workflow: "multi-ai",
  status: "waiting_for_user",
  reason: "",
  phase: "plan_review_sonnet",
  kept: "here",
  reach: "own",
  created_at: "2030-01-02T03:04:05.678Z",
  updated_at: "2030-01-02T04:00:00.000Z",
  minutes: 55.9,
  auto: false,
  request: "Say goodbye\nby name",
  done: 2,
  total: 4,
  unknown: "",
  unshown: [],
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
    taskView("T3", "Plan Review - Sonnet", { status: "waiting", agent: "plan-reviewer", model: "sonnet", round: 2 }),
    taskView("T5", "Plan Review - Codex", { agent: "codex", model: "", blocked_by: ["T3", "T4"] }),
  ],
  reviewers: [
    { name: "Plan Review - Sonnet", reviewer: "sonnet", group: "plan_reviews", rounds: 1, limit: 1 },
    { name: "Plan Review - Codex", reviewer: "codex", group: "plan_reviews", rounds: 0, limit: 1 },
  ],
  groups: [{ name: "plan_reviews", rounds: 1, limit: 10 }],
  questions: [
    {
      id: "Q2",
      header: "Limit",
      question: "Q2 · How should it continue?\nF1 (major) Too vague",
      multiple: false,
      options: [
        { label: "One more round", description: "Fix and review again", key: "continue" },
        { label: "Stop", description: "", key: "stop" },
      ],
    },
  ],
  found: foundIn([{ state: "open" }, { state: "mended" }]),
  findings: [
    {
      id: "F1",
      task: "T3",
      reviewer: "Plan Review - Sonnet",
      severity: "major",
      outside: false,
      problem: "Too\nvague",
    },
    { id: "F2", task: "T3", reviewer: "Plan Review - Sonnet", severity: "minor", outside: true, problem: "Elsewhere" },
  ],
  tests: ["bun test failed (1 passed, 1 failed), exit 1 (before the implementation)"],
  owner: { session: "3f0c2c1e-0000-4000-8000-000000000001", pid: 4711, alive: false },
  spent: { tool_calls: 0, minutes: 0, tokens: 0 },
  main_thread: null,
  cost: { usd: null, unknown: [] },
  ceiling_tokens: null,
  held: null,
  unsent: null,
  questions_behind: [],
  next: "answer Q2",
};
