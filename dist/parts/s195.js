// @bun
import {
  plural
} from "./s28.js";
import {
  execution
} from "./s129.js";
import {
  isOwnCommand
} from "./s217.js";
import {
  SEATS
} from "./s34.js";
import {
  stop3,
  bounded2
} from "./s29.js";
import {
  FILES,
  REFINED,
  HOST_AUDIT2,
  AUDIT,
  RESEARCH3,
  PLANS2,
  MASTER_PLAN,
  SEATS_FOLDER
} from "./s31.js";
import {
  tallyOf,
  standings,
  changesIn,
  ownerOf,
  ends,
  whyBlocked2,
  rounds
} from "./s183.js";
import {
  seatTasks
} from "./s89.js";
import {
  BLOCKED,
  ledgerOf
} from "./s193.js";
import {
  PLAN,
  voteFacts
} from "./s33.js";
import {
  acceptedTasks
} from "./s5.js";

// src/workflows/council/rules.ts
var planCommands = (run) => acceptedTasks(run).findLast((task) => task.schema === PLAN)?.commands ?? [];
var isAllowed = (run, command) => (run.settings.council?.allow ?? []).includes(command) || run.auto && isOwnCommand(command);
var RULES = {
  ...execution.rules,
  runsOnlyAllowed: (run) => planCommands(run).every((one) => isAllowed(run, one)) && !acceptedTasks(run).some((task) => task.facts.base_dir_missing === true),
  lacksGit: (run) => acceptedTasks(run).findLast((task) => task.who.program === "host-audit")?.facts.git === false
};
var SELECTORS = {
  seats: () => SEATS.map(({ id }) => ({ item: id, role: id }))
};
var BARS = {
  notApproved: (run) => tallyOf(run, seatTasks(run)).approved ? [] : ["the council has not approved this plan"]
};
var SHOWS = { planCommands };

// src/workflows/council/workflow.ts
var BLOCKED_TASK = "blocked-task";
var blockedTask = {
  ask: BLOCKED_TASK,
  options: { again: { move: "again" }, give_up: { move: "fail" }, stop: stop3 }
};
var produce = (gate) => ({
  stuck: blockedTask,
  bounded: bounded2,
  on: { done: "next" },
  ...gate,
  gate: "produce"
});
var check = (gate) => ({
  ...gate,
  gate: "check",
  who: { program: gate.key },
  reads: [],
  schema: "program-record",
  brief: "check",
  fixes: "iterations",
  limit: blockedTask,
  stuck: blockedTask
});
var inquiry = [
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
        options: { answer: { move: "again" } }
      }
    }
  }),
  check({
    key: "host-audit",
    title: "Look at machine and project",
    token: "PM_RUNNING",
    after: ["refine"],
    writes: HOST_AUDIT2,
    on: { pass: "next", fail: blockedTask }
  }),
  produce({
    key: "audit",
    title: "Audit",
    token: "PM_RUNNING",
    after: ["host-audit"],
    who: { role: "auditor" },
    reads: [REFINED, HOST_AUDIT2],
    writes: AUDIT,
    schema: "audit-result",
    brief: "audit"
  }),
  produce({
    key: "research",
    title: "Research",
    token: "PM_RUNNING",
    after: ["audit"],
    who: { role: "tech-researcher" },
    reads: [REFINED, AUDIT],
    writes: RESEARCH3,
    schema: "research-packet",
    brief: "research"
  }),
  check({
    key: "verify-research",
    title: "Verify audit and research",
    token: "RESEARCH_DONE",
    after: ["research"],
    writes: `${FILES}/verified.json`,
    on: { pass: "next", blocked: blockedTask }
  })
];
var seatPlans = produce({
  key: "seat-plan",
  title: "Plan - {item}",
  token: "COUNCIL_PLANNING",
  each: { over: "seats" },
  after: ["verify-research"],
  who: { role: "{role}" },
  reads: [REFINED, AUDIT, RESEARCH3],
  writes: `${PLANS2}{item}.md`,
  schema: "seat-plan",
  brief: "seat-plan"
});
var synthesis = {
  who: { role: "plan-maker" },
  title: "Synthesis",
  token: "SYNTHESIZING",
  writes: MASTER_PLAN,
  schema: "master-plan",
  brief: "synthesis"
};
var blocked = {
  ask: BLOCKED,
  options: {
    another_round: { move: { tally: "vote" } },
    overrule: { move: { tally: "vote" }, reason: true, waiver: "overruled" },
    give_up: { move: "fail" },
    stop: stop3
  }
};
var vote = {
  gate: "panel",
  key: "vote",
  panel: "vote",
  title: "Vote - {item}",
  token: "COUNCIL_REVIEWING",
  each: { over: "seats" },
  after: ["synthesis"],
  of: { file: MASTER_PLAN },
  who: { role: "{role}" },
  reads: [REFINED, AUDIT, RESEARCH3, MASTER_PLAN],
  writes: `${SEATS_FOLDER}{item}.json`,
  schema: "vote",
  brief: "vote",
  stuck: { if: "always", then: "leave", else: blockedTask },
  bounded: bounded2,
  revise: synthesis,
  rounds: "iterations",
  escalation: blocked,
  undecided: blocked,
  on: { done: "next" }
};
var consent = {
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
        sets: { git: "init", base_dir: "create" }
      },
      revise: { move: { redo: "synthesis" }, reason: true },
      stop: stop3
    }
  }
};
var council = {
  name: "council",
  files: FILES,
  limits: { iterations: 5, ...execution.limits },
  bounds: {
    refiner: { tool_calls: 60, minutes: 20, tokens: 1500000 },
    auditor: { tool_calls: 120, minutes: 20, tokens: 2000000 },
    "tech-researcher": { tool_calls: 200, minutes: 40, tokens: 4000000 },
    "council-seat": { tool_calls: 150, minutes: 40, tokens: 3000000 },
    "plan-maker": { tool_calls: 200, minutes: 60, tokens: 5000000 },
    ...execution.bounds
  },
  roles: {
    refiner: { agent: "refiner", model: "sonnet" },
    auditor: { agent: "auditor", model: "haiku" },
    "tech-researcher": { agent: "tech-researcher", model: "sonnet" },
    "plan-maker": { agent: "plan-maker", model: "opus" },
    ...Object.fromEntries(SEATS.map(({ id }) => [id, { agent: "council-seat", model: "sonnet" }])),
    ...execution.roles
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
        produce({ ...synthesis, key: "synthesis", after: ["seat-plan"], reads: [REFINED, AUDIT, RESEARCH3, PLANS2] }),
        vote,
        consent,
        check({
          key: "verdict",
          title: "Verdict",
          token: "APPROVED",
          after: ["consent"],
          writes: `${FILES}/verdict.json`,
          on: { pass: "next", blocked: blockedTask }
        }),
        ...execution.gates({ after: ["verdict"], items: "plan", plan: MASTER_PLAN, files: FILES })
      ],
      back: { planning: "seat-plan", requirements: "refine" }
    }
  }
};

// src/workflows/council/verdict.ts
var WARN_MODELS = 2;
function voteText(run, seat) {
  const own = seatTasks(run).filter((task) => task.item === seat);
  const last = own.at(-1);
  if (last?.status === "running")
    return "votes";
  if (last?.status === "skipped")
    return "silent";
  const said = own.map(voteFacts).findLast((one) => one !== null);
  if (!said)
    return "";
  return said.plan === ledgerOf(run).rounds.at(-1)?.plan ? said.vote : `${said.vote} (older plan)`;
}
var seatName = ({ id, veto }) => `${id}${veto ? " (veto)" : ""}`;
var everyVote = (run) => `Votes: ${SEATS.map((seat) => `${seatName(seat)} ${voteText(run, seat.id) || "no vote"}`).join(", ")}`;
function votesLine(run) {
  const said = Map.groupBy(SEATS, ({ id }) => voteText(run, id) || "no vote");
  const [approvals, others] = [true, false].map((is) => [...said].filter(([vote]) => vote.startsWith("APPROVE") === is));
  return `Votes: ${[
    ...approvals.map(([vote, seats]) => `${seats.length} ${vote}`),
    ...others.map(([vote, seats]) => `${vote} by ${seats.map(seatName).join(", ")}`)
  ].join("; ")}`;
}
function verdictLines(run) {
  const { models, vendors, abstained, minority } = tallyOf(run, seatTasks(run));
  const warn = run.settings.council?.warn_models ?? WARN_MODELS;
  const few = models.length < warn ? "; seats of one model tend to err together" : "";
  return [
    ...minority.length > 0 ? [`Overruled by you: ${minority.join(", ")}`] : [],
    ...abstained.length > 0 ? [`Silent, which approves nothing: ${abstained.join(", ")}`] : [],
    ...models.length > 0 ? [
      `Voted by ${plural(models.length, "model")} of ${plural(vendors.length, "vendor")}: ${models.join(", ")}${few}`
    ] : []
  ];
}
var whyBlocked = (run) => whyBlocked2(run, vote);

export { planCommands, council, WARN_MODELS, voteText, everyVote, votesLine, verdictLines, whyBlocked };
