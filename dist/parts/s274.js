// @bun
import {
  visible,
  MAX_COMMAND,
  MAX_COMMANDS,
  commandsProblem
} from "./s2.js";
import {
  someOf,
  shown
} from "./s28.js";
import {
  text,
  optionalText,
  list,
  optionalList,
  commandList,
  findingId,
  stamp
} from "./s61.js";
import {
  PLAN_CHECK,
  planContext
} from "./s86.js";
import {
  TASK_TYPES,
  PLAN_TYPES
} from "./s41.js";
import {
  wavesOf
} from "./s254.js";
import {
  planId
} from "./s43.js";
import {
  fileProblem,
  passesAlways
} from "./s62.js";
import {
  MAX_PLAN_TASKS
} from "./s241.js";
import {
  nothing,
  duplicates
} from "./s76.js";
import {
  answerProblems,
  insistedOf
} from "./s93.js";
import {
  isTestFile
} from "./s35.js";
import {
  _maxLength,
  _minLength,
  _trim,
  string,
  boolean,
  strictObject,
  _enum
} from "./s1.js";
import {
  gateOf
} from "./s100.js";
import {
  openFindings2
} from "./s5.js";
import {
  projectPath,
  globSet,
  waysOf,
  mayMeet
} from "./s18.js";

// src/workflows/phases/plan/judge.ts
var MAX_PLANS = 20;
var MAX_TASKS = 8;
var MAX_FILES = 40;
var MAX_PROBLEMS = 20;
var PLANNING = /^(?:\.\/)*\.planning(?:\/|$)/i;
var isTestPath = (path) => isTestFile(path) || isTestFile(`${path}/`);
var isAuto = (task) => task.type === "auto";
var normalised = (plans) => plans.map((plan) => ({
  ...plan,
  tasks: plan.tasks.map((task) => ({ ...task, files: [...new Set(task.files.map(projectPath))] }))
}));
var filesOf = (plan) => [
  ...new Set(plan.tasks.flatMap((task) => task.files.map(projectPath)))
];
var firstNumber = ({ taken }) => taken + 1;
function idProblems(plans, context) {
  const first = firstNumber(context);
  const expected = plans.map((_, index) => planId(context.phase, first + index));
  const ids = plans.map((plan) => plan.id);
  const wrong = ids.filter((id, index) => id !== expected[index]);
  const twice = duplicates(ids, "plans");
  return twice.length > 0 || wrong.length === 0 ? twice : [`plans: found the ids ${someOf(ids, 6)}, expected ${someOf(expected, 6)}, in this order`];
}
var AROUND = /^[-*+][ \t]|[ \t]\([^()]*\)$|^`.*`$/;
function isListable(file) {
  let depth = 0;
  for (const char of file) {
    if (char === "," && depth === 0)
      return false;
    depth += char === "{" ? 1 : char === "}" && depth > 0 ? -1 : 0;
  }
  return depth === 0 && !AROUND.test(file);
}
var NO_COMMAND = /^#|^MISSING\b|\\$|^(?:`{3}|~{3})/;
function fileProblems(place, files) {
  return files.flatMap((file) => {
    const wanted = PLANNING.test(file) ? "no file of .planning: the program alone writes there" : isListable(file) ? fileProblem(file) : "a path alone, without a comma, an open brace, a bullet, backticks or words behind it";
    if (wanted !== null)
      return [`${place}: found ${shown(file)}, expected ${wanted}`];
    return projectPath(file) === "" ? [`${place}: found ${shown(file)}, expected a file or folder in the project`] : [];
  });
}
function taskProblems(place, task, { tdd }) {
  if (!isAuto(task))
    return [
      ...fileProblems(`${place}.files`, task.files),
      ...task.tdd ? [`${place}.tdd: found true, expected false: a person does ${task.type}`] : [],
      ...task.commands.length > 0 ? [`${place}.commands: found ${task.commands.length}, expected none: a person does ${task.type}`] : []
    ];
  const commands = commandsProblem(task.commands);
  const tests = task.files.filter(isTestPath);
  return [
    ...fileProblems(`${place}.files`, task.files),
    ...task.files.length === 0 ? [`${place}.files: found none, expected every file that it creates or changes`] : [],
    ...task.files.length > MAX_FILES ? [`${place}.files: found ${task.files.length}, expected at most ${MAX_FILES}; name a folder`] : [],
    ...task.commands.length === 0 ? [`${place}.commands: found none, expected a command that exits with 0 once it is done, and not before`] : [],
    ...commands === null ? [] : [`${place}.commands: ${commands}`],
    ...task.commands.filter(passesAlways).map((one) => `${place}.commands: found \`${visible(one)}\`, expected a command that fails while it is not done`),
    ...task.commands.filter((one) => NO_COMMAND.test(one)).map((one) => `${place}.commands: found \`${visible(one)}\`, expected a command that can be run as it stands`),
    ...task.commands.filter((one) => task.files.includes(one)).map((one) => `${place}.commands: found the file \`${visible(one)}\`, expected a command`),
    ...task.tdd && tests.length === 0 ? [`${place}.files: found no test file, expected one: it is tdd, and the test is seen failing first`] : [],
    ...tdd && !task.tdd && tests.length > 0 ? [`${place}.tdd: found false, expected true: the project is built test first, and ${shown(tests[0])} is a test`] : [],
    ...tdd && !task.tdd && tests.length === 0 && !task.untested?.trim() ? [`${place}.untested: found nothing, expected why no test can show it, or tdd with a test file`] : []
  ];
}
function planProblems(plan, context) {
  const known = context.requirements.map((one) => one.id);
  const gaps = context.gaps.map((one) => one.id);
  const place = plan.id;
  const areFilesSound = plan.tasks.every((task) => fileProblems("", task.files).length === 0);
  const isOwn = globSet(filesOf(plan).map((file) => `./${file}`));
  return [
    ...plan.requirements.filter((id) => !known.includes(id)).map((id) => `${place}.requirements: found ${shown(id)}, expected requirements of the phase: ${someOf(known, 20) || "it has none"}`),
    ...plan.closes.filter((id) => !gaps.includes(id)).map((id) => `${place}.closes: found ${shown(id)}, expected ${someOf(gaps, 20) || "none: there is no gap"}`),
    ...duplicates(plan.tasks.map((task) => task.name), `${place}.tasks`),
    ...plan.tasks.length > MAX_TASKS ? [`${place}.tasks: found ${plan.tasks.length}, expected at most ${MAX_TASKS}; divide the plan`] : [],
    ...plan.tasks.some(isAuto) ? [] : [`${place}.tasks: found nothing but checkpoints, expected a task that is done without a person`],
    ...plan.type === "tdd" && !plan.tasks.some((task) => task.tdd) ? [`${place}.type: found "tdd" without a tdd task, expected one, or "execute"`] : [],
    ...plan.must_haves.artifacts.flatMap(({ path }) => {
      const wrong = fileProblems(`${place}.must_haves.artifacts`, [path]);
      if (wrong.length > 0 || !areFilesSound || isOwn(path))
        return wrong;
      return [`${place}.must_haves.artifacts: found ${shown(path)}, expected a file that one of its tasks names`];
    }),
    ...plan.tasks.flatMap((task, index) => taskProblems(`${place}.tasks[${index}]`, task, context))
  ];
}
function byDependency(plans, { kept }) {
  const alone = plans.map((plan, index) => ({
    id: plan.id,
    path: plan.id,
    plan: index,
    depends_on: plan.depends_on,
    files_modified: [`${index}`],
    tasks: [],
    must_haves: { artifacts: [] },
    problems: []
  }));
  return wavesOf(alone, new Set(kept.map((one) => one.id)));
}
var wavesByDependency = (plans, context) => byDependency(plans, context).waves;
function collisions(plans, waves) {
  const levels = new Map(waves.flatMap((ids, index) => ids.map((id) => [id, index + 1])));
  const all = plans.map((plan) => ({
    id: plan.id,
    files: filesOf(plan).map((file) => ({ file, ways: waysOf(file) }))
  }));
  return all.flatMap((one, index) => all.slice(index + 1).flatMap((other) => {
    if (!levels.has(one.id) || levels.get(one.id) !== levels.get(other.id))
      return [];
    for (const a of one.files) {
      const b = other.files.find(({ ways }) => mayMeet(a.ways, ways));
      if (b === undefined)
        continue;
      const what = a.file === b.file ? shown(a.file) : `${shown(a.file)} and ${shown(b.file)}`;
      return [
        `${one.id} and ${other.id}: found ${what} in both, and both are in wave ${levels.get(one.id)}; expected one of them to depend on the other, or other files`
      ];
    }
    return [];
  }));
}
function coverProblems(plans, { due, gaps }) {
  const covered = new Set(plans.flatMap((plan) => plan.requirements));
  const closed = new Set(plans.flatMap((plan) => plan.closes));
  return [
    ...due.filter((id) => !covered.has(id)).map((id) => `plans: no plan names ${id} in requirements, expected each requirement of the phase in some plan`),
    ...gaps.filter((gap) => !closed.has(gap.id)).map((gap) => `plans: no plan names ${gap.id} in closes, expected each gap in some plan`)
  ];
}
function judgePlans(plans, context) {
  const total = plans.reduce((sum, plan) => sum + plan.tasks.length, 0);
  const isTooLarge = plans.length > MAX_PLANS || total > MAX_PLAN_TASKS;
  const areSound = plans.every((plan) => plan.tasks.every((task) => fileProblems("", task.files).length === 0));
  const ids = idProblems(plans, context);
  const { waves, problems: order } = byDependency(plans, context);
  const problems = [
    ...plans.length > MAX_PLANS ? [`plans: found ${plans.length}, expected at most ${MAX_PLANS}`] : [],
    ...total > MAX_PLAN_TASKS ? [`plans: found ${total} tasks, expected at most ${MAX_PLAN_TASKS} in all`] : [],
    ...ids,
    ...ids.length > 0 ? [] : order.map(({ file, problem }) => `${file}.${problem}`),
    ...coverProblems(plans, context),
    ...plans.flatMap((plan) => planProblems(plan, context)),
    ...areSound && !isTooLarge ? collisions(plans, waves) : []
  ];
  return problems.length <= MAX_PROBLEMS ? problems : [...problems.slice(0, MAX_PROBLEMS), `and ${problems.length - MAX_PROBLEMS} more problems`];
}

// src/workflows/phases/plan/plans-kind.ts
var short = string().check(_trim(), _minLength(1), _maxLength(300));
var path = string().check(_trim(), _minLength(1), _maxLength(400));
var id = string().check(_trim(), _minLength(1), _maxLength(60));
var writtenTask = strictObject({
  name: short,
  type: _enum(TASK_TYPES),
  tdd: boolean(),
  files: list(path),
  action: text,
  commands: commandList,
  done: text,
  untested: optionalText
});
var writtenPlan = strictObject({
  id,
  type: _enum(PLAN_TYPES),
  objective: text,
  depends_on: list(id),
  requirements: list(id),
  closes: optionalList(id),
  must_haves: strictObject({
    truths: list(text).check(_minLength(1)),
    artifacts: list(strictObject({ path, provides: text })),
    key_links: list(strictObject({ from: path, to: path, via: text }))
  }),
  tasks: list(writtenTask).check(_minLength(1))
});
var plansSchema2 = strictObject({
  ...stamp,
  approach: text,
  plans: list(writtenPlan).check(_minLength(1)),
  answered: optionalList(findingId),
  declined: optionalList(strictObject({ id: findingId, reason: text }))
});
var MAX_SHOWN = 200;
function judgedPlans(value, context, due = { open: [], insisted: [] }) {
  const problems = [...judgePlans(value.plans, context), ...answerProblems(value.answered, value.declined, due)];
  const waves = wavesByDependency(value.plans, context);
  return {
    ...nothing,
    problems,
    claims: value.plans.reduce((sum, plan) => sum + plan.tasks.length, 0),
    declined: value.declined.map((one) => one.id),
    facts: {
      plans: value.plans.map((plan) => ({
        id: plan.id.slice(0, 60),
        wave: 1 + waves.findIndex((ids) => ids.includes(plan.id)),
        tasks: plan.tasks.length,
        objective: plan.objective.slice(0, MAX_SHOWN)
      }))
    },
    outcome: "done"
  };
}
var LOST = "what the plans are made for is gone from .task/objects; end, the person has to decide";
var GRANULARITY = {
  coarse: "Few and large: one to three plans do for most phases.",
  standard: "Two to five plans do for most phases.",
  fine: "Many and small: a plan does one thing."
};
var untestedForm = ({ tdd }) => tdd ? ', "untested": <null | "why no test can show it">' : "";
function planForm(context) {
  const first = planId(context.phase, firstNumber(context));
  const closes = context.gaps.length > 0 ? `
      "closes": ["<id of a gap>"],` : "";
  return `    {
      "id": "${first}", "type": "<${PLAN_TYPES.join(" | ")}>",
      "objective": "<what is there once it is done, and why>",
      "depends_on": ["<id of another plan>"], "requirements": ["<id>"],${closes}
      "must_haves": {
        "truths": ["<what can be observed then>"],
        "artifacts": [{"path": "<file>", "provides": "<\u2026>"}],
        "key_links": [{"from": "<file>", "to": "<file>", "via": "<\u2026>"}]
      },
      "tasks": [
        {"name": "<\u2026>", "type": "<${TASK_TYPES.join(" | ")}>", "tdd": <true | false>${untestedForm(context)},
         "files": ["<path>"], "action": "<\u2026>", "commands": ["<\u2026>"], "done": "<\u2026>"}
      ]
    }`;
}
var answers = ({ findings }) => findings.length === 0 ? "" : `,
  "answered": [${findings.map(({ finding }) => `"${finding.id}"`).join(", ")}],
  "declined": []`;
function rules({ context, findings, decisions }) {
  if (context === null)
    return [];
  const { due, gaps, tdd, phase } = context;
  const first = firstNumber(context);
  return [
    `Plans are numbered \`${planId(phase, first)}\`, \`${planId(phase, first + 1)}\` and so on, at most ${MAX_PLANS}, each with one to ${MAX_TASKS} tasks. ${GRANULARITY[context.granularity]}`,
    "The program computes the waves: plans that do not depend on each other, directly or not, are carried out side by side, so no file or folder is in two of the same wave.",
    ...due.length > 0 ? [`Each of ${due.join(", ")} is in the \`requirements\` of some plan.`] : [],
    ...gaps.length > 0 ? ["Each gap is in the `closes` of some plan."] : [],
    "`files` are all that a task creates or changes, its tests too: paths or globs from the project's root, with forward slashes. Each of `artifacts` is one of them. `key_links` may be empty.",
    `\`commands\` show that a task is done: the program runs each by itself, and it exits with 0 then and not before, and again when the whole phase is verified. Each is one line of at most ${MAX_COMMAND} characters, at most ${MAX_COMMANDS} of a task. The person is shown all of them before the first one runs.`,
    "A `tdd` task names its test file: with its test files alone one of its commands has to fail, so each may be one that passes now. Every other task is shown by its commands alone. A plan of `type` tdd has a `tdd` task.",
    .../\bD-\d\d\b/.test(decisions) ? ["An `action` that follows a decision of the phase's context names it by its id, such as D-01."] : [],
    ...tdd ? [
      "The project is built test first: what can be tested is tdd; of every other task `untested` says why no test can show it."
    ] : [],
    "A checkpoint stands where a person has to act, look or choose and nothing else will do; it has no commands, and `action` says what they do, `done` how they know.",
    ...findings.length === 0 ? [] : [
      '`answered` keeps the findings that you mended. One that is wrong moves from there into `declined`, as {"id": "<id>", "reason": "<what shows it>"}; change nothing for it, its reviewer reads the reason.'
    ]
  ];
}
var kind2 = {
  schema: plansSchema2,
  form: (facts) => `{
  "task": "${facts.task.id}",
  "nonce": "${facts.nonce}",
  "approach": "<how these plans bring about every criterion of the phase>",
  "plans": [
${facts.context === null ? "" : planForm(facts.context)}
  ]${answers(facts)}
}`,
  rules,
  check(value, scene, task) {
    const context = planContext(scene);
    if (context === null)
      return { ...nothing, problems: [LOST], outcome: "" };
    const { workflow, run } = scene;
    const isFix = task.kind === "fix" && gateOf(workflow, run, task.gate).key === PLAN_CHECK;
    return judgedPlans(value, context, {
      open: isFix ? openFindings2(run, PLAN_CHECK) : [],
      insisted: isFix ? insistedOf(workflow, run, PLAN_CHECK) : []
    });
  }
};

export { normalised, filesOf, plansSchema2, kind2 };
