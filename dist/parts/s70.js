// @bun
import {
  execution
} from "./s135.js";
import {
  readCommandLine
} from "./s2.js";
import {
  SEATS
} from "./s24.js";
import {
  stop3,
  bounded2
} from "./s19.js";
import {
  FILES,
  REFINED,
  HOST_AUDIT2,
  AUDIT,
  RESEARCH,
  PLANS,
  MASTER_PLAN,
  SEATS_FOLDER
} from "./s21.js";
import {
  tallyOf,
  standings,
  changesIn,
  ownerOf,
  ends,
  whyBlocked2,
  rounds
} from "./s45.js";
import {
  seatTasks
} from "./s52.js";
import {
  BLOCKED,
  ledgerOf
} from "./s96.js";
import {
  PLAN,
  voteFacts
} from "./s23.js";
import {
  plural
} from "./s18.js";
import {
  acceptedTasks
} from "./s4.js";

// src/workflows/council/own-commands.ts
var SCRIPT = /^(?:test|tests|unit|integration|e2e|spec|build|compile|bundle|lint|check|checks|typecheck|type|types|tsc|coverage|cover|format|fmt|verify|validate|ci|vet|all)$/i;
var FAR = /^(?:deploy|deployment|publish|release|ship|push|upload|install|uninstall|login|migrate|migration|seed|drop|reset|destroy|purge|prod|production|staging|sync|apply)$/i;
var isFar = (name) => name.split(/[:._-]+/).some((part) => FAR.test(part));
function isScript(name) {
  if (!/^\w[\w:.-]*$/.test(name))
    return false;
  const parts = name.split(/[:._-]+/).filter((part) => part !== "");
  return parts.length > 0 && SCRIPT.test(parts[0]) && !isFar(name);
}
var VENV = String.raw`(?:(?:\./)?(?:\.venv|venv|env)/bin/)?`;
var PYTHON = String.raw`(?:/usr/bin/|/usr/local/bin/|${VENV})python(?:3(?:\.\d+)?)?`;
var BIN = String.raw`(?:npx (?:--no |--no-install )?|bunx |pnpm exec |yarn |(?:\./)?node_modules/\.bin/)?`;
var VENDOR = String.raw`(?:(?:\./)?vendor/bin/)?`;
var GOALS = /^(?::?[\w-]+:)*(?:clean|build|assemble|compile\w*|classes|testClasses|check|verify|package|lint\w*|detekt|\w*[tT]est|\w*Check)$/;
var TARGETS = /^(?:[\w-]+:)*(?:test|tests|spec|check|lint|rubocop|build|compile)(?::[\w-]+)*$/;
var RUBY = /^(?:-[eEpfrRIg].*|--(?:execute.*|environment|rakefile|require|rakelib|rakelibdir|libdir|system))$/;
var GLUED_INI = /^-o/;
var NO_WORDS = /^(?!)/;
var FORMS = [
  {
    begins: /^(?:node|\/usr\/bin\/node) --test$/,
    not: /^(?:-e|--eval|-p|-pe|--print|-i|--experimental-loader|--run)$/
  },
  { begins: /^node --check$/, not: /^(?:-e|--eval|-p|-pe|--print|-i|--run)$/ },
  { begins: /^(?:bun|deno) test$/ },
  { begins: /^deno (?:check|lint)$/ },
  { begins: /^bun build$/, not: /^--compile/ },
  {
    begins: new RegExp(`^${BIN}(?:tsc|vitest run|jest|mocha|ava|tap|eslint|biome (?:check|lint|ci)|prettier --check)$`),
    not: /^--init$/
  },
  { begins: new RegExp(`^(?:(?:uv|poetry|pipenv|pdm|hatch) run )?${VENV}(?:pytest|mypy|ruff check)$`), not: GLUED_INI },
  {
    begins: new RegExp(`^(?:(?:uv|poetry|pipenv|pdm|hatch) run )?${PYTHON} -m (?:pytest|unittest|mypy|compileall|py_compile)$`),
    not: GLUED_INI
  },
  { begins: /^(?:tox|nox)$/, words: NO_WORDS, not: /^(?:-[xfs].*|--override|--sessions?|--noxfile|--force-dep)$/ },
  { begins: /^go (?:test|vet|build)$/ },
  { begins: /^cargo (?:test|nextest run|build|check|clippy|fmt --check)$/, not: /^(?:--config|--fix|-Z)$/ },
  { begins: /^dotnet (?:test|build)$/, not: /^--?(?:p|property|t|target)(?::.*)?$/i },
  { begins: /^mix (?:test|compile)$/ },
  { begins: /^swift (?:test|build)$/ },
  {
    begins: /^ctest$/,
    not: /^(?:-[SDTMA].*|--script.*|--build-.*|--test-command|--dashboard|--extra-submit|--add-notes)$/
  },
  { begins: /^(?:bundle exec )?(?:bin\/)?rspec$/ },
  { begins: /^(?:bundle exec )?rubocop$/ },
  { begins: /^(?:bundle exec )?(?:bin\/)?(?:rake|rails) test$/, words: /[./]/, not: RUBY },
  { begins: /^(?:bundle exec )?rake$/, words: TARGETS, not: RUBY },
  { begins: new RegExp(`^(?:php )?${VENDOR}(?:phpunit|pest|phpstan analyse)$`) },
  { begins: /^php -l$/ },
  {
    begins: /^(?:(?:\.\/)?gradlew|gradle|(?:\.\/)?mvnw|mvn)$/,
    words: GOALS,
    not: /^(?:-(?:s|gs|f|b)|-[sfbI][./\w]*\.\w+|-I|--(?:global-)?settings|--file|--build-file|--init-script|-DargLine|-Djvm|-Dorg\.gradle\.jvmargs)$/
  },
  { begins: /^test$/ },
  { begins: /^grep -[a-zA-Z]*q[a-zA-Z]*$/ }
];
var NEVER = /^--?(?:exec|toolexec|vettool|basetemp|o|outfile|output-?file|test-runner-path|runner|reporter-outfile|preload-from|script-shell|node-options|registry|prefix|pastebin|override-ini|out|install-types|extld|ldflags|overlay)$/i;
var LEADS_OUT = /(?:^|=)[/~]|^\{|(?:^|[/\\])\.\.(?:[/\\]|$)|:\/\/|^(?:data|javascript|node|file|blob|npm|jsr|https?):|[\n\0]/;
var GLUED_OUT = /^-[A-Za-z](?:[/~]|\.\.\/)/;
var PACKAGES = /^(?:npm|pnpm|yarn|bun|composer)$/;
var WITH_VALUE = /^(?:-w|--workspace|--filter|-F|-C|--cwd|--dir)$/;
var ALONE = /^(?:-s|--silent|-r|--recursive|-ws|--workspaces|--if-present|--workspace=.+|--filter=.+|--cwd=.+)$/;
function runsScript(words) {
  let script = null;
  let isRun = false;
  for (let at = 1;at < words.length; at++) {
    const word = words[at];
    if (word === "--")
      break;
    if (WITH_VALUE.test(word))
      at++;
    else if (ALONE.test(word))
      continue;
    else if (script !== null && !word.startsWith("-"))
      continue;
    else if (/^(?:run|run-script)$/.test(word) && !isRun && script === null)
      isRun = true;
    else if (word.startsWith("-"))
      return false;
    else
      script = word;
  }
  if (script === "t" && !isRun)
    return true;
  if (script === null || !isScript(script))
    return false;
  return isRun || script === "test" || words[0] !== "npm" && /^(?:lint|check|build|typecheck)$/.test(script);
}
var optionOf = (word) => word.split("=", 1)[0];
var givenTo = (word) => word.startsWith("-") ? word.slice(optionOf(word).length + 1) : word;
function fits({ begins, words: wanted, not }, words) {
  for (let count = Math.min(5, words.length);count > 0; count--) {
    if (!begins.test(words.slice(0, count).join(" ")))
      continue;
    const rest = words.slice(count);
    if ((wanted === GOALS || wanted === TARGETS) && !rest.some((word) => wanted.test(word)))
      return false;
    return rest.every((word, at) => {
      const isOption = word.startsWith("-");
      if (isOption)
        return !(not?.test(optionOf(word)) ?? false);
      const before = rest[at - 1];
      const isValue = before?.startsWith("-") === true && !before.includes("=");
      if (wanted === undefined || wanted.test(word))
        return true;
      return isValue && /^(?:--tests?|-e|-p|-pl|-P|-D)$/.test(before) && !isFar(word);
    });
  }
  return false;
}
function isOwnCommand(command) {
  const read = readCommandLine(command.trim());
  if (read.shell)
    return false;
  const [program = "", ...rest] = read.words;
  if (rest.some((word) => word.startsWith("-") && NEVER.test(optionOf(word))))
    return false;
  if (rest.some((word) => LEADS_OUT.test(givenTo(word)) || GLUED_OUT.test(word)))
    return false;
  if (program === "make")
    return rest.length > 0 && rest.every(isScript);
  return PACKAGES.test(program) && runsScript(read.words) || FORMS.some((form) => fits(form, read.words));
}

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
