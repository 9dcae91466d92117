// @bun
import {
  needsShell
} from "./s2.js";
import {
  execution,
  isBlocking,
  BLOCKED,
  OVERRULE,
  ANOTHER_ROUND,
  hasDecided,
  ledgerOf
} from "./s129.js";
import {
  SEATS,
  seatOf
} from "./s23.js";
import {
  stop3,
  bounded2
} from "./s19.js";
import {
  seatTasks,
  FILES,
  REFINED,
  HOST_AUDIT,
  AUDIT,
  RESEARCH,
  PLANS,
  MASTER_PLAN,
  SEATS_FOLDER
} from "./s49.js";
import {
  PLAN,
  voteFacts,
  changedIn
} from "./s22.js";
import {
  oneLine2,
  plural
} from "./s18.js";
import {
  acceptedTasks
} from "./s4.js";

// src/workflows/council/tally.ts
var PART = "plan";
var PLAN_MAKER = "plan-maker";
var ITERATIONS = 5;
var SILENT = "silent";
var STALL_ROUNDS = 3;
var MAX_RETURNS = 2;
var distinct = (names) => [...new Set(names.map((one) => one.trim().toLowerCase()))].sort();
function tally({ seats, plan, votes, silent, overruled, quorum, quorumWaived = false }) {
  const present = votes.filter((one) => one.plan === plan && seats.some((seat) => seat.id === one.seat));
  const said = (seat) => present.filter((one) => one.seat === seat).map((one) => one.vote);
  const idsWhere = (holds) => seats.filter(holds).map((seat) => seat.id);
  const refuses = (seat) => said(seat).some((one) => one !== "APPROVE");
  const isSilent = (seat) => said(seat).length === 0 && silent.includes(seat);
  const asks = idsWhere(({ id }) => refuses(id) && !overruled.includes(id));
  const missing = idsWhere(({ id, veto }) => said(id).length === 0 && (!silent.includes(id) || veto && !overruled.includes(id)));
  const models = distinct(present.map((one) => one.model));
  const hasQuorum = models.length >= quorum;
  return {
    approved: plan !== "" && seats.length > 0 && asks.length === 0 && missing.length === 0 && (hasQuorum || quorumWaived),
    approvals: idsWhere(({ id }) => said(id).length > 0 && !refuses(id)),
    asks,
    vetoes: idsWhere(({ id, veto }) => veto && asks.includes(id) && said(id).includes("REJECT")),
    minority: idsWhere(({ id, veto }) => overruled.includes(id) && (refuses(id) || veto && isSilent(id))),
    abstained: idsWhere(({ id }) => isSilent(id)),
    missing,
    models,
    vendors: distinct(present.map((one) => one.vendor)),
    quorum,
    hasQuorum
  };
}
var quorumOf = ({ settings }) => settings.council?.quorum_models ?? 1;
var HOST = "anthropic";
function standingOf(run, seats) {
  const ledger = ledgerOf(run);
  const round = ledger.rounds.at(-1);
  const newest = new Map;
  for (const task of acceptedTasks(run)) {
    const facts = seats.some((seat) => seat.id === task.id) ? voteFacts(task) : null;
    if (facts !== null && seatOf(facts.seat))
      newest.set(facts.seat, { seat: facts.seat, task, facts });
  }
  const plan = round?.plan ?? "";
  const silent = seats.filter((task) => isSilentNow(run, seats, task, round));
  const spoken = SEATS.flatMap(({ id }) => newest.get(id) ?? []);
  const present = spoken.filter((one) => one.facts.plan === plan);
  const overruled = [
    ...present.filter((one) => one.facts.vote !== "APPROVE" && hasDecided(run, one.task, OVERRULE)).map((one) => one.seat),
    ...silent.filter((task) => hasDecided(run, task, OVERRULE)).map((task) => task.item)
  ];
  const waivers = waiversOf(present, silent);
  return {
    ledger,
    round,
    newest: spoken,
    silent,
    tally: tally({
      seats: SEATS,
      plan,
      votes: spoken.map(({ seat, task, facts }) => ({
        seat,
        vote: facts.vote,
        plan: facts.plan,
        model: task.who.model,
        vendor: task.who.provider ?? HOST
      })),
      silent: silent.map((task) => task.item),
      overruled,
      quorum: quorumOf(run),
      quorumWaived: waivers.length === 0 ? overruled.length === SEATS.length : waivers.some((task) => hasDecided(run, task, OVERRULE))
    })
  };
}
var waiversOf = (present, silent) => [
  ...present.filter((one) => one.facts.vote === "APPROVE").map((one) => one.task),
  ...silent.filter((task) => seatOf(task.item)?.veto !== true)
];
function isSilentNow(run, seats, task, round) {
  if (task.status !== "skipped" || task.skipped !== SILENT || seatOf(task.item) === undefined)
    return false;
  const position = (id) => run.tasks.findIndex((one) => one.id === id);
  const isLast = seats.findLast((one) => one.item === task.item) === task;
  return isLast && position(task.id) > position(round?.task);
}
var tallyOf = (run, seats) => standingOf(run, seats).tally;
var concernsOf = ({ objections }, seat) => objections.filter((one) => one.seat === seat).map((one) => one.at);
function standings(run, _gate, seats) {
  const standing = standingOf(run, seats);
  const { round, newest, ledger, silent, tally: count } = standing;
  if (round === undefined)
    return [];
  const verdictOf = ({ seat, task, facts }) => {
    const stale = facts.plan !== round.plan;
    const approves = facts.vote === "APPROVE";
    const overruled = !approves && !stale && !count.asks.includes(seat);
    return { part: PART, seat, task, verdict: approves ? "approved" : "changes", escalation: null, stale, overruled };
  };
  const valid = newest.filter((one) => one.facts.vote === "APPROVE" || one.facts.plan === round.plan);
  const changing = ledger.objections.filter(isBlocking).map((one) => one.at);
  const isTouched = ({ seat, facts }) => {
    const seen = ledger.rounds.findLast((one) => one.plan === facts.plan);
    const changed = [...changing, ...changedIn(seen?.parts ?? {}, round.parts)];
    return concernsOf(ledger, seat).some((part) => changed.includes(part));
  };
  const again = count.asks.length > 0;
  const isQuiet = (seat) => silent.some((task) => task.item === seat);
  const spoken = valid.filter((one) => !isQuiet(one.seat));
  const looking = again ? spoken.filter((one) => one.facts.vote !== "APPROVE" || isTouched(one)) : spoken;
  const unheard = SEATS.map((seat) => seat.id).filter((seat) => !spoken.some((one) => one.seat === seat) && (again || !rests(standing, seat)));
  const verdicts = looking.map(verdictOf);
  const voters = verdicts.map((one) => one.seat);
  return [
    {
      part: PART,
      required: verdicts.length + unheard.length,
      reviewers: SEATS.map((seat) => seat.id).filter((seat) => voters.includes(seat) || unheard.includes(seat)),
      verdicts,
      approved: verdicts.filter((one) => one.verdict === "approved" && !one.stale).map((one) => one.seat),
      changes: verdicts.filter((one) => one.verdict === "changes" && one.overruled !== true)
    }
  ];
}
function rests({ silent, tally: count }, seat) {
  if (!silent.some((one) => one.item === seat))
    return false;
  return count.approved || !count.missing.includes(seat) && (count.missing.length > 0 || count.hasQuorum);
}
var changesIn = (task) => {
  const facts = voteFacts(task);
  return facts !== null && facts.vote !== "APPROVE" ? [PART] : [];
};
var ownerOf = (part) => ({ item: part, role: PLAN_MAKER });
var MAX_POINTS = 6;
var pointOf = ({ id, at, problem }) => `${id} (${at}): ${oneLine2(problem)}`;
function openPoints({ objections }) {
  const open = objections.filter(isBlocking);
  if (open.length === 0)
    return "";
  const more = open.length > MAX_POINTS ? `; and ${open.length - MAX_POINTS} more` : "";
  return ` Open: ${open.slice(0, MAX_POINTS).map(pointOf).join("; ")}${more}.`;
}
function ends(run, gate, parts) {
  const changes = parts.flatMap((one) => one.changes);
  const seats = seatsOf(run, gate);
  const standing = standingOf(run, seats);
  const { round, tally: count } = standing;
  if (round === undefined || count.approved)
    return null;
  const isDue = changes.length > 0 || unconfirmed(standing, run).length > 0;
  if (isDue && wantsAnother(run, standing))
    return null;
  return uncleared(run, seats, standing, changes) ?? silentVeto(run, standing) ?? (changes.length > 0 ? circling(standing, changes) ?? spent(run, gate, standing, changes) ?? stalled(standing, changes) : null) ?? shortOfModels(standing);
}
var seatsOf = (run, { schema }) => run.tasks.filter((task) => task.schema === schema && task.kind !== "fix" && !task.void && seatOf(task.item) !== undefined);
var unconfirmed = ({ tally: count, silent }, run) => [
  ...count.missing.filter((seat) => !silent.some((task) => task.item === seat)),
  ...silent.filter((task) => hasDecided(run, task, ANOTHER_ROUND)).map((task) => task.item)
];
var wantsAnother = (run, { round, newest, silent }) => [...newest.filter((one) => one.facts.plan === round.plan).map((one) => one.task), ...silent].some((task) => hasDecided(run, task, ANOTHER_ROUND));
function uncleared(run, seats, { ledger, round }, changes) {
  const votes = acceptedTasks(run).filter((task) => seats.includes(task));
  for (const { seat, task } of changes) {
    const now = voteFacts(task);
    const before = votes.findLast((one) => one.item === seat && voteFacts(one)?.plan !== round.plan);
    const earlier = before === undefined ? null : voteFacts(before);
    if (now?.veto == null || earlier?.veto == null)
      continue;
    const held = ledger.objections.filter((one) => one.seat === seat && isBlocking(one) && isOfVeto(one, earlier));
    if (held.length === 0)
      continue;
    const why = `${seat} vetoes the plan again, and the new plan did not clear its veto: ${held.map(pointOf).join("; ")}. It asks for: ${oneLine2(now.veto.condition)}.`;
    return { task, why };
  }
  return null;
}
function isOfVeto(one, { seat, veto, objections, prior }) {
  const ids = [
    ...objections.map(({ id, at, severity }) => ({ id: `${seat}/${id}`, at, severity })),
    ...prior.filter((other) => other.state === "open").map((other) => ({ id: other.id, at: other.id === one.id ? one.at : "", severity: "blocker" }))
  ].filter((other) => other.severity === "blocker");
  const there = ids.filter((other) => other.at === veto?.at);
  return (there.length > 0 ? there : ids).some((other) => other.id === one.id);
}
function silentVeto(run, { silent }) {
  const task = silent.find((one) => seatOf(one.item)?.veto === true && !hasDecided(run, one, OVERRULE) && !hasDecided(run, one, ANOTHER_ROUND));
  if (task === undefined)
    return null;
  return {
    task,
    why: `${task.item} has a veto and gave no vote: no model that may sit there answered. Without it nothing is approved.`
  };
}
var numberOf = ({ ledger }, plan) => ledger.rounds.findIndex((one) => one.plan === plan) + 1;
function circling(standing, changes) {
  const { ledger, round } = standing;
  const earlier = ledger.rounds.slice(0, -1).findIndex((one) => one.body === round.body);
  const points = openPoints(ledger);
  if (earlier >= 0)
    return {
      task: changes[0].task,
      why: `Plan ${ledger.rounds.length} is plan ${earlier + 1} again, word for word: the council goes in a circle.${points}`
    };
  const back = ledger.objections.find((one) => isBlocking(one) && one.returns >= MAX_RETURNS);
  if (back === undefined)
    return null;
  const task = changes.find((one) => one.seat === back.seat)?.task ?? changes[0].task;
  return {
    task,
    why: `${back.seat} has raised ${pointOf(back)} again after it had cleared it ${back.returns} times.${points}`
  };
}
function spent(run, gate, standing, changes) {
  const { ledger } = standing;
  const asked = seatsOf(run, gate).filter((task) => hasDecided(run, task, ANOTHER_ROUND)).map((task) => numberOf(standing, voteFacts(task)?.plan ?? "") || plansBefore(run, task, ledger)).sort((a, b) => a - b);
  let most = run.settings.limits[gate.rounds] ?? ITERATIONS;
  for (const number of asked)
    if (number >= most)
      most = number + 1;
  const made = ledger.rounds.length;
  if (made < most)
    return null;
  return {
    task: changes[0].task,
    why: `${made} of ${made} plans are made, and ${changes.map((one) => one.seat).join(", ")} still ask${changes.length === 1 ? "s" : ""} for changes.${openPoints(ledger)}`
  };
}
var plansBefore = (run, task, { rounds }) => {
  const before = run.tasks.slice(0, run.tasks.indexOf(task)).map((one) => one.id);
  return rounds.filter((one) => before.includes(one.task)).length;
};
function stalled({ ledger }, changes) {
  const counts = ledger.rounds.map((one) => one.open);
  const [before, since] = [counts.slice(0, -STALL_ROUNDS), counts.slice(-STALL_ROUNDS)];
  if (Math.min(...since) < Math.min(...before))
    return null;
  return {
    task: changes[0].task,
    why: `The last ${STALL_ROUNDS} plans left no fewer objections open than before (${counts.join(", ")}).${openPoints(ledger)}`
  };
}
function shortOfModels({ tally: count, newest, round, silent }) {
  if (count.asks.length > 0 || count.missing.length > 0 || count.hasQuorum)
    return null;
  const last = waiversOf(newest.filter((one) => one.facts.plan === round.plan), silent).at(-1);
  if (last === undefined)
    return null;
  const names = count.models.length === 0 ? "none" : count.models.join(", ");
  return {
    task: last,
    why: `The plan has no open objection, but ${count.models.length} different model${count.models.length === 1 ? "" : "s"} voted (${names}), and the settings ask for ${count.quorum}.`
  };
}

// src/workflows/council/rules.ts
var planCommands = (run) => acceptedTasks(run).findLast((task) => task.schema === PLAN)?.commands ?? [];
var OWN = [
  /^(?:npm|pnpm|yarn|bun|deno)(?: run)? (?:test|build|lint|check|typecheck)$/,
  /^(?:npm|pnpm|yarn|bun) run [\w:.-]+$/,
  /^(?:node --test|bun test|deno test|npx (?:tsc|vitest run|jest|mocha|eslint)|tsc)(?: [\w./=-]+)*$/,
  /^(?:pytest|python3? -m (?:pytest|unittest))(?: [\w./:=-]+)*$/,
  /^(?:go|cargo|dotnet|mix) (?:test|vet|build|check|clippy)(?: [\w./=-]+)*$/,
  /^(?:(?:bundle exec )?rspec|(?:vendor\/bin\/|\.\/vendor\/bin\/)?phpunit|(?:\.\/)?gradlew? test|(?:\.\/)?mvnw? (?:-q )?test)(?: [\w./=-]+)*$/,
  /^make [\w.-]+$/
];
var isOwnCommand = (command) => !needsShell(command) && OWN.some((form) => form.test(command.trim().replaceAll(/\s+/g, " ")));
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
    writes: HOST_AUDIT,
    on: { pass: "next", fail: blockedTask }
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
    brief: "audit"
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
  reads: [REFINED, AUDIT, RESEARCH],
  writes: `${PLANS}{item}.md`,
  schema: "seat-plan",
  brief: "seat-plan",
  stuck: { if: "always", then: "leave", else: blockedTask }
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
  reads: [REFINED, AUDIT, RESEARCH, MASTER_PLAN],
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
  panels: { vote: { standings, changesIn, ownerOf, ends } },
  waves: { plan: execution.waves },
  idle: "NEW",
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
        ...execution.gates({ after: ["consent"], items: "plan", plan: MASTER_PLAN, files: FILES })
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
function verdictLines(run) {
  const { models, vendors, abstained, minority } = tallyOf(run, seatTasks(run));
  const votes = SEATS.map(({ id, veto }) => `${id}${veto ? " (veto)" : ""} ${voteText(run, id) || "no vote"}`);
  const warn = run.settings.council?.warn_models ?? WARN_MODELS;
  const few = models.length < warn ? "; seats of one model tend to err together" : "";
  return [
    `Votes: ${votes.join(", ")}`,
    ...minority.length > 0 ? [`Overruled by you: ${minority.join(", ")}`] : [],
    ...abstained.length > 0 ? [`Silent, which approves nothing: ${abstained.join(", ")}`] : [],
    ...models.length > 0 ? [
      `Voted by ${plural(models.length, "model")} of ${plural(vendors.length, "vendor")}: ${models.join(", ")}${few}`
    ] : []
  ];
}
var whyBlocked = (run) => ends(run, vote, standings(run, vote, seatTasks(run)))?.why ?? "";

export { planCommands, council, voteText, verdictLines, whyBlocked };
