// @bun
import {
  visible,
  MAX_COMMAND,
  MAX_COMMANDS,
  commandsProblem
} from "./s2.js";
import {
  sha256
} from "./s68.js";
import {
  cut,
  someOf,
  shown
} from "./s28.js";
import {
  SECTIONS,
  OBJECTIONS,
  readPlan,
  seen,
  partHashes
} from "./s148.js";
import {
  fileProblem,
  passesAlways
} from "./s62.js";
import {
  toAnswer,
  ledgerOf
} from "./s193.js";
import {
  changedIn,
  partsNamed
} from "./s33.js";
import {
  MAX_PLAN_TASKS
} from "./s241.js";
import {
  nothing
} from "./s76.js";
import {
  stripStamp,
  makeStamp
} from "./s47.js";
import {
  waysOf,
  mayMeet
} from "./s18.js";

// src/workflows/council/master-plan.ts
var MAX_BYTES = 64 * 1024;
var MAX_FILES = 40;
var MAX_NAME = 120;
var MAX_RECORD = 13500;
var MAX_LINE = 15000;
var MAX_REASON = 300;
var MAX_PROBLEMS = 20;
var bytesOf = (value) => Buffer.byteLength(typeof value === "string" ? value : JSON.stringify(value));
function taskProblems(task, known, files) {
  const name = `Task ${task.n}`;
  const lists = [
    ["Commands", task.setup],
    ["Success criteria", task.criteria]
  ];
  return [
    ...task.files.flatMap((file) => {
      const wanted = fileProblem(file);
      return wanted === null ? [] : [`${name}, Files: found ${shown(file)}, expected ${wanted}`];
    }),
    ...task.files.length > MAX_FILES ? [`${name}, Files: found ${task.files.length}, expected at most ${MAX_FILES}; name a folder`] : [],
    ...task.name.length > MAX_NAME ? [`${name}: found a name of ${task.name.length} characters, expected at most ${MAX_NAME}`] : [],
    ...task.after.filter((n) => !known.has(n) || n === task.n).map((n) => `${name}, Depends on: found Task ${n}, expected another task of this plan`),
    ...lists.flatMap(([field, commands]) => {
      const problem = commandsProblem(commands);
      return [
        ...problem === null ? [] : [`${name}, ${field}: ${problem}`],
        ...commands.filter((one) => files.has(one)).map((one) => `${name}, ${field}: found the file \`${one}\`, expected commands alone in backticks; what runs it begins with "./" or its program`)
      ];
    }),
    ...task.criteria.filter(passesAlways).map((one) => `${name}, Success criteria: found \`${visible(one)}\`, expected a command that fails while the task is not done`)
  ];
}
function numberProblems(tasks) {
  const numbers = tasks.map((task) => task.n);
  const twice = [...new Set(numbers.filter((n, index) => numbers.indexOf(n) !== index))];
  const missing = tasks.map((_, index) => index + 1).filter((n) => !numbers.includes(n));
  return [
    ...twice.map((n) => `## Tasks: found Task ${n} more than once, expected each number once`),
    ...twice.length === 0 && missing.length > 0 ? [`## Tasks: found no Task ${missing[0]}, expected the numbers 1 to ${tasks.length}, each once`] : []
  ];
}
function circleOf(tasks) {
  const after = new Map(tasks.map((task) => [task.n, task.after]));
  const closed = new Set;
  const visit = (n, trail) => {
    if (trail.includes(n))
      return [...trail.slice(trail.indexOf(n)), n];
    if (closed.has(n))
      return null;
    for (const before of after.get(n) ?? []) {
      const found = visit(before, [...trail, n]);
      if (found)
        return found;
    }
    closed.add(n);
    return null;
  };
  for (const n of after.keys()) {
    const found = visit(n, []);
    if (found)
      return found;
  }
  return null;
}
function ancestors(tasks) {
  const found = new Map;
  const of = (n) => {
    const known = found.get(n);
    if (known)
      return known;
    const all = new Set;
    found.set(n, all);
    for (const before of tasks.find((task) => task.n === n)?.after ?? [])
      for (const one of [before, ...of(before)])
        all.add(one);
    return all;
  };
  for (const task of tasks)
    of(task.n);
  return found;
}
function collisions(tasks) {
  const before = ancestors(tasks);
  const all = tasks.map(({ n, files }) => ({ n, files: files.map((file) => ({ file, ways: waysOf(file) })) }));
  return all.flatMap((one, index) => all.slice(index + 1).flatMap((other) => {
    if (one.n === other.n || before.get(one.n).has(other.n) || before.get(other.n).has(one.n))
      return [];
    for (const a of one.files) {
      const b = other.files.find(({ ways }) => mayMeet(a.ways, ways));
      if (b === undefined)
        continue;
      const what = a.file === b.file ? shown(a.file) : `${shown(a.file)} and ${shown(b.file)}`;
      return [
        `Task ${one.n} and Task ${other.n}: found ${what} in both, expected one of them to depend on the other, or other files`
      ];
    }
    return [];
  }));
}
function answerProblems(answers, { ledger }, parts) {
  const place = `## ${OBJECTIONS}`;
  const ids = answers.map((one) => one.id);
  const open = toAnswer(ledger).map((one) => one.id);
  const kept = ledger.objections.filter((one) => one.state === "refused").map((one) => one.id);
  const known = ledger.objections.map((one) => one.id);
  const last = ledger.rounds.at(-1)?.parts ?? {};
  const changed = changedIn(last, parts).filter((one) => one !== OBJECTIONS);
  return [
    ...[...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => `${place}: found ${id} more than once, expected one answer`),
    ...ids.filter((id) => !known.includes(id)).map((id) => `${place}: found ${id}, expected an objection of this run`),
    ...open.filter((id) => !ids.includes(id)).map((id) => `${place}: found no ${id}, expected "taken" or "refused": it is open`),
    ...kept.filter((id) => !ids.includes(id)).map((id) => `${place}: found no ${id}, expected it to stay: it was refused, and what was refused is the minority report`),
    ...answers.filter((one) => one.state === "taken" && (open.includes(one.id) || kept.includes(one.id))).filter((one) => partsNamed(one.reason ?? "", changed).length === 0).map((one) => `${place}, ${one.id}: found ${shown(one.reason)}, expected a task or section that differs from the plan before (${changed.length === 0 ? "none does" : someOf(changed, 8)})`)
  ];
}
var told = (problems) => problems.length <= MAX_PROBLEMS ? [...problems] : [...problems.slice(0, MAX_PROBLEMS), `and ${problems.length - MAX_PROBLEMS} more problems`];
var recordOf = (facts) => bytesOf([{ ...facts, answers: facts.answers.map(({ id, state }) => ({ id, state })) }, commandsOf(facts.tasks)]);
function planProblems(document, facts, context) {
  const { tasks, problems } = document;
  const known = new Set(tasks.map((task) => task.n));
  const files = new Set(tasks.flatMap((task) => task.files));
  const circle = circleOf(tasks);
  const areComparable = tasks.every((task) => task.files.every((file) => fileProblem(file) === null));
  const record = recordOf(facts);
  return [
    ...problems,
    ...tasks.length === 0 ? ['## Tasks: found no task, expected at least one "### Task 1: <name>"'] : [],
    ...tasks.length > MAX_PLAN_TASKS ? [`## Tasks: found ${tasks.length}, expected at most ${MAX_PLAN_TASKS}`] : [],
    ...numberProblems(tasks),
    ...tasks.flatMap((task) => taskProblems(task, known, files)),
    ...circle === null ? tasks.length > MAX_PLAN_TASKS || record > MAX_RECORD || !areComparable ? [] : collisions(tasks) : [`## Tasks: found a circle: ${circle.map((n) => `Task ${n}`).join(" \u2192 ")}, expected none`],
    ...record > MAX_RECORD ? [
      `## Tasks: found ${record} bytes of names, files, commands and answers to keep, expected at most ${MAX_RECORD}; name folders, and put long commands into scripts`
    ] : [],
    ...answerProblems(document.answers, context, facts.parts)
  ];
}
var commandsOf = (tasks) => [
  ...new Set(tasks.flatMap((task) => [...task.setup, ...task.criteria]))
];
function judgePlan(text, context) {
  const size = bytesOf(text);
  if (size > MAX_BYTES) {
    const problems = [`the whole file: found ${size} bytes, expected at most ${MAX_BYTES}`];
    return { ...nothing, problems, outcome: "done" };
  }
  const document = readPlan(text, toAnswer(context.ledger).length > 0);
  const { tasks, answers } = document;
  const facts = {
    plan: sha256(text),
    body: sha256(seen(stripStamp(text))).slice(0, 16),
    parts: partHashes(document),
    tasks,
    answers
  };
  const room = Math.floor((MAX_LINE - recordOf(facts)) / 3 / Math.max(1, answers.length)) - 12;
  const reasonOf = ({ reason = "" }) => room > 1 ? cut(reason, Math.min(MAX_REASON, room)) : "";
  return {
    ...nothing,
    problems: told(planProblems(document, facts, context)),
    commands: commandsOf(tasks),
    claims: tasks.length + answers.length,
    facts: { ...facts, answers: answers.map((one) => ({ ...one, reason: reasonOf(one) })) },
    outcome: "done"
  };
}
var objectionForm = (ledger) => {
  const refused = ledger.objections.filter((one) => one.state === "refused");
  if (ledger.rounds.length === 0 || toAnswer(ledger).length + refused.length === 0)
    return "";
  return `
## ${OBJECTIONS}
${[
    ...toAnswer(ledger).map((one) => `- ${one.id}: <taken \u2014 task or section that changed | refused \u2014 reason>`),
    ...refused.map((one) => `- ${one.id}: <refused \u2014 reason | taken \u2014 task or section that changed>`)
  ].join(`
`)}
`;
};
var kind = {
  form: (facts) => `${makeStamp(facts)}
# <title>

## Overview
<what is built, for whom, and what is left out>

## Architecture
<parts, data, interfaces, and where they fit into what is there>

## Tasks

### Task 1: <name>
<what to do: an executor sees this task alone>
- **Files**: \`<path>\`, \`<path or glob>\`
- **Depends on**: None.
- **Commands**: None.
- **Success criteria**: \`<command that exits 0 once the task is done>\`

## Security
<\u2026>

## Risks
<\u2026>
${objectionForm(ledgerOf(facts.run))}`,
  rules: ({ run }) => [
    "The first line stays as it stands, with nothing before it.",
    `The sections ${SECTIONS.join(", ")} are there, in this order; headings within one begin with \`###\`, and below Tasks only tasks do.`,
    `One to ${MAX_PLAN_TASKS} tasks, numbered from 1, each with all four fields. In backticks stand only paths, in Commands and Success criteria only commands, up to ${MAX_COMMANDS} of each, every one within one line and ${MAX_COMMAND} characters; no code blocks there.`,
    `\`Files\` are all that the task creates or changes: paths or globs from the project's root, with forward slashes, up to ${MAX_FILES}. Two tasks may name the same file, or a folder and a file in it, only where one depends on the other, directly or not.`,
    "`Depends on` is `None.` or tasks as in `Task 1, Task 2`. `Commands` set the task up and are `None.` for most.",
    "Each task has at least one success criterion: a command that the program runs, and that fails as long as the task is not done. The person is shown every command before the first task.",
    ...objectionForm(ledgerOf(run)) === "" ? [] : [
      "Objections answers each one that is listed, once: `taken` names a task or section that now differs; `refused` gives the reason, and stays there as the minority report."
    ]
  ],
  check: (text, { run }, _task) => judgePlan(text, { ledger: ledgerOf(run) })
};
export {
  kind
};
