import {
  type Ask,
  type BlockingAsk,
  type Fix,
  type Gate,
  review,
  type Who,
  type Workflow,
} from "../../src/engine/workflow.ts";

/**
 * A workflow made for the specs, with each kind of gate that stands in a chain: a note is taken and
 * approved, a draft made and read by three, something built, its tests run by the program, and what
 * was built read by three. Ann and Ben are agents, Eve is an external provider; of the drafts'
 * readers she alone may reject.
 */

const NAMES = ["ann", "ben", "eve"] as const;
const [NOTE, DRAFT, WORK] = [".task/note.json", ".task/draft.json", ".task/work.json"];
const drafter: Who = { agent: "drafter", model: "large" };
const builder: Who = { agent: "builder", model: "small" };

const again = { move: "again" } as const;
const stop = { move: "stop" } as const;
const on = <const W extends "accepted" | "overruled" | "waived">(waiver: W) =>
  ({ move: "next", reason: true, waiver }) as const;
const stuck: BlockingAsk = { ask: "stuck", options: { again, stop } };
const stuckReview: BlockingAsk = { ask: "stuck", options: { again, waive: on("waived"), stop } };
const bounded: BlockingAsk = { ask: "bounded", options: { more: again, again, stop } };
const boundedReview: BlockingAsk = {
  ask: "bounded",
  options: { more: again, again, waive: on("waived"), stop },
};
const unclear = (ask: string): Ask => ({ ask, options: { answer: again }, auto: "answer" });

const lower = (name: string) => name.toLowerCase();
const fixDraft = (by: string): Fix => ({
  who: drafter,
  title: `Fix Draft - ${by}`,
  token: `fix_draft_${lower(by)}`,
  brief: "fix",
  writes: DRAFT,
  schema: "draft",
});
const fixBuild = (by: string, kind = "Fix"): Fix => ({
  who: builder,
  title: `${kind} Build - ${by}`,
  token: `fix_build_${lower(by)}`,
  brief: "fix",
  writes: WORK,
  schema: "work",
  edits: "all",
});

function readers(what: "Draft" | "Build", first: string): Gate[] {
  const isDraft = what === "Draft";
  const own = what.toLowerCase();
  return NAMES.map((name, index) => {
    const title = name[0]!.toUpperCase() + name.slice(1);
    const fix = { fix: isDraft ? fixDraft(title) : fixBuild(title), then: "self" } as const;
    const agent = { agent: `${own}-reader`, model: name === "ann" ? "small" : "large" };
    const base = {
      key: `${own}-${name}`,
      title: `${what} Review - ${title}`,
      token: `${own}_${name}`,
      after: [index === 0 ? first : `${own}-${NAMES[index - 1]!}`],
      reviewer: name,
      group: `${own}_reviews`,
      who: name === "eve" ? { provider: "elsewhere", agent: "eve-runner", model: "tiny" } : agent,
      writes: `.task/${own}-${name}.json`,
      schema: `${own}-verdict`,
      brief: "review",
      bounded: boundedReview,
      stuck: stuckReview,
      stale: { ask: "stale", options: { again, stop } },
      limit: {
        ask: "escalation",
        options: { continue: { move: fix }, accept: on("accepted"), stop },
      },
      ...(name === "eve"
        ? {
            failed: {
              ask: "provider-failed",
              options: {
                retry: again,
                substitute: { move: { substitute: agent } },
                waive: on("waived"),
                stop,
              },
            },
          }
        : {}),
    } satisfies Partial<Gate>;
    const approved = { counts: "approval" } as const;
    const needs_changes = { counts: "changes" } as const;
    const rejected = { counts: "rejection" } as const;
    if (!isDraft)
      return review({
        ...base,
        of: { tree: "all" },
        reads: [NOTE, DRAFT, WORK],
        statuses: { approved, needs_changes, rejected },
        on: {
          approved: "next",
          needs_changes: fix,
          rejected: { fix: fixBuild(title, "Rework"), then: "group" },
        },
      });
    const common = { ...base, of: { file: DRAFT }, reads: [NOTE, DRAFT] };
    const statuses = {
      approved,
      needs_changes,
      needs_clarification: { counts: "question" },
    } as const;
    const moves = {
      approved: "next",
      needs_changes: fix,
      needs_clarification: { ask: "clarification", options: { answer: again } },
    } as const;
    if (name !== "eve") return review({ ...common, statuses, on: moves });
    return review({
      ...common,
      statuses: { ...statuses, rejected },
      on: {
        ...moves,
        rejected: {
          ask: "draft-rejected",
          options: { stop, revise: { move: fix, reason: true }, overrule: on("overruled") },
        },
      },
    });
  });
}

const mend = { fix: fixBuild("Tests"), then: "self" } as const;
const check = {
  gate: "check",
  after: [] as string[],
  schema: "test-record",
  brief: "tests",
  fixes: "tests",
} as const;

const gates: Gate[] = [
  {
    gate: "produce",
    key: "note",
    title: "Note",
    token: "noting",
    after: [],
    who: { agent: "noter", model: "large" },
    reads: [],
    writes: NOTE,
    schema: "note",
    brief: "note",
    stuck,
    bounded,
    on: {
      questions: unclear("note-questions"),
      done: {
        ask: "note",
        auto: "approve",
        options: {
          approve: { move: "next", tests: "approved" },
          correct: { ...again, reason: true },
          stop,
        },
      },
    },
  },
  {
    gate: "produce",
    key: "draft",
    title: "Draft",
    token: "drafting",
    after: ["note"],
    who: drafter,
    reads: [NOTE],
    writes: DRAFT,
    schema: "draft",
    brief: "draft",
    stuck,
    bounded,
    on: { questions: { ...unclear("draft-questions"), assumes: true }, done: "next" },
    tests: {
      unapproved: {
        ask: "draft-tests",
        auto: "approve",
        options: {
          approve: { move: "next", tests: "approved" },
          refuse: { move: "next", tests: "refused" },
          correct: { ...again, reason: true },
          stop,
        },
      },
      none: {
        ask: "no-tests",
        auto: "without",
        options: {
          name: { move: "next", reason: true, tests: "named" },
          without: { move: "next", tests: "refused" },
          stop,
        },
      },
    },
  },
  ...readers("Draft", "draft"),
  {
    gate: "produce",
    key: "build",
    title: "Build",
    token: "building",
    after: ["draft-eve"],
    who: builder,
    reads: [NOTE, DRAFT],
    writes: WORK,
    schema: "work",
    edits: "all",
    brief: "build",
    stuck,
    bounded,
    on: {
      complete: "next",
      partial: "again",
      partial_reason: { ask: "partial", options: { again, accept: on("accepted"), stop } },
      failed: { ask: "failed", options: { again, stop } },
    },
  },
  {
    ...check,
    key: "tests-baseline",
    title: "Tests - Baseline",
    token: null,
    who: { program: "baseline" },
    reads: [],
    writes: ".task/baseline.json",
    afterKinds: ["note", "draft"],
    when: "newTests",
    on: { pass: "next", red: "next", cannot_run: "next", none: "next" },
    limit: stuck,
    stuck,
  },
  {
    ...check,
    key: "tests",
    title: "Tests",
    token: "building",
    who: { program: "tests" },
    guards: "build_reviews",
    reads: [NOTE, DRAFT, WORK],
    writes: ".task/tests.json",
    afterKinds: ["work"],
    when: "approvedTests",
    on: {
      pass: "next",
      known: "next",
      none: "next",
      fail: mend,
      cannot_run: { ask: "tests-cannot-run", options: { again, waive: on("waived"), stop } },
    },
    limit: {
      ask: "tests-limit",
      options: { continue: { move: mend }, accept: on("accepted"), stop },
    },
    stuck: stuckReview,
  },
  ...readers("Build", "build"),
];

export const small: Workflow = {
  name: "small",
  files: ".task",
  limits: { per_reviewer: 10, draft_reviews: 10, build_reviews: 15, tests: 3 },
  bounds: Object.fromEntries(
    ["noter", "drafter", "draft-reader", "builder", "build-reader", "eve-runner"].map((agent) => [
      agent,
      { tool_calls: 200, minutes: 60, tokens: 4_000_000 },
    ]),
  ),
  idle: "idle",
  complete: "complete",
  entries: { start: { gates, back: { drafting: "draft", noting: "note" } } },
};
