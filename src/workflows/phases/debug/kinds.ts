import { resolve } from "node:path";
import * as z from "zod/mini";
import type { Task } from "../../../engine/run.ts";
import { changedFiles } from "../../../project/changes.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { isInside, pathIn, treeStore } from "../../../project/project.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { readPlainText } from "../../../store/plain-file.ts";
import type { ArtifactKind } from "../../contract/contract.ts";
import { list, optionalText, stamp, text } from "../../contract/fields.ts";
import type { DebugFacts } from "./facts.ts";
import { type Changed, judgeFix, judgeHypothesis, judgeReproduction } from "./judge.ts";
import { type FixResult, type Hypothesis, type Reproduction, reproductionOf, roundsOf, surveyOf } from "./recorded.ts";

/** The form of what debugger writes. */

const head = ({ task, nonce }: DebugFacts): string => `{
  "task": "${task}",
  "nonce": "${nonce}",`;

const hypothesisSchema = z.strictObject({
  ...stamp,
  symptoms: z.optional(
    z.nullable(
      z.strictObject({
        expected: optionalText,
        actual: optionalText,
        errors: optionalText,
        reproduction: optionalText,
        started: optionalText,
      }),
    ),
  ),
  hypothesis: text,
  test: z.strictObject({
    kind: z.enum(["command", "observation"]),
    command: optionalText,
    exit: z.optional(z.nullable(z.enum(["zero", "nonzero"]))),
    output: optionalText,
    file: optionalText,
    line: z.optional(z.nullable(z.number())),
    quote: optionalText,
    means: z.optional(z.nullable(z.enum(["confirmed", "ruled_out"]))),
  }),
  proves: text,
  if_so: z.enum(["root_cause", "narrows"]),
});

/** The text of a file of the project; null: it has none of this name. */
function readIn(root: string, path: string): string | null {
  const file = resolve(root, path);
  return isInside(file, root) ? readPlainText(file) : null;
}

/** A supposed cause, and the test that decides on it. */
export const hypothesis: ArtifactKind<Hypothesis, DebugFacts> = {
  schema: hypothesisSchema,
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
    "A cause that was ruled out is not named again.",
  ],
  check: (value, { project, run }) =>
    judgeHypothesis(value, {
      ruledOut: [
        ...(surveyOf(project, run)?.eliminated ?? []).map((one) => one.hypothesis),
        ...roundsOf(run).flatMap((one) => (one.outcome === "ruled_out" ? [one.hypothesis] : [])),
      ],
      read: (path) => readIn(project.root, path),
    }),
};

/** Files that differ between the dispatch of a task and now. */
const changedBy = ({ project }: Scene, task: Task, subject: string | null): Changed =>
  isTree(task.base) && isTree(subject)
    ? unlessUnreadable(
        () => changedFiles(project.root, task.base!, subject, treeStore(project)).map(({ path }) => path),
        null,
      )
    : null;

const paths = list(text);

/** The test that fails because of the cause. */
export const reproduction: ArtifactKind<Reproduction, DebugFacts> = {
  schema: z.strictObject({ ...stamp, command: text, files: paths, shows: text }),
  form: (facts) => `${head(facts)}
  "command": "<one line that runs this test, and as little else as can be>",
  "files": ["<path of each test file that was created or changed>"],
  "shows": "<what fails, and why only because of the cause>"
}`,
  rules: () => [
    "`command` exits with another code than 0 now, because of the bug and of nothing else, and with 0 once it is mended.",
    "`files` has every file that this task has changed; it is empty where a test that is there fails already.",
  ],
  check: (value, scene, task, subject) => {
    const pathOf = pathIn(scene.project.root);
    return judgeReproduction({ ...value, files: value.files.map(pathOf) }, changedBy(scene, task, subject));
  },
};

/** The change that mends the cause. */
export const fix: ArtifactKind<FixResult, DebugFacts> = {
  schema: z.strictObject({
    ...stamp,
    status: z.enum(["done", "failed"]),
    summary: text,
    changed_files: paths,
    reason: optionalText,
  }),
  form: (facts) => `${head(facts)}
  "status": "<done | failed>",
  "summary": "<what was mended, in a sentence or two>",
  "changed_files": ["<path>"],
  "reason": <null; or why it cannot be mended>
}`,
  rules: () => [
    "`changed_files` names every file that this task has created, changed or deleted, and no other.",
    "The program runs the failing test, and the project's own tests that passed before.",
  ],
  check: (value, scene, task, subject) => {
    const pathOf = pathIn(scene.project.root);
    const named = { ...value, changed_files: value.changed_files.map(pathOf) };
    const tests = reproductionOf(scene.project, scene.run)?.files.map(pathOf) ?? [];
    return judgeFix(named, changedBy(scene, task, subject), tests);
  },
};
