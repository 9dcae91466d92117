// @bun
import {
  excludedFolders
} from "./s247.js";
import {
  accepted
} from "./s121.js";
import {
  titled,
  again2,
  stop4
} from "./s188.js";
import {
  EXECUTE_LIMITS,
  planWave,
  itemOf,
  mayChange,
  streamOf,
  checksOf
} from "./s241.js";
import {
  undecidedCommands
} from "./s5.js";

// src/workflows/execute/gates.ts
var EXECUTE_BOUNDS = {
  executor: { tool_calls: 300, minutes: 30, tokens: 8000000 }
};
var again = { move: "again" };
var stop = { move: "stop" };
var drop = { move: "drop" };
function executor({
  after,
  items,
  plan,
  files,
  part,
  token = "EXECUTING",
  when,
  waits,
  behind
}) {
  const common = { token, ...part === undefined ? {} : { part } };
  const onlyWhen = when === undefined ? {} : { when };
  const cannot = { ask: "execute-cannot", options: { again, drop, stop } };
  const whole = { ask: "execute-cannot-begin", options: { again, stop } };
  const work = {
    who: { role: "executor" },
    edits: "item",
    writes: `${files}/tasks/{item}.json`,
    schema: "task-result"
  };
  const mend = (brief) => {
    const fix = { ...work, title: "Mend task {item}", token, brief };
    return { fix, then: "self" };
  };
  const check = (gate) => {
    const { program, ...rest } = gate;
    const full = {
      ...rest,
      ...common,
      gate: "check",
      who: { program },
      reads: [],
      schema: "program-record",
      brief: "check",
      fixes: "tries",
      limit: whole,
      stuck: whole
    };
    return full;
  };
  const ofItem = (gate) => ({ ...check(gate), limit: "drop", stuck: cannot });
  const isWork = waits ? { when: "executeIsWork" } : {};
  const perform = {
    ...work,
    ...common,
    ...isWork,
    gate: "produce",
    key: "do",
    title: "Task {item}",
    after: [],
    reads: [],
    brief: "execute",
    on: { done: "next", partial: "next", partial_denied: "next", failed: "next" },
    stuck: "drop",
    bounded: "drop"
  };
  const person = waits ? [
    ofItem({
      key: "ask",
      title: "Ask about task {item}",
      after: [],
      program: "waits",
      writes: `${files}/tasks/{item}-ask.json`,
      when: "executeWaits",
      on: {
        waits: {
          ask: "execute-waits",
          options: { finished: { move: "next" }, answer: { move: "next", reason: true }, drop, stop }
        },
        cannot
      }
    })
  ] : [];
  const last = behind ? [
    ofItem({
      key: "behind",
      title: behind.title,
      after: ["commit", ...person.map(({ key }) => key)],
      program: behind.program,
      writes: `${files}/tasks/{item}-behind.json`,
      when: behind.when,
      on: { ...behind.on, pass: "next", cannot }
    })
  ] : [];
  const waves = {
    ...common,
    ...onlyWhen,
    gate: "wave",
    key: "waves",
    title: "Tasks of the plan",
    after: ["snapshot"],
    items,
    body: [
      ...person,
      perform,
      ofItem({
        key: "accept",
        title: "Check task {item}",
        after: ["do"],
        program: "accept",
        writes: `${files}/tasks/{item}-accept.json`,
        ...isWork,
        on: {
          pass: "next",
          fail: mend("mend-task"),
          spent: "drop",
          unapproved: {
            ask: "execute-unapproved",
            auto: "drop",
            options: {
              approve: { move: "again", tests: "approved", when: "executeMayApprove" },
              accept: { move: "next", reason: true, waiver: "accepted", tests: "refused" },
              drop,
              stop
            }
          },
          cannot
        }
      }),
      ofItem({
        key: "commit",
        title: "Commit task {item}",
        after: ["accept"],
        program: "commit",
        writes: `${files}/tasks/{item}-commit.json`,
        ...isWork,
        on: { pass: "next", fail: mend("mend-task"), conflict: mend("redo-task"), cannot }
      }),
      ...last
    ],
    on: { done: "next", stuck: "next" }
  };
  return [
    {
      ...check({
        key: "snapshot",
        title: "Snapshot and hand-over",
        after,
        program: "snapshot",
        writes: `${files}/snapshot.json`,
        ...onlyWhen,
        on: { pass: "next", no_tasks: "fail", cannot: whole }
      }),
      reads: [plan]
    },
    waves,
    check({
      key: "completion",
      title: "Completion",
      after: ["waves"],
      program: "completion",
      writes: `${files}/completion.json`,
      ...onlyWhen,
      on: { pass: "next", fail: "fail" }
    })
  ];
}

// src/workflows/execute/ownership.ts
var isItems = (task) => task.edits === "item" && task.item !== null;
var worktree = ({ workflow, run }, task) => isItems(task) ? streamOf(run, task.item, excludedFolders(workflow)) : null;
var sortsNewFiles = (scene, task) => worktree(scene, task) !== null;
function editRule({ workflow, run }, task) {
  if (!isItems(task))
    return null;
  const folders = excludedFolders(workflow);
  const planned = itemOf(run, task);
  const isOwn = planned === undefined ? () => false : mayChange(planned);
  const files = planned?.files.join(", ") ?? "nothing";
  return (name) => {
    if (folders.some((folder) => name === folder || name.startsWith(`${folder}/`)))
      return `${name} belongs to the program and to whoever it asks for it`;
    return isOwn(name) ? null : `${name} is none of the files of task ${task.item}, which may change ${files}. Leave it, and say in deviations what should change there`;
  };
}

// src/workflows/execute/rules.ts
var EXECUTE_RULES = {
  executeMayApprove(run, gate) {
    const last = checksOf(run, gate.item ?? null, "accept").at(-1);
    return last !== undefined && undecidedCommands(run, last).length > 0;
  }
};
var WAITS_RULES = {
  executeIsWork: (run, gate) => itemOf(run, { item: gate.item ?? null })?.waits === undefined,
  executeWaits: (run, gate) => itemOf(run, { item: gate.item ?? null })?.waits !== undefined
};

// src/workflows/execute/words.ts
var problems = (_scene, _question, task) => ({
  lines: task.facts.problems ?? (task.note === "" ? [] : task.note.split(`
`)),
  file: task.writes
});
var drop2 = { label: "Give it up", description: "The task fails; those that build on it are left out" };
var EXECUTE_QUESTIONS = {
  "execute-unapproved": {
    header: "Commands",
    title: titled(": commands show whether it is done, and you have not approved them. May the program run them?"),
    lines: (scene, question, task) => (question.commands ?? []).length === 0 ? problems(scene, question, task) : { lines: [], file: task.writes },
    commandLabel: () => "Runs: ",
    options: {
      approve: { label: "Run them", description: "They run in the task's folder, now and after each fix" },
      accept: { label: "Accept", description: "Take the task as it is, unchecked; say why" },
      drop: drop2,
      stop: stop4
    }
  },
  "execute-cannot": {
    header: "Task",
    title: titled(" could not be carried to its end. What now?"),
    lines: problems,
    options: { again: { ...again2, description: "Once more, after you mended it" }, drop: drop2, stop: stop4 }
  },
  "execute-cannot-begin": {
    header: "Execution",
    title: titled(" could not be done. What now?"),
    lines: problems,
    options: { again: { ...again2, description: "Once more, after you mended it" }, stop: stop4 }
  }
};
var WAITS_QUESTIONS = {
  "execute-waits": {
    header: "Your turn",
    title: titled(" waits for you. Is it done?"),
    lines: ({ project }, _question, task) => ({
      lines: (accepted(project, task.artifact)?.details ?? "").split(`
`).filter((line) => line.trim() !== ""),
      file: task.writes
    }),
    options: {
      finished: { label: "Done", description: "It is done, or right as it is: go on behind it" },
      answer: { label: "Answer", description: "Go on with what you say: later tasks are told it" },
      drop: drop2,
      stop: stop4
    }
  }
};

// src/workflows/execute/index.ts
var execution = {
  gates: executor,
  waves: planWave,
  limits: EXECUTE_LIMITS,
  bounds: EXECUTE_BOUNDS,
  roles: { executor: { agent: "executor", model: "sonnet" } },
  rules: EXECUTE_RULES,
  settings: async () => (await import("./settings-1.js")).EXECUTE_SETTINGS,
  artifacts: {
    "task-result": async () => (await import("./kind-1.js")).kind
  },
  facts: (...of) => import.meta.require("./facts-5.js").executeFacts(...of),
  get briefs() {
    return import.meta.require("./brief-6.js").EXECUTE_BRIEFS;
  },
  checks: async () => (await import("./waits_checks.js")).EXECUTE_CHECKS,
  questions: EXECUTE_QUESTIONS,
  waits: {
    rules: WAITS_RULES,
    questions: WAITS_QUESTIONS,
    checks: async () => (await import("./waits_checks.js")).WAITS_CHECKS,
    skipReasons: {
      executeIsWork: "nobody works on it: it waits for you",
      executeWaits: "it does not wait for you"
    }
  },
  worktree,
  editRule,
  sortsNewFiles
};

export { execution };
