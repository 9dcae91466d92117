import type { Ask, CheckGate, Fix, Gate, PanelGate, ProduceGate, Workflow } from "../../engine/workflow.ts";
import { bounded, stop } from "../contract/asks.ts";
import { execution } from "../execute/index.ts";
import { AUDIT, FILES, HOST_AUDIT, MASTER_PLAN, PLANS, REFINED, RESEARCH, SEATS_FOLDER } from "./paths.ts";
import { BARS, RULES, SELECTORS, SHOWS } from "./rules.ts";
import { SEATS } from "./seats.ts";
import { BLOCKED } from "./vote/ledger.ts";
import { changesIn, ends, ownerOf, rounds, standings } from "./vote/tally.ts";

const BLOCKED_TASK = "blocked-task";

/** Nobody who has the role gives a valid result: the run stops here, unless the person has it tried again. */
const blockedTask: Ask = {
  ask: BLOCKED_TASK,
  options: { again: { move: "again" }, give_up: { move: "fail" }, stop },
};

const produce = (gate: Omit<ProduceGate, "gate" | "stuck" | "bounded" | "on"> & Partial<ProduceGate>): ProduceGate => ({
  stuck: blockedTask,
  bounded,
  on: { done: "next" },
  ...gate,
  gate: "produce",
});

const check = (gate: Pick<CheckGate, "key" | "title" | "token" | "after" | "writes" | "on">): CheckGate => ({
  ...gate,
  gate: "check",
  who: { program: gate.key },
  reads: [],
  schema: "program-record",
  brief: "check",
  fixes: "iterations",
  limit: blockedTask,
  stuck: blockedTask,
});

const inquiry: Gate[] = [
  produce({
    key: "refine",
    title: "Refine the prompt",
    token: "PM_RUNNING",
    after: [],
    who: { role: "refiner" },
    reads: [],
    writes: REFINED,
    schema: "refined-prompt",
    brief: "refine",
    on: {
      done: "next",
      questions: {
        ask: "refine-questions",
        auto: "answer",
        assumes: true,
        options: { answer: { move: "again" } },
      },
    },
  }),
  check({
    key: "host-audit",
    title: "Look at machine and project",
    token: "PM_RUNNING",
    after: ["refine"],
    writes: HOST_AUDIT,
    on: { pass: "next", fail: blockedTask },
  }),
  produce({
    key: "audit",
    title: "Audit",
    token: "PM_RUNNING",
    after: ["host-audit"],
    who: { role: "auditor" },
    reads: [REFINED, HOST_AUDIT],
    writes: AUDIT,
    schema: "audit-result",
    brief: "audit",
  }),
  produce({
    key: "research",
    title: "Research",
    token: "PM_RUNNING",
    after: ["audit"],
    who: { role: "tech-researcher" },
    reads: [REFINED, AUDIT],
    writes: RESEARCH,
    schema: "research-packet",
    brief: "research",
  }),
  check({
    key: "verify-research",
    title: "Verify audit and research",
    token: "RESEARCH_DONE",
    after: ["research"],
    writes: `${FILES}/verified.json`,
    on: { pass: "next", blocked: blockedTask },
  }),
];

const seatPlans: Gate = produce({
  key: "seat-plan",
  title: "Plan - {item}",
  token: "COUNCIL_PLANNING",
  each: { over: "seats" },
  after: ["verify-research"],
  who: { role: "{role}" },
  reads: [REFINED, AUDIT, RESEARCH],
  writes: `${PLANS}{item}.md`,
  schema: "seat-plan",
  brief: "seat-plan",
});

const synthesis = {
  who: { role: "plan-maker" },
  title: "Synthesis",
  token: "SYNTHESIZING",
  writes: MASTER_PLAN,
  schema: "master-plan",
  brief: "synthesis",
} satisfies Fix;

/** The council cannot come to an approval by itself. */
const blocked: Ask = {
  ask: BLOCKED,
  options: {
    another_round: { move: { tally: "vote" } },
    overrule: { move: { tally: "vote" }, reason: true, waiver: "overruled" },
    give_up: { move: "fail" },
    stop,
  },
};

export const vote: PanelGate = {
  gate: "panel",
  key: "vote",
  panel: "vote",
  title: "Vote - {item}",
  token: "COUNCIL_REVIEWING",
  each: { over: "seats" },
  after: ["synthesis"],
  of: { file: MASTER_PLAN },
  who: { role: "{role}" },
  reads: [REFINED, AUDIT, RESEARCH, MASTER_PLAN],
  writes: `${SEATS_FOLDER}{item}.json`,
  schema: "vote",
  brief: "vote",
  // A seat that stays silent abstains; of one with a veto that is put before the person (`ends`), as is silence again.
  stuck: { if: "always", then: "leave", else: blockedTask },
  bounded,
  revise: synthesis,
  rounds: "iterations",
  escalation: blocked,
  undecided: blocked,
  on: { done: "next" },
};

const consent: Gate = {
  gate: "checkpoint",
  key: "consent",
  title: "Consent",
  token: "APPROVED",
  after: ["vote"],
  ask: {
    ask: "consent",
    shows: "planCommands",
    passes: { when: "runsOnlyAllowed", option: "approve" },
    options: {
      approve: { move: "next", tests: "approved", unless: "notApproved", sets: { base_dir: "create" } },
      init_git: {
        move: "next",
        tests: "approved",
        when: "lacksGit",
        unless: "notApproved",
        sets: { git: "init", base_dir: "create" },
      },
      revise: { move: { redo: "synthesis" }, reason: true },
      stop,
    },
  },
};

/** Six seats plan and vote, two of them with a veto; what they approve is carried out in waves. */
export const council: Workflow = {
  name: "council",
  files: FILES,
  limits: { iterations: 5, ...execution.limits },
  bounds: {
    refiner: { tool_calls: 60, minutes: 20, tokens: 1_500_000 },
    auditor: { tool_calls: 120, minutes: 20, tokens: 2_000_000 },
    "tech-researcher": { tool_calls: 200, minutes: 40, tokens: 4_000_000 },
    "council-seat": { tool_calls: 150, minutes: 40, tokens: 3_000_000 },
    "plan-maker": { tool_calls: 200, minutes: 60, tokens: 5_000_000 },
    ...execution.bounds,
  },
  roles: {
    refiner: { agent: "refiner", model: "sonnet" },
    auditor: { agent: "auditor", model: "haiku" },
    "tech-researcher": { agent: "tech-researcher", model: "sonnet" },
    "plan-maker": { agent: "plan-maker", model: "opus" },
    ...Object.fromEntries(SEATS.map(({ id }) => [id, { agent: "council-seat", model: "sonnet" }])),
    ...execution.roles,
  },
  rules: RULES,
  selectors: SELECTORS,
  bars: BARS,
  shows: SHOWS,
  panels: { vote: { standings, changesIn, ownerOf, ends, rounds } },
  waves: { plan: execution.waves },
  idle: "idle",
  fresh: "NEW",
  complete: "DONE",
  failed: "FAILED",
  blocked: { token: "BLOCKED", blocking: [BLOCKED, BLOCKED_TASK] },
  entries: {
    start: {
      gates: [
        ...inquiry,
        seatPlans,
        produce({ ...synthesis, key: "synthesis", after: ["seat-plan"], reads: [REFINED, AUDIT, RESEARCH, PLANS] }),
        vote,
        consent,
        check({
          key: "verdict",
          title: "Verdict",
          token: "APPROVED",
          after: ["consent"],
          writes: `${FILES}/verdict.json`,
          on: { pass: "next", blocked: blockedTask },
        }),
        ...execution.gates({ after: ["verdict"], items: "plan", plan: MASTER_PLAN, files: FILES }),
      ],
      back: { planning: "seat-plan", requirements: "refine" },
    },
  },
};
