// @bun
import {
  unlessUnreadable
} from "./s127.js";
import {
  changedFiles
} from "./s265.js";
import {
  readPlainText
} from "./s27.js";
import {
  isTree
} from "./s247.js";
import {
  MAX_COMMAND
} from "./s2.js";
import {
  oneLine2,
  shown
} from "./s28.js";
import {
  text,
  optionalText,
  list,
  stamp
} from "./s61.js";
import {
  surveyOf3,
  reproductionOf,
  roundsOf
} from "./s88.js";
import {
  wordsAlone
} from "./s141.js";
import {
  passesAlways
} from "./s62.js";
import {
  nothing
} from "./s76.js";
import {
  solid,
  nearestQuote
} from "./s145.js";
import {
  number2,
  strictObject,
  _enum,
  optional,
  nullable
} from "./s1.js";
import {
  treeStore,
  isInside,
  pathIn
} from "./s172.js";

// src/workflows/phases/debug/kinds.ts
import { resolve } from "path";

// src/workflows/phases/debug/judge.ts
var MIN_QUOTE = 5;
var ALWAYS_FAILS = /^(?:false|exit [1-9]\d*)$/;
var commandProblem = (field, command) => passesAlways(command.trim()) || ALWAYS_FAILS.test(command.trim()) ? [`${field}: found ${shown(command)}, which ends as it does whatever the project holds; expected one that looks`] : command.length > MAX_COMMAND || /[\r\n]/.test(command) ? [`${field}: found ${command.length} characters, expected one line of at most ${MAX_COMMAND}`] : [];
function observationProblems({ test }, { read }) {
  const { file, quote, means, line = null } = test;
  const missing = [
    ...file ? [] : ["test.file: found nothing, expected the file that the observation is in"],
    ...quote ? [] : ["test.quote: found nothing, expected words copied from that file"],
    ...means ? [] : ["test.means: found nothing, expected confirmed or ruled_out"]
  ];
  if (missing.length > 0 || !file || !quote)
    return missing;
  const text = read(file);
  if (text === null)
    return [`test.file: found ${shown(file)}, expected a file of the project`];
  if (solid(quote) < MIN_QUOTE)
    return [`test.quote: found ${shown(quote)}, expected at least ${MIN_QUOTE} characters`];
  const spot = nearestQuote(text, quote, line);
  if (spot === null)
    return [`test.quote: found ${shown(quote)}, expected words that stand in ${file}`];
  return line !== null && (line < spot.line || line > spot.last) ? [`test.line: found ${line}, expected ${spot.line}, where the quote stands`] : [];
}
function commandProblems({ test }) {
  const command = test.command?.trim() ?? "";
  return [
    ...command === "" ? ["test.command: found nothing, expected the command that the program runs"] : [],
    ...commandProblem("test.command", command),
    ...test.exit ? [] : ["test.exit: found nothing, expected zero or nonzero, said before the command runs"]
  ];
}
function judgeHypothesis(value, context) {
  const before = context.ruledOut.find((one) => wordsAlone(one) === wordsAlone(value.hypothesis));
  const problems = [
    ...before === undefined ? [] : [`hypothesis: ${shown(oneLine2(before))} was ruled out, expected another cause`],
    ...value.test.kind === "command" ? commandProblems(value) : observationProblems(value, context)
  ];
  const commands = value.test.kind === "command" && value.test.command ? [value.test.command.trim()] : [];
  return { ...nothing, problems, outcome: "done", commands };
}
var untrueProblems = (field, named, changed) => changed === null ? [] : [
  ...named.filter((path) => !changed.includes(path)).map((path) => `${field}: found ${path}, expected only files that this task has changed`),
  ...changed.filter((path) => !named.includes(path)).map((path) => `${field}: ${path} is missing, expected every file that this task has changed`)
];
var MOST = 12;
function judgeReproduction(value, changed) {
  const problems = [
    ...commandProblem("command", value.command),
    ...untrueProblems("files", value.files, changed).slice(0, MOST)
  ];
  return { ...nothing, problems, outcome: "done", claims: value.files.length, commands: [value.command.trim()] };
}
function judgeFix(value, changed, tests) {
  const reason = value.reason?.trim() || null;
  const problems = [
    ...untrueProblems("changed_files", value.changed_files, changed).slice(0, MOST),
    ...(changed ?? []).filter((path) => tests.includes(path)).map((path) => `${path}: changed, expected the failing test as it was; put it back`),
    ...value.status === "failed" && reason === null ? ['reason: found nothing, expected why, where status is "failed"'] : []
  ];
  return { ...nothing, problems, outcome: value.status, reason, claims: value.changed_files.length };
}

// src/workflows/phases/debug/kinds.ts
var head = ({ task, nonce }) => `{
  "task": "${task}",
  "nonce": "${nonce}",`;
var hypothesisSchema = strictObject({
  ...stamp,
  symptoms: optional(nullable(strictObject({
    expected: optionalText,
    actual: optionalText,
    errors: optionalText,
    reproduction: optionalText,
    started: optionalText
  }))),
  hypothesis: text,
  test: strictObject({
    kind: _enum(["command", "observation"]),
    command: optionalText,
    exit: optional(nullable(_enum(["zero", "nonzero"]))),
    output: optionalText,
    file: optionalText,
    line: optional(nullable(number2())),
    quote: optionalText,
    means: optional(nullable(_enum(["confirmed", "ruled_out"])))
  }),
  proves: text,
  if_so: _enum(["root_cause", "narrows"])
});
function readIn(root, path) {
  const file = resolve(root, path);
  return isInside(file, root) ? readPlainText(file) : null;
}
var hypothesis = {
  schema: hypothesisSchema,
  sees: "files of the project",
  form: (facts) => `${head(facts)}
  "symptoms": {"expected": "<what should happen>", "actual": "<what happens>", "errors": "<message, or null>", "reproduction": "<how it is brought about>", "started": "<since when, or null>"},
  "hypothesis": "<one cause, so exact that a test can show it to be wrong>",
  "test": {"kind": "command", "command": "<one line>", "exit": "<zero | nonzero>", "output": "<words that its output then has, or null>"},
  "proves": "<what is known if it comes true, and what if it does not>",
  "if_so": "<root_cause | narrows>"
}`,
  rules: () => [
    "`test` says what happens if the hypothesis is right: the exit code, and where that alone would not tell, words of the output. It is compared with what then happens: as predicted confirms, anything else rules out.",
    'Where reading is enough: {"kind": "observation", "file": "<path>", "line": <number>, "quote": "<words copied from there>", "means": "<confirmed | ruled_out>"}.',
    "The command changes nothing and ends by itself. Best is one that runs without a question.",
    '`if_so` is "root_cause" where mending this alone would end what is wrong, else "narrows".',
    "A cause that was ruled out is not named again."
  ],
  check: (value, { project, run }) => judgeHypothesis(value, {
    ruledOut: [
      ...(surveyOf3(project, run)?.eliminated ?? []).map((one) => one.hypothesis),
      ...roundsOf(run).flatMap((one) => one.outcome === "ruled_out" ? [one.hypothesis] : [])
    ],
    read: (path) => readIn(project.root, path)
  })
};
var changedBy = ({ project }, task, subject) => isTree(task.base) && isTree(subject) ? unlessUnreadable(() => changedFiles(project.root, task.base, subject, treeStore(project)).map(({ path }) => path), null) : null;
var paths = list(text);
var reproduction = {
  schema: strictObject({ ...stamp, command: text, files: paths, shows: text }),
  form: (facts) => `${head(facts)}
  "command": "<one line that runs this test, and as little else as can be>",
  "files": ["<path of each test file that was created or changed>"],
  "shows": "<what fails, and why only because of the cause>"
}`,
  rules: () => [
    "`command` exits with another code than 0 now, because of the bug and of nothing else, and with 0 once it is mended.",
    "`files` has every file that this task has changed; it is empty where a test that is there fails already."
  ],
  check: (value, scene, task, subject) => {
    const pathOf = pathIn(scene.project.root);
    return judgeReproduction({ ...value, files: value.files.map(pathOf) }, changedBy(scene, task, subject));
  }
};
var fix = {
  schema: strictObject({
    ...stamp,
    status: _enum(["done", "failed"]),
    summary: text,
    changed_files: paths,
    reason: optionalText
  }),
  form: (facts) => `${head(facts)}
  "status": "<done | failed>",
  "summary": "<what was mended, in a sentence or two>",
  "changed_files": ["<path>"],
  "reason": <null; or why it cannot be mended>
}`,
  rules: () => [
    "`changed_files` names every file that this task has created, changed or deleted, and no other.",
    "The program runs the failing test, and the project's own tests that passed before."
  ],
  check: (value, scene, task, subject) => {
    const pathOf = pathIn(scene.project.root);
    const named = { ...value, changed_files: value.changed_files.map(pathOf) };
    const tests = reproductionOf(scene.project, scene.run)?.files.map(pathOf) ?? [];
    return judgeFix(named, changedBy(scene, task, subject), tests);
  }
};
export {
  fix,
  hypothesis,
  reproduction
};
