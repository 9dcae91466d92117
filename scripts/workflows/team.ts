import type {
  Ask,
  Bounds,
  CheckGate,
  CheckpointGate,
  Fix,
  Gate,
  Move,
  PanelGate,
  ProduceGate,
  ReviewGate,
  Workflow,
} from "../engine/workflow.ts";

const P = "pipeline";
const GATES = `${P}/gates`;
const BRIEF = `${P}/brief.md`;
const SPEC = `${P}/design-spec.md`;
const ADRS = `${P}/adr/`;
const CONTEXT = `${P}/context.md`;

const stuck: Ask = { ask: "stuck", options: { again: { move: "again" }, stop: { move: "stop" } } };
const bounded: Ask = {
  ask: "bounded",
  options: { more: { move: "again" }, again: { move: "again" }, stop: { move: "stop" } },
};
const stale: Ask = { ask: "stale", options: { again: { move: "again" }, stop: { move: "stop" } } };
/** A role's own gate says that it cannot go on: the person hears why. */
const failed: Ask = { ask: "gate-failed", options: { again: { move: "again", reason: true }, stop: { move: "stop" } } };

const bounds: Record<string, Bounds> = {
  pm: { tool_calls: 200, minutes: 60, tokens: 4_000_000 },
  principal: { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
  "area-owner": { tool_calls: 600, minutes: 180, tokens: 15_000_000 },
  "dev-qa": { tool_calls: 600, minutes: 180, tokens: 15_000_000 },
  security: { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
};

const produce = (gate: Omit<ProduceGate, "gate" | "stuck" | "bounded">): ProduceGate => ({
  ...gate,
  gate: "produce",
  stuck,
  bounded,
});

/** A gate's own word that it does not hold goes to the person. */
const gateMoves = (done: Move = "next"): Record<string, Move> => ({ done, fail: failed, escalate: failed });

const checkpoint = (
  which: "a" | "b" | "c",
  after: string,
  stage: string,
  redo: string,
  unless: string,
): CheckpointGate => ({
  gate: "checkpoint",
  key: `checkpoint-${which}`,
  title: `Checkpoint ${which.toUpperCase()}`,
  token: `checkpoint-${which}`,
  stage,
  after: [after],
  ask: {
    ask: `checkpoint-${which}`,
    auto: "proceed",
    passes: { when: `passes${which.toUpperCase()}`, option: "proceed" },
    options: {
      proceed: { move: "next", unless },
      ...(which === "c" ? { deploy: { move: "next" as const, unless, sets: { deploy: "asked" } } } : {}),
      revise: { move: { redo }, reason: true },
      stop: { move: "stop" },
    },
  },
});

/** What an owner mends, whoever found it. */
const ownerFix = (title: string, token: string, brief: string): Fix => ({
  each: { over: "owners" },
  who: { role: "{role}" },
  title: `${title} - {item}`,
  token,
  writes: `${GATES}/stage-04-{item}.json`,
  documents: [`${P}/pr-{item}.md`],
  edits: "area",
  schema: "stage-04",
  brief,
});

const check = (
  gate: Pick<CheckGate, "key" | "title" | "token" | "stage" | "after" | "who" | "when" | "on" | "writes" | "reads">,
  again: Move,
): CheckGate => ({
  ...gate,
  gate: "check",
  schema: "program-record",
  brief: "check",
  fixes: "qa",
  limit: {
    ask: "check-limit",
    options: {
      continue: { move: again },
      accept: { move: "next", reason: true, waiver: "accepted" },
      stop: { move: "stop" },
    },
  },
  stuck: {
    ask: "stuck",
    options: {
      again: { move: "again" },
      waive: { move: "next", reason: true, waiver: "waived" },
      stop: { move: "stop" },
    },
  },
});

const cannotRun: Ask = {
  ask: "check-cannot-run",
  options: {
    again: { move: "again" },
    waive: { move: "next", reason: true, waiver: "waived" },
    stop: { move: "stop" },
  },
};

const mendMerge: Move = { fix: ownerFix("Mend merge", "stage-04", "fix-merge"), then: "self" };
const mendChecks: Move = { fix: ownerFix("Mend checks", "stage-05", "fix-checks"), then: "self" };
const mendTests: Move = { fix: ownerFix("Mend tests", "stage-07", "fix-team-tests"), then: "self" };
const mendSecurity: Move = { fix: ownerFix("Mend security", "stage-05", "fix-security"), then: "self" };

const requirements: Gate[] = [
  produce({
    key: "brief",
    title: "Brief",
    token: "stage-01",
    stage: "01",
    after: [],
    who: { role: "pm" },
    reads: [],
    writes: `${GATES}/stage-01.json`,
    documents: [BRIEF],
    schema: "stage-01",
    brief: "team-brief",
    on: {
      ...gateMoves(),
      questions: { ask: "brief-questions", options: { answer: { move: "again" } }, auto: "answer" },
    },
  }),
  checkpoint("a", "brief", "01", "brief", "proceed"),
];

const scope: ReviewGate = {
  gate: "review",
  key: "scope",
  title: "Confirm scope",
  token: "stage-02",
  stage: "02",
  after: ["answers"],
  reviewer: "pm",
  group: "scope",
  who: { role: "pm" },
  of: { file: SPEC },
  reads: [BRIEF, SPEC],
  writes: `${P}/design-review/pm.json`,
  schema: "scope-review",
  brief: "scope",
  bounded,
  stuck,
  stale,
  on: {
    approved: "next",
    needs_changes: {
      fix: {
        who: { role: "principal" },
        title: "Amend design",
        token: "stage-02",
        writes: `${GATES}/stage-02.json`,
        documents: [SPEC, ADRS, `${P}/design-review/principal.md`],
        schema: "stage-02",
        brief: "design-fix",
      },
      then: "self",
    },
  },
  limit: {
    ask: "escalation",
    options: {
      accept: { move: "next", reason: true, waiver: "accepted" },
      redo: { move: { redo: "design" }, reason: true },
      stop: { move: "stop" },
    },
  },
};

const design: Gate[] = [
  produce({
    key: "design",
    title: "Draft design",
    token: "stage-02",
    stage: "02",
    after: ["checkpoint-a"],
    who: { role: "principal" },
    reads: [BRIEF],
    writes: SPEC,
    schema: "design-draft",
    brief: "design",
    on: { done: "next" },
  }),
  produce({
    key: "notes",
    title: "Design notes - {item}",
    token: "stage-02",
    stage: "02",
    each: { over: "areas" },
    after: ["design"],
    who: { role: "{role}" },
    reads: [BRIEF, SPEC],
    writes: `${P}/design-review/{role}.md`,
    schema: "design-notes",
    brief: "notes",
    on: { done: "next" },
  }),
  produce({
    key: "answers",
    title: "Answer notes",
    token: "stage-02",
    stage: "02",
    after: ["notes"],
    who: { role: "principal" },
    reads: [BRIEF, SPEC, `${P}/design-review/`],
    writes: `${GATES}/stage-02.json`,
    documents: [SPEC, ADRS, `${P}/design-review/principal.md`],
    schema: "stage-02",
    brief: "answers",
    on: gateMoves(),
  }),
  scope,
  checkpoint("b", "scope", "02", "design", "proceedWithQuestions"),
  produce({
    key: "clarify",
    title: "Clarification",
    token: "stage-03",
    stage: "03",
    when: "openQuestions",
    after: ["checkpoint-b"],
    who: { role: "pm" },
    reads: [BRIEF, SPEC, CONTEXT],
    writes: `${GATES}/stage-03.json`,
    documents: [`${P}/clarification.md`, BRIEF],
    schema: "stage-03",
    brief: "clarify",
    on: { ...gateMoves(), scope_changed: { redo: "brief" } },
  }),
];

const build: Gate[] = [
  produce({
    key: "build",
    title: "Build - {item}",
    token: "stage-04",
    stage: "04",
    each: { over: "areas", in_turn: "in_checkout" },
    when: "areaHasWork",
    after: ["clarify"],
    who: { role: "{role}" },
    reads: [BRIEF, SPEC, ADRS],
    writes: `${GATES}/stage-04-{item}.json`,
    documents: [`${P}/pr-{item}.md`],
    edits: "area",
    schema: "stage-04",
    brief: "build",
    on: gateMoves(),
  }),
  check(
    {
      key: "merge",
      title: "Merge",
      token: "stage-04",
      stage: "04",
      when: "inWorktrees",
      after: ["build"],
      who: { program: "merge" },
      reads: [],
      writes: ".task/merge.json",
      on: { pass: "next", fail: mendMerge, cannot_run: cannotRun },
    },
    mendMerge,
  ),
];

const security: ReviewGate = {
  gate: "review",
  key: "security",
  title: "Security review",
  token: "stage-05",
  stage: "05",
  when: "securityDue",
  after: ["pre-review"],
  reviewer: "security",
  group: "security",
  who: { role: "security" },
  of: { tree: "all" },
  reads: [BRIEF, SPEC, ADRS],
  writes: `${GATES}/stage-05-security.json`,
  schema: "stage-05-security",
  brief: "security",
  bounded,
  stuck,
  stale,
  on: {
    approved: "next",
    veto: {
      ask: "veto",
      auto: "fix",
      options: {
        fix: { move: mendSecurity },
        lift: { move: "next", reason: true, waiver: "overruled" },
        stop: { move: "stop" },
      },
    },
  },
  limit: {
    ask: "escalation",
    options: {
      continue: { move: mendSecurity },
      lift: { move: "next", reason: true, waiver: "overruled" },
      stop: { move: "stop" },
    },
  },
};

const review: Gate[] = [
  check(
    {
      key: "pre-review",
      title: "Pre-review checks",
      token: "stage-05",
      stage: "05",
      after: ["merge"],
      who: { program: "pre-review" },
      reads: [],
      writes: ".task/pre-review.json",
      on: { pass: "next", warn: "next", fail: mendChecks, cannot_run: cannotRun },
    },
    mendChecks,
  ),
  security,
];

const peer: PanelGate = {
  gate: "panel",
  key: "peer",
  panel: "peer",
  title: "Peer review - {item}",
  token: "stage-06",
  stage: "06",
  each: { over: "seats" },
  when: "seatNeeded",
  after: ["security"],
  who: { role: "{role}" },
  reads: [BRIEF, SPEC, ADRS],
  writes: `${P}/code-review/by-{item}.md`,
  schema: "peer-review",
  brief: "peer-review",
  bounded,
  stuck,
  revise: ownerFix("Revise", "stage-06", "fix-review"),
  ruling: {
    who: { role: "principal" },
    title: "Ruling",
    token: "stage-06",
    writes: `${P}/ruling.json`,
    documents: [SPEC, ADRS],
    schema: "ruling",
    brief: "ruling",
  },
  rounds: "peer",
  escalation: { ask: "peer-escalation", options: { answer: { move: { tally: "peer" } } } },
  undecided: {
    ask: "peer-undecided",
    options: {
      owner: { move: { tally: "peer" }, reason: true },
      reviewer: { move: { tally: "peer" } },
      stop: { move: "stop" },
    },
  },
  on: { done: "next" },
};

const testing: Gate[] = [
  produce({
    key: "qa",
    title: "Write tests",
    token: "stage-07",
    stage: "07",
    after: ["peer"],
    who: { role: "dev-qa" },
    reads: [BRIEF, SPEC],
    writes: `${GATES}/stage-07.json`,
    documents: [`${P}/test-report.md`],
    edits: "tests",
    schema: "stage-07",
    brief: "qa",
    on: { ...gateMoves(), fail: "next" },
  }),
  check(
    {
      key: "qa-tests",
      title: "Run tests",
      token: "stage-07",
      stage: "07",
      when: "checkDue",
      after: ["qa"],
      who: { program: "qa" },
      reads: [],
      writes: ".task/qa-tests.json",
      on: {
        pass: { tally: "peer" },
        fail: mendTests,
        differs: { redo: "qa" },
        cannot_run: cannotRun,
      },
    },
    mendTests,
  ),
  produce({
    key: "clarify-late",
    title: "Clarification before sign-off",
    token: "stage-07",
    stage: "07",
    when: "openQuestions",
    after: ["qa-tests"],
    who: { role: "pm" },
    reads: [CONTEXT],
    writes: `${GATES}/stage-03.json`,
    documents: [`${P}/clarification.md`],
    schema: "stage-03",
    brief: "clarify",
    on: { ...gateMoves(), scope_changed: failed },
  }),
  checkpoint("c", "clarify-late", "07", "qa", "proceed"),
];

const release: Gate[] = [
  produce({
    key: "signoff",
    title: "Sign off",
    token: "stage-08",
    stage: "08",
    when: "signedByHand",
    after: ["checkpoint-c"],
    who: { role: "pm" },
    reads: [BRIEF, `${P}/test-report.md`, CONTEXT],
    writes: `${GATES}/stage-08.json`,
    schema: "stage-08",
    brief: "signoff",
    on: gateMoves(),
  }),
  check(
    {
      key: "deploy",
      title: "Deploy",
      token: "stage-08",
      stage: "08",
      when: "deployAsked",
      after: ["signoff"],
      who: { program: "deploy" },
      reads: [],
      writes: ".task/deploy.json",
      on: {
        pass: "next",
        warn: "next",
        fail: {
          ask: "deploy-failed",
          options: {
            again: { move: "again" },
            without: { move: "next", reason: true, waiver: "waived" },
            stop: { move: "stop" },
          },
        },
      },
    },
    "again",
  ),
  produce({
    key: "summary",
    title: "Stakeholder summary",
    token: "stage-08",
    stage: "08",
    when: "deployed",
    after: ["deploy"],
    who: { role: "pm" },
    reads: [BRIEF, CONTEXT],
    writes: `${P}/deploy-log.md`,
    schema: "deploy-log",
    brief: "summary",
    on: { done: "next" },
  }),
  produce({
    key: "retro",
    title: "Retrospective - {item}",
    token: "stage-09",
    stage: "09",
    each: { over: "roles" },
    when: "tookPart",
    after: ["summary"],
    who: { role: "{role}" },
    reads: [BRIEF, CONTEXT],
    writes: `${P}/retro/{role}.md`,
    schema: "retro",
    brief: "retro",
    on: { done: "next" },
  }),
  produce({
    key: "lessons",
    title: "Lessons",
    token: "stage-09",
    stage: "09",
    after: ["retro"],
    who: { role: "principal" },
    reads: [`${P}/retrospective.md`, `${P}/lessons-learned.md`],
    writes: `${GATES}/stage-09.json`,
    schema: "stage-09",
    brief: "lessons",
    on: gateMoves(),
  }),
];

/** Which stages a run of each track has. */
export const TRACKS: Record<string, string[]> = {
  full: ["01", "02", "03", "04", "05", "06", "07", "08", "09"],
  quick: ["01", "04", "06", "07", "08", "09"],
  nano: ["04", "07"],
  "config-only": ["04", "05", "07", "08"],
  "dep-update": ["04", "06", "07", "08"],
  hotfix: ["04", "05", "06", "07", "08", "09"],
};

const gates: Gate[] = [...requirements, ...design, ...build, ...review, peer, ...testing, ...release];

/** Nine stages with gates, checkpoints, areas with owners, and reviews by one another. */
export const team: Workflow = {
  name: "team",
  files: P,
  limits: { per_reviewer: 5, scope: 5, security: 5, peer: 2, qa: 3 },
  bounds,
  roles: {
    pm: { agent: "pm", model: "opus" },
    principal: { agent: "principal", model: "opus" },
    "dev-qa": { agent: "dev-qa", model: "sonnet" },
    "dev-*": { agent: "area-owner", model: "sonnet" },
    security: { agent: "security", model: "opus" },
  },
  keeps: "pipeline",
  idle: "idle",
  complete: "complete",
  entries: {
    start: {
      gates,
      variants: { option: "track", of: TRACKS },
      back: { planning: "design", requirements: "brief" },
    },
  },
};
