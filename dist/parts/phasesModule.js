// @bun
import {
  titled,
  again2,
  stop4,
  noteFile
} from "./s79.js";
import {
  execution
} from "./s56.js";
import {
  stop3,
  bounded2
} from "./s19.js";
import {
  PLANNING,
  WORK
} from "./s26.js";
import {
  AUTO_FLAG
} from "./s20.js";

// src/workflows/phases/next.ts
var NEXT = {
  next: {
    entry: "plan-phase",
    request: "",
    flags: {
      auto: AUTO_FLAG,
      resume: { takes: "nothing", about: "Go on although the work is paused; the pause ends" }
    },
    strict: false,
    bare: true,
    resolves: () => import.meta.require("./start-next.js").resolves
  }
};

// src/workflows/phases/gates.ts
var blocked = {
  ask: "phase-blocked",
  options: { again: { move: "again" }, give_up: { move: "fail" }, stop: stop3 }
};
var produce = (gate) => ({ stuck: blocked, bounded: bounded2, on: { done: "next" }, ...gate, gate: "produce" });
var check = (gate) => ({
  who: { program: gate.key },
  reads: [],
  writes: `${WORK}/${gate.key}.json`,
  schema: "program-record",
  brief: "check",
  fixes: "revise",
  limit: blocked,
  stuck: blocked,
  ...gate,
  gate: "check"
});

// src/workflows/phases/plan/index.ts
var token = "plan-{phase}";
var planPhase = {
  starts: {
    "plan-phase": {
      entry: "plan-phase",
      request: "<phase>",
      flags: {},
      strict: false,
      resolves: () => import.meta.require("./start-2.js").resolves
    }
  },
  gates: [
    check({ key: "plan-survey", title: "Look at the phase", token, after: [], on: { pass: "next", fail: blocked } }),
    produce({
      key: "phase-research",
      title: "Research the phase",
      token,
      after: ["plan-survey"],
      who: { role: "phase-researcher" },
      reads: [],
      writes: `${WORK}/research.md`,
      schema: "phase-research",
      brief: "phase-research"
    })
  ],
  roles: { "phase-researcher": { agent: "phase-researcher", model: "sonnet" } },
  bounds: { "phase-researcher": { tool_calls: 200, minutes: 40, tokens: 4000000 } },
  artifacts: { "phase-research": async () => (await import("./research-2.js")).kind },
  facts: (...of) => import.meta.require("./facts-5.js").planFacts(...of),
  briefs: () => import.meta.require("./brief-1.js").BRIEFS,
  checks: async () => (await import("./checks-1.js")).CHECKS,
  questions: {}
};

// src/workflows/phases/parts.ts
var PARTS = {
  "plan-phase": planPhase
};
function partOf(entry) {
  if (!Object.hasOwn(PARTS, entry))
    throw new Error(`phases has no "${entry}"; known: ${Object.keys(PARTS).join(", ")}`);
  return PARTS[entry];
}

// src/workflows/phases/words.ts
var WORDS = {
  "phase-blocked": {
    header: "Blocked",
    title: titled(": this cannot go on as it is. What now?"),
    lines: (_scene, _question, task) => ({
      lines: [
        task.failure?.message,
        ...task.facts.problems ?? [],
        ...task.note.split(`
`)
      ].filter((line) => typeof line === "string" && line !== ""),
      file: noteFile(task)
    }),
    options: {
      again: again2,
      give_up: { label: "Give up", description: "The run ends as failed; everything stays in .planning/" },
      stop: stop4
    }
  }
};

// src/workflows/phases/workflow.ts
var all = Object.values(PARTS);
function merged(of) {
  const table = {};
  for (const [name, value] of all.flatMap((part) => Object.entries(of(part) ?? {}))) {
    if (Object.hasOwn(table, name) && table[name] !== value)
      throw new Error(`two parts of phases have a "${name}"`);
    table[name] = value;
  }
  return table;
}
var phases = {
  name: "phases",
  files: PLANNING,
  limits: { revise: 3, gaps: 3, context_left: 15, ...execution.limits, ...merged((part) => part.limits) },
  bounds: { ...execution.bounds, ...merged((part) => part.bounds) },
  roles: { ...execution.roles, ...merged((part) => part.roles) },
  rules: { ...execution.rules, ...merged((part) => part.rules) },
  selectors: merged((part) => part.selectors),
  shows: merged((part) => part.shows),
  bars: merged((part) => part.bars),
  waves: merged((part) => part.waves),
  idle: "idle",
  complete: "complete",
  entries: Object.fromEntries(Object.entries(PARTS).map(([entry, { gates }]) => [entry, { gates, back: {} }]))
};

// src/workflows/phases/index.ts
var all2 = Object.values(PARTS);
var phasesModule = {
  workflow: phases,
  starts: { ...merged((part) => part.starts), ...NEXT },
  meant: (word) => import.meta.require("./meant.js").meant(word, Object.keys(phasesModule.starts)),
  settings: execution.settings,
  artifacts: { ...execution.artifacts, ...merged((part) => part.artifacts) },
  briefFacts: (scene, task, dispatched) => partOf(scene.run.entry).facts(scene, task, dispatched),
  get briefs() {
    return { ...execution.briefs, ...Object.assign({}, ...all2.map((part) => part.briefs())) };
  },
  checks: async () => Object.assign({}, await execution.checks(), ...await Promise.all(all2.map((part) => part.checks()))),
  questions: { ...WORDS, ...execution.questions, ...merged((part) => part.questions) },
  skipReasons: { ...merged((part) => part.skipReasons) },
  worktree: execution.worktree,
  editRule: execution.editRule,
  sortsNewFiles: execution.sortsNewFiles,
  commands: ({ run }) => partOf(run.entry).commands?.(run) ?? [],
  report: {
    unasked: "the plans",
    facts: () => ({
      story: null,
      criteria: [],
      criteria_in: null,
      deviations: [],
      untouched_fixes: [],
      disputed: [],
      own: {}
    }),
    maxLines: 100
  }
};
export {
  phasesModule
};
