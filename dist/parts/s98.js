// @bun
import {
  again,
  stop3,
  accept,
  waive,
  bounded2,
  stale,
  stuckOrWaived,
  boundedOrWaived
} from "./s29.js";
import {
  PLANNING,
  WORK,
  MILESTONES,
  archivedRoadmap
} from "./s40.js";
import {
  accepted
} from "./s121.js";
import {
  SURVEY3,
  HYPOTHESIS,
  CONSENT,
  TEST,
  REPRODUCE,
  RED_CONSENT,
  RED,
  FIX,
  GREEN,
  ACCEPT,
  CLOSE,
  HYPOTHESIS_FILE,
  REPRODUCE_FILE,
  FIX_FILE,
  hypothesisOf,
  reproductionOf,
  roundsOf,
  commandTask
} from "./s88.js";
import {
  needsShell
} from "./s2.js";
import {
  plural
} from "./s28.js";
import {
  titled,
  again2,
  stop4,
  ownWords,
  noteFile,
  escalation
} from "./s188.js";
import {
  execution
} from "./s129.js";
import {
  VALUES,
  SETUP,
  configGates,
  CONFIG_GATES,
  isOpen,
  CONFIG_WORDS
} from "./s39.js";
import {
  DRAFT,
  ROADMAP_DRAFT,
  RESEARCH2,
  SYNTHESIS,
  CODEBASE_MAP,
  RESEARCH_FIELDS,
  STAGE
} from "./s85.js";
import {
  PLAN_STATUSES
} from "./s46.js";
import {
  RESEARCH,
  PATTERNS,
  PLANS,
  CHECKED,
  PLAN_CHECK,
  surveyFacts
} from "./s86.js";
import {
  SURVEY,
  CRITERIA2,
  VERIFY,
  HUMAN,
  VERDICT,
  PUBLISH,
  VERIFICATION,
  VERIFICATION_FILE,
  verificationOf,
  isSettled,
  humanCount,
  humanAnswers
} from "./s90.js";
import {
  SURVEY2
} from "./s96.js";
import {
  runsUnasked,
  LIMITS,
  RULES,
  SHOWS
} from "./s167.js";
import {
  CORRECTED,
  CHOSEN,
  surveyFacts2
} from "./s87.js";
import {
  snapshotFacts,
  plannedFacts,
  itemOf
} from "./s241.js";
import {
  review
} from "./s6.js";
import {
  AUTO_FLAG
} from "./s30.js";
import {
  isOver,
  tasksOf2,
  approvedCommands,
  acceptedTasks
} from "./s5.js";

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

// src/workflows/phases/words.ts
var texts = (fact) => Array.isArray(fact) ? fact.map(String) : [];
var factLines = (fact) => (_scene, _question, task) => ({ lines: texts(task.facts[fact]), file: task.writes });
var WORDS = {
  "phase-blocked": {
    header: "Blocked",
    title: titled(": this cannot go on as it is. What now?"),
    lines: (_scene, _question, task) => ({
      lines: [task.failure?.message, ...texts(task.facts.problems), ...task.note.split(`
`)].filter((line) => typeof line === "string" && line !== ""),
      file: noteFile(task)
    }),
    options: {
      again: again2,
      give_up: { label: "Give up", description: "The run ends as failed; everything stays in .planning/" },
      stop: stop4
    }
  }
};

// src/workflows/phases/debug/words.ts
var problems = factLines("problems");
var reproductionLast = (run) => commandTask(run)?.gate === REPRODUCE;
var give_up = { label: "Give up", description: "The run fails; the session stays open, with what was ruled out" };
var another = { label: "Try again", description: "Once more, told what the program saw" };
var anew = { label: "Another cause", description: "Back to looking for the cause; say what you know" };
var QUESTIONS = {
  "debug-consent": {
    header: "Command",
    title: ({ run }) => reproductionLast(run) ? "This command is to fail before the fix and pass after it. May the program run it?" : "This command tests the supposed cause. May the program run it?",
    lines: ({ project, run }) => {
      const found = reproductionLast(run) ? null : hypothesisOf(project, run);
      if (found === null)
        return { lines: [reproductionOf(project, run)?.shows ?? ""].filter(Boolean), file: null };
      const { exit, output } = found.test;
      const predicted = `exit code ${exit === "zero" ? "0" : "not 0"}${output ? ` and "${output}" in its output` : ""}`;
      return { lines: [`Supposed cause: ${found.hypothesis}`, `If it is so: ${predicted}`], file: null };
    },
    commandLabel: (command) => needsShell(command) ? "Runs, in a shell: " : "Runs: ",
    options: {
      approve: { label: "Run it", description: "In the project, now and after each change" },
      revise: { label: "Another one", description: "Say what is wrong with it" },
      stop: stop4
    }
  },
  "debug-limit": {
    header: "Debug",
    title: ({ run }) => `${plural(roundsOf(run).length, "round")}, and the cause is not found. How to go on?`,
    lines: ({ run }, _question, task) => ({
      lines: roundsOf(run).map((one) => `${one.outcome.replace("_", " ")}: ${one.hypothesis}`),
      file: task.writes
    }),
    options: {
      answer: { label: "Say something", description: "What you know goes to the next round" },
      more: { label: "More rounds", description: "As many again" },
      give_up,
      stop: stop4
    }
  },
  "debug-never-red": {
    header: "Test",
    title: () => "There is no test yet that fails because of this bug. How to go on?",
    lines: problems,
    options: { another, answer: anew, give_up, stop: stop4 }
  },
  "debug-not-fixed": {
    header: "Fix",
    title: () => "The fix does not hold. How to go on?",
    lines: problems,
    options: { another, answer: anew, give_up, stop: stop4 }
  },
  "debug-accept": {
    header: "Fixed?",
    title: () => "The test failed before the fix and passes now. Is what you saw gone?",
    lines: ({ project, run }) => ({
      lines: [
        `Cause: ${hypothesisOf(project, run)?.hypothesis ?? ""}`,
        `Test: ${reproductionOf(project, run)?.command ?? ""}`
      ],
      file: null
    }),
    options: {
      fixed: { label: "It is gone", description: "The session is closed" },
      revise: { label: "Still there", description: "Say what you see; another cause is looked for" },
      stop: stop4
    }
  }
};

// src/workflows/phases/debug/index.ts
var token = "debug";
var who = { role: "debugger" };
var give_up2 = { move: "fail" };
var anew2 = { move: { redo: HYPOTHESIS } };
var limit = {
  ask: "debug-limit",
  options: { answer: { ...anew2, reason: true }, more: anew2, give_up: give_up2, stop: stop3 }
};
var goesOn = { if: "debugMayGoOn", then: { redo: HYPOTHESIS }, else: limit };
var consent = (key, title, of) => ({
  gate: "checkpoint",
  key,
  title,
  token,
  after: [of],
  when: "debugAsksConsent",
  ask: {
    ask: "debug-consent",
    shows: "debugCommands",
    options: { approve: { move: "next", tests: "approved" }, revise: { move: { redo: of }, reason: true }, stop: stop3 }
  }
});
var retried = (ask, from) => ({
  if: "debugMayTryAgain",
  then: { redo: from },
  else: {
    ask,
    options: { another: { move: { redo: from } }, answer: { ...anew2, reason: true }, give_up: give_up2, stop: stop3 }
  }
});
var neverRed = retried("debug-never-red", REPRODUCE);
var notFixed = retried("debug-not-fixed", FIX);
var debug = {
  starts: {
    debug: {
      entry: "debug",
      request: "<symptom>",
      flags: { auto: AUTO_FLAG },
      strict: false,
      bare: true,
      issue: true,
      resolves: () => import.meta.require("./start-3.js").resolves
    }
  },
  gates: [
    check({ key: SURVEY3, title: "Open the session", token, after: [], on: { pass: "next", fail: blocked } }),
    produce({
      key: HYPOTHESIS,
      title: "Hypothesis",
      token,
      after: [SURVEY3],
      who,
      reads: [],
      writes: HYPOTHESIS_FILE,
      schema: HYPOTHESIS,
      brief: HYPOTHESIS
    }),
    consent(CONSENT, "Consent to the test", HYPOTHESIS),
    check({
      key: TEST,
      title: "Test the hypothesis",
      token,
      after: [CONSENT],
      on: { root_cause: "next", narrowed: goesOn, ruled_out: goesOn, cannot: goesOn, fail: blocked }
    }),
    produce({
      key: REPRODUCE,
      title: "Failing test",
      token,
      after: [TEST],
      who,
      edits: "all",
      reads: [],
      writes: REPRODUCE_FILE,
      schema: REPRODUCE,
      brief: REPRODUCE
    }),
    consent(RED_CONSENT, "Consent to the failing test", REPRODUCE),
    check({
      key: RED,
      title: "Run the failing test",
      token,
      after: [RED_CONSENT],
      on: { red: "next", green: neverRed, cannot: neverRed, fail: blocked }
    }),
    produce({
      key: FIX,
      title: "Fix",
      token,
      after: [RED],
      who,
      edits: "all",
      reads: [],
      writes: FIX_FILE,
      schema: FIX,
      brief: FIX,
      on: { done: "next", failed: notFixed }
    }),
    check({
      key: GREEN,
      title: "Run the test again",
      token,
      after: [FIX],
      on: { green: "next", red: notFixed, cannot: notFixed, fail: blocked }
    }),
    {
      gate: "checkpoint",
      key: ACCEPT,
      title: "Acceptance",
      token,
      after: [GREEN],
      ask: {
        ask: "debug-accept",
        passes: { when: "debugShownByTest", option: "fixed" },
        options: { fixed: { move: "next" }, revise: { ...anew2, reason: true }, stop: stop3 }
      }
    },
    check({ key: CLOSE, title: "Close the session", token, after: [ACCEPT], on: { pass: "next", fail: blocked } })
  ],
  roles: { debugger: { agent: "debugger", model: "sonnet" } },
  bounds: { debugger: { tool_calls: 200, minutes: 40, tokens: 5000000 } },
  limits: LIMITS,
  rules: RULES,
  shows: SHOWS,
  artifacts: {
    [HYPOTHESIS]: async () => (await import("./kinds.js")).hypothesis,
    [REPRODUCE]: async () => (await import("./kinds.js")).reproduction,
    [FIX]: async () => (await import("./kinds.js")).fix
  },
  facts: (...of) => import.meta.require("./facts-6.js").debugFacts(...of),
  briefs: () => import.meta.require("./brief-7.js").BRIEFS,
  checks: async () => (await import("./checks-8.js")).CHECKS,
  questions: QUESTIONS,
  skipReasons: {
    debugAsksConsent: "nothing runs that you have not allowed",
    debugShownByTest: "--auto, and a command that failed before the fix passes behind it"
  }
};

// src/workflows/phases/discuss/paths.ts
var ASSUMPTIONS = `${WORK}/discuss-assumptions.json`;
var ADVICE = `${WORK}/discuss-advice.json`;

// src/workflows/phases/discuss/model.ts
var CONFIDENCE = ["high", "medium", "low"];

// src/workflows/phases/discuss/words.ts
function assumptionLines(project, run) {
  const task = run.tasks.findLast((one) => one.writes === ASSUMPTIONS && one.artifact !== null && !one.void);
  const made = accepted(project, task?.artifact ?? null)?.assumptions ?? [];
  return made.toSorted((a, b) => CONFIDENCE.indexOf(b.confidence) - CONFIDENCE.indexOf(a.confidence)).map(({ id, confidence, text, corrected }) => `${id} (${corrected ? "as you said" : confidence}) ${text}`);
}
function variantLines(project, task, asked) {
  const all = accepted(project, task.artifact)?.questions ?? [];
  const one = all.find(({ id }) => asked.startsWith(`${id}:`));
  if (one === undefined)
    return [];
  const best = one.variants.toSorted((a, b) => b.score - a.score);
  return [
    one.why,
    ...best.flatMap(({ name, score, means, pros = [], cons = [] }) => [
      `${score}/10 ${name}: ${means}`,
      ...pros.length > 0 ? [`+ ${pros.join("; ")}`] : [],
      ...cons.length > 0 ? [`- ${cons.join("; ")}`] : []
    ]),
    `Recommended: ${one.recommended}. ${one.reason}`
  ];
}
var QUESTIONS2 = {
  "discuss-existing": {
    header: "Context",
    title: ({ run }) => `Phase ${run.options.phase} has a context already. Talk it over again?`,
    lines: (_scene, _question, task) => ({ lines: [], file: task.facts.existing ?? null }),
    options: {
      replace: { label: "Talk over", description: "A new one takes its place, made from the old one" },
      stop: { ...stop4, description: "End the run; the context stays as it is" }
    }
  },
  [CORRECTED]: {
    header: "Assumptions",
    title: ({ run }) => `Phase ${run.options.phase} would be planned on these assumptions. Are they right?`,
    lines: ({ project, run }) => ({ lines: assumptionLines(project, run), file: ASSUMPTIONS }),
    options: {
      accept: { label: "Right", description: "They go into the phase's context" },
      correct: { label: "Correct", description: "Say what is otherwise; they are written again" },
      stop: stop4
    }
  },
  [CHOSEN]: {
    header: "Choose",
    title: (_scene, question) => question.text ?? "",
    lines: ({ project }, question, task) => ({
      lines: variantLines(project, task, question.text ?? ""),
      file: task.writes
    }),
    options: {}
  },
  "discuss-changed": {
    header: "Context",
    title: () => "The phase's context was written or changed by hand meanwhile. Which one counts?",
    lines: factLines("changed"),
    options: {
      overwrite: { label: "The new one", description: "It takes its place; yours is kept in .task/objects" },
      again: { label: "Look again", description: "Yours is out of the way now" },
      stop: { ...stop4, description: "End the run; yours stays" }
    }
  }
};

// src/workflows/phases/discuss/index.ts
var token2 = "discuss-{phase}";
var discussPhase = {
  starts: {
    "discuss-phase": {
      entry: "discuss-phase",
      request: "<phase>",
      flags: {
        auto: AUTO_FLAG,
        advisor: { takes: "nothing", about: "Scored variants for each open question, in place of assumptions" }
      },
      strict: false,
      resolves: () => import.meta.require("./start-6.js").resolves
    }
  },
  gates: [
    check({
      key: "discuss-survey",
      title: "Look at the phase",
      token: token2,
      after: [],
      on: {
        pass: "next",
        existing: {
          ask: "discuss-existing",
          options: { replace: { move: "next", sets: { replace: "yes" } }, stop: { move: "stop" } }
        },
        fail: blocked
      }
    }),
    produce({
      key: "discuss-assumptions",
      title: "Assumptions about the phase",
      token: token2,
      after: ["discuss-survey"],
      when: "discussAssumes",
      who: { role: "assumptions-analyzer" },
      reads: [],
      writes: ASSUMPTIONS,
      schema: "discuss-assumptions",
      brief: "discuss-assumptions",
      on: {
        done: "next",
        assumed: { ask: CORRECTED, auto: "accept", options: { accept: { move: "next" }, stop: { move: "stop" } } }
      }
    }),
    {
      gate: "checkpoint",
      key: "discuss-correct",
      title: "Look over the assumptions",
      token: token2,
      after: ["discuss-assumptions"],
      when: "discussAssumes",
      ask: {
        ask: CORRECTED,
        auto: "accept",
        passes: { when: "discussYolo", option: "accept" },
        options: {
          accept: { move: "next" },
          correct: { move: { redo: "discuss-assumptions" }, reason: true },
          stop: { move: "stop" }
        }
      }
    },
    produce({
      key: "discuss-advice",
      title: "Variants for the phase",
      token: token2,
      after: ["discuss-survey"],
      when: "discussAdvises",
      who: { role: "advisor-researcher" },
      reads: [],
      writes: ADVICE,
      schema: "discuss-advice",
      brief: "discuss-advice",
      on: {
        done: "next",
        questions: { ask: CHOSEN, auto: "answer", assumes: true, options: { answer: { move: "again" } } }
      }
    }),
    check({
      key: "discuss-publish",
      title: "Write the context",
      token: token2,
      after: ["discuss-correct", "discuss-advice"],
      on: {
        pass: "next",
        changed: {
          ask: "discuss-changed",
          options: {
            overwrite: { move: "again", sets: { overwrite: "yes" } },
            again: { move: "again" },
            stop: { move: "stop" }
          }
        },
        fail: blocked
      }
    })
  ],
  roles: {
    "assumptions-analyzer": { agent: "assumptions-analyzer", model: "sonnet" },
    "advisor-researcher": { agent: "advisor-researcher", model: "sonnet" }
  },
  bounds: {
    "assumptions-analyzer": { tool_calls: 200, minutes: 40, tokens: 4000000 },
    "advisor-researcher": { tool_calls: 200, minutes: 40, tokens: 4000000 }
  },
  rules: {
    discussAssumes: (run) => run.options.advisor === undefined,
    discussAdvises: (run) => run.options.advisor !== undefined,
    discussYolo: (run) => surveyFacts2(run).yolo === true
  },
  artifacts: {
    "discuss-assumptions": async () => (await import("./assumptions.js")).kind,
    "discuss-advice": async () => (await import("./advice.js")).kind
  },
  facts: (...of) => import.meta.require("./facts-3.js").discussFacts(...of),
  briefs: () => import.meta.require("./brief-1.js").BRIEFS,
  checks: async () => (await import("./checks-5.js")).CHECKS,
  questions: QUESTIONS2,
  skipReasons: {
    discussAssumes: "scored variants are asked for",
    discussAdvises: "assumptions are made in their place",
    discussYolo: "the mode is yolo"
  }
};

// src/workflows/phases/execute/recorded.ts
var SURVEY4 = `${WORK}/execute-survey.json`;
var TASKS = `${WORK}/execute-tasks.json`;

// src/workflows/phases/execute/rules.ts
var surveyed = (run) => acceptedTasks(run).findLast((task) => task.writes === SURVEY4)?.facts ?? {};
var tasksFacts = (run) => plannedFacts(run, TASKS);
var executeCommands = (run) => [
  ...new Set((tasksFacts(run).tasks ?? []).flatMap((one) => one.criteria))
];
var RULES2 = {
  ...execution.waits.rules,
  executeHasNotes: (run) => (surveyed(run).notes ?? []).length > 0,
  executeHasGit: (run) => surveyed(run).git === true,
  executeLacksGit: (run) => surveyed(run).git !== true,
  executeHasBegun: (run) => (surveyed(run).begun ?? []).length > 0,
  executeCanResume: (run) => surveyed(run).resumable === true,
  executeHasTasks: (run) => (tasksFacts(run).tasks ?? []).length > 0,
  executeRunsOnlyOwn: (run) => executeCommands(run).every((one) => runsUnasked(run, one, tasksFacts(run).yolo === true)),
  executeEndsPlan(run, gate) {
    const own = itemOf(run, { item: gate.item ?? null });
    return own !== undefined && !(snapshotFacts(run)?.items ?? []).some((one) => one.plan === own.plan && one.n > own.n);
  }
};
var SHOWS2 = { executeCommands };

// src/workflows/phases/execute/words.ts
var surveyLines = (of) => ({ run }) => ({
  lines: acceptedTasks(run).findLast((task) => task.writes === SURVEY4)?.facts?.[of] ?? [],
  file: SURVEY4
});
var look = { label: "Look again", description: "After you have put it in order" };
var QUESTIONS3 = {
  ...execution.waits.questions,
  "execute-place": {
    header: "Checkout",
    title: titled(": the checkout is not as one would expect. Go on?"),
    lines: surveyLines("notes"),
    options: {
      go_on: {
        label: "Go on",
        description: "What lies there stays; commits hold only files that a plan names"
      },
      init_git: {
        label: "git init",
        description: "A repository first: one commit for each task; the rest is yours"
      },
      again: look,
      stop: stop4
    }
  },
  "execute-begun": {
    header: "Commits",
    title: titled(": there are commits of plans that have no summary. What now?"),
    lines: surveyLines("begun"),
    options: {
      resume: { label: "Go on", description: "Tasks that have their commit are not done again" },
      anew: { label: "All again", description: "Every task of these plans is carried out once more" },
      again: look,
      stop: stop4
    }
  },
  "execute-consent": {
    header: "Commands",
    title: titled(": these commands of the plans show whether a task is done. May the program run them?"),
    commandLabel: () => "Runs: ",
    options: {
      approve: { label: "Run them", description: "In the folder of each task, now and after each fix" },
      again: { label: "Look again", description: "After you have changed the plans" },
      stop: stop4
    }
  },
  "execute-touched": {
    header: "Planning",
    title: titled(": files of .planning were changed meanwhile. Was that you?"),
    lines: factLines("problems"),
    options: {
      keep: { label: "It was me", description: "They stay as they are now" },
      again: { ...again2, description: "Look again, after you have put them back" },
      stop: stop4
    }
  },
  "execute-changed": {
    header: "Plan",
    title: titled(": the plan was changed while it was carried out. What now?"),
    lines: factLines("problems"),
    options: {
      again: { ...again2, description: "Look again, after you have put the plan back" },
      accept: {
        label: "Write it",
        description: "Its summary tells what was carried out, by the approved plan"
      },
      drop: { label: "No summary", description: "The plan stays open; what comes after it is left out" },
      stop: stop4
    }
  }
};

// src/workflows/phases/execute/index.ts
var token3 = "execute-{phase}";
var lookAgain = { move: { redo: "execute-survey" } };
var executePhase = {
  starts: {
    "execute-phase": {
      entry: "execute-phase",
      request: "<phase>",
      flags: { auto: AUTO_FLAG },
      strict: false,
      resolves: () => import.meta.require("./start-7.js").resolves
    }
  },
  gates: [
    check({
      key: "execute-survey",
      title: "Look at the plans",
      token: token3,
      after: [],
      writes: SURVEY4,
      on: { pass: "next", fail: blocked }
    }),
    {
      gate: "checkpoint",
      key: "execute-place",
      title: "State of the checkout",
      token: token3,
      after: ["execute-survey"],
      when: "executeHasNotes",
      ask: {
        ask: "execute-place",
        options: {
          go_on: { move: "next", when: "executeHasGit" },
          init_git: { move: "next", when: "executeLacksGit", sets: { git: "init" } },
          again: lookAgain,
          stop: stop3
        }
      }
    },
    {
      gate: "checkpoint",
      key: "execute-begun",
      title: "Commits without a summary",
      token: token3,
      after: ["execute-place"],
      when: "executeHasBegun",
      ask: {
        ask: "execute-begun",
        options: {
          resume: { move: "next", when: "executeCanResume", sets: { begun: "resume" } },
          anew: { move: "next", sets: { begun: "anew" } },
          again: lookAgain,
          stop: stop3
        }
      }
    },
    check({
      key: "execute-prepare",
      title: "Order the tasks",
      token: token3,
      after: ["execute-begun"],
      writes: TASKS,
      on: { pass: "next", fail: blocked }
    }),
    {
      gate: "checkpoint",
      key: "execute-consent",
      title: "Consent to commands",
      token: token3,
      after: ["execute-prepare"],
      ask: {
        ask: "execute-consent",
        shows: "executeCommands",
        passes: { when: "executeRunsOnlyOwn", option: "approve" },
        options: { approve: { move: "next", tests: "approved" }, again: lookAgain, stop: stop3 }
      }
    },
    ...execution.gates({
      after: ["execute-consent"],
      items: "phase-tasks",
      plan: TASKS,
      files: WORK,
      token: token3,
      when: "executeHasTasks",
      waits: true,
      behind: {
        program: "execute-summary",
        title: "Summary behind task {item}",
        when: "executeEndsPlan",
        on: {
          changed: {
            ask: "execute-changed",
            options: {
              again: { move: "again" },
              accept: { move: "again", sets: { changed: "{item}" } },
              drop: { move: "drop" },
              stop: stop3
            }
          }
        }
      }
    }),
    check({
      key: "execute-publish",
      title: "Record what was done",
      token: token3,
      after: ["completion"],
      on: {
        pass: "next",
        touched: {
          ask: "execute-touched",
          options: { keep: { move: "again", sets: { touched: "kept" } }, again: { move: "again" }, stop: stop3 }
        },
        fail: blocked
      }
    })
  ],
  limits: execution.limits,
  bounds: { "phase-executor": execution.bounds.executor },
  roles: { executor: { agent: "phase-executor", model: "sonnet" } },
  rules: { ...execution.rules, ...RULES2 },
  shows: SHOWS2,
  waves: { "phase-tasks": execution.waves },
  artifacts: { ...execution.artifacts },
  facts: execution.facts,
  briefs: () => execution.briefs,
  checks: async () => ({
    ...await execution.checks(),
    ...await execution.waits.checks(),
    ...(await import("./checks-7.js")).CHECKS
  }),
  questions: { ...execution.questions, ...QUESTIONS3 },
  skipReasons: {
    ...execution.waits.skipReasons,
    dropped: "its task failed, or one before it did",
    executeHasNotes: "the checkout is as one would expect",
    executeHasBegun: "no plan without a summary has commits",
    executeHasTasks: "an earlier run did all of their tasks",
    executeRunsOnlyOwn: "the plans run only scripts of the project and its tests",
    executeEndsPlan: "its plan goes on"
  },
  commands: executeCommands
};

// src/workflows/phases/milestone/recorded.ts
var MILESTONE_SURVEY = "milestone-survey";
var MILESTONES_FILE = `${PLANNING}/MILESTONES.md`;
var archiveOf = ({ version }) => ({
  roadmap: archivedRoadmap(version),
  requirements: `${MILESTONES}/${version}-REQUIREMENTS.md`,
  phases: `${MILESTONES}/${version}-phases`,
  begun: `${MILESTONES}/${version}.json`
});
var surveyTask = (run) => acceptedTasks(run).findLast((task) => task.gate === MILESTONE_SURVEY);
function milestoneOf(project, run) {
  const task = surveyTask(run);
  const found = accepted(project, task?.artifact ?? null);
  return found && { ...found, waived: found.waived ?? task?.waiver?.reason ?? null };
}

// src/workflows/phases/milestone/index.ts
var token4 = "milestone";
var completeMilestone = {
  starts: {
    "complete-milestone": {
      entry: "complete-milestone",
      request: "<version> <name>",
      flags: { auto: AUTO_FLAG },
      strict: false,
      bare: true,
      resolves: () => import.meta.require("./start-1.js").resolves
    }
  },
  gates: [
    check({
      key: MILESTONE_SURVEY,
      title: "Look at the milestone",
      token: token4,
      after: [],
      on: {
        pass: "next",
        open: { ask: "milestone-open", options: { again, waive, stop: stop3 } },
        fail: blocked
      }
    }),
    {
      gate: "checkpoint",
      key: "milestone-approval",
      title: "Approval of the milestone",
      token: token4,
      after: [MILESTONE_SURVEY],
      ask: { ask: "milestone-approval", auto: "approve", options: { approve: { move: "next" }, stop: stop3 } }
    },
    check({
      key: "milestone-archive",
      title: "Archive the milestone",
      token: token4,
      after: ["milestone-approval"],
      on: { pass: "next", fail: blocked }
    }),
    check({
      key: "milestone-tag",
      title: "Tag the milestone",
      token: token4,
      after: ["milestone-archive"],
      on: { pass: "next", fail: blocked }
    })
  ],
  artifacts: {},
  facts: () => ({}),
  briefs: () => ({}),
  checks: async () => (await import("./checks-3.js")).CHECKS,
  questions: {
    "milestone-open": {
      header: "Open",
      title: () => "Something in this milestone is open. Complete it all the same?",
      lines: factLines("problems"),
      options: {
        again: { ...again2, description: "Look again, once it is done" },
        waive: { label: "Complete it", description: "With this left open; say why, it stands in MILESTONES.md" },
        stop: stop4
      }
    },
    "milestone-approval": {
      header: "Milestone",
      title: () => "Complete this milestone?",
      lines: ({ project, run }) => {
        const found = milestoneOf(project, run);
        if (found === null)
          return { lines: [], file: null };
        const { version, name, phases, plans, tag } = found;
        return {
          lines: [
            `${version} ${name}: ${plural(phases.length, "phase")}, ${plural(plans, "plan")}`,
            `Roadmap, requirements and the phases' folders go to ${MILESTONES}/${version}-\u2026`,
            tag.commit === null ? `No tag: ${tag.why}` : `Tag ${version} at ${tag.commit.slice(0, 12)}, or at the commit of the archive behind it; not pushed`,
            "PROJECT.md stays as it is: what it says of the next milestone is yours to write"
          ],
          file: null
        };
      },
      options: {
        approve: { label: "Complete it", description: "Archive and tag it" },
        stop: stop4
      }
    }
  }
};

// src/workflows/phases/mapper.ts
var MAPPER = {
  roles: { "pattern-mapper": { agent: "pattern-mapper", model: "sonnet" } },
  bounds: { "pattern-mapper": { tool_calls: 250, minutes: 40, tokens: 4000000 } }
};

// src/workflows/phases/new-project/index.ts
var token5 = "new-project";
var ROLES = {
  roadmapper: "roadmapper",
  researcher: "project-researcher",
  synthesizer: "research-synthesizer",
  mapper: "pattern-mapper"
};
var SETTINGS = {
  takes: "names",
  value: "<name=value,\u2026>",
  about: "Answer beforehand how the project is worked on, such as mode=yolo,granularity=coarse",
  known: () => Object.entries(VALUES).flatMap(([name, values]) => values.map((value) => `${name}=${value}`)),
  what: "settings"
};
var WORK2 = "work";
var isPast = (run, key) => {
  const tasks = tasksOf2(run, key);
  return tasks.length > 0 && tasks.every(isOver);
};
var surveyed2 = (run) => run.tasks.findLast((task) => task.gate === SURVEY2 && !task.void)?.facts ?? {};
var newProject = {
  starts: {
    "new-project": {
      entry: "new-project",
      request: "[@doc.md | <what the project is>]",
      flags: { auto: AUTO_FLAG, settings: SETTINGS },
      strict: true,
      bare: true,
      resolves: () => import.meta.require("./start-2.js").resolves
    }
  },
  variants: { option: STAGE, of: { [SETUP]: [SETUP], [WORK2]: [SETUP, WORK2] }, then: { [SETUP]: WORK2 } },
  regrade: (run) => run.options[STAGE] === SETUP && [SURVEY2, ...CONFIG_GATES].every((key) => isPast(run, key)) ? { [STAGE]: WORK2 } : null,
  gates: [
    check({
      key: SURVEY2,
      title: "Look at the folder",
      token: token5,
      part: SETUP,
      after: [],
      on: { pass: "next", fail: blocked }
    }),
    ...configGates([SURVEY2]),
    produce({
      key: "project-codebase",
      title: "Map the code base",
      token: token5,
      part: WORK2,
      after: CONFIG_GATES,
      when: "projectHasCode",
      who: { role: ROLES.mapper },
      reads: [],
      writes: CODEBASE_MAP,
      schema: "project-codebase",
      brief: "project-codebase"
    }),
    produce({
      key: "project-draft",
      title: "What the project is",
      token: token5,
      part: WORK2,
      after: ["project-codebase"],
      who: { role: ROLES.roadmapper },
      reads: [CODEBASE_MAP],
      writes: DRAFT,
      schema: "project-draft",
      brief: "project-draft",
      on: {
        done: "next",
        questions: {
          ask: "project-questions",
          auto: "answer",
          assumes: true,
          options: { answer: { move: "again" } }
        },
        assumed: { ask: "project-assumed", auto: "take", options: { take: { move: "next" } } }
      }
    }),
    produce({
      key: "project-research",
      title: "Research - {item}",
      token: token5,
      part: WORK2,
      each: { over: "projectFields" },
      after: ["project-draft"],
      when: "projectResearch",
      who: { role: ROLES.researcher },
      reads: [DRAFT, CODEBASE_MAP],
      writes: `${RESEARCH2}{item}.md`,
      schema: "project-research",
      brief: "project-research"
    }),
    produce({
      key: "project-synthesis",
      title: "What the research comes to",
      token: token5,
      part: WORK2,
      after: ["project-research"],
      when: "projectResearch",
      who: { role: ROLES.synthesizer },
      reads: [DRAFT, RESEARCH2],
      writes: SYNTHESIS,
      schema: "project-synthesis",
      brief: "project-synthesis"
    }),
    produce({
      key: "project-roadmap",
      title: "Roadmap",
      token: token5,
      part: WORK2,
      after: ["project-synthesis"],
      who: { role: ROLES.roadmapper },
      reads: [DRAFT, SYNTHESIS, CODEBASE_MAP],
      writes: ROADMAP_DRAFT,
      schema: "project-roadmap",
      brief: "project-roadmap"
    }),
    {
      gate: "checkpoint",
      key: "project-approval",
      title: "Approve the roadmap",
      token: token5,
      part: WORK2,
      after: ["project-roadmap"],
      ask: {
        ask: "project-approval",
        auto: "approve",
        passes: { when: "projectYolo", option: "approve" },
        options: {
          approve: { move: "next" },
          revise: { move: { redo: "project-roadmap" }, reason: true },
          stop: { move: "stop" }
        }
      }
    },
    check({
      key: "project-publish",
      title: "Write .planning",
      token: token5,
      part: WORK2,
      after: ["project-approval"],
      on: { pass: "next", fail: blocked }
    })
  ],
  back: { requirements: "project-draft", planning: "project-roadmap" },
  roles: {
    ...MAPPER.roles,
    [ROLES.roadmapper]: { agent: "roadmapper", model: "opus" },
    [ROLES.researcher]: { agent: "project-researcher", model: "sonnet" },
    [ROLES.synthesizer]: { agent: "research-synthesizer", model: "sonnet" }
  },
  bounds: {
    roadmapper: { tool_calls: 120, minutes: 30, tokens: 3000000 },
    "project-researcher": { tool_calls: 200, minutes: 40, tokens: 4000000 },
    "research-synthesizer": { tool_calls: 60, minutes: 20, tokens: 2000000 },
    ...MAPPER.bounds
  },
  rules: {
    projectOpen: (run, gate) => isOpen(run.options, gate.key),
    projectGitOpen: (run, gate) => surveyed2(run).git === true && isOpen(run.options, gate.key),
    projectHasCode: (run) => surveyed2(run).code === true,
    projectResearch: (run) => run.options.research !== "no",
    projectYolo: (run) => run.options.mode === "yolo"
  },
  selectors: { projectFields: () => RESEARCH_FIELDS.map((item) => ({ item, role: ROLES.researcher })) },
  artifacts: {
    "project-draft": async () => (await import("./project.js")).kind,
    "project-roadmap": async () => (await import("./roadmap.js")).kind,
    "project-research": async () => (await import("./prose.js")).researchKind,
    "project-synthesis": async () => (await import("./prose.js")).synthesisKind,
    "project-codebase": async () => (await import("./prose.js")).codebaseKind
  },
  facts: (...of) => import.meta.require("./facts-2.js").projectFacts(...of),
  briefs: () => import.meta.require("./brief-2.js").BRIEFS,
  checks: async () => (await import("./checks-1.js")).CHECKS,
  questions: {
    ...CONFIG_WORDS,
    "project-questions": ownWords("Project"),
    "project-assumed": {
      header: "Assumed",
      title: () => "Is what was assumed of the project right?",
      options: { take: { label: "Go on", description: "It is right as it stands" } }
    },
    "project-approval": {
      header: "Roadmap",
      title: () => "Is this the roadmap?",
      lines: (scene) => import.meta.require("./approval.js").roadmapLines(scene),
      options: {
        approve: { label: "Approve", description: "It is written to .planning/" },
        revise: { label: "Change", description: "Say what; the roadmap is written again" },
        stop: stop4
      }
    }
  },
  skipReasons: {
    projectOpen: "it was settled beforehand",
    projectGitOpen: "it is settled or there is no git",
    projectHasCode: "there is no code to map",
    projectResearch: "nobody wants research",
    projectYolo: "the mode is yolo"
  }
};

// src/workflows/phases/plan/words.ts
var QUESTIONS4 = {
  "plan-limit": {
    ...escalation,
    header: "Plans",
    options: {
      ...escalation.options,
      continue: { label: "One more round", description: "Revise the plans and check them once more" },
      revise: { label: "Say how", description: "Revise the plans as you say, and check them once more" },
      accept: { label: "Accept", description: "Take the plans as they are; say why" }
    }
  },
  "plan-existing": {
    header: "Plans",
    title: ({ run }) => `Phase ${run.options.phase} has plans that are not done. Make new ones in their place?`,
    lines: factLines("existing"),
    options: {
      replace: { label: "Replace", description: "New plans take their place; those that are done stay" },
      stop: { ...stop4, description: "End the run; the plans stay as they are" }
    }
  },
  "plan-changed": {
    header: "Plans",
    title: () => "Plans were written or changed by hand while new ones were made. Which ones count?",
    lines: factLines("changed"),
    options: {
      overwrite: { label: "The new ones", description: "They take their place; yours are kept in .task/objects" },
      again: { label: "Look again", description: "They are out of the way now" },
      stop: { ...stop4, description: "End the run; yours stay" }
    }
  }
};

// src/workflows/phases/plan/index.ts
var token6 = "plan-{phase}";
var reads = [RESEARCH, PATTERNS];
var plans = { token: token6, who: { role: "phase-planner" }, writes: PLANS, schema: "plan-plans" };
var mend = { ...plans, title: "Revise: Plan the phase", brief: "plan-mend" };
var more = { fix: mend, then: "self" };
var { rejected: _rejected, needs_clarification: _asked, ...STATUSES } = PLAN_STATUSES;
var planPhase = {
  starts: {
    "plan-phase": {
      entry: "plan-phase",
      request: "<phase>",
      flags: { auto: AUTO_FLAG },
      strict: false,
      resolves: () => import.meta.require("./start-8.js").resolves
    }
  },
  gates: [
    check({
      key: "plan-survey",
      title: "Look at the phase",
      token: token6,
      after: [],
      on: {
        pass: "next",
        existing: {
          ask: "plan-existing",
          options: { replace: { move: "next", sets: { replace: "yes" } }, stop: stop3 }
        },
        fail: blocked
      }
    }),
    produce({
      key: "plan-research",
      title: "Research the phase",
      token: token6,
      after: ["plan-survey"],
      when: "planResearch",
      who: { role: "phase-researcher" },
      reads: [],
      writes: RESEARCH,
      schema: "plan-research",
      brief: "plan-research"
    }),
    produce({
      key: "plan-patterns",
      title: "Map patterns for the phase",
      token: token6,
      after: ["plan-survey"],
      when: "planPatterns",
      who: { role: "pattern-mapper" },
      reads: [],
      writes: PATTERNS,
      schema: "plan-patterns",
      brief: "plan-patterns"
    }),
    produce({
      ...plans,
      key: "plan-plans",
      title: "Plan the phase",
      after: ["plan-research", "plan-patterns"],
      reads,
      brief: "plan-plans"
    }),
    review({
      key: PLAN_CHECK,
      title: "Check: Plan the phase",
      token: token6,
      after: ["plan-plans"],
      when: "planChecked",
      reviewer: PLAN_CHECK,
      group: "revise",
      stall: true,
      who: { role: "plan-checker" },
      of: { file: PLANS },
      reads: [...reads, PLANS],
      writes: CHECKED,
      schema: "plan-check",
      brief: "plan-check",
      statuses: STATUSES,
      on: { approved: "next", needs_changes: more },
      limit: {
        ask: "plan-limit",
        options: { continue: { move: more }, revise: { move: more, reason: true }, accept, stop: stop3 }
      },
      stale,
      stuck: stuckOrWaived,
      bounded: boundedOrWaived
    }),
    check({
      key: "plan-publish",
      title: "Write the plans",
      token: token6,
      after: [PLAN_CHECK],
      on: {
        pass: "next",
        changed: {
          ask: "plan-changed",
          options: {
            overwrite: { move: "again", sets: { overwrite: "yes" } },
            again: { move: "again" },
            stop: stop3
          }
        },
        fail: blocked
      }
    })
  ],
  roles: {
    "phase-planner": { agent: "phase-planner", model: "opus" },
    "plan-checker": { agent: "plan-checker", model: "sonnet" },
    "phase-researcher": { agent: "phase-researcher", model: "sonnet" },
    ...MAPPER.roles
  },
  bounds: {
    "phase-planner": { tool_calls: 250, minutes: 60, tokens: 6000000 },
    "plan-checker": { tool_calls: 200, minutes: 40, tokens: 4000000 },
    "phase-researcher": { tool_calls: 200, minutes: 40, tokens: 4000000 },
    ...MAPPER.bounds
  },
  limits: { per_reviewer: 10 },
  rules: {
    planResearch: (run) => surveyFacts(run).research === true,
    planPatterns: (run) => surveyFacts(run).patterns === true,
    planChecked: (run) => surveyFacts(run).plan_check !== false
  },
  artifacts: {
    "plan-research": async () => (await import("./research-2.js")).kind,
    "plan-patterns": async () => (await import("./patterns.js")).kind,
    "plan-plans": async () => (await import("./plans-kind.js")).kind,
    "plan-check": async () => (await import("./check-kind.js")).kind
  },
  facts: (...of) => import.meta.require("./facts-8.js").planFacts(...of),
  briefs: () => import.meta.require("./brief-9.js").BRIEFS,
  checks: async () => (await import("./checks-6.js")).CHECKS,
  questions: QUESTIONS4,
  skipReasons: {
    planResearch: "it is there or nobody wants it",
    planPatterns: "they are there or nobody wants them",
    planChecked: "nobody wants plans checked"
  }
};

// src/workflows/phases/verify/rules.ts
var survey = (run) => run.tasks.findLast((task) => task.gate === SURVEY && !task.void);
var verifyCommands = (run) => survey(run)?.facts.commands ?? [];
function isAllowed(run, command) {
  const isApproved = approvedCommands(run).some((one) => one.text === command);
  return isApproved || runsUnasked(run, command, survey(run)?.facts.yolo === true);
}
var RULES3 = {
  verifyIsSettled: isSettled,
  verifyRunsOnlyAllowed: (run) => verifyCommands(run).every((one) => isAllowed(run, one)),
  verifyAsksPerson: (run) => humanCount(run) > 0,
  verifyPersonAnswered: (run) => humanAnswers(run).length >= humanCount(run)
};
var SHOWS3 = { verifyCommands };

// src/workflows/phases/verify/words.ts
var phase = (run) => `Phase ${run.options.phase ?? ""}`;
var problems2 = factLines("problems");
var QUESTIONS5 = {
  "verify-low": {
    header: "Context",
    title: ({ run }) => `${phase(run)}: too little of this session's context is left to verify it. What now?`,
    lines: problems2,
    options: {
      again: { label: "Look again", description: "After /clear, or in a new session" },
      stop: stop4
    }
  },
  "verify-consent": {
    header: "Commands",
    title: ({ run }) => `${phase(run)}: its criteria and plans are shown by these commands. May the program run them?`,
    lines: () => ({ lines: [], file: null }),
    commandLabel: (command) => needsShell(command) ? "Runs, in a shell: " : "Runs: ",
    options: {
      approve: {
        label: "Run them",
        description: "In the project, each by itself"
      },
      stop: stop4
    }
  },
  "verify-human": {
    header: "Your look",
    title: ({ run }) => `${phase(run)}, ${humanAnswers(run).length + 1} of ${humanCount(run)} that only a person can judge: is it so?`,
    lines: ({ project, run }) => {
      const item = verificationOf(project, run)?.human[humanAnswers(run).length];
      if (item === undefined)
        return { lines: [], file: null };
      return { lines: [`Do: ${item.test}`, `Expected: ${item.expected}`, `Why you: ${item.why}`], file: null };
    },
    options: {
      yes: { label: "Yes", description: "It is as expected" },
      revise: { label: "No", description: "Say what is wrong; it becomes a gap" },
      later: { label: "Later", description: "The phase waits for you; the rest goes on" },
      done: { label: "Go on", description: "Everything is answered" },
      stop: stop4
    }
  },
  "verify-open": {
    header: "Gaps",
    title: ({ run }) => `${phase(run)} still has gaps, and another round alone will hardly close them. How to go on?`,
    lines: (_scene, _question, task) => ({
      lines: [`Round ${task.facts.round}: ${task.facts.met} of ${task.facts.total} hold`, ...texts(task.facts.gaps)],
      file: task.writes
    }),
    options: {
      another: { label: "Another round", description: "Gap plans are made once more" },
      accept: { label: "Accept", description: "The phase counts as done with these gaps; say why" },
      leave: {
        label: "Leave it",
        description: "The run fails; the phase stays in error until somebody mends it"
      },
      stop: stop4
    }
  },
  "verify-moved": {
    header: "Changed",
    title: titled(": the project changed while it was verified. What now?"),
    lines: problems2,
    options: { again: { ...again2, description: "Run and look once more, at the project as it is now" }, stop: stop4 }
  }
};

// src/workflows/phases/verify/index.ts
var token7 = "verify-{phase}";
var open = {
  ask: "verify-open",
  options: { another: { move: "next" }, accept, leave: { move: "fail" }, stop: stop3 }
};
var consent2 = {
  gate: "checkpoint",
  key: "verify-consent",
  title: "Consent to commands",
  token: token7,
  after: [SURVEY],
  ask: {
    ask: "verify-consent",
    shows: "verifyCommands",
    passes: { when: "verifyRunsOnlyAllowed", option: "approve" },
    options: { approve: { move: "next", tests: "approved" }, stop: stop3 }
  }
};
var human = {
  gate: "checkpoint",
  key: HUMAN,
  title: "Look of a person",
  token: token7,
  after: [VERIFY],
  when: "verifyAsksPerson",
  ask: {
    ask: HUMAN,
    passes: { when: "verifyPersonAnswered", option: "done" },
    options: {
      yes: { move: "again" },
      revise: { move: "again", reason: true },
      later: { move: "again" },
      done: { move: "next", when: "verifyPersonAnswered" },
      stop: stop3
    }
  }
};
var verifyWork = {
  starts: {
    "verify-work": {
      entry: "verify-work",
      request: "<phase>",
      flags: { auto: AUTO_FLAG },
      strict: false,
      resolves: () => import.meta.require("./start-9.js").resolves
    }
  },
  gates: [
    check({
      key: SURVEY,
      title: "Look at the phase",
      token: token7,
      after: [],
      on: { pass: "next", low: { ask: "verify-low", options: { again, stop: stop3 } }, fail: blocked }
    }),
    consent2,
    check({
      key: CRITERIA2,
      title: "Run criteria and commands",
      token: token7,
      after: ["verify-consent"],
      on: { pass: "next", fail: blocked }
    }),
    produce({
      key: VERIFY,
      title: "Verify the phase",
      token: token7,
      after: [CRITERIA2],
      who: { role: "phase-verifier" },
      reads: [],
      writes: VERIFICATION_FILE,
      schema: VERIFICATION,
      brief: VERIFY
    }),
    human,
    check({
      key: VERDICT,
      title: "Verdict",
      token: token7,
      after: [HUMAN],
      on: {
        pass: "next",
        gaps: "next",
        stalled: "next",
        spent: "next",
        moved: { ask: "verify-moved", options: { again: { move: { redo: CRITERIA2 } }, stop: stop3 } },
        fail: blocked
      }
    }),
    check({
      key: PUBLISH,
      title: "Write the verification",
      token: token7,
      after: [VERDICT],
      on: { pass: "next", open, fail: blocked }
    }),
    check({
      key: "verify-settled",
      title: "Write what was decided",
      token: token7,
      after: [PUBLISH],
      when: "verifyIsSettled",
      who: { program: PUBLISH },
      on: { pass: "next", fail: blocked }
    })
  ],
  roles: { "phase-verifier": { agent: "phase-verifier", model: "sonnet" } },
  bounds: { "phase-verifier": { tool_calls: 250, minutes: 40, tokens: 5000000 } },
  rules: RULES3,
  shows: SHOWS3,
  artifacts: { [VERIFICATION]: async () => (await import("./kind-2.js")).kind },
  facts: (...of) => import.meta.require("./facts-9.js").verifyFacts(...of),
  briefs: () => import.meta.require("./brief-8.js").BRIEFS,
  checks: async () => (await import("./checks-2.js")).CHECKS,
  questions: QUESTIONS5,
  skipReasons: {
    verifyRunsOnlyAllowed: "it runs only scripts of the project and its tests, or what was approved",
    verifyPersonAnswered: "the person has answered each item",
    verifyAsksPerson: "nothing in it needs a person",
    verifyIsSettled: "there was nothing to decide"
  }
};

// src/workflows/phases/parts.ts
var PARTS = {
  "new-project": newProject,
  "discuss-phase": discussPhase,
  "plan-phase": planPhase,
  "execute-phase": executePhase,
  "verify-work": verifyWork,
  "complete-milestone": completeMilestone,
  debug
};
function partOf(entry) {
  if (!Object.hasOwn(PARTS, entry))
    throw new Error(`phases has no "${entry}"; known: ${Object.keys(PARTS).join(", ")}`);
  return PARTS[entry];
}

export { WORDS, ASSUMPTIONS, ADVICE, CONFIDENCE, TASKS, MILESTONE_SURVEY, MILESTONES_FILE, archiveOf, milestoneOf, PARTS, partOf };
